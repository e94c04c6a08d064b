//! Time, randomness and ids, passed in so that tests can set them.

use contract::Timestamp;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present, in microseconds UTC.
    fn now(&self) -> Timestamp;
}

/// The machine's clock, held so that it never stands still or goes back within a process: events sort by it.
#[derive(Debug, Default)]
pub struct SystemClock {
    last: AtomicI64,
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    fn now(&self) -> Timestamp {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |d| i64::try_from(d.as_micros()).unwrap_or(i64::MAX));
        let before =
            self.last.fetch_update(Ordering::AcqRel, Ordering::Acquire, |last| Some(now.max(last + 1))).unwrap_or(now);
        Timestamp(now.max(before + 1))
    }
}

/// A clock that tests set.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that shows `now` and moves a microsecond at each look, as real ones do.
    pub fn new(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Moves the clock by `micros`.
    pub fn advance(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::AcqRel);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.fetch_add(1, Ordering::AcqRel))
    }
}

/// Makes random bytes good enough for secrets.
pub trait Random: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// A generator seeded by the operating system.
#[derive(Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}

/// A generator with a fixed seed: the same secrets in every run. For tests and example data only.
pub struct SeededRandom(Mutex<StdRng>);

impl SeededRandom {
    /// Starts at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// What a transaction needs besides its connection.
pub(crate) struct Context {
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) random: Box<dyn Random>,
    pub(crate) touches: crate::touches::Touches,
}

impl Context {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// `N` random bytes.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }

    /// A UUIDv7 whose first random bits hold the fraction of the millisecond, so that ids of a process sort by time.
    pub(crate) fn new_id(&self) -> Uuid {
        let micros = u64::try_from(self.now().0).unwrap_or(0);
        let mut rest: [u8; 10] = self.random();
        let fraction = u16::try_from(micros % 1000 * 4).unwrap_or(0);
        rest[..2].copy_from_slice(&fraction.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(micros / 1000, &rest).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_a_process_sort_by_time() {
        let context = Context {
            clock: Box::<SystemClock>::default(),
            random: Box::new(SystemRandom),
            touches: Default::default(),
        };
        let ids: Vec<Uuid> = (0..1000).map(|_| context.new_id()).collect();
        let mut sorted = ids.clone();
        sorted.sort();
        assert_eq!(ids, sorted);
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }
}
