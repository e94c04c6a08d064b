use crate::{
    db::execute,
    fixtures::{actions, code, error, id, invite, key, member, named, organization, role, set},
    members,
    organizations::{self, instance},
    testing::{on_both, request_info},
};
use contract::{
    ApiError, OffsetRequest, OrgRef, PageRequest, Permission, PermissionSet,
    members::{MemberPatch, MemberStatus},
    organizations::{
        DeleteOptions, NewOrganization, OrganizationFilter, OrganizationPatch, PermissionCheck, PermissionDecision,
    },
};
use std::collections::BTreeMap;

#[tokio::test]
async fn the_creator_is_owner_and_a_default_project_is_made() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let made = organizations::create(&t, &ana.actor, named("  Harbor Labs ")).await.unwrap();
        assert_eq!((made.slug.as_str(), made.name.as_str()), ("harbor-labs", "Harbor Labs"));
        assert_eq!((made.member_count, made.project_count, made.timezone.as_str()), (1, 1, "UTC"));
        let context = organizations::context(&t, &ana.actor, &OrgRef::from("Harbor-Labs")).await.unwrap();
        assert_eq!(context.role, "owner");
        assert!(context.permissions.contains(Permission::OrganizationDelete));
        assert_eq!(organizations::read(&t, &ana.actor, &made.id.into()).await.unwrap(), made);
        t
    })
    .await;
}

#[tokio::test]
async fn a_stranger_gets_the_answer_of_a_missing_organization() {
    on_both(|t| async move {
        let (ana, eve) = (t.person("Ana").await, t.person("Eve").await);
        let org = organization(&t, &ana, "Harbor").await;
        let missing = error(organizations::read(&t, &eve.actor, &OrgRef::from("nowhere")).await);
        assert_eq!(error(organizations::read(&t, &eve.actor, &org).await), missing);
        assert_eq!(missing, ApiError::not_found("organization"));
        let anonymous = crate::Actor::anonymous(request_info());
        assert_eq!(error(organizations::read(&t, &anonymous, &org).await), ApiError::Unauthenticated);
        t
    })
    .await;
}

#[tokio::test]
async fn a_taken_slug_is_refused_and_a_derived_one_gets_a_number() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let new = NewOrganization { slug: Some("harbor".into()), ..named("Anything") };
        organizations::create(&t, &ana.actor, new.clone()).await.unwrap();
        assert_eq!(
            error(organizations::create(&t, &ana.actor, new).await),
            ApiError::already_exists("organization", "slug")
        );
        for slug in ["harbor-2", "harbor-3", "harbor-4"] {
            assert_eq!(organizations::create(&t, &ana.actor, named("Harbor")).await.unwrap().slug, slug);
        }
        t
    })
    .await;
}

#[tokio::test]
async fn my_organizations_come_by_name_in_pages_without_those_of_others() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        for name in ["cedar", "Alder", "Birch", "birch two"] {
            organization(&t, &ana, name).await;
        }
        organization(&t, &ben, "Birch of Ben").await;
        let page = PageRequest { limit: Some(2), cursor: None, include_total: true };
        let first = organizations::list(&t, &ana.actor, OrganizationFilter::default(), page).await.unwrap();
        assert_eq!(first.data.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["Alder", "Birch"]);
        assert_eq!((first.total, first.data[0].role.as_deref()), (Some(4), Some("owner")));
        let page = PageRequest { limit: Some(2), cursor: first.next_cursor, include_total: false };
        let second = organizations::list(&t, &ana.actor, OrganizationFilter::default(), page).await.unwrap();
        assert_eq!(second.data.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["birch two", "cedar"]);
        assert_eq!(second.next_cursor, None);
        let search = OrganizationFilter { search: Some("BIRCH".into()), all: false };
        let found = organizations::list(&t, &ana.actor, search.clone(), PageRequest::default()).await.unwrap();
        assert_eq!(found.data.len(), 2);
        let all = OrganizationFilter { all: true, ..search };
        let refused = error(organizations::list(&t, &ana.actor, all.clone(), PageRequest::default()).await);
        assert_eq!(refused.code(), "permission_denied");
        t.make_super_admin(&ana).await;
        assert_eq!(organizations::list(&t, &ana.actor, all, PageRequest::default()).await.unwrap().data.len(), 3);
        t
    })
    .await;
}

