"""grpcio with stubs from the .proto files: both names of the perms.io service, and Teabar over gRPC.

Arguments: host and port, user token, id of the token's user, folder of the .proto files.
"""

import importlib
import pathlib
import sys
import tempfile

import grpc
import grpc_tools
from grpc_tools import protoc

target, token, user, protos = sys.argv[1:5]
# Packages of their own: the published SDK has modules of the same names beside them.
stubs = pathlib.Path(tempfile.mkdtemp())
files = [str(path.relative_to(protos)) for path in pathlib.Path(protos).rglob("*.proto")]
google = pathlib.Path(grpc_tools.__file__).parent / "_proto"
options = [f"-I{protos}", f"-I{google}", f"--python_out={stubs}", f"--grpc_python_out={stubs}"]
assert protoc.main(["protoc", *options, *files]) == 0
for folder in [path for path in stubs.rglob("*") if path.is_dir()]:
    (folder / "__init__.py").touch()
sys.path.insert(0, str(stubs))


def load(file):
    module = file.removesuffix(".proto").replace("/", ".")
    return importlib.import_module(f"{module}_pb2"), importlib.import_module(f"{module}_pb2_grpc")


channel = grpc.insecure_channel(target)
auth = [("authorization", f"Bearer {token}")]


def refused(code, call, request, metadata=auth):
    try:
        call(request, metadata=metadata, timeout=10)
    except grpc.RpcError as error:
        assert error.code() == code, error
        return error
    raise AssertionError(f"not refused with {code}")


messages, published = load("permio/organisation/v1/organisation.proto")
_, documented = load("organisation_service/v1/organisation_service.proto")
for services, organisation in [(published, "Under the published name"), (documented, "Under the documented name")]:
    service = services.OrganisationServiceStub(channel)
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

messages, services = load("teabar/v1/organization.proto")
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
