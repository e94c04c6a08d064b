"""The Python Connect client: binary and JSON, POST and GET. It compresses every request unless told otherwise.

Arguments: address, user token, folder of the .proto files.
"""

import sys

import grpc
from connectrpc.client import ConnectClientSync
from connectrpc.code import Code
from connectrpc.compat import google_protobuf_codecs
from connectrpc.errors import ConnectError
from connectrpc.method import IdempotencyLevel, MethodInfo, StreamType

url, token, protos = sys.argv[1:4]
sys.path.insert(0, protos)
messages = grpc.protos("teabar/v1/organization.proto")
headers = {"authorization": f"Bearer {token}"}


def method(name, request, answer, reads=False):
    level = IdempotencyLevel.NO_SIDE_EFFECTS if reads else IdempotencyLevel.UNKNOWN
    return MethodInfo(
        name=name,
        service_name="teabar.v1.OrganizationService",
        input=request,
        output=answer,
        idempotency_level=level,
        stream_type=StreamType.UNARY,
    )


create = method("CreateOrganization", messages.CreateOrganizationRequest, messages.Organization)
get = method("GetOrganization", messages.GetOrganizationRequest, messages.Organization, reads=True)

codecs = {codec.name(): codec for codec in google_protobuf_codecs()}
for name in ("proto", "json"):
    with ConnectClientSync(url, codec=codecs[name]) as client:
        asked = messages.CreateOrganizationRequest(name=f"python-{name}", display_name="From Python")
        made = client.execute_unary(request=asked, method=create, headers=headers)
        assert (made.name, made.display_name, made.plan) == (f"python-{name}", "From Python", "free"), made
        for use_get in (False, True):
            wanted = messages.GetOrganizationRequest(organization_id=made.id)
            found = client.execute_unary(request=wanted, method=get, headers=headers, use_get=use_get)
            assert found == made
        try:
            client.execute_unary(request=asked, method=create, headers=headers)
            raise AssertionError("a taken name was given again")
        except ConnectError as error:
            assert error.code == Code.ALREADY_EXISTS and len(error.details) == 1, error
