// The clients that people have already, unchanged but for host and credential, against the running binary. Each tells the
// parts of its product that Guildhall speaks; the Python ones are scripts in ../clients.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { createFileRegistry, fromBinary, type DescMethodUnary, type DescService, type Registry } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { administration, newUser } from "../support/api";
import type { Guildhall } from "../support/guildhall";
import { expect, test } from "../support/test";

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, "../..");
const PROTOS = path.join(ROOT, "server/proto");
const PACKAGES = path.join(ROOT, ".tools/clients");
const BUF = path.join(ROOT, "end2end/node_modules/.bin/buf");

/** A user and a token as other products' clients carry it. */
async function user(guildhall: Guildhall, name: string): Promise<{ id: string; token: string }> {
  const { id } = await newUser(guildhall, name);
  const { token } = await administration(guildhall).post(`/users/${id}/tokens`, {});
  return { id, token };
}

/** Runs a Python client; its complaint is the test's failure. */
async function python(script: string, ...args: string[]): Promise<void> {
  await run("python3", [path.join(ROOT, "end2end/clients", script), ...args], {
    env: { PATH: process.env.PATH, PYTHONPATH: PACKAGES, PYTHONDONTWRITEBYTECODE: "1" },
    timeout: 60_000,
  });
}

/** The services as their .proto files describe them. */
async function registry(): Promise<Registry> {
  const folder = await mkdtemp(path.join(tmpdir(), "guildhall-protos-"));
  try {
    const file = path.join(folder, "set.binpb");
    await run(BUF, ["build", PROTOS, "-o", file]);
    return createFileRegistry(fromBinary(FileDescriptorSetSchema, await readFile(file)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("the perms.io SDK for Python", async ({ guildhall }) => {
  const ana = await user(guildhall, "Ana");
  await python("permio_sdk.py", guildhall.url, ana.token, ana.id);
});

test("grpcio", async ({ guildhall }) => {
  const ana = await user(guildhall, "Ana");
  await python("grpc_stubs.py", new URL(guildhall.url).host, ana.token, ana.id, PROTOS);
});

test("the Connect client for Python, in binary and JSON", async ({ guildhall }) => {
  const ana = await user(guildhall, "Ana");
  await python("connect_python.py", guildhall.url, ana.token, PROTOS);
});

test("the Permit SDKs for Python and Node", async ({ guildhall }) => {
  const ana = await user(guildhall, "Ana");
  const require = createRequire(__filename);
  const { OrganizationsApi, Configuration } = require("permitio/build/main/openapi");
  const asUser = new OrganizationsApi(new Configuration({ basePath: guildhall.url, accessToken: ana.token }));
  const settings = { theme: "dark" };
  const made = (await asUser.createOrganization({ organizationCreate: { key: "northwind", name: "Northwind Traders", settings } })).data;
  expect(made).toMatchObject({ key: "northwind", name: "Northwind Traders", settings, is_enterprise: false });
  expect(made.api_key_secret).toMatch(/^permit_key_[A-Za-z0-9]{40,}$/);
  expect((await asUser.getOrganization({ orgId: "northwind" })).data).toMatchObject({ id: made.id });
  expect((await asUser.listOrganizations({ page: 1, perPage: 1 })).data).toHaveLength(1);
  await expect(asUser.getOrganization({ orgId: "nope" })).rejects.toMatchObject({ response: { status: 404 } });

  const asKey = new OrganizationsApi(new Configuration({ basePath: guildhall.url, accessToken: made.api_key_secret }));
  expect((await asKey.getActiveOrganization()).data.id).toBe(made.id);
  expect((await asKey.updateOrganization({ orgId: made.id, organizationUpdate: { name: "Northwind 2" } })).data.name).toBe("Northwind 2");

  const { Permit } = require("permitio");
  const permit = new Permit({ token: made.api_key_secret, apiUrl: guildhall.url, pdp: guildhall.url });
  const projects = await permit.api.projects.list();
  expect(projects.map((project: { key: string }) => project.key)).toEqual(["default"]);
  await python("permit_sdk.py", guildhall.url, made.api_key_secret, made.id);

  expect((await asKey.deleteOrganization({ orgId: "northwind" })).status).toBe(204);
  await expect(asUser.getOrganization({ orgId: "northwind" })).rejects.toMatchObject({ response: { status: 404 } });
});

test("grpc-js", async ({ guildhall }) => {
  const ana = await user(guildhall, "Ana");
  const loaded = loadSync("teabar/v1/organization.proto", { includeDirs: [PROTOS], keepCase: true, defaults: true });
  const { teabar } = grpc.loadPackageDefinition(loaded) as any;
  const client = new teabar.v1.OrganizationService(new URL(guildhall.url).host, grpc.credentials.createInsecure());
  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Bearer ${ana.token}`);
  const call = (name: string, request: object) =>
    new Promise<any>((resolve, reject) =>
      client[name](request, metadata, (error: grpc.ServiceError | null, answer: object) => (error ? reject(error) : resolve(answer))),
    );
  const made = await call("CreateOrganization", { name: "northwind", display_name: "Northwind Traders" });
  expect(made).toMatchObject({ name: "northwind", display_name: "Northwind Traders", plan: "free", role: "admin" });
  expect(await call("GetOrganization", { organization_id: made.id })).toEqual(made);
  await expect(call("CreateOrganization", { name: "northwind" })).rejects.toMatchObject({ code: grpc.status.ALREADY_EXISTS });
  await expect(call("GetOrganization", { organization_id: "nope" })).rejects.toMatchObject({ code: grpc.status.NOT_FOUND });
  client.close();
});

test("connect-node: JSON, binary, GET, gRPC and gRPC-Web", async ({ guildhall }) => {
  const ana = await user(guildhall, "Ana");
  const service = (await registry()).getService("teabar.v1.OrganizationService") as DescService;
  const base = { baseUrl: guildhall.url, httpVersion: "2" as const };
  const transports = {
    json: createConnectTransport({ baseUrl: guildhall.url, httpVersion: "1.1", useBinaryFormat: false }),
    binary: createConnectTransport({ ...base, useBinaryFormat: true }),
    get: createConnectTransport({ baseUrl: guildhall.url, httpVersion: "1.1", useHttpGet: true }),
    grpc: createGrpcTransport({ baseUrl: guildhall.url }),
    "grpc-web": createGrpcWebTransport({ baseUrl: guildhall.url, httpVersion: "1.1" }),
  };
  for (const [name, transport] of Object.entries(transports)) {
    const headers = { authorization: `Bearer ${ana.token}` };
    const client = createClient(service, transport) as Record<string, (request: object, options: object) => Promise<any>>;
    const call = (method: string, request: object) => client[method]!(request, { headers });
    const made = await call("createOrganization", { name: `over-${name}` });
    expect(made.name, name).toBe(`over-${name}`);
    expect((await call("getOrganization", { organizationId: made.id })).id, name).toBe(made.id);
    const refused = await call("createOrganization", { name: `over-${name}` }).catch((error: unknown) => ConnectError.from(error));
    expect(refused.code, name).toBe(Code.AlreadyExists);
    expect(refused.rawMessage, name).toContain(`over-${name}`);
    expect(refused.details, name).toHaveLength(1);
    const missing = await call("getOrganization", { organizationId: "nope" }).catch((error: unknown) => ConnectError.from(error));
    expect(missing.code, name).toBe(Code.NotFound);
  }
  expect((service.method.getOrganization as DescMethodUnary).idempotency).toBe(1);
});

test("buf curl, with the description that the server itself gives", async ({ guildhall }) => {
  const ana = await user(guildhall, "Ana");
  for (const protocol of ["connect", "grpc", "grpcweb"]) {
    const { stdout } = await run(BUF, [
      "curl",
      "--protocol",
      protocol,
      "--http2-prior-knowledge",
      "--header",
      `Authorization: Bearer ${ana.token}`,
      "--data",
      JSON.stringify({ name: `buf-${protocol}` }),
      `${guildhall.url}/teabar.v1.OrganizationService/CreateOrganization`,
    ]);
    expect(JSON.parse(stdout), protocol).toMatchObject({ name: `buf-${protocol}`, role: "admin" });
  }
});
