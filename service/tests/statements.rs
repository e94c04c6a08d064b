//! Hot paths are a bounded number of statements, whatever the size of the organization. The numbers stand here: one that
//! grows needs a reason, one that grows with the data is a defect. The row lock of a write on PostgreSQL is one of them.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use contract::{
    OrgRef, PageRequest, Permission,
    api_keys::{ApiKeyFilter, NewApiKey, VerifyKey},
    members::{MemberFilter, MemberPatch},
    organizations::{NewOrganization, OrganizationFilter, PermissionCheck},
    roles::NewRole,
};
use service::{
    Actor, Services, api_keys, audit_log, members, organizations, projects, roles,
    testing::{Person, TestServices, on_both, request_info},
};
use std::collections::BTreeMap;

struct Counter<'a> {
    services: &'a Services,
    counts: BTreeMap<&'static str, u64>,
}

impl Counter<'_> {
    async fn count<T>(&mut self, name: &'static str, operation: impl Future<Output = service::Result<T>>) -> T {
        let before = self.services.statements();
        let result = operation.await.unwrap();
        self.counts.insert(name, self.services.statements() - before);
        result
    }
}

async fn measure(t: &TestServices, owner: &Person, other: &Person, size: usize) -> BTreeMap<&'static str, u64> {
    let new = NewOrganization { name: format!("Size {size}"), ..NewOrganization::default() };
    let organization = organizations::create(t, &owner.actor, new).await.unwrap();
    let org = OrgRef::from(organization.id);
    t.add_member(organization.id, &other.id, "member").await;
    for n in 0..size {
        let person = t.person(&format!("p{size}-{n}")).await;
        t.add_member(organization.id, &person.id, "member").await;
        let role = NewRole { name: format!("role {n}"), description: String::new(), permissions: Default::default() };
        roles::create(t, &owner.actor, &org, role).await.unwrap();
    }
    let mut c = Counter { services: t, counts: BTreeMap::new() };
    let (s, actor, page) = (&t.services, &owner.actor, PageRequest::default);

    c.count("organizations.read", organizations::read(s, actor, &org)).await;
    c.count("organizations.list", organizations::list(s, actor, OrganizationFilter::default(), page())).await;
    c.count("organizations.dashboard", organizations::dashboard(s, actor, &org, None)).await;
    let check = PermissionCheck { permission: Permission::UsersInvite, user_id: None, project: None };
    c.count("organizations.check_permission", organizations::check_permission(s, actor, &org, check)).await;
    c.count("members.list", members::list(s, actor, &org, MemberFilter::default(), page())).await;
    c.count("members.read", members::read(s, actor, &org, &other.id)).await;
    let patch = MemberPatch { role: Some("admin".to_owned()), status: None };
    c.count("members.update", members::update(s, actor, &org, &other.id, patch)).await;
    c.count("roles.list", roles::list(s, actor, &org)).await;
    c.count("projects.list", projects::list(s, actor, &org, None, page())).await;
    let new = NewApiKey {
        name: "counter".to_owned(),
        permissions: [Permission::ApiKeysList].into_iter().collect(),
        project: None,
        env: Default::default(),
        expires_at: None,
    };
    let key = c.count("api_keys.create", api_keys::create(s, actor, &org, new)).await.key;
    c.count("api_keys.list", api_keys::list(s, actor, &org, ApiKeyFilter::default(), page())).await;
    let by_key = Actor::bearer(&key, request_info());
    let verify = VerifyKey { key, permission: None, project: None };
    c.count("api_keys.verify", api_keys::verify(s, &by_key, verify)).await;
    c.count("audit_log.list", audit_log::list(s, actor, &org, Default::default(), page())).await;
    c.counts
}

#[tokio::test]
async fn the_number_of_statements_does_not_grow_with_the_organization() {
    on_both(|t| async move {
        let (owner, other) = (t.person("Owner").await, t.person("Other").await);
        let small = measure(&t, &owner, &other, 0).await;
        let large = measure(&t, &owner, &other, 60).await;
        assert_eq!(small, large);

        let lock = u64::from(t.engine == "postgres");
        // Resolving the credential to its rights is one statement in each of them; recording a change is three.
        let expected = BTreeMap::from([
            ("organizations.read", 2),
            ("organizations.list", 2),
            ("organizations.dashboard", 2),
            ("organizations.check_permission", 1),
            ("members.list", 2),
            ("members.read", 2),
            ("members.update", 9 + lock),
            ("roles.list", 3),
            ("projects.list", 2),
            ("api_keys.create", 5 + lock),
            ("api_keys.list", 2),
            ("api_keys.verify", 2),
            ("audit_log.list", 2),
        ]);
        assert_eq!(small, expected, "{}", t.engine);
        t
    })
    .await;
}
