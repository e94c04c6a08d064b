use super::*;
use crate::{
    api_keys, organizations,
    testing::{TestServices, on_both},
    testing_people::{by_key, code, error},
};
use contract::{OrgRef, PageRequest, api_keys::ApiKeyFilter};

fn draft(slug: SlugRule) -> OrganizationDraft {
    let profile = NewOrganization { name: "Harbor Labs".to_owned(), ..Default::default() };
    OrganizationDraft { profile, slug, ..Default::default() }
}

fn settings(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap()
}

async fn stored_settings(t: &TestServices, org: OrgId) -> String {
    let mut tx = t.db.read().await.unwrap();
    let sql = "SELECT settings FROM organizations WHERE id = $1";
    crate::db::fetch_one!(tx, (String,), sql, org.0).unwrap().0
}

#[tokio::test]
async fn each_surface_has_its_own_rule_for_slugs() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let make = |slug| create_from(&t, &ana.actor, draft(slug));
        let derived = make(SlugRule::Derived).await.unwrap().organization;
        assert_eq!(derived.slug, "harbor-labs");
        assert_eq!(make(SlugRule::Derived).await.unwrap().organization.slug, "harbor-labs-2");
        for good in ["a", "a-1", &"x".repeat(63)] {
            assert_eq!(make(SlugRule::Name(good.to_owned())).await.unwrap().organization.slug, good);
        }
        for bad in ["", "-a", "a-", "A", "a_b", "ä", &"x".repeat(64), &"0".repeat(32)] {
            assert!(error(make(SlugRule::Name(bad.to_owned())).await).for_field("slug").is_some(), "{bad}");
        }
        let shown = make(SlugRule::Key("North_Wind-1".to_owned())).await.unwrap().organization;
        assert_eq!(shown.slug, "North_Wind-1", "printed as given");
        for spelling in ["north_wind-1", "NORTH_WIND-1", "North_Wind-1"] {
            let found = organizations::read(&t, &ana.actor, &OrgRef::from(spelling)).await.unwrap();
            assert_eq!((found.id, found.slug.as_str()), (shown.id, "North_Wind-1"));
            assert_eq!(code(make(SlugRule::Key(spelling.to_owned())).await), "already_exists");
        }
        let id = format!("org_{}", "A".repeat(32));
        for bad in ["", "a b", "a.b", &"x".repeat(65), &id] {
            assert!(error(make(SlugRule::Key(bad.to_owned())).await).for_field("slug").is_some(), "{bad}");
        }
        t
    })
    .await;
}

#[tokio::test]
async fn only_a_super_admin_makes_organizations_for_others() {
    on_both(|t| async move {
        let (ana, ben, sue) = (t.person("Ana").await, t.person("Ben").await, t.person("Sue").await);
        t.make_super_admin(&sue).await;
        let for_whom = |owner: &UserId| OrganizationDraft { owner: Some(owner.clone()), ..draft(SlugRule::Derived) };
        assert!(create_from(&t, &ana.actor, for_whom(&ana.id)).await.is_ok());
        assert_eq!(code(create_from(&t, &ana.actor, for_whom(&ben.id)).await), "permission_denied");
        let nobody: UserId = "nobody".parse().unwrap();
        assert_eq!(code(create_from(&t, &ana.actor, for_whom(&nobody)).await), "permission_denied");
        assert_eq!(code(create_from(&t, &sue.actor, for_whom(&nobody)).await), "not_found");
        let made = create_from(&t, &sue.actor, for_whom(&ben.id)).await.unwrap().organization;
        let of_ben = organizations::context(&t, &ben.actor, &made.id.into()).await.unwrap();
        assert_eq!(of_ben.role, "owner");
        t
    })
    .await;
}

#[tokio::test]
async fn an_organization_key_comes_with_the_organization_and_makes_more_for_its_maker() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let wanted = |slug: &str| OrganizationDraft {
            organization_key: true,
            settings: settings(r#"{"theme":"dark","n":[1,{"a":null}]}"#),
            ..draft(SlugRule::Key(slug.to_owned()))
        };
        let first = create_from(&t, &ana.actor, wanted("one")).await.unwrap();
        assert_eq!(stored_settings(&t, first.organization.id).await, serde_json::to_string(&first.settings).unwrap());
        let key = first.key.unwrap();
        assert!(key.key.starts_with("permit_key_") && key.key.len() >= 51);
        let second = create_from(&t, &by_key(&key.key), wanted("two")).await.unwrap();
        let context = organizations::context(&t, &ana.actor, &second.organization.id.into()).await.unwrap();
        assert_eq!(context.role, "owner");
        let second_org = OrgRef::from(second.organization.id);
        let listed = api_keys::list(&t, &ana.actor, &second_org, ApiKeyFilter::default(), PageRequest::default());
        assert_eq!(listed.await.unwrap().data[0].kind, KeyKind::Organization);
        let plain = draft(SlugRule::Derived);
        assert_eq!(code(create_from(&t, &by_key(&key.key), plain).await), "user_required", "on the other surfaces");
        let huge = OrganizationDraft {
            settings: settings(&format!(r#"{{"a":"{}"}}"#, "x".repeat(64 * 1024))),
            ..wanted("three")
        };
        assert!(error(create_from(&t, &ana.actor, huge).await).for_field("settings").is_some());
        t
    })
    .await;
}
