//! Accounts: signing up and in, mailed links, and one's own account.

mod accessibility;
mod account;
pub mod account_rpc;
mod device;
pub(crate) mod fields;
mod forgot;
mod preferences;
mod reauthenticate;
mod reset;
pub mod rpc;
mod sign_in;
mod sign_up;
mod verify;
mod ways;

pub(crate) use accessibility::AccessibilityPage;
pub(crate) use account::AccountPage;
pub(crate) use forgot::ForgotPage;
pub(crate) use reauthenticate::ReauthenticatePage;
pub(crate) use reset::ResetPage;
pub(crate) use sign_in::SignInPage;
pub(crate) use sign_up::SignUpPage;
pub(crate) use verify::VerifyPage;

use crate::{
    frame::safe_next,
    messages as t,
    ui::{Alert, FormError, LinkButton, Problem, Seal, SignCard, Size, Tone, Variant},
};
use contract::ApiError;
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
    /// The ways on, each with its words; the first is the main one.
    #[prop(optional)]
    links: Vec<(String, &'static str)>,
    /// What stands below them.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let links = links.into_iter().enumerate().map(|(place, (href, words))| {
        let variant = if place == 0 { Variant::Primary } else { Variant::Plain };
        view! {
            <LinkButton href variant size=Size::Large block=true>
                {words}
            </LinkButton>
        }
    });
    view! {
        <SignCard title text mark=move || view! { <Seal icon tone/> }>
            <div class="stack" data-gap="tight">{links.collect_view()} {children.map(|children| children())}</div>
        </SignCard>
    }
}

/// A page before the console that could not be read.
#[component]
pub(crate) fn ProblemCard(
    /// Words of the heading.
    title: &'static str,
    /// Why.
    error: ApiError,
) -> impl IntoView {
    view! {
        <SignCard title>
            <Problem error/>
        </SignCard>
    }
}

/// The place of a problem in a form that a mailed link opens: a link that cannot be used is said in plain words.
#[component]
pub(crate) fn LinkProblem(
    /// The error, if there is one.
    error: FormError,
) -> impl IntoView {
    move || {
        error.get().map(|error| match error {
            ApiError::NotFound { .. } => view! {
                <Alert tone=Tone::Danger title=t::accounts::link_over()>
                    {t::accounts::link_over_text()}
                </Alert>
            }
            .into_any(),
            error => view! { <Problem error/> }.into_any(),
        })
    }
}