#[tokio::test]
async fn a_change_is_checked_recorded_and_needs_the_permission() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "member").await;
        let patch = OrganizationPatch {
            name: Some(" Harbor Labs ".into()),
            billing_email: Some("Bills@Example.com".into()),
            metadata: Some(BTreeMap::from([("crm".to_owned(), "42".to_owned())])),
            ..Default::default()
        };
        let denied = error(organizations::update(&t, &ben.actor, &org, patch.clone()).await);
        let ApiError::PermissionDenied(denial) = denied else { panic!("{denied:?}") };
        assert_eq!(denial.missing_permission, Some(Permission::OrganizationUpdate));
        assert_eq!(denial.detail, "You need organization.update in Harbor.");
        assert_eq!((denial.your_role.as_deref(), denial.ask[0].name.as_str()), (Some("member"), "Ana"));
        let changed = organizations::update(&t, &ana.actor, &org, patch.clone()).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.slug.as_str()), ("Harbor Labs", "harbor"));
        assert_eq!(organizations::read(&t, &ben.actor, &org).await.unwrap(), changed);
        // Nothing new: nothing is recorded.
        assert_eq!(organizations::update(&t, &ana.actor, &org, patch).await.unwrap(), changed);
        let cleared = OrganizationPatch { billing_email: Some(String::new()), ..Default::default() };
        assert_eq!(organizations::update(&t, &ana.actor, &org, cleared).await.unwrap().billing_email, None);
        assert_eq!(actions(&t, &org).await, ["organization.created", "organization.updated", "organization.updated"]);
        let bad = OrganizationPatch { name: Some(" ".into()), timezone: Some("a b".into()), ..Default::default() };
        let ApiError::ValidationFailed { errors } = error(organizations::update(&t, &ana.actor, &org, bad).await)
        else {
            panic!("no validation error")
        };
        assert_eq!(errors.len(), 2);
        t
    })
    .await;
}

#[tokio::test]
async fn a_deleted_organization_is_gone_for_everybody_and_keeps_its_slug() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ada = member(&t, &org, "Ada", "admin").await;
        let ci = key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        let options = DeleteOptions::default();
        assert_eq!(code(organizations::delete(&t, &ada.actor, &org, options).await), "permission_denied");
        let counted = DeleteOptions { dry_run: true, ..options };
        let counted = organizations::delete(&t, &ana.actor, &org, counted).await.unwrap();
        assert_eq!((counted.members, counted.projects, counted.keys), (2, 1, 1));
        let mut tx = t.db.write().await.unwrap();
        execute!(tx, "UPDATE projects SET environment_count = 2 WHERE org_id = $1", id(&org).0).unwrap();
        tx.commit().await.unwrap();
        let resources = vec!["default: 2 environments".to_owned()];
        assert_eq!(
            error(organizations::delete(&t, &ana.actor, &org, options).await),
            ApiError::ActiveResources { resources }
        );
        let forced = DeleteOptions { force: true, ..options };
        let gone = organizations::delete(&t, &ana.actor, &org, forced).await.unwrap();
        assert!(gone.restorable_until > Some(t.now().plus(29 * contract::time::DAY)));
        for actor in [&ana.actor, &ada.actor] {
            assert_eq!(code(organizations::read(&t, actor, &org).await), "not_found");
            assert_eq!(code(organizations::delete(&t, actor, &org, forced).await), "not_found");
            let mine = organizations::list(&t, actor, OrganizationFilter::default(), PageRequest::default()).await;
            assert!(mine.unwrap().data.is_empty());
        }
        assert_eq!(code(organizations::read(&t, &ci, &org).await), "unauthenticated");
        let again = NewOrganization { slug: Some("harbor".into()), ..named("Harbor") };
        assert_eq!(code(organizations::create(&t, &ana.actor, again.clone()).await), "already_exists");
        t
    })
    .await;
}

#[tokio::test]
async fn purging_takes_everything_along_and_frees_the_slug() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        member(&t, &org, "Ben", "owner").await;
        role(&t, &org, &ana, "crew", &[]).await;
        invite(&t, &org, &ana, "new@example.com", "crew").await;
        let ci = key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        // A key with the permission may do it too; what it did is in the instance's log.
        let purge = DeleteOptions { purge: true, ..Default::default() };
        assert_eq!(organizations::delete(&t, &ci, &org, purge).await.unwrap().restorable_until, None);
        let again = NewOrganization { slug: Some("harbor".into()), ..named("Harbor") };
        organizations::create(&t, &ana.actor, again).await.unwrap();
        let mut tx = t.db.read().await.unwrap();
        let sql = "SELECT COUNT(*) FROM audit_events WHERE org_id IS NULL AND action = 'organization.deleted'";
        assert_eq!(crate::db::fetch_one!(tx, (i64,), sql).unwrap(), (1,));
        t
    })
    .await;
}

