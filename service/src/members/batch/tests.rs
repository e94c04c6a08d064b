use crate::{
    audit_log,
    fixtures::{actions, code, error, invitation, invite, key, member, organization, role, to_role},
    members::{self, change_many},
    organizations,
    testing::{Person, TestServices, on_both},
};
use contract::{
    ApiError, OrgRef, Permission, PermissionSet,
    members::{BatchAction, BatchMember, BatchVerdict, MemberBatch, MemberBatchOutcome, MemberStatus},
};

fn batch(action: &str, people: &[&Person]) -> MemberBatch {
    let members = people.iter().map(|person| BatchMember { user_id: person.id.clone(), version: None }).collect();
    MemberBatch { members, action: action.parse().unwrap() }
}

async fn run(t: &TestServices, by: &Person, org: &OrgRef, action: &str, people: &[&Person]) -> MemberBatchOutcome {
    let tried = change_many(t, &by.actor, org, batch(action, people), true).await.unwrap();
    let done = change_many(t, &by.actor, org, batch(action, people), false).await.unwrap();
    assert_eq!(tried, done, "a dry run tells what happens");
    done
}

/// One word a member: what became of them.
fn words(outcome: &MemberBatchOutcome) -> Vec<String> {
    let word = |verdict: &BatchVerdict| match verdict {
        BatchVerdict::Changed(lost) => format!("changed {}/{}", lost.keys.join("+"), lost.invitations),
        BatchVerdict::Unchanged => "unchanged".to_owned(),
        BatchVerdict::Refused(error) => error.code().to_owned(),
    };
    outcome.results.iter().map(|result| word(&result.verdict)).collect()
}

async fn state(t: &TestServices, by: &Person, org: &OrgRef, whom: &Person) -> (String, MemberStatus) {
    let member = members::read(t, &by.actor, org, &whom.id).await.unwrap();
    (member.role, member.status)
}

#[tokio::test]
async fn several_members_change_at_once_and_each_is_recorded() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ben, cem) = (member(&t, &org, "Ben", "admin").await, member(&t, &org, "Cem", "member").await);
        let eve = t.person("Eve").await;
        invite(&t, &org, &ben, "new@example.com", "member").await;
        let everybody = [&ben, &cem, &ben, &eve];
        let outcome = run(&t, &ana, &org, "role:member", &everybody).await;
        assert_eq!((words(&outcome), outcome.gone), (vec!["changed /1".to_owned(), "unchanged".to_owned()], 1));
        assert_eq!(invitation(&t, "new@example.com").await.0, "revoked");
        assert_eq!(words(&run(&t, &ana, &org, "suspend", &everybody).await), ["changed /0", "changed /0"]);
        assert_eq!(state(&t, &ana, &org, &ben).await, ("member".to_owned(), MemberStatus::Suspended));
        assert_eq!(words(&run(&t, &ana, &org, "suspend", &[&cem]).await), ["unchanged"]);
        assert_eq!(words(&run(&t, &ana, &org, "reactivate", &everybody).await), ["changed /0", "changed /0"]);
        assert_eq!(words(&run(&t, &ana, &org, "remove", &[&cem]).await), ["changed /0"]);
        assert_eq!(code(members::read(&t, &ana.actor, &org, &cem.id).await), "not_found");
        let recorded = ["organization.created", "member.role_changed", "member.suspended", "member.suspended"];
        let rest = ["member.reactivated", "member.reactivated", "member.removed"];
        assert_eq!(actions(&t, &org).await, [&recorded[..], &rest[..]].concat());
        assert!(audit_log::verify(&t, &ana.actor, &org).await.unwrap().valid, "the chain holds");
        t
    })
    .await;
}

#[tokio::test]
async fn what_is_lost_is_told_before_and_lost_afterwards() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let host = [Permission::OrganizationRead, Permission::UsersInvite, Permission::UsersRead];
        role(&t, &org, &ana, "host", &host).await;
        role(&t, &org, &ana, "reader", &[Permission::UsersRead]).await;
        let (ben, cem) = (member(&t, &org, "Ben", "admin").await, member(&t, &org, "Cem", "admin").await);
        let ci = key(&t, &org, &ben, "CI", PermissionSet::ALL).await;
        key(&t, &org, &ben, "Backup", PermissionSet::ALL).await;
        invite(&t, &org, &ben, "one@example.com", "reader").await;
        invite(&t, &org, &ben, "two@example.com", "admin").await;
        invite(&t, &org, &cem, "three@example.com", "reader").await;
        // A host may still ask readers in, but no admins.
        assert_eq!(words(&run(&t, &ana, &org, "role:host", &[&ben, &cem]).await), ["changed /1", "changed /0"]);
        assert_eq!(invitation(&t, "one@example.com").await.0, "pending");
        assert_eq!(invitation(&t, "two@example.com").await.0, "revoked");
        assert!(organizations::read(&t, &ci, &org).await.is_ok());
        assert_eq!(words(&run(&t, &ana, &org, "remove", &[&ben, &cem]).await), ["changed Backup+CI/1", "changed /1"]);
        assert_eq!(code(organizations::read(&t, &ci, &org).await), "unauthenticated");
        assert_eq!(invitation(&t, "three@example.com").await.0, "revoked");
        t
    })
    .await;
}

