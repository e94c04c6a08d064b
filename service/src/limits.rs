//! Rate limits that several processes share: GCRA, one row a limited thing, one statement a request.

mod requests;

pub use requests::Allowance;

use crate::{
    Result, Services,
    db::{Tx, execute, fetch_optional, on},
};
use contract::{
    ApiError,
    time::{HOUR, MINUTE, SECOND},
};
use sqlx::QueryBuilder;

/// `count` in a `period` (microseconds): `burst` of them at once if they come so, then one each `period / count`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

    /// Seconds until there is one again, when all is there again at `tat`.
    fn wait(self, tat: i64, now: i64) -> u64 {
        u64::try_from(whole_seconds(tat + self.spacing() - self.tolerance() - now)).unwrap_or_default().max(1)
    }

    /// What is forgiven besides, in microseconds: of two at once, the one that reaches the row first may have the later time,
    /// and the clocks of two machines differ. Without it, a burst could end one early. Too little for one more.
    const fn forgiven(self) -> i64 {
        let half = self.spacing() / 2;
        if half < SECOND / 4 { half } else { SECOND / 4 }
    }
}

/// Seconds for microseconds, rounded up.
const fn whole_seconds(micros: i64) -> i64 {
    (micros + SECOND - 1) / SECOND
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

/// Takes one from the quota of each key, and tells of which there was something left. One statement for 500 keys.
pub(crate) async fn take_each(tx: &mut Tx, mut keys: Vec<String>, quota: Quota) -> Result<Vec<String>> {
    let emission = quota.spacing();
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
            query
                .push(" - ")
                .push_bind(now)
                .push(" <= ")
                .push_bind(quota.tolerance() + quota.forgiven())
                .push(" RETURNING key");
            query.build_query_scalar::<String>().fetch_all(c).await
        })?;
        taken.extend(rows);
    }
    Ok(taken)
}

/// Takes one from the quota of `key` within a transaction.
pub(crate) async fn take(tx: &mut Tx, key: &str, quota: Quota) -> Result<()> {
    match draw(tx, key, quota).await? {
        Drawn::Taken(_) => Ok(()),
        Drawn::Refused(tat) => Err(ApiError::RateLimited { retry_after: quota.wait(tat, tx.now().0) }.into()),
    }
}

/// Whether there was one to take, and when all of the quota is there again (microseconds since 1970).
enum Drawn {
    Taken(i64),
    Refused(i64),
}

async fn draw(tx: &mut Tx, key: &str, quota: Quota) -> Result<Drawn> {
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
        quota.spacing(),
        quota.tolerance() + quota.forgiven()
    )?;
    if let Some((tat,)) = row {
        return Ok(Drawn::Taken(tat));
    }
    let row = fetch_optional!(tx, (i64,), "SELECT tat FROM rate_limits WHERE key = $1", key)?;
    Ok(Drawn::Refused(row.map_or(now, |(tat,)| tat)))
}
