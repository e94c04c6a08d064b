//! Races between two services on one database, as between two processes: whatever wins, the invariants hold.

use crate::{
    Actor, Result, Services,
    db::fetch_one,
    fixtures::{id, named},
    members, organizations,
    testing::{Person, TestServices, on_both},
};
use contract::{
    ApiError, OrgId, OrgRef,
    members::{MemberPatch, MemberStatus},
    organizations::NewOrganization,
};

const ROUNDS: usize = 100;

/// A way for an owner to stop being one.
#[derive(Debug, Clone, Copy)]
enum Way {
    Demoted,
    Removed,
    Leaves,
    Suspended,
}

const WAYS: [Way; 4] = [Way::Demoted, Way::Removed, Way::Leaves, Way::Suspended];

/// Takes ownership from `target`: by `other`, or by leaving.
async fn lose(s: &Services, way: Way, org: &OrgRef, target: &Person, other: &Actor) -> Result<()> {
    let patch = match way {
        Way::Leaves => return members::leave(s, &target.actor, org).await,
        Way::Removed => return members::remove(s, other, org, &target.id, false).await.map(|_| ()),
        Way::Demoted => MemberPatch { role: Some("member".to_owned()), status: None },
        Way::Suspended => MemberPatch { role: None, status: Some(MemberStatus::Suspended) },
    };
    members::update(s, other, org, &target.id, patch).await.map(|_| ())
}

/// Organizations with the same two owners, made in one transaction.
async fn with_two_owners(t: &TestServices, ana: &Person, ben: &Person, name: &str) -> Vec<OrgRef> {
    let mut tx = t.db.write().await.unwrap();
    let mut orgs = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        let new = NewOrganization { slug: Some(format!("{name}-{round}").to_lowercase()), ..named(name) };
        let org = organizations::insert(&mut tx, &ana.id, new, Default::default()).await.unwrap();
        members::add(&mut tx, org, &ben.id, "owner").await.unwrap();
        orgs.push(org.into());
    }
    tx.commit().await.unwrap();
    orgs
}

async fn active_owners(t: &TestServices, org: OrgId) -> (i64, i64) {
    let mut tx = t.db.read().await.unwrap();
    fetch_one!(
        tx,
        (i64, i64),
        "SELECT (SELECT COUNT(*) FROM memberships WHERE org_id = $1 AND role = 'owner' AND status = 'active'), owner_count
         FROM organizations WHERE id = $1",
        org.0
    )
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_owners_never_both_go() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let (one, two) = (t.services.clone(), t.sibling().await);
        for (i, first) in WAYS.into_iter().enumerate() {
            for second in WAYS.into_iter().skip(i) {
                for org in with_two_owners(&t, &ana, &ben, &format!("{first:?}-{second:?}")).await {
                    let results = tokio::join!(
                        lose(&one, first, &org, &ana, &ben.actor),
                        lose(&two, second, &org, &ben, &ana.actor)
                    );
                    let results = [results.0, results.1];
                    assert!(results.iter().any(Result::is_ok), "{first:?} and {second:?}: {results:?}");
                    for error in results.into_iter().filter_map(Result::err) {
                        // The loser was an owner no longer, or is the last one now.
                        let error = error.public("race");
                        assert!(
                            matches!(
                                error,
                                ApiError::LastOwner | ApiError::NotFound { .. } | ApiError::PermissionDenied(_)
                            ),
                            "{first:?} and {second:?}: {error:?}"
                        );
                    }
                    let (counted, kept) = active_owners(&t, id(&org)).await;
                    assert!(counted >= 1, "{first:?} and {second:?} left no owner");
                    assert_eq!(counted, kept);
                }
            }
        }
        two.close().await;
        t
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_slug_is_given_once() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let (one, two) = (t.services.clone(), t.sibling().await);
        for round in 0..ROUNDS {
            let new = NewOrganization { slug: Some(format!("harbor-{round}")), ..named("Harbor") };
            let results = tokio::join!(
                organizations::create(&one, &ana.actor, new.clone()),
                organizations::create(&two, &ben.actor, new)
            );
            let results = [results.0, results.1];
            assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1, "{results:?}");
            let error = results.into_iter().find_map(Result::err).unwrap().public("race");
            assert_eq!(error, ApiError::already_exists("organization", "slug"));
            // Derived ones step aside instead.
            let same = named(&format!("Derived {round}"));
            let results = tokio::join!(
                organizations::create(&one, &ana.actor, same.clone()),
                organizations::create(&two, &ben.actor, same)
            );
            let mut slugs = [results.0.unwrap().slug, results.1.unwrap().slug];
            slugs.sort();
            assert_eq!(slugs, [format!("derived-{round}"), format!("derived-{round}-2")]);
        }
        two.close().await;
        t
    })
    .await;
}
