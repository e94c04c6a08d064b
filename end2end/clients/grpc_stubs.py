"""grpcio with stubs from the .proto files: both names of the perms.io service, and Teabar over gRPC.

Arguments: host and port, user token, id of the token's user, folder of the .proto files.
"""

import sys

import grpc

target, token, user, protos = sys.argv[1:5]
sys.path.insert(0, protos)
channel = grpc.insecure_channel(target)
auth = [("authorization", f"Bearer {token}")]


def refused(code, call, request, metadata=auth):
    try:
        call(request, metadata=metadata, timeout=10)
    except grpc.RpcError as error:
        assert error.code() == code, error
        return error
    raise AssertionError(f"not refused with {code}")


for file, stub, organisation in [
    ("permio/organisation/v1/organisation.proto", "OrganisationServiceStub", "Under the published name"),
    ("organisation_service/v1/organisation_service.proto", "OrganisationServiceStub", "Under the documented name"),
]:
    messages, services = grpc.protos_and_services(file)
    service = getattr(services, stub)(channel)
    made = service.CreateOrganisation(
        messages.CreateOrganisationRequest(name=organisation, user_id=user), metadata=auth, timeout=10
    ).organisation
    found = service.GetOrganisation(
        messages.GetOrganisationRequest(id=made.id), metadata=auth, timeout=10, compression=grpc.Compression.Gzip
    ).organisation
    assert found.name == organisation, found
    refused(grpc.StatusCode.INVALID_ARGUMENT, service.CreateOrganisation, messages.CreateOrganisationRequest(name="x"))
    refused(grpc.StatusCode.UNAUTHENTICATED, service.GetOrganisation, messages.GetOrganisationRequest(id=made.id), [])
    gone = messages.GetOrganisationRequest(id="org_" + "0" * 32)
    refused(grpc.StatusCode.NOT_FOUND, service.GetOrganisation, gone)

messages, services = grpc.protos_and_services("teabar/v1/organization.proto")
service = services.OrganizationServiceStub(channel)
made = service.CreateOrganization(messages.CreateOrganizationRequest(name="over-grpc"), metadata=auth, timeout=10)
assert (made.name, made.display_name, made.role, made.project_count) == ("over-grpc", "over-grpc", "admin", 1), made
taken = refused(
    grpc.StatusCode.ALREADY_EXISTS, service.CreateOrganization, messages.CreateOrganizationRequest(name="over-grpc")
)
assert "over-grpc" in taken.details(), taken
service.DeleteOrganization(
    messages.DeleteOrganizationRequest(organization_id=made.id, force=True), metadata=auth, timeout=10
)
