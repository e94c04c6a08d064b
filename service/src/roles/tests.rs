use crate::{
    db::{execute, fetch_one},
    fixtures::{code, error, invitation, invite, key, member, organization, role, set, to_role},
    invitations, members, organizations, roles,
    testing::{Person, TestServices, on_both},
};
use contract::{
    ApiError, OffsetRequest, OrgRef, Permission as P, PermissionSet,
    permissions::{ADMIN, MEMBER, system_role},
    roles::{NewRole, RoleNaming, RolePatch},
};

fn new(name: &str, permissions: &[P]) -> NewRole {
    NewRole { name: name.to_owned(), description: "For tests.".to_owned(), permissions: set(permissions) }
}

fn to(permissions: &[P]) -> RolePatch {
    RolePatch { permissions: Some(set(permissions)), ..Default::default() }
}

fn renamed(name: &str) -> RolePatch {
    RolePatch { name: Some(name.to_owned()), ..Default::default() }
}

async fn rights(t: &TestServices, org: &OrgRef, who: &Person) -> PermissionSet {
    organizations::context(t, &who.actor, org).await.unwrap().permissions
}

#[tokio::test]
async fn nobody_puts_in_a_permission_they_lack() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, &ana, "coordinator", &[P::RolesRead, P::RolesCreate, P::RolesUpdate, P::RolesDelete]).await;
        let cora = member(&t, &org, "Cora", "coordinator").await;
        let denied = error(roles::create(&t, &cora.actor, &org, new("spy", &[P::RolesRead, P::AuditRead])).await);
        let ApiError::PermissionDenied(denial) = denied else { panic!("{denied:?}") };
        assert_eq!(denial.missing_permission, Some(P::AuditRead));
        assert_eq!(denial.granted_by_roles, ["owner", "admin"]);
        roles::create(&t, &cora.actor, &org, new("reader", &[P::RolesRead])).await.unwrap();
        let raised = roles::update(&t, &cora.actor, &org, "reader", to(&[P::RolesRead, P::AuditRead])).await;
        assert_eq!(code(raised), "permission_denied");
        assert_eq!(
            code(
                roles::update(&t, &cora.actor, &org, "coordinator", to(&PermissionSet::ALL.iter().collect::<Vec<_>>()))
                    .await
            ),
            "permission_denied"
        );
        // A key is held to its own rights, not to its maker's.
        let narrow = key(&t, &org, &ana, "narrow", set(&[P::RolesCreate])).await;
        assert_eq!(code(roles::create(&t, &narrow, &org, new("wide", &[P::AuditRead])).await), "permission_denied");
        t
    })
    .await;
}

#[tokio::test]
async fn nobody_changes_or_deletes_a_role_that_holds_more_than_they_hold() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, &ana, "coordinator", &[P::RolesCreate, P::RolesUpdate, P::RolesDelete]).await;
        role(&t, &org, &ana, "auditor", &[P::AuditRead]).await;
        let cora = member(&t, &org, "Cora", "coordinator").await;
        assert_eq!(code(roles::update(&t, &cora.actor, &org, "auditor", to(&[])).await), "permission_denied");
        assert_eq!(code(roles::update(&t, &cora.actor, &org, "auditor", renamed("x")).await), "permission_denied");
        assert_eq!(code(roles::delete(&t, &cora.actor, &org, "auditor").await), "permission_denied");
        // An empty shadow would take the admins' rights away, a rename to `admin` likewise.
        assert_eq!(code(roles::create(&t, &cora.actor, &org, new("admin", &[])).await), "permission_denied");
        assert_eq!(code(roles::create(&t, &cora.actor, &org, new("member", &[])).await), "permission_denied");
        role(&t, &org, &ana, "empty", &[]).await;
        assert_eq!(code(roles::update(&t, &cora.actor, &org, "empty", renamed("admin")).await), "permission_denied");
        roles::update(&t, &cora.actor, &org, "empty", to(&[P::RolesCreate])).await.unwrap();
        roles::delete(&t, &cora.actor, &org, "empty").await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn a_shadow_takes_effect_at_once_and_gives_way_when_it_is_deleted() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ada, ben) = (member(&t, &org, "Ada", "admin").await, member(&t, &org, "Ben", "member").await);
        invite(&t, &org, &ada, "new@example.com", "member").await;
        let shadow =
            roles::create(&t, &ana.actor, &org, new("admin", &[P::OrganizationRead, P::RolesDelete])).await.unwrap();
        assert!(shadow.shadows_system && !shadow.is_system);
        assert_eq!(shadow.member_count, 1);
        assert_eq!(rights(&t, &org, &ada).await, shadow.permissions);
        assert_eq!(invitation(&t, "new@example.com").await.0, "revoked");
        roles::create(&t, &ana.actor, &org, new("member", &[P::AuditRead])).await.unwrap();
        assert_eq!(rights(&t, &org, &ben).await, set(&[P::AuditRead]));
        // The shadow's own holder cannot delete it: the system role would give more than they hold.
        assert_eq!(code(roles::delete(&t, &ada.actor, &org, "admin").await), "permission_denied");
        roles::delete(&t, &ana.actor, &org, "admin").await.unwrap();
        roles::delete(&t, &ana.actor, &org, "member").await.unwrap();
        assert_eq!(Some(rights(&t, &org, &ada).await), system_role(ADMIN));
        assert_eq!(Some(rights(&t, &org, &ben).await), system_role(MEMBER));
        for name in ["owner", "super_admin", "Owner"] {
            assert_eq!(code(roles::create(&t, &ana.actor, &org, new(name, &[])).await), "validation_failed");
        }
        assert_eq!(code(roles::update(&t, &ana.actor, &org, "admin", to(&[])).await), "conflict");
        assert_eq!(code(roles::delete(&t, &ana.actor, &org, "owner").await), "conflict");
        assert_eq!(code(roles::delete(&t, &ana.actor, &org, "pirate").await), "not_found");
        t
    })
    .await;
}

