//! Statements of `join_codes`. The managing ones take an [`OrgAccess`]; those of the joining person find a code by its HMAC.

use super::Form;
use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, encode_moment, execute, fetch_one, fetch_optional, on},
};
use contract::{
    JoinCodeId, Timestamp, UserId,
    join_codes::{JoinCode, JoinedBy},
};
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) code_sealed: Vec<u8>,
    pub(super) role: String,
    max_uses: Option<i64>,
    use_count: i64,
    email_domain: Option<String>,
    created_by: String,
    creator: String,
    created_at: i64,
    expires_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl Row {
    pub(super) fn revoked(&self) -> bool {
        self.revoked_at.is_some()
    }

    pub(super) fn cursor(&self) -> String {
        encode_moment(self.created_at, self.id)
    }

    pub(super) fn into_code(self, code: String, joined: Vec<JoinedBy>, now: Timestamp) -> JoinCode {
        let status = if self.revoked_at.is_some() {
            "revoked"
        } else if self.expires_at.is_some_and(|at| at <= now.0) {
            "expired"
        } else if self.max_uses.is_some_and(|max| self.use_count >= max) {
            "used_up"
        } else {
            "active"
        };
        JoinCode {
            id: JoinCodeId(self.id),
            code,
            role: self.role,
            max_uses: self.max_uses,
            use_count: self.use_count,
            expires_at: self.expires_at.map(Timestamp),
            email_domain: self.email_domain,
            created_by: self.created_by,
            created_by_id: Some(UserId::stored(self.creator)),
            created_at: Timestamp(self.created_at),
            status: status.to_owned(),
            joined,
        }
    }
}

pub(super) async fn list(tx: &mut Tx, access: &OrgAccess, after: Option<(i64, Uuid)>, limit: i64) -> Result<Vec<Row>> {
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(
            "SELECT j.id, j.code_sealed, j.role, j.max_uses, j.use_count, j.email_domain, u.name AS created_by,
                    j.created_by AS creator,
                    j.created_at, j.expires_at, j.revoked_at
             FROM join_codes j JOIN users u ON u.id = j.created_by
             WHERE j.org_id = ",
        );
        query.push_bind(access.org().0);
        if let Some((at, id)) = after {
            query.push(" AND (j.created_at, j.id) < (").push_bind(at).push(", ").push_bind(id).push(")");
        }
        query.push(" ORDER BY j.created_at DESC, j.id DESC LIMIT ").push_bind(limit);
        query.build_query_as::<Row>().fetch_all(c).await
    })?)
}

pub(super) async fn count(tx: &mut Tx, access: &OrgAccess) -> Result<i64> {
    let (count,) = fetch_one!(tx, (i64,), "SELECT COUNT(*) FROM join_codes WHERE org_id = $1", access.org().0)?;
    Ok(count)
}

/// Who joined by each of the codes, the latest 20 of each, latest first. One statement.
pub(super) async fn joined(tx: &mut Tx, codes: &[Row]) -> Result<HashMap<Uuid, Vec<JoinedBy>>> {
    if codes.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, String, String, i64)> = on!(tx, |c| {
        let mut query = QueryBuilder::new(
            "SELECT latest.join_code_id, latest.user_id, u.name, latest.used_at
             FROM (SELECT join_code_id, user_id, used_at,
                          ROW_NUMBER() OVER (PARTITION BY join_code_id ORDER BY used_at DESC, user_id) AS place
                   FROM join_code_uses
                   WHERE join_code_id IN (",
        );
        let mut ids = query.separated(", ");
        for code in codes {
            ids.push_bind(code.id);
        }
        query.push(
            ")) AS latest
             JOIN users u ON u.id = latest.user_id
             WHERE latest.place <= 20
             ORDER BY latest.used_at DESC, latest.user_id",
        );
        query.build_query_as().fetch_all(c).await
    })?;
    let mut joined: HashMap<Uuid, Vec<JoinedBy>> = HashMap::new();
    for (code, user, name, at) in rows {
        joined.entry(code).or_default().push(JoinedBy { user_id: UserId::stored(user), name, at: Timestamp(at) });
    }
    Ok(joined)
}

/// A new code.
pub(super) struct New<'a> {
    pub(super) code: &'a JoinCode,
    pub(super) lookup: &'a [u8; 32],
    pub(super) sealed: &'a [u8],
    pub(super) form: Form,
}