#[tokio::test]
async fn a_key_sees_its_own_organization_and_makes_none() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let other = organization(&t, &ana, "Other").await;
        let ci = key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        let all = OrganizationFilter { all: true, search: None };
        assert_eq!(code(organizations::list(&t, &ci, all, PageRequest::default()).await), "permission_denied");
        let own = OrganizationFilter::default();
        let mine = organizations::list(&t, &ci, own, PageRequest::default()).await.unwrap();
        assert_eq!(mine.data.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["Harbor"]);
        assert_eq!(
            code(organizations::read(&t, &ci, &other).await),
            code(organizations::read(&t, &ci, &OrgRef::from("nowhere")).await)
        );
        assert_eq!(error(organizations::create(&t, &ci, named("More")).await), ApiError::UserRequired);
        t
    })
    .await;
}

#[tokio::test]
async fn the_overview_counts_what_lives() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "member").await;
        role(&t, &org, &ana, "crew", &[]).await;
        role(&t, &org, &ana, "member", &[]).await;
        key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        key(&t, &org, &ben, "Ben's", PermissionSet::ALL).await;
        invite(&t, &org, &ana, "new@example.com", "crew").await;
        let seen = organizations::dashboard(&t, &ana.actor, &org, None).await.unwrap();
        assert_eq!((seen.total_roles, seen.total_permissions, seen.projects), (4, 23, 1));
        assert_eq!((seen.total_users, seen.active_keys, seen.total_principals, seen.pending_invitations), (2, 2, 4, 1));
        let suspended = MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
        members::update(&t, &ana.actor, &org, &ben.id, suspended).await.unwrap();
        t.clock.advance(600_000_000);
        let seen = organizations::dashboard(&t, &ana.actor, &org, None).await.unwrap();
        assert_eq!((seen.total_users, seen.active_keys, seen.pending_invitations), (1, 1, 0));
        let denied = organizations::dashboard(&t, &ben.actor, &org, None).await;
        assert_eq!(code(denied), "permission_denied");
        t
    })
    .await;
}

#[tokio::test]
async fn a_check_says_why() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, &ana, "coordinator", &[Permission::RolesUpdate]).await;
        let (cora, ben) = (member(&t, &org, "Cora", "coordinator").await, member(&t, &org, "Ben", "member").await);
        let (eve, root) = (t.person("Eve").await, t.person("Root").await);
        t.make_super_admin(&root).await;
        let ci = key(&t, &org, &ana, "CI", set(&[Permission::RolesUpdate])).await;
        let about = |user: Option<&crate::testing::Person>| PermissionCheck {
            permission: Permission::RolesUpdate,
            user_id: user.map(|u| u.id.clone()),
            project: None,
        };
        let ask = async |actor: &crate::Actor, user| {
            let before = t.statements();
            let decision: PermissionDecision =
                organizations::check_permission(&t, actor, &org, about(user)).await.unwrap();
            (decision.allowed, decision.reason.clone(), t.statements() - before, decision)
        };
        let (allowed, reason, statements, decision) = ask(&cora.actor, None).await;
        assert_eq!(
            (allowed, reason.as_str(), statements),
            (true, "Cora is coordinator, and coordinator holds roles.update.", 1)
        );
        assert_eq!(decision.role.as_deref(), Some("coordinator"));
        let (allowed, reason, statements, decision) = ask(&ben.actor, None).await;
        assert_eq!(
            (allowed, reason.as_str(), statements),
            (false, "Ben is member, and member does not hold roles.update.", 3)
        );
        assert_eq!(decision.missing_permission, Some(Permission::RolesUpdate));
        assert_eq!(decision.granted_by_roles, ["owner", "admin", "coordinator"]);
        assert_eq!(decision.ask[0].user_id, ana.id);
        let (allowed, reason, statements, _) = ask(&ben.actor, Some(&cora)).await;
        assert_eq!(
            (allowed, reason.as_str(), statements),
            (true, "Cora is coordinator, and coordinator holds roles.update.", 2)
        );
        let (allowed, reason, _, decision) = ask(&ben.actor, Some(&eve)).await;
        assert_eq!((allowed, reason), (false, format!("{} is not a member of Harbor.", eve.id)));
        assert_eq!(decision.role, None);
        assert_eq!(ask(&ben.actor, Some(&root)).await.1, "Root is a super admin, who may do everything.");
        assert_eq!(ask(&ci, None).await.1, "The key CI holds roles.update.");
        let suspended = MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
        members::update(&t, &ana.actor, &org, &cora.id, suspended).await.unwrap();
        let (allowed, reason, _, _) = ask(&ben.actor, Some(&cora)).await;
        assert_eq!((allowed, reason.as_str()), (false, "Cora is suspended."));
        // Asking about others needs users.read, asking from outside gets nothing.
        let other = organizations::check_permission(&t, &ci, &org, about(Some(&ana))).await;
        assert_eq!(code(other), "permission_denied");
        assert_eq!(code(organizations::check_permission(&t, &eve.actor, &org, about(None)).await), "not_found");
        let mine = organizations::my_permissions(&t, &ci, &org).await.unwrap();
        assert_eq!(mine.permissions.values().filter(|held| **held).count(), 1);
        t
    })
    .await;
}

