//! Server function of the page that makes an organization.

use contract::{ApiError, Packed};
use leptos::prelude::*;

/// Makes an organization and leads into it.
#[server(protocol = Packed)]
pub async fn create_organization(
    name: String,
    #[server(default)] slug: String,
    #[server(default)] timezone: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let given = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let new = contract::organizations::NewOrganization {
        name,
        slug: given(slug),
        timezone: given(timezone),
        ..Default::default()
    };
    let made = actor.answer(service::organizations::create(&s, &actor, new).await)?;
    redirect(&format!("/o/{}", made.slug), false);
    Ok(())
}
