// Roles: whom a change reaches before it is saved, two beside each other, and what somebody with one sees; with scripts and without.
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import { expect, hydrated, test, type Page } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let org: Organization;
    let ana: Member;
    let ben: Member;

    test.beforeEach(async ({ context, guildhall }) => {
      org = await newOrganization(guildhall, "Harbor Labs");
      ana = await newMember(guildhall, org, "Ana Silva", "owner");
      await ana.api.post(`/organizations/${org.id}/roles`, { name: "support", description: "Looks after people", permissions: ["organization.read", "users.read", "roles.read"] });
      ben = await newMember(guildhall, org, "Ben Okafor", "support");
      await newMember(guildhall, org, "Cem Yilmaz", "support");
      await signIn(context, guildhall, ana.email);
    });

    const open = async (page: Page, path: string) => {
      await page.goto(`/o/${org.slug}/roles${path}`);
      if (scripts) await hydrated(page);
    };
    const tick = (page: Page, name: string) => page.getByRole("checkbox", { name });
    const saved = async () => (await ana.api.get(`/organizations/${org.id}/roles/support`)).permissions;

    test("a change says who gains and who loses before it is saved", async ({ page }) => {
      await open(page, "/support");
      const effect = page.getByRole("complementary", { name: "What changes" });
      if (scripts) await expect(effect).toContainText("Nothing yet.");
      await tick(page, "View projects").check();
      await tick(page, "View members").uncheck();
      if (scripts) {
        for (const word of ["added", "removed"]) await expect(page.getByText(word, { exact: true })).toBeVisible();
      } else {
        await page.getByRole("button", { name: "Preview" }).click();
        await expect(page, "the address holds the change").toHaveURL(/preview=1/);
        await expect(tick(page, "View projects")).toBeChecked();
        await expect(tick(page, "View members")).not.toBeChecked();
      }
      await expect(effect.getByRole("listitem").filter({ hasText: "projects.read" })).toContainText("2 members gain it.");
      await expect(effect.getByRole("listitem").filter({ hasText: "users.read" })).toContainText("2 members lose it.");
      await expect(effect).toContainText("Ben Okafor, Cem Yilmaz");
      await expect(page.getByText("2 changes to what it allows")).toBeVisible();
      expect(await saved(), "looking changes nothing").toEqual(["organization.read", "users.read", "roles.read"]);
      await ben.api.get(`/organizations/${org.id}/projects`, 403);

      await page.getByRole("button", { name: "Save role" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/roles/support`);
      await expect.poll(saved).toEqual(["organization.read", "roles.read", "projects.read"]);
      await ben.api.get(`/organizations/${org.id}/projects`);
      await ben.api.get(`/organizations/${org.id}/members`, 403);
      const [changed] = (await ana.api.get(`/organizations/${org.id}/audit-events?action=role.updated`)).data;
      expect(changed.changes.permissions).toEqual([
        ["organization.read", "users.read", "roles.read"],
        ["organization.read", "roles.read", "projects.read"],
      ]);
    });

    test("a change is discarded", async ({ page }) => {
      await open(page, "/support");
      await page.getByLabel("Description").fill("Something else");
      await tick(page, "View projects").check();
      if (!scripts) await page.getByRole("button", { name: "Preview" }).click();
      await expect(page.getByText("1 change to what it allows")).toBeVisible();
      await page.getByRole("link", { name: "Discard" }).click();
      await expect(page.getByLabel("Description")).toHaveValue("Looks after people");
      await expect(tick(page, "View projects")).not.toBeChecked();
      expect(await saved()).not.toContain("projects.read");
    });

    test("two roles stand beside each other", async ({ page }) => {
      await open(page, "");
      await page.getByRole("button", { name: "Actions for support" }).click();
      await page.getByRole("menuitem", { name: "Compare" }).click();
      await expect(page).toHaveURL(/\?compare=support/);
      if (scripts) await hydrated(page);
      await expect(page.getByLabel("First role")).toHaveValue("support");
      await page.getByLabel("Second role").selectOption("member");
      await page.getByRole("button", { name: "Compare", exact: true }).click();
      await expect(page).toHaveURL(/compare=support&with=member/);
      await expect(page.getByText("support and member differ by 2 permissions.")).toBeVisible();
      const part = (title: string) => page.locator("section").filter({ has: page.getByRole("heading", { level: 3, name: title, exact: true }) }).last();
      await expect(part("Only support 0")).toContainText("Nothing");
      await expect(part("Only member 2").getByRole("listitem")).toHaveText([/View projects\s*projects\.read/, /View dashboard\s*dashboard\.view/]);
      await expect(part("Both 3").locator("code")).toHaveText(["organization.read", "users.read", "roles.read"]);

      // The address holds it, for whoever is shown it.
      await page.reload();
      await expect(page.getByText("support and member differ by 2 permissions.")).toBeVisible();
      if (scripts) await hydrated(page);
      await page.getByLabel("Second role").selectOption("support");
      await page.getByRole("button", { name: "Compare", exact: true }).click();
      await expect(page.getByText("support and support allow the same.")).toBeVisible();
      if (scripts) await hydrated(page);
      await page.getByRole("link", { name: "End comparison" }).click();
      await expect(page.getByLabel("First role")).toHaveCount(0);
      await expect(page).toHaveURL(`/o/${org.slug}/roles`);
    });

    test("what somebody with a role sees is what they see", async ({ page, newPerson, guildhall }) => {
      await open(page, "/support");
      await page.getByRole("link", { name: "View as role" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "View as support" })).toBeVisible();
      await expect(page.getByText("You stay signed in as yourself")).toBeVisible();
      const console = page.getByRole("region", { name: "In the console" }).locator(".row");
      const [visible, hidden] = [console.filter({ hasText: "Visible" }), console.filter({ hasText: "Hidden" })];
      const words = async (rows: typeof console) => (await rows.allInnerTexts()).map((text) => text.replace(/\s*(Visible|Hidden)\s*/, "").trim());
      const bens = await newPerson();
      await signIn(bens.context(), guildhall, ben.email);
      await bens.goto(`/o/${org.slug}`);
      const links = bens.getByRole("navigation", { name: "Main" }).getByRole("link").filter({ hasText: /\S/ });
      await expect(links.first()).toBeVisible();
      expect(await words(visible)).toEqual((await links.allInnerTexts()).map((text) => text.trim()));
      expect(await words(hidden)).toEqual(expect.arrayContaining(["API keys", "Audit log"]));

      await expect(page.getByText("3 of 23 permissions")).toBeVisible();
      const verdict = (permission: string) => page.getByRole("row").filter({ has: page.getByText(permission, { exact: true }) });
      for (const [permission, path, status] of [["users.read", "members", 200], ["roles.read", "roles", 200], ["projects.read", "projects", 403], ["audit.read", "audit-events", 403]] as const) {
        await expect(verdict(permission)).toContainText(status === 200 ? "Allowed" : "Refused");
        await ben.api.get(`/organizations/${org.id}/${path}`, status);
      }
      await page.getByRole("link", { name: "Back to the role" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "support", exact: true })).toBeVisible();
    });

    test("a role is duplicated, and the copy deleted again", async ({ page }) => {
      const choose = async (role: string, item: string) => {
        await page.getByRole("button", { name: `Actions for ${role}`, exact: true }).click();
        await page.getByRole("menuitem", { name: item }).click();
      };
      await open(page, "");
      await choose("support", "Duplicate");
      await expect(page.getByRole("heading", { level: 1, name: "Create role" })).toBeVisible();
      if (scripts) await hydrated(page);
      await expect(tick(page, "View members")).toBeChecked();
      await page.getByLabel("Name", { exact: true }).fill("helpdesk");
      await page.getByRole("button", { name: "Create role" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/roles`);
      expect((await ana.api.get(`/organizations/${org.id}/roles/helpdesk`)).permissions).toEqual(await saved());

      await open(page, "");
      await choose("support", "Delete role");
      await expect(page.getByRole("alertdialog")).toContainText("2 members still have this role");
      await expect(page.getByRole("alertdialog").getByRole("button", { name: "Delete role" })).toBeDisabled();
      await open(page, "");
      await choose("helpdesk", "Delete role");
      await page.getByRole("alertdialog", { name: "Delete helpdesk?" }).getByRole("button", { name: "Delete role" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/roles`);
      await ana.api.get(`/organizations/${org.id}/roles/helpdesk`, 404);
      await open(page, "");
      await choose("support", "See who holds it");
      await expect(page).toHaveURL(`/o/${org.slug}/members?role=support`);
      await expect(page.getByRole("table", { name: "Members" }).locator("tbody tr")).toHaveCount(2);
    });

    test("a role that one may not change is shown locked, says why, and is not saved", async ({ page, context, guildhall }) => {
      const at = `/organizations/${org.id}`;
      await ana.api.post(`${at}/roles`, { name: "closer", description: "Ends it", permissions: ["users.read", "organization.delete"] });
      const become = async (name: string, role: string) => {
        await context.clearCookies();
        await signIn(context, guildhall, (await newMember(guildhall, org, name, role)).email);
      };
      const locked = async (role: string, reason: string) => {
        await open(page, `/${role}`);
        await expect(page.getByRole("heading", { level: 1, name: role, exact: true })).toBeVisible();
        await expect(page.getByText("You can look at this role, not change it")).toBeVisible();
        await expect(page.getByText(reason)).toBeVisible();
        await expect(page.getByRole("checkbox")).toHaveCount(23);
        await expect(page.getByRole("checkbox", { disabled: false })).toHaveCount(0);
        await expect(tick(page, "View members"), "it can be looked at").toBeChecked();
        for (const name of ["Save role", "Preview"]) await expect(page.getByRole("button", { name })).toHaveCount(0);
        await expect(page.getByLabel("Description")).toHaveCount(0);
        await expect(page.getByRole("link", { name: "Delete role" })).toHaveCount(0);
      };
      /** What a page that did not lock anything would send. */
      const forge = async (role: string, permission: string, status: number, words: string) => {
        const before = await ana.api.get(`${at}/roles/${role}`);
        const answer = await context.request.post("/_fn/app/roles/rpc/update_role", {
          headers: { Origin: guildhall.url, Accept: "application/json" },
          form: { org: org.slug, role, name: role, description: "Mine now", "permissions[0]": "users.read", "permissions[1]": permission },
          maxRedirects: 0,
        });
        expect(answer.status(), role).toBe(status);
        expect(await answer.text(), role).toContain(words);
        expect(await ana.api.get(`${at}/roles/${role}`)).toEqual(before);
      };

      await locked("owner", "owner comes with the product and is the same everywhere. Nothing can take its place.");
      await expect(page.getByRole("link", { name: "Replace with own version" })).toHaveCount(0);
      for (const role of ["admin", "member"]) {
        await locked(role, `${role} comes with the product and is the same everywhere. A version of your own can take its place.`);
        await forge(role, "audit.read", 409, "is a system role");
      }

      await become("Dee Moreau", "admin");
      await locked("closer", "It holds organization.delete, which you do not hold yourself.");
      await forge("closer", "audit.read", 403, "rights that you do not have");
      // Of a role within one's rights only what one lacks is locked.
      await open(page, "/support");
      await expect(page.getByRole("checkbox", { disabled: true })).toHaveCount(1);
      await expect(tick(page, "Delete organization")).toBeDisabled();
      await expect(tick(page, "Delete organization"), "the box says why").toHaveAccessibleName(/You do not hold this permission yourself/);
      await forge("support", "organization.delete", 403, "organization.delete");

      await become("Eli Novak", "member");
      await locked("support", "You need roles.update. Ask somebody who may edit roles.");
      await forge("support", "users.read", 403, "roles.update");
    });

    test("a system role is replaced by one's own, and comes back", async ({ page, guildhall }) => {
      const dee = await newMember(guildhall, org, "Dee Moreau");
      await dee.api.get(`/organizations/${org.id}/projects`);
      await open(page, "/member");
      await page.getByRole("link", { name: "Replace with own version" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Replace member" })).toBeVisible();
      if (scripts) await hydrated(page);
      await tick(page, "View projects").uncheck();
      if (scripts) await expect(page.getByRole("listitem").filter({ hasText: "projects.read" })).toContainText("1 member loses it.");
      await page.getByRole("button", { name: "Create role" }).click();
      await expect(page.getByRole("row").filter({ hasText: "Replaces system role" })).toContainText("member");
      await dee.api.get(`/organizations/${org.id}/projects`, 403);

      await open(page, "/member");
      await expect(page.getByText("The built-in role member is hidden here.")).toBeVisible();
      await page.getByRole("link", { name: "Bring back system role" }).click();
      const dialog = page.getByRole("alertdialog", { name: "Delete your version of member?" });
      await expect(dialog).toContainText("1 member has what that one allows from then on.");
      await dialog.getByRole("button", { name: "Bring back system role" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/roles`);
      await expect(page.getByText("Replaces system role")).toHaveCount(0);
      await dee.api.get(`/organizations/${org.id}/projects`);
    });
  });
}
