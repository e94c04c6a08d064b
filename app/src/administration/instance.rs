use super::{AdminPage, Place, rpc::read_instance};
use crate::remote::Remote;
use crate::{
    messages as t,
    ui::{Card, Fact, Facts, PageProblem, SkeletonRows, Status, Table, TableCard, Time, Tone},
};
use contract::{
    accounts::Me,
    administration::{Instance, InstanceSetting},
};
use leptos::prelude::*;

/// `/admin/instance`: whether all is well, and the settings in effect.
#[component]
pub(crate) fn InstancePage() -> impl IntoView {
    let instance = Remote::new(|| (), |()| read_instance());
    let view = move |_: Me| {
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::administration::loading_instance() toolbar=false/> }>
                {move || Suspend::new(async move {
                    match instance.await {
                        Ok(instance) => page(instance).into_any(),
                        Err(error) => view! { <PageProblem error/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    };
    view! { <AdminPage place=Place::Instance view/> }
}

fn page(instance: Instance) -> impl IntoView {
    view! {
        <div class="stack" data-gap="wide">
            {health(&instance)}
            {settings(instance.settings)}
        </div>
    }
}

fn health(instance: &Instance) -> impl IntoView + use<> {
    let (tone, words) = if instance.writable {
        (Tone::Success, t::administration::database_well())
    } else {
        (Tone::Danger, t::administration::database_ill())
    };
    let (mail_tone, mail) = if instance.mail_server {
        (Tone::Success, t::administration::mail_set_up())
    } else {
        (Tone::Off, t::administration::mail_not_set_up())
    };
    let counts = instance.counts;
    let queue = t::administration::mail_queued(counts.waiting_mail, counts.failed_mail);
    let queue_tone = if counts.failed_mail > 0 { Tone::Danger } else { Tone::Success };
    let (version, database) = (instance.version.clone(), instance.database.clone());
    let (started_at, schema) = (instance.started_at, instance.schema_version.to_string());
    view! {
        <Card title=t::administration::health() text=t::administration::health_text()>
            <Facts>
                <Fact name=t::administration::version()>{version}</Fact>
                <Fact name=t::administration::started()>
                    <Time at=started_at/>
                </Fact>
                <Fact name=t::administration::database()>
                    <span class="cluster">
                        {database}
                        <Status tone>{words}</Status>
                    </span>
                </Fact>
                <Fact name=t::administration::schema()>{schema}</Fact>
                <Fact name=t::administration::mail()>
                    <Status tone=mail_tone>{mail}</Status>
                </Fact>
                <Fact name=t::administration::mail_queue()>
                    <Status tone=queue_tone>{queue}</Status>
                </Fact>
            </Facts>
        </Card>
    }
}

fn settings(settings: Vec<InstanceSetting>) -> impl IntoView {
    let row = |setting: InstanceSetting| {
        view! {
            <tr>
                <td class="cell-main">
                    <code>{setting.name}</code>
                </td>
                <td data-label=t::administration::setting_value()>
                    <span class="mono small">{setting.value}</span>
                </td>
                <td data-label=t::administration::setting_source()>
                    <span class="mono muted small">{setting.source}</span>
                </td>
            </tr>
        }
    };
    let head = || {
        view! {
            <th scope="col">{t::administration::setting()}</th>
            <th scope="col">{t::administration::setting_value()}</th>
            <th scope="col">{t::administration::setting_source()}</th>
        }
    };
    view! {
        <section class="section" aria-label=t::administration::settings()>
            <div class="section-head">
                <div>
                    <h2>{t::administration::settings()}</h2>
                    <p>{t::administration::settings_text()}</p>
                </div>
            </div>
            <TableCard>
                <Table caption=t::administration::settings() head compact=true>
                    {settings.into_iter().map(row).collect_view()}
                </Table>
            </TableCard>
        </section>
    }
}
