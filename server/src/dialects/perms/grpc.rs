//! gRPC under both full names of the service, with the same messages.

use buffa::Message;
use connectrpc::{ConnectError, RequestContext, Response, Router, handler_fn};
use serde::{Serialize, de::DeserializeOwned};
use service::{Actor, RequestInfo, Services};

use super::{Call, calls, error::Status};

/// The names: that of the published client, and that of the document's TypeScript examples.
const NAMES: [&str; 2] = ["permio.organisation.v1.OrganisationService", "organisation_service.v1.OrganisationService"];

/// Adds the calls.
pub fn methods(router: Router, services: &Services) -> Router {
    NAMES.into_iter().fold(router, |router, name| {
        Named { router, name, services }
            .call("CreateOrganisation", calls::create_organisation)
            .call("GetOrganisation", calls::get_organisation)
            .call("UpdateOrganisation", calls::update_organisation)
            .call("SetUsersOrganisation", calls::set_users_organisation)
            .call("InviteUserToOrganisation", calls::invite_user_to_organisation)
            .call("GetUsersOrganisation", calls::get_users_organisation)
            .call("CreateAPIKey", calls::create_api_key)
            .call("ListAPIKeys", calls::list_api_keys)
            .call("InvalidateAPIKey", calls::invalidate_api_key)
            .call("CreateProject", calls::create_project)
            .call("GetProject", calls::get_project)
            .call("GetProjectsForOrganisation", calls::get_projects_for_organisation)
            .call("DeleteProject", calls::delete_project)
            .call("GetPrincipalUsageStats", calls::get_principal_usage_stats)
            .call("GetUsageHistory", calls::get_usage_history)
            .call("GetOrganisationDashboard", calls::get_organisation_dashboard)
            .call("RemoveUserFromOrganisation", calls::remove_user_from_organisation)
            .router
    })
}

/// The service under one of its names.
struct Named<'a> {
    router: Router,
    name: &'static str,
    services: &'a Services,
}

impl Named<'_> {
    fn call<Req, Res, Fut>(mut self, method: &str, call: fn(Call, Req) -> Fut) -> Self
    where
        Req: Message + DeserializeOwned + Send + 'static,
        Res: Message + Serialize + Send + 'static,
        Fut: Future<Output = Result<Res, Status>> + Send + 'static,
    {
        let services = self.services.clone();
        let handler = handler_fn(move |context: RequestContext, request: Req| {
            let services = services.clone();
            async move {
                let actor = context.extensions().get::<Actor>().cloned();
                let actor = actor.unwrap_or_else(|| Actor::anonymous(RequestInfo::default()));
                let admitted = Call::admit(services, actor).await.map_err(ConnectError::from)?;
                Response::ok(call(admitted, request).await.map_err(ConnectError::from)?)
            }
        });
        self.router = self.router.route::<_, Req, Res>(self.name, method, handler);
        self
    }
}