pub(super) async fn insert(tx: &mut Tx, access: &OrgAccess, new: &New<'_>) -> Result<()> {
    let code = new.code;
    execute!(
        tx,
        "INSERT INTO join_codes
           (id, org_id, code_hmac, code_sealed, is_short, role, max_uses, email_domain, created_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        code.id.0,
        access.org().0,
        new.lookup.as_slice(),
        new.sealed,
        new.form == Form::Short,
        code.role.as_str(),
        code.max_uses,
        code.email_domain.as_deref(),
        access.user_id().as_str(),
        code.created_at.0,
        code.expires_at.map(|at| at.0)
    )?;
    Ok(())
}

pub(super) async fn role_of(tx: &mut Tx, access: &OrgAccess, code: JoinCodeId) -> Result<Option<String>> {
    let row = fetch_optional!(
        tx,
        (String,),
        "SELECT role FROM join_codes WHERE org_id = $1 AND id = $2",
        access.org().0,
        code.0
    )?;
    Ok(row.map(|(role,)| role))
}

/// Whether the code was not revoked before.
pub(super) async fn revoke(tx: &mut Tx, access: &OrgAccess, code: JoinCodeId) -> Result<bool> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE join_codes SET revoked_at = $3 WHERE org_id = $1 AND id = $2 AND revoked_at IS NULL",
        access.org().0,
        code.0,
        now
    )?;
    Ok(changed == 1)
}

/// A code that somebody holds.
#[derive(sqlx::FromRow)]
pub(super) struct Found {
    pub(super) id: Uuid,
    pub(super) org_id: Uuid,
    pub(super) org_name: String,
    pub(super) code_hmac: Vec<u8>,
    is_short: bool,
    pub(super) role: String,
    pub(super) created_by: String,
    max_uses: Option<i64>,
    use_count: i64,
    pub(super) email_domain: Option<String>,
}

impl Found {
    pub(super) fn form(&self) -> Form {
        if self.is_short { Form::Short } else { Form::Long }
    }

    pub(super) fn used_up(&self) -> bool {
        self.max_uses.is_some_and(|max| self.use_count >= max)
    }
}

pub(super) async fn find(tx: &mut Tx, lookup: &[u8; 32]) -> Result<Option<Found>> {
    let now = tx.now().0;
    fetch_optional!(
        tx,
        Found,
        "SELECT j.id, j.org_id, o.name AS org_name, j.code_hmac, j.is_short, j.role, j.created_by, j.max_uses,
                j.use_count, j.email_domain
         FROM join_codes j JOIN organizations o ON o.id = j.org_id AND o.deleted_at IS NULL
         WHERE j.code_hmac = $1 AND j.revoked_at IS NULL AND (j.expires_at IS NULL OR j.expires_at > $2)",
        lookup.as_slice(),
        now
    )
}

/// Takes one use: the one statement that no limit can be passed by. Whether there was one left.
pub(super) async fn take(tx: &mut Tx, code: &Found) -> Result<bool> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE join_codes SET use_count = use_count + 1
         WHERE org_id = $1 AND id = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3)
           AND (max_uses IS NULL OR use_count < max_uses)",
        code.org_id,
        code.id,
        now
    )?;
    Ok(changed == 1)
}

/// Notes who joined; somebody who left and joins again counts with the latest time.
pub(super) async fn note_use(tx: &mut Tx, code: &Found, user: &UserId) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "INSERT INTO join_code_uses (join_code_id, user_id, used_at) VALUES ($1, $2, $3)
         ON CONFLICT (join_code_id, user_id) DO UPDATE SET used_at = $3",
        code.id,
        user.as_str(),
        now
    )?;
    Ok(())
}
