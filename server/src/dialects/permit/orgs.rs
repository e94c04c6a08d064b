//! The seven calls about organizations.

use axum::{Json, extract::State};
use contract::{
    ApiError, OrgRef,
    organizations::{DeleteOptions, NewOrganization},
};
use http::StatusCode;
use service::{
    Services,
    organizations::{self, ConfigurationPatch, OrganizationDraft, SlugRule},
};

use super::{
    Caller, Named,
    error::{Answer, Failure},
    input::{Body, Paging},
    shapes::{OrganizationRead, OrganizationReadWithApiKey, OrganizationStats},
};

/// What the caller can see, oldest first.
pub async fn list(State(s): State<Services>, caller: Caller, paging: Paging) -> Answer<Vec<OrganizationRead>> {
    let found = organizations::list_configured(&s, &caller.actor, paging.search.as_deref(), paging.page).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Makes an organization, and a key of it that is shown in this answer only.
pub async fn create(State(s): State<Services>, caller: Caller, mut body: Body) -> Answer<OrganizationReadWithApiKey> {
    let (key, name, settings) = (body.key(), body.name(), body.settings());
    body.finish()?;
    let taken = format!("There is already an organization with the key '{key}'");
    let draft = OrganizationDraft {
        profile: NewOrganization { name, ..NewOrganization::default() },
        slug: SlugRule::Key(key),
        owner: None,
        settings: settings.unwrap_or_default(),
        organization_key: true,
    };
    let made = organizations::create_from(&s, &caller.actor, draft).await.map_err(|error| {
        let sentence = matches!(error.as_public(), Some(ApiError::AlreadyExists { .. })).then_some(taken);
        Failure::Error(error, sentence)
    })?;
    let key = made.key.ok_or_else(|| service::Error::Internal("no organization key was made".to_owned()))?;
    Ok(Json(OrganizationReadWithApiKey {
        organization: OrganizationRead::new(made.organization, made.settings),
        api_key_id: key.api_key.id.0,
        api_key_secret: key.key,
    }))
}

/// The active organization of the request.
pub async fn active(State(s): State<Services>, caller: Caller) -> Answer<OrganizationRead> {
    let none = |error| missing(error, "There is no active organization");
    let org = OrgRef::Id(caller.principal.active_organization().map_err(none)?);
    Ok(Json(organizations::read_configured(&s, &caller.actor, &org).await.map_err(none)?.into()))
}

/// One organization. Needs `organization.read`.
pub async fn read(State(s): State<Services>, caller: Caller, named: Named) -> Answer<OrganizationRead> {
    let found = organizations::read_configured(&s, &caller.actor, &named.org).await;
    Ok(Json(found.map_err(|error| named.missing(error))?.into()))
}

/// Changes name and settings; a sent key is ignored. Needs `organization.update`.
pub async fn update(
    State(s): State<Services>,
    caller: Caller,
    named: Named,
    mut body: Body,
) -> Answer<OrganizationRead> {
    let patch = ConfigurationPatch { name: body.optional_name(), settings: body.settings() };
    body.finish()?;
    let changed = organizations::update_configured(&s, &caller.actor, &named.org, patch).await;
    Ok(Json(changed.map_err(|error| named.missing(error))?.into()))
}

/// Deletes an organization with everything in it. Needs `organization.delete`.
pub async fn delete(State(s): State<Services>, caller: Caller, named: Named) -> Result<StatusCode, Failure> {
    let options = DeleteOptions { force: true, ..DeleteOptions::default() };
    organizations::delete(&s, &caller.actor, &named.org, options).await.map_err(|error| named.missing(error))?;
    Ok(StatusCode::NO_CONTENT)
}

/// An organization in figures. Needs `organization.read`.
pub async fn stats(State(s): State<Services>, caller: Caller, named: Named) -> Answer<OrganizationStats> {
    let figures = organizations::figures(&s, &caller.actor, &named.org).await;
    Ok(Json(figures.map_err(|error| named.missing(error))?.into()))
}

impl Named {
    /// The error, which quotes the path when it is that nothing goes by this id or key.
    fn missing(&self, error: service::Error) -> Failure {
        missing(error, &format!("No organization matches '{}'", self.text))
    }
}

/// The error with a sentence of its own when it is that there is no such organization.
pub(super) fn missing(error: service::Error, sentence: &str) -> Failure {
    let sentence = match error.as_public() {
        Some(ApiError::NotFound { what }) if what == "organization" => Some(sentence.to_owned()),
        _ => None,
    };
    Failure::Error(error, sentence)
}