#[tokio::test]
async fn super_admins_list_read_change_and_delete_every_organization_and_owners_do_not() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let sue = t.person("Sue").await;
        t.make_super_admin(&sue).await;
        let org = organization(&t, &ana, "Harbor").await;
        organization(&t, &ana, "Atlas").await;
        let names = async |search: Option<&str>, page, limit| {
            let found = instance::list(&t, &sue.actor, search, OffsetRequest { page, limit }).await.unwrap();
            let names: Vec<String> = found.data.into_iter().map(|o| o.name).collect();
            (names.join(" "), found.total)
        };
        assert_eq!(names(None, 1, 10).await, ("Harbor Atlas".to_owned(), 2), "oldest first");
        assert_eq!(names(None, 2, 1).await, ("Atlas".to_owned(), 2));
        assert_eq!(names(None, 3, 1).await, (String::new(), 2));
        assert_eq!(names(Some("AT"), 1, 10).await, ("Atlas".to_owned(), 1));

        let page = OffsetRequest { page: 1, limit: 10 };
        let options = DeleteOptions { force: true, ..Default::default() };
        for who in [&ana, &t.person("Sam").await] {
            let unknown = OrgRef::Slug("nowhere".to_owned());
            assert_eq!(code(instance::list(&t, &who.actor, None, page).await), "permission_denied");
            for org in [&org, &unknown] {
                assert_eq!(code(instance::read(&t, &who.actor, org).await), "permission_denied");
                assert_eq!(code(instance::update(&t, &who.actor, org, Default::default()).await), "permission_denied");
                assert_eq!(code(instance::delete(&t, &who.actor, org, options).await), "permission_denied");
            }
        }
        let by_key = key(&t, &org, &ana, "worker", PermissionSet::ALL).await;
        assert_eq!(code(instance::list(&t, &by_key, None, page).await), "user_required");

        let patch = OrganizationPatch { name: Some("Harbour".to_owned()), ..Default::default() };
        assert_eq!(instance::update(&t, &sue.actor, &org, patch).await.unwrap().name, "Harbour");
        assert_eq!(instance::read(&t, &sue.actor, &org).await.unwrap().name, "Harbour");
        instance::delete(&t, &sue.actor, &org, options).await.unwrap();
        assert_eq!(error(instance::read(&t, &sue.actor, &org).await), ApiError::not_found("organization"));
        assert_eq!(names(None, 1, 10).await, ("Atlas".to_owned(), 1));
        assert_eq!(actions(&t, &org).await, ["organization.created", "organization.updated", "organization.deleted"]);
        t
    })
    .await;
}

#[tokio::test]
async fn logos_are_addresses_and_time_zones_are_in_the_database() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let timezone = |zone: &str| OrganizationPatch { timezone: Some(zone.to_owned()), ..Default::default() };
        let logo = |logo: &str| OrganizationPatch { logo: Some(logo.to_owned()), ..Default::default() };
        for patch in [timezone("America/Los_Angeles"), logo("http://a.example/x.png"), logo("https://a.example")] {
            organizations::update(&t, &ana.actor, &org, patch).await.unwrap();
        }
        for patch in [timezone("Mars/Olympus"), timezone(""), logo("ftp://a.example"), logo("https:///x"), logo("x")] {
            assert_eq!(code(organizations::update(&t, &ana.actor, &org, patch).await), "validation_failed");
        }
        let new = NewOrganization { timezone: Some("Mars/Olympus".to_owned()), ..named("Red") };
        assert_eq!(code(organizations::create(&t, &ana.actor, new).await), "validation_failed");
        let read = organizations::read(&t, &ana.actor, &org).await.unwrap();
        assert_eq!((read.timezone.as_str(), read.logo.as_deref()), ("America/Los_Angeles", Some("https://a.example")));
        t
    })
    .await;
}
