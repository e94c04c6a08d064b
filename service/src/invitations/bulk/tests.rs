use crate::{
    audit_log,
    db::fetch_one,
    fixtures::{code, id, invitation, invite, key, member, organization, role, set},
    invitations,
    testing::{Person, TestServices, on_both, on_both_with},
};
use contract::{
    OrgRef, Permission,
    invitations::{BulkInvitations, BulkOutcome, BulkRow, BulkVerdict},
};

fn list(rows: &[(&str, &str)]) -> BulkInvitations {
    let row = |(email, role): &(&str, &str)| BulkRow {
        email: (*email).to_owned(),
        role: (!role.is_empty()).then(|| (*role).to_owned()),
    };
    BulkInvitations { invitations: rows.iter().map(row).collect() }
}

async fn send(t: &TestServices, who: &Person, org: &OrgRef, rows: &[(&str, &str)], dry_run: bool) -> BulkOutcome {
    invitations::create_bulk(t, &who.actor, org, list(rows), dry_run).await.unwrap()
}

fn verdicts(outcome: &BulkOutcome) -> Vec<BulkVerdict> {
    outcome.results.iter().map(|result| result.result).collect()
}

async fn counts(t: &TestServices, org: &OrgRef) -> (i64, i64) {
    let mut tx = t.db.read().await.unwrap();
    let sql = "SELECT (SELECT COUNT(*) FROM invitations WHERE org_id = $1 AND status = 'pending'),
                 (SELECT COUNT(*) FROM outbox WHERE org_id = $1)";
    fetch_one!(tx, (i64, i64), sql, id(org).0).unwrap()
}

#[tokio::test]
async fn every_row_has_its_result_and_a_dry_run_sends_nothing() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        member(&t, &org, "Ben", "member").await;
        invite(&t, &org, &ana, "waiting@example.com", "member").await;
        let rows = [
            ("One@Example.com", ""),
            ("two@example.com", "admin"),
            ("ben@example.com", ""),
            ("waiting@example.com", ""),
            ("one@example.com", "admin"),
            ("nobody", ""),
            ("three@example.com", "pirate"),
        ];
        use BulkVerdict as V;
        let expected =
            [V::Created, V::Created, V::AlreadyMember, V::AlreadyInvited, V::AlreadyInvited, V::Invalid, V::Invalid];
        let tried = send(&t, &ana, &org, &rows, true).await;
        assert_eq!(verdicts(&tried), expected);
        assert_eq!(counts(&t, &org).await, (1, 0));
        let done = send(&t, &ana, &org, &rows, false).await;
        assert_eq!(verdicts(&done), expected);
        assert_eq!((done.created, done.already_member, done.already_invited, done.invalid), (2, 1, 2, 2));
        assert_eq!(done.results[6].reason.as_deref(), Some("There is no role pirate here."));
        assert!(done.results[0].invitation_id.is_some() && done.results[2].invitation_id.is_none());
        assert_eq!(counts(&t, &org).await, (3, 2));
        assert_eq!(invitation(&t, "two@example.com").await, ("pending".to_owned(), "admin".to_owned()));
        assert!(audit_log::verify(&t, &ana.actor, &org).await.unwrap().valid, "the chain holds");
        // What expired blocks nothing.
        t.clock.advance(8 * contract::time::DAY);
        assert_eq!(verdicts(&send(&t, &ana, &org, &rows[..1], false).await), [V::Created]);
        t
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_by_a_list_what_they_lack() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, &ana, "host", &[Permission::UsersInvite]).await;
        role(&t, &org, &ana, "empty", &[]).await;
        let host = member(&t, &org, "Hal", "host").await;
        let rows = [("a@example.com", "empty"), ("b@example.com", "member"), ("c@example.com", "owner")];
        let outcome = send(&t, &host, &org, &rows, false).await;
        assert_eq!(verdicts(&outcome), [BulkVerdict::Created, BulkVerdict::Invalid, BulkVerdict::Invalid]);
        let admin = key(&t, &org, &ana, "CI", set(Permission::ALL)).await;
        let by_key = invitations::create_bulk(&t, &admin, &org, list(&rows[2..]), false).await.unwrap();
        assert_eq!(by_key.results[0].reason.as_deref(), Some("Only an owner can make somebody an owner."));
        let ben = member(&t, &org, "Ben", "member").await;
        let denied = invitations::create_bulk(&t, &ben.actor, &org, list(&rows), true).await;
        assert_eq!(code(denied), "permission_denied");
        for wrong in [vec![], vec![("x@example.com", ""); 1001]] {
            let refused = invitations::create_bulk(&t, &ana.actor, &org, list(&wrong), true).await;
            assert_eq!(code(refused), "validation_failed");
        }
        t
    })
    .await;
}

#[tokio::test]
async fn a_thousand_rows_take_few_statements() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let addresses: Vec<String> = (0..1000).map(|n| format!("person{n}@example.com")).collect();
        let rows: Vec<(&str, &str)> = addresses.iter().map(|email| (email.as_str(), "member")).collect();
        let before = t.statements();
        assert_eq!(send(&t, &ana, &org, &rows, false).await.created, 1000);
        let statements = t.statements() - before;
        assert!(statements < 30, "{statements} statements");
        assert_eq!(counts(&t, &org).await, (1000, 1000));
        t
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_is_spared_by_lists_too() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            let ana = t.person("Ana").await;
            for round in 0..4 {
                let org = organization(&t, &ana, &format!("Harbor {round}")).await;
                let outcome =
                    send(&t, &ana, &org, &[("a@example.com", ""), (&format!("{round}@example.com"), "")], false).await;
                let expected = if round < 3 { BulkVerdict::Created } else { BulkVerdict::Invalid };
                assert_eq!(verdicts(&outcome), [expected, BulkVerdict::Created], "{round}");
            }
            t
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_lists_at_once_invite_everybody_once() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let (one, two) = (t.services.clone(), t.sibling().await);
        let rows = [("a@example.com", ""), ("b@example.com", ""), ("c@example.com", "")];
        for round in 0..20 {
            let org = organization(&t, &ana, &format!("Harbor {round}")).await;
            let (first, second) = tokio::join!(
                invitations::create_bulk(&one, &ana.actor, &org, list(&rows), false),
                invitations::create_bulk(&two, &ana.actor, &org, list(&rows), false)
            );
            assert_eq!(first.unwrap().created + second.unwrap().created, 3);
            assert_eq!(counts(&t, &org).await, (3, 3));
        }
        two.close().await;
        t
    })
    .await;
}
