use super::*;
use crate::{
    api_keys, members, organizations,
    testing::on_both,
    testing_people::{by_key, code, error, id, member, organization, role},
};
use contract::{
    ApiError, PageRequest,
    api_keys::{ApiKeyFilter, KeyVerdict, NewApiKey, VerifyKey},
    members::MemberPatch,
};

fn native(permissions: &[Permission], project: Option<&str>) -> NewApiKey {
    NewApiKey {
        name: "made by a key".to_owned(),
        permissions: permissions.iter().copied().collect(),
        project: project.map(str::to_owned),
        env: KeyEnv::Live,
        expires_at: None,
    }
}

#[tokio::test]
async fn the_organizations_own_keys_outlive_their_maker_and_a_persons_do_not() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "admin").await;
        let token = mint_api_token(&t, &ben.actor, &org, NewApiToken::default()).await.unwrap().key;
        let project =
            mint_project_key(&t, &ben.actor, &org, &"default".into(), "ci", ProjectAccess::Check).await.unwrap();
        let personal = api_keys::mint_integration_key(&t, &ben.actor, id(&org), "mine", None).await.unwrap().key;
        let of_ben =
            api_keys::create(&t, &ben.actor, &org, native(&[Permission::OrganizationRead], None)).await.unwrap();
        let of_token = native(&[Permission::OrganizationRead], None);
        let of_token = api_keys::create(&t, &by_key(&token), &org, of_token).await.unwrap();
        // A weaker role of the maker does not narrow them either.
        let weaker = MemberPatch { role: Some("member".to_owned()), status: None };
        members::update(&t, &ana.actor, &org, &ben.id, weaker).await.unwrap();
        assert!(members::list(&t, &by_key(&token), &org, Default::default(), Default::default()).await.is_ok());
        let removed = members::remove(&t, &ana.actor, &org, &ben.id, false).await.unwrap();
        assert_eq!(removed.keys, ["made by a key", "mine"], "the dead ones are named");
        for own in [&token, &project.key, &of_token.key] {
            assert!(organizations::read(&t, &by_key(own), &org).await.is_ok(), "{own}");
        }
        for dead in [&personal, &of_ben.key] {
            assert_eq!(code(organizations::read(&t, &by_key(dead), &org).await), "unauthenticated", "{dead}");
        }
        // The role that binds the token binds what the token made.
        role(&t, &org, "admin", &[Permission::UsersRead]).await;
        for bound in [&token, &of_token.key] {
            assert_eq!(code(organizations::read(&t, &by_key(bound), &org).await), "permission_denied", "{bound}");
        }
        t
    })
    .await;
}

#[tokio::test]
async fn every_kind_is_listed_verified_and_revoked_alike() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let draft = organizations::OrganizationDraft {
            profile: contract::organizations::NewOrganization { name: "Harbor".to_owned(), ..Default::default() },
            organization_key: true,
            ..Default::default()
        };
        let made = organizations::create_from(&t, &ana.actor, draft).await.unwrap();
        let org: OrgRef = made.organization.id.into();
        let keys = [
            made.key.unwrap(),
            mint_project_key(&t, &ana.actor, &org, &"default".into(), "ci", ProjectAccess::Full).await.unwrap(),
            mint_api_token(&t, &ana.actor, &org, NewApiToken { name: None, env: KeyEnv::Test }).await.unwrap(),
            api_keys::mint_integration_key(&t, &ana.actor, id(&org), "Zapier", None).await.unwrap(),
            api_keys::create(&t, &ana.actor, &org, native(&[], None)).await.unwrap(),
        ];
        let listed =
            api_keys::list(&t, &ana.actor, &org, ApiKeyFilter::default(), PageRequest::default()).await.unwrap();
        let kinds: Vec<&str> = listed.data.iter().rev().map(|key| key.kind.as_str()).collect();
        assert_eq!(kinds, ["organization", "project", "api_token", "integration", "native"]);
        let verify = |key: &str| VerifyKey { key: key.to_owned(), permission: None, project: None };
        for made in keys {
            assert!(made.key.starts_with(&made.api_key.prefix) && made.key.ends_with(&made.api_key.last_four));
            let good = api_keys::verify(&t, &ana.actor, verify(&made.key)).await.unwrap();
            assert_eq!((good.code, good.key_id), (KeyVerdict::Ok, Some(made.api_key.id)));
            api_keys::revoke(&t, &ana.actor, &org, made.api_key.id).await.unwrap();
            let dead = api_keys::verify(&t, &ana.actor, verify(&made.key)).await.unwrap();
            assert_eq!(dead.code, KeyVerdict::Revoked);
            assert_eq!(code(organizations::context(&t, &by_key(&made.key), &org).await), "unauthenticated");
        }
        t
    })
    .await;
}

