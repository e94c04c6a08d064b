//! Members of the current organization.

use axum::{
    Json, Router,
    extract::{Request, State},
    routing::{get, patch},
};
use contract::{
    ApiError, MemberRef, Permission,
    members::{MemberFilter, MemberPatch, MemberSort, MemberStatus},
};
use service::{
    Services,
    admission::{self, Addressed, Need},
    members,
};

use super::{
    error::Answer,
    input::{self, Body, Name, Query},
    shapes::{Member, Page, Success},
};
use crate::auth::Caller;

/// The calls of this file.
pub(super) fn routes() -> Router<Services> {
    Router::new().route("/", get(list)).route("/{member}", patch(update).delete(remove))
}

async fn list(State(s): State<Services>, Caller(actor): Caller, query: Query) -> Answer<Json<Page<Member>>> {
    let org = admission::to_active_organization(&s, &actor, Need::Permission(Permission::UsersRead)).await?;
    let page = query.page()?;
    let filter = MemberFilter {
        search: query.text("search")?.map(str::to_owned),
        role: query.text("role")?.map(str::to_owned),
        status: query.word("status", "active, suspended")?,
        sort: MemberSort::Oldest,
    };
    let found = members::list_page(&s, &actor, &org.into(), filter, page).await?;
    Ok(Json(Page::of(found, page, Member::from)))
}

async fn update(
    State(s): State<Services>,
    Caller(actor): Caller,
    name: Name,
    request: Request,
) -> Answer<Json<Member>> {
    const NEEDED: Permission = Permission::UsersUpdate;
    let org = admission::to_active_organization(&s, &actor, Need::Permission(NEEDED)).await?;
    let body = Body::read(request).await?;
    let (role, status) = (body.text("role")?, body.text("status")?);
    if role.is_none() && status.is_none() {
        return Err(input::invalid("'role' or 'status' is required").into());
    }
    let member = MemberRef::from(name.0.as_str());
    admission::to_addressed(&s, &actor, org, NEEDED, &Addressed::Member(member.clone())).await?;
    let status = status.as_deref().map(standing).transpose()?;
    let patch = MemberPatch { role, status };
    Ok(Json(members::update(&s, &actor, &org.into(), member, patch).await?.into()))
}

fn standing(text: &str) -> Result<MemberStatus, ApiError> {
    text.parse().map_err(|()| ApiError::invalid("status", "unknown_value", "Use active or suspended."))
}

async fn remove(State(s): State<Services>, Caller(actor): Caller, name: Name) -> Answer<Json<Success>> {
    let org = admission::to_active_organization(&s, &actor, Need::Permission(Permission::UsersDelete)).await?;
    members::remove(&s, &actor, &org.into(), MemberRef::from(name.0.as_str()), false).await?;
    Ok(Json(Success::DONE))
}
