//! Accounts: signing up and in, mailed links, and one's own account.

mod forgot;
mod reset;
pub mod rpc;
mod sign_in;
mod sign_up;
mod verify;

pub(crate) use forgot::ForgotPage;
pub(crate) use reset::ResetPage;
pub(crate) use sign_in::SignInPage;
pub(crate) use sign_up::SignUpPage;
pub(crate) use verify::VerifyPage;

use crate::{
    frame::safe_next,
    ui::{Seal, SignCard, Tone},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Whether the address has this word in its query.
pub(crate) fn use_flag(name: &'static str) -> Memo<bool> {
    let query = use_query_map();
    Memo::new(move |_| query.read().get(name).is_some())
}

/// Where the address says to go on to, on this server only; empty when it does not say.
pub(crate) fn use_next() -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.read().get("next").and_then(|next| safe_next(&next).map(str::to_owned)).unwrap_or_default()
    })
}

/// The address of a page before the console that remembers where to go on to.
pub(crate) fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() { path.to_owned() } else { format!("{path}?next={}", crate::frame::encode(next)) }
}

/// A card that ends a way: seal, words, and the links on.
#[component]
pub(crate) fn EndCard(
    /// Icon of the seal.
    icon: &'static str,
    /// Colour of the seal.
    #[prop(optional)]
    tone: Tone,
    /// Words of the heading.
    #[prop(into)]
    title: String,
    /// One sentence.
    #[prop(into)]
    text: String,
    /// The links on.
    children: Children,
) -> impl IntoView {
    view! {
        <SignCard title text mark=move || view! { <Seal icon tone/> }>
            <div class="stack" data-gap="tight">{children()}</div>
        </SignCard>
    }
}
