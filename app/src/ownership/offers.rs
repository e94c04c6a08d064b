use super::rpc::{AcceptOwnership, EndOwnershipOffer, Offers, list_ownership_offers};
use crate::remote::{FormAction, Remote};
use crate::{
    messages::{self as t, SLOT, around},
    routes::NotFetched,
    ui::{
        Alert, Button, FormProblem, PostForm, Problem, Size, Time, Tone, Variant, action_error, failures, successes,
        toast_success,
    },
};
use contract::{ApiError, UserId, organizations::OrganizationContext, ownership::OwnershipTransfer};
use leptos::prelude::*;

/// The offers of ownership that wait for an answer: with the answers for whom one was made to, and the way back for whom made it.
///
/// Props: `org`, `made` (counts the offers that the page itself made).
#[component]
pub(crate) fn OwnershipOffers(
    /// Where.
    org: OrganizationContext,
    /// Grows with each offer that the page made.
    #[prop(optional, into)]
    made: Option<Signal<usize>>,
) -> impl IntoView {
    let accept = FormAction::<AcceptOwnership>::new();
    let end = FormAction::<EndOwnershipOffer>::new();
    toast_success(end, |()| t::ownership::is_over().to_owned());
    let (accepted, ended) = (successes(accept), successes(end));
    // An offer that could not be answered may be over.
    let failed = (failures(accept), failures(end));
    let slug = org.organization.slug.clone();
    let offers = Remote::new(
        move || (made.map(|made| made.get()), ended.get(), failed.0.get(), failed.1.get()),
        move |_| list_ownership_offers(slug.clone()),
    );
    Effect::new(move |_| {
        if accepted.get() > 0 {
            // Everything on the page depends on the role. Reloading fails only for a page that is gone.
            let _ = window().location().reload();
        }
    });
    let error = action_error(accept).or(action_error(end));
    view! {
        <FormProblem error/>
        <Transition>
            {move || {
                let org = org.clone();
                Suspend::new(async move {
                    match offers.await {
                        Ok(found) if !found.offers.is_empty() => {
                            let drawing = banners(Some(Box::new((org, found, accept, end))));

                            drawing
                                .await
                                .unwrap_or_else(|NotFetched| view! { <Problem error=ApiError::Unreachable/> }.into_any())
                        }
                        _ => ().into_any(),
                    }
                })
            }}
        </Transition>
    }
}

type Shown = (OrganizationContext, Offers, FormAction<AcceptOwnership>, FormAction<EndOwnershipOffer>);

/// What marks the banners in the document.
const MARK: &str = "data-offers";

/// Draws them, in a part of the Wasm of their own: hardly ever is there one.
#[leptos::wasm_split::wasm_split(ownership_offers, wasm_split_path = leptos::wasm_split, fallible)]
fn banners(shown: Option<Box<Shown>>) -> Result<AnyView, NotFetched> {
    let Some(shown) = shown else { return Ok(().into_any()) };
    let (org, Offers { offers, me }, accept, end) = *shown;
    let banners = offers.into_iter().map(|offer| banner(&org, offer, &me, accept, end));
    Ok(view! {
        <div class="stack" data-offers="">
            {banners.collect_view()}
        </div>
    }
    .into_any())
}

/// Fetches their part when the document in the browser has some: it cannot be taken over without.
pub(crate) async fn fetch_for_document() -> Result<(), NotFetched> {
    match document().query_selector(&format!("[{MARK}]")) {
        Ok(Some(_)) => banners(None).await.map(drop),
        _ => Ok(()),
    }
}

fn banner(
    org: &OrganizationContext,
    offer: OwnershipTransfer,
    me: &UserId,
    accept: FormAction<AcceptOwnership>,
    end: FormAction<EndOwnershipOffer>,
) -> AnyView {
    let OwnershipTransfer { id, from, to, keep_role, expires_at, .. } = offer;
    let (slug, id) = (org.organization.slug.clone(), id.to_string());
    let until = view! { " " {around(&t::ownership::stands_until(SLOT), view! { <Time at=expires_at exact=true/> })} };
    let ending = {
        let (slug, id) = (slug.clone(), id.clone());
        move |words: &'static str| {
            view! {
                <PostForm action=end>
                    <input type="hidden" name="org" value=slug/>
                    <input type="hidden" name="id" value=id/>
                    <Button size=Size::Small submit=true busy=end.pending()>
                        {words}
                    </Button>
                </PostForm>
            }
        }
    };
    if to.user_id == *me {
        let actions = move || {
            view! {
                {ending(t::ownership::decline())}
                <PostForm action=accept>
                    <input type="hidden" name="org" value=slug/>
                    <input type="hidden" name="id" value=id/>
                    <Button variant=Variant::Primary size=Size::Small submit=true busy=accept.pending()>
                        {t::ownership::accept()}
                    </Button>
                </PostForm>
            }
        };
        let title = t::ownership::offers_you(&from.name, &org.organization.name);
        view! {
            <Alert tone=Tone::Info title actions>
                {t::ownership::you_become(&from.name, &keep_role)}
                {until}
            </Alert>
        }
        .into_any()
    } else if from.user_id == *me {
        view! {
            <Alert title=t::ownership::you_offered(&to.name) actions=move || ending(t::ownership::withdraw())>
                {t::ownership::you_until(&keep_role)}
                {until}
            </Alert>
        }
        .into_any()
    } else {
        view! {
            <Alert title=t::ownership::others_offered(&from.name, &to.name)>
                {t::ownership::nothing_until()}
                {until}
            </Alert>
        }
        .into_any()
    }
}
