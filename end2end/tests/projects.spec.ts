// Projects: found and paged through, renamed, looked into, deleted by name; with scripts and without.
import { withCredential } from "../support/api";
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import { expect, hydrated, test, type Page } from "../support/test";

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
      await page.goto(`/o/${org.slug}/projects${path}`);
      if (scripts) await hydrated(page);
    };
    const rows = (page: Page) => page.getByRole("table", { name: "Projects" }).locator("tbody tr");

    test("the list is searched, and read page by page", async ({ page }) => {
      for (let number = 10; number < 62; number += 1) await ana.api.post(`${at}/projects`, { name: `Ferry ${number}` });
      await open(page);
      await expect(rows(page)).toHaveCount(50);
      await expect(page.getByText("50 of 53 projects")).toBeVisible();
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(page).toHaveURL(/cursor=/);
      await expect(rows(page)).toHaveCount(3);
      await page.getByRole("link", { name: "First page" }).click();
      await expect(rows(page)).toHaveCount(50);
      if (scripts) await hydrated(page);
      const search = page.getByRole("searchbox", { name: "Find project" });
      await search.fill("ferry 3");
      await search.press("Enter");
      await expect(page).toHaveURL(/[?&]q=ferry(\+|%20)3/);
      await expect(rows(page)).toHaveCount(10);
      await open(page, "?q=nothing");
      await expect(page.getByRole("heading", { name: "No project contains “nothing”" })).toBeVisible();
      await page.getByRole("link", { name: "Clear search" }).click();
      await expect(rows(page)).toHaveCount(50);
    });

    test("a project is described, renamed, and leads to a key of its own", async ({ page, faults }) => {
      faults.allow(/status of 409/);
      for (const name of ["Website", "Shop"]) await ana.api.post(`${at}/projects`, { name });
      await open(page, "/Website");
      await page.getByRole("link", { name: "Edit" }).click();
      const dialog = page.getByRole("dialog", { name: "Edit Website" });
      await dialog.getByLabel("Name").fill("Shop");
      await dialog.getByRole("button", { name: "Save project" }).click();
      await expect(dialog.getByText("There is already a project with this name.")).toBeVisible();
      await dialog.getByLabel("Name").fill("Storefront");
      await dialog.getByLabel("Description").fill("What visitors see");
      await dialog.getByRole("button", { name: "Save project" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/projects/Storefront`);
      await expect(page.getByRole("heading", { level: 1, name: "Storefront" })).toBeVisible();
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(page.getByText("What visitors see")).toBeVisible();
      await ana.api.get(`${at}/projects/Website`, 404);
      await expect(page.getByRole("heading", { name: "No keys yet" })).toBeVisible();
      if (scripts) await hydrated(page);
      await page.getByRole("link", { name: "Create key" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Create API key" })).toBeVisible();
      await expect(page.getByLabel("Project", { exact: true })).toHaveValue("Storefront");
    });

    test("somebody who only sees projects is offered no change, and is refused one", async ({ page, context, guildhall }) => {
      await ana.api.post(`${at}/projects`, { name: "Website" });
      const ben = await newMember(guildhall, org, "Ben Okafor");
      await context.clearCookies();
      await signIn(context, guildhall, ben.email);
      await open(page, "?create=1");
      await expect(rows(page)).toHaveCount(2);
      await expect(page.getByRole("link", { name: "Create project" })).toHaveCount(0);
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await open(page, "?q=nothing");
      await expect(page.getByRole("link", { name: "Clear search" })).toBeVisible();
      await expect(page.getByRole("link", { name: "Create project" })).toHaveCount(0);
      await open(page, "/Website?edit=1&delete=1");
      await expect(page.getByRole("heading", { level: 1, name: "Website" })).toBeVisible();
      for (const action of ["Edit", "Create key", "Delete project"]) await expect(page.getByRole("link", { name: action })).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Delete project" })).toBeDisabled();
      await expect(page.getByText("You need projects.delete for it.")).toBeVisible();
      await expect(page.getByRole("dialog").or(page.getByRole("alertdialog"))).toHaveCount(0);

      const before = await ana.api.get(`${at}/projects`);
      for (const [action, form] of [
        ["create_project", { name: "Mine", description: "" }],
        ["update_project", { project: "Website", name: "Mine", description: "" }],
        ["delete_project", { project: "Website", confirm: "Website" }],
      ] as const) {
        const answer = await context.request.post(`/_fn/app/projects/rpc/${action}`, {
          headers: { Origin: guildhall.url, Accept: "application/json" },
          form: { org: org.slug, ...form },
          maxRedirects: 0,
        });
        expect(answer.status(), action).toBe(403);
        expect(await answer.text(), action).toContain(`projects.${action.split("_")[0]}`);
      }
      expect(await ana.api.get(`${at}/projects`)).toEqual(before);
    });

    test("a project shows what runs in it, its keys, and who may do what", async ({ page }) => {
      await ana.api.post(`${at}/projects`, { name: "Website" });
      await ana.api.post(`${at}/api-keys`, { name: "deploy", permissions: ["projects.read"], project: "Website" });
      for (const resource of ["environment/staging", "blueprint/shop"]) {
        expect((await ana.api.send("PUT", `${at}/projects/Website/resources/${resource}`)).status).toBe(201);
      }
      await open(page, "/Website");
      await expect(page.getByRole("region", { name: "Environments" })).toContainText("staging");
      await expect(page.getByRole("region", { name: "Blueprints" })).toContainText("shop");
      await expect(page.getByRole("region", { name: "API keys" })).toContainText("deploy");
      const access = page.getByRole("table", { name: "Access" }).locator("tbody tr");
      await expect(access.filter({ hasText: "admin" })).toHaveText(/admin\s*0\s*Yes\s*Yes\s*Yes\s*Yes/);
      await expect(access.filter({ hasText: "member" })).toHaveText(/member\s*0\s*Yes\s*No\s*No\s*No/);
      await page.getByRole("link", { name: "Manage keys" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/keys?project=Website`);
    });

    test("a project is deleted by its name, and what runs there only when asked to", async ({ page, guildhall, faults }) => {
      faults.allow(/status of 4\d\d/);
      await ana.api.post(`${at}/projects`, { name: "Website" });
      const { key } = await ana.api.post(`${at}/api-keys`, { name: "deploy", permissions: ["projects.read"], project: "Website" });
      await ana.api.send("PUT", `${at}/projects/Website/resources/environment/staging`);
      await open(page, "/Website");
      await page.getByRole("link", { name: "Delete project" }).click();
      const dialog = page.getByRole("alertdialog", { name: "Delete Website?" });
      const confirm = () => dialog.getByRole("button", { name: "Delete project" }).click();
      const name = dialog.getByLabel("Type Website to confirm");
      await expect(dialog).toContainText("1 environment: staging");
      await expect(dialog).toContainText("1 key, which stops working");
      await name.fill("website");
      await confirm();
      await expect(name).toHaveAttribute("aria-invalid", "true");
      await name.fill("Website");
      await confirm();
      await expect(dialog.getByRole("alert").filter({ hasText: "Stop it first, or delete with force." })).toBeVisible();
      await ana.api.get(`${at}/projects/Website`);
      await dialog.getByRole("checkbox", { name: "Delete anyway" }).check();
      await name.fill("Website");
      await confirm();
      await expect(page).toHaveURL(`/o/${org.slug}/projects`);
      await ana.api.get(`${at}/projects/Website`, 404);
      await withCredential(guildhall, key).get(`${at}/projects`, 401);
      // What came with the organization stays.
      await open(page, "/default?delete=1");
      await expect(page.getByRole("alertdialog")).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Delete project" })).toBeDisabled();
    });
  });
}
