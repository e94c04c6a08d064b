//! Join codes: a code that several people may use to become members. It is found by its HMAC under the server key and
//! printed in lists from its sealed text, so that a stolen database holds no usable code.

mod join;
mod short;
mod sql;

pub(crate) use join::join_in;
pub use join::{join, preview};
pub use short::{create_short, unrevoked};

use crate::{
    Actor, Result, Services,
    audit::{self, Entry},
    authz::{OrgAccess, role_permissions},
    db::{Tx, decode_moment, page_limit, page_of},
    email::domain_key,
    secret,
};
use contract::{
    ApiError, JoinCodeId, OrgRef, Page, PageRequest, Permission, PermissionSet,
    join_codes::{JoinCode, NewJoinCode},
    permissions::{ADMIN, MEMBER, OWNER},
};
use std::collections::HashMap;

/// What sealing is bound to.
const PURPOSE: &str = "join_code";

/// The join codes, newest first, each with the latest 20 who joined by it. Needs `users.invite`; the code of a role beyond
/// the caller's rights is not shown, since showing it would be giving the role.
pub async fn list(s: &Services, actor: &Actor, org: &OrgRef, page: PageRequest) -> Result<Page<JoinCode>> {
    let limit = page_limit(&page)?;
    let after = page.cursor.as_deref().map(decode_moment).transpose()?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::UsersInvite).await?;
    let rows = sql::list(&mut tx, &access, after, limit + 1).await?;
    let mut page_of_rows = page_of(rows, limit, sql::Row::cursor, |row| row);
    if page.include_total {
        page_of_rows.total = Some(sql::count(&mut tx, &access).await?);
    }
    let mut joined = sql::joined(&mut tx, &page_of_rows.data).await?;
    let mut givable: HashMap<String, bool> = HashMap::new();
    let mut data = Vec::with_capacity(page_of_rows.data.len());
    for row in page_of_rows.data {
        let shown = match givable.get(&row.role) {
            Some(shown) => *shown,
            None => {
                let shown = within(&mut tx, &access, &row.role).await?;
                givable.insert(row.role.clone(), shown);
                shown
            }
        };
        let code = if shown { print(s, &row.code_sealed)? } else { String::new() };
        let by = joined.remove(&row.id).unwrap_or_default();
        data.push(row.into_code(code, by, tx.now()));
    }
    Ok(Page { data, next_cursor: page_of_rows.next_cursor, total: page_of_rows.total })
}

/// Whether the caller holds everything that the role holds.
async fn within(tx: &mut Tx, access: &OrgAccess, role: &str) -> Result<bool> {
    let role = role_permissions(tx, access.org(), role).await?.unwrap_or(PermissionSet::EMPTY);
    Ok(role.is_subset(access.permissions()))
}

fn print(s: &Services, sealed: &[u8]) -> Result<String> {
    let code = s.config.server_key.open(PURPOSE, sealed)?;
    Ok(secret::print_join_code(&String::from_utf8_lossy(&code)))
}

/// Which codes there are: the native ones, and those of a surface whose contract wants them short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// 24 characters. Never for a role that may change members.
    Long,
    /// 10 characters, which people tell each other. For every role but `owner`.
    Short,
}

/// Makes a join code. Needs `users.invite` and every right of the role, which is never `owner`, `admin` or one that may
/// change members.
pub async fn create(s: &Services, actor: &Actor, org: &OrgRef, request: NewJoinCode) -> Result<JoinCode> {
    request.validate()?;
    make(s, actor, org, request, Form::Long).await
}

async fn make(s: &Services, actor: &Actor, org: &OrgRef, request: NewJoinCode, form: Form) -> Result<JoinCode> {
    let role = request.role.as_deref().map(str::trim).filter(|role| !role.is_empty()).unwrap_or(MEMBER);
    let email_domain = request.email_domain.as_deref().map(str::trim).filter(|domain| !domain.is_empty());
    let email_domain = match email_domain {
        None => None,
        Some(domain) => Some(domain_key(domain).ok_or_else(|| {
            ApiError::invalid("email_domain", "invalid_format", "Enter a domain such as example.com.")
        })?),
    };
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::UsersInvite).await?;
    let granted = access.may_grant(&mut tx, role).await?;
    if !may_be_given(form, role, granted) {
        let message = "A join code cannot give a role that may change members. Invite by mail instead.";
        return Err(ApiError::invalid("role", "not_allowed", message).into());
    }
    if request.expires_at.is_some_and(|at| at <= tx.now()) {
        return Err(ApiError::invalid("expires_at", "out_of_range", "Choose a time in the future.").into());
    }
    let code = secret::new_join_code(&tx.context, form == Form::Short);
    let made = JoinCode {
        id: JoinCodeId(tx.new_id()),
        code: secret::print_join_code(&code),
        role: role.to_owned(),
        max_uses: request.max_uses,
        use_count: 0,
        expires_at: request.expires_at,
        email_domain,
        created_by: access.user_name().to_owned(),
        created_by_id: Some(access.user_id().clone()),
        created_at: tx.now(),
        status: "active".to_owned(),
        joined: Vec::new(),
    };
    let sealed = s.config.server_key.seal(&tx.context, PURPOSE, code.as_bytes())?;
    let stored = sql::New { code: &made, lookup: &s.config.server_key.lookup(&code), sealed: &sealed, form };
    sql::insert(&mut tx, &access, &stored).await?;
    let entry = Entry::new("join_code.created", "join_code", made.id, role)
        .set("role", role)
        .change("max_uses", None, made.max_uses)
        .change("expires_at", None, made.expires_at)
        .change("email_domain", None, made.email_domain.as_deref());
    audit::record(&mut tx, &access, entry).await?;
    tx.commit().await?;
    Ok(made)
}

/// Whether a code may give the role: whoever finds it becomes what it gives, so nothing that manages people or what
/// they may do, and not the end of the organization. A short code gives what its surface promises.
fn may_be_given(form: Form, role: &str, granted: PermissionSet) -> bool {
    use Permission as P;
    if form == Form::Short {
        return role != OWNER;
    }
    let never = [P::OrganizationDelete, P::UsersUpdate, P::UsersDelete, P::RolesCreate, P::RolesUpdate, P::RolesDelete];
    role != OWNER && role != ADMIN && granted.intersection(never.into_iter().collect()).is_empty()
}

/// Revokes a join code for good. Needs `users.invite`. Revoking it again changes nothing.
pub async fn revoke(s: &Services, actor: &Actor, org: &OrgRef, code: JoinCodeId) -> Result<()> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::UsersInvite).await?;
    access.request().expects_no_version()?;
    let role = sql::role_of(&mut tx, &access, code).await?.ok_or_else(|| ApiError::not_found("join code"))?;
    if sql::revoke(&mut tx, &access, code).await? {
        let entry = Entry::new("join_code.revoked", "join_code", code, &role).set("status", "revoked");
        audit::record(&mut tx, &access, entry).await?;
        tx.commit().await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
