//! perms.io: each call as REST and, under both names, as gRPC.

use serde_json::{Value, json};
use server::{dialects::Surface, rpc::proto::permio::organisation::v1 as pb};

use super::{
    super::call::{Call, Encode, Names, Wire},
    binary,
};
use crate::doors::{needs::Needs, who::Things};

/// A call: how it goes by REST and its two procedures, the field that names the organisation, what it needs and how a refusal
/// says so, and a message.
struct Row {
    rest: Wire,
    procedures: [&'static str; 2],
    encode: Encode,
    names: Names,
    needs: Needs,
    refusal: (&'static str, &'static str),
    message: fn(&Things) -> Value,
}

macro_rules! row {
    (
        $method:literal $path:literal, $name:literal $message:ident, $names:expr,
        $needs:expr, $permission:literal on $resource:literal, $body:expr
    ) => {
        Row {
            rest: Wire::Rest($method, concat!("/organisation-service/v1/organisation", $path)),
            procedures: [
                concat!("permio.organisation.v1.OrganisationService/", $name),
                concat!("organisation_service.v1.OrganisationService/", $name),
            ],
            encode: binary::<pb::$message>,
            names: $names,
            needs: $needs,
            refusal: ($permission, $resource),
            message: $body,
        }
    };
}

const ID: Names = Names::Field("id");
const ORGANISATION: Names = Names::Field("organisation_id");

const fn permission(name: &'static str) -> Needs {
    Needs::Permission(name)
}

#[rustfmt::skip]
const ROWS: [Row; 17] = [
    row!("POST" "", "CreateOrganisation" CreateOrganisationRequest, Names::Nothing,
        Needs::Person, "organisation.create" on "/organisation",
        |_| json!({ "name": "Pier Nine", "user_id": "{me}" })),
    row!("GET" "/{id}", "GetOrganisation" GetOrganisationRequest, ID,
        permission("organization.read"), "organisation.get" on "/organisation/{id}",
        |t| json!({ "id": t.org })),
    row!("PUT" "/{id}", "UpdateOrganisation" UpdateOrganisationRequest, ID,
        permission("organization.update"), "organisation.update" on "/organisation/{id}",
        |t| json!({ "id": t.org, "name": "Renamed" })),
    row!("POST" "/{id}/user", "SetUsersOrganisation" SetUsersOrganisationRequest, ID,
        Needs::SuperAdminWithin, "user.organisation.set" on "/user/{user_id}",
        |t| json!({ "id": t.org, "user_id": t.outsider.id, "email": t.outsider.email })),
    row!("GET" "/user", "GetUsersOrganisation" GetUsersOrganisationRequest, Names::Nothing,
        Needs::Belonging, "user.organisation.get" on "/user/",
        |_| json!({})),
    row!("POST" "/{organisation_id}/project", "CreateProject" CreateProjectRequest, ORGANISATION,
        permission("projects.create"), "project.create" on "/organisation/{organisation_id}",
        |t| json!({ "organisation_id": t.org, "name": "quay" })),
    row!("GET" "/{organisation_id}/project", "GetProject" GetProjectRequest, ORGANISATION,
        permission("projects.read"), "project.get" on "/organisation/{organisation_id}/project/{project_name}",
        |t| json!({ "organisation_id": t.org, "project_name": "default" })),
    row!("DELETE" "/{organisation_id}/project", "DeleteProject" DeleteProjectRequest, ORGANISATION,
        permission("projects.delete"), "project.delete" on "/organisation/{organisation_id}/project/{project_name}",
        |t| json!({ "organisation_id": t.org, "project_name": "harbour" })),
    row!("GET" "/{organisation_id}/projects", "GetProjectsForOrganisation" GetProjectsForOrganisationRequest, ORGANISATION,
        permission("projects.read"), "project.get" on "/organisation/{organisation_id}",
        |t| json!({ "organisation_id": t.org })),
    row!("POST" "/{organisation_id}/api-key", "CreateAPIKey" CreateAPIKeyRequest, ORGANISATION,
        Needs::Permissions(&["apiKeys.create", "organization.read", "projects.read"]), "apiKeys.create" on "/organisation/{organisation_id}/project/{project_name}",
        |t| json!({ "organisation_id": t.org, "project_name": "default", "name": "ci", "access": "API_KEY_ACCESS_CHECK" })),
    row!("GET" "/{organisation_id}/api-key", "ListAPIKeys" ListAPIKeysRequest, ORGANISATION,
        permission("apiKeys.list"), "apiKeys.list" on "/organisation/{organisation_id}",
        |t| json!({ "organisation_id": t.org, "project_name": "default" })),
    row!("DELETE" "/{organisation_id}/api-key/{id}", "InvalidateAPIKey" InvalidateAPIKeyRequest, ORGANISATION,
        permission("apiKeys.revoke"), "apiKeys.invalidate" on "/organisation/{organisation_id}/project/{project_name}",
        |t| json!({ "organisation_id": t.org, "project_name": "default", "id": t.project_key })),
    row!("POST" "/{organisation_id}/invite", "InviteUserToOrganisation" InviteUserToOrganisationRequest, ORGANISATION,
        permission("users.invite"), "organisation.user.invite" on "/organisation/{organisation_id}",
        |t| json!({ "organisation_id": t.org, "email": "new@example.com" })),
    row!("POST" "/{organisation_id}/user/{user_id}", "RemoveUserFromOrganisation" RemoveUserFromOrganisationRequest, ORGANISATION,
        permission("users.delete"), "organisation.user.remove" on "/organisation/{organisation_id}",
        |t| json!({ "organisation_id": t.org, "user_id": t.member })),
    row!("GET" "/{organisation_id}/dashboard", "GetOrganisationDashboard" GetOrganisationDashboardRequest, ORGANISATION,
        permission("dashboard.view"), "organisation.dashboard.view" on "/organisation/{organisation_id}",
        |t| json!({ "organisation_id": t.org })),
    row!("GET" "/{organisation_id}/principal-usage", "GetPrincipalUsageStats" GetPrincipalUsageStatsRequest, ORGANISATION,
        permission("billing.view"), "billing.view" on "/organisation/{organisation_id}",
        |t| json!({ "organisation_id": t.org })),
    row!("GET" "/{organisation_id}/usage-history", "GetUsageHistory" GetUsageHistoryRequest, ORGANISATION,
        permission("billing.view"), "billing.view" on "/organisation/{organisation_id}",
        |t| json!({ "organisation_id": t.org, "days": 7 })),
];

pub fn calls() -> Vec<Call> {
    let call = |row: &Row, wire| Call {
        surface: Surface::Perms,
        wire,
        needs: row.needs,
        names: row.names,
        message: row.message,
        refusal: Some(row.refusal),
    };
    let by_rest = ROWS.iter().map(|row| call(row, row.rest));
    let by_grpc = [0, 1]
        .into_iter()
        .flat_map(|name| ROWS.iter().map(move |row| call(row, Wire::Grpc(row.procedures[name], row.encode))));
    by_rest.chain(by_grpc).collect()
}
