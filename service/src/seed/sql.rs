//! Statements of `seed`. They take no [`crate::OrgAccess`]: they make organizations that nobody belongs to yet.

use super::rows::{Head, Rows};
use crate::{
    Result,
    db::{Handle, Tx, execute, fetch_optional, on},
};
use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite};

/// Rows of one statement: 17 columns of them stay below the 32,766 parameters of SQLite.
const CHUNK: usize = 500;

fn insert_into(table: &str, columns: &[&str]) -> String {
    format!("INSERT INTO {table} ({}) ", columns.join(", "))
}

/// PostgreSQL takes each column as one array.
fn insert_unnested(table: &str, columns: &[&str], kinds: &[&str]) -> String {
    let arrays: Vec<String> = kinds.iter().enumerate().map(|(i, kind)| format!("${}::{kind}[]", i + 1)).collect();
    format!("{}SELECT * FROM UNNEST({})", insert_into(table, columns), arrays.join(", "))
}

/// Inserts rows: `|row| column: "kind of PostgreSQL" = value, …`
macro_rules! insert {
    ($tx:expr, $rows:expr, $table:literal, |$row:ident| $($column:ident: $kind:literal = $value:expr),+ $(,)?) => {
        for rows in $rows.chunks(CHUNK) {
            let columns = [$(stringify!($column)),+];
            match $tx.handle() {
                Handle::Sqlite(conn) => {
                    let mut query = QueryBuilder::<Sqlite>::new(insert_into($table, &columns));
                    query.push_values(rows, |mut values, $row| {
                        $(values.push_bind($value);)+
                    });
                    query.build().execute(conn).await?;
                }
                Handle::Postgres(conn) => {
                    // Only names of tables, columns and types from this file are in the text.
                    let sql = AssertSqlSafe(insert_unnested($table, &columns, &[$($kind),+]));
                    sqlx::query(sql)
                        $(.bind(rows.iter().map(|$row| { let _ = $row; $value }).collect::<Vec<_>>()))+
                        .execute(conn)
                        .await?;
                }
            }
        }
    };
}

/// Whether somebody has an account.
pub(super) async fn any_user(tx: &mut Tx) -> Result<bool> {
    Ok(fetch_optional!(tx, (String,), "SELECT id FROM users LIMIT 1")?.is_some())
}

/// Gives SQLite's writer memory for the indexes that a large import walks over at random (128 MiB instead of 2).
pub(super) async fn prepare(tx: &mut Tx) -> Result<()> {
    if !tx.is_postgres() {
        execute!(tx, "PRAGMA cache_size = -131072")?;
    }
    Ok(())
}

/// Writes the rows; all people get the same password.
pub(super) async fn write(tx: &mut Tx, rows: &Rows, password_hash: &str) -> Result<()> {
    write_organizations(tx, rows, password_hash).await?;
    write_credentials(tx, rows).await?;
    write_history(tx, rows).await
}

async fn write_organizations(tx: &mut Tx, rows: &Rows, password_hash: &str) -> Result<()> {
    insert!(tx, rows.users, "users", |row|
        id: "text" = row.id.as_str(),
        email: "text" = row.email.as_str(),
        email_key: "text" = row.email.as_str(),
        email_verified_at: "bigint" = row.verified.then_some(row.created_at),
        name: "text" = row.name.as_str(),
        name_key: "text" = row.name_key.as_str(),
        password_hash: "text" = password_hash,
        password_changed_at: "bigint" = row.created_at,
        super_admin: "boolean" = row.super_admin,
        created_at: "bigint" = row.created_at,
        updated_at: "bigint" = row.created_at,
    );
    insert!(tx, rows.organizations, "organizations", |row|
        id: "uuid" = row.id,
        slug: "text" = row.slug.as_str(),
        name: "text" = row.name.as_str(),
        name_key: "text" = row.name_key.as_str(),
        timezone: "text" = row.timezone,
        billing_email: "text" = row.billing_email.as_deref(),
        plan: "text" = row.plan,
        metadata: "text" = row.metadata,
        created_at: "bigint" = row.created_at,
        updated_at: "bigint" = row.created_at,
    );
    insert!(tx, rows.memberships, "memberships", |row|
        id: "uuid" = row.id,
        org_id: "uuid" = row.org,
        user_id: "text" = row.user.as_str(),
        role: "text" = row.role.as_str(),
        status: "text" = if row.suspended { "suspended" } else { "active" },
        email_key: "text" = row.email_key.as_str(),
        name_key: "text" = row.name_key.as_str(),
        joined_at: "bigint" = row.joined_at,
        last_active_at: "bigint" = row.last_active_at,
    );
    insert!(tx, rows.projects, "projects", |row|
        id: "uuid" = row.id,
        org_id: "uuid" = row.org,
        name: "text" = row.name,
        description: "text" = row.description,
        is_default: "boolean" = row.name == super::people::DEFAULT_PROJECT,
        environment_count: "bigint" = row.environments,
        blueprint_count: "bigint" = row.blueprints,
        created_at: "bigint" = row.created_at,
        updated_at: "bigint" = row.created_at,
    );
    insert!(tx, rows.roles, "roles", |row|
        id: "uuid" = row.id,
        org_id: "uuid" = row.org,
        name: "text" = row.name,
        description: "text" = row.description,
        permissions: "bigint" = row.permissions,
        created_at: "bigint" = row.created_at,
        updated_at: "bigint" = row.created_at,
    );
    Ok(())
}

