//! Who sees whose organization, and what a profile holds.

use crate::{
    api_keys,
    fixtures::{actions, code, error, member, named, organization},
    members, organizations,
    testing::on_both,
};
use contract::{
    ApiError, OrgRef, Permission, PermissionSet, UserId,
    api_keys::NewApiKey,
    members::{MemberPatch, MemberStatus},
    organizations::OrganizationPatch,
};

#[tokio::test]
async fn a_profile_lists_active_members_in_join_order_and_the_billing_address() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ben, eve) = (member(&t, &org, "Ben", "admin").await, member(&t, &org, "Eve", "member").await);
        let profile = organizations::profile(&t, &eve.actor, &org).await.unwrap();
        let seen: Vec<&UserId> = profile.users.iter().map(|user| &user.id).collect();
        assert_eq!(seen, [&ana.id, &ben.id, &eve.id]);
        assert_eq!(profile.billing_email, "ana@example.com");
        let suspended = MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
        members::update(&t, &ana.actor, &org, &eve.id, suspended).await.unwrap();
        let patch = OrganizationPatch { billing_email: Some("pay@example.com".to_owned()), ..Default::default() };
        organizations::update(&t, &ana.actor, &org, patch).await.unwrap();
        let profile = organizations::profile(&t, &ana.actor, &org).await.unwrap();
        assert_eq!((profile.users.len(), profile.billing_email.as_str()), (2, "pay@example.com"));
        assert_eq!(code(organizations::profile(&t, &eve.actor, &org).await), "permission_denied");
        let stranger = t.person("Stranger").await;
        assert_eq!(code(organizations::profile(&t, &stranger.actor, &org).await), "not_found");
        t
    })
    .await;
}

#[tokio::test]
async fn only_a_super_admin_makes_an_organization_for_somebody_else() {
    on_both(|t| async move {
        let (ana, ben, root) = (t.person("Ana").await, t.person("Ben").await, t.person("Root").await);
        t.make_super_admin(&root).await;
        let own = organizations::create_owned_by(&t, &ana.actor, &ana.id, named("Own")).await.unwrap();
        assert_eq!(own.users[0].id, ana.id);
        let refused = organizations::create_owned_by(&t, &ana.actor, &ben.id, named("Ben's")).await;
        assert_eq!(code(refused), "permission_denied");
        let made = organizations::create_owned_by(&t, &root.actor, &ben.id, named("Ben's")).await.unwrap();
        assert_eq!((made.users.len(), &made.users[0].id), (1, &ben.id));
        assert_eq!(actions(&t, &made.organization.id.into()).await, ["organization.created"]);
        let nobody: UserId = "usr_nobody".parse().unwrap();
        let unknown = organizations::create_owned_by(&t, &root.actor, &nobody, named("More")).await;
        assert_eq!(error(unknown), ApiError::not_found("user"));
        t
    })
    .await;
}

#[tokio::test]
async fn renaming_needs_the_right_and_says_nothing_when_nothing_changes() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "member").await;
        let renamed = organizations::rename(&t, &ana.actor, &org, " Port ").await.unwrap();
        assert_eq!(renamed.organization.name, "Port");
        organizations::rename(&t, &ana.actor, &org, "Port").await.unwrap();
        assert_eq!(actions(&t, &org).await, ["organization.created", "organization.updated"]);
        assert_eq!(code(organizations::rename(&t, &ben.actor, &org, "Mine").await), "permission_denied");
        assert_eq!(code(organizations::rename(&t, &ana.actor, &org, " ").await), "validation_failed");
        t
    })
    .await;
}

