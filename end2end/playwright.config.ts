// The end-to-end suite: every test starts its own Guildhall (the release binary), database and SMTP server; see support/test.ts.
//   npx playwright test                      everything
//   npx playwright test story --project=desktop
//   GUILDHALL_BIN=/path/to/guildhall npx playwright test
import { defineConfig } from "@playwright/test";
import type { GuildhallOptions } from "./support/test";

const chromium = {
  browserName: "chromium" as const,
  launchOptions: {
    executablePath: process.env.CHROMIUM_BIN ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      // There is none to be looked for.
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  },
};

export default defineConfig<GuildhallOptions>({
  testDir: "tests",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A flaky test is a failing test.
  retries: 0,
  // Much of a test is waiting, so two processors have time for a third.
  workers: 3,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [["list"]] : [["list"], ["html", { open: "never" }]],
  use: {
    ...chromium,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // A step that does not come to its end fails by itself, with a word about which one it was.
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    // Recording one takes a fifth of the time of a run: `--trace on` for the test that needs it.
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    // The kind of a test is in its file name, so that a test is run once, and under the conditions it was written for.
    { name: "desktop", testMatch: "*.spec.ts", testIgnore: ["*.no-js.spec.ts", "*.axe.spec.ts", "lighthouse.spec.ts"] },
    { name: "no-js", testMatch: "*.no-js.spec.ts", use: { javaScriptEnabled: false } },
    // axe is injected as a script, which the page's own policy rightly forbids. The policy itself is tested by the other two.
    { name: "axe", testMatch: "*.axe.spec.ts", use: { bypassCSP: true } },
    // Its scores tell about speed, so it runs when the others are done. One file of it, so that pages do not compete.
    { name: "lighthouse", testMatch: "lighthouse.spec.ts", fullyParallel: false, dependencies: ["desktop", "no-js", "axe"] },
  ],
});
