use super::*;
use crate::{
    Actor, Email, api_keys,
    db::{fetch_all, fetch_one},
    invitations, join_codes, members, organizations, sessions,
    testing::{TestServices, on_both, request_info},
};
use contract::{
    OrgRef, PageRequest, Timestamp,
    api_keys::{KeyVerdict, VerifyKey},
    members::MemberFilter,
    organizations::OrganizationFilter,
    time::{DAY, HOUR},
};
use std::{cell::RefCell, collections::BTreeSet};

fn system() -> SystemAccess {
    SystemAccess::new(request_info())
}

async fn small(t: &TestServices) -> SeedReport {
    seed(t, &system(), &Plan::sized(9, 700).unwrap(), |_| {}).await.unwrap()
}

async fn count(t: &TestServices, sql: &'static str) -> i64 {
    let mut tx = t.db.read().await.unwrap();
    fetch_one!(tx, (i64,), sql).unwrap().0
}

async fn texts(t: &TestServices, sql: &'static str) -> Vec<String> {
    let mut tx = t.db.read().await.unwrap();
    fetch_all!(tx, (String,), sql).unwrap().into_iter().map(|(text,)| text).collect()
}

#[tokio::test]
async fn two_databases_get_the_same_data_whatever_their_engine_and_the_day() {
    let mut seen = Vec::new();
    for (engine, days) in [("sqlite", 0), ("postgres", 0), ("sqlite", 131), ("postgres", 45)] {
        let t = TestServices::new(engine, |_| {}).await;
        t.clock.advance(days * DAY + days * HOUR);
        // How many days an organization was busy depends on the weekdays.
        let report = SeedReport { usage_days: 0, ..small(&t).await };
        let users = texts(&t, "SELECT id FROM users ORDER BY id").await;
        let slugs = texts(&t, "SELECT slug FROM organizations ORDER BY slug").await;
        let endings = texts(&t, "SELECT last_four FROM api_keys ORDER BY created_at, id").await;
        let names = texts(&t, "SELECT target_name FROM audit_events WHERE org_id IS NOT NULL ORDER BY id").await;
        seen.push((report, users, slugs, endings, names));
        t.finish().await;
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn the_report_counts_what_is_there_and_progress_ends_at_the_total() {
    on_both(|t| async move {
        let steps = RefCell::new(Vec::new());
        let plan = Plan::sized(3, 12_000).unwrap();
        let report = seed(&t, &system(), &plan, |progress| steps.borrow_mut().push(progress)).await.unwrap();
        assert_eq!((report.organizations, report.members), (3, 12_000));
        for (reported, sql) in [
            (report.organizations, "SELECT COUNT(*) FROM organizations"),
            (report.users, "SELECT COUNT(*) FROM users"),
            (report.members, "SELECT COUNT(*) FROM memberships"),
            (report.roles, "SELECT COUNT(*) FROM roles"),
            (report.projects, "SELECT COUNT(*) FROM projects"),
            (report.api_keys, "SELECT COUNT(*) FROM api_keys"),
            (report.invitations, "SELECT COUNT(*) FROM invitations"),
            (report.join_codes, "SELECT COUNT(*) FROM join_codes"),
            (report.usage_days, "SELECT COUNT(*) FROM usage_days"),
            (report.audit_events, "SELECT COUNT(*) FROM audit_events WHERE org_id IS NOT NULL"),
        ] {
            assert!(reported > 0, "{sql}");
            assert_eq!(reported, u64::try_from(count(&t, sql).await).unwrap(), "{sql}");
        }
        let steps = steps.into_inner();
        assert!(steps.len() > 1 && steps.is_sorted_by_key(|step| step.members));
        assert_eq!(steps.last(), Some(&Progress { members: 12_000, total: 12_000 }));
        t
    })
    .await;
}

#[tokio::test]
async fn every_invariant_holds() {
    on_both(|t| async move {
        small(&t).await;
        for (what, sql) in [
            ("an organization without an owner", "SELECT COUNT(*) FROM organizations o WHERE owner_count < 1"),
            (
                "a wrong counter",
                "SELECT COUNT(*) FROM organizations o
                 WHERE owner_count <> (SELECT COUNT(*) FROM memberships m
                                       WHERE m.org_id = o.id AND m.status = 'active' AND m.role = 'owner')
                    OR member_count <> (SELECT COUNT(*) FROM memberships m WHERE m.org_id = o.id AND m.status = 'active')
                    OR project_count <> (SELECT COUNT(*) FROM projects p WHERE p.org_id = o.id)",
            ),
            (
                "no default project, or several",
                "SELECT COUNT(*) FROM organizations o
                 WHERE 1 <> (SELECT COUNT(*) FROM projects p WHERE p.org_id = o.id AND p.is_default AND p.name = 'default')",
            ),
            (
                "two pending invitations of an address",
                "SELECT COUNT(*) FROM (SELECT 1 AS one FROM invitations WHERE status = 'pending'
                                       GROUP BY org_id, email_key HAVING COUNT(*) > 1) twice",
            ),
            (
                "an invitation of a member that waits",
                "SELECT COUNT(*) FROM invitations i JOIN memberships m ON m.org_id = i.org_id AND m.email_key = i.email_key
                 WHERE i.status = 'pending'",
            ),
            (
                "an accepted invitation without its member",
                "SELECT COUNT(*) FROM invitations i
                 WHERE i.status = 'accepted' AND NOT EXISTS
                   (SELECT 1 FROM memberships m WHERE m.org_id = i.org_id AND m.user_id = i.answered_by)",
            ),
            (
                "a use count that is not the uses",
                "SELECT COUNT(*) FROM join_codes c
                 WHERE use_count <> (SELECT COUNT(*) FROM join_code_uses u WHERE u.join_code_id = c.id)",
            ),
            (
                "a role that is not there",
                "SELECT COUNT(*) FROM memberships m
                 WHERE m.role NOT IN ('owner', 'admin', 'member')
                   AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.org_id = m.org_id AND r.name = m.role)",
            ),
            (
                "a copy that is not the user's",
                "SELECT COUNT(*) FROM memberships m JOIN users u ON u.id = m.user_id
                 WHERE m.email_key <> u.email_key OR m.name_key <> u.name_key",
            ),
            (
                "an event that is not in its organization's chain",
                "SELECT COUNT(*) FROM (
                   SELECT c.org_id FROM audit_chains c JOIN audit_events e ON e.org_id = c.org_id
                   GROUP BY c.org_id, c.events, c.head
                   HAVING c.events <> COUNT(e.seq) OR c.events <> COUNT(*) OR c.events <> MAX(e.seq)
                 ) broken",
            ),
            (
                "a member older than the organization or the account",
                "SELECT COUNT(*) FROM memberships m
                 JOIN organizations o ON o.id = m.org_id JOIN users u ON u.id = m.user_id
                 WHERE m.joined_at < o.created_at OR m.joined_at < u.created_at OR m.last_active_at < m.joined_at",
            ),
            (
                "a key whose creator is no owner",
                "SELECT COUNT(*) FROM api_keys k
                 WHERE NOT EXISTS (SELECT 1 FROM memberships m
                                   WHERE m.org_id = k.org_id AND m.user_id = k.created_by AND m.role = 'owner')",
            ),
        ] {
            assert_eq!(count(&t, sql).await, 0, "{what}");
        }
        let emails = texts(&t, "SELECT email FROM users").await;
        assert!(emails.iter().all(|email| Email::parse("email", email).unwrap().key() == email));
        assert!(emails.iter().all(|email| email.ends_with(".example")));
        let now = t.now().0;
        let mut tx = t.db.read().await.unwrap();
        for table in ["audit_events WHERE at", "memberships WHERE joined_at", "invitations WHERE created_at"] {
            let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table} > $1"));
            assert_eq!(fetch_one!(tx, (i64,), sql, now).unwrap().0, 0, "{table} in the future");
        }
        drop(tx);
        t
    })
    .await;
}

