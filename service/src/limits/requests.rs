//! Limits on requests, told in numbers whether one passes or not. One row for each principal and surface, so that all
//! processes share them exactly: one statement for a request that passes, two for one that does not.

use super::{Drawn, Quota, draw, whole_seconds};
use crate::{Result, Services};

/// What a principal has left after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Of which quota.
    pub quota: Quota,
    /// How many more would pass right now.
    pub remaining: i64,
    /// Seconds until all of the burst is there again.
    pub reset: i64,
    /// Seconds until one more passes, when this one did not.
    pub retry_after: Option<u64>,
}

impl Allowance {
    fn new(quota: Quota, now: i64, drawn: &Drawn) -> Self {
        let (Drawn::Taken(tat) | Drawn::Refused(tat)) = *drawn;
        let used = (tat - now).max(0);
        Self {
            quota,
            remaining: ((quota.tolerance() - used) / quota.spacing()).max(0),
            reset: whole_seconds(used),
            retry_after: matches!(drawn, Drawn::Refused(_)).then(|| quota.wait(tat, now)),
        }
    }
}

impl Services {
    /// Takes one request of `key` from its quota, in a transaction of its own, and tells what is left. `None` when rate
    /// limits are switched off.
    pub async fn allow_request(&self, key: &str, quota: Quota) -> Result<Option<Allowance>> {
        if !self.config.rate_limits {
            return Ok(None);
        }
        let mut tx = self.db.write().await?;
        let now = tx.now().0;
        let drawn = draw(&mut tx, key, quota).await?;
        tx.commit().await?;
        Ok(Some(Allowance::new(quota, now, &drawn)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Error,
        testing::{TestServices, on_both_with},
    };
    use contract::ApiError;
    use contract::time::SECOND;
    use std::sync::Arc;

    async fn passes(t: &TestServices, quota: Quota) -> i64 {
        let mut passed = 0;
        while t.allow_request("key", quota).await.unwrap().unwrap().retry_after.is_none() {
            passed += 1;
        }
        passed
    }

    #[tokio::test]
    async fn a_burst_passes_at_once_and_then_one_by_one() {
        on_both_with(
            |config| config.rate_limits = true,
            |t| async move {
                let quota = Quota::per_minute(60).with_burst(100);
                let first = t.allow_request("key", quota).await.unwrap().unwrap();
                assert_eq!((first.remaining, first.reset, first.retry_after), (99, 1, None));
                assert_eq!(passes(&t, quota).await, 99);
                let refused = t.allow_request("key", quota).await.unwrap().unwrap();
                assert_eq!((refused.remaining, refused.reset, refused.retry_after), (0, 100, Some(1)));
                t.clock.advance(SECOND);
                assert_eq!(passes(&t, quota).await, 1);
                t.clock.advance(10 * SECOND);
                assert_eq!(passes(&t, quota).await, 10);
                assert_eq!(t.allow_request("other", quota).await.unwrap().unwrap().remaining, 99);
                t
            },
        )
        .await;
    }

    #[tokio::test]
    async fn of_four_times_as_many_at_once_over_two_processes_exactly_the_burst_passes() {
        on_both_with(
            |config| config.rate_limits = true,
            |t| async move {
                let other = t.sibling().await;
                for round in 0..20 {
                    let quota = Quota::per_hour(3).with_burst(25);
                    let key: Arc<str> = format!("round {round}").into();
                    let tasks: Vec<_> = (0..100)
                        .map(|n| {
                            let services = if n % 2 == 0 { t.services.clone() } else { other.clone() };
                            let key = key.clone();
                            tokio::spawn(async move {
                                loop {
                                    match services.allow_request(&key, quota).await {
                                        // Too many at once for the connections there are: asks again, as a client would.
                                        Err(Error::Public(ApiError::Overloaded)) => {}
                                        answer => break answer.unwrap().unwrap(),
                                    }
                                }
                            })
                        })
                        .collect();
                    let mut passed = 0;
                    for task in tasks {
                        passed += i64::from(task.await.unwrap().retry_after.is_none());
                    }
                    assert_eq!(passed, 25, "round {round}");
                }
                other.close().await;
                t
            },
        )
        .await;
    }
}
