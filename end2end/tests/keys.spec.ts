// API keys: made with an end and a mark, renamed, switched off and on, filtered; with scripts and without.
import { withCredential, type Json } from "../support/api";
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import { statement } from "../support/postgres";
import { expect, hydrated, test, type Page } from "../support/test";

/** In microseconds. */
const DAY = 86_400_000_000;

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let org: Organization;
    let ana: Member;
    let at: string;

    test.beforeEach(async ({ context, guildhall }) => {
      org = await newOrganization(guildhall, "Harbor Labs");
      at = `/organizations/${org.id}`;
      ana = await newMember(guildhall, org, "Ana Silva", "owner");
      await signIn(context, guildhall, ana.email);
    });

    const open = async (page: Page, path = "") => {
      await page.goto(`/o/${org.slug}/keys${path}`);
      if (scripts) await hydrated(page);
    };
    const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
    const make = (name: string, more: Json = {}): Promise<Json> => ana.api.post(`${at}/api-keys`, { name, permissions: ["projects.read"], ...more });
    const choose = async (page: Page, name: string, item: string) => {
      await page.getByRole("button", { name: `Actions for ${name}` }).click();
      await page.getByRole("menuitem", { name: item }).click();
    };

    test("a key is made with an end, a mark and no more than was ticked", async ({ page, guildhall, faults }) => {
      faults.allow(/status of 422/);
      await open(page, "/new");
      await page.getByLabel("Name", { exact: true }).fill("nightly");
      await page.getByRole("radio", { name: "Test" }).check();
      await page.getByLabel("Or on a date").fill("2020-01-01");
      await page.getByRole("checkbox", { name: "View members" }).check();
      await page.getByRole("button", { name: "Create key" }).click();
      await expect(page.getByLabel("Or on a date")).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByRole("checkbox", { name: "View members" }), "what was ticked is kept").toBeChecked();
      const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
      await page.getByLabel("Or on a date").fill(day);
      await page.getByRole("button", { name: "Create key" }).click();
      await expect(page.getByRole("heading", { name: "nightly is ready" })).toBeVisible();
      const secret = (await page.getByRole("group", { name: "New API key" }).innerText()).trim();
      expect(secret).toMatch(/^ghk_test_/);
      const [key] = (await ana.api.get(`${at}/api-keys`)).data;
      expect(key).toMatchObject({ name: "nightly", env: "test", permissions: ["users.read"] });
      expect(key.expires_at, "it works to the end of that day").toBe(`${day}T23:59:59Z`);
      await withCredential(guildhall, secret).get(`${at}/members`);
      await withCredential(guildhall, secret).get(`${at}/projects`, 403);
      if (scripts) await page.locator(".secret").getByRole("button", { name: "Copy" }).click();
    });

    test("a key is renamed, switched off and on again", async ({ page, guildhall, faults }) => {
      faults.allow(/status of 4\d\d/);
      const { id, key } = await make("deploy");
      const projects = `${at}/projects`;
      await open(page);
      await choose(page, "deploy", "Rename");
      const dialog = page.getByRole("dialog", { name: "Rename deploy" });
      await dialog.getByLabel("Name").fill("warehouse");
      await dialog.getByRole("button", { name: "Save name" }).click();
      await expect(dialog).toHaveCount(0);
      await expect(row(page, "warehouse")).toContainText("Active");
      if (scripts) await expect(page.getByRole("status").filter({ hasText: "Key renamed to warehouse" })).toBeVisible();

      await open(page);
      await choose(page, "warehouse", "Disable");
      await expect(row(page, "warehouse")).toContainText("Disabled");
      await withCredential(guildhall, key).get(projects, 401);
      await open(page);
      await choose(page, "warehouse", "Enable");
      await expect(row(page, "warehouse")).toContainText("Active");
      await withCredential(guildhall, key).get(projects);
      await open(page);
      await choose(page, "warehouse", "View activity");
      await expect(page).toHaveURL(`/o/${org.slug}/audit?target=${id}`);
      await expect(page.getByRole("list", { name: "Events, newest first" }).locator("summary code").first()).toHaveText(/^api_key\./);
    });

    test("the list is filtered by status and by project", async ({ page }) => {
      await ana.api.post(`${at}/projects`, { name: "Website" });
      await make("of the website", { project: "Website" });
      const off = await make("switched off");
      await ana.api.patch(`${at}/api-keys/${off.id}`, { enabled: false });
      const gone = await make("gone");
      await ana.api.delete(`${at}/api-keys/${gone.id}`);
      await open(page);
      const status = page.getByRole("navigation", { name: "Status" });
      for (const [choice, shown] of [["Active", "of the website"], ["Disabled", "switched off"], ["Revoked", "gone"]] as const) {
        await status.getByRole("link", { name: choice }).click();
        await expect(page).toHaveURL(new RegExp(`status=${choice.toLowerCase()}`));
        await expect(page.locator("tbody tr")).toHaveCount(1);
        await expect(row(page, shown)).toBeVisible();
      }
      await expect(page.getByRole("button", { name: "Actions for gone" })).toBeVisible();
      await status.getByRole("link", { name: "Expired" }).click();
      await expect(page.getByRole("heading", { name: "No key matches" })).toBeVisible();
      await page.getByRole("link", { name: "Clear filters" }).click();
      await expect(page.locator("tbody tr")).toHaveCount(3);
      await open(page, "?project=Website");
      await expect(page.locator("tbody tr")).toHaveCount(1);
      await expect(page.getByRole("link", { name: "Create key" })).toHaveAttribute("href", `/o/${org.slug}/keys/new?project=Website`);
      await page.getByTitle("Remove filter Project").click();
      await expect(page.locator("tbody tr")).toHaveCount(3);
    });

    test("the list is read page by page, newest first, and stays filtered", async ({ page }) => {
      const names: string[] = [];
      for (let number = 10; number < 62; number += 1) names.unshift(`worker ${number}`);
      for (const name of [...names].reverse()) await make(name);
      const off = await make("switched off");
      await ana.api.patch(`${at}/api-keys/${off.id}`, { enabled: false });
      const listed = page.getByRole("table", { name: "API keys" }).locator("tbody .name");
      await open(page, "?status=active");
      await expect(listed).toHaveText(names.slice(0, 50));
      await expect(page.getByText("50 of 52 keys")).toBeVisible();
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(page).toHaveURL(/\?status=active&cursor=/);
      await expect(listed).toHaveText(names.slice(50));
      await expect(page.getByRole("link", { name: "Next page" })).toHaveCount(0);
      await page.reload();
      if (scripts) await hydrated(page);
      await choose(page, "worker 10", "Disable");
      await expect(listed, "it is active no more").toHaveText(["worker 11"]);
      // A change leads back to the page that one was on.
      await choose(page, "worker 11", "Rename");
      const dialog = page.getByRole("dialog", { name: "Rename worker 11" });
      await dialog.getByLabel("Name").fill("last worker");
      await dialog.getByRole("button", { name: "Save name" }).click();
      await expect(listed).toHaveText(["last worker"]);
      await expect(page).toHaveURL(/\?status=active&cursor=[^&]+$/);
      if (scripts) await hydrated(page);
      // When nothing is left there, it says so and leads to the first page.
      await choose(page, "last worker", "Disable");
      await expect(page.getByRole("heading", { name: "Nothing is left on this page" })).toBeVisible();
      await page.getByRole("link", { name: "First page" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/keys?status=active`);
      await expect(listed).toHaveText(names.slice(0, 50));
      // Another choice begins at its first page.
      await page.getByRole("navigation", { name: "Status" }).getByRole("link", { name: "Disabled" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/keys?status=disabled`);
      await expect(listed).toHaveText(["switched off", "last worker", "worker 10"]);
    });

    test.describe("of an organization with a past", () => {
      test.use({ database: "postgres" });

      test("keys that end, never end, are over, unused or made elsewhere are told apart", async ({ page, guildhall }) => {
        for (const name of ["fresh", "endless", "ending", "over", "forgotten", "idle but off"]) await make(name, { expires_at: null });
        const { id } = (await ana.api.get(`${at}/api-keys`)).data.find(({ name }: Json) => name === "idle but off");
        await ana.api.patch(`${at}/api-keys/${id}`, { enabled: false });
        for (const kind of ["project", "organization", "api_token", "integration"]) await make(`of ${kind}`, { expires_at: null });
        const now = Date.now() * 1000;
        const set = (change: string, name: string) => statement(guildhall.databaseUrl, `UPDATE api_keys SET ${change} WHERE name = '${name}'`);
        await set(`expires_at = ${now + 3 * DAY}`, "ending");
        await set(`expires_at = ${now + 30 * DAY}`, "fresh");
        await set(`expires_at = ${Date.UTC(2024, 1, 3) * 1000}`, "over");
        for (const name of ["forgotten", "idle but off"]) await set(`last_used_at = ${now - 91 * DAY}`, name);
        await statement(guildhall.databaseUrl, "UPDATE api_keys SET kind = substr(name, 4) WHERE name LIKE 'of %'");
        await open(page);
        for (const [name, expires] of [["fresh", /Active\s*Never\s*\d/], ["endless", /Active\s*Never\s*Never/], ["ending", /Expires soon\s*Never\s*\d/], ["over", /Expired\s*Never\s*3 Feb 2024/]] as const) {
          await expect(row(page, name)).toHaveText(expires);
        }
        await expect(page.getByText("Unused for 90 days", { exact: true })).toHaveCount(1);
        await expect(row(page, "forgotten")).toContainText("Unused for 90 days");
        await expect(page.getByText("1 key has not been used for 90 days")).toBeVisible();
        await expect(page.getByText("Revoke what nobody needs any more.")).toBeVisible();
        for (const [kind, words] of [["project", "Project key"], ["organization", "Organization key"], ["api_token", "API token"], ["integration", "Integration"]] as const) {
          await expect(row(page, `of ${kind}`)).toContainText(words);
          await page.getByRole("button", { name: `Actions for of ${kind}` }).click();
          await expect(page.getByRole("menuitem", { name: "Revoke" })).toBeVisible();
          await expect(page.getByRole("menuitem", { name: "Rotate" }), "the console makes no such keys").toHaveCount(0);
          await page.keyboard.press("Escape");
        }
        await page.getByRole("navigation", { name: "Status" }).getByRole("link", { name: "Expired" }).click();
        await expect(page.getByRole("table", { name: "API keys" }).locator("tbody .name")).toHaveText(["over"]);
      });
    });
  });
}
