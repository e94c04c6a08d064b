//! Two databases, one text.
//!
//! [`Db::write`] is the only way to write: on SQLite a savepoint on the single writer connection, whose commit may be
//! shared with others; on PostgreSQL a transaction. [`Db::read`] gives a connection that only reads. Both are a [`Tx`],
//! and the macros below run one SQL text (with `$1` placeholders) on whichever engine it is.

mod dated_cursor;
mod migrate;
mod sqlite;
#[cfg(test)]
mod tests;

use crate::{Error, Result, context::Context};
use contract::{ApiError, Timestamp};
pub(crate) use dated_cursor::DatedList;
#[cfg(feature = "testing")]
pub(crate) use migrate::fingerprint;
pub use migrate::schema_version;
use sqlx::{
    PgConnection, Postgres, Sqlite, SqliteConnection, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
};
use std::{
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// The database, whichever it is. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Db {
    engine: Engine,
    context: Arc<Context>,
    statements: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Engine {
    Sqlite(sqlite::SqliteDb),
    Postgres(PgPool),
}

/// A unit of work. Dropped without [`Tx::commit`], everything it wrote is undone.
pub(crate) struct Tx {
    conn: Conn,
    pub(crate) context: Arc<Context>,
    now: Timestamp,
    statements: Arc<AtomicU64>,
}

enum Conn {
    SqliteWrite(sqlite::WriterLease),
    SqliteRead(PoolConnection<Sqlite>),
    PostgresWrite(Transaction<'static, Postgres>),
    PostgresRead(PoolConnection<Postgres>),
}

/// The native connection of a [`Tx`], for the macros.
pub(crate) enum Handle<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Db {
    /// Opens the database that `url` names. Nothing is migrated.
    pub(crate) async fn open(url: &str, context: Arc<Context>) -> Result<Self> {
        let engine = if url.starts_with("sqlite:") {
            Engine::Sqlite(sqlite::SqliteDb::open(url).await?)
        } else {
            let options = PgConnectOptions::from_str(url)?.application_name("guildhall").options([
                ("statement_timeout", "5000"),
                ("lock_timeout", "2000"),
                ("idle_in_transaction_session_timeout", "10000"),
            ]);
            let pool = PgPoolOptions::new()
                .max_connections(32)
                .acquire_timeout(Duration::from_secs(3))
                .max_lifetime(Duration::from_secs(30 * 60))
                .connect_with(options)
                .await?;
            Engine::Postgres(pool)
        };
        Ok(Self { engine, context, statements: Arc::default() })
    }

    /// Begins to write. Waits for the writer on SQLite; fails with `overloaded` when too many wait already.
    pub(crate) async fn write(&self) -> Result<Tx> {
        let conn = match &self.engine {
            Engine::Sqlite(db) => Conn::SqliteWrite(db.lease().await?),
            Engine::Postgres(pool) => Conn::PostgresWrite(pool.begin().await?),
        };
        Ok(self.tx(conn))
    }

    /// A connection that only reads. Each statement sees what was committed before it.
    pub(crate) async fn read(&self) -> Result<Tx> {
        let conn = match &self.engine {
            Engine::Sqlite(db) => Conn::SqliteRead(db.readers().acquire().await?),
            Engine::Postgres(pool) => Conn::PostgresRead(pool.acquire().await?),
        };
        Ok(self.tx(conn))
    }

    fn tx(&self, conn: Conn) -> Tx {
        Tx { conn, context: self.context.clone(), now: self.context.now(), statements: self.statements.clone() }
    }

    /// How many statements have run, for the test that bounds them per operation.
    pub(crate) fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Closes all connections; what was committed stays.
    pub(crate) async fn close(&self) {
        match &self.engine {
            Engine::Sqlite(db) => db.close().await,
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// When the unit of work began. One moment for all its rows.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// A fresh id.
    pub(crate) fn new_id(&self) -> Uuid {
        self.context.new_id()
    }

    /// The native connection. Counts a statement.
    pub(crate) fn handle(&mut self) -> Handle<'_> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        match &mut self.conn {
            Conn::SqliteWrite(lease) => Handle::Sqlite(lease.connection()),
            Conn::SqliteRead(conn) => Handle::Sqlite(conn),
            Conn::PostgresWrite(tx) => Handle::Postgres(tx),
            Conn::PostgresRead(conn) => Handle::Postgres(conn),
        }
    }

    /// Whether this may write.
    pub(crate) fn writes(&self) -> bool {
        matches!(self.conn, Conn::SqliteWrite(_) | Conn::PostgresWrite(_))
    }

    /// Whether the engine is PostgreSQL, for the few places where the engines need other words.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.conn, Conn::PostgresWrite(_) | Conn::PostgresRead(_))
    }

    /// Makes everything durable; returns when it is.
    pub(crate) async fn commit(self) -> Result<()> {
        match self.conn {
            Conn::SqliteWrite(lease) => lease.commit().await,
            Conn::PostgresWrite(tx) => Ok(tx.commit().await?),
            Conn::SqliteRead(_) | Conn::PostgresRead(_) => Ok(()),
        }
    }
}

/// Runs an expression with the native connection of a [`Tx`] as `$c`, once for each engine's types.
macro_rules! on {
    ($tx:expr, |$c:ident| $body:expr) => {
        match $tx.handle() {
            $crate::db::Handle::Sqlite($c) => $body,
            $crate::db::Handle::Postgres($c) => $body,
        }
    };
}
pub(crate) use on;

/// `fetch_all!(tx, RowType, SQL, bind, …)` -> `Result<Vec<RowType>>`
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on!($tx, |c| sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(c).await)
            .map_err($crate::Error::from)
    };
}
pub(crate) use fetch_all;

