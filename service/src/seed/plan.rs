//! How much is made up, and how it is spread.

use crate::Result;
use contract::ApiError;

/// What to make up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub(super) organizations: Vec<OrganizationPlan>,
    pub(super) bench: bool,
}

/// One organization.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OrganizationPlan {
    /// Memberships, suspended ones too.
    pub(super) members: u32,
    /// Native keys; six states in turn.
    pub(super) keys: u32,
    /// Console sessions, one for each of the first members.
    pub(super) sessions: u32,
    /// Whether its owner is the administrator of the example.
    pub(super) of_administrator: bool,
    /// Whether it is one of the many organizations of one user: two members and nothing else.
    pub(super) of_everywhere: bool,
}

/// Keys of an organization that says nothing else: each state once.
const KEYS: u32 = 6;

impl Plan {
    /// `members` memberships over `organizations` organizations, a few large and many small.
    ///
    /// # Errors
    /// `validation_failed` when there are fewer members than organizations: each needs an owner.
    pub fn sized(organizations: u32, members: u32) -> Result<Self> {
        if organizations == 0 || members < organizations {
            let message = "Each organization needs an owner: make at least as many members as organizations.";
            return Err(ApiError::invalid("members", "too_small", message).into());
        }
        let organizations = skewed(organizations, members)
            .into_iter()
            .enumerate()
            .map(|(number, members)| OrganizationPlan {
                members,
                keys: KEYS + (members / 200).min(30),
                of_administrator: number == 0,
                ..OrganizationPlan::default()
            })
            .collect();
        Ok(Self { organizations, bench: false })
    }

    /// For load tests: organizations of 100, 10,000 and 100,000 members, 1,000 keys, 20,000 sessions, and a user in 500
    /// organizations.
    pub fn bench() -> Self {
        Self::bench_of([(100, 50, 0), (10_000, 900, 0), (100_000, 50, 20_000)], 500)
    }

    /// Like [`Plan::bench`] in another size: members, keys and sessions of each organization.
    pub(super) fn bench_of(sizes: [(u32, u32, u32); 3], everywhere: u32) -> Self {
        let large = sizes.map(|(members, keys, sessions)| OrganizationPlan {
            members,
            keys,
            sessions,
            ..OrganizationPlan::default()
        });
        let small = (0..everywhere).map(|_| OrganizationPlan {
            members: 2,
            of_everywhere: true,
            ..OrganizationPlan::default()
        });
        Self { organizations: large.into_iter().chain(small).collect(), bench: true }
    }

    /// How many memberships there will be.
    pub fn members(&self) -> u64 {
        self.organizations.iter().map(|organization| u64::from(organization.members)).sum()
    }
}

/// Sizes that sum to `members`, each at least 1, falling as 1/rank^0.9.
fn skewed(organizations: u32, members: u32) -> Vec<u32> {
    let weights: Vec<f64> = (1..=organizations).map(|rank| f64::from(rank).powf(-0.9)).collect();
    let total: f64 = weights.iter().sum();
    let spare = f64::from(members - organizations);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a u32, rounded down")]
    let mut sizes: Vec<u32> = weights.iter().map(|weight| 1 + (spare * weight / total) as u32).collect();
    let made: u32 = sizes.iter().sum();
    if let Some(first) = sizes.first_mut() {
        // What rounding down left over.
        *first += members.saturating_sub(made);
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_sum_to_what_was_asked_for_and_are_skewed() {
        for (organizations, members) in [(1, 1), (3, 3), (20, 1_000), (2_000, 100_000), (7, 8)] {
            let sizes = skewed(organizations, members);
            assert_eq!(sizes.len(), organizations as usize);
            assert_eq!(sizes.iter().sum::<u32>(), members);
            assert!(sizes.iter().all(|size| *size >= 1) && sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
        }
        assert!(skewed(20, 1_000)[0] > 150);
    }

    #[test]
    fn an_organization_without_an_owner_is_refused() {
        assert!(Plan::sized(5, 4).is_err());
        assert!(Plan::sized(0, 4).is_err());
        assert!(Plan::sized(5, 5).is_ok());
    }

    #[test]
    fn the_bench_profile_has_the_promised_sizes() {
        let plan = Plan::bench();
        assert_eq!(plan.members(), 100 + 10_000 + 100_000 + 2 * 500);
        assert_eq!(plan.organizations.iter().map(|o| o.keys).sum::<u32>(), 1_000);
        assert_eq!(plan.organizations.iter().map(|o| o.sessions).sum::<u32>(), 20_000);
        assert_eq!(plan.organizations.iter().filter(|o| o.of_everywhere).count(), 500);
    }
}
