//! The seeded generator behind everything that is made up.

use contract::Timestamp;
use rand::{Rng, SeedableRng, rngs::StdRng};
use uuid::Uuid;

/// Fixed, so that every run makes up the same.
pub(super) const SEED: u64 = 0x6775_696c_6468_616c;
/// Ids hold the age of their row before this moment (2026-01-01T00:00:00Z), not before the run's start: so they sort by
/// age, are the same in every run, and lie before every id that the server mints afterwards.
const IDS_END: i64 = 1_767_225_600_000_000;

/// Draws.
pub(super) struct Dice(StdRng);

impl Dice {
    pub(super) fn new() -> Self {
        Self(StdRng::seed_from_u64(SEED))
    }

    /// A number below `n`; 0 for 0. The bias of the remainder does not matter here.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        u32::try_from(self.0.next_u64() % u64::from(n.max(1))).unwrap_or(0)
    }

    /// A number from `low` up to and without `high`; `low` when there is none.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).unwrap_or(0).max(1);
        low.saturating_add(i64::try_from(self.0.next_u64() % width).unwrap_or(0))
    }

    /// True in `percent` of a hundred draws.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub(super) fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        let index = self.below(u32::try_from(list.len()).unwrap_or(u32::MAX)) as usize;
        list[index].clone()
    }

    /// Random bytes.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// A UUIDv7 for a row made at `at`, in a run that began at `start`.
    pub(super) fn id(&mut self, at: i64, start: Timestamp) -> Uuid {
        let millis = u64::try_from(IDS_END.saturating_add(at.min(start.0) - start.0) / 1000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}