#[tokio::test]
async fn every_state_occurs() {
    on_both(|t| async move {
        small(&t).await;
        let now = t.now().0;
        let mut tx = t.db.read().await.unwrap();
        for sql in [
            "SELECT COUNT(*) FROM memberships WHERE status = 'suspended' AND joined_at < $1",
            "SELECT COUNT(*) FROM memberships WHERE role NOT IN ('owner', 'admin', 'member') AND joined_at < $1",
            "SELECT COUNT(*) FROM roles WHERE name = 'member' AND created_at < $1",
            "SELECT COUNT(*) FROM projects WHERE environment_count > 0 AND created_at < $1",
            "SELECT COUNT(*) FROM api_keys WHERE NOT enabled AND created_at < $1",
            "SELECT COUNT(*) FROM api_keys WHERE expires_at < $1",
            "SELECT COUNT(*) FROM api_keys WHERE revoked_at < $1",
            "SELECT COUNT(*) FROM api_keys WHERE project_id IS NOT NULL AND created_at < $1",
            "SELECT COUNT(*) FROM api_keys
             WHERE enabled AND revoked_at IS NULL AND expires_at IS NULL AND last_used_at < $1 - 90 * 86400000000",
            "SELECT COUNT(*) FROM invitations WHERE status = 'pending' AND expires_at > $1",
            "SELECT COUNT(*) FROM invitations WHERE status = 'pending' AND expires_at < $1",
            "SELECT COUNT(*) FROM invitations WHERE status = 'accepted' AND created_at < $1",
            "SELECT COUNT(*) FROM invitations WHERE status = 'declined' AND created_at < $1",
            "SELECT COUNT(*) FROM invitations WHERE status = 'revoked' AND created_at < $1",
            "SELECT COUNT(*) FROM invitations WHERE status = 'expired' AND created_at < $1",
            "SELECT COUNT(*) FROM join_codes WHERE use_count = max_uses AND created_at < $1",
            "SELECT COUNT(*) FROM join_codes WHERE use_count > 0 AND max_uses IS NULL AND created_at < $1",
            "SELECT COUNT(*) FROM join_codes WHERE expires_at < $1",
            "SELECT COUNT(*) FROM join_codes WHERE revoked_at < $1",
        ] {
            assert!(fetch_one!(tx, (i64,), sql, now).unwrap().0 > 0, "{sql}");
        }
        let today = Timestamp(now).day();
        let (days,) =
            fetch_one!(tx, (i64,), "SELECT COUNT(DISTINCT day) FROM usage_days WHERE day < $1", today).unwrap();
        assert_eq!(days, 365, "a year of usage");
        let (oldest,) = fetch_one!(tx, (i64,), "SELECT MIN(at) FROM audit_events").unwrap();
        assert!(oldest < now - 300 * DAY, "a year of events");
        drop(tx);
        t
    })
    .await;
}

