"""The published perms.io SDK, with only its address and its credential changed.

Arguments: address, user token, id of the token's user. Prints nothing and ends with 0 when all is as documented.
"""

import sys

import grpc
from permio import Permio, PermioAuthError, PermioNotFoundError, PermioPermissionError, raw

url, token, user = sys.argv[1:4]
pb = raw.organisation_pb2
hall = Permio(project="default", api_key=token, base_url=url).organisations


def refused(kind, call, *fields):
    try:
        call(*fields)
    except kind as error:
        return error
    raise AssertionError(f"{call} was not refused with {kind.__name__}")


made = hall.CreateOrganisation(pb.CreateOrganisationRequest(name="Northwind Traders", user_id=user)).organisation
assert made.id.startswith("org_") and made.name == "Northwind Traders", made
assert [u.id for u in made.users] == [user], made.users
assert made.billing_customer.organisation_id == made.id, made.billing_customer
assert made.created_at.seconds > 0

found = hall.GetOrganisation(pb.GetOrganisationRequest(id=made.id)).organisation
assert found == made
renamed = hall.UpdateOrganisation(pb.UpdateOrganisationRequest(id=made.id, name="Northwind 2")).organisation
assert renamed.name == "Northwind 2"
assert hall.GetUsersOrganisation(pb.GetUsersOrganisationRequest()).organisation.id == made.id

project = hall.CreateProject(pb.CreateProjectRequest(organisation_id=made.id, name="production")).project
assert project.organisation_id == made.id and project.name == "production"
page = hall.GetProjectsForOrganisation(pb.GetProjectsForOrganisationRequest(organisation_id=made.id))
assert [p.name for p in page.projects] == ["default", "production"], page
assert page.pagination.next_cursor == ""

key = hall.CreateAPIKey(
    pb.CreateAPIKeyRequest(organisation_id=made.id, project_name="production", name="CI/CD Pipeline Key")
).api_key
assert key.key.startswith("pk_") and key.access == pb.API_KEY_ACCESS_FULL, key
listed = hall.ListAPIKeys(pb.ListAPIKeysRequest(organisation_id=made.id, project_name="production")).api_keys
assert [k.id for k in listed] == [key.id] and listed[0].key != key.key

# The SDK refuses keys that do not have the product's own shape before it sends anything.
by_key = Permio(project="production", api_key=key.key, base_url=url).organisations
assert by_key.GetOrganisation(pb.GetOrganisationRequest(id=made.id)).organisation.name == "Northwind 2"
denied = refused(PermioPermissionError, by_key.UpdateOrganisation, pb.UpdateOrganisationRequest(id=made.id, name="x"))
assert "missing required permission 'organisation.update' on resource '/organisation/" in str(denied), denied

hall.InviteUserToOrganisation(pb.InviteUserToOrganisationRequest(organisation_id=made.id, email="bo@example.com"))
dashboard = hall.GetOrganisationDashboard(pb.GetOrganisationDashboardRequest(organisation_id=made.id))
assert (dashboard.total_roles, dashboard.total_permissions, dashboard.total_users) == (3, 23, 1), dashboard
usage = hall.GetPrincipalUsageStats(pb.GetPrincipalUsageStatsRequest(organisation_id=made.id))
assert (usage.current_count, usage.included_count) == (2, 1000), usage
history = hall.GetUsageHistory(pb.GetUsageHistoryRequest(organisation_id=made.id, days=7)).history
assert len(history) == 7, history

hall.InvalidateAPIKey(pb.InvalidateAPIKeyRequest(organisation_id=made.id, project_name="production", id=key.id))
refused(PermioAuthError, by_key.GetOrganisation, pb.GetOrganisationRequest(id=made.id))
hall.DeleteProject(pb.DeleteProjectRequest(organisation_id=made.id, project_name="production"))
refused(
    PermioNotFoundError, hall.GetProject, pb.GetProjectRequest(organisation_id=made.id, project_name="production")
)
last = refused(
    Exception, hall.RemoveUserFromOrganisation, pb.RemoveUserFromOrganisationRequest(organisation_id=made.id, user_id=user)
)
assert last.code == grpc.StatusCode.FAILED_PRECONDITION, last
