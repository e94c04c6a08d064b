// The suite's `test`: with its own Guildhall, database and SMTP server for each test, and pages that fail the test on any fault.
//
//   import { expect, hydrated, test } from "../support/test";
//   test.use({ database: "postgres", settings: { GUILDHALL_SIGNUP: "open" } });   // optional
//   test("…", async ({ page, guildhall, mailbox }) => { await page.goto("/sign-in"); await hydrated(page); … });
import { test as base, expect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { Faults } from "./faults";
import { type DatabaseKind, Guildhall } from "./guildhall";
import { Mailbox } from "./mail";

export interface GuildhallOptions {
  /** The database of this test's instance; SQLite unless told. */
  database: DatabaseKind;
  /** Further `GUILDHALL_*` settings of this test's instance. */
  settings: Record<string, string | undefined>;
}

interface Fixtures {
  mailbox: Mailbox;
  guildhall: Guildhall;
  /** Faults of every page of this test; `faults.allow(/…/)` for those a test provokes on purpose. */
  faults: Faults;
  /** A further person: an own browser context (cookies, storage) that is watched like the first one. */
  newPerson: () => Promise<Page>;
}

export const test = base.extend<Fixtures & GuildhallOptions>({
  database: ["sqlite", { option: true }],
  settings: [{}, { option: true }],

  mailbox: async ({}, use) => {
    const mailbox = await Mailbox.start();
    await use(mailbox);
    await mailbox.stop();
  },

  guildhall: async ({ database, settings, mailbox }, use, info) => {
    const guildhall = await Guildhall.start({ database, smtpUrl: mailbox.url, env: settings });
    await use(guildhall);
    const code = await guildhall.stop();
    if (info.status !== info.expectedStatus) {
      await info.attach("guildhall.log", { body: guildhall.output, contentType: "text/plain" });
    }
    expect(code, `exit code after SIGTERM\n${guildhall.output}`).toBe(0);
  },

  baseURL: async ({ guildhall }, use) => use(guildhall.url),

  faults: async ({ context, javaScriptEnabled, bypassCSP }, use) => {
    const faults = Faults.watch(context);
    if (javaScriptEnabled !== false && !bypassCSP) await faults.watchPolicy(context);
    await use(faults);
    expect(faults.all, "faults of the pages of this test").toEqual([]);
  },

  // The order matters: faults are watched before the first page opens, and judged after the test.
  page: async ({ context, faults }, use) => {
    void faults;
    await use(await context.newPage());
  },

  newPerson: async ({ browser, baseURL, faults, contextOptions, javaScriptEnabled, bypassCSP }, use) => {
    const people: { context: BrowserContext; faults: Faults }[] = [];
    void faults;
    await use(async () => {
      const context = await openContext(browser, { ...contextOptions, baseURL, javaScriptEnabled, bypassCSP });
      const watched = Faults.watch(context);
      if (javaScriptEnabled !== false && !bypassCSP) await watched.watchPolicy(context);
      people.push({ context, faults: watched });
      return context.newPage();
    });
    for (const person of people) {
      await person.context.close();
      expect(person.faults.all, "faults of the pages of a further person").toEqual([]);
    }
  },
});

async function openContext(browser: Browser, options: Parameters<Browser["newContext"]>[0]): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
}

/** Waits until the Wasm has taken over the page. */
export async function hydrated(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-hydrated", /.*/);
}

/** Opens `path` and waits for hydration; the text that the server rendered must still be there afterwards, letter for letter. */
export async function gotoHydrated(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: "commit" });
  await page.waitForLoadState("domcontentloaded");
  // What styles hide until the scripts are there counts on both sides.
  const text = () => page.locator("main").evaluate((main) => main.textContent);
  const before = await text();
  await hydrated(page);
  expect(await text(), `text of ${path} before and after hydration`).toBe(before);
}

export { expect, Guildhall, Mailbox };
export type { Page };
