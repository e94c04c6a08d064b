use super::*;
use crate::{
    fixtures::{actions, code, error, id, key, member, organization, role, set},
    organizations,
    testing::{Person, TestServices, on_both},
};
use contract::{
    ApiError, PermissionSet,
    members::{MemberPatch, MemberStatus},
    organizations::NewOrganization,
};
use serde_json::json;

fn page(page: u64, limit: u32) -> OffsetRequest {
    OffsetRequest { page, limit }
}

async fn names(t: &TestServices, actor: &Actor, search: Option<&str>) -> Vec<String> {
    let found = list_configured(t, actor, search, page(1, 100)).await.unwrap();
    found.into_iter().map(|one| one.organization.name).collect()
}

fn object(value: serde_json::Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

#[tokio::test]
async fn pages_are_numbered_in_the_order_of_making_and_end() {
    on_both(|t| async move {
        let (ana, eve) = (t.person("Ana").await, t.person("Eve").await);
        for name in ["Zoo", "Alder", "Birch"] {
            organization(&t, &ana, name).await;
        }
        organization(&t, &eve, "Cedar").await;
        assert_eq!(names(&t, &ana.actor, None).await, ["Zoo", "Alder", "Birch"]);
        let of = async |number, limit| {
            let found = list_configured(&t, &ana.actor, None, page(number, limit)).await.unwrap();
            found.into_iter().map(|one| one.organization.name).collect::<Vec<_>>()
        };
        assert_eq!(of(1, 2).await, ["Zoo", "Alder"]);
        assert_eq!(of(2, 2).await, ["Birch"]);
        assert!(of(3, 2).await.is_empty());
        assert!(of(u64::MAX, 100).await.is_empty());
        t.make_super_admin(&eve).await;
        assert_eq!(names(&t, &eve.actor, None).await, ["Zoo", "Alder", "Birch", "Cedar"]);
        t
    })
    .await;
}

#[tokio::test]
async fn a_search_finds_text_anywhere_in_name_slug_and_id() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let slugged = |name: &str, slug: &str| NewOrganization {
            name: name.to_owned(),
            slug: Some(slug.to_owned()),
            ..Default::default()
        };
        let zoo = organizations::create(&t, &ana.actor, slugged("Zoo ÄÖ 100%", "first-one")).await.unwrap();
        organizations::create(&t, &ana.actor, slugged("Harbor", "second_one".replace('_', "-").as_str()))
            .await
            .unwrap();
        for (search, found) in [
            ("äö", vec!["Zoo ÄÖ 100%"]),
            ("ARBO", vec!["Harbor"]),
            ("ND-ON", vec!["Harbor"]),
            ("one", vec!["Zoo ÄÖ 100%", "Harbor"]),
            ("0%", vec!["Zoo ÄÖ 100%"]),
            ("%", vec!["Zoo ÄÖ 100%"]),
            ("_", vec![]),
            ("  ", vec!["Zoo ÄÖ 100%", "Harbor"]),
            ("a\0", vec![]),
            ("\\", vec![]),
        ] {
            assert_eq!(names(&t, &ana.actor, Some(search)).await, found, "{search}");
        }
        let printed = zoo.id.0.to_string();
        let part = &printed[20..];
        for text in [printed.to_uppercase(), part.to_owned(), part.replace('-', ""), zoo.id.to_string()] {
            assert_eq!(names(&t, &ana.actor, Some(&text)).await, ["Zoo ÄÖ 100%"], "{text}");
        }
        t
    })
    .await;
}

#[tokio::test]
async fn only_what_the_caller_can_see_is_listed() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        organization(&t, &ana, "Other").await;
        let mia = member(&t, &org, "Mia", "member").await;
        let ci = key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        let blind = key(&t, &org, &ana, "Blind", set(&[Permission::UsersRead])).await;
        assert_eq!(names(&t, &ci, None).await, ["Harbor"]);
        assert!(names(&t, &ci, Some("other")).await.is_empty());
        assert!(names(&t, &blind, None).await.is_empty());
        assert_eq!(names(&t, &mia.actor, None).await, ["Harbor"]);
        let suspended = MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
        crate::members::update(&t, &ana.actor, &org, &mia.id, suspended).await.unwrap();
        assert!(names(&t, &mia.actor, None).await.is_empty());
        organizations::delete(&t, &ana.actor, &org, Default::default()).await.unwrap();
        assert_eq!(names(&t, &ana.actor, None).await, ["Other"]);
        t
    })
    .await;
}

async fn change(t: &TestServices, who: &Person, org: &OrgRef, patch: ConfigurationPatch) -> ConfiguredOrganization {
    update_configured(t, &who.actor, org, patch).await.unwrap()
}