#[tokio::test]
async fn the_organization_of_a_user_is_the_one_joined_first() {
    on_both(|t| async move {
        let (ana, root, eve) = (t.person("Ana").await, t.person("Root").await, t.person("Eve").await);
        t.make_super_admin(&root).await;
        let first = organization(&t, &ana, "First").await;
        let second = organization(&t, &ana, "Second").await;
        let id = |profile: contract::organizations::OrganizationProfile| OrgRef::from(profile.organization.id);
        let mine = organizations::profile_of_user(&t, &ana.actor, None).await.unwrap();
        assert_eq!(id(mine), first);
        let asked = organizations::profile_of_user(&t, &root.actor, Some(&ana.id)).await.unwrap();
        assert_eq!(id(asked), first);
        let foreign = organizations::profile_of_user(&t, &eve.actor, Some(&ana.id)).await;
        assert_eq!(code(foreign), "permission_denied");
        let none = organizations::profile_of_user(&t, &eve.actor, Some(&eve.id)).await;
        assert_eq!(error(none), ApiError::not_found("organization"));
        let nobody: UserId = "usr_nobody".parse().unwrap();
        let unknown = organizations::profile_of_user(&t, &root.actor, Some(&nobody)).await;
        assert_eq!(error(unknown), ApiError::not_found("user"));
        let key = |permissions| NewApiKey {
            name: "ci".to_owned(),
            permissions,
            project: None,
            env: Default::default(),
            expires_at: None,
        };
        let blind = api_keys::create(&t, &ana.actor, &second, key(PermissionSet::EMPTY)).await.unwrap().key;
        let blind = crate::testing_people::by_key(&blind);
        assert_eq!(code(organizations::profile_of_user(&t, &blind, None).await), "permission_denied");
        let reading = key([Permission::OrganizationRead].into_iter().collect());
        let key = api_keys::create(&t, &ana.actor, &second, reading).await.unwrap().key;
        let key = crate::testing_people::by_key(&key);
        assert_eq!(id(organizations::profile_of_user(&t, &key, None).await.unwrap()), second);
        let asked = organizations::profile_of_user(&t, &key, Some(&ana.id)).await;
        assert_eq!(code(asked), "permission_denied");
        // A key that acts as its maker sees the one organization it was made for.
        let made = api_keys::mint_integration_key(&t, &ana.actor, crate::fixtures::id(&second), "zap", None).await;
        let acting = crate::testing_people::by_key(&made.unwrap().key);
        for user in [None, Some(&ana.id)] {
            assert_eq!(id(organizations::profile_of_user(&t, &acting, user).await.unwrap()), second);
        }
        assert_eq!(code(organizations::profile_of_user(&t, &acting, Some(&eve.id)).await), "permission_denied");
        let nobody = crate::testing_people::by_key("pk_unknown");
        assert_eq!(code(organizations::profile_of_user(&t, &nobody, None).await), "unauthenticated");
        organizations::delete(&t, &ana.actor, &first, Default::default()).await.unwrap();
        let mine = organizations::profile_of_user(&t, &ana.actor, None).await.unwrap();
        assert_eq!(id(mine), second);
        t
    })
    .await;
}

#[tokio::test]
async fn a_super_admin_adds_an_existing_user_as_a_member() {
    on_both(|t| async move {
        let (ana, ben, root) = (t.person("Ana").await, t.person("Ben").await, t.person("Root").await);
        t.make_super_admin(&root).await;
        let org = organization(&t, &ana, "Harbor").await;
        assert_eq!(code(members::add_user(&t, &ana.actor, &org, &ben.id).await), "permission_denied");
        assert_eq!(code(members::add_user(&t, &ben.actor, &org, &ben.id).await), "not_found");
        members::add_user(&t, &root.actor, &org, &ben.id).await.unwrap();
        assert_eq!(members::read(&t, &ana.actor, &org, &ben.id).await.unwrap().role, "member");
        let again = members::add_user(&t, &root.actor, &org, &ben.id).await;
        assert_eq!(error(again), ApiError::already_exists("member", "user_id"));
        let owner = members::add_user(&t, &root.actor, &org, &ana.id).await;
        assert_eq!(error(owner), ApiError::already_exists("member", "user_id"));
        let nobody: UserId = "usr_nobody".parse().unwrap();
        let unknown = members::add_user(&t, &root.actor, &org, &nobody).await;
        assert_eq!(error(unknown), ApiError::not_found("user"));
        assert_eq!(actions(&t, &org).await, ["organization.created", "member.joined"]);
        t
    })
    .await;
}
