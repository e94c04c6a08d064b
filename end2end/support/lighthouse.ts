// Runs Lighthouse on one page of a running instance, signed in as somebody, with the desktop's settings.
import { chromium } from "@playwright/test";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** Scores from 0 to 100, and what took points away. */
export interface Scores {
  performance: number;
  accessibility: number;
  bestPractices: number;
  faults: string[];
}

/** Opens `url` with these request headers in a browser of its own and judges it. */
export async function lighthouse(url: string, headers: Record<string, string>): Promise<Scores> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? "/usr/bin/chromium",
    args: ["--no-sandbox", `--remote-debugging-port=${port}`],
  });
  try {
    // It is a module, and this suite is compiled to CommonJS: TypeScript would turn a plain import() into require().
    const { default: run, desktopConfig } = await (new Function("name", "return import(name)") as (name: string) => Promise<typeof import("lighthouse")>)("lighthouse");
    const result = await run(
      url,
      { port, extraHeaders: headers, onlyCategories: ["performance", "accessibility", "best-practices"], logLevel: "error", output: "json" },
      desktopConfig,
    );
    if (result === undefined) throw new Error(`no report for ${url}`);
    const score = (category: string) => Math.round((result.lhr.categories[category]?.score ?? 0) * 100);
    const faults = Object.values(result.lhr.audits)
      .filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "informative")
      .map((audit) => `${audit.id}: ${audit.displayValue ?? audit.title}`);
    return { performance: score("performance"), accessibility: score("accessibility"), bestPractices: score("best-practices"), faults };
  } finally {
    await browser.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
