// A sensitive step in an old session asks for the password first, and comes back with what was typed; with scripts and without.
import { newMember, newOrganization, PASSWORD, signIn } from "../support/console";
import { statement } from "../support/postgres";
import { expect, hydrated, test } from "../support/test";

test.use({ database: "postgres" });

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a key is made after the password was entered again", async ({ page, context, guildhall, faults }) => {
      faults.allow(/status of 403/);
      const org = await newOrganization(guildhall, "Harbor Labs");
      const owner = await newMember(guildhall, org, "Ana Silva", "owner");
      await signIn(context, guildhall, owner.email);
      await statement(guildhall.databaseUrl, "UPDATE sessions SET authenticated_at = 0");
      await page.goto(`/o/${org.slug}/keys/new`);
      if (scripts) await hydrated(page);
      await page.getByLabel("Name").fill("deploy & more");
      await page.getByRole("radio", { name: "Test" }).check();
      await page.getByLabel("Expires").selectOption("30");
      await page.getByRole("checkbox", { name: "View projects" }).check();
      await page.getByRole("button", { name: "Create key" }).click();

      await expect(page.getByRole("heading", { level: 1, name: "Enter your password again" })).toBeVisible();
      await expect(page.getByLabel("Email")).toHaveValue(owner.email);
      if (scripts) await hydrated(page);
      await page.getByLabel("Password", { exact: true }).fill("not the password at all");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByText("This is not your password.").first()).toBeVisible();
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Continue" }).click();

      await expect(page).toHaveURL(`/o/${org.slug}/keys/new`);
      if (scripts) await hydrated(page);
      await expect(page.getByLabel("Name")).toHaveValue("deploy & more");
      await expect(page.getByRole("radio", { name: "Test" })).toBeChecked();
      await expect(page.getByLabel("Expires")).toHaveValue("30");
      await expect(page.getByRole("checkbox", { name: "View projects" })).toBeChecked();
      await page.getByRole("button", { name: "Create key" }).click();
      await expect(page.getByRole("heading", { name: "deploy & more is ready" })).toBeVisible();
    });
  });
}
