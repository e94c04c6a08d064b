//! Removal for good: in bounded pieces, whatever stops in between.

use super::empty_bin;
use crate::{
    db::{execute, fetch_all, fetch_one},
    fixtures::{code, id, member, named, organization, role},
    organizations,
    testing::{TestServices, on_both},
};
use contract::{
    OrgRef,
    organizations::{DeleteOptions, NewOrganization},
    time::{DAY, SECOND},
};

const ROWS: i64 = 8000;

/// Many rows, made in one statement.
async fn grow(t: &TestServices, org: &OrgRef) {
    let mut tx = t.db.write().await.unwrap();
    let sql = "INSERT INTO usage_seen (org_id, day, principal)
               WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)
               SELECT $1, 20781, 'usr_' || CAST(i AS TEXT) FROM n";
    assert_eq!(execute!(tx, sql, id(org).0).unwrap(), ROWS.unsigned_abs());
    tx.commit().await.unwrap();
}

async fn rows(t: &TestServices, org: &OrgRef) -> i64 {
    let sql = "SELECT (SELECT COUNT(*) FROM usage_seen WHERE org_id = $1)
                    + (SELECT COUNT(*) FROM memberships WHERE org_id = $1)
                    + (SELECT COUNT(*) FROM audit_events WHERE org_id = $1)
                    + (SELECT COUNT(*) FROM organizations WHERE id = $1)";
    fetch_one!(t.db.read().await.unwrap(), (i64,), sql, id(org).0).unwrap().0
}

async fn instance_log(t: &TestServices, action: &str) -> i64 {
    let sql = "SELECT COUNT(*) FROM audit_events WHERE org_id IS NULL AND action = $1";
    fetch_one!(t.db.read().await.unwrap(), (i64,), sql, action).unwrap().0
}

fn harbor() -> NewOrganization {
    NewOrganization { slug: Some("harbor".into()), ..named("Harbor") }
}

#[tokio::test]
async fn a_large_organization_is_gone_at_once_and_removed_in_pieces() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        member(&t, &org, "Ben", "member").await;
        role(&t, &org, &ana, "crew", &[]).await;
        grow(&t, &org).await;
        let purge = DeleteOptions { purge: true, ..Default::default() };
        organizations::delete(&t, &ana.actor, &org, purge).await.unwrap();
        assert_eq!(code(organizations::read(&t, &ana.actor, &org).await), "not_found");
        let left = rows(&t, &org).await;
        assert!(left > 1000 && left < ROWS, "the request removes a bounded part: {left}");
        organizations::create(&t, &ana.actor, harbor()).await.unwrap();

        // Another process goes on where this one stopped.
        let other = t.sibling().await;
        assert_eq!(empty_bin(&other).await.unwrap(), 1);
        assert_eq!(rows(&t, &org).await, 0);
        assert_eq!(empty_bin(&t).await.unwrap(), 0);
        assert_eq!(instance_log(&t, "organization.deleted").await, 1);
        other.close().await;
        t
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_remove_the_same_organization() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let (one, two) = (t.services.clone(), t.sibling().await);
        for round in 0..10 {
            let org = organization(&t, &ana, &format!("Harbor {round}")).await;
            let kept = organization(&t, &ana, &format!("Kept {round}")).await;
            grow(&t, &org).await;
            let purge = DeleteOptions { purge: true, ..Default::default() };
            organizations::delete(&t, &ana.actor, &org, purge).await.unwrap();
            let (a, b) = tokio::join!(empty_bin(&one), empty_bin(&two));
            assert!(a.unwrap() + b.unwrap() >= 1);
            assert_eq!(rows(&t, &org).await, 0);
            assert_eq!(rows(&t, &kept).await, 3, "a member, an event, the organization");
        }
        two.close().await;
        t
    })
    .await;
}

#[tokio::test]
async fn a_deleted_organization_is_removed_after_its_thirty_days() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org: OrgRef = organizations::create(&t, &ana.actor, harbor()).await.unwrap().id.into();
        organizations::delete(&t, &ana.actor, &org, DeleteOptions::default()).await.unwrap();
        t.clock.advance(30 * DAY - SECOND);
        assert_eq!(empty_bin(&t).await.unwrap(), 0);
        assert_eq!(code(organizations::create(&t, &ana.actor, harbor()).await), "already_exists");
        t.clock.advance(2 * SECOND);
        assert_eq!(empty_bin(&t).await.unwrap(), 1);
        assert_eq!((rows(&t, &org).await, instance_log(&t, "organization.purged").await), (0, 1));
        organizations::create(&t, &ana.actor, harbor()).await.unwrap();
        t
    })
    .await;
}

/// Tables that hold few rows of an organization.
const SMALL: [&str; 3] = ["audit_chains", "ownership_transfers", "roles"];

#[tokio::test]
async fn every_table_of_an_organization_is_removed_in_pieces_or_known_to_be_small() {
    let t = TestServices::new("sqlite", |_| {}).await;
    let sql = "SELECT DISTINCT m.name FROM sqlite_master m, pragma_foreign_key_list(m.name) f
               WHERE m.type = 'table' AND f.\"table\" = 'organizations'";
    let tables = fetch_all!(t.db.read().await.unwrap(), (String,), sql).unwrap();
    let forgotten: Vec<_> = tables
        .into_iter()
        .map(|(name,)| name)
        .filter(|name| !super::purge::LARGE.contains(&name.as_str()) && !SMALL.contains(&name.as_str()))
        .collect();
    assert!(forgotten.is_empty(), "name {forgotten:?} in organizations/purge.rs, or above when they stay small");
    t.finish().await;
}
