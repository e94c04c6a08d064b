//! Whether the chain of the log is whole. The check reads the whole log, so no page waits for it: browsers with scripts ask for
//! it once the page stands, others by a link.

use super::rpc::read_chain;
use crate::remote::Remote;
use crate::{messages as t, ui::*};
use contract::{ApiError, audit_log::AuditVerification};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The word of the address that asks for the check where no scripts run.
pub(super) const VERIFY: &str = "verify";

/// What the check found; `None` before anybody asked for it.
pub(super) type Chain = Remote<Option<AuditVerification>>;

/// Asks for the check. Call it at the top of the page.
pub(super) fn check(slug: Memo<String>) -> Chain {
    let query = use_query_map();
    let asked = RwSignal::new(query.read_untracked().get_str(VERIFY).is_some());
    Effect::new(move |_| asked.set(true));
    Remote::new(
        move || asked.get().then(|| slug.get()),
        |org| async move {
            match org {
                Some(org) => read_chain(org).await.map(Some),
                None => Ok(None),
            }
        },
    )
}

/// The badge in the head of the page, or the link that asks for it: the page with the check asked for.
pub(super) fn badge(chain: Chain, link: String) -> impl IntoView {
    let link = StoredValue::new(link);
    let ask = move || {
        view! {
            <LinkButton href=link.get_value() icon="shield-check">
                {t::audit_log::verify()}
            </LinkButton>
        }
    };
    view! {
        <Transition fallback=ask>
            {move || Suspend::new(async move {
                match chain.await {
                    Ok(Some(found)) => verdict(&found).into_any(),
                    // Who may not read the log is told so by the page.
                    Err(ApiError::PermissionDenied(_)) => ().into_any(),
                    Ok(None) | Err(_) => ask().into_any(),
                }
            })}
        </Transition>
    }
}

fn verdict(found: &AuditVerification) -> impl IntoView + use<> {
    let head = t::audit_log::head(&found.head);
    let (tone, icon, words) = if found.valid {
        (Tone::Success, "shield-check", t::audit_log::chain_verified(found.events))
    } else {
        (Tone::Danger, "triangle-alert", t::audit_log::chain_broken().to_owned())
    };
    view! {
        <span title=head role="status">
            <Badge tone icon>
                {words}
            </Badge>
        </span>
    }
}

/// Says where a broken chain breaks; nothing while it is whole.
pub(super) fn alarm(chain: Chain) -> impl IntoView {
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let broken = chain.await.ok().flatten().filter(|found| !found.valid)?;
                let words = match broken.broken_at {
                    Some(event) => t::audit_log::broken_at(&event.to_string()),
                    None => t::audit_log::broken_end().to_owned(),
                };
                Some(view! { <Alert tone=Tone::Danger title=t::audit_log::chain_broken()>{words}</Alert> })
            })}
        </Transition>
    }
}
