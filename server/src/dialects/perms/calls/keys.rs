//! Keys of projects.

use buffa_types::google::protobuf::Empty;
use contract::{Permission, api_keys::ApiKey};
use service::api_keys::{self, ProjectAccess};

use super::{Answer, time};
use crate::{
    dialects::perms::{
        Call,
        names::{self, Need},
        requests::{self, Check as _},
    },
    rpc::proto::{pagination::PaginationResponse, permio::organisation::v1 as pb},
};

/// `CreateAPIKey`.
pub async fn create_api_key(c: Call, r: pb::CreateAPIKeyRequest) -> Answer<pb::CreateAPIKeyResponse> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let need = Need::in_project(Permission::ApiKeysCreate, org, &r.project_name);
    let project = names::project(&r.project_name);
    let access = names::access(r.access).unwrap_or(ProjectAccess::Check);
    let made = api_keys::mint_project_key(&c.services, &c.actor, &org.into(), &project, &r.name, access).await;
    let made = made.map_err(|error| c.refuses(&need, error))?;
    let key = key(made.api_key, Some(made.key));
    Ok(pb::CreateAPIKeyResponse { api_key: key.into(), ..Default::default() })
}

/// `ListAPIKeys`.
pub async fn list_api_keys(c: Call, r: pb::ListAPIKeysRequest) -> Answer<pb::ListAPIKeysResponse> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let need = Need::in_organisation(Permission::ApiKeysList, org);
    let (project, search) = (names::project(&r.project_name), r.search.as_deref());
    let page = requests::page(r.pagination.as_option());
    let list = api_keys::list_of_project(&c.services, &c.actor, &org.into(), &project, search, page).await;
    let list = list.map_err(|error| c.refuses(&need, error))?;
    let next = PaginationResponse { next_cursor: list.next_cursor.unwrap_or_default(), ..Default::default() };
    Ok(pb::ListAPIKeysResponse {
        api_keys: list.data.into_iter().map(|row| key(row, None)).collect(),
        pagination: next.into(),
        ..Default::default()
    })
}

/// `InvalidateAPIKey`.
pub async fn invalidate_api_key(c: Call, r: pb::InvalidateAPIKeyRequest) -> Answer<Empty> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let id = names::key(&r.id)?;
    let need = Need::in_project(Permission::ApiKeysRevoke, org, &r.project_name);
    let project = names::project(&r.project_name);
    let revoked = api_keys::revoke_of_project(&c.services, &c.actor, &org.into(), &project, id).await;
    revoked.map_err(|error| c.refuses(&need, error))?;
    Ok(Empty::default())
}

/// A key, with its secret when it has just been made.
fn key(key: ApiKey, secret: Option<String>) -> pb::APIKey {
    pb::APIKey {
        id: key.id.uuid().to_string(),
        key: secret.unwrap_or_else(|| names::masked(&key)),
        created_at: time(key.created_at).into(),
        invalidated: key.status == "revoked",
        access: names::access_of(&key).into(),
        name: key.name,
        ..Default::default()
    }
}
