//! Roles of the current organization. System roles are printed with ids of this surface's own; see [`names`].

use axum::{
    Json, Router,
    extract::{Request, State},
    routing::{get, patch},
};
use contract::{
    ApiError, Permission, PermissionSet, RoleId,
    roles::{NewRole, RoleNaming, RolePatch},
};
use http::StatusCode;
use service::{
    Services,
    admission::{self, Addressed, Need},
    roles,
};

use super::{
    error::{Answer, Failure},
    input::{self, Body, Name, Query},
    names,
    shapes::{Page, Role, Success},
};
use crate::auth::Caller;

/// The calls of this file.
pub(super) fn routes() -> Router<Services> {
    Router::new().route("/", get(list).post(create)).route("/{role}", patch(update).delete(delete))
}

async fn list(State(s): State<Services>, Caller(actor): Caller, query: Query) -> Answer<Json<Page<Role>>> {
    let org = admission::to_active_organization(&s, &actor, Need::Permission(Permission::RolesRead)).await?;
    let page = query.page()?;
    let found = roles::list_page(&s, &actor, &org.into(), page).await?;
    Ok(Json(Page::of(found, page, Role::from)))
}

async fn create(
    State(s): State<Services>,
    Caller(actor): Caller,
    request: Request,
) -> Answer<(StatusCode, Json<Role>)> {
    let org = admission::to_active_organization(&s, &actor, Need::Permission(Permission::RolesCreate)).await?;
    let body = Body::read(request).await?;
    let name = body.required_text("name")?;
    let listed = body.texts("permissions")?.ok_or_else(|| input::required("permissions"))?;
    let description = body.text_or_null("description")?.flatten().unwrap_or_default();
    let new = NewRole { name, description, permissions: permissions(&listed)? };
    let role = roles::create_named(&s, &actor, &org.into(), new, RoleNaming::Identifier).await?;
    Ok((StatusCode::CREATED, Json(role.into())))
}

async fn update(State(s): State<Services>, Caller(actor): Caller, name: Name, request: Request) -> Answer<Json<Role>> {
    const NEEDED: Permission = Permission::RolesUpdate;
    let org = admission::to_active_organization(&s, &actor, Need::Permission(NEEDED)).await?;
    let body = Body::read(request).await?;
    let (new_name, listed) = (body.text("name")?, body.texts("permissions")?);
    let description = body.text_or_null("description")?.map(Option::unwrap_or_default);
    let role = own(&name)?;
    admission::to_addressed(&s, &actor, org, NEEDED, &Addressed::Role(role.into())).await?;
    let permissions = listed.as_deref().map(permissions).transpose()?;
    let patch = RolePatch { name: new_name, description, permissions };
    Ok(Json(roles::update_named(&s, &actor, &org.into(), role, patch, RoleNaming::Identifier).await?.into()))
}

async fn delete(State(s): State<Services>, Caller(actor): Caller, name: Name) -> Answer<Json<Success>> {
    let org = admission::to_active_organization(&s, &actor, Need::Permission(Permission::RolesDelete)).await?;
    roles::delete(&s, &actor, &org.into(), own(&name)?).await?;
    Ok(Json(Success::DONE))
}

/// The role that the path names, unless it is a system role.
fn own(name: &Name) -> Result<RoleId, Failure> {
    let id = name.id("role")?;
    if names::is_system_role(id) { Err(Failure::SystemRole) } else { Ok(id) }
}

fn permissions(names: &[String]) -> Result<PermissionSet, ApiError> {
    let parse = |name: &String| {
        let unknown = || ApiError::invalid("permissions", "unknown_value", format!("{name} is not a permission."));
        name.parse::<Permission>().map_err(|_| unknown())
    };
    names.iter().map(parse).collect()
}
