// A fresh PostgreSQL database for one test, on the private server that scripts/with-postgres.sh started.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Database {
  url: string;
  drop(): Promise<void>;
}

/** Fails, and never skips, without a server: an untested database is not a passing one. */
export async function createDatabase(): Promise<Database> {
  const server = process.env.GUILDHALL_TEST_POSTGRES_URL;
  if (!server) {
    throw new Error("GUILDHALL_TEST_POSTGRES_URL is not set: run scripts/with-postgres.sh npx playwright test, or make test");
  }
  const name = `e2e_${randomBytes(8).toString("hex")}`;
  await statement(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => statement(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** Runs one statement, as somebody at the database would. */
export async function statement(server: string, sql: string): Promise<void> {
  await run("psql", [server, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", sql]);
}
