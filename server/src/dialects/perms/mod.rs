//! perms.io "Organizations & Projects": REST under `/organisation-service/v1` and gRPC under two service names.
//!
//! `calls` has one function an RPC, from the request message to the answer message; `rest` and `grpc` carry both over
//! their wire. The messages are those of `server/proto/permio`.
//!
//! To add a call: its function in `calls`, its line in `rest` and in `grpc`, the shape of a new answer in `shapes`.

mod calls;
mod error;
mod grpc;
mod names;
mod requests;
mod rest;
mod shapes;

pub use error::{Status, bare};
pub use grpc::methods;
pub use rest::routes;

use contract::ApiError;
use service::{Actor, Error, Services, principals};

use names::Need;

/// What every call works with: the service layer, and who calls.
#[derive(Clone)]
struct Call {
    services: Services,
    actor: Actor,
}

impl Call {
    /// Lets a request in that carries a good credential. Whatever the request says is looked at after.
    async fn admit(services: Services, actor: Actor) -> Result<Self, Status> {
        let call = Self { services, actor };
        principals::identify(&call.services, &call.actor).await.map_err(|error| call.fails(error))?;
        Ok(call)
    }

    /// The status of an error for which no permission is to be named.
    fn fails(&self, error: Error) -> Status {
        Status::of(error.public(&self.actor.request().request_id))
    }

    /// The status of an error of an operation that needs something: a refusal names it.
    fn refuses(&self, need: &Need, error: Error) -> Status {
        let out_of_scope = matches!(error, Error::OutOfScope(_));
        match error.public(&self.actor.request().request_id) {
            ApiError::PermissionDenied(_) | ApiError::UserRequired => Status::denied(need),
            _ if out_of_scope => Status::denied(need),
            other => Status::of(other),
        }
    }
}