#[tokio::test]
async fn settings_are_replaced_and_the_log_names_them_without_their_values() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let mia = member(&t, &org, "Mia", "member").await;
        let settings = |value| ConfigurationPatch { name: None, settings: Some(object(value)) };
        let first = json!({ "theme": "dark", "token": "hush-hush", "deep": { "nul": "\u{0}", "n": 1.5 } });
        let changed = change(&t, &ana, &org, settings(first.clone())).await;
        assert_eq!(Value::Object(changed.settings.clone()), first);
        assert_eq!(read_configured(&t, &mia.actor, &org).await.unwrap(), changed);
        let second = change(&t, &ana, &org, settings(json!({ "theme": "light", "deep": first["deep"] }))).await;
        assert!(second.organization.updated_at > changed.organization.updated_at);
        // Nothing new: nothing is recorded, and the moment of the last change stays.
        let same = ConfigurationPatch { name: Some(" Harbor ".to_owned()), settings: Some(second.settings.clone()) };
        assert_eq!(change(&t, &ana, &org, same).await, second);
        assert_eq!(change(&t, &ana, &org, ConfigurationPatch::default()).await, second);
        let renamed = ConfigurationPatch { name: Some("Harbor Two".to_owned()), settings: None };
        let renamed = change(&t, &ana, &org, renamed).await;
        assert_eq!((renamed.organization.name.as_str(), &renamed.settings), ("Harbor Two", &second.settings));
        assert!(change(&t, &ana, &org, settings(json!({}))).await.settings.is_empty());

        assert_eq!(actions(&t, &org).await.len(), 5);
        let mut tx = t.db.read().await.unwrap();
        let sql =
            "SELECT changes FROM audit_events WHERE org_id = $1 AND action = 'organization.updated' ORDER BY at, id";
        let rows = crate::db::fetch_all!(tx, (String,), sql, id(&org).0).unwrap();
        assert!(rows[0].0.contains("theme") && rows[0].0.contains("token"), "{}", rows[0].0);
        assert!(rows[1].0.contains("token") && !rows[1].0.contains("deep"), "{}", rows[1].0);
        assert!(rows.iter().all(|(changes,)| !changes.contains("hush-hush")));
        t
    })
    .await;
}

#[tokio::test]
async fn a_change_needs_the_right_and_fits_the_limits() {
    on_both(|t| async move {
        let (ana, eve) = (t.person("Ana").await, t.person("Eve").await);
        let org = organization(&t, &ana, "Harbor").await;
        let mia = member(&t, &org, "Mia", "member").await;
        role(&t, &org, &ana, "blind", &[]).await;
        let ben = member(&t, &org, "Ben", "blind").await;
        let patch = ConfigurationPatch { name: Some("Mine".to_owned()), settings: None };
        assert_eq!(code(update_configured(&t, &mia.actor, &org, patch.clone()).await), "permission_denied");
        assert_eq!(code(update_configured(&t, &eve.actor, &org, patch).await), "not_found");
        assert_eq!(code(read_configured(&t, &ben.actor, &org).await), "permission_denied");
        assert_eq!(code(figures(&t, &ben.actor, &org).await), "permission_denied");
        assert_eq!(code(figures(&t, &eve.actor, &org).await), "not_found");
        let fits = object(json!({ "x": "y".repeat(MAX_SETTINGS - 8) }));
        let patch = ConfigurationPatch { name: None, settings: Some(fits) };
        update_configured(&t, &ana.actor, &org, patch).await.unwrap();
        let too_long = object(json!({ "x": "y".repeat(MAX_SETTINGS - 7) }));
        let patch = ConfigurationPatch { name: Some(" ".to_owned()), settings: Some(too_long) };
        let ApiError::ValidationFailed { errors } = error(update_configured(&t, &ana.actor, &org, patch).await) else {
            panic!("no validation error")
        };
        assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["name", "settings"]);
        t
    })
    .await;
}

#[tokio::test]
async fn figures_count_what_there_is_and_the_people_of_three_months() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let mia = member(&t, &org, "Mia", "member").await;
        let ci = key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        let mut tx = t.db.write().await.unwrap();
        let sql = "UPDATE projects SET environment_count = 3 WHERE org_id = $1";
        crate::db::execute!(tx, sql, id(&org).0).unwrap();
        let month = tx.now().month();
        for (ago, users) in [(1, 2), (2, 1), (3, 4)] {
            for user in 0..users {
                let sql = "INSERT INTO usage_months (org_id, month, user_id) VALUES ($1, $2, $3)";
                crate::db::execute!(tx, sql, id(&org).0, month - ago, format!("usr_{user}")).unwrap();
            }
        }
        tx.commit().await.unwrap();
        let by_key = figures(&t, &ci, &org).await.unwrap();
        assert_eq!(by_key.active_users, [(month, 0), (month - 1, 2), (month - 2, 1)], "a key is no person");
        let seen = figures(&t, &ana.actor, &org).await.unwrap();
        assert_eq!(seen.active_users[0], (month, 1));
        assert_eq!((seen.environments, seen.configured.organization.project_count), (3, 1));
        t.flush_touches().await.unwrap();
        assert_eq!(figures(&t, &ana.actor, &org).await.unwrap().active_users[0], (month, 1), "counted once");
        assert_eq!(figures(&t, &mia.actor, &org).await.unwrap().active_users[0], (month, 2));
        t
    })
    .await;
}
