// Invitations: sent again with a new link, taken back, declined, filtered by what became of them; with scripts and without.
import { newMember, newOrganization, signIn, type Organization } from "../support/console";
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
  });
}
