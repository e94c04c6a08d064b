//! The calls about organizations.

use buffa_types::google::protobuf::Empty;
use connectrpc::ErrorCode;
use contract::{
    ApiError,
    organizations::{NewOrganization, OrganizationPatch},
};
use service::organizations::{self, DeletionOutcome, OrganizationDraft, SlugRule};

use super::{
    Call,
    error::Failure,
    shapes::{organization, organization_ref, required},
};
use crate::rpc::proto::teabar::v1::{
    CreateOrganizationRequest, DeleteOrganizationRequest, GetOrganizationRequest, ListOrganizationsRequest,
    ListOrganizationsResponse, Organization, UpdateOrganizationRequest,
};

/// The longest name, in characters.
const NAME_MAX: usize = 63;

pub(super) async fn create(call: &Call, request: CreateOrganizationRequest) -> Result<Organization, Failure> {
    let CreateOrganizationRequest { name, display_name, billing_email, .. } = request;
    required("name", &name)?;
    // A longer name is refused as the name, not as what people see.
    let shown = if display_name.trim().is_empty() { name.chars().take(NAME_MAX).collect() } else { display_name };
    let billing_email = if billing_email.trim().is_empty() {
        call.principal.user().map(|user| user.email.clone())
    } else {
        Some(billing_email)
    };
    let draft = OrganizationDraft {
        profile: NewOrganization { name: shown, billing_email, ..NewOrganization::default() },
        slug: SlugRule::Name(name.clone()),
        ..OrganizationDraft::default()
    };
    let made = organizations::create_from(&call.services, &call.actor, draft).await;
    let made = made.map_err(|error| match error.as_public() {
        Some(ApiError::AlreadyExists { .. }) => {
            fails(call, error).saying(format!("Organization name '{name}' is already taken"))
        }
        _ => fails(call, error),
    })?;
    // Whoever makes it is its first owner.
    Ok(Organization { role: "admin".to_owned(), ..organization(made.organization) })
}

pub(super) async fn get(call: &Call, request: GetOrganizationRequest) -> Result<Organization, Failure> {
    let org = organization_ref(&request.organization_id)?;
    let read = organizations::read_with_role(&call.services, &call.actor, &org).await;
    read.map(organization).map_err(|error| fails(call, error))
}

pub(super) async fn list(call: &Call, _: ListOrganizationsRequest) -> Result<ListOrganizationsResponse, Failure> {
    let joined = organizations::joined(&call.services, &call.actor).await.map_err(|error| fails(call, error))?;
    let organizations = joined.into_iter().map(organization).collect();
    Ok(ListOrganizationsResponse { organizations, ..Default::default() })
}

pub(super) async fn update(call: &Call, request: UpdateOrganizationRequest) -> Result<Organization, Failure> {
    let UpdateOrganizationRequest { organization_id, display_name, billing_email, name, .. } = request;
    let org = organization_ref(&organization_id)?;
    for (field, text) in [("displayName", &display_name), ("billingEmail", &billing_email)] {
        if text.as_deref().is_some_and(|text| text.trim().is_empty()) {
            return Err(Failure::field(field, "It cannot be empty. Leave it out to keep it."));
        }
    }
    let patch = OrganizationPatch { name: display_name, billing_email, ..OrganizationPatch::default() };
    let updated = organizations::update_named(&call.services, &call.actor, &org, name.as_deref(), patch).await;
    updated.map(organization).map_err(|error| fails(call, error))
}

pub(super) async fn delete(call: &Call, request: DeleteOrganizationRequest) -> Result<Empty, Failure> {
    let org = organization_ref(&request.organization_id)?;
    let outcome = organizations::delete_idle(&call.services, &call.actor, &org, request.force).await;
    match outcome.map_err(|error| fails(call, error))? {
        DeletionOutcome::Deleted => Ok(Empty::default()),
        DeletionOutcome::InUse(name) | DeletionOutcome::Permanent(name) => {
            let message = format!("Organization '{name}' has active resources; pass force to delete it");
            Err(Failure::new(ErrorCode::FailedPrecondition, message).because("ORGANIZATION_HAS_ACTIVE_RESOURCES"))
        }
    }
}

fn fails(call: &Call, error: service::Error) -> Failure {
    Failure::of(call.public(error), true)
}
