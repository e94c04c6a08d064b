use crate::{
    fixtures::{actions, code, member, organization, role, set},
    members, roles,
    testing::on_both,
};
use contract::{
    Permission as P, PermissionSet,
    members::{MemberPatch, MemberStatus},
    permissions::system_role,
    roles::{NewRole, RightsChange, RolePatch},
};

#[tokio::test]
async fn a_preview_says_who_gains_and_loses_what_and_changes_nothing() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, &ana, "crew", &[P::UsersRead, P::ProjectsRead]).await;
        let (ben, sue) = (member(&t, &org, "Ben", "crew").await, member(&t, &org, "Sue", "crew").await);
        let suspended = MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
        members::update(&t, &ana.actor, &org, &sue.id, suspended).await.unwrap();
        let recorded = actions(&t, &org).await.len();
        let patch = RolePatch { permissions: Some(set(&[P::UsersRead, P::AuditRead])), ..Default::default() };
        let preview = roles::preview_update(&t, &ana.actor, &org, "crew", patch).await.unwrap();
        let change = |permissions: &[P]| RightsChange { user_id: ben.id.clone(), permissions: set(permissions) };
        assert_eq!((preview.gains, preview.loses), (vec![change(&[P::AuditRead])], vec![change(&[P::ProjectsRead])]));
        assert_eq!(preview.holders, 2);
        assert_eq!(roles::read(&t, &ana.actor, &org, "crew").await.unwrap().permissions.len(), 2);
        assert_eq!(actions(&t, &org).await.len(), recorded);
        let renamed = RolePatch { description: Some("Sailors.".to_owned()), ..Default::default() };
        let preview = roles::preview_update(&t, &ana.actor, &org, "crew", renamed).await.unwrap();
        assert!(preview.gains.is_empty() && preview.loses.is_empty());
        assert_eq!(code(roles::preview_delete(&t, &ana.actor, &org, "crew").await), "role_in_use");
        assert_eq!(code(roles::preview_delete(&t, &ben.actor, &org, "crew").await), "permission_denied");
        t
    })
    .await;
}

#[tokio::test]
async fn a_role_in_a_system_roles_place_concerns_that_ones_holders() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "member").await;
        let new = NewRole { name: "member".into(), description: String::new(), permissions: PermissionSet::EMPTY };
        let preview = roles::preview_create(&t, &ana.actor, &org, new.clone()).await.unwrap();
        let all = vec![RightsChange { user_id: ben.id.clone(), permissions: system_role("member").unwrap() }];
        assert_eq!((preview.gains.len(), &preview.loses), (0, &all));
        role(&t, &org, &ana, "guest", &[]).await;
        let rename = RolePatch { name: Some("member".to_owned()), ..Default::default() };
        assert_eq!(roles::preview_update(&t, &ana.actor, &org, "guest", rename).await.unwrap().loses, all);
        roles::create(&t, &ana.actor, &org, new).await.unwrap();
        let preview = roles::preview_delete(&t, &ana.actor, &org, "member").await.unwrap();
        assert_eq!((preview.gains, preview.loses.len()), (all, 0));
        t
    })
    .await;
}
