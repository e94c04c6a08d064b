use super::{
    kind_words, link_path,
    rpc::{Outbox, list_outbox},
};
use crate::{
    administration::{AdminPage, Place},
    messages::{self as t, SLOT, around},
    ui::{Alert, CopyButton, Empty, PageProblem, Pagination, SkeletonRows, Status, Table, TableCard, Time, Tone},
};
use contract::{
    ApiError,
    accounts::{Me, OutboxMessage},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/admin/outbox`: the mail of the instance, for super admins.
#[component]
pub(crate) fn OutboxPage() -> impl IntoView {
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.read().get("cursor").filter(|cursor| !cursor.is_empty()));
    let outbox = Resource::new(move || cursor.get(), list_outbox);
    let view = move |_: Me| {
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::administration::loading_outbox()/> }>
                {move || Suspend::new(async move { page(outbox.await, cursor.get_untracked().is_some()) })}
            </Transition>
        }
        .into_any()
    };
    view! { <AdminPage place=Place::Outbox view/> }
}

fn page(outbox: Result<Outbox, ApiError>, further: bool) -> AnyView {
    let outbox = match outbox {
        Ok(outbox) => outbox,
        Err(error) => return view! { <PageProblem error/> }.into_any(),
    };
    let notice = (!outbox.mail_server).then(|| {
        view! {
            <Alert tone=Tone::Info title=t::administration::no_mail_server()>
                {t::administration::no_mail_server_text()}
            </Alert>
        }
    });
    if outbox.messages.data.is_empty() {
        return view! {
            {notice}
            <Empty title=t::administration::no_mail() text=t::administration::no_mail_text()/>
        }
        .into_any();
    }
    let path = Place::Outbox.path();
    let text = t::administration::messages(outbox.messages.data.len());
    let next = outbox.messages.next_cursor.as_deref().map(|cursor| format!("{path}?cursor={cursor}"));
    let first = further.then(|| path.to_owned());
    let base = outbox.public_url;
    let rows: Vec<_> = outbox.messages.data.into_iter().map(|message| row(&base, message)).collect();
    let head = || {
        view! {
            <th scope="col">{t::administration::recipient()}</th>
            <th scope="col">{t::administration::about()}</th>
            <th scope="col">{t::administration::written()}</th>
            <th scope="col">{t::administration::state()}</th>
            <th scope="col">
                <span class="visually-hidden">{t::administration::link()}</span>
            </th>
        }
    };
    view! {
        <div class="stack">
            {notice}
            <TableCard>
                <Table caption=t::administration::mail_list() head>
                    {rows}
                </Table>
                <Pagination text next first/>
            </TableCard>
        </div>
    }
    .into_any()
}

fn row(base: &str, message: OutboxMessage) -> impl IntoView + use<> {
    let link =
        message.token.as_deref().and_then(|token| link_path(&message.kind, token)).map(|path| format!("{base}{path}"));
    let state = match (message.sent_at, message.last_error, message.attempts) {
        (Some(at), ..) => {
            let words = around(&t::administration::sent(SLOT), view! { <Time at inside=true/> });
            view! { <Status tone=Tone::Success>{words}</Status> }.into_any()
        }
        (None, Some(error), attempts) => view! {
            <Status tone=Tone::Danger>{t::administration::failed(attempts)}</Status>
            <span class="muted xsmall">{t::sentence(&error)}</span>
        }
        .into_any(),
        (None, None, _) => view! { <Status tone=Tone::Off>{t::administration::waiting()}</Status> }.into_any(),
    };
    let link = link.map(|text| view! { <CopyButton text label=t::administration::copy_link()/> });
    view! {
        <tr>
            <td class="cell-main">{message.to}</td>
            <td data-label=t::administration::about()>{kind_words(&message.kind).to_owned()}</td>
            <td data-label=t::administration::written()>
                <Time at=message.created_at/>
            </td>
            <td>{state}</td>
            <td class="cell-actions">{link}</td>
        </tr>
    }
}
