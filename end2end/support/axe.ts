// Accessibility of a page, by axe-core: WCAG 2.2 AA and best practices, on a wide and a narrow window.
// For the project `axe` only, whose pages accept an injected script.
import { expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const WIDTHS = [1440, 390];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Everything axe finds on the page as it is now, and whether the page scrolls sideways. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (await page.evaluate(() => !("axe" in window))) await page.addScriptTag({ path: require.resolve("axe-core/axe.min.js") });
  await page.emulateMedia({ reducedMotion: "reduce" });
  const faults: string[] = [];
  // Colours on their way from one theme or state to another are nobody's.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    // As high as the page, so that a bar at the foot of the window lies over nothing by the chance of where a page ends.
    const height = await page.evaluate(() => document.fonts.ready.then(() => document.documentElement.scrollHeight));
    await page.setViewportSize({ width, height: Math.min(Math.max(height, 800), 8_000) });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const results = await page.evaluate(
      (tags) => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({ runOnly: tags, resultTypes: ["violations"] }),
      TAGS,
    );
    for (const violation of results.violations) {
      for (const node of violation.nodes) {
        faults.push(`${width} px, ${violation.id}: ${node.target.join(" ")} ${(node.failureSummary ?? "").replaceAll("\n", " ")}`);
      }
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) faults.push(`${width} px: the page scrolls sideways by ${overflow} px`);
  }
  return faults;
}

/** Fails with every fault of the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessibilityFaults(page), `accessibility of ${page.url()}`).toEqual([]);
}
