//! The dialogs of the page and what follows its changes, in a part of the Wasm of their own: most visits change nothing.

use super::{
    batch::{Asked, BatchDialog},
    change::ChangeDialog,
    live::run_ahead,
    page::Actions,
    remove::RemoveDialog,
};
use crate::{
    frame::Address,
    messages as t,
    ownership::{OfferDialog, rpc::OfferOwnership},
    remote::FormAction,
    routes::{Fetching, NotFetched},
    ui::toast_success,
};
use contract::{UserId, organizations::OrganizationContext, ownership::OwnershipTransfer};
use leptos::prelude::*;

/// The words of the address that belong to a dialog.
pub(super) const WORDS: [&str; 6] = ["change", "to", "remove", "offer", "batch", "pick"];

/// What the dialogs show and do.
#[derive(Clone)]
pub(super) struct Dialogs {
    pub(super) org: OrganizationContext,
    pub(super) changing: Memo<Option<UserId>>,
    pub(super) wished: Memo<Option<String>>,
    pub(super) removing: Memo<Option<UserId>>,
    pub(super) batch: Memo<Option<Asked>>,
    pub(super) offering: Memo<Option<UserId>>,
    pub(super) actions: Actions,
    pub(super) offer: FormAction<OfferOwnership>,
    /// The address of the list.
    pub(super) here: Signal<Address>,
    pub(super) slug: Memo<String>,
    /// Grows when the list is to be read again.
    pub(super) reread: RwSignal<usize>,
}

/// Draws all of them: each is open while the address says so. Follows the changes of the page from then on.
#[leptos::wasm_split::wasm_split(member_dialogs, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn draw(dialogs: Option<Box<Dialogs>>) -> Result<AnyView, NotFetched> {
    let Some(dialogs) = dialogs else { return Ok(().into_any()) };
    let Dialogs { org, changing, wished, removing, batch, offering, actions, offer, here, slug, reread } = *dialogs;
    run_ahead(actions, slug, here, reread);
    toast_success(actions.remove, |_| t::members::was_removed().to_owned());
    toast_success(offer, |offer: &OwnershipTransfer| t::ownership::offered(&offer.to.name));
    let back = Signal::derive(move || here.get().href());
    Ok(view! {
        <ChangeDialog org=org.clone() user=changing wished action=actions.change_role back/>
        <RemoveDialog org=org.clone() user=removing action=actions.remove back/>
        <BatchDialog org=org.clone() asked=batch action=actions.batch back/>
        <OfferDialog org user=offering action=offer back/>
    }
    .into_any())
}

/// Whether a query opens one.
pub(crate) fn opened_by(query: &str) -> bool {
    let mut names = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split('=').next());
    names.any(|name| WORDS.contains(&name))
}

/// Fetches their part. A page whose address opens one cannot be taken over without it.
pub(crate) fn fetch() -> Fetching<()> {
    Box::pin(async { draw(None).await.map(drop) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_opens_a_dialog_by_the_names_in_it() {
        assert!(opened_by("?change=usr_1") && opened_by("q=a&batch=suspend&pick=usr_1"));
        assert!(!opened_by("") && !opened_by("?q=change") && !opened_by("?exchange=1"));
    }
}
