// The worked examples as programs: real curl runs every line of ../examples and of the README's tour against the running binary,
// and each answer has the documented status and shape.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { administration } from "../support/api";
import { type Example, examplesOf, filled, mismatch } from "../support/examples";
import type { Guildhall } from "../support/guildhall";
import { expect, test } from "../support/test";

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, "../..");

/** What stands for what in the examples, before any of them has answered. */
async function cast(guildhall: Guildhall): Promise<Map<string, unknown>> {
  const admin = administration(guildhall);
  const known = new Map<string, unknown>([
    ["HOST", guildhall.url],
    ["ADMIN", guildhall.adminToken],
  ]);
  const people = { ANA: "usr_123", BO: "usr_9", CY: "usr_cy", DEE: "usr_dee", ROOT: "usr_root" };
  for (const [name, id] of Object.entries(people)) {
    const first = name[0] + name.slice(1).toLowerCase();
    await admin.post("/users", { id, email: `${first.toLowerCase()}@example.com`, name: first, superAdmin: name === "ROOT" });
    known.set(name, (await admin.post(`/users/${id}/tokens`, {})).token);
  }
  return known;
}

async function check(example: Example, known: Map<string, unknown>): Promise<void> {
  // The shell reads the line as a person's shell would; its own variables are of no use, since every name is filled in before.
  const command = filled(example.command, known);
  const { stdout } = await run("bash", ["-c", `${command} --silent --show-error --max-time 20 --write-out '\\n%{http_code}'`]);
  const end = stdout.lastIndexOf("\n");
  const [body, status] = [stdout.slice(0, end), Number(stdout.slice(end + 1))];
  expect(status, `${example.command}\n${body}`).toBe(example.status);
  if (example.body === undefined) {
    expect(body, example.command).toBe("");
  } else {
    expect(mismatch(example.body, JSON.parse(body), known), `${example.command}\n${body}`).toBeUndefined();
  }
}

for (const [surface, least] of Object.entries({ perms: 26, teabar: 21, permit: 13, adrifact: 25, tours: 35 })) {
  test(`the examples of ${surface}`, async ({ guildhall }) => {
    const known = await cast(guildhall);
    const examples = examplesOf(await readFile(path.join(ROOT, `end2end/examples/${surface}.md`), "utf8"));
    expect(examples.length).toBeGreaterThanOrEqual(least);
    for (const example of examples) await check(example, known);
  });
}

test("the README's tour of the API", async ({ guildhall }) => {
  const readme = await readFile(path.join(ROOT, "README.md"), "utf8");
  const tour = /## A tour of the API[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const lines = tour.split("\n").filter((line) => /\bcurl\b/.test(line)).length;
  expect(lines).toBeGreaterThanOrEqual(10);
  // A refused call ends the tour; each command notes its status.
  const prelude = `set -euo pipefail
    curl() { command curl --fail-with-body --max-time 20 "$@"; local code=$?; echo >>"$NOTES"; return $code; }`;
  const notes = test.info().outputPath("curls");
  const { stdout } = await run("bash", ["-c", `${prelude}\n${tour.replaceAll("http://127.0.0.1:3000", guildhall.url)}`], {
    env: { PATH: process.env.PATH, GUILDHALL_ADMIN_TOKEN: guildhall.adminToken, NOTES: notes },
  });
  expect((await readFile(notes, "utf8")).length, "every curl ran").toBe(lines);
  expect(stdout).toContain('"accept_url":');
  expect(stdout).toContain('"code":"ok"');
  expect(stdout).toContain('"allowed":true');
  expect(stdout).toContain('"organization.created"');
});