#[tokio::test]
async fn a_role_that_members_hold_or_invitations_promise_is_not_deleted() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, &ana, "crew", &[P::UsersRead]).await;
        let ben = member(&t, &org, "Ben", "crew").await;
        invite(&t, &org, &ana, "new@example.com", "crew").await;
        let delete = async || roles::delete(&t, &ana.actor, &org, "crew").await;
        assert_eq!(error(delete().await), ApiError::RoleInUse { members: 1, invitations: 1 });
        members::update(&t, &ana.actor, &org, &ben.id, to_role("member")).await.unwrap();
        assert_eq!(error(delete().await), ApiError::RoleInUse { members: 0, invitations: 1 });
        let page = OffsetRequest { page: 1, limit: 10 };
        let sent = invitations::list_page(&t, &ana.actor, &org, None, page).await.unwrap().data.remove(0);
        invitations::revoke(&t, &ana.actor, &org, sent.id).await.unwrap();
        delete().await.unwrap();
        t
    })
    .await;
}

async fn join_code(t: &TestServices, org: &OrgRef, by: &Person, role: &str) {
    let mut tx = t.db.write().await.unwrap();
    let (id, now) = (tx.new_id(), tx.now().0);
    execute!(
        tx,
        "INSERT INTO join_codes (id, org_id, code_hmac, code_sealed, role, created_by, created_at)
         VALUES ($1, $2, $3, $3, $4, $5, $6)",
        id,
        crate::fixtures::id(org).0,
        id.as_bytes().as_slice(),
        role,
        by.id.as_str(),
        now
    )
    .unwrap();
    tx.commit().await.unwrap();
}

async fn the_join_code(t: &TestServices) -> (String, Option<i64>) {
    let mut tx = t.db.read().await.unwrap();
    fetch_one!(tx, (String, Option<i64>), "SELECT role, revoked_at FROM join_codes").unwrap()
}

#[tokio::test]
async fn members_invitations_and_join_codes_follow_a_new_name() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, &ana, "crew", &[P::UsersRead]).await;
        role(&t, &org, &ana, "taken", &[]).await;
        let ben = member(&t, &org, "Ben", "crew").await;
        invite(&t, &org, &ana, "new@example.com", "crew").await;
        join_code(&t, &org, &ana, "crew").await;
        assert_eq!(
            error(roles::update(&t, &ana.actor, &org, "crew", renamed("taken")).await),
            ApiError::already_exists("role", "name")
        );
        let changed = roles::update(&t, &ana.actor, &org, "crew", renamed(" sailors ")).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.member_count), ("sailors", 1));
        assert_eq!(members::read(&t, &ana.actor, &org, &ben.id).await.unwrap().role, "sailors");
        assert_eq!(invitation(&t, "new@example.com").await, ("pending".into(), "sailors".into()));
        assert_eq!(the_join_code(&t).await, ("sailors".into(), None));
        assert_eq!(rights(&t, &org, &ben).await, set(&[P::UsersRead]));
        // No code gives `admin`, so it ends when its role takes that name.
        roles::update(&t, &ana.actor, &org, "sailors", renamed("admin")).await.unwrap();
        assert!(the_join_code(&t).await.1.is_some());
        assert_eq!(rights(&t, &org, &ben).await, set(&[P::UsersRead]));
        t
    })
    .await;
}

