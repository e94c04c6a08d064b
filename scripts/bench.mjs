// Started by scripts/bench.sh with the path of the release binary. Needs `wrk` on PATH; sends to the loopback only.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const [binary] = process.argv.slice(2);
const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const members = Number(process.env.BENCH_MEMBERS ?? 10_000);
const folder = mkdtempSync(path.join(tmpdir(), "guildhall-bench-"));
const adminToken = randomBytes(24).toString("hex");
const address = `127.0.0.1:${process.env.BENCH_PORT ?? 3999}`;
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
  GUILDHALL_ADMIN_TOKEN: adminToken,
  GUILDHALL_RATE_LIMITS: "off",
  GUILDHALL_LOG: "warn",
};

async function api(method, url, token, body) {
  const answer = await fetch(base + url, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...(body ? { "Content-Type": "application/json" } : {}) },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

function report(what, value) {
  console.log(`${what.padEnd(44)}${value}`);
}

function residentMiB(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024).toFixed(1);
}

function load(name, url, token) {
  const headers = token ? ["-H", `Authorization: Bearer ${token}`] : [];
  const output = execFileSync("wrk", ["-t1", "-c16", `-d${seconds}s`, "--latency", ...headers, base + url], { encoding: "utf8" });
  const figure = (pattern) => pattern.exec(output)?.[1] ?? "?";
  const failures = /Non-2xx or 3xx responses: (\d+)/.exec(output)?.[1];
  report(
    name,
    `${figure(/Requests\/sec:\s+([\d.]+)/).padStart(10)} /s   p50 ${figure(/50%\s+(\S+)/)}   p99 ${figure(/99%\s+(\S+)/)}` +
      (failures ? `   ${failures} FAILED` : ""),
  );
  if (failures) process.exitCode = 1;
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
  let begun = performance.now();
  execFileSync(binary, ["seed", "--organizations", "20", "--members", String(members)], { cwd: folder, env, stdio: "inherit" });
  report(`seed: 20 organizations, ${members} members`, `${((performance.now() - begun) / 1000).toFixed(1)} s`);

  const run = await started();
  server = run.server;
  report("start to ready (budget 300 ms)", `${run.milliseconds.toFixed(0)} ms`);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  report("memory when idle (budget 60 MiB)", `${residentMiB(server.pid)} MiB`);

  const user = await api("POST", "/admin/v1/users", adminToken, { email: "bench@example.test", superAdmin: true });
  const { token } = await api("POST", `/admin/v1/users/${user.id}/tokens`, adminToken, {});
  const organizations = await api("GET", "/api/v1/organizations?scope=all&limit=200", token);
  const largest = organizations.data.reduce((a, b) => (a.member_count >= b.member_count ? a : b));

  load("GET /healthz", "/healthz");
  load("GET organization", `/api/v1/organizations/${largest.id}`, token);
  load(`GET members, page of 50 of ${largest.member_count}`, `/api/v1/organizations/${largest.id}/members`, token);
  load("GET roles", `/api/v1/organizations/${largest.id}/roles`, token);
  load("GET audit events, page of 50", `/api/v1/organizations/${largest.id}/audit-events`, token);
  load("page /sign-in", "/sign-in");
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
