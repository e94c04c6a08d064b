//! What somebody with a code does. Only misses count against the limit: ten an hour from one client. A miss is counted
//! before the look that shows it to be one, so that parallel guesses share the count.

use super::{may_be_given, sql};
use crate::{
    Actor, Error, RequestInfo, Result, Services, UserAccess,
    audit::{self, Entry},
    authz::{giver_may, lock_org, role_permissions},
    db::Tx,
    limits::{self, Quota},
    members, secret,
};
use contract::{
    ApiError, JoinCodeId, OrgId,
    error::Denial,
    join_codes::{JoinPreview, JoinRequest, Joined},
    members::MemberStatus,
};

/// How often one client may be wrong.
const MISSES: Quota = Quota::per_hour(10);

/// What a code leads to, for whoever holds it. `not_found` when it is unknown, expired or revoked, `join_code_exhausted` when
/// it is used up, `rate_limited` after too many misses.
pub async fn preview(s: &Services, request: &RequestInfo, code: &str) -> Result<JoinPreview> {
    let row = look(s, request, code).await?;
    if row.used_up() {
        return Err(ApiError::JoinCodeExhausted.into());
    }
    Ok(JoinPreview { organization: row.org_name, role: row.role })
}

/// Joins by a code. A member already: the code is not used and the role stays.
///
/// Errors as [`preview`]; `permission_denied` for a suspended member; `email_unverified` and `permission_denied` when the code is for a domain that the caller's address
/// is not of; `conflict` when a code may not give the role any more.
pub async fn join(s: &Services, actor: &Actor, request: JoinRequest) -> Result<Joined> {
    let user = actor.user(&mut s.db.read().await?).await?;
    look(s, &user.request, &request.code).await?;
    let mut tx = s.db.write().await?;
    let joined = join_in(&mut tx, s, &user, &request.code).await?;
    tx.commit().await?;
    Ok(joined)
}

/// [`join`] within the transaction of a sign-up, which calls [`preview`] before it.
pub(crate) async fn join_in(tx: &mut Tx, s: &Services, user: &UserAccess, code: &str) -> Result<Joined> {
    let org = OrgId(find(tx, s, code).await?.org_id);
    lock_org(tx, org).await?;
    let row = find(tx, s, code).await?;
    match members::standing(tx, org, &user.id).await? {
        None => {}
        Some((role, MemberStatus::Active)) => return Ok(Joined { organization_id: org, role, already_member: true }),
        Some((_, MemberStatus::Suspended)) => return Err(refused("Your membership is suspended.".to_owned())),
    }
    if let Some(domain) = &row.email_domain {
        of_domain(user, domain)?;
    }
    let role = row.role.as_str();
    let granted = role_permissions(tx, org, role).await?;
    let may = match granted {
        Some(granted) if may_be_given(row.form(), role, granted) => {
            giver_may(tx, org, &row.created_by, role, granted).await?
        }
        _ => false,
    };
    if !may {
        let detail = format!("A join code cannot give the role {role} any more. Ask for a new code.");
        return Err(ApiError::Conflict { detail }.into());
    }
    if let Some(role) = members::add(tx, org, &user.id, role).await? {
        return Ok(Joined { organization_id: org, role, already_member: true });
    }
    if !sql::take(tx, &row).await? {
        return Err(ApiError::JoinCodeExhausted.into());
    }
    sql::note_use(tx, &row, &user.id).await?;
    let entry = Entry::new("member.joined", "member", &user.id, &user.name)
        .set("role", role)
        .set("join_code", JoinCodeId(row.id));
    audit::record_person(tx, Some(org), user, entry).await?;
    Ok(Joined { organization_id: org, role: row.role, already_member: false })
}

fn of_domain(user: &UserAccess, domain: &str) -> Result<()> {
    if !user.email_verified {
        return Err(ApiError::EmailUnverified.into());
    }
    if user.email_key.rsplit_once('@').is_some_and(|(_, own)| own == domain) {
        return Ok(());
    }
    Err(refused(format!("This code is for addresses of {domain}.")))
}

fn refused(detail: String) -> Error {
    ApiError::PermissionDenied(Box::new(Denial {
        detail,
        missing_permission: None,
        resource: None,
        your_role: None,
        granted_by_roles: Vec::new(),
        ask: Vec::new(),
    }))
    .into()
}

/// The code that is neither expired nor revoked, of an organization that is not deleted.
async fn find(tx: &mut Tx, s: &Services, code: &str) -> Result<sql::Found> {
    let found = match secret::read_join_code(code) {
        Some(code) => {
            let lookup = s.config.server_key.lookup(&code);
            sql::find(tx, &lookup).await?.filter(|row| secret::same(&row.code_hmac, &lookup))
        }
        None => None,
    };
    Ok(found.ok_or_else(|| ApiError::not_found("join code"))?)
}

fn key(request: &RequestInfo) -> String {
    format!("join-misses:{}", request.limit_key)
}

/// [`find`] for a client that shows a code. Fails with `rate_limited` when it was wrong too often.
///
/// The count is taken first and undone by a hit, in one transaction: others of the same client wait for it. A text that has
/// not the shape of a code is no guess and is not counted.
async fn look(s: &Services, request: &RequestInfo, code: &str) -> Result<sql::Found> {
    if !s.config.rate_limits || secret::read_join_code(code).is_none() {
        return find(&mut s.db.read().await?, s, code).await;
    }
    let mut tx = s.db.write().await?;
    limits::take(&mut tx, &key(request), MISSES).await?;
    let found = find(&mut tx, s, code).await;
    if matches!(&found, Err(Error::Public(ApiError::NotFound { .. }))) {
        tx.commit().await?;
    }
    found
}
