use crate::{
    Result, Services,
    db::fetch_all,
    fixtures::{actions, code, error, id, invite, key, member, organization, to_role},
    members, ownership,
    testing::{Person, TestServices, on_both},
};
use contract::{
    ApiError, OrgRef, PermissionSet,
    ownership::{NewOwnershipTransfer, OwnershipTransfer, TransferStatus},
    time::HOUR,
};

fn to(person: &Person) -> NewOwnershipTransfer {
    NewOwnershipTransfer { user_id: person.id.clone(), keep_role: None }
}

async fn offer(t: &TestServices, from: &Person, to_whom: &Person, org: &OrgRef) -> OwnershipTransfer {
    ownership::offer(t, &from.actor, org, to(to_whom)).await.unwrap()
}

async fn role_of(t: &TestServices, by: &Person, org: &OrgRef, who: &Person) -> String {
    members::read(t, &by.actor, org, &who.id).await.unwrap().role
}

async fn mails(t: &TestServices) -> Vec<(String, String)> {
    let mut tx = t.db.read().await.unwrap();
    fetch_all!(tx, (String, String), "SELECT kind, recipient FROM outbox ORDER BY created_at, id").unwrap()
}

#[tokio::test]
async fn the_recipient_accepts_and_the_giver_keeps_the_chosen_role() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "member").await;
        invite(&t, &org, &ana, "new@example.com", "admin").await;
        let made = offer(&t, &ana, &ben, &org).await;
        assert_eq!((made.status, made.keep_role.as_str()), (TransferStatus::Pending, "admin"));
        assert_eq!(made.expires_at, made.created_at.plus(72 * HOUR));
        for who in [&ana, &ben] {
            assert_eq!(ownership::list(&t, &who.actor, &org).await.unwrap(), std::slice::from_ref(&made));
        }
        let done = ownership::accept(&t, &ben.actor, &org, made.id).await.unwrap();
        assert_eq!(done.status, TransferStatus::Accepted);
        assert_eq!(
            (role_of(&t, &ana, &org, &ben).await, role_of(&t, &ana, &org, &ana).await),
            ("owner".into(), "admin".into())
        );
        assert!(ownership::list(&t, &ana.actor, &org).await.unwrap().is_empty());
        assert_eq!(code(ownership::accept(&t, &ben.actor, &org, made.id).await), "conflict");
        let expected = [("ownership_offered", "ben@example.com"), ("ownership_accepted", "ana@example.com")]
            .map(|(a, b)| (a.into(), b.into()));
        assert_eq!(mails(&t).await, expected);
        let recorded = actions(&t, &org).await;
        assert!(recorded.contains(&"ownership_transfer.accepted".to_owned()));
        assert_eq!(recorded.iter().filter(|action| *action == "member.role_changed").count(), 2);
        // The way back, to another role; what the giver invited for beyond it is revoked.
        let back = NewOwnershipTransfer { keep_role: Some("member".to_owned()), ..to(&ana) };
        let back = ownership::offer(&t, &ben.actor, &org, back).await.unwrap();
        ownership::accept(&t, &ana.actor, &org, back.id).await.unwrap();
        assert_eq!(role_of(&t, &ana, &org, &ben).await, "member");
        t
    })
    .await;
}

#[tokio::test]
async fn only_owners_offer_only_to_active_members_and_one_at_a_time() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ada, ben) = (member(&t, &org, "Ada", "admin").await, member(&t, &org, "Ben", "member").await);
        let (olga, eve) = (member(&t, &org, "Olga", "owner").await, t.person("Eve").await);
        let ask = async |who: &crate::Actor, request| code(ownership::offer(&t, who, &org, request).await);
        assert_eq!(ask(&ada.actor, to(&ben)).await, "permission_denied");
        assert_eq!(ask(&eve.actor, to(&ben)).await, "not_found");
        let ci = key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        assert_eq!(ask(&ci, to(&ben)).await, "user_required");
        t.make_super_admin(&eve).await;
        assert_eq!(ask(&eve.actor, to(&ben)).await, "permission_denied", "there is nothing of theirs to give");
        for refused in [to(&ana), to(&olga), to(&eve)] {
            assert_eq!(ask(&ana.actor, refused).await, "validation_failed");
        }
        for role in ["owner", "pirate"] {
            let request = NewOwnershipTransfer { keep_role: Some(role.to_owned()), ..to(&ben) };
            assert_eq!(ask(&ana.actor, request).await, "validation_failed");
        }
        let made = offer(&t, &ana, &ben, &org).await;
        assert_eq!(ask(&ana.actor, to(&ada)).await, "already_exists");
        offer(&t, &olga, &ada, &org).await;
        assert_eq!(ownership::list(&t, &ben.actor, &org).await.unwrap().len(), 1);
        assert_eq!(ownership::list(&t, &olga.actor, &org).await.unwrap().len(), 2);
        // Nobody but the two has a say.
        assert_eq!(code(ownership::accept(&t, &ada.actor, &org, made.id).await), "not_found");
        assert_eq!(code(ownership::end(&t, &olga.actor, &org, made.id).await), "permission_denied");
        t.clock.advance(73 * HOUR);
        assert_eq!(code(ownership::accept(&t, &ben.actor, &org, made.id).await), "conflict");
        offer(&t, &ana, &ada, &org).await;
        t
    })
    .await;
}

