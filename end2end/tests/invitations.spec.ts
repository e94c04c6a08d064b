// Invitations: sent again with a new link, taken back, declined, filtered by what became of them; with scripts and without.
import { newMember, newOrganization, signIn, type Organization } from "../support/console";
import { statement } from "../support/postgres";
import { expect, hydrated, test, type Page } from "../support/test";

const KIM = "kim@example.test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let org: Organization;

    test.beforeEach(async ({ context, guildhall }) => {
      org = await newOrganization(guildhall, "Harbor Labs");
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      await signIn(context, guildhall, ana.email);
    });

    const open = async (page: Page, query = "") => {
      await page.goto(`/o/${org.slug}/invitations${query}`);
      if (scripts) await hydrated(page);
    };
    const row = (page: Page, email: string) => page.getByRole("row").filter({ hasText: email });
    const choose = async (page: Page, item: string) => {
      await page.getByRole("button", { name: `Actions for ${KIM}` }).click();
      await page.getByRole("menuitem", { name: item }).click();
    };
    const statuses = async () => {
      const invitations = (await org.founder.get(`/organizations/${org.id}/invitations`)).data;
      return invitations.filter(({ email }: { email: string }) => email === KIM).map(({ status }: { status: string }) => status);
    };

    test("an invitation is sent again: the new link works, the old one does not", async ({ page, newPerson, mailbox }) => {
      await org.founder.post(`/organizations/${org.id}/invitations`, { email: KIM, message: "Come aboard" });
      const old = await mailbox.linkFor(KIM, "/invite/");
      expect((await mailbox.waitFor(KIM)).text).toContain("Come aboard");
      await open(page);
      await choose(page, "Resend");
      await expect(page.getByRole("heading", { name: "Invitation sent" })).toBeVisible();
      await expect(page.getByText("Each link works once.")).toBeVisible();
      const shown = await page.getByRole("group", { name: KIM }).innerText();
      const latest = await mailbox.linkFor(KIM, "/invite/", { count: 2 });
      expect(shown.trim()).toBe(latest);
      expect(latest).not.toBe(old);
      await open(page);
      await expect(page.getByText(latest), "the link is shown once").toHaveCount(0);

      const kim = await newPerson();
      await kim.goto(latest);
      await expect(kim.getByRole("heading", { level: 1, name: "Join Harbor Labs" })).toBeVisible();
      expect((await page.context().request.get(old)).status()).toBe(404);
    });

    test("an invitation is taken back, and its link stops", async ({ page, newPerson, mailbox }) => {
      await org.founder.post(`/organizations/${org.id}/invitations`, { email: KIM });
      const link = await mailbox.linkFor(KIM, "/invite/");
      await open(page);
      await choose(page, "Revoke");
      await expect(row(page, KIM), "it is open no more").toHaveCount(0);
      expect(await statuses()).toEqual(["revoked"]);
      await page.getByRole("navigation", { name: "Show" }).getByRole("link", { name: "Revoked" }).click();
      await expect(page).toHaveURL(/status=revoked/);
      await expect(row(page, KIM)).toContainText("Revoked");
      const kim = await newPerson();
      await kim.goto(link);
      await expect(kim.getByRole("heading", { level: 1, name: "This invitation was withdrawn" })).toBeVisible();
      await expect(kim.getByRole("button", { name: "Accept invitation" })).toHaveCount(0);
    });

    test("an invitation is declined, and whoever sent it sees so", async ({ page, newPerson, guildhall }) => {
      const there = await newOrganization(guildhall, "Quiet Quarry");
      const ben = await newMember(guildhall, there, "Ben Okafor");
      const { accept_url: link } = await org.founder.post(`/organizations/${org.id}/invitations`, { email: ben.email });
      const bens = await newPerson();
      await signIn(bens.context(), guildhall, ben.email);
      await bens.goto(link);
      await expect(bens.getByRole("heading", { level: 1, name: "Join Harbor Labs" })).toBeVisible();
      if (scripts) await hydrated(bens);
      await bens.getByRole("button", { name: "Decline" }).click();
      await expect(bens.getByRole("heading", { level: 1, name: "Invitation declined" })).toBeVisible();
      await open(page, "?status=declined");
      await expect(row(page, ben.email)).toContainText("Declined");

      // Who is signed in with another address is told, and switches.
      const { accept_url: other } = await org.founder.post(`/organizations/${org.id}/invitations`, { email: KIM });
      await bens.goto(other);
      await expect(bens.getByRole("heading", { level: 1, name: "This invitation is for another address" })).toBeVisible();
      if (scripts) await hydrated(bens);
      await bens.getByRole("button", { name: "Switch account" }).click();
      await expect(bens).toHaveURL("/sign-in?next=/invite");
      await bens.goto("/invite");
      await expect(bens.getByRole("link", { name: "Create an account" })).toBeVisible();
    });

    test("the list shows what became of invitations", async ({ page, guildhall }) => {
      const ben = await newMember(guildhall, org, "Ben Okafor");
      await org.founder.post(`/organizations/${org.id}/invitations`, { email: KIM });
      await open(page);
      await expect(row(page, KIM)).toContainText("Pending");
      await expect(row(page, ben.email)).toHaveCount(0);
      const show = page.getByRole("navigation", { name: "Show" });
      await show.getByRole("link", { name: "Accepted" }).click();
      await expect(row(page, ben.email)).toContainText("Accepted");
      await expect(row(page, KIM)).toHaveCount(0);
      await show.getByRole("link", { name: "All" }).click();
      await expect(page).toHaveURL(/status=all/);
      await expect(row(page, ben.email)).toBeVisible();
      await expect(row(page, KIM)).toBeVisible();
      await show.getByRole("link", { name: "Expired" }).click();
      await expect(page.getByRole("heading", { name: "No expired invitations" })).toBeVisible();
    });

    test("the list is read page by page, newest first, and stays filtered", async ({ page }) => {
      const emails: string[] = [];
      for (let number = 10; number < 62; number += 1) emails.unshift(`guest.${number}@example.test`);
      for (const email of [...emails].reverse()) await org.founder.post(`/organizations/${org.id}/invitations`, { email });
      const listed = page.getByRole("table", { name: "Invitations" }).locator("tbody .name");
      await open(page, "?status=pending");
      await expect(listed).toHaveText(emails.slice(0, 50));
      await expect(page.getByText("50 of 52 invitations")).toBeVisible();
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(page).toHaveURL(/\?status=pending&cursor=/);
      await expect(listed).toHaveText(emails.slice(50));
      await expect(page.getByRole("link", { name: "Next page" })).toHaveCount(0);
      await page.getByRole("link", { name: "First page" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/invitations?status=pending`);
      await expect(listed).toHaveText(emails.slice(0, 50));
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(listed).toHaveCount(2);
      // Another choice begins at its first page.
      await page.getByRole("navigation", { name: "Show" }).getByRole("link", { name: "Accepted" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/invitations?status=accepted`);
      await expect(listed).toHaveText([`ana.silva@${org.slug}.example.test`]);
    });

    test.describe("whose time is over", () => {
      test.use({ database: "postgres" });

      test("are listed, open nothing, and live again when they are sent again", async ({ page, newPerson, guildhall, mailbox }) => {
        await org.founder.post(`/organizations/${org.id}/invitations`, { email: KIM });
        await org.founder.post(`/organizations/${org.id}/invitations`, { email: "lou@example.test" });
        const old = await mailbox.linkFor(KIM, "/invite/");
        await statement(guildhall.databaseUrl, `UPDATE invitations SET expires_at = ${Date.UTC(2024, 1, 3) * 1000} WHERE email = '${KIM}'`);
        const kim = await newPerson();
        await kim.goto(old);
        await expect(kim.getByRole("heading", { level: 1, name: "This invitation has expired" })).toBeVisible();
        await expect(kim.getByRole("button", { name: "Accept invitation" })).toHaveCount(0);

        await open(page);
        await expect(row(page, "lou@example.test")).toContainText("Pending");
        await expect(row(page, KIM), "it is open no more").toHaveCount(0);
        await page.getByRole("navigation", { name: "Show" }).getByRole("link", { name: "Expired" }).click();
        await expect(page).toHaveURL(/status=expired/);
        await expect(row(page, KIM)).toContainText("Ended 3 Feb 2024");
        await expect(row(page, KIM).getByText("Expired", { exact: true })).toBeVisible();
        await expect(row(page, "lou@example.test")).toHaveCount(0);
        if (scripts) await hydrated(page);
        await page.getByRole("button", { name: `Actions for ${KIM}` }).click();
        await expect(page.getByRole("menuitem", { name: "Revoke" })).toHaveCount(0);
        await page.getByRole("menuitem", { name: "Resend" }).click();
        await expect(page.getByRole("heading", { name: "Invitation sent" })).toBeVisible();
        const latest = (await page.getByRole("group", { name: KIM }).innerText()).trim();
        expect(latest).not.toBe(old);
        await expect(page.getByRole("heading", { name: "No expired invitations" })).toBeVisible();
        expect(await mailbox.linkFor(KIM, "/invite/", { count: 2 })).toBe(latest);
        expect(await statuses()).toEqual(["pending"]);
        await open(page);
        await expect(row(page, KIM)).toContainText("Pending");
        await kim.goto(latest);
        await expect(kim.getByRole("heading", { level: 1, name: "Join Harbor Labs" })).toBeVisible();
        expect((await page.context().request.get(old)).status()).toBe(404);
      });
    });
  });
}
