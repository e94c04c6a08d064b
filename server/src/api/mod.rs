//! The native API under `/api/v1`: one file a feature, each with its routes and their part of the OpenAPI document.
//!
//! A handler decodes, calls one operation of `service`, and encodes. Rules, rights and validation are not here.
//!
//! To add a call: a handler with `#[utoipa::path]` in its feature's file, its name in that file's `routes!` list, and its
//! row in `server/tests/api/matrix/operations.rs`. Status codes that every call shares are added by [`docs`].

mod administration;
mod api_keys;
mod audit_events;
mod audit_export;
mod bulk_invitations;
pub mod docs;
pub mod extract;
mod idempotency;
mod identity;
mod invitations;
mod join_codes;
mod members;
mod organizations;
mod ownership;
mod permissions;
pub mod problem;
mod projects;
mod reference;
mod roles;
mod usage;
mod versions;

use std::sync::LazyLock;

use axum::{
    Extension, Router,
    middleware::{from_fn, from_fn_with_state},
};
use contract::{Page, PageRequest};
use http::StatusCode;
use service::Services;
use utoipa_axum::router::OpenApiRouter;

use crate::admin::AdminToken;

/// Where the API lives.
const PREFIX: &str = "/api/v1";

/// All calls, without what is around them; see [`router`].
pub fn routes() -> OpenApiRouter<Services> {
    let calls = OpenApiRouter::new()
        .merge(identity::routes())
        .merge(organizations::routes())
        .merge(ownership::routes())
        .merge(usage::routes())
        .merge(permissions::routes())
        .merge(members::routes())
        .merge(invitations::routes())
        .merge(bulk_invitations::routes())
        .merge(join_codes::routes())
        .merge(roles::routes())
        .merge(projects::routes())
        .merge(api_keys::routes())
        .merge(audit_events::routes())
        .merge(administration::routes())
        // Without a body here, so that the layers write the problem document.
        .fallback(|| async { StatusCode::NOT_FOUND });
    OpenApiRouter::new().nest(PREFIX, calls)
}

/// The complete OpenAPI 3.1 document.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    docs::complete(routes().into_openapi())
}

/// The routes with their state and their error documents. Session and actor are put around it by the caller.
pub fn router(services: Services, admin: AdminToken) -> Router {
    CALLS
        .clone()
        .layer(from_fn_with_state(services.clone(), idempotency::layer))
        .layer(from_fn(versions::layer))
        .layer(from_fn(problem::layer))
        .layer(Extension(admin))
        .with_state(services)
}

/// The routes and their document, made once in a process: collecting the document's schemas takes longer than all the rest of
/// a router, of which the tests make hundreds.
static CALLS: LazyLock<Router<Services>> = LazyLock::new(|| {
    let (calls, document) = routes().split_for_parts();
    calls.merge(docs::routes(docs::complete(document))).merge(reference::routes())
});

/// A list that is short by its nature, in the form of every list.
fn whole<T>(data: Vec<T>) -> Page<T> {
    Page { data, next_cursor: None, total: None }
}

/// Declares the query of a list: its own filters and the page.
macro_rules! list_query {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        struct $name {
            $($(#[$field_doc])* #[serde(default)] $field: $kind,)*
            /// How many rows, 1–200; 50 when absent.
            #[param(minimum = 1, maximum = 200, default = 50)]
            limit: Option<u32>,
            /// Where to go on, from the `next_cursor` of the page before.
            cursor: Option<String>,
            /// Count the rows of all pages too.
            #[serde(default)]
            #[param(default = false)]
            include_total: bool,
        }

        impl $name {
            fn page(&self) -> contract::PageRequest {
                $crate::api::page(self.limit, self.cursor.as_deref(), self.include_total)
            }
        }
    };
}
use list_query;

fn page(limit: Option<u32>, cursor: Option<&str>, include_total: bool) -> PageRequest {
    PageRequest { limit, cursor: cursor.map(str::to_owned), include_total }
}