#[tokio::test]
async fn an_offer_is_withdrawn_or_declined_and_dies_with_the_givers_ownership() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ben, olga) = (member(&t, &org, "Ben", "member").await, member(&t, &org, "Olga", "owner").await);
        let made = offer(&t, &ana, &ben, &org).await;
        ownership::end(&t, &ana.actor, &org, made.id).await.unwrap();
        assert_eq!(code(ownership::accept(&t, &ben.actor, &org, made.id).await), "conflict");
        let made = offer(&t, &ana, &ben, &org).await;
        ownership::end(&t, &ben.actor, &org, made.id).await.unwrap();
        assert_eq!(code(ownership::end(&t, &ana.actor, &org, made.id).await), "conflict");
        let made = offer(&t, &ana, &ben, &org).await;
        members::update(&t, &olga.actor, &org, &ana.id, to_role("member")).await.unwrap();
        let ApiError::Conflict { detail } = error(ownership::accept(&t, &ben.actor, &org, made.id).await) else {
            panic!("no conflict")
        };
        assert!(detail.starts_with("Ana is no owner any more"), "{detail}");
        assert_eq!(role_of(&t, &olga, &org, &ben).await, "member");
        t
    })
    .await;
}

const ROUNDS: usize = 30;

/// Two calls at once, each on a service of its own.
async fn race<A, B>(
    t: &TestServices,
    first: impl AsyncFn(&Services) -> A,
    second: impl AsyncFn(&Services) -> B,
) -> (A, B) {
    let (one, two) = (t.services.clone(), t.sibling().await);
    let results = tokio::join!(first(&one), second(&two));
    two.close().await;
    results
}

async fn owners(t: &TestServices, org: &OrgRef) -> Vec<String> {
    let mut tx = t.db.read().await.unwrap();
    let sql = "SELECT u.name FROM memberships m JOIN users u ON u.id = m.user_id
               WHERE m.org_id = $1 AND m.role = 'owner' AND m.status = 'active' ORDER BY u.name";
    fetch_all!(tx, (String,), sql, id(org).0).unwrap().into_iter().map(|(name,)| name).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_offer_is_answered_once() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        for round in 0..ROUNDS {
            let org = organization(&t, &ana, &format!("Harbor {round}")).await;
            t.add_member(id(&org), &ben.id, "member").await;
            let made = offer(&t, &ana, &ben, &org).await.id;
            let accept = async |s: &Services| ownership::accept(s, &ben.actor, &org, made).await.map(|_| ());
            let (first, second): (Result<()>, Result<()>) = if round % 2 == 0 {
                race(&t, accept, accept).await
            } else {
                race(&t, accept, async |s: &Services| ownership::end(s, &ana.actor, &org, made).await).await
            };
            assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
            let accepted = round % 2 == 0 || first.is_ok();
            assert_eq!(owners(&t, &org).await, if accepted { ["Ben"] } else { ["Ana"] });
            for error in [first, second].into_iter().filter_map(Result::err) {
                assert_eq!(error.public("race").code(), "conflict");
            }
        }
        t
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_giver_who_is_removed_meanwhile_gives_nothing() {
    on_both(|t| async move {
        let (ana, ben, olga) = (t.person("Ana").await, t.person("Ben").await, t.person("Olga").await);
        for round in 0..ROUNDS {
            let org = organization(&t, &ana, &format!("Harbor {round}")).await;
            t.add_member(id(&org), &ben.id, "member").await;
            t.add_member(id(&org), &olga.id, "owner").await;
            let made = offer(&t, &ana, &ben, &org).await.id;
            let (accepted, removed) = race(
                &t,
                async |s: &Services| ownership::accept(s, &ben.actor, &org, made).await.map(|_| ()),
                async |s: &Services| members::remove(s, &olga.actor, &org, &ana.id, false).await.map(|_| ()),
            )
            .await;
            removed.unwrap();
            assert_eq!(owners(&t, &org).await, if accepted.is_ok() { vec!["Ben", "Olga"] } else { vec!["Olga"] });
        }
        t
    })
    .await;
}
