//! Teabar: each call by Connect in JSON, and by gRPC on the same path.

use serde_json::{Value, json};
use server::{dialects::Surface, rpc::proto::teabar::v1 as pb};

use super::{
    super::call::{Call, Encode, Names, Wire},
    binary,
};
use crate::doors::{needs::Needs, who::Things};

type Row = (&'static str, Encode, Names, Needs, fn(&Things) -> Value);

macro_rules! row {
    ($name:literal $message:ident, $names:expr, $needs:expr, $body:expr) => {
        (concat!("teabar.v1.OrganizationService/", $name), binary::<pb::$message> as Encode, $names, $needs, $body)
    };
}

const ORG: Names = Names::Field("organizationId");
const PROJECT: Names = Names::Thing("projectId");

const fn permission(name: &'static str) -> Needs {
    Needs::Permission(name)
}

#[rustfmt::skip]
const ROWS: [Row; 14] = [
    row!("CreateOrganization" CreateOrganizationRequest, Names::Nothing, Needs::Person,
        |_| json!({ "name": "pier-nine" })),
    row!("GetOrganization" GetOrganizationRequest, ORG, permission("organization.read"),
        |t| json!({ "organizationId": t.org })),
    row!("ListOrganizations" ListOrganizationsRequest, Names::Nothing, Needs::OwnList,
        |_| json!({})),
    row!("UpdateOrganization" UpdateOrganizationRequest, ORG, permission("organization.update"),
        |t| json!({ "organizationId": t.org, "displayName": "Renamed" })),
    row!("DeleteOrganization" DeleteOrganizationRequest, ORG, permission("organization.delete"),
        |t| json!({ "organizationId": t.org, "force": true })),
    row!("CreateProject" CreateProjectRequest, ORG, permission("projects.create"),
        |t| json!({ "organizationId": t.org, "name": "quay" })),
    row!("GetProject" GetProjectRequest, PROJECT, permission("projects.read"),
        |t| json!({ "projectId": t.project })),
    row!("ListProjects" ListProjectsRequest, ORG, permission("projects.read"),
        |t| json!({ "organizationId": t.org })),
    row!("UpdateProject" UpdateProjectRequest, PROJECT, permission("projects.update"),
        |t| json!({ "projectId": t.project, "description": "All of it" })),
    row!("DeleteProject" DeleteProjectRequest, PROJECT, permission("projects.delete"),
        |t| json!({ "projectId": t.second_project, "force": true })),
    row!("InviteMember" InviteMemberRequest, ORG, permission("users.invite"),
        |t| json!({ "organizationId": t.org, "email": "new@example.com" })),
    row!("ListMembers" ListMembersRequest, ORG, permission("users.read"),
        |t| json!({ "organizationId": t.org, "includeInvitations": true })),
    row!("UpdateMember" UpdateMemberRequest, ORG, permission("users.update"),
        |t| json!({ "organizationId": t.org, "userId": t.member, "role": "member" })),
    row!("RemoveMember" RemoveMemberRequest, ORG, permission("users.delete"),
        |t| json!({ "organizationId": t.org, "userId": t.member })),
];

pub fn calls() -> Vec<Call> {
    let call = |row: &Row, wire| Call {
        surface: Surface::Teabar,
        wire,
        needs: row.3,
        names: row.2,
        message: row.4,
        refusal: None,
    };
    let by_connect = ROWS.iter().map(|row| call(row, Wire::Connect(row.0)));
    let by_grpc = ROWS.iter().map(|row| call(row, Wire::Grpc(row.0, row.1)));
    by_connect.chain(by_grpc).collect()
}
