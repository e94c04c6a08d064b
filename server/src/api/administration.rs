//! The whole instance, for super admins.

use axum::extract::State;
use contract::{
    Page, UserId,
    administration::{InstanceMessage, InstanceUser, InstanceUserFilter, InstanceUserPatch},
    organizations::Organization,
};
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, PathParams, Query},
    list_query,
    problem::ApiResult,
};

const TAG: &str = "Administration";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list_instance_organizations))
        .routes(routes!(list_instance_users))
        .routes(routes!(update_instance_user))
        .routes(routes!(list_instance_messages))
}

list_query! {
    /// Which organizations.
    InstanceOrganizationsQuery {
        /// The beginning of the name or slug.
        search: Option<String>,
    }
}

/// Every organization of the server. Super admins only.
#[utoipa::path(get, path = "/admin/organizations", tag = TAG, params(InstanceOrganizationsQuery), responses(
    (status = 200, description = "A page of organizations, by name.", body = Page<Organization>),
    (status = 403, description = "`permission_denied`: only super admins see this."),
))]
async fn list_instance_organizations(
    State(s): State<Services>,
    Caller(actor): Caller,
    Query(query): Query<InstanceOrganizationsQuery>,
) -> ApiResult<Json<Page<Organization>>> {
    let page = query.page();
    Ok(Json(service::administration::organizations(&s, &actor, query.search, page).await?))
}

list_query! {
    /// Which accounts.
    InstanceUsersQuery {
        /// The beginning of a name or address.
        search: Option<String>,
        /// Only super admins, or only others.
        super_admin: Option<bool>,
        /// Only accounts that are switched off, or only others.
        disabled: Option<bool>,
    }
}

/// Every account of the server. Super admins only.
#[utoipa::path(get, path = "/admin/users", tag = TAG, params(InstanceUsersQuery), responses(
    (status = 200, description = "A page of accounts, by address.", body = Page<InstanceUser>),
    (status = 403, description = "`permission_denied`: only super admins see this."),
))]
async fn list_instance_users(
    State(s): State<Services>,
    Caller(actor): Caller,
    Query(query): Query<InstanceUsersQuery>,
) -> ApiResult<Json<Page<InstanceUser>>> {
    let page = query.page();
    let InstanceUsersQuery { search, super_admin, disabled, .. } = query;
    let filter = InstanceUserFilter { search, super_admin, disabled };
    Ok(Json(service::administration::users(&s, &actor, filter, page).await?))
}

/// Gives or takes every permission everywhere, or switches an account off or on. Super admins only.
///
/// An account that is switched off is signed out; its tokens and keys are refused with the next request.
#[utoipa::path(patch, path = "/admin/users/{user}", tag = TAG, responses(
    (status = 200, description = "The account, changed.", body = InstanceUser),
    (status = 403, description = "`permission_denied`: only super admins can; or `reauthentication_required`."),
    (status = 409, description = "`conflict`: no super admin would be left."),
))]
async fn update_instance_user(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(user): PathParams<UserId>,
    Json(request): Json<InstanceUserPatch>,
) -> ApiResult<Json<InstanceUser>> {
    Ok(Json(service::administration::update_user(&s, &actor, &user, request).await?))
}

list_query! {
    /// Which page.
    InstanceMessagesQuery {}
}

/// The outbox of the server, newest first. Super admins only: messages hold live tokens.
#[utoipa::path(get, path = "/admin/outbox", tag = TAG, params(InstanceMessagesQuery), responses(
    (status = 200, description = "A page of messages.", body = Page<InstanceMessage>),
    (status = 403, description = "`permission_denied`: only super admins see this."),
))]
async fn list_instance_messages(
    State(s): State<Services>,
    Caller(actor): Caller,
    Query(query): Query<InstanceMessagesQuery>,
) -> ApiResult<Json<Page<InstanceMessage>>> {
    let page = service::outbox::list(&s, &actor, query.page()).await?;
    let data = page.data.into_iter().map(InstanceMessage::from).collect();
    Ok(Json(Page { data, next_cursor: page.next_cursor, total: page.total }))
}