/// `fetch_optional!(tx, RowType, SQL, bind, …)` -> `Result<Option<RowType>>`
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on!($tx, |c| sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(c).await)
            .map_err($crate::Error::from)
    };
}
pub(crate) use fetch_optional;

/// `fetch_one!(tx, RowType, SQL, bind, …)` -> `Result<RowType>`
macro_rules! fetch_one {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on!($tx, |c| sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_one(c).await)
            .map_err($crate::Error::from)
    };
}
pub(crate) use fetch_one;

/// `execute!(tx, SQL, bind, …)` -> `Result<u64>`: the rows that it changed
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on!($tx, |c| sqlx::query($sql)$(.bind($bind))*.execute(c).await.map(|done| done.rows_affected()))
            .map_err($crate::Error::from)
    };
}
pub(crate) use execute;

/// `delete_some!(tx, "table", "condition on $1", bind, most)` -> `Result<u64>`: removes at most so many of the rows, for what
/// must not hold the database long. The engines have no word in common for a row's place.
macro_rules! delete_some {
    ($tx:expr, $table:literal, $condition:literal, $bind:expr, $most:expr) => {
        match $tx.handle() {
            $crate::db::Handle::Sqlite(c) => sqlx::query(concat!(
                "DELETE FROM ",
                $table,
                " WHERE rowid IN (SELECT rowid FROM ",
                $table,
                " WHERE ",
                $condition,
                " LIMIT $2)"
            ))
            .bind($bind)
            .bind($most)
            .execute(c)
            .await
            .map(|done| done.rows_affected()),
            $crate::db::Handle::Postgres(c) => sqlx::query(concat!(
                "DELETE FROM ",
                $table,
                " WHERE ctid = ANY (ARRAY(SELECT ctid FROM ",
                $table,
                " WHERE ",
                $condition,
                " LIMIT $2))"
            ))
            .bind($bind)
            .bind($most)
            .execute(c)
            .await
            .map(|done| done.rows_affected()),
        }
        .map_err($crate::Error::from)
    };
}
pub(crate) use delete_some;

/// The smallest text above every text that begins with `prefix`, for a range on an index; `None` when there is none.
pub(crate) fn prefix_end(prefix: &str) -> Option<String> {
    let mut end: Vec<char> = prefix.chars().collect();
    while let Some(last) = end.pop() {
        let next = match last {
            '\u{d7ff}' => Some('\u{e000}'),
            other => char::from_u32(u32::from(other) + 1),
        };
        if let Some(next) = next {
            end.push(next);
            return Some(end.into_iter().collect());
        }
    }
    None
}

