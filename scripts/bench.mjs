// Started by scripts/bench.sh with the path of the release binary. Needs `wrk` on PATH; sends to the loopback only.
// Measures on SQLite, or on the PostgreSQL server that GUILDHALL_TEST_POSTGRES_URL names.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const [binary] = process.argv.slice(2);
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const folder = mkdtempSync(path.join(tmpdir(), "guildhall-bench-"));
const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
const address = `127.0.0.1:${port}`;
const base = `http://${address}`;

const postgres = process.env.GUILDHALL_TEST_POSTGRES_URL;
let databaseUrl = `sqlite:${path.join(folder, "guildhall.db")}`;
let dropDatabase = () => {};
if (postgres) {
  const name = `bench_${randomBytes(8).toString("hex")}`;
  const psql = (sql) => execFileSync("psql", [postgres, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", sql]);
  psql(`CREATE DATABASE ${name}`);
  const url = new URL(postgres);
  url.pathname = `/${name}`;
  databaseUrl = url.href;
  dropDatabase = () => psql(`DROP DATABASE ${name} WITH (FORCE)`);
}

const env = {
  PATH: process.env.PATH,
  GUILDHALL_ADDR: address,
  GUILDHALL_PUBLIC_URL: base,
  GUILDHALL_DATABASE_URL: databaseUrl,
  GUILDHALL_RATE_LIMITS: "off",
  GUILDHALL_LOG: "warn",
};

function report(what, value) {
  console.log(`${what.padEnd(52)}${value}`);
}

function residentMiB(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024).toFixed(1);
}

// `requests` are [method, path, headers, body]; wrk goes round them.
function measure(name, requests, { reference, connections = 16 } = {}) {
  const lua = (text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  const table = requests.map(([method, url, headers, body]) => {
    const fields = Object.entries(headers).map(([key, value]) => `[${lua(key)}]=${lua(value)}`);
    return `wrk.format(${lua(method)}, ${lua(url)}, {${fields.join(", ")}}, ${body === undefined ? "nil" : lua(body)})`;
  });
  const script = path.join(folder, "requests.lua");
  writeFileSync(
    script,
    `local requests, n = nil, 0
function init() requests = { ${table.join(",\n")} } end
function request() n = n % #requests + 1; return requests[n] end
`,
  );
  const options = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "--latency", "-s", script, base];
  const output = execFileSync("wrk", options, { encoding: "utf8" });
  const figure = (pattern) => pattern.exec(output)?.[1] ?? "?";
  const rate = Number(figure(/Requests\/sec:\s+([\d.]+)/));
  const failures = /Non-2xx or 3xx responses: (\d+)/.exec(output)?.[1];
  const ratio = reference ? `  x ${(rate / reference).toFixed(2)}` : "";
  report(
    name,
    `${rate.toFixed(0).padStart(8)} /s${ratio.padEnd(8)}  p50 ${figure(/50%\s+(\S+)/).padEnd(9)} p99 ${figure(/99%\s+(\S+)/).padEnd(9)}` +
      (failures ? `  ${failures} REFUSED` : ""),
  );
  if (failures) process.exitCode = 1;
  return rate;
}

async function started() {
  const begun = performance.now();
  const server = spawn(binary, ["serve"], { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  for (;;) {
    if (server.exitCode !== null) throw new Error(`guildhall ended with code ${server.exitCode}`);
    const ok = await fetch(`${base}/readyz`).then((answer) => answer.ok, () => false);
    if (ok) return { server, milliseconds: performance.now() - begun };
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

let server;
try {
  const begun = performance.now();
  const seeded = execFileSync(binary, ["seed", "--profile", "bench"], {
    cwd: folder,
    env,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { bench, password, members } = JSON.parse(seeded);
  report(`seed: ${members} members, 20,000 sessions (budget 60 s)`, `${((performance.now() - begun) / 1000).toFixed(1)} s`);

  const run = await started();
  server = run.server;
  report("start to ready (budget 300 ms)", `${run.milliseconds.toFixed(0)} ms`);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  report("memory when idle (budget 60 MiB)", `${residentMiB(server.pid)} MiB`);

  const bearer = (token) => ({ Authorization: `Bearer ${token}` });
  const json = (token) => ({ ...bearer(token), "Content-Type": "application/json" });
  const get = (url, token) => [["GET", url, bearer(token)]];
  const [small, medium, large] = bench.organizations;

  const health = measure("GET /healthz (no database)", [["GET", "/healthz", {}]]);
  for (const org of [small, large]) {
    const url = `/api/v1/organizations/${org.id}/permissions/check`;
    const check = (body) => [["POST", url, json(org.owner.token), JSON.stringify(body)]];
    const held = { permission: "users.invite" };
    const lacked = { permission: "users.invite", user_id: org.member_id };
    measure(`check a permission that is held (of ${org.members})`, check(held), { reference: health });
    measure(`check one that is lacked: whom to ask (of ${org.members})`, check(lacked), { reference: health });
  }
  const keys = medium.api_keys;
  const verify = keys.map(({ key }) => ["POST", "/api/v1/api-keys/verify", json(key), JSON.stringify({ key: keys[0].key })]);
  measure("verify a key", verify, { reference: health });

  let reference;
  for (const org of [small, medium, large]) {
    const page = get(`/api/v1/organizations/${org.id}/members`, org.owner.token);
    const rate = measure(`first page of ${org.members} members`, page, { reference });
    reference ??= rate;
  }
  let found;
  for (const org of [small, medium, large]) {
    const page = get(`/api/v1/organizations/${org.id}/members?search=ma`, org.owner.token);
    const rate = measure(`search in ${org.members} members`, page, { reference: found });
    found ??= rate;
  }
  const mine = measure("organizations of a user of 1", get("/api/v1/organizations", small.owner.token));
  measure("organizations of a user of 500 (page of 50)", get("/api/v1/organizations", bench.everywhere.token), { reference: mine });
  const cookies = bench.sessions.map((value) => ["GET", "/api/v1/organizations", { Cookie: `sid=${value}` }]);
  measure("organizations, 200 sessions by cookie", cookies, { reference: mine });

  // Every sign-in hashes a password with argon2id and writes a session: the slowest request there is.
  const signIns = bench.emails.map((email) => [
    "POST",
    "/_fn/app/accounts/rpc/sign_in",
    { "Content-Type": "application/x-www-form-urlencoded", Origin: base, Accept: "text/html" },
    new URLSearchParams({ email, password }).toString(),
  ]);
  measure("sign in (4 at once)", signIns, { connections: 4 });
  report("memory after load", `${residentMiB(server.pid)} MiB`);
} finally {
  if (server && server.exitCode === null) {
    const exited = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await exited;
  }
  dropDatabase();
  rmSync(folder, { recursive: true, force: true });
}
