//! Short codes: 10 characters, for a surface whose contract wants codes that people tell each other. Its contract lets them
//! give every role but `owner`; the ceilings are those of every code.

use super::{Form, make, print, sql, within};
use crate::{Actor, Result, Services};
use contract::{
    ApiError, OrgRef, Permission,
    join_codes::{JoinCode, NewJoinCode},
    permissions::OWNER,
    validate::Faults,
};
use std::collections::HashMap;

/// Makes a short join code. Needs `users.invite` and every right of the role, which is never `owner`. `max_uses` may be any
/// number from 1.
pub async fn create_short(s: &Services, actor: &Actor, org: &OrgRef, request: NewJoinCode) -> Result<JoinCode> {
    validate(&request)?;
    make(s, actor, org, request, Form::Short).await
}

fn validate(request: &NewJoinCode) -> Result<(), ApiError> {
    let mut faults = Faults::new();
    if let Some(role) = &request.role {
        faults.key_name("role", role);
        if role.trim() == OWNER {
            faults.add("role", "not_allowed", "A join code cannot make somebody an owner.");
        }
    }
    if request.max_uses.is_some_and(|uses| uses < 1) {
        faults.add("max_uses", "out_of_range", "Choose 1 or more uses.");
    }
    faults.finish()
}

/// All codes that are not revoked, oldest first, without who joined by them. Needs `users.invite`; the code of a role beyond
/// the caller's rights is not shown.
pub async fn unrevoked(s: &Services, actor: &Actor, org: &OrgRef) -> Result<Vec<JoinCode>> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::UsersInvite).await?;
    let now = tx.now();
    let rows = sql::list(&mut tx, &access, None, i64::MAX).await?;
    let mut givable: HashMap<String, bool> = HashMap::new();
    let mut codes = Vec::with_capacity(rows.len());
    for row in rows.into_iter().rev().filter(|row| !row.revoked()) {
        let shown = match givable.get(&row.role) {
            Some(shown) => *shown,
            None => {
                let shown = within(&mut tx, &access, &row.role).await?;
                givable.insert(row.role.clone(), shown);
                shown
            }
        };
        let code = if shown { print(s, &row.code_sealed)? } else { String::new() };
        codes.push(row.into_code(code, Vec::new(), now));
    }
    Ok(codes)
}
