// The language: chosen in the account and in the foot of public pages, and brought along at sign-in; with scripts and without.
import { newMember, newOrganization, signIn, signInByForm } from "../support/console";
import { expect, hydrated, test, type Page } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    const open = async (page: Page, address: string) => {
      await page.goto(address);
      if (scripts) await hydrated(page);
    };
    const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

    test("the language of an account goes with it to another browser", async ({ page, context, newPerson, guildhall }) => {
      const org = await newOrganization(guildhall, "Harbor Labs");
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      await signIn(context, guildhall, ana.email);
      await open(page, "/account");
      await page.getByRole("radio", { name: "Deutsch" }).click();
      if (!scripts) await page.getByRole("button", { name: "Save language" }).click();
      await expect(title(page, "Konto")).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", "de");
      await expect(page.getByRole("radio", { name: "Deutsch" })).toBeChecked();

      const elsewhere = await newPerson();
      await open(elsewhere, "/sign-in?next=/account");
      await expect(title(elsewhere, "Sign in")).toBeVisible();
      await signInByForm(elsewhere, ana.email);
      await expect(title(elsewhere, "Konto")).toBeVisible();
      await expect(elsewhere.locator("html")).toHaveAttribute("lang", "de");
      if (scripts) await hydrated(elsewhere);

      await elsewhere.getByRole("radio", { name: "Wie im Browser" }).click();
      if (!scripts) await elsewhere.getByRole("button", { name: "Sprache speichern" }).click();
      await expect(title(elsewhere, "Account")).toBeVisible();
      await expect(elsewhere.getByRole("radio", { name: "Same as browser" })).toBeChecked();
    });

    test("who is not signed in chooses in the foot of the page", async ({ page, guildhall }) => {
      // Without any account, the page would lead to the set-up.
      await newOrganization(guildhall, "Harbor Labs");
      await open(page, "/sign-in?next=/join");
      await page.getByRole("button", { name: "Deutsch" }).click();
      await expect(title(page, "Anmelden")).toBeVisible();
      await expect(page).toHaveURL("/sign-in?next=/join");
      if (scripts) await hydrated(page);
      await page.getByRole("link", { name: "Barrierefreiheit" }).click();
      await expect(title(page, "Barrierefreiheit")).toBeVisible();
      // The focus comes to the top of the page, and would move the foot away under the pointer.
      if (scripts) await expect(page.getByRole("main")).toBeFocused();
      await page.getByRole("button", { name: "English" }).click();
      await expect(title(page, "Accessibility")).toBeVisible();
    });

    test("shortcuts of a single letter are switched off in the account", async ({ page, context, guildhall }) => {
      const org = await newOrganization(guildhall, "Harbor Labs");
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      await signIn(context, guildhall, ana.email);
      await open(page, "/account");
      const shortcuts = page.getByRole("switch", { name: "Single-letter shortcuts" });
      await expect(shortcuts).toBeChecked();
      await shortcuts.uncheck();
      if (scripts) await expect(page.getByRole("status").filter({ hasText: "Single-letter shortcuts are off" })).toBeVisible();
      else await page.getByRole("button", { name: "Save keyboard" }).click();
      await open(page, "/account");
      await expect(shortcuts).not.toBeChecked();
    });
  });
}
