//! The keys of the compatibility surfaces, which are credentials on every surface.

use contract::{OrgRef, permissions::system_role};
use serde_json::json;
use service::{
    api_keys::{NewApiToken, ProjectAccess, mint_api_token, mint_integration_key, mint_project_key},
    testing::Person,
};

use super::principals::{Standing, enter, names};
use crate::world::{ORG, World};

/// Each kind with its standing, minted by `owner`.
pub async fn of_surfaces(world: &World, owner: &Person) -> Vec<(&'static str, String, Standing)> {
    let services = &world.api.t.services;
    let org = OrgRef::from("harbor-labs");
    let read = service::organizations::read(services, &owner.actor, &org).await.unwrap();
    let project = "default".into();
    let mut keys = Vec::new();
    for (name, access) in [("full pk key", ProjectAccess::Full), ("checking pk key", ProjectAccess::Check)] {
        let key = mint_project_key(services, &owner.actor, &org, &project, name, access).await.unwrap();
        keys.push((name, key.key, Standing::ProjectKey(names(access.permissions()))));
    }
    let key = world.api.t.organization_key(read.id, owner).await;
    keys.push(("organization key", key, Standing::Key(names(contract::PermissionSet::ALL))));
    let key = mint_api_token(services, &owner.actor, &org, NewApiToken::default()).await.unwrap();
    keys.push(("api-token", key.key, Standing::Key(names(system_role("admin").unwrap()))));
    let mine =
        async |who: &Person| mint_integration_key(services, &who.actor, read.id, "mine", None).await.unwrap().key;
    keys.push(("integration key of an owner", mine(owner).await, Standing::Key(names(contract::PermissionSet::ALL))));
    let (person, client) = world.api.person("Ines").await;
    enter(world, &client, &person.email, "member").await;
    let held = names(system_role("member").unwrap());
    keys.push(("integration key of a member", mine(&person).await, Standing::Key(held)));
    let (person, client) = world.api.person("Sina").await;
    enter(world, &client, &person.email, "member").await;
    keys.push(("integration key of a suspended one", mine(&person).await, Standing::Suspended));
    world.owner.patch(&format!("{ORG}/members/{}", person.id), json!({ "status": "suspended" })).await.ok();
    let (person, client) = world.api.person("Rudi").await;
    enter(world, &client, &person.email, "member").await;
    keys.push(("integration key of a removed one", mine(&person).await, Standing::Nobody));
    world.owner.delete(&format!("{ORG}/members/{}", person.id)).await.ok();
    keys
}
