//! The accounts and organizations of the whole instance, for super admins. Its mail is `outbox::list`.

mod sql;
#[cfg(test)]
mod tests;

use crate::{
    Actor, Error, Result, Services, UserAccess,
    audit::{self, Entry},
    db::{Tx, decode_cursor, encode_cursor, page_limit, page_of, schema_version},
    email::search_key,
    sessions,
};
use contract::{
    ApiError, Page, PageRequest, UserId,
    administration::{Instance, InstanceCounts, InstanceUser, InstanceUserFilter, InstanceUserPatch},
    error::Denial,
    organizations::{Organization, OrganizationFilter},
};

/// The person who acts, if it is a super admin.
async fn super_admin(tx: &mut Tx, actor: &Actor) -> Result<UserAccess> {
    let user = actor.user(tx).await?;
    if user.super_admin() {
        return Ok(user);
    }
    Err(Error::Public(ApiError::PermissionDenied(Box::new(Denial {
        detail: "Only a super admin can do this.".to_owned(),
        missing_permission: None,
        resource: None,
        your_role: None,
        granted_by_roles: Vec::new(),
        ask: Vec::new(),
    }))))
}

/// Every organization of the instance, by name. Super admins only.
pub async fn organizations(
    s: &Services,
    actor: &Actor,
    search: Option<String>,
    page: PageRequest,
) -> Result<Page<Organization>> {
    super_admin(&mut s.db.read().await?, actor).await?;
    crate::organizations::list(s, actor, OrganizationFilter { search, all: true }, page).await
}

/// Every account, by address. Super admins only.
pub async fn users(
    s: &Services,
    actor: &Actor,
    filter: InstanceUserFilter,
    page: PageRequest,
) -> Result<Page<InstanceUser>> {
    let limit = page_limit(&page)?;
    let after = match page.cursor.as_deref() {
        None => None,
        Some(cursor) => {
            let [_, email_key] = decode_cursor::<2>(cursor)?;
            Some(email_key)
        }
    };
    let search = filter.search.as_deref().map(search_key).filter(|text| !text.is_empty());
    let wanted = sql::Wanted { search: search.as_deref(), super_admin: filter.super_admin, disabled: filter.disabled };
    let mut tx = s.db.read().await?;
    super_admin(&mut tx, actor).await?;
    let rows = sql::list(&mut tx, &wanted, after.as_deref(), limit + 1).await?;
    let mut answer = page_of(rows, limit, |row| encode_cursor(&["users", &row.email_key]), InstanceUser::from);
    if page.include_total {
        answer.total = Some(sql::count(&mut tx, &wanted).await?);
    }
    Ok(answer)
}

/// One account. Super admins only.
pub async fn user(s: &Services, actor: &Actor, user: &UserId) -> Result<InstanceUser> {
    let mut tx = s.db.read().await?;
    super_admin(&mut tx, actor).await?;
    Ok(sql::one(&mut tx, user).await?.ok_or_else(|| ApiError::not_found("user"))?.into())
}

/// Ends every session of an account, which stays as it is otherwise; returns how many. Super admins only; may fail with
/// `reauthentication_required`.
pub async fn end_sessions(s: &Services, actor: &Actor, user: &UserId) -> Result<u64> {
    let mut tx = s.db.write().await?;
    let admin = super_admin(&mut tx, actor).await?;
    actor.recently_authenticated(&mut tx).await?;
    let of: InstanceUser = sql::one(&mut tx, user).await?.ok_or_else(|| ApiError::not_found("user"))?.into();
    let ended = sessions::end_all(&mut tx, user, None).await?;
    let entry = Entry::new("user.sessions_revoked", "user", user, &of.name).set("sessions", ended);
    audit::record_person(&mut tx, None, &admin, entry).await?;
    tx.commit().await?;
    Ok(ended)
}

/// How much there is on the instance. Super admins only.
pub async fn counts(s: &Services, actor: &Actor) -> Result<InstanceCounts> {
    let mut tx = s.db.read().await?;
    super_admin(&mut tx, actor).await?;
    sql::counts(&mut tx).await
}

/// How the instance is, and with which settings it runs. Super admins only.
pub async fn instance(s: &Services, actor: &Actor) -> Result<Instance> {
    let mut tx = s.db.read().await?;
    super_admin(&mut tx, actor).await?;
    let (database, counts) = (sql::database(&mut tx).await?, sql::counts(&mut tx).await?);
    // Its connection is not kept while the write below waits for its turn.
    drop(tx);
    Ok(Instance {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: s.started_at,
        database,
        schema_version: schema_version(),
        writable: s.ready().await.is_ok(),
        counts,
        mail_server: s.config.smtp.is_some(),
        settings: s.config.settings.clone(),
    })
}

/// Makes an account a super admin or an ordinary one, switches it off or on. Super admins only; may fail with
/// `reauthentication_required`. `conflict` when no active super admin would be left.
///
/// An account that is switched off has no sessions any more, and its tokens and keys are refused with the next request.
pub async fn update_user(s: &Services, actor: &Actor, user: &UserId, patch: InstanceUserPatch) -> Result<InstanceUser> {
    let mut tx = s.db.write().await?;
    // Before anything is read, so that two who take the right from each other do so one after the other.
    sql::lock_super_admins(&mut tx).await?;
    let admin = super_admin(&mut tx, actor).await?;
    actor.recently_authenticated(&mut tx).await?;
    actor.request().expects_no_version()?;
    let old: InstanceUser = sql::one(&mut tx, user).await?.ok_or_else(|| ApiError::not_found("user"))?.into();
    let mut new = old.clone();
    new.super_admin = patch.super_admin.unwrap_or(old.super_admin);
    new.disabled = patch.disabled.unwrap_or(old.disabled);
    let entry = Entry::new("user.updated", "user", user, &old.name)
        .change("super_admin", old.super_admin, new.super_admin)
        .change("disabled", old.disabled, new.disabled);
    if entry.is_empty() {
        return Ok(old);
    }
    let counted = |user: &InstanceUser| user.super_admin && !user.disabled;
    if counted(&old) && !counted(&new) && sql::super_admins(&mut tx).await? < 2 {
        let detail = "This is the last super admin. Make somebody else one first.".to_owned();
        return Err(ApiError::Conflict { detail }.into());
    }
    sql::update(&mut tx, user, new.super_admin, new.disabled).await?;
    if new.disabled && !old.disabled {
        sessions::end_all(&mut tx, user, None).await?;
    }
    audit::record_person(&mut tx, None, &admin, entry).await?;
    tx.commit().await?;
    Ok(new)
}
