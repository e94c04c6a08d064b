// Generated calls against the running binary: Schemathesis over its OpenAPI document, as five principals. `make fuzz` makes more
// of them with another seed.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "../support/test";

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, "../..");
const CASES = Number(process.env.GUILDHALL_FUZZ_CALLS ?? 2_000);
const SEED = Number(process.env.GUILDHALL_FUZZ_SEED ?? 1);

test.use({ settings: { GUILDHALL_SIGNUP: "open" } });

test("generated calls are answered as the document says, and nothing breaks", async ({ guildhall }) => {
  const time = 120_000 + CASES * 150;
  test.setTimeout(time);
  const { stdout, failure } = await run(
    "python3",
    [path.join(ROOT, "end2end/abuse/calls.py"), guildhall.url, guildhall.adminToken, String(CASES), String(SEED)],
    {
      env: { PATH: process.env.PATH, PYTHONPATH: path.join(ROOT, ".tools/abuse"), PYTHONDONTWRITEBYTECODE: "1" },
      timeout: time - 10_000,
      maxBuffer: 64 << 20,
    },
  ).then(
    ({ stdout }) => ({ stdout, failure: "" }),
    (error) => ({ stdout: String(error.stdout), failure: `${error.stdout}\n${error.stderr}` }),
  );
  await test.info().attach("generated calls", { body: stdout, contentType: "text/plain" });
  expect(failure).toBe("");
  expect(stdout).toContain(`${CASES} cases of `);
  for (const sign of ["panicked", '"level":"ERROR"']) expect(guildhall.output).not.toContain(sign);
  expect((await fetch(`${guildhall.url}/readyz`)).status).toBe(200);
});
