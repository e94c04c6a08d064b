// A tab that is used for long: pages are walked through without a reload, and neither the tab nor the server grows.
// GUILDHALL_SOAK=full walks for 30 minutes; the figures are printed.
import type { CDPSession, Page } from "@playwright/test";
import { become, expect, test } from "../support/furnished";
import { residentMemory } from "../support/load";
import { hydrated } from "../support/test";

const FULL = process.env.GUILDHALL_SOAK === "full";
const MINUTES = FULL ? 30 : 0.5;
const MIB = 1024 * 1024;
/** The pages of a round. */
const PAGES = ["Members", "Roles", "Projects", "API keys", "Audit log", "Overview"];
/** How much more than after the first rounds the tab and the server may hold at the end, whatever was done. */
const GROWTH = { heap: 4 * MIB, wasm: 4 * MIB, nodes: 2_000, server: 8 * MIB };
/** And for each page that was visited: the router keeps a little of every one. A page that is kept whole takes a hundred times that. */
const A_VISIT = { heap: 2_560, wasm: 1_536, nodes: 0, server: 0 };

/** What the tab holds: JavaScript's heap and the memory of the Wasm in bytes, and the nodes of its documents. */
interface Held {
  heap: number;
  wasm: number;
  nodes: number;
}

test("a tab in use does not grow", async ({ page, context, furnished }) => {
  test.setTimeout(MINUTES * 60_000 + 90_000);
  await become(context, furnished, "owner");
  await page.goto(`/o/${furnished.full.slug}`);
  await hydrated(page);
  const session = await context.newCDPSession(page);
  for (let round = 0; round < 3; round += 1) await walk(page);
  const first = { ...(await held(page, session)), server: await residentMemory(furnished.guildhall.pid) };
  const end = Date.now() + MINUTES * 60_000;
  let rounds = 0;
  for (; Date.now() < end; rounds += 1) await walk(page);
  const last = { ...(await held(page, session)), server: await residentMemory(furnished.guildhall.pid) };

  const mib = (bytes: number) => (bytes / MIB).toFixed(1);
  console.log(
    `${rounds} rounds of six pages in ${MINUTES} min: heap ${mib(first.heap)} to ${mib(last.heap)} MiB, Wasm ${mib(first.wasm)} to ` +
      `${mib(last.wasm)} MiB, ${first.nodes} to ${last.nodes} nodes, server ${mib(first.server)} to ${mib(last.server)} MiB`,
  );
  for (const what of ["heap", "wasm", "nodes", "server"] as const) {
    expect(last[what] - first[what], `growth of ${what}`).toBeLessThanOrEqual(GROWTH[what] + rounds * PAGES.length * A_VISIT[what]);
  }
});

/** Once around the organization, by the links of the sidebar. */
async function walk(page: Page): Promise<void> {
  const sidebar = page.getByRole("navigation", { name: "Main" });
  for (const name of PAGES) {
    await sidebar.getByRole("link", { name, exact: true }).click();
    const heading = name === "Overview" ? "Harbor Labs" : name;
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  }
}

async function held(page: Page, session: CDPSession): Promise<Held> {
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  const wasm = await page.evaluate(async () => {
    const glue = performance.getEntriesByType("resource").find((entry) => entry.name.endsWith("/guildhall.js"));
    // A module is loaded once: this is the one that runs the page, and its start hands out what is there.
    const module = (await import(glue?.name ?? "")) as { default: () => Promise<{ memory: WebAssembly.Memory }> };
    return (await module.default()).memory.buffer.byteLength;
  });
  return { heap: metric("JSHeapUsedSize"), wasm, nodes: metric("Nodes") };
}
