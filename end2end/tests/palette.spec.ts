// The palette under Ctrl K: pages, actions, people, projects and keys, as far as the reader may see them; by the keyboard alone.
import { become, expect, test } from "../support/furnished";
import { newMember, newOrganization, signIn } from "../support/console";
import { hydrated, type Page } from "../support/test";

const palette = (page: Page) => page.getByRole("dialog", { name: "Search or run a command" });
const field = (page: Page) => palette(page).getByRole("combobox");
const options = (page: Page) => palette(page).getByRole("option");
const group = (page: Page, name: string) => palette(page).getByRole("group", { name, exact: true }).getByRole("option");

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await hydrated(page);
}

/** What waits for `gate` goes on when `come` is called. */
function closedGate(): { gate: Promise<void>; come: () => void } {
  let come = () => {};
  const gate = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { gate, come };
}

/** Opens the palette and types. */
async function type(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.insertText(words);
}

test.describe("somebody who owns the organization", () => {
  test.beforeEach(async ({ context, furnished }) => become(context, furnished, "owner"));

  test("opens it by the key or the button, closes it, and is back where the focus was", async ({ page, furnished }) => {
    await open(page, `/o/${furnished.full.slug}/projects`);
    const link = page.getByRole("main").getByRole("link", { name: "Website" });
    for (const closing of ["Escape", "Control+k"]) {
      await link.focus();
      await type(page, "");
      await page.keyboard.press(closing);
      await expect(palette(page)).toBeHidden();
      await expect(link).toBeFocused();
    }
    const button = page.getByRole("button", { name: "Search or run" });
    await button.click();
    await expect(field(page)).toBeFocused();
    await page.mouse.click(5, 5);
    await expect(palette(page)).toBeHidden();
    await expect(button).toBeFocused();

    // Also from a field, whose text stays.
    const search = page.getByRole("searchbox");
    await search.fill("web");
    await type(page, "nothing of this");
    await page.keyboard.press("Escape");
    await expect(search).toBeFocused();
    await expect(search).toHaveValue("web");
    // What was typed is gone when it opens again.
    await page.keyboard.press("Control+k");
    await expect(field(page)).toHaveValue("");
  });

  test("finds every kind of thing, each under its heading", async ({ page, furnished }) => {
    const { slug } = furnished.full;
    await open(page, `/o/${slug}`);
    await type(page, "");
    await expect(palette(page).getByRole("group")).toHaveCount(3);
    await expect(group(page, "Go to")).toContainText(["Overview", "Members", "Settings", "Account"]);
    await expect(group(page, "Actions")).toContainText(["Invite people", "Create key", "Create project", "Create role", "Sign out"]);
    await expect(group(page, "Other organizations")).toContainText(["Quiet Quarry"]);

    await field(page).fill("ben o");
    await expect(group(page, "Members")).toContainText(["Ben Okafor"]);
    await expect(group(page, "Members")).toContainText([furnished.member.email]);
    await field(page).fill("nightly");
    await expect(group(page, "API keys")).toContainText(["nightly report of everything"]);
    await field(page).fill("WEBS");
    await expect(group(page, "Projects")).toContainText(["Website"]);
    await expect(palette(page).getByRole("status")).toHaveText("1 result");

    const nothing = "zzqx";
    await field(page).fill(nothing);
    await expect(palette(page)).toContainText(`Nothing found for “${nothing}”`);
    await expect(options(page)).toHaveCount(0);
    await page.keyboard.press("Enter");
    await expect(palette(page)).toBeVisible();
    await expect(page).toHaveURL(`/o/${slug}`);
  });

  test("gets to what was found", async ({ page, furnished }) => {
    const { slug } = furnished.full;
    await open(page, `/o/${slug}`);
    const places: [string, string, string][] = [
      ["ben o", "Members", `/o/${slug}/members?q=${encodeURIComponent(furnished.member.email)}`],
      ["website", "Projects", `/o/${slug}/projects/Website`],
      ["nightly", "API keys", `/o/${slug}/keys`],
      ["quiet", "Other organizations", `/o/${furnished.empty.slug}`],
    ];
    for (const [words, heading, address] of places) {
      await type(page, words);
      await expect(group(page, heading).first()).toHaveAttribute("aria-selected", "true");
      await page.keyboard.press("Enter");
      await expect(palette(page)).toBeHidden();
      const there = new URL(address, page.url());
      await expect(page).toHaveURL((url) => url.pathname === there.pathname && url.searchParams.get("q") === there.searchParams.get("q"));
      await expect(page.getByRole("main")).toBeFocused();
    }
    await expect(page.getByRole("heading", { level: 1, name: furnished.empty.name })).toBeVisible();
  });

  test("stays open when the page arrives that one went to before", async ({ page, furnished }) => {
    const { slug } = furnished.full;
    await open(page, `/o/${slug}`);
    const { gate, come } = closedGate();
    await page.route("**/list_projects", async (route) => {
      await gate;
      await route.continue();
    });
    const asked = page.waitForRequest(/list_projects$/);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Projects" }).click();
    await asked;
    await type(page, "roles");
    come();
    await expect(page.getByRole("heading", { level: 1, name: "Projects", includeHidden: true })).toBeAttached();
    await expect(field(page)).toHaveValue("roles");
    await expect(field(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(palette(page)).toBeHidden();
    // What had the focus is gone with its page.
    await expect(page.getByRole("main")).toBeFocused();
    await type(page, "roles");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
  });

  test("moves by arrows, around both ends, and runs what is marked", async ({ page, furnished }) => {
    await open(page, `/o/${furnished.full.slug}`);
    await type(page, "jo");
    await expect(options(page)).toHaveText(["Join codes", "Join with a code", "Create join code"]);
    const marked = async (place: number) => {
      const option = options(page).nth(place);
      await expect(option).toHaveAttribute("aria-selected", "true");
      await expect(palette(page).getByRole("option", { selected: true })).toHaveCount(1);
      await expect(field(page)).toHaveAttribute("aria-activedescendant", (await option.getAttribute("id")) ?? "");
      await expect(field(page)).toBeFocused();
    };
    const steps: [string, number][] = [["ArrowDown", 1], ["ArrowDown", 2], ["ArrowDown", 0], ["ArrowUp", 2], ["Home", 0], ["End", 2]];
    await marked(0);
    for (const [key, place] of steps) {
      await page.keyboard.press(key);
      await marked(place);
    }
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`/o/${furnished.full.slug}/join-codes?create=1`);
    await expect(page.getByRole("dialog", { name: "Create join code" })).toBeVisible();
  });

  test("loses no key while its list is on the way, and closing it then harms nothing", async ({ page, furnished }) => {
    await open(page, `/o/${furnished.full.slug}`);
    const { gate, come } = closedGate();
    await page.route("**/part_commands.wasm", async (route) => {
      await gate;
      await route.continue();
    });
    await type(page, "theme dark");
    await page.keyboard.press("Escape");
    await expect(palette(page)).toBeHidden();
    await type(page, "roles");
    await page.keyboard.press("Enter");
    come();
    await expect(page).toHaveURL(/\/roles$/);
    await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
  });

  test("runs commands that lead nowhere", async ({ page, furnished }) => {
    await open(page, `/o/${furnished.full.slug}`);
    for (const [words, theme] of [["theme dark", "dark"], ["theme light", "light"]] as const) {
      await type(page, words);
      await page.keyboard.press("Enter");
      await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
      await expect(page).toHaveURL(`/o/${furnished.full.slug}`);
    }
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
    await hydrated(page);
    await type(page, "keyboard");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  });

  test("sees the answer to what was typed last, also when an earlier one comes later", async ({ page, furnished }) => {
    await open(page, `/o/${furnished.full.slug}`);
    let late = false;
    await page.route("**/search_organization", async (route) => {
      if (route.request().postData()?.includes("q=webs")) {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        late = true;
      }
      await route.continue();
    });
    const asked = page.waitForRequest(/search_organization/);
    await type(page, "webs");
    await asked;
    await field(page).fill("nightly");
    await expect(group(page, "API keys")).toContainText(["nightly report"]);
    await expect.poll(() => late).toBe(true);
    await page.waitForResponse(/search_organization/, { timeout: 2_000 }).catch(() => undefined);
    await expect(group(page, "Projects")).toHaveCount(0);
    await expect(group(page, "API keys")).toContainText(["nightly report"]);
  });

  test("has it on a phone, too", async ({ page, furnished }) => {
    await page.setViewportSize({ width: 390, height: 700 });
    await open(page, `/o/${furnished.full.slug}`);
    await page.getByRole("button", { name: "Search or run" }).click();
    await field(page).fill("roles");
    await palette(page).getByRole("button", { name: "Close" }).click();
    await expect(palette(page)).toBeHidden();
    await page.getByRole("button", { name: "Search or run" }).click();
    await field(page).fill("roles");
    await options(page).first().click();
    await expect(page).toHaveURL(`/o/${furnished.full.slug}/roles`);
  });
});

test("everybody finds only what they may see", async ({ page, context, furnished }) => {
  const { slug } = furnished.full;
  const closed = ["API keys", "Audit log", "Join codes", "Create key", "Create project", "Create role", "Create join code", "Invite people"];
  for (const viewer of ["owner", "member"] as const) {
    await become(context, furnished, viewer);
    await open(page, `/o/${slug}`);
    const sidebar = page.getByRole("navigation", { name: "Main" }).locator("a.nav-item");
    const pages = (await sidebar.allInnerTexts()).map((name) => name.trim());
    await type(page, "");
    await expect(group(page, "Go to")).toContainText(pages);
    for (const name of closed) {
      await expect(palette(page).getByRole("option", { name, exact: true })).toHaveCount(viewer === "owner" ? 1 : 0);
    }
    await expect(palette(page).getByRole("option", { name: "Administration" })).toHaveCount(0);

    const answer = page.waitForResponse((response) => response.url().endsWith("/search_organization"));
    await field(page).fill("e");
    expect((await answer).headers()["content-type"]).toBe("application/vnd.guildhall.packed");
    // The console's own scripts get a packed answer; the same question in JSON.
    const request = { form: { org: slug, q: "e" }, headers: { origin: furnished.guildhall.url, accept: "application/json" } };
    const found = await (await page.request.post("/_fn/app/frame/rpc/search_organization", request)).json();
    expect(found.members, "a name begins with it or not").toBeInstanceOf(Array);
    expect(found.projects.map((hit: { name: string }) => hit.name)).toContain("Website");
    const keys = found.keys.map((hit: { name: string }) => hit.name);
    if (viewer === "owner") expect(keys).toContain("deploy");
    else expect(keys).toEqual([]);
  }

  await become(context, furnished, "operator");
  await open(page, "/admin");
  await type(page, "administration");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
  await expect(page).toHaveURL("/admin");
});

test("an organization that is not theirs is searched for nobody", async ({ page, context, furnished, faults }) => {
  faults.allow(/status of 404/);
  const foreign = await newOrganization(furnished.guildhall, "Foreign Foundry");
  await become(context, furnished, "member");
  await open(page, `/o/${furnished.full.slug}`);
  await page.route("**/search_organization", (route) => route.continue({ postData: `org=${foreign.slug}&q=f` }));
  const answer = page.waitForResponse((response) => response.url().endsWith("/search_organization"));
  await type(page, "founder");
  expect((await answer).status()).toBe(404);
  await expect(group(page, "Members")).toHaveCount(0);
});

test("what was chosen last stands first, until one signs out", async ({ page, context, furnished }) => {
  const { guildhall } = furnished;
  const org = await newOrganization(guildhall, "Recent Rigging");
  const ana = await newMember(guildhall, org, "Ana Silva", "owner");
  await signIn(context, guildhall, ana.email);
  await open(page, `/o/${org.slug}`);
  const arrived = async (title: string, path: string) => {
    await expect(page).toHaveURL(`/o/${org.slug}${path}`);
    await expect(page.getByRole("heading", { level: 1, name: title, exact: true })).toBeVisible();
  };
  const choose = async (title: string, path: string) => {
    await type(page, title);
    await page.keyboard.press("Enter");
    await arrived(title, path);
  };
  for (const [title, path] of [["Members", "/members"], ["Roles", "/roles"], ["Settings", "/settings"], ["Projects", "/projects"], ["Audit log", "/audit"]] as const) {
    await choose(title, path);
  }
  const recent = (titles: string[]) => expect(group(page, "Recent")).toHaveText(titles);
  await type(page, "");
  await recent(["Audit log", "Projects", "Settings", "Roles", "Members"]);
  await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await arrived("Settings", "/settings");
  await type(page, "overview");
  await page.keyboard.press("Enter");
  await arrived(org.name, "");
  await open(page, `/o/${org.slug}`);
  await type(page, "");
  await recent(["Overview", "Settings", "Audit log", "Projects", "Roles"]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox", { name: "Search or run a command", includeHidden: true })).toHaveCount(0);

  await type(page, "sign out");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await signIn(context, guildhall, ana.email);
  await open(page, `/o/${org.slug}`);
  await type(page, "");
  await expect(options(page).first()).toBeVisible();
  await expect(group(page, "Recent")).toHaveCount(0);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("there is no button that does nothing", async ({ page, context, furnished }) => {
    await become(context, furnished, "owner");
    await page.goto(`/o/${furnished.full.slug}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("button", { name: "Search or run" })).toBeHidden();
  });
});
