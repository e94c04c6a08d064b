//! What crosses a boundary: the types that the service layer, the native API, the console and the browser share.
//!
//! No input or output happens here and nothing needs the server, so the crate also compiles to Wasm.
//! A feature adds one module with its request and response types; a request type has a `validate()` that lists
//! every fault at once, and the browser runs the same function before it sends anything.
#![warn(missing_docs)]

pub mod accounts;
pub mod administration;
pub mod api_keys;
pub mod audit_log;
pub mod error;
pub mod ids;
pub mod invitations;
pub mod join_codes;
pub mod members;
pub mod organizations;
pub mod ownership;
pub mod packed;
pub mod page;
pub mod permissions;
pub mod projects;
pub mod roles;
pub mod sessions;
pub mod surface_names;
pub mod time;
pub mod usage;
pub mod validate;

pub use error::{ApiError, FieldError};
pub use ids::*;
pub use packed::Packed;
pub use page::{OffsetPage, OffsetRequest, Page, PageRequest};
pub use permissions::{Permission, PermissionSet};
pub use time::Timestamp;
