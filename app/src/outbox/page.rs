use super::{
    kind_words, link_path,
    rpc::{Outbox, list_outbox},
};
use crate::{frame::PersonalPage, ui::*};
use contract::{
    ApiError,
    accounts::{Me, OutboxMessage},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/admin`: the mail of the instance, for super admins.
#[component]
pub(crate) fn AdministrationPage() -> impl IntoView {
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.read().get("cursor").filter(|cursor| !cursor.is_empty()));
    let outbox = Resource::new(move || cursor.get(), list_outbox);
    let view = move |_: Me| {
        view! {
            <PageHead
                title="Mail outbox"
                text="Mail that this instance wrote. Links work once; what is older than a day after sending is only listed."
            />
            <Transition fallback=|| view! { <SkeletonRows label="Loading the outbox"/> }>
                {move || Suspend::new(async move { page(outbox.await, cursor.get_untracked().is_some()) })}
            </Transition>
        }
        .into_any()
    };
    view! { <PersonalPage crumbs=vec![Crumb::link("Administration", "/admin"), Crumb::here("Mail outbox")] view/> }
}

fn page(outbox: Result<Outbox, ApiError>, further: bool) -> AnyView {
    let outbox = match outbox {
        Ok(outbox) => outbox,
        Err(error) => return view! { <PageProblem error/> }.into_any(),
    };
    let notice = (!outbox.mail_server).then(|| {
        view! {
            <Alert tone=Tone::Info title="No mail server is set up">
                "Mail stays here until SMTP_URL and MAIL_FROM are set. Hand links on yourself meanwhile."
            </Alert>
        }
    });
    if outbox.messages.data.is_empty() {
        return view! {
            {notice}
            <Empty title="No mail yet" text="Invitations and links for accounts appear here as they are written."/>
        }
        .into_any();
    }
    let count = outbox.messages.data.len();
    let next = outbox.messages.next_cursor.as_deref().map(|cursor| format!("/admin?cursor={cursor}"));
    let first = further.then(|| "/admin".to_owned());
    let base = outbox.public_url;
    let rows: Vec<_> = outbox.messages.data.into_iter().map(|message| row(&base, message)).collect();
    let head = || {
        view! {
            <th scope="col">"Recipient"</th>
            <th scope="col">"About"</th>
            <th scope="col">"Written"</th>
            <th scope="col">"State"</th>
            <th scope="col"><span class="visually-hidden">"Link"</span></th>
        }
    };
    let text = if count == 1 { "1 message".to_owned() } else { format!("{count} messages") };
    view! {
        <div class="stack">
            {notice}
            <TableCard>
                <Table caption="Mail, oldest first" head>
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
        (Some(at), ..) => view! { <Status tone=Tone::Success>"Sent " <Time at/></Status> }.into_any(),
        (None, Some(error), attempts) => view! {
            <Status tone=Tone::Danger>{format!("Failed {attempts} times")}</Status>
            <span class="muted xsmall">{error}</span>
        }
        .into_any(),
        (None, None, _) => view! { <Status tone=Tone::Off>"Waiting"</Status> }.into_any(),
    };
    let link = link.map(|text| view! { <CopyButton text label="Copy link"/> });
    view! {
        <tr>
            <td class="cell-main">{message.to}</td>
            <td data-label="About">{kind_words(&message.kind).to_owned()}</td>
            <td data-label="Written"><Time at=message.created_at/></td>
            <td>{state}</td>
            <td class="cell-actions">{link}</td>
        </tr>
    }
}
