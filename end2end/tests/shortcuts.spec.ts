// The keys without Control: what each does, where they are off, and how one switches them off.
import { become, expect, test } from "../support/furnished";
import { newMember, newOrganization, signIn } from "../support/console";
import { hydrated, type Page } from "../support/test";

const help = (page: Page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });
const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await hydrated(page);
}

/** Presses keys one after the other. */
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test.describe("for an owner", () => {
  test.beforeEach(async ({ context, furnished }) => become(context, furnished, "owner"));

  test("? tells all of them, and gives the focus back", async ({ page, furnished }) => {
    await open(page, `/o/${furnished.full.slug}/projects`);
    const link = page.getByRole("main").getByRole("link", { name: "Website" });
    await link.focus();
    await press(page, "?");
    await expect(help(page)).toBeVisible();
    for (const words of ["Search and commands", "Search in the list", "Next and previous row", "Go to a page"]) {
      await expect(help(page)).toContainText(words);
    }
    for (const again of [true, false]) {
      await press(page, "Escape");
      await expect(help(page)).toBeHidden();
      await expect(link).toBeFocused();
      if (again) {
        await press(page, "?");
        await expect(help(page)).toBeVisible();
      }
    }
  });

  test("G and a letter lead to each page", async ({ page, furnished }) => {
    const { slug, name } = furnished.full;
    await open(page, "/account");
    await press(page, "g", "m");
    await expect(page, "outside an organization there is nothing to go to").toHaveURL("/account");
    await open(page, `/o/${slug}`);
    const places = [
      ["m", "/members", "Members"],
      ["r", "/roles", "Roles"],
      ["p", "/projects", "Projects"],
      ["k", "/keys", "API keys"],
      ["j", "/join-codes", "Join codes"],
      ["a", "/audit", "Audit log"],
      ["s", "/settings", "Settings"],
      ["o", "", name],
    ] as const;
    for (const [letter, path, heading] of places) {
      await press(page, "g", letter);
      await expect(page).toHaveURL(`/o/${slug}${path}`);
      await expect(title(page, heading)).toBeVisible();
    }
    // A pause, or another key between them, ends it.
    await press(page, "g");
    await page.waitForTimeout(1_800);
    await press(page, "m");
    await press(page, "g", "q", "m");
    await expect(title(page, name)).toBeVisible();
    await expect(page).toHaveURL(`/o/${slug}`);
  });

  test("/ leads into the search of a list", async ({ page, furnished }) => {
    await open(page, `/o/${furnished.full.slug}/projects`);
    await press(page, "/");
    const search = page.getByRole("searchbox");
    await expect(search).toBeFocused();
    await expect(search).toHaveValue("");
    await page.keyboard.type("webs");
    await press(page, "Enter");
    await expect(page).toHaveURL(/\?q=webs$/);
    await expect(page.getByRole("link", { name: "Website" })).toBeVisible();
    await expect(page.getByRole("link", { name: "default" })).toHaveCount(0);
  });

  test("C makes what the page makes", async ({ page, furnished }) => {
    const { slug } = furnished.full;
    await open(page, `/o/${slug}/projects`);
    await press(page, "c");
    const dialog = page.getByRole("dialog", { name: "Create project" });
    await expect(dialog.getByLabel("Name")).toBeFocused();
    await page.keyboard.type("c");
    await expect(dialog.getByLabel("Name")).toHaveValue("c");
    await press(page, "Escape");
    await expect(dialog).toBeHidden();
    for (const [path, there] of [["/roles", "/roles/new"], ["/keys", "/keys/new"], ["/members", "/invitations?invite=1"]]) {
      await open(page, `/o/${slug}${path}`);
      await press(page, "c");
      await expect(page).toHaveURL(`/o/${slug}${there}`);
    }
    await open(page, `/o/${slug}/audit`);
    await press(page, "c");
    await expect(page, "nothing is made there").toHaveURL(`/o/${slug}/audit`);
  });

  test("J and K walk through rows, Enter opens one", async ({ page, furnished }) => {
    await open(page, `/o/${furnished.full.slug}/projects`);
    const links = page.getByRole("main").getByRole("row").getByRole("link");
    await expect(links).toHaveCount(2);
    await press(page, "j");
    await expect(links.nth(0)).toBeFocused();
    await press(page, "j");
    await expect(links.nth(1)).toBeFocused();
    await press(page, "j");
    await expect(links.nth(1), "the last row stays").toBeFocused();
    await press(page, "k", "k");
    await expect(links.nth(0), "and so does the first").toBeFocused();
    const name = (await links.nth(0).innerText()).trim();
    await press(page, "Enter");
    await expect(title(page, name)).toBeVisible();
  });

  test("X ticks, Shift X ticks up to here, Escape removes the ticks", async ({ page, furnished }) => {
    await open(page, `/o/${furnished.full.slug}/members`);
    const box = (name: string) => page.getByRole("checkbox", { name: `Select ${name}` });
    const bar = page.getByRole("form", { name: "Selected members" });
    await expect(box("Ben Okafor")).toBeVisible();
    // The first row is the reader's own, which cannot be ticked.
    await press(page, "j", "x");
    await expect(bar).toBeHidden();
    await press(page, "j", "x");
    await expect(box("Ben Okafor")).toBeChecked();
    await expect(bar).toContainText("1 selected");
    await press(page, "x");
    await expect(box("Ben Okafor")).not.toBeChecked();
    await press(page, "x", "j", "j", "Shift+X");
    await expect(bar).toContainText("3 selected");
    for (const name of ["Ben Okafor", "Dan Wexler", "Founder of Harbor Labs"]) await expect(box(name)).toBeChecked();
    await press(page, "Escape");
    await expect(bar).toBeHidden();
    await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
  });

  test("none of them counts while one types, or while something lies above the page", async ({ page, furnished }) => {
    const { slug } = furnished.full;
    const keys = ["g", "m", "c", "j", "x", "/", "?"];
    await open(page, `/o/${slug}/keys/new`);
    const name = page.getByLabel("Name", { exact: true });
    await name.focus();
    await press(page, ...keys);
    await expect(name).toHaveValue(keys.join(""));
    const project = page.getByLabel("Project", { exact: true });
    await project.focus();
    await press(page, ...keys);
    await expect(page).toHaveURL(`/o/${slug}/keys/new`);
    await expect(help(page)).toBeHidden();

    await open(page, `/o/${slug}/projects`);
    await page.getByRole("button", { name: furnished.owner.name }).click();
    await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
    await press(page, "g", "m", "c", "?");
    await expect(page).toHaveURL(`/o/${slug}/projects`);
    await expect(help(page)).toBeHidden();
    await press(page, "Escape");
    await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeHidden();

    await press(page, "?");
    await expect(help(page)).toBeVisible();
    await press(page, "g", "m", "c");
    await expect(help(page)).toBeVisible();
    await expect(page).toHaveURL(`/o/${slug}/projects`);
    await press(page, "Escape");
    // On a button and on a box they do count: nobody types there.
    await page.getByRole("button", { name: "Search or run" }).focus();
    await press(page, "g", "m");
    await expect(page).toHaveURL(`/o/${slug}/members`);
  });
});