#[tokio::test]
async fn who_may_not_be_touched_is_left_out_and_an_owner_stays() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ada, ben) = (member(&t, &org, "Ada", "admin").await, member(&t, &org, "Ben", "member").await);
        let cleo = member(&t, &org, "Cleo", "owner").await;
        let outcome = run(&t, &ada, &org, "suspend", &[&cleo, &ada, &ben]).await;
        assert_eq!(words(&outcome), ["permission_denied", "conflict", "changed /0"]);
        assert_eq!(
            code(change_many(&t, &ada.actor, &org, batch("role:owner", &[&ben]), false).await),
            "permission_denied"
        );
        assert_eq!(
            code(change_many(&t, &ada.actor, &org, batch("role:pirate", &[&ben]), true).await),
            "validation_failed"
        );
        let denied = change_many(&t, &cleo.actor, &org, batch("suspend", &[]), false).await;
        assert_eq!(code(denied), "validation_failed");
        // Two owners lose it together with a third who keeps it: whoever would be the last one is refused.
        let dora = member(&t, &org, "Dora", "owner").await;
        members::update(&t, &dora.actor, &org, &ana.id, to_role("admin")).await.unwrap();
        members::update(&t, &cleo.actor, &org, &dora.id, to_role("admin")).await.unwrap();
        let boss = t.person("Root").await;
        t.make_super_admin(&boss).await;
        let outcome = run(&t, &boss, &org, "role:member", &[&ana, &cleo, &dora]).await;
        assert_eq!(words(&outcome), ["changed /0", "last_owner", "changed /0"]);
        assert_eq!(words(&run(&t, &boss, &org, "role:owner", &[&ana, &dora]).await), ["changed /0", "changed /0"]);
        let all = [&ana, &cleo, &dora];
        assert_eq!(words(&run(&t, &boss, &org, "remove", &all).await), ["changed /0", "changed /0", "last_owner"]);
        t
    })
    .await;
}

#[tokio::test]
async fn each_action_needs_its_permission_and_reaches_nobody_elsewhere() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let other = organization(&t, &ana, "Pier").await;
        let ben = member(&t, &other, "Ben", "member").await;
        let mia = member(&t, &org, "Mia", "member").await;
        role(&t, &org, &ana, "editor", &[Permission::UsersUpdate]).await;
        let ed = member(&t, &org, "Ed", "editor").await;
        for action in ["role:member", "suspend", "reactivate", "remove"] {
            let denied = change_many(&t, &mia.actor, &org, batch(action, &[&ed]), true).await;
            assert_eq!(code(denied), "permission_denied", "{action}");
            let stranger = change_many(&t, &ben.actor, &org, batch(action, &[&ed]), true).await;
            assert_eq!(error(stranger), ApiError::not_found("organization"), "{action}");
            assert_eq!(run(&t, &ana, &org, action, &[&ben]).await.gone, 1, "{action}");
        }
        assert_eq!(code(change_many(&t, &ed.actor, &org, batch("remove", &[&mia]), false).await), "permission_denied");
        assert_eq!(state(&t, &ana, &other, &ben).await, ("member".to_owned(), MemberStatus::Active));
        t
    })
    .await;
}

#[tokio::test]
async fn who_changed_since_the_preview_is_left_out() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ben, cem) = (member(&t, &org, "Ben", "member").await, member(&t, &org, "Cem", "member").await);
        let seen = change_many(&t, &ana.actor, &org, batch("suspend", &[&ben, &cem]), true).await.unwrap();
        members::update(&t, &ana.actor, &org, &ben.id, to_role("admin")).await.unwrap();
        let members = seen
            .results
            .into_iter()
            .map(|result| BatchMember { user_id: result.member.user_id, version: Some(result.version) });
        let batch = MemberBatch { members: members.collect(), action: BatchAction::Suspend };
        let outcome = change_many(&t, &ana.actor, &org, batch, false).await.unwrap();
        assert_eq!(words(&outcome), ["precondition_failed", "changed /0"]);
        assert_eq!(state(&t, &ana, &org, &ben).await, ("admin".to_owned(), MemberStatus::Active));
        t
    })
    .await;
}

#[tokio::test]
async fn a_hundred_members_take_few_statements() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let mut people = Vec::new();
        for n in 0..MemberBatch::MAX {
            people.push(member(&t, &org, &format!("Person {n}"), "member").await);
        }
        let everybody: Vec<&Person> = people.iter().collect();
        for action in ["role:admin", "suspend", "remove"] {
            let before = t.statements();
            let outcome = change_many(&t, &ana.actor, &org, batch(action, &everybody), false).await.unwrap();
            assert_eq!(outcome.changed().count(), 100);
            let statements = t.statements() - before;
            assert!(statements < 25, "{action}: {statements} statements");
        }
        let one_more: Vec<&Person> = everybody.iter().copied().chain([&ana]).collect();
        let refused = change_many(&t, &ana.actor, &org, batch("suspend", &one_more), true).await;
        assert_eq!(code(refused), "validation_failed");
        t
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_owners_who_remove_each_other_leave_one() {
    on_both(|t| async move {
        let (one, two) = (t.services.clone(), t.sibling().await);
        let ana = t.person("Ana").await;
        for round in 0..20 {
            let org = organization(&t, &ana, &format!("Harbor {round}")).await;
            let ben = member(&t, &org, &format!("Ben {round}"), "owner").await;
            let (first, second) = tokio::join!(
                change_many(&one, &ana.actor, &org, batch("role:member", &[&ben]), false),
                change_many(&two, &ben.actor, &org, batch("role:member", &[&ana]), false)
            );
            let changed = [first, second].into_iter().flatten().map(|outcome| outcome.changed().count()).sum::<usize>();
            assert_eq!(changed, 1, "{round}");
        }
        two.close().await;
        t
    })
    .await;
}
