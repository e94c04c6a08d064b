//! Whole messages, which are then broken.

use buffa::Message;
use rand::{RngExt, rngs::StdRng};
use serde_json::{Value, json};
use server::rpc::proto::{pagination as page, permio::organisation::v1 as perms, teabar::v1 as teabar};

use super::Form;
use crate::client::Api;

/// A call that would be right.
pub struct Call {
    pub path: String,
    pub json: String,
    pub binary: Vec<u8>,
    /// Whether it changes nothing, so that it succeeds any number of times.
    pub reads: bool,
}

impl Call {
    /// Whether a form can carry it: perms.io has no calls by GET.
    pub fn fits(&self, form: Form) -> bool {
        form != Form::ConnectGet || self.reads && self.path.starts_with(TEABAR)
    }
}

/// Calls of all services, by somebody who may make them.
pub struct Calls {
    pub token: String,
    calls: Vec<Call>,
}

const TEABAR: &str = "/teabar.v1.OrganizationService";
const PERMS: [&str; 2] =
    ["/permio.organisation.v1.OrganisationService", "/organisation_service.v1.OrganisationService"];

impl Calls {
    pub async fn new(api: &Api) -> Self {
        let (olga, client) = api.person("Olga").await;
        let (path, message) = (format!("{TEABAR}/CreateOrganization"), json!({ "name": "northwind" }));
        let org = client.send("POST", &path, Some(&message)).await.text("/id");
        let mut calls = teabar(&org);
        for service in PERMS {
            calls.extend(perms(service, &org, olga.id.as_str()));
        }
        Self { token: olga.token, calls }
    }

    pub fn all(&self) -> &[Call] {
        &self.calls
    }

    /// One that the form can carry.
    pub fn any(&self, dice: &mut StdRng, form: Form) -> &Call {
        loop {
            let call = &self.calls[dice.random_range(0..self.calls.len())];
            if call.fits(form) {
                return call;
            }
        }
    }
}

fn call(service: &str, method: &str, reads: bool, json: &Value, message: &impl Message) -> Call {
    Call { path: format!("{service}/{method}"), json: json.to_string(), binary: message.encode_to_vec(), reads }
}

fn teabar(org: &str) -> Vec<Call> {
    use teabar::{
        CreateOrganizationRequest, CreateProjectRequest, GetOrganizationRequest, InviteMemberRequest,
        ListMembersRequest, ListOrganizationsRequest, UpdateMemberRequest, UpdateOrganizationRequest,
    };
    let organization_id = org.to_owned();
    let text = str::to_owned;
    let create = json!({ "name": "southwind", "displayName": "Süd", "billingEmail": "pay@example.com" });
    let update = json!({ "organizationId": org, "displayName": "Northwind Traders" });
    let project = json!({ "organizationId": org, "name": "site", "description": "The site" });
    let invite = json!({ "organizationId": org, "email": "bo@example.com", "role": "admin" });
    let members = json!({ "organizationId": org, "includeInvitations": true });
    let member = json!({ "organizationId": org, "userId": "usr_nobody", "role": "member" });
    vec![
        call(
            TEABAR,
            "CreateOrganization",
            false,
            &create,
            &CreateOrganizationRequest {
                name: text("southwind"),
                display_name: text("Süd"),
                billing_email: text("pay@example.com"),
                ..Default::default()
            },
        ),
        call(
            TEABAR,
            "GetOrganization",
            true,
            &json!({ "organizationId": org }),
            &GetOrganizationRequest { organization_id: organization_id.clone(), ..Default::default() },
        ),
        call(TEABAR, "ListOrganizations", true, &json!({}), &ListOrganizationsRequest::default()),
        call(
            TEABAR,
            "UpdateOrganization",
            false,
            &update,
            &UpdateOrganizationRequest {
                organization_id: organization_id.clone(),
                display_name: Some(text("Northwind Traders")),
                ..Default::default()
            },
        ),
        call(
            TEABAR,
            "CreateProject",
            false,
            &project,
            &CreateProjectRequest {
                organization_id: organization_id.clone(),
                name: text("site"),
                description: text("The site"),
                ..Default::default()
            },
        ),
        call(
            TEABAR,
            "InviteMember",
            false,
            &invite,
            &InviteMemberRequest {
                organization_id: organization_id.clone(),
                email: text("bo@example.com"),
                role: text("admin"),
                ..Default::default()
            },
        ),
        call(
            TEABAR,
            "ListMembers",
            true,
            &members,
            &ListMembersRequest {
                organization_id: organization_id.clone(),
                include_invitations: true,
                ..Default::default()
            },
        ),
        call(
            TEABAR,
            "UpdateMember",
            false,
            &member,
            &UpdateMemberRequest {
                organization_id,
                user_id: text("usr_nobody"),
                role: text("member"),
                ..Default::default()
            },
        ),
    ]
}

fn perms(service: &str, org: &str, user: &str) -> Vec<Call> {
    use perms::{
        CreateAPIKeyRequest, CreateOrganisationRequest, CreateProjectRequest, GetOrganisationRequest,
        GetProjectsForOrganisationRequest, GetUsageHistoryRequest,
    };
    let organisation_id = org.to_owned();
    let text = str::to_owned;
    let create = json!({ "name": "Northwind", "userId": user });
    let key =
        json!({ "organisationId": org, "projectName": "default", "name": "ci", "access": "API_KEY_ACCESS_CHECK" });
    let projects = json!({ "organisationId": org, "pagination": { "limit": 5 }, "search": "a" });
    let history = json!({ "organisationId": org, "days": 7 });
    let pagination = page::PaginationRequest { limit: Some(5), ..Default::default() };
    vec![
        call(
            service,
            "CreateOrganisation",
            false,
            &create,
            &CreateOrganisationRequest { name: text("Northwind"), user_id: text(user), ..Default::default() },
        ),
        call(
            service,
            "GetOrganisation",
            true,
            &json!({ "id": org }),
            &GetOrganisationRequest { id: organisation_id.clone(), ..Default::default() },
        ),
        call(
            service,
            "CreateProject",
            false,
            &json!({ "organisationId": org, "name": "training" }),
            &CreateProjectRequest {
                organisation_id: organisation_id.clone(),
                name: text("training"),
                ..Default::default()
            },
        ),
        call(
            service,
            "CreateAPIKey",
            false,
            &key,
            &CreateAPIKeyRequest {
                organisation_id: organisation_id.clone(),
                project_name: text("default"),
                name: text("ci"),
                access: perms::APIKeyAccess::API_KEY_ACCESS_CHECK.into(),
                ..Default::default()
            },
        ),
        call(
            service,
            "GetProjectsForOrganisation",
            true,
            &projects,
            &GetProjectsForOrganisationRequest {
                organisation_id: organisation_id.clone(),
                pagination: pagination.into(),
                search: Some(text("a")),
                ..Default::default()
            },
        ),
        call(
            service,
            "GetUsageHistory",
            true,
            &history,
            &GetUsageHistoryRequest { organisation_id, days: 7, ..Default::default() },
        ),
    ]
}