test("a member's keys lead to no page and make nothing that is not theirs", async ({ page, context, furnished }) => {
  const { slug } = furnished.full;
  await become(context, furnished, "member");
  await open(page, `/o/${slug}/projects`);
  await press(page, "g", "k", "g", "a", "c");
  await press(page, "g", "r");
  await expect(title(page, "Roles")).toBeVisible();
  await page.goBack();
  await expect(page, "nothing else was opened between").toHaveURL(`/o/${slug}/projects`);
});

test("who switches them off in the account keeps Ctrl K, and can switch them on again", async ({ page, context, furnished }) => {
  const { guildhall } = furnished;
  const org = await newOrganization(guildhall, "Quiet Keys");
  const ana = await newMember(guildhall, org, "Ana Silva", "owner");
  await signIn(context, guildhall, ana.email);
  await open(page, "/account");
  const single = page.getByRole("switch", { name: "Single-letter shortcuts" });
  await press(page, "?");
  await expect(help(page)).toBeVisible();
  await press(page, "Escape");

  await single.uncheck();
  await expect(page.getByRole("status").filter({ hasText: "Single-letter shortcuts are off" })).toBeVisible();
  await expect(async () => {
    await press(page, "Escape", "?");
    await page.waitForTimeout(100);
    expect(await help(page).isVisible()).toBe(false);
  }, "on this very page").toPass({ timeout: 5_000 });
  const go = async (words: string, address: string, heading: string) => {
    await press(page, "Control+k");
    await page.getByRole("combobox", { name: "Search or run a command" }).fill(words);
    await press(page, "Enter");
    await expect(page).toHaveURL(address);
    await expect(title(page, heading)).toBeVisible();
  };
  await go("quiet", `/o/${org.slug}`, org.name);
  await go("projects", `/o/${org.slug}/projects`, "Projects");
  for (let round = 0; round < 2; round++) {
    await press(page, "g", "m", "c", "j", "?", "/");
    await expect(page).toHaveURL(`/o/${org.slug}/projects`);
    await expect(help(page)).toBeHidden();
    await expect(page.getByRole("searchbox")).not.toBeFocused();
    await open(page, `/o/${org.slug}/projects`);
  }

  await open(page, "/account");
  await single.check();
  await expect(page.getByRole("status").filter({ hasText: "Single-letter shortcuts are on" })).toBeVisible();
  await open(page, `/o/${org.slug}/projects`);
  await press(page, "g", "m");
  await expect(page).toHaveURL(`/o/${org.slug}/members`);
});
