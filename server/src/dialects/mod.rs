//! The wire formats of other products, one folder each, over the same service layer: decode, call one operation, encode.
//!
//! A surface has no rule and no SQL. What it needs and the service lacks goes into the service, for all surfaces. Each
//! folder has one file that maps [`contract::ApiError`] to the surface's body, and one table of its names for
//! permissions and roles.
//!
//! # Adding a surface
//! A variant of [`Surface`] with its prefixes, a folder with `routes()`, one `merge` in [`router`], and its `bare` in
//! [`Surface::bare_error`].

mod adrifact;
mod object;
mod permit;
pub mod perms;
pub mod teabar;
mod tours;

use axum::{
    Router,
    response::{IntoResponse, Response},
};
use contract::ApiError;
use http::{HeaderValue, StatusCode};
use service::Services;

use crate::{api::problem, rpc};

/// The door by which a request comes: it decides the body of an error, the rate limits, and what the audit log names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Surface {
    /// Pages and their server functions.
    Console,
    /// `/api/v1`.
    Native,
    /// `/admin/v1`.
    Admin,
    /// perms.io, REST and gRPC.
    Perms,
    /// Teabar, Connect and gRPC.
    Teabar,
    /// Permit `/v2`.
    Permit,
    /// Adrifact's RPC `/v1/organizations`.
    Adrifact,
    /// Tours REST under `/api`, beside the native API.
    Tours,
}

/// Prefixes, and the surface behind each; the first that fits counts.
const PREFIXES: [(&str, Surface); 13] = [
    ("/api/v1", Surface::Native),
    ("/api/openapi.json", Surface::Native),
    ("/api/organizations", Surface::Tours),
    ("/api/invitations", Surface::Tours),
    ("/api/api-keys", Surface::Tours),
    ("/api", Surface::Native),
    ("/admin/v1", Surface::Admin),
    ("/organisation-service", Surface::Perms),
    ("/permio.organisation.v1.OrganisationService", Surface::Perms),
    ("/organisation_service.v1.OrganisationService", Surface::Perms),
    ("/teabar.v1.OrganizationService", Surface::Teabar),
    ("/v1/organizations", Surface::Adrifact),
    ("/v2", Surface::Permit),
];

impl Surface {
    /// The surface of a path.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let under =
            |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        PREFIXES.iter().find(|(prefix, _)| under(prefix)).map_or(Self::Console, |(_, surface)| *surface)
    }

    /// As the audit log names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Native => "api",
            Self::Admin => "admin",
            Self::Perms => "perms",
            Self::Teabar => "teabar",
            Self::Permit => "permit",
            Self::Adrifact => "adrifact",
            Self::Tours => "tours",
        }
    }

    /// The surface's own body for a status that no handler wrote a body for: an unknown path, a wrong method, a body that is
    /// too long, a panic. `None` where the problem document of [`crate::problem`] is the surface's own.
    #[must_use]
    pub fn bare_error(self, status: StatusCode, detail: &str, request_id: &str) -> Option<Response> {
        match self {
            Self::Perms => Some(perms::bare(status, detail)),
            Self::Permit => Some(permit::error::bare(status, detail, request_id)),
            Self::Adrifact => Some(adrifact::error::bare(status, detail)),
            Self::Tours => Some(tours::bare(status, detail)),
            Self::Teabar => Some(teabar::bare(status, detail)),
            Self::Console | Self::Native | Self::Admin => None,
        }
    }

    /// The surface's own answer to an error that came up before its handlers, in the protocol that the request's type of
    /// content tells.
    #[must_use]
    pub fn refusal(self, error: ApiError, request_id: &str, content_type: Option<HeaderValue>) -> Response {
        let grpc = content_type.filter(rpc::is_grpc);
        match (self, grpc) {
            (Self::Perms, Some(kind)) => rpc::refusal(kind, &perms::Status::of(error).into()),
            (Self::Teabar, Some(kind)) => rpc::refusal(kind, &teabar::Failure::of(error, true).into()),
            (Self::Perms, None) => perms::Status::of(error).into_response(),
            (Self::Teabar, None) => teabar::Failure::of(error, true).into_response(),
            (Self::Permit, _) => permit::error::of(&error, None, request_id),
            (Self::Adrifact, _) => adrifact::error::of(&error, None),
            (Self::Tours, _) => tours::refusal(&error),
            (Self::Console | Self::Native | Self::Admin, _) => problem::of(error, request_id),
        }
    }
}

/// The routes of all surfaces, with their state.
pub fn router(services: Services) -> Router {
    Router::new()
        .merge(perms::routes())
        .merge(permit::routes())
        .merge(adrifact::routes())
        .merge(tours::routes())
        .with_state(services)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_its_surface() {
        for (path, surface) in [
            ("/api/v1/me", Surface::Native),
            ("/api/openapi.json", Surface::Native),
            ("/api/organizations/me", Surface::Tours),
            ("/api/invitations/ivt_x/accept", Surface::Tours),
            ("/api/api-keys", Surface::Tours),
            ("/admin/v1/users", Surface::Admin),
            ("/admin", Surface::Console),
            ("/admin/users", Surface::Console),
            ("/organisation-service/v1/organisation", Surface::Perms),
            ("/teabar.v1.OrganizationService/GetOrganization", Surface::Teabar),
            ("/v1/organizations/create", Surface::Adrifact),
            ("/v1/organizationsx", Surface::Console),
            ("/v2/orgs", Surface::Permit),
            ("/o/harbor", Surface::Console),
        ] {
            assert_eq!(Surface::of(path), surface, "{path}");
        }
    }
}