async fn write_credentials(tx: &mut Tx, rows: &Rows) -> Result<()> {
    insert!(tx, rows.keys, "api_keys", |row|
        id: "uuid" = row.id,
        org_id: "uuid" = row.org,
        project_id: "uuid" = row.project,
        kind: "text" = "native",
        env: "text" = row.env,
        name: "text" = row.name.as_str(),
        prefix: "text" = row.prefix.as_str(),
        last_four: "text" = row.last_four.as_str(),
        digest: "bytea" = row.digest.as_slice(),
        permissions: "bigint" = row.permissions,
        created_by: "text" = row.created_by.as_str(),
        created_at: "bigint" = row.created_at,
        expires_at: "bigint" = row.expires_at,
        enabled: "boolean" = row.enabled,
        revoked_at: "bigint" = row.revoked_at,
        last_used_at: "bigint" = row.last_used_at,
    );
    insert!(tx, rows.invitations, "invitations", |row|
        id: "uuid" = row.id,
        org_id: "uuid" = row.org,
        email: "text" = row.email.as_str(),
        email_key: "text" = row.email.as_str(),
        role: "text" = row.role.as_str(),
        message: "text" = row.message,
        token_digest: "bytea" = row.token_digest.as_slice(),
        status: "text" = row.status,
        invited_by: "text" = row.invited_by.as_str(),
        lifetime: "bigint" = row.lifetime,
        created_at: "bigint" = row.created_at,
        expires_at: "bigint" = row.created_at + row.lifetime,
        last_sent_at: "bigint" = row.created_at,
        answered_at: "bigint" = row.answered_at,
        answered_by: "text" = row.answered_by.as_deref(),
    );
    insert!(tx, rows.join_codes, "join_codes", |row|
        id: "uuid" = row.id,
        org_id: "uuid" = row.org,
        code_hmac: "bytea" = row.lookup.as_slice(),
        code_sealed: "bytea" = row.sealed.as_slice(),
        role: "text" = row.role.as_str(),
        max_uses: "bigint" = row.max_uses,
        use_count: "bigint" = row.use_count,
        email_domain: "text" = row.email_domain.as_deref(),
        created_by: "text" = row.created_by.as_str(),
        created_at: "bigint" = row.created_at,
        expires_at: "bigint" = row.expires_at,
        revoked_at: "bigint" = row.revoked_at,
    );
    insert!(tx, rows.join_code_uses, "join_code_uses", |row|
        join_code_id: "uuid" = row.code,
        user_id: "text" = row.user.as_str(),
        used_at: "bigint" = row.used_at,
    );
    insert!(tx, rows.tokens, "user_tokens", |row|
        id: "uuid" = row.id,
        user_id: "text" = row.user.as_str(),
        name: "text" = "Load test",
        digest: "bytea" = row.digest.as_slice(),
        last_four: "text" = row.last_four.as_str(),
        created_at: "bigint" = row.created_at,
    );
    insert!(tx, rows.sessions, "sessions", |row|
        id_hash: "bytea" = row.digest.as_slice(),
        id: "uuid" = row.id,
        user_id: "text" = row.user.as_str(),
        data: "text" = row.data.as_str(),
        created_at: "bigint" = row.created_at,
        seen_at: "bigint" = row.seen_at,
        expires_at: "bigint" = row.expires_at,
        ip: "text" = row.ip.as_str(),
        user_agent: "text" = super::credentials::BROWSER,
    );
    Ok(())
}

async fn write_history(tx: &mut Tx, rows: &Rows) -> Result<()> {
    insert!(tx, rows.usage_days, "usage_days", |row|
        org_id: "uuid" = row.org,
        day: "bigint" = row.day,
        principals: "bigint" = row.principals,
        requests: "bigint" = row.requests,
    );
    insert!(tx, rows.usage_months, "usage_months", |row|
        org_id: "uuid" = row.org,
        month: "bigint" = row.month,
        user_id: "text" = row.user.as_str(),
    );
    insert!(tx, rows.events, "audit_events", |row|
        id: "uuid" = row.id,
        org_id: "uuid" = row.org,
        at: "bigint" = row.at,
        actor_kind: "text" = "user",
        actor_id: "text" = row.actor_id.as_str(),
        actor_name: "text" = row.actor_name.as_str(),
        action: "text" = row.action,
        target_kind: "text" = row.target_kind,
        target_id: "text" = row.target_id.as_str(),
        target_name: "text" = row.target_name.as_str(),
        changes: "text" = row.changes.as_str(),
        ip: "text" = row.ip.as_str(),
        user_agent: "text" = super::credentials::BROWSER,
        request_id: "text" = row.request_id.as_str(),
        surface: "text" = row.surface,
        seq: "bigint" = row.seq,
        hash: "bytea" = row.hash.to_vec(),
    );
    Ok(())
}

/// Sets the ends of chains that grew.
pub(super) async fn write_heads(tx: &mut Tx, heads: &[Head]) -> Result<()> {
    for heads in heads.chunks(CHUNK) {
        on!(tx, |c| {
            let mut query = QueryBuilder::new("INSERT INTO audit_chains (org_id, events, head) ");
            query.push_values(heads, |mut values, head| {
                values.push_bind(head.org).push_bind(head.events).push_bind(head.hash.to_vec());
            });
            query.push(" ON CONFLICT (org_id) DO UPDATE SET events = excluded.events, head = excluded.head");
            query.build().execute(c).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Tells PostgreSQL what the large tables hold now, as its autovacuum would within minutes.
pub(super) async fn analyze(tx: &mut Tx) -> Result<()> {
    if tx.is_postgres() {
        for sql in [
            "ANALYZE users",
            "ANALYZE organizations",
            "ANALYZE memberships",
            "ANALYZE projects",
            "ANALYZE roles",
            "ANALYZE api_keys",
            "ANALYZE invitations",
            "ANALYZE sessions",
            "ANALYZE usage_days",
            "ANALYZE usage_months",
            "ANALYZE audit_events",
        ] {
            execute!(tx, sql)?;
        }
    }
    Ok(())
}
