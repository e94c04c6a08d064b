// The frame of the console: the palette, the keys, what stays when pages follow each other, a lost server and a new build.
import { become, expect, test } from "../support/furnished";
import { hydrated } from "../support/test";

test.beforeEach(async ({ context, furnished }) => become(context, furnished, "owner"));

test("the palette finds pages, actions, people, projects and keys by the keyboard alone", async ({ page, furnished }) => {
  const { slug } = furnished.full;
  await page.goto(`/o/${slug}`);
  await hydrated(page);
  const palette = page.getByRole("dialog", { name: "Search or run a command" });
  const field = palette.getByRole("combobox");
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();

  await page.keyboard.press("Control+k");
  await field.fill("inv");
  await expect(palette.getByRole("option", { selected: true })).toContainText("Invit");
  await field.fill("create key");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/o/${slug}/keys/new`);

  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("group", { name: "Recent" }).getByRole("option")).toHaveText(["Create key"]);
  await field.fill("ben o");
  await expect(palette.getByRole("group", { name: "Members" }).getByRole("option")).toContainText(["Ben Okafor"]);
  await field.fill("webs");
  await expect(palette.getByRole("group", { name: "Projects" }).getByRole("option")).toContainText(["Website"]);
  await field.fill("nightly");
  await expect(palette.getByRole("group", { name: "API keys" }).getByRole("option")).toContainText(["nightly report"]);
  await field.fill("quiet");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/o/${furnished.empty.slug}`);
});

test("letters lead to pages, through rows and to the list of keys, but never while one types", async ({ page, furnished }) => {
  const { slug } = furnished.full;
  await page.goto(`/o/${slug}`);
  await hydrated(page);
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page).toHaveURL(`/o/${slug}/members`);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("row").nth(1).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox");
  await expect(search).toBeFocused();
  await page.keyboard.type("g?c");
  await expect(search).toHaveValue("g?c");
  await search.blur();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("a navigation inside an organization reads no frame again, and the sidebar stays where it was", async ({ page, furnished }) => {
  await page.setViewportSize({ width: 1280, height: 320 });
  await page.goto(`/o/${furnished.full.slug}`);
  await hydrated(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const sidebar = page.getByRole("navigation", { name: "Main" });
  await sidebar.evaluate((element) => element.scrollTo(0, 60));
  await sidebar.getByRole("link", { name: "Projects" }).dispatchEvent("click"); // a real click would scroll
  await expect(page.getByRole("link", { name: "Website" })).toBeVisible();
  expect(asked.filter((path) => path.endsWith("read_page_context"))).toEqual([]);
  expect(await sidebar.evaluate((element) => element.scrollTop)).toBe(60);
});

test("a lost server is said and its return too; what is typed stays", async ({ page, context, furnished, faults }) => {
  faults.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch|Failed to load resource/);
  await page.goto(`/o/${furnished.full.slug}/projects?create=1`);
  await hydrated(page);
  const name = page.getByRole("dialog", { name: "Create project" }).getByLabel("Name");
  await name.fill("Written offline");
  await context.setOffline(true);
  await expect(page.getByText("Guildhall cannot be reached.")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("Guildhall cannot be reached.")).toBeHidden();
  await expect(name).toHaveValue("Written offline");
});

test("a build that is newer than the page offers to load it anew", async ({ page, furnished }) => {
  await page.goto(`/o/${furnished.full.slug}`);
  await hydrated(page);
  await page.route("**/_fn/**", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "guildhall-build": "0123456789abcdef" } });
  });
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Projects" }).click();
  await page.getByRole("button", { name: "Reload" }).click();
  await hydrated(page);
  await expect(page).toHaveURL(`/o/${furnished.full.slug}/projects`);
});
