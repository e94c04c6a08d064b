// Starts the release binary alone in an empty folder, and sees it off: SIGTERM must end it in time and with exit code 0.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDatabase } from "./postgres";

/** How long the binary may take to become ready, and how long to drain, in milliseconds. */
const READY_WITHIN = 15_000;
const DRAIN_WITHIN = 15_000;

export type DatabaseKind = "sqlite" | "postgres";

export interface StartOptions {
  database?: DatabaseKind;
  /** `smtp://127.0.0.1:port`; without it mail stays in the outbox. */
  smtpUrl?: string;
  /** Further settings, such as `{ GUILDHALL_SIGNUP: "open" }`; `undefined` removes one of the defaults. */
  env?: Record<string, string | undefined>;
}

/** A running instance. */
export class Guildhall {
  private stopped = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly lines: string[],
    private readonly cleanUp: () => Promise<void>,
    /** `http://127.0.0.1:port`, without a slash at the end. */
    readonly url: string,
    readonly databaseUrl: string,
    /** The Bearer token of `/admin/v1`. */
    readonly adminToken: string,
  ) {}

  static async start(options: StartOptions = {}): Promise<Guildhall> {
    const binary = binaryPath();
    const folder = await mkdtemp(path.join(tmpdir(), "guildhall-e2e-"));
    const database =
      options.database === "postgres"
        ? await createDatabase()
        : { url: `sqlite:${path.join(folder, "guildhall.db")}`, drop: async () => {} };
    const cleanUp = async () => {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    };

    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const adminToken = randomBytes(24).toString("hex");
    const lines: string[] = [];
    const child = spawn(binary, ["serve"], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        TZ: "UTC",
        GUILDHALL_ADDR: `127.0.0.1:${port}`,
        GUILDHALL_PUBLIC_URL: url,
        GUILDHALL_DATABASE_URL: database.url,
        GUILDHALL_ADMIN_TOKEN: adminToken,
        GUILDHALL_RATE_LIMITS: "off",
        GUILDHALL_LOG: "info",
        ...(options.smtpUrl
          ? { GUILDHALL_SMTP_URL: options.smtpUrl, GUILDHALL_MAIL_FROM: "Guildhall <guildhall@example.test>" }
          : {}),
        ...options.env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    collectLines(child, lines);

    const guildhall = new Guildhall(child, lines, cleanUp, url, database.url, adminToken);
    try {
      await guildhall.ready();
    } catch (error) {
      child.kill("SIGKILL");
      await cleanUp();
      throw error;
    }
    return guildhall;
  }

  /** Everything the process printed, both streams in the order of arrival. */
  get output(): string {
    return this.lines.join("\n");
  }

  /** The one-time link printed at the first start, or `undefined` when none was printed. */
  get setupLink(): string | undefined {
    return /https?:\/\/\S+\/setup\/[A-Za-z0-9._~-]+/.exec(this.output)?.[0];
  }

  /** The process id, for looking at its memory. */
  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error("the process was never started");
    return pid;
  }

  /** Sends SIGTERM, and returns the exit code. Ends the process by force, and fails, when it does not drain in time. */
  async stop(): Promise<number | null> {
    if (this.stopped) return this.child.exitCode;
    this.stopped = true;
    try {
      if (this.child.exitCode === null && this.child.signalCode === null) {
        const exited = new Promise<void>((resolve) => this.child.once("exit", () => resolve()));
        this.child.kill("SIGTERM");
        if (!(await within(DRAIN_WITHIN, exited))) {
          this.child.kill("SIGKILL");
          throw new Error(`guildhall did not end within ${DRAIN_WITHIN} ms of SIGTERM\n${this.output}`);
        }
      }
      if (this.child.signalCode) throw new Error(`guildhall was ended by ${this.child.signalCode}\n${this.output}`);
      return this.child.exitCode;
    } finally {
      await this.cleanUp();
    }
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN;
    while (Date.now() < deadline) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`guildhall ended while starting (code ${this.child.exitCode})\n${this.output}`);
      }
      try {
        const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) });
        if (answer.ok) return;
      } catch {
        // Not listening yet.
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`guildhall was not ready within ${READY_WITHIN} ms\n${this.output}`);
  }
}

/** Runs one subcommand to its end, and returns its exit code and output. */
export async function runGuildhall(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const lines: string[] = [];
  const child = spawn(binaryPath(), args, {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  collectLines(child, lines);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, output: lines.join("\n") };
}

function binaryPath(): string {
  const binary = path.resolve(process.env.GUILDHALL_BIN ?? path.join(__dirname, "../../target/release/guildhall"));
  if (!existsSync(binary)) throw new Error(`${binary} does not exist: run \`make build\`, or set GUILDHALL_BIN`);
  return binary;
}

function collectLines(child: ChildProcess, lines: string[]): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop() ?? "";
      lines.push(...parts);
    });
    stream?.on("end", () => rest && lines.push(rest));
  }
}

/** A port that was free a moment ago; the kernel hands out another one to the next caller. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

async function within(milliseconds: number, event: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const result = await Promise.race([event.then(() => true), late]);
  clearTimeout(timer);
  return result;
}
