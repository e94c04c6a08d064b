//! Reading the audit log. It is written by every operation, in the transaction of its change.

mod export;
mod sql;
mod verify;

pub use export::export;
pub use verify::verify;

use crate::{
    Actor, Result, Services,
    db::{decode_moment, page_limit, page_of},
};
use contract::{
    OrgRef, Page, PageRequest, Permission,
    audit_log::{AuditEvent, AuditFilter, FilterNames},
};

/// The events of an organization, newest first. Needs `audit.read`.
pub async fn list(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    filter: AuditFilter,
    page: PageRequest,
) -> Result<Page<AuditEvent>> {
    let limit = page_limit(&page)?;
    let after = page.cursor.as_deref().map(decode_moment).transpose()?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::AuditRead).await?;
    let rows = sql::list(&mut tx, &access, &filter, sql::Order::NewestFirst, after, limit + 1).await?;
    let mut answer = page_of(rows, limit, sql::Row::cursor, AuditEvent::from);
    if page.include_total {
        answer.total = Some(sql::count(&mut tx, &access, &filter).await?);
    }
    Ok(answer)
}

/// The names behind the ids of a filter, so that it reads as people do. Needs `audit.read`.
pub async fn names(s: &Services, actor: &Actor, org: &OrgRef, filter: &AuditFilter) -> Result<FilterNames> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::AuditRead).await?;
    let mut names = FilterNames::default();
    if let Some(id) = filter.actor.as_deref().filter(|text| !text.is_empty()) {
        names.actor = sql::actor_name(&mut tx, &access, id).await?;
    }
    if let Some(id) = filter.target.as_deref().filter(|text| !text.is_empty()) {
        names.target = sql::target_name(&mut tx, &access, id).await?;
    }
    Ok(names)
}

#[cfg(test)]
mod tests;
