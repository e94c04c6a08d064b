// What a page costs the browser: bytes over the network by kind, requests, and how much the layout jumped.
import type { Page } from "@playwright/test";
import { hydrated } from "./test";

export interface Cost {
  /** Compressed bytes of the bodies, by kind. `words` are the messages in the reader's language; `glue` is the script that wasm-bindgen and the splitting of the Wasm generate. */
  bytes: Record<"wasm" | "words" | "css" | "glue" | "script", number>;
  /** Paths of everything that went over the network, without what came from the browser's cache. */
  requests: string[];
  /** The sum of all layout shifts until the page had been still for a second. */
  shift: number;
}

/** Names of generated scripts. */
const GLUE = /\/pkg\/\w+\/(guildhall|__wasm_split[\w.]*)\.js$/;

/** Opens `path` (or, without one, loads the page again) and measures until it is hydrated and still. */
export async function cost(page: Page, path?: string): Promise<Cost> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const paths = new Map<string, string>();
  const cached = new Set<string>();
  const heads = new Map<string, number>();
  const found: Cost = { bytes: { wasm: 0, words: 0, css: 0, glue: 0, script: 0 }, requests: [], shift: 0 };
  session.on("Network.responseReceived", ({ requestId, response }) => {
    paths.set(requestId, new URL(response.url).pathname);
    heads.set(requestId, response.encodedDataLength);
    if (response.fromDiskCache || response.fromPrefetchCache) cached.add(requestId);
  });
  session.on("Network.requestServedFromCache", ({ requestId }) => cached.add(requestId));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const address = paths.get(requestId);
    if (address === undefined || cached.has(requestId)) return;
    found.requests.push(address);
    const body = encodedDataLength - (heads.get(requestId) ?? 0);
    if (address.endsWith(".wasm")) found.bytes.wasm += body;
    else if (address.startsWith("/words/")) found.bytes.words += body;
    else if (address.endsWith(".css")) found.bytes.css += body;
    else if (GLUE.test(address)) found.bytes.glue += body;
    else if (address.endsWith(".js")) found.bytes.script += body;
  });
  if (path === undefined) await page.reload();
  else await page.goto(path);
  await hydrated(page);
  await page.waitForTimeout(1_000);
  found.shift = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[];
          done(shifts.filter((shift) => !shift.hadRecentInput).reduce((sum, shift) => sum + shift.value, 0));
        }).observe({ type: "layout-shift", buffered: true });
        // No entry is no shift.
        setTimeout(() => done(0), 200);
      }),
  );
  // What the document itself runs: scripts in it that are no data of resources.
  found.bytes.script += await page.evaluate(() =>
    [...document.scripts].filter((script) => !script.src && !/^\s*__|_RESOLVE|application\/json/.test(script.type + script.text)).reduce((sum, script) => sum + script.text.length, 0),
  );
  await session.detach();
  return found;
}
