//! Teabar's `teabar.v1.OrganizationService`, as `contracts/teabar-connect.md` has it: Connect with JSON and binary messages, gRPC
//! and gRPC-Web, all on the same path.
//!
//! `front` keeps the rules of the wire and checks the credential; a call is a function from its request message to its answer
//! message in `organizations`, `projects` or `members`.

mod error;
mod front;
mod members;
mod names;
mod organizations;
mod projects;
mod shapes;

use std::sync::Arc;

use buffa_types::google::protobuf::Empty;
use connectrpc::{ConnectError, RequestContext, Response, ServiceRequest, ServiceResult};
use contract::ApiError;
use service::{Actor, Services, principals::Principal};

pub use error::{Failure, bare};
pub use front::routes;

use crate::rpc::proto::teabar::v1::{
    CreateOrganizationRequest, CreateProjectRequest, DeleteOrganizationRequest, DeleteProjectRequest,
    GetOrganizationRequest, GetProjectRequest, Invitation, InviteMemberRequest, ListMembersRequest,
    ListMembersResponse, ListOrganizationsRequest, ListOrganizationsResponse, ListProjectsRequest,
    ListProjectsResponse, Member, ORGANIZATION_SERVICE_SERVICE_NAME, Organization, OrganizationService, Project,
    RemoveMemberRequest, UpdateMemberRequest, UpdateOrganizationRequest, UpdateProjectRequest,
};

/// The service's full name, which is the prefix of its paths.
pub const NAME: &str = ORGANIZATION_SERVICE_SERVICE_NAME;

/// The calls, for the router of the crate.
pub fn methods(services: &Services) -> connectrpc::Router {
    connectrpc::Router::new().add_service(Arc::new(Teabar { services: services.clone() }))
}

struct Teabar {
    services: Services,
}

/// What every call works with: the service layer, and who calls.
struct Call {
    services: Services,
    actor: Actor,
    principal: Principal,
}

impl Call {
    /// What the outside may know of an error; the rest is logged under the request's id.
    fn public(&self, error: service::Error) -> ApiError {
        error.public(&self.actor.request().request_id)
    }
}

/// A request that `front` refuses, on its way through the crate, which knows how to write the answer.
#[derive(Clone)]
struct Refused(Failure);

impl Teabar {
    fn call(&self, context: &RequestContext) -> Result<Call, ConnectError> {
        let extensions = context.extensions();
        if let Some(Refused(failure)) = extensions.get::<Refused>() {
            return Err(failure.clone().into());
        }
        match (extensions.get::<Actor>(), extensions.get::<Principal>()) {
            (Some(actor), Some(principal)) => {
                Ok(Call { services: self.services.clone(), actor: actor.clone(), principal: principal.clone() })
            }
            _ => Err(Failure::of(ApiError::Unauthenticated, true).into()),
        }
    }
}

/// Each call: who calls, the function, the answer.
macro_rules! calls {
    ($($name:ident($request:ty) -> $answer:ty = $function:path;)*) => {
        $(
            async fn $name(
                &self,
                context: RequestContext,
                request: ServiceRequest<'_, $request>,
            ) -> ServiceResult<$answer> {
                Response::ok($function(&self.call(&context)?, request.to_owned_message()).await?)
            }
        )*
    };
}

#[expect(refining_impl_trait, reason = "the answers are named, which nobody but the router sees")]
impl OrganizationService for Teabar {
    calls! {
        create_organization(CreateOrganizationRequest) -> Organization = organizations::create;
        get_organization(GetOrganizationRequest) -> Organization = organizations::get;
        list_organizations(ListOrganizationsRequest) -> ListOrganizationsResponse = organizations::list;
        update_organization(UpdateOrganizationRequest) -> Organization = organizations::update;
        delete_organization(DeleteOrganizationRequest) -> Empty = organizations::delete;
        create_project(CreateProjectRequest) -> Project = projects::create;
        get_project(GetProjectRequest) -> Project = projects::get;
        list_projects(ListProjectsRequest) -> ListProjectsResponse = projects::list;
        update_project(UpdateProjectRequest) -> Project = projects::update;
        delete_project(DeleteProjectRequest) -> Empty = projects::delete;
        invite_member(InviteMemberRequest) -> Invitation = members::invite;
        list_members(ListMembersRequest) -> ListMembersResponse = members::list;
        update_member(UpdateMemberRequest) -> Member = members::update;
        remove_member(RemoveMemberRequest) -> Empty = members::remove;
    }
}
