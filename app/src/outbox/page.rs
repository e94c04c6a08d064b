use super::{
    kind_words, link_path,
    rpc::{Outbox, list_outbox},
};
use crate::remote::Remote;
use crate::{
    administration::{AdminPage, Place},
    frame::Address,
    messages::{self as t, SLOT, around},
    ui::{
        Alert, CopyButton, Empty, NoMore, PageProblem, Pagination, Segment, Segments, SkeletonRows, Status, Table,
        TableCard, Time, Tone, Toolbar,
    },
};
use contract::{
    accounts::{Me, OutboxMessage},
    administration::MailState,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/admin/outbox`: the mail of the instance, for super admins.
#[component]
pub(crate) fn OutboxPage() -> impl IntoView {
    let query = use_query_map();
    let wanted = Memo::new(move |_| {
        let query = query.read();
        let cursor = query.get("cursor").filter(|cursor| !cursor.is_empty());
        (query.get_str("state").and_then(MailState::parse), cursor)
    });
    let outbox = Remote::new(move || wanted.get(), |(state, cursor)| list_outbox(state, cursor));
    let view = move |_: Me| {
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::administration::loading_outbox()/> }>
                {move || Suspend::new(async move {
                    match outbox.await {
                        Ok(outbox) => {
                            let here = Address::new(Place::Outbox.path(), &query.read_untracked());
                            page(outbox, &here).into_any()
                        }
                        Err(error) => view! { <PageProblem error/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    };
    view! { <AdminPage place=Place::Outbox view/> }
}

fn page(outbox: Outbox, here: &Address) -> impl IntoView + use<> {
    let notice = (!outbox.mail_server).then(|| {
        view! {
            <Alert tone=Tone::Info title=t::administration::no_mail_server()>
                {t::administration::no_mail_server_text()}
            </Alert>
        }
    });
    let state = here.get("state").and_then(MailState::parse);
    let (messages, total) = (outbox.messages.data, outbox.messages.total.unwrap_or_default());
    let first = here.get("cursor").map(|_| here.without(&["cursor"]).href());
    let list = if let Some(first) = first.clone().filter(|_| messages.is_empty()) {
        view! { <NoMore first/> }.into_any()
    } else if messages.is_empty() {
        let (title, text) = match state {
            None => (t::administration::no_mail(), Some(t::administration::no_mail_text().to_owned())),
            Some(_) => (t::administration::no_such_mail(), None),
        };
        view! { <Empty plain=true title nostrip:text=text/> }.into_any()
    } else {
        let text = if i64::try_from(messages.len()) == Ok(total) {
            t::administration::messages(total)
        } else {
            t::administration::messages_part(messages.len(), total)
        };
        let next = outbox.messages.next_cursor.map(|cursor| here.with("cursor", &cursor).href());
        let base = outbox.public_url;
        view! {
            {table(&base, messages)}
            <Pagination text next first/>
        }
        .into_any()
    };
    let segments = segments(here, state);
    view! {
        <div class="stack">
            {notice}
            <TableCard>
                <Toolbar>{segments}</Toolbar>
                {list}
            </TableCard>
        </div>
    }
}

fn segments(here: &Address, now: Option<MailState>) -> impl IntoView + use<> {
    let plain = here.without(&["state", "cursor"]);
    let every = Segment { label: t::administration::all().to_owned(), href: plain.href(), current: now.is_none() };
    let states = MailState::ALL.map(|state| Segment {
        label: state_words(state).to_owned(),
        href: plain.with("state", state.as_str()).href(),
        current: now == Some(state),
    });
    let segments = std::iter::once(every).chain(states).collect::<Vec<_>>();
    view! { <Segments label=t::administration::show() segments/> }
}

fn state_words(state: MailState) -> &'static str {
    match state {
        MailState::Waiting => t::administration::waiting(),
        MailState::Failed => t::administration::state_failed(),
        MailState::Sent => t::administration::state_sent(),
    }
}

fn table(base: &str, messages: Vec<OutboxMessage>) -> impl IntoView + use<> {
    let rows: Vec<_> = messages.into_iter().map(|message| row(base, message)).collect();
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
        <Table caption=t::administration::mail_list() head>
            {rows}
        </Table>
    }
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
