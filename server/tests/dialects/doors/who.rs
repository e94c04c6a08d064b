//! Everybody who may call, and what is called upon. The people and keys are those of the native API's matrix; keys of another
//! organization come on top.

use contract::{OrgRef, permissions::system_role};
use serde_json::json;
use service::{
    api_keys::{NewApiToken, ProjectAccess, mint_api_token, mint_integration_key, mint_project_key},
    testing::{Person, TestServices},
};

use super::principals::{self, Standing, Targets, names};
use crate::client::{Api, Client};

/// What kind of credential somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    None,
    Person,
    NativeKey,
    ProjectKey,
    OrganizationKey,
    ApiToken,
    IntegrationKey,
}

impl Credential {
    fn of(token: Option<&str>) -> Self {
        let kinds = [
            ("ut_", Self::Person),
            ("ghk_", Self::NativeKey),
            ("pk_", Self::ProjectKey),
            ("permit_key_", Self::OrganizationKey),
            ("ak_", Self::ApiToken),
            ("tke_", Self::IntegrationKey),
        ];
        let kind = |token: &str| kinds.iter().find(|(prefix, _)| token.starts_with(prefix)).map(|(_, kind)| *kind);
        token.and_then(kind).unwrap_or(Self::None)
    }
}

/// Somebody who calls.
pub struct Who {
    pub name: &'static str,
    /// The person's id, or what is nobody's.
    pub id: String,
    pub token: Option<String>,
    /// How this stands to the organization that is called upon.
    pub standing: Standing,
    /// What a key of another organization may do there.
    pub at_home: Option<Vec<&'static str>>,
    pub credential: Credential,
}

impl Who {
    fn new(name: &'static str, token: Option<String>, standing: Standing) -> Self {
        let credential = Credential::of(token.as_deref());
        Self { name, id: "usr_nobody".to_owned(), token, standing, at_home: None, credential }
    }

    /// Whether this has the role `owner` or `admin` by its name.
    pub fn acts_as_administrator(&self) -> bool {
        matches!(self.name, "admin" | "owner" | "integration key of an owner" | "integration key elsewhere")
    }
}

/// What the calls are done to.
#[derive(Clone)]
pub struct Things {
    /// The organization, as `org_` and hexadecimal digits.
    pub org: String,
    /// Its slug.
    pub slug: String,
    /// Its project `default`, as `proj_` and hexadecimal digits.
    pub project: String,
    /// Its project `harbour`.
    pub second_project: String,
    /// A member with the role `member`.
    pub member: String,
    /// A person outside, whom nothing else is about.
    pub outsider: Person,
    /// A pending invitation, hyphenated.
    pub invitation: String,
    /// The token of it, which is for the caller `invited`.
    pub token: String,
    /// A join code's id, hyphenated.
    pub join_code: String,
    /// A join code.
    pub code: String,
    /// The id of a role that nobody has, hyphenated.
    pub role: String,
    /// A project key of `default`.
    pub project_key: String,
    /// An integration key of the caller `owner`.
    pub integration_key: String,
}

/// An id as Adrifact and Tours print it.
pub fn hyphenated(id: &str) -> String {
    let digits = id.rsplit('_').next().unwrap_or_default();
    let at = |from: usize, to: usize| &digits[from..to];
    format!("{}-{}-{}-{}-{}", at(0, 8), at(8, 12), at(12, 16), at(16, 20), at(20, 32))
}

/// Makes everybody and everything.
pub async fn assemble(engine: &'static str) -> (TestServices, Things, Vec<Who>) {
    let (api, targets, principals) = principals::assemble(Api::new(engine).await).await;
    let mut everybody: Vec<Who> =
        principals.into_iter().map(|one| Who::new(one.name, one.token, one.standing)).collect();
    let owner = everybody.iter().find(|who| who.name == "owner").and_then(|who| who.token.clone()).unwrap();
    let things = things(&api, targets, &api.bearer(&owner)).await;
    for (name, token, held) in foreign_keys(&api).await {
        everybody.push(Who { at_home: Some(held), ..Who::new(name, Some(token), Standing::Outside) });
    }
    for who in everybody.iter_mut().filter(|who| who.credential == Credential::Person) {
        let token = who.token.as_deref().unwrap_or_default();
        who.id = api.bearer(token).get("/me").await.body["user"]["id"].as_str().unwrap_or("usr_nobody").to_owned();
    }
    (api.t, things, everybody)
}

async fn things(api: &Api, targets: Targets, owner: &Client) -> Things {
    let org = "/organizations/harbor-labs";
    let project = owner.get(&format!("{org}/projects/default")).await.text("/id");
    let role = owner.get(&format!("{org}/roles/{}", targets.role)).await.text("/id");
    let base = format!("/organisation-service/v1/organisation/{}/api-key", targets.org_id);
    let key = json!({ "project_name": "default", "name": "target" });
    let project_key = owner.send("POST", &base, Some(&key)).await.text("/api_key/id");
    let integration_key = owner.send("POST", "/api/api-keys", Some(&json!({ "name": "target" }))).await.text("/id");
    Things {
        project_key,
        integration_key,
        project,
        org: targets.org_id,
        slug: targets.org,
        second_project: targets.project_id,
        member: targets.user,
        outsider: api.person("Ugo").await.0,
        invitation: hyphenated(&targets.invitation),
        token: targets.token,
        join_code: hyphenated(&targets.join_code),
        code: targets.code,
        role: hyphenated(&role),
    }
}

/// A key of each kind with what it may do, all of an organization that has nothing to do with the one that is called upon.
async fn foreign_keys(api: &Api) -> Vec<(&'static str, String, Vec<&'static str>)> {
    let all = names(contract::PermissionSet::ALL);
    let (person, client) = api.person("Fred").await;
    let read = client.post("/organizations", json!({ "name": "Yonder" })).await;
    let (slug, id) = (read.text("/slug"), read.text("/id"));
    let (org, id) = (OrgRef::from(slug.as_str()), id.parse().unwrap());
    let (s, actor) = (&api.t.services, &person.actor);
    let native = json!({ "name": "native", "permissions": ["organization.read"] });
    let native = client.post(&format!("/organizations/{slug}/api-keys"), native).await.text("/key");
    let project = mint_project_key(s, actor, &org, &"default".into(), "pk", ProjectAccess::Full).await.unwrap().key;
    let token = mint_api_token(s, actor, &org, NewApiToken::default()).await.unwrap().key;
    let integration = mint_integration_key(s, actor, id, "mine", None).await.unwrap().key;
    vec![
        ("key elsewhere", native, vec!["organization.read"]),
        ("pk key elsewhere", project, names(ProjectAccess::Full.permissions())),
        ("organization key elsewhere", api.t.organization_key(id, &person).await, all.clone()),
        ("api-token elsewhere", token, names(system_role("admin").unwrap())),
        ("integration key elsewhere", integration, all),
    ]
}
