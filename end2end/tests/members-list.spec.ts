// The list of members: found, filtered, ordered, and what the menu of a row does to one of them; with scripts and without.
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import { actAs, administration, withCredential } from "../support/api";
import { expect, hydrated, test, type Page } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let org: Organization;
    let ben: Member;

    test.beforeEach(async ({ context, guildhall }) => {
      org = await newOrganization(guildhall, "Harbor Labs");
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      ben = await newMember(guildhall, org, "Ben Okafor");
      await newMember(guildhall, org, "Cem Yilmaz", "admin");
      await signIn(context, guildhall, ana.email);
    });

    const open = async (page: Page, query = "") => {
      await page.goto(`/o/${org.slug}/members${query}`);
      if (scripts) await hydrated(page);
    };
    const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
    const names = (page: Page) => page.getByRole("table", { name: "Members" }).locator("tbody .name");
    const choose = async (page: Page, item: string) => {
      await page.getByRole("button", { name: "Actions for Ben Okafor" }).click();
      await page.getByRole("menuitem", { name: item }).click();
    };

    test("the list is searched, filtered and ordered by the address", async ({ page }) => {
      await org.founder.patch(`/organizations/${org.id}/members/${ben.id}`, { status: "suspended" });
      await open(page);
      await expect(names(page)).toContainText(["Ana Silva", "Ben Okafor", "Cem Yilmaz", "Founder of Harbor Labs"]);
      await expect(page.getByText("4 members", { exact: true })).toBeVisible();

      const search = page.getByRole("searchbox", { name: "Find member" });
      await search.fill("cem");
      await search.press("Enter");
      await expect(page).toHaveURL(/[?&]q=cem/);
      await expect(names(page)).toContainText(["Cem Yilmaz"]);
      await expect(names(page)).toHaveCount(1);
      await open(page, "?q=nobody");
      await expect(page.getByRole("heading", { name: "No member matches “nobody”" })).toBeVisible();
      await page.getByRole("link", { name: "Clear filters" }).click();
      await expect(names(page)).toHaveCount(4);

      if (scripts) await hydrated(page);
      await page.getByRole("button", { name: "Status", exact: true }).click();
      await page.getByRole("menuitem", { name: "Suspended" }).click();
      await expect(page).toHaveURL(/[?&]status=suspended/);
      await expect(names(page)).toContainText(["Ben Okafor"]);
      await expect(names(page)).toHaveCount(1);
      await page.getByTitle("Remove filter Status").click();
      await expect(names(page)).toHaveCount(4);
      if (scripts) await hydrated(page);
      await page.getByRole("button", { name: "Role", exact: true }).click();
      await page.getByRole("menuitem", { name: "owner", exact: true }).click();
      await expect(page).toHaveURL(/[?&]role=owner/);
      await expect(names(page)).toContainText(["Ana Silva", "Founder of Harbor Labs"]);
      await page.getByTitle("Remove filter Role").click();
      await expect(names(page)).toHaveCount(4);

      await page.getByRole("columnheader", { name: "Joined" }).getByRole("link").click();
      await expect(page).toHaveURL(/sort=-joined_at/);
      await expect(page.getByRole("columnheader", { name: "Joined" })).toHaveAttribute("aria-sort", "descending");
      await expect(names(page)).toContainText(["Cem Yilmaz", "Ben Okafor", "Ana Silva", "Founder of Harbor Labs"]);
      await page.getByRole("columnheader", { name: "Joined" }).getByRole("link").click();
      await expect(names(page)).toContainText(["Founder of Harbor Labs", "Ana Silva", "Ben Okafor", "Cem Yilmaz"]);
    });

    test("one is suspended, comes back, and leads to what was done to them", async ({ page }) => {
      await open(page);
      await choose(page, "Suspend");
      await expect(row(page, "Ben Okafor")).toContainText("Suspended");
      // With scripts the row runs ahead of the server.
      await expect.poll(async () => (await ben.api.send("GET", `/organizations/${org.id}`)).status).toBeGreaterThanOrEqual(400);
      await open(page);
      await choose(page, "Reactivate");
      await expect(row(page, "Ben Okafor")).toContainText("Active");
      await expect.poll(async () => (await ben.api.send("GET", `/organizations/${org.id}`)).status).toBe(200);
      await open(page);
      await choose(page, "View activity");
      await expect(page).toHaveURL(`/o/${org.slug}/audit?target=${ben.id}`);
      await expect(page.getByRole("list", { name: "Events, newest first" }).locator("summary code")).toContainText(["member.reactivated", "member.suspended"]);
    });

    test("one is removed, with what ends with them", async ({ page, guildhall }) => {
      await org.founder.patch(`/organizations/${org.id}/members/${ben.id}`, { role: "admin" });
      const { key } = await ben.api.post(`/organizations/${org.id}/api-keys`, { name: "deploy", permissions: ["projects.read"] });
      await open(page, "?q=ben");
      await choose(page, "Remove from organization");
      const dialog = page.getByRole("alertdialog", { name: "Remove Ben Okafor?" });
      await expect(dialog).toContainText("1 API key stops working: deploy");
      await dialog.getByRole("button", { name: "Remove member" }).click();
      await expect(dialog).toHaveCount(0);
      await expect(row(page, "Ben Okafor")).toHaveCount(0);
      await expect(page, "the search stays").toHaveURL(/[?&]q=ben/);
      if (scripts) await expect(page.getByRole("status").filter({ hasText: "Member removed" })).toBeVisible();
      await org.founder.get(`/organizations/${org.id}/members/${ben.id}`, 404);
      await withCredential(guildhall, key).get(`/organizations/${org.id}/projects`, 401);
    });

    test("on a narrow screen it is ordered by address, and read page by page in that order", async ({ page, guildhall }) => {
      const { code } = await org.founder.post(`/organizations/${org.id}/join-codes`, {});
      // The later the name, the earlier the address.
      const crew = Array.from({ length: 52 }, async (_, place) => {
        const user = await administration(guildhall).post("/users", { email: `crew.${61 - place}@example.test`, name: `Crew ${place + 10}` });
        await (await actAs(guildhall, user.id)).post("/join", { code }, 200);
      });
      await Promise.all(crew);
      await page.setViewportSize({ width: 390, height: 800 });
      await open(page, "?role=member");
      await expect(names(page)).toHaveCount(50);
      await expect(names(page).nth(1)).toContainText("Crew 10");
      await page.getByRole("button", { name: "Sort Name" }).click();
      await page.getByRole("menuitem", { name: "Email" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/members?role=member&sort=email`);
      const addresses = page.getByRole("table", { name: "Members" }).locator("tbody .sub");
      const expected = [ben.email, ...Array.from({ length: 52 }, (_, place) => `crew.${place + 10}@example.test`)];
      await expect(addresses).toContainText(expected.slice(0, 50));
      await expect(names(page).nth(1)).toContainText("Crew 61");
      await expect(page.getByText("50 of 53 members")).toBeVisible();
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(page).toHaveURL(/\?role=member&sort=email&cursor=/);
      await expect(addresses).toContainText(expected.slice(50));
      await expect(addresses).toHaveCount(3);
      await expect(page.getByRole("link", { name: "Next page" })).toHaveCount(0);
      await page.reload();
      if (scripts) await hydrated(page);
      await expect(addresses).toHaveCount(3);
      await page.getByRole("link", { name: "First page" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/members?role=member&sort=email`);
      await expect(addresses).toContainText(expected.slice(0, 50));
      await expect(page.getByRole("link", { name: "First page" })).toHaveCount(0);
      if (scripts) await hydrated(page);
      await page.getByRole("button", { name: "Sort Email" }).click();
      await expect(page.getByRole("menuitem", { name: "Email" })).toHaveAttribute("aria-current", "true");
    });

    test("whom one may not touch is protected", async ({ page, context, guildhall }) => {
      await context.clearCookies();
      await signIn(context, guildhall, `cem.yilmaz@${org.slug}.example.test`);
      await open(page);
      await page.getByRole("button", { name: "Actions for Ana Silva" }).click();
      await expect(page.getByRole("menuitem", { name: "Protected" })).toBeDisabled();
      await expect(page.getByRole("menuitem", { name: "Protected" })).toContainText("Only an owner can change an owner");
      await expect(page.getByRole("menuitem", { name: "Remove from organization" })).toHaveCount(0);
    });
  });
}