/// The text as a `LIKE` pattern that finds it anywhere; the signs of patterns in it mean themselves after `ESCAPE '\\'`.
pub(crate) fn like_pattern(search: &str) -> String {
    let mut pattern = String::from("%");
    for c in search.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// Refuses a page request that no list can answer, and tells how many rows to read.
pub(crate) fn page_limit(page: &contract::PageRequest) -> Result<i64> {
    match page.limit {
        None => Ok(i64::from(contract::page::DEFAULT_LIMIT)),
        Some(n) if (1..=contract::page::MAX_LIMIT).contains(&n) => Ok(i64::from(n)),
        Some(_) => {
            Err(Error::Public(ApiError::InvalidRequest { detail: "limit must be between 1 and 200.".to_owned() }))
        }
    }
}

/// How many rows to read and how many to pass over, for a page by its number. A page that no list is long enough for is
/// past the end, whatever its number.
pub(crate) fn page_window(page: &contract::OffsetRequest) -> Result<(i64, i64)> {
    let limit = page_limit(&contract::PageRequest { limit: Some(page.limit), ..Default::default() })?;
    if page.page == 0 {
        return Err(Error::Public(ApiError::InvalidRequest { detail: "page must be 1 or more.".to_owned() }));
    }
    let before = i64::try_from(page.page - 1).unwrap_or(i64::MAX);
    // Far below the largest number that the databases take, so that sums with it still fit.
    Ok((limit, before.saturating_mul(limit).min(i64::MAX / 4)))
}

/// A page from rows of which one more than `limit` was asked for; `cursor` tells where the next page begins after a row.
pub(crate) fn page_of<R, T>(
    mut rows: Vec<R>,
    limit: i64,
    cursor: impl Fn(&R) -> String,
    into: impl FnMut(R) -> T,
) -> contract::Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_cursor = if more { rows.last().map(cursor) } else { None };
    contract::Page { data: rows.into_iter().map(into).collect(), next_cursor, total: None }
}

/// Writes the sort keys of a row into an opaque cursor.
pub(crate) fn encode_cursor(parts: &[&str]) -> String {
    let json = serde_json::to_vec(parts).unwrap_or_default();
    data_encoding::BASE64URL_NOPAD.encode(&json)
}

/// Reads a cursor of `N` parts; anything else is a clear error, also a cursor of another list or order.
pub(crate) fn decode_cursor<const N: usize>(cursor: &str) -> Result<[String; N]> {
    let bytes = data_encoding::BASE64URL_NOPAD.decode(cursor.as_bytes()).map_err(|_| stale_cursor())?;
    let parts: Vec<String> = serde_json::from_slice(&bytes).map_err(|_| stale_cursor())?;
    // PostgreSQL knows no U+0000 in texts.
    if parts.iter().any(|part| part.contains('\0')) {
        return Err(stale_cursor());
    }
    parts.try_into().map_err(|_| stale_cursor())
}

/// The answer to a cursor that the list cannot go on from.
pub(crate) fn stale_cursor() -> Error {
    let detail = "cursor is not one of this list. Start again without a cursor.".to_owned();
    Error::Public(ApiError::InvalidRequest { detail })
}

/// The cursor of a list by time: the moment and the id of the row after which the next page begins.
pub(crate) fn encode_moment(at: i64, id: Uuid) -> String {
    encode_cursor(&["moment", &at.to_string(), &id.to_string()])
}

/// Reads what [`encode_moment`] wrote.
pub(crate) fn decode_moment(cursor: &str) -> Result<(i64, Uuid)> {
    let [_, at, id] = decode_cursor::<3>(cursor)?;
    match (at.parse(), Uuid::try_parse(&id)) {
        (Ok(at), Ok(id)) => Ok((at, id)),
        _ => Err(stale_cursor()),
    }
}