#[tokio::test]
async fn a_database_with_users_is_refused_and_stays_as_it_is() {
    on_both(|t| async move {
        t.person("Ana").await;
        let error = seed(&t, &system(), &Plan::sized(1, 1).unwrap(), |_| {}).await.unwrap_err();
        assert!(error.to_string().contains("has users already"), "{error}");
        assert_eq!(count(&t, "SELECT COUNT(*) FROM organizations").await, 0);
        t
    })
    .await;
}

#[tokio::test]
async fn join_codes_and_invitations_can_be_read_and_the_password_works() {
    on_both(|t| async move {
        let report = small(&t).await;
        let credentials = contract::accounts::Credentials {
            email: report.administrator.clone(),
            password: report.password.clone(),
        };
        let user = crate::accounts::sign_in(&t, &request_info(), credentials).await.unwrap();
        let token = crate::secret::new_user_token(&t.context);
        let mut tx = t.db.write().await.unwrap();
        let id = tx.new_id();
        crate::db::execute!(
            tx,
            "INSERT INTO user_tokens (id, user_id, name, digest, last_four, created_at) VALUES ($1, $2, 'test', $3, 'last', 0)",
            id,
            user.id.as_str(),
            crate::secret::digest(&token).as_slice()
        )
        .unwrap();
        tx.commit().await.unwrap();
        let actor = Actor::bearer(&token, request_info());
        let mine = organizations::list(&t, &actor, OrganizationFilter::default(), PageRequest::default()).await.unwrap();
        assert_eq!(mine.data.len(), 1, "the administrator owns the first organization");
        let org = OrgRef::Id(mine.data[0].id);
        let codes = join_codes::list(&t, &actor, &org, PageRequest::default()).await.unwrap();
        let statuses: BTreeSet<_> = codes.data.iter().map(|code| code.status.as_str()).collect();
        assert_eq!(statuses, BTreeSet::from(["active", "expired", "revoked", "used_up"]));
        let found = invitations::list(&t, &actor, &org, None, PageRequest::default()).await.unwrap();
        assert!(found.data.len() > 6);
        t
    })
    .await;
}

#[tokio::test]
async fn the_credentials_of_the_bench_report_work() {
    on_both(|t| async move {
        let plan = Plan::bench_of([(8, 12, 0), (30, 18, 0), (90, 6, 25)], 7);
        let report = seed(&t, &system(), &plan, |_| {}).await.unwrap();
        assert_eq!((report.api_keys, report.sessions), (36, 25));
        let bench = report.bench.unwrap();
        assert_eq!(bench.organizations.iter().map(|org| org.members).collect::<Vec<_>>(), [8, 30, 90]);
        for org in &bench.organizations {
            let owner = Actor::bearer(&org.owner.token, request_info());
            let by_slug = OrgRef::Slug(org.slug.clone());
            let counted = PageRequest { include_total: true, ..Default::default() };
            let page = members::list(&t, &owner, &by_slug, MemberFilter::default(), counted).await.unwrap();
            assert_eq!(page.total, Some(i64::try_from(org.members).unwrap()));
            members::read(&t, &owner, &OrgRef::Id(org.id), &org.member_id).await.unwrap();
            assert!(!org.api_keys.is_empty());
            for key in &org.api_keys {
                let actor = Actor::bearer(&key.key, request_info());
                let asked = VerifyKey { key: org.api_keys[0].key.clone(), permission: None, project: None };
                let verdict = api_keys::verify(&t, &actor, asked).await.unwrap();
                assert_eq!((verdict.valid, verdict.code), (true, KeyVerdict::Ok));
            }
        }
        let everywhere = bench.everywhere.unwrap();
        let actor = Actor::bearer(&everywhere.token, request_info());
        let mine =
            organizations::list(&t, &actor, OrganizationFilter::default(), PageRequest::default()).await.unwrap();
        assert_eq!((mine.data.len(), bench.everywhere_organizations), (7, 7));
        assert_eq!(bench.sessions.len(), 25);
        for cookie in &bench.sessions {
            let id = data_encoding::BASE64URL_NOPAD.decode(cookie.as_bytes()).unwrap();
            let listed = sessions::list(&t, &Actor::session(&id, request_info())).await.unwrap();
            assert!(listed.iter().any(|session| session.current));
            assert!(sessions::store_load(&t, &crate::secret::digest_bytes(&id)).await.unwrap().is_some());
        }
        assert!(!bench.emails.is_empty());
        t
    })
    .await;
}
