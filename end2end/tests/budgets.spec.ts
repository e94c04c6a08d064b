// The budgets of the console, measured on every page by a first visit with an empty cache and a second one. They are printed as
// a table; a page that breaks one fails.
import { cost } from "../support/cost";
import { become, expect, test } from "../support/furnished";
import { views } from "../support/pages";

const KIB = 1024;
/** The most that any page may cost, in bytes after compression; and how far its layout may jump. */
const BUDGET = { wasm: 350 * KIB, words: 30 * KIB, css: 20 * KIB, script: 3 * KIB, shift: 0.02 };

test("every page keeps the budgets", async ({ browser, furnished }) => {
  test.setTimeout(240_000);
  const rows: string[] = [];
  const broken: string[] = [];
  for (const route of new Set(views().map((view) => view.route))) {
    const view = views().find((view) => view.route === route && view.status === 200);
    if (view === undefined) continue;
    const context = await browser.newContext({ baseURL: furnished.guildhall.url, viewport: { width: 1280, height: 800 } });
    await become(context, furnished, view.viewer);
    const page = await context.newPage();
    const first = await cost(page, view.address(furnished));
    const again = await cost(page);
    await context.close();

    const { wasm, words, css, glue, script } = first.bytes;
    const kib = (bytes: number) => (bytes / KIB).toFixed(1).padStart(7);
    rows.push(`${route.padEnd(28)}${kib(wasm)}${kib(words)}${kib(css)}${kib(glue)}${kib(script)}${first.shift.toFixed(3).padStart(8)}${String(again.requests.length).padStart(4)}`);
    for (const kind of ["wasm", "words", "css", "script"] as const) {
      if (first.bytes[kind] > BUDGET[kind]) broken.push(`${route}: ${kib(first.bytes[kind]).trim()} KiB of ${kind}, at most ${BUDGET[kind] / KIB}`);
    }
    if (first.shift >= BUDGET.shift) broken.push(`${route}: the layout jumps by ${first.shift.toFixed(3)}, less than ${BUDGET.shift} is allowed`);
    if (again.requests.length > 1) broken.push(`${route}: a second visit asks for ${again.requests.join(", ")}`);
  }
  console.log([`${"page (KiB, compressed)".padEnd(28)}   wasm  words    css   glue script   shift  2nd`, ...rows].join("\n"));
  expect(broken).toEqual([]);
});
