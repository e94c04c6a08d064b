//! What the canonical permissions are called on the surfaces of other products, for the reference of permissions.

use crate::Permission;
use std::collections::BTreeMap;

/// The names of a permission by surface: `perms` and `adrifact` have names of their own, `tours` the canonical ones; `teabar`
/// and `permit` know roles only, so there it is the role that is needed. A surface without it is left out.
pub fn surface_names(permission: Permission) -> BTreeMap<String, String> {
    use Permission as P;
    let (perms, adrifact, teabar, permit) = match permission {
        P::OrganizationRead => (Some("organisation.get"), Some("org:view"), Some("member"), Some("any access")),
        P::OrganizationUpdate => (Some("organisation.update"), Some("org:manage"), Some("admin"), Some("admin")),
        P::OrganizationDelete => (None, None, Some("owner"), Some("owner")),
        P::UsersRead => (None, Some("members:view"), Some("member"), None),
        P::UsersInvite => (Some("organisation.user.invite"), Some("members:manage"), Some("admin"), None),
        P::UsersUpdate => (None, Some("members:manage"), Some("admin"), None),
        P::UsersDelete => (Some("organisation.user.remove"), Some("members:manage"), Some("admin"), None),
        P::ProjectsRead => (Some("project.get"), None, Some("member"), None),
        P::ProjectsCreate => (Some("project.create"), None, Some("admin"), None),
        P::ProjectsUpdate => (None, None, Some("admin"), None),
        P::ProjectsDelete => (Some("project.delete"), None, Some("admin"), None),
        P::ApiKeysList => (Some("apiKeys.list"), None, None, None),
        P::ApiKeysCreate => (Some("apiKeys.create"), Some("org:manage"), None, None),
        P::ApiKeysRevoke => (Some("apiKeys.invalidate"), None, None, None),
        P::DashboardView => (Some("organisation.dashboard.view"), None, None, Some("any access")),
        P::BillingView => (Some("billing.view"), None, None, None),
        P::RolesRead
        | P::RolesCreate
        | P::RolesUpdate
        | P::RolesDelete
        | P::AuditRead
        | P::WebhooksManage
        | P::WidgetsManage => (None, None, None, None),
    };
    [
        ("perms", perms),
        ("adrifact", adrifact),
        ("teabar", teabar),
        ("permit", permit),
        ("tours", Some(permission.name())),
    ]
    .into_iter()
    .filter_map(|(surface, name)| name.map(|name| (surface.to_owned(), name.to_owned())))
    .collect()
}
