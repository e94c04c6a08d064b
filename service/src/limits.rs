//! Rate limits that several processes share: GCRA, one row a limited thing, one statement a request.

use crate::{
    Error, Result, Services,
    db::{Tx, execute, fetch_optional, on},
};
use contract::{
    ApiError,
    time::{HOUR, MINUTE, SECOND},
};
use sqlx::QueryBuilder;

/// `count` in a `period` (microseconds): `burst` of them at once if they come so, then one each `period / count`.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    /// How many.
    pub count: i64,
    /// In which time, in microseconds.
    pub period: i64,
    /// How many may come at once.
    pub burst: i64,
}

impl Quota {
    /// `count` a minute.
    pub const fn per_minute(count: i64) -> Self {
        Self { count, period: MINUTE, burst: count }
    }

    /// `count` an hour.
    pub const fn per_hour(count: i64) -> Self {
        Self { count, period: HOUR, burst: count }
    }

    /// `count` a day.
    pub const fn per_day(count: i64) -> Self {
        Self { count, period: 24 * HOUR, burst: count }
    }

    /// The same, with another number at once than the whole count.
    #[must_use]
    pub const fn with_burst(self, burst: i64) -> Self {
        Self { burst, ..self }
    }

    /// Between two when they come evenly, in microseconds.
    const fn spacing(self) -> i64 {
        self.period / self.count
    }

    /// How far ahead of even spacing they may come, in microseconds.
    const fn tolerance(self) -> i64 {
        self.spacing() * self.burst
    }
}

impl Services {
    /// Takes one from the quota of `key`, in a transaction of its own, so that it counts whatever becomes of the request.
    /// Fails with `rate_limited` when nothing is left. Does nothing when rate limits are switched off.
    pub async fn limit(&self, key: &str, quota: Quota) -> Result<()> {
        if !self.config.rate_limits {
            return Ok(());
        }
        let mut tx = self.db.write().await?;
        take(&mut tx, key, quota).await?;
        tx.commit().await
    }

    /// Removes rows whose quota is full again; they mean the same as no row.
    pub async fn sweep_limits(&self) -> Result<u64> {
        let mut tx = self.db.write().await?;
        let now = tx.now();
        let removed = execute!(tx, "DELETE FROM rate_limits WHERE tat < $1", now.0)?;
        tx.commit().await?;
        Ok(removed)
    }
}

fn refused(wait: i64) -> Error {
    ApiError::RateLimited { retry_after: u64::try_from((wait + SECOND - 1) / SECOND).unwrap_or(1).max(1) }.into()
}

/// Takes one from the quota of each key, and tells of which there was something left. One statement for 500 keys.
pub(crate) async fn take_each(tx: &mut Tx, mut keys: Vec<String>, quota: Quota) -> Result<Vec<String>> {
    let emission = quota.period / quota.count;
    let now = tx.now().0;
    // In order, so that two who take from the same keys wait for each other instead of blocking each other.
    keys.sort();
    keys.dedup();
    let mut taken = Vec::with_capacity(keys.len());
    for part in keys.chunks(500) {
        let rows = on!(tx, |c| {
            let mut query = QueryBuilder::new("INSERT INTO rate_limits (key, tat) ");
            query.push_values(part, |mut row, key| {
                row.push_bind(key.as_str()).push_bind(now + emission);
            });
            let begins = |query: &mut QueryBuilder<_>| {
                query.push("(CASE WHEN rate_limits.tat > ").push_bind(now).push(" THEN rate_limits.tat ELSE ");
                query.push_bind(now).push(" END) + ").push_bind(emission);
            };
            query.push(" ON CONFLICT (key) DO UPDATE SET tat = ");
            begins(&mut query);
            query.push(" WHERE ");
            begins(&mut query);
            query.push(" - ").push_bind(now).push(" <= ").push_bind(quota.period).push(" RETURNING key");
            query.build_query_scalar::<String>().fetch_all(c).await
        })?;
        taken.extend(rows);
    }
    Ok(taken)
}

/// Takes one from the quota of `key` within a transaction.
pub(crate) async fn take(tx: &mut Tx, key: &str, quota: Quota) -> Result<()> {
    let emission = quota.spacing();
    let now = tx.now().0;
    let row = fetch_optional!(
        tx,
        (i64,),
        "INSERT INTO rate_limits (key, tat)
         VALUES ($1, $2 + $3)
         ON CONFLICT (key) DO UPDATE
         SET tat = (CASE WHEN rate_limits.tat > $2 THEN rate_limits.tat ELSE $2 END) + $3
         WHERE (CASE WHEN rate_limits.tat > $2 THEN rate_limits.tat ELSE $2 END) + $3 - $2 <= $4
         RETURNING tat",
        key,
        now,
        emission,
        quota.tolerance()
    )?;
    if row.is_some() {
        return Ok(());
    }
    let tat = fetch_optional!(tx, (i64,), "SELECT tat FROM rate_limits WHERE key = $1", key)?.map_or(now, |(tat,)| tat);
    Err(refused(tat + emission - quota.tolerance() - now))
}