#[tokio::test]
async fn the_list_shows_what_is_in_effect() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, &ana, "zebra", &[]).await;
        role(&t, &org, &ana, "member", &[P::UsersRead]).await;
        let ben = member(&t, &org, "Ben", "member").await;
        let list = roles::list(&t, &ana.actor, &org).await.unwrap();
        let shown: Vec<_> =
            list.iter().map(|r| (r.name.as_str(), r.is_system, r.shadows_system, r.member_count)).collect();
        assert_eq!(
            shown,
            [
                ("owner", true, false, 1),
                ("admin", true, false, 0),
                ("member", false, true, 1),
                ("zebra", false, false, 0)
            ]
        );
        for role in &list {
            assert_eq!(&roles::read(&t, &ana.actor, &org, &role.name).await.unwrap(), role);
        }
        assert_eq!(code(roles::list(&t, &ben.actor, &org).await), "permission_denied");
        assert_eq!(code(roles::read(&t, &ana.actor, &org, "pirate").await), "not_found");
        let eve = t.person("Eve").await;
        let missing = error(roles::list(&t, &eve.actor, &OrgRef::from("nowhere")).await);
        assert_eq!(error(roles::list(&t, &eve.actor, &org).await), missing);
        assert_eq!(error(roles::delete(&t, &eve.actor, &org, "zebra").await), missing);
        assert_eq!(roles::permissions().len(), 23);
        t
    })
    .await;
}

#[tokio::test]
async fn names_are_unique_in_an_organization_and_a_hundred_are_enough() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let (org, other) = (organization(&t, &ana, "Harbor").await, organization(&t, &ana, "Other").await);
        role(&t, &org, &ana, "crew", &[]).await;
        role(&t, &other, &ana, "crew", &[]).await;
        let twice = roles::create(&t, &ana.actor, &org, new(" crew", &[])).await;
        assert_eq!(error(twice), ApiError::already_exists("role", "name"));
        for i in 1..100 {
            role(&t, &org, &ana, &format!("crew {i}"), &[]).await;
        }
        assert_eq!(code(roles::create(&t, &ana.actor, &org, new("one more", &[])).await), "conflict");
        t
    })
    .await;
}

#[tokio::test]
async fn roles_list_by_page_number_own_first_and_are_changed_by_id() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, &ana, "zeal", &[]).await;
        role(&t, &org, &ana, "member", &[P::UsersRead]).await;
        let names = async |page, limit| {
            let found = roles::list_page(&t, &ana.actor, &org, OffsetRequest { page, limit }).await.unwrap();
            let names: Vec<String> = found.data.into_iter().map(|r| r.name).collect();
            (names.join(" "), found.total)
        };
        assert_eq!(names(1, 10).await, ("zeal member owner admin".to_owned(), 4), "a shadowed role is not listed");
        assert_eq!(names(2, 3).await, ("admin".to_owned(), 4));
        assert_eq!(names(9, 3).await, (String::new(), 4));

        let id = roles::read(&t, &ana.actor, &org, "zeal").await.unwrap().id.unwrap();
        let identifier = RoleNaming::Identifier;
        for name in ["Zeal", "2zeal", "ze al", "", "é"] {
            let result = roles::update_named(&t, &ana.actor, &org, id, renamed(name), identifier).await;
            assert_eq!(code(result), "validation_failed", "{name}");
            assert_eq!(
                code(roles::create_named(&t, &ana.actor, &org, new(name, &[]), identifier).await),
                "validation_failed"
            );
        }
        let long = "z".repeat(48);
        assert_eq!(roles::update_named(&t, &ana.actor, &org, id, renamed(&long), identifier).await.unwrap().name, long);
        let other = organization(&t, &ana, "Elsewhere").await;
        assert_eq!(code(roles::delete(&t, &ana.actor, &other, id).await), "not_found");
        roles::delete(&t, &ana.actor, &org, id).await.unwrap();
        assert_eq!(code(roles::delete(&t, &ana.actor, &org, id).await), "not_found");
        t
    })
    .await;
}
