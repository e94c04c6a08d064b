// Super admins change accounts and restore organizations; with scripts and without.
import { newMember, newOrganization, SESSION_COOKIE, setUp } from "../support/console";
import { expect, hydrated, test, type Page } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    const open = async (page: Page, address: string) => {
      await page.goto(address);
      if (scripts) await hydrated(page);
    };

    test("an account is found, switched off and on, and made a super admin", async ({ page, context, guildhall }) => {
      await context.addCookies([{ name: SESSION_COOKIE, value: await setUp(guildhall), url: guildhall.url }]);
      const org = await newOrganization(guildhall, "Harbor Labs");
      await newMember(guildhall, org, "Ben Okafor");
      await open(page, "/admin/users");
      await page.getByRole("searchbox", { name: "Find user" }).fill("ben");
      await page.getByRole("searchbox", { name: "Find user" }).press("Enter");
      await expect(page.getByText("1 user", { exact: true })).toBeVisible();
      const row = page.getByRole("row").filter({ hasText: "Ben Okafor" });
      const choose = async (item: string) => {
        if (scripts) await hydrated(page);
        await page.getByRole("button", { name: "Actions for Ben Okafor" }).click();
        await page.getByRole("menuitem", { name: item }).click();
      };

      await choose("Disable account");
      const disable = page.getByRole("alertdialog", { name: "Disable Ben Okafor?" });
      await expect(disable).toContainText("Its membership stays");
      await disable.getByRole("button", { name: "Disable account" }).click();
      await expect(disable).toHaveCount(0);
      await expect(row).toContainText("Disabled");

      await choose("Enable account");
      await expect(row).toContainText("Active");

      await choose("Make super admin");
      const promote = page.getByRole("dialog", { name: "Make Ben Okafor a super admin?" });
      await promote.getByRole("button", { name: "Make super admin" }).click();
      await expect(promote).toHaveCount(0);
      await expect(row).toContainText("Super admin");
    });

    test("a deleted organization is restored, and the state of the server is shown", async ({ page, context, guildhall }) => {
      await context.addCookies([{ name: SESSION_COOKIE, value: await setUp(guildhall), url: guildhall.url }]);
      const org = await newOrganization(guildhall, "Harbor Labs");
      await org.founder.delete(`/organizations/${org.id}`, 200);
      await open(page, "/admin");
      await expect(page.getByRole("link", { name: "Harbor Labs" })).toHaveCount(0);
      await page.getByRole("link", { name: "Recycle bin" }).click();
      await page.getByRole("button", { name: "Restore Harbor Labs" }).click();
      await expect(page.getByRole("heading", { name: "The recycle bin is empty" })).toBeVisible();
      await page.getByRole("link", { name: "Active", exact: true }).click();
      await expect(page.getByRole("link", { name: "Harbor Labs" })).toBeVisible();

      await open(page, "/admin/instance");
      await expect(page.getByText("Takes writes")).toBeVisible();
      await expect(page.getByRole("row").filter({ hasText: "DATABASE_URL" })).toContainText("sqlite:");
    });
  });
}
