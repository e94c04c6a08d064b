use crate::{
    db::execute,
    fixtures::{actions, code, id, key, member, named, organization, role},
    members, organizations, projects,
    testing::{Person, TestServices, on_both},
};
use contract::{
    ApiError, OrgRef, PageRequest, PermissionSet,
    organizations::{DeleteOptions, NewOrganization},
    time::DAY,
};

const PURGE: DeleteOptions = DeleteOptions { force: false, purge: true, dry_run: false };

async fn delete(t: &TestServices, who: &Person, org: &OrgRef) {
    organizations::delete(t, &who.actor, org, DeleteOptions::default()).await.unwrap();
}

async fn bin(t: &TestServices, who: &Person) -> Vec<String> {
    let page = PageRequest { include_total: true, ..Default::default() };
    let page = organizations::deleted(t, &who.actor, page).await.unwrap();
    assert_eq!(page.total, i64::try_from(page.data.len()).ok());
    page.data.into_iter().map(|o| o.slug).collect()
}

#[tokio::test]
async fn an_owner_takes_an_organization_out_of_the_bin_as_it_was_but_for_its_keys() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "crew").await;
        role(&t, &org, &ana, "crew", &[contract::Permission::ProjectsRead]).await;
        let ci = key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        delete(&t, &ana, &org).await;
        let page = organizations::deleted(&t, &ana.actor, PageRequest::default()).await.unwrap();
        assert_eq!((page.data[0].name.as_str(), page.data[0].deleted_by.as_deref()), ("Harbor", Some("Ana")));
        assert_eq!(page.data[0].restorable_until, page.data[0].deleted_at.plus(30 * DAY));
        let back = organizations::restore(&t, &ana.actor, &OrgRef::from("HARBOR")).await.unwrap();
        assert_eq!((back.member_count, back.role.as_deref()), (2, Some("owner")));
        assert!(bin(&t, &ana).await.is_empty());
        assert_eq!(projects::list(&t, &ben.actor, &org, None, PageRequest::default()).await.unwrap().data.len(), 1);
        assert_eq!(code(organizations::read(&t, &ci, &org).await), "unauthenticated");
        assert_eq!(actions(&t, &org).await.last().unwrap(), "organization.restored");
        assert_eq!(code(organizations::restore(&t, &ana.actor, &org).await), "not_found", "what lives is in no bin");
        t
    })
    .await;
}

#[tokio::test]
async fn the_bin_is_for_active_owners_and_super_admins_in_person() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ada, eve) = (member(&t, &org, "Ada", "admin").await, t.person("Eve").await);
        let olga = member(&t, &org, "Olga", "owner").await;
        let ci = key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        let suspended =
            contract::members::MemberPatch { role: None, status: Some(contract::members::MemberStatus::Suspended) };
        members::update(&t, &ana.actor, &org, &olga.id, suspended).await.unwrap();
        delete(&t, &ana, &org).await;
        for who in [&ada, &eve, &olga] {
            assert!(bin(&t, who).await.is_empty());
            for org in [&org, &OrgRef::from("nowhere")] {
                assert_eq!(code(organizations::restore(&t, &who.actor, org).await), "not_found");
                assert_eq!(code(organizations::delete(&t, &who.actor, org, PURGE).await), "not_found");
            }
        }
        assert_eq!(code(organizations::restore(&t, &ci, &org).await), "unauthenticated");
        t.make_super_admin(&eve).await;
        assert!(bin(&t, &eve).await.is_empty(), "the list shows one's own");
        organizations::restore(&t, &eve.actor, &org).await.unwrap();
        assert_eq!(organizations::read(&t, &ana.actor, &org).await.unwrap().slug, "harbor");
        t
    })
    .await;
}

#[tokio::test]
async fn an_owner_empties_the_bin_by_hand_and_time_does_it_too() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let (harbor, pier) = (organization(&t, &ana, "Harbor").await, organization(&t, &ana, "Pier").await);
        delete(&t, &ana, &harbor).await;
        t.clock.advance(DAY);
        delete(&t, &ana, &pier).await;
        assert_eq!(bin(&t, &ana).await, ["pier", "harbor"]);
        let again = |slug: &str| NewOrganization { slug: Some(slug.to_owned()), ..named("Again") };
        assert_eq!(code(organizations::create(&t, &ana.actor, again("harbor")).await), "already_exists");
        assert_eq!(
            code(organizations::delete(&t, &ana.actor, &harbor, DeleteOptions::default()).await),
            "not_found",
            "it is deleted already"
        );
        organizations::delete(&t, &ana.actor, &harbor, PURGE).await.unwrap();
        organizations::create(&t, &ana.actor, again("harbor")).await.unwrap();
        assert_eq!(organizations::empty_bin(&t).await.unwrap(), 0);
        t.clock.advance(30 * DAY);
        assert!(bin(&t, &ana).await.is_empty());
        assert_eq!(code(organizations::restore(&t, &ana.actor, &pier).await), "not_found");
        assert_eq!(organizations::empty_bin(&t).await.unwrap(), 1);
        organizations::create(&t, &ana.actor, again("pier")).await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn an_organization_without_an_owner_stays_in_the_bin() {
    on_both(|t| async move {
        let (ana, root) = (t.person("Ana").await, t.person("Root").await);
        t.make_super_admin(&root).await;
        let org = organization(&t, &ana, "Harbor").await;
        delete(&t, &ana, &org).await;
        let mut tx = t.db.write().await.unwrap();
        execute!(tx, "DELETE FROM memberships WHERE org_id = $1", id(&org).0).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(code(organizations::restore(&t, &root.actor, &org).await), "conflict");
        t
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn restoring_and_purging_at_once_end_in_one_of_both() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let (one, two) = (t.services.clone(), t.sibling().await);
        for round in 0..40 {
            let org = organization(&t, &ana, &format!("Harbor {round}")).await;
            t.add_member(id(&org), &ben.id, "owner").await;
            delete(&t, &ana, &org).await;
            let (restored, purged) = tokio::join!(
                organizations::restore(&one, &ana.actor, &org),
                organizations::delete(&two, &ben.actor, &org, PURGE)
            );
            // Purging may also come after restoring, on what lives again.
            assert!(purged.is_ok(), "{purged:?}");
            if let Err(error) = restored {
                assert_eq!(error.public("race"), ApiError::not_found("organization"));
            }
            assert_eq!(code(organizations::read(&t, &ana.actor, &org).await), "not_found");
            let again = NewOrganization { slug: Some(format!("harbor-{round}")), ..named("Again") };
            organizations::create(&t, &ana.actor, again).await.unwrap();
        }
        two.close().await;
        t
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_restores_at_once_are_recorded_once() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let (one, two) = (t.services.clone(), t.sibling().await);
        for round in 0..40 {
            let org = organization(&t, &ana, &format!("Harbor {round}")).await;
            delete(&t, &ana, &org).await;
            let results = tokio::join!(
                organizations::restore(&one, &ana.actor, &org),
                organizations::restore(&two, &ana.actor, &org)
            );
            let results = [results.0, results.1];
            assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1, "{results:?}");
            let restored = actions(&t, &org).await.into_iter().filter(|action| action == "organization.restored");
            assert_eq!(restored.count(), 1);
        }
        two.close().await;
        t
    })
    .await;
}
