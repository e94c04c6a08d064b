//! The console's server functions, with what they need. A new one gets its row here; `coverage` fails until it has one.
//!
//! Forms send texts, so bodies are objects of texts, lists of texts, and true or false.

use serde_json::{Value, json};

use super::{
    operations::{
        Needs::{self, Credential, Membership, Nothing, Permission, Person, Sight, SuperAdmin},
        Operation,
    },
    principals::Targets,
};

const fn function(path: &'static str, needs: Needs, body: fn(&Targets) -> Value) -> Operation {
    Operation { method: "POST", path, query: "", needs, body: Some(body), link: None }
}

/// A function that reads the token of a mailed link, which the server keeps in a cookie.
const fn linked(path: &'static str, needs: Needs, page: &'static str) -> Operation {
    Operation { method: "POST", path, query: "", needs, body: Some(nothing), link: Some(page) }
}

/// As [`linked`], with a body.
const fn answered(path: &'static str, needs: Needs, page: &'static str, body: fn(&Targets) -> Value) -> Operation {
    Operation { method: "POST", path, query: "", needs, body: Some(body), link: Some(page) }
}

/// The invitation that the page showed.
fn invitation_shown(t: &Targets) -> Value {
    json!({ "shown": app::ssr::shown_mark(&t.token) })
}

fn nothing(_: &Targets) -> Value {
    json!({})
}

fn org(t: &Targets) -> Value {
    json!({ "org": t.org })
}

fn project(t: &Targets) -> Value {
    json!({ "org": t.org, "project": t.project })
}

fn role(t: &Targets) -> Value {
    json!({ "org": t.org, "role": t.role })
}

fn user(t: &Targets) -> Value {
    json!({ "org": t.org, "user": t.user })
}

fn key(t: &Targets) -> Value {
    json!({ "org": t.org, "id": t.key_id })
}

fn transfer(t: &Targets) -> Value {
    json!({ "org": t.org, "id": t.transfer })
}

fn invitation(t: &Targets) -> Value {
    json!({ "org": t.org, "id": t.invitation })
}

fn password() -> Value {
    json!("a long and quiet sentence")
}

