// From page to page inside the console: no document is loaded, the frame stays, nothing blinks, and the focus follows.
import { become, expect, test } from "../support/furnished";
import { hydrated, type Page } from "../support/test";

const sidebar = (page: Page) => page.getByRole("navigation", { name: "Main" });
const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

const PAGES = ["Members", "Invitations", "Join codes", "Roles", "Projects", "API keys", "Audit log", "Settings"];

test.beforeEach(async ({ context, furnished }) => become(context, furnished, "owner"));

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await hydrated(page);
}

/** Documents that are asked for from now on. */
function documents(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest()) asked.push(request.url());
  });
  return asked;
}

/** Looks at every frame that is drawn from now on, until told to stop: what stands in `main`, and its title. */
async function watch(page: Page): Promise<() => Promise<{ text: string; title: string }[]>> {
  await page.evaluate(() => {
    const seen: { text: string; title: string }[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const main = document.querySelector("main");
      const text = main?.innerText.trim() ?? "";
      const title = main?.querySelector("h1")?.innerText ?? "";
      const last = seen.at(-1);
      if (!last || last.text !== text || last.title !== title) seen.push({ text, title });
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => (window as unknown as { seen: { text: string; title: string }[] }).seen);
}

for (const slow of [false, true]) {
  test(`the sidebar leads to each page without a blink${slow ? ", also when the server takes its time" : ""}`, async ({ page, furnished }) => {
    const { slug, name } = furnished.full;
    await open(page, `/o/${slug}`);
    if (slow) {
      await page.route("**/_fn/**", async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        await route.continue();
      });
    }
    const asked = documents(page);
    const seen = await watch(page);
    for (const place of PAGES) {
      await sidebar(page).getByRole("link", { name: place, exact: true }).click();
      await expect(title(page, place)).toBeVisible();
      await expect(page).toHaveTitle(new RegExp(`^${place}`));
      await expect(page.getByRole("main")).toBeFocused();
      await expect(sidebar(page).getByRole("link", { name: place, exact: true })).toHaveAttribute("aria-current", "page");
      await expect(sidebar(page).locator("[aria-current=page]")).toHaveCount(1);
    }
    const frames = await seen();
    expect(frames.filter(({ text }) => text === ""), "an empty page").toEqual([]);
    const titles = frames.map(({ title }) => title).filter((title, place, all) => title !== all[place - 1]);
    expect(titles, "each page follows the one before").toEqual([name, ...PAGES]);
    expect(asked).toEqual([]);
  });
}

test("the sidebar stays as it was scrolled, and a new page begins at its top", async ({ page, furnished }) => {
  await page.setViewportSize({ width: 1280, height: 320 });
  await open(page, `/o/${furnished.full.slug}/members`);
  const scrolled = () => sidebar(page).evaluate((element) => element.scrollTop);
  await sidebar(page).evaluate((element) => element.scrollTo(0, 80));
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
  await sidebar(page).getByRole("link", { name: "Projects" }).dispatchEvent("click"); // a real click would scroll it
  await expect(title(page, "Projects")).toBeVisible();
  expect(await scrolled()).toBe(80);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test("one goes back and forward without loading anything, to fresh pages", async ({ page, furnished }) => {
  const { slug, name } = furnished.full;
  await open(page, `/o/${slug}`);
  for (const place of ["Roles", "Projects"]) {
    await sidebar(page).getByRole("link", { name: place, exact: true }).click();
    await expect(title(page, place)).toBeVisible();
  }
  await page.getByRole("link", { name: "Website" }).click();
  await expect(title(page, "Website")).toBeVisible();
  const asked = documents(page);
  const seen = await watch(page);
  const way: [(page: Page) => Promise<unknown>, string, string][] = [
    [(page) => page.goBack(), "Projects", "/projects"],
    [(page) => page.goBack(), "Roles", "/roles"],
    [(page) => page.goBack(), name, ""],
    [(page) => page.goForward(), "Roles", "/roles"],
    [(page) => page.goForward(), "Projects", "/projects"],
    [(page) => page.goForward(), "Website", "/projects/Website"],
  ];
  for (const [go, heading, path] of way) {
    await go(page);
    await expect(title(page, heading)).toBeVisible();
    await expect(page).toHaveURL(`/o/${slug}${path}`);
    await expect(page.getByRole("main")).toBeFocused();
  }
  expect((await seen()).filter(({ text }) => text === ""), "an empty page").toEqual([]);
  expect(asked).toEqual([]);
});

test("organizations and the pages outside are reached without loading, too", async ({ page, furnished }) => {
  await open(page, `/o/${furnished.full.slug}`);
  const asked = documents(page);
  const seen = await watch(page);
  await page.getByRole("button", { name: "Switch organization" }).click();
  await page.getByRole("menuitem", { name: furnished.empty.name }).click();
  await expect(title(page, furnished.empty.name)).toBeVisible();
  await page.getByRole("button", { name: furnished.owner.name }).click();
  await page.getByRole("menuitem", { name: "Account" }).click();
  await expect(title(page, "Account")).toBeVisible();
  await page.getByRole("link", { name: "Guildhall" }).first().click();
  await expect(page.getByRole("main").getByRole("link", { name: furnished.full.name }).first()).toBeVisible();
  expect((await seen()).filter(({ text }) => text === ""), "an empty page").toEqual([]);
  expect(asked).toEqual([]);
});

test("on a phone the drawer closes behind the one who chose, and the focus is on the page", async ({ page, furnished }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await open(page, `/o/${furnished.full.slug}`);
  await page.getByRole("button", { name: "Open navigation" }).click();
  await sidebar(page).getByRole("link", { name: "Roles" }).click();
  await expect(title(page, "Roles")).toBeVisible();
  await expect(sidebar(page)).toBeHidden();
  await expect(page.getByRole("main")).toBeFocused();
});

test("the keyboard alone gets through: skip link, Enter on a link, a dialog in the address", async ({ page, furnished }) => {
  const { slug } = furnished.full;
  await open(page, `/o/${slug}`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await sidebar(page).getByRole("link", { name: "Projects" }).focus();
  await page.keyboard.press("Enter");
  await expect(title(page, "Projects")).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();

  // A dialog is an address of the same page: it takes the focus, and closing it gives it back.
  const create = page.getByRole("main").getByRole("link", { name: "Create project" });
  await create.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Create project" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await expect(page).toHaveURL(`/o/${slug}/projects?create=1`);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(`/o/${slug}/projects`);
  await expect(create).toBeFocused();
});

test("a link that is opened in a new tab leaves this one where it is", async ({ page, context, furnished }) => {
  await open(page, `/o/${furnished.full.slug}`);
  const opened = context.waitForEvent("page");
  await sidebar(page).getByRole("link", { name: "Roles" }).click({ modifiers: ["Control"] });
  const tab = await opened;
  await expect(title(tab, "Roles")).toBeVisible();
  await expect(title(page, furnished.full.name)).toBeVisible();
});