#[tokio::test]
async fn keys_have_no_say_about_owners_and_nobody_gives_what_they_lack() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let draft = organizations::OrganizationDraft {
            profile: contract::organizations::NewOrganization { name: "Harbor".to_owned(), ..Default::default() },
            organization_key: true,
            ..Default::default()
        };
        let made = organizations::create_from(&t, &ana.actor, draft).await.unwrap();
        let org: OrgRef = made.organization.id.into();
        let ben = member(&t, &org, "Ben", "member").await;
        let key = by_key(&made.key.unwrap().key);
        let to = |role: &str| MemberPatch { role: Some(role.to_owned()), status: None };
        for (user, role) in [(&ben.id, "owner"), (&ana.id, "member")] {
            assert_eq!(code(members::update(&t, &key, &org, user, to(role)).await), "permission_denied");
        }
        assert_eq!(code(members::remove(&t, &key, &org, &ana.id, false).await), "permission_denied");
        members::update(&t, &key, &org, &ben.id, to("admin")).await.unwrap();
        // An owner's integration key is the owner.
        let personal =
            by_key(&api_keys::mint_integration_key(&t, &ana.actor, id(&org), "mine", None).await.unwrap().key);
        members::update(&t, &personal, &org, &ben.id, to("owner")).await.unwrap();
        members::update(&t, &personal, &org, &ben.id, to("member")).await.unwrap();

        role(&t, &org, "manager", &[Permission::OrganizationUpdate, Permission::ApiKeysCreate]).await;
        let cleo = member(&t, &org, "Cleo", "manager").await;
        assert_eq!(code(mint_api_token(&t, &cleo.actor, &org, NewApiToken::default()).await), "permission_denied");
        let project = mint_project_key(&t, &cleo.actor, &org, &"default".into(), "ci", ProjectAccess::Check).await;
        let ApiError::PermissionDenied(denial) = error(project) else { panic!("a manager cannot read projects") };
        assert_eq!(denial.missing_permission, Some(Permission::OrganizationRead));
        // A refused key is not told what its maker is.
        let weak = api_keys::create(&t, &ana.actor, &org, native(&[], None)).await.unwrap().key;
        let ApiError::PermissionDenied(denial) = error(organizations::read(&t, &by_key(&weak), &org).await) else {
            panic!("it holds nothing")
        };
        assert_eq!(denial.your_role, None);
        t
    })
    .await;
}

#[tokio::test]
async fn a_project_key_makes_keys_of_its_project_only() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let new = contract::projects::NewProject { name: "other".to_owned(), description: String::new() };
        crate::projects::create(&t, &ana.actor, &org, new).await.unwrap();
        let mint = async |who: &Actor, project: &str, access| {
            mint_project_key(&t, who, &org, &project.into(), "ci", access).await
        };
        let full = by_key(&mint(&ana.actor, "default", ProjectAccess::Full).await.unwrap().key);
        let check = by_key(&mint(&ana.actor, "default", ProjectAccess::Check).await.unwrap().key);
        assert!(mint(&full, "default", ProjectAccess::Full).await.is_ok());
        assert_eq!(code(mint(&full, "other", ProjectAccess::Check).await), "not_found");
        assert_eq!(code(mint(&check, "default", ProjectAccess::Check).await), "permission_denied");
        assert_eq!(code(api_keys::create(&t, &full, &org, native(&[], None)).await), "permission_denied");
        assert!(api_keys::create(&t, &full, &org, native(&[], Some("default"))).await.is_ok());
        let seen = crate::projects::list(&t, &check, &org, None, PageRequest::default()).await.unwrap();
        assert_eq!(seen.data.iter().map(|project| project.name.as_str()).collect::<Vec<_>>(), ["default"]);
        assert_eq!(code(api_keys::mint_integration_key(&t, &full, id(&org), "x", None).await), "user_required");
        t
    })
    .await;
}