/// All of them.
pub const FUNCTIONS: &[Operation] = &[
    // Frame
    function("/_fn/app/frame/rpc/read_page_context", Person, |_| json!({ "path": "/account" })),
    function("/_fn/app/frame/rpc/search_organization", Sight, |t| json!({ "org": t.org, "q": "a" })),
    function(
        "/_fn/app/frame/rpc/sign_in_again",
        Nothing,
        |_| json!({ "email": "nobody@example.com", "password": "wrong password" }),
    ),
    // Accounts
    function("/_fn/app/accounts/rpc/read_sign_in_visitor", Nothing, |_| json!({ "next": "/" })),
    function("/_fn/app/accounts/rpc/read_visitor", Nothing, nothing),
    function("/_fn/app/accounts/rpc/read_sign_up_offer", Nothing, |_| json!({ "next": "/" })),
    function(
        "/_fn/app/accounts/rpc/sign_in",
        Nothing,
        |_| json!({ "email": "nobody@example.com", "password": "wrong password" }),
    ),
    function(
        "/_fn/app/accounts/rpc/sign_up",
        Nothing,
        |_| json!({ "name": "Nina", "email": "nina@example.com", "password": password() }),
    ),
    function("/_fn/app/accounts/rpc/reauthenticate", Person, |_| json!({ "password": password() })),
    function("/_fn/app/accounts/rpc/switch_account", Nothing, nothing),
    function("/_fn/app/accounts/rpc/link_followed", Nothing, |_| json!({ "page": "reset" })),
    function("/_fn/app/accounts/rpc/request_password_reset", Nothing, |_| json!({ "email": "nobody@example.com" })),
    function("/_fn/app/accounts/rpc/reset_password", Nothing, |_| json!({ "password": password() })),
    function("/_fn/app/accounts/rpc/verify_email", Nothing, nothing),
    function("/_fn/app/accounts/rpc/resend_verification", Person, nothing),
    function("/_fn/app/accounts/account_rpc/read_personal", Person, nothing),
    function("/_fn/app/accounts/account_rpc/set_single_key_shortcuts", Person, |_| json!({ "on": "true" })),
    function("/_fn/app/accounts/account_rpc/read_ways", Person, nothing),
    function("/_fn/app/accounts/account_rpc/take_new_token", Person, nothing),
    function("/_fn/app/accounts/account_rpc/update_profile", Person, |_| json!({ "name": "Renamed" })),
    function(
        "/_fn/app/accounts/account_rpc/change_password",
        Person,
        |_| json!({ "current_password": "not the password", "new_password": password() }),
    ),
    function("/_fn/app/accounts/account_rpc/revoke_session", Person, |t| json!({ "id": t.session })),
    function("/_fn/app/accounts/account_rpc/revoke_other_sessions", Person, nothing),
    function("/_fn/app/accounts/account_rpc/create_token", Person, |_| json!({ "name": "laptop" })),
    function("/_fn/app/accounts/account_rpc/revoke_token", Person, |t| json!({ "id": t.token_id })),
    function("/_fn/app/setup/rpc/read_setup_state", Nothing, nothing),
    function(
        "/_fn/app/setup/rpc/set_up",
        Nothing,
        |_| json!({ "name": "Nina", "email": "nina@example.com", "password": password() }),
    ),
    // Organizations
    function("/_fn/app/organizations/mine_rpc/read_home", Credential, |_| json!({ "all": false })),
    function("/_fn/app/organizations/mine_rpc/accept_mine", Person, |t| json!({ "id": t.invitation })),
    function("/_fn/app/organizations/mine_rpc/decline_mine", Person, |t| json!({ "id": t.invitation })),
    function("/_fn/app/organizations/mine_rpc/restore_organization", Person, |t| json!({ "id": t.org })),
    function("/_fn/app/organizations/create_rpc/create_organization", Person, |_| json!({ "name": "Pier Nine" })),
    function("/_fn/app/organizations/overview_rpc/read_overview", Sight, |t| json!({ "org": t.org, "days": "30" })),
    function("/_fn/app/organizations/settings_rpc/read_organization", Permission("organization.read"), org),
    function(
        "/_fn/app/organizations/settings_rpc/update_organization",
        Permission("organization.update"),
        |t| json!({ "org": t.org, "name": "Renamed", "timezone": "UTC" }),
    ),
    function("/_fn/app/organizations/settings_rpc/leave_organization", Membership, org),
    function("/_fn/app/organizations/settings_rpc/preview_deletion", Permission("organization.delete"), org),
    function(
        "/_fn/app/organizations/settings_rpc/delete_organization",
        Permission("organization.delete"),
        |t| json!({ "org": t.org, "confirm": t.org, "force": true }),
    ),
    function("/_fn/app/usage/rpc/read_usage", Permission("billing.view"), |t| json!({ "org": t.org, "days": "30" })),
    function("/_fn/app/organizations/settings_rpc/list_deleted", Person, nothing),
    function("/_fn/app/organizations/settings_rpc/restore_organization", Person, org),
    // Ownership
    function("/_fn/app/ownership/rpc/list_ownership_offers", Membership, org),
    function(
        "/_fn/app/ownership/rpc/offer_ownership",
        Membership,
        |t| json!({ "org": t.org, "user": t.user, "keep_role": "admin" }),
    ),
    function("/_fn/app/ownership/rpc/accept_ownership", Membership, transfer),
    function("/_fn/app/ownership/rpc/end_ownership_offer", Membership, transfer),
    // Members
    function("/_fn/app/members/rpc/list_members", Permission("users.read"), org),
    function("/_fn/app/members/rpc/read_member", Permission("users.read"), user),
    function("/_fn/app/members/rpc/preview_removal", Permission("users.read"), user),
    function(
        "/_fn/app/members/rpc/change_role",
        Permission("users.update"),
        |t| json!({ "org": t.org, "user": t.user, "role": "auditor" }),
    ),
    function(
        "/_fn/app/members/rpc/set_member_status",
        Permission("users.update"),
        |t| json!({ "org": t.org, "user": t.user, "status": "suspended" }),
    ),
    function("/_fn/app/members/rpc/remove_member", Permission("users.delete"), user),
    function(
        "/_fn/app/members/rpc/preview_batch",
        Permission("users.update"),
        |t| json!({ "org": t.org, "what": "suspend", "users": t.user }),
    ),
    function(
        "/_fn/app/members/rpc/change_members",
        Permission("users.delete"),
        |t| json!({ "org": t.org, "what": "remove", "users": t.user }),
    ),
    // Invitations
    function(
        "/_fn/app/invitations/list_rpc/list_invitations",
        Permission("users.read"),
        |t| json!({ "org": t.org, "status": "pending" }),
    ),
    function("/_fn/app/invitations/list_rpc/take_sent", Membership, org),
    function("/_fn/app/invitations/list_rpc/roles_to_give", Sight, org),
    function(
        "/_fn/app/invitations/list_rpc/invite_people",
        Permission("users.invite"),
        |t| json!({ "org": t.org, "email": "nina@example.com", "role": "member" }),
    ),
    function(
        "/_fn/app/invitations/import_rpc/check_import",
        Permission("users.invite"),
        |t| json!({ "org": t.org, "list": "nina@example.com" }),
    ),
    function(
        "/_fn/app/invitations/import_rpc/import_people",
        Permission("users.invite"),
        |t| json!({ "org": t.org, "list": "nina@example.com,member" }),
    ),
    function("/_fn/app/invitations/list_rpc/resend_invitation", Permission("users.invite"), invitation),
    function("/_fn/app/invitations/list_rpc/revoke_invitation", Permission("users.invite"), invitation),
    linked("/_fn/app/invitations/accept_rpc/read_invitation", Nothing, "invite"),
    answered("/_fn/app/invitations/accept_rpc/accept_invitation", Person, "invite", invitation_shown),
    answered("/_fn/app/invitations/accept_rpc/decline_invitation", Person, "invite", invitation_shown),
    // Join codes
    function("/_fn/app/join_codes/list_rpc/list_join_codes", Permission("users.invite"), org),
    function(
        "/_fn/app/join_codes/list_rpc/create_join_code",
        Permission("users.invite"),
        |t| json!({ "org": t.org, "role": "member" }),
    ),
    function(
        "/_fn/app/join_codes/list_rpc/revoke_join_code",
        Permission("users.invite"),
        |t| json!({ "org": t.org, "id": t.join_code }),
    ),
    linked("/_fn/app/join_codes/join_rpc/read_code", Nothing, "join"),
    function("/_fn/app/join_codes/join_rpc/enter_code", Nothing, |t| json!({ "code": t.code })),
    function("/_fn/app/join_codes/join_rpc/forget_code", Nothing, nothing),
    answered(
        "/_fn/app/join_codes/join_rpc/join",
        Person,
        "join",
        |t| json!({ "shown": app::ssr::shown_mark(&t.code) }),
    ),
    // Roles
    function("/_fn/app/roles/rpc/list_roles", Permission("roles.read"), org),
    function("/_fn/app/roles/rpc/read_role", Permission("roles.read"), role),
    function("/_fn/app/roles/rpc/list_holders", Permission("users.read"), role),
    function(
        "/_fn/app/roles/rpc/create_role",
        Permission("roles.create"),
        |t| json!({ "org": t.org, "name": "reader", "permissions": ["users.read"] }),
    ),
    function(
        "/_fn/app/roles/rpc/update_role",
        Permission("roles.update"),
        |t| json!({ "org": t.org, "role": t.role, "name": t.role, "description": "Changed." }),
    ),
    function("/_fn/app/roles/rpc/delete_role", Permission("roles.delete"), role),
    // Projects
    function("/_fn/app/projects/rpc/list_projects", Permission("projects.read"), org),
    function("/_fn/app/projects/rpc/list_project_choices", Permission("projects.read"), org),
    function("/_fn/app/projects/rpc/read_project", Permission("projects.read"), project),
    function("/_fn/app/projects/rpc/list_project_keys", Permission("apiKeys.list"), project),
    function(
        "/_fn/app/projects/rpc/create_project",
        Permission("projects.create"),
        |t| json!({ "org": t.org, "name": "ferry" }),
    ),
    function(
        "/_fn/app/projects/rpc/update_project",
        Permission("projects.update"),
        |t| json!({ "org": t.org, "project": t.project, "name": t.project, "description": "Changed." }),
    ),
    function(
        "/_fn/app/projects/rpc/delete_project",
        Permission("projects.delete"),
        |t| json!({ "org": t.org, "project": t.project, "confirm": t.project, "force": true }),
    ),
    function("/_fn/app/projects/rpc/list_project_resources", Permission("projects.read"), project),
    function("/_fn/app/projects/rpc/list_project_access", Permission("roles.read"), org),
    // API keys
    function("/_fn/app/api_keys/rpc/list_keys", Permission("apiKeys.list"), org),
    function("/_fn/app/api_keys/rpc/take_created_key", Membership, org),
    function(
        "/_fn/app/api_keys/rpc/create_key",
        Permission("apiKeys.create"),
        |t| json!({ "org": t.org, "name": "worker", "env": "live", "expires": "90" }),
    ),
    function(
        "/_fn/app/api_keys/rpc/rename_key",
        Permission("apiKeys.create"),
        |t| json!({ "org": t.org, "id": t.key_id, "name": "renamed" }),
    ),
    function("/_fn/app/api_keys/rpc/switch_key", Permission("apiKeys.revoke"), key),
    function("/_fn/app/api_keys/rpc/rotate_key", Permission("apiKeys.create"), key),
    function("/_fn/app/api_keys/rpc/revoke_key", Permission("apiKeys.revoke"), key),
    // Audit log
    function("/_fn/app/audit_log/rpc/list_events", Permission("audit.read"), org),
    function("/_fn/app/audit_log/rpc/read_chain", Permission("audit.read"), org),
    // Administration
    function("/_fn/app/outbox/rpc/list_outbox", SuperAdmin, nothing),
    function("/_fn/app/administration/rpc/list_instance_organizations", SuperAdmin, nothing),
    function("/_fn/app/administration/rpc/list_deleted_organizations", SuperAdmin, nothing),
    function("/_fn/app/administration/rpc/list_instance_users", SuperAdmin, nothing),
    function("/_fn/app/administration/rpc/read_instance_user", SuperAdmin, |t| json!({ "user": t.user })),
    function(
        "/_fn/app/administration/rpc/change_instance_user",
        SuperAdmin,
        |t| json!({ "user": t.user, "disabled": "true" }),
    ),
    function("/_fn/app/administration/rpc/end_user_sessions", SuperAdmin, |t| json!({ "user": t.user })),
    function("/_fn/app/administration/rpc/read_counts", SuperAdmin, nothing),
    function("/_fn/app/administration/rpc/read_instance", SuperAdmin, nothing),
];
