// Join codes: made with limits, used by whoever has one, counted with names, taken back; with scripts and without.
import { newUser } from "../support/api";
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import { statement } from "../support/postgres";
import { expect, hydrated, test, type Page } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let org: Organization;
    let ben: Member;

    test.beforeEach(async ({ context, guildhall }) => {
      org = await newOrganization(guildhall, "Harbor Labs");
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      ben = await newMember(guildhall, await newOrganization(guildhall, "Quiet Quarry"), "Ben Okafor");
      await signIn(context, guildhall, ana.email);
    });

    const open = async (page: Page, address: string) => {
      await page.goto(address);
      if (scripts) await hydrated(page);
    };
    const list = (page: Page) => open(page, `/o/${org.slug}/join-codes`);
    const codes = async () => (await org.founder.get(`/organizations/${org.id}/join-codes`)).data;
    /** Enters a code by hand. */
    const enter = async (page: Page, code: string) => {
      await open(page, "/join");
      await page.getByLabel("Join code").fill(code);
      await page.getByRole("button", { name: "Continue" }).click();
    };

    test("a code is made, typed in by somebody, counted, and used up", async ({ page, newPerson, guildhall, faults }) => {
      faults.allow(/status of 4\d\d/);
      await list(page);
      await expect(page.getByRole("heading", { name: "No join codes" })).toBeVisible();
      await page.getByRole("link", { name: "Create code" }).first().click();
      const dialog = page.getByRole("dialog", { name: "Create join code" });
      await expect(dialog.getByRole("option", { name: "admin" }), "no role that manages people").toHaveCount(0);
      await dialog.getByLabel("How many times it works").fill("0");
      await dialog.getByRole("button", { name: "Create code" }).click();
      await expect(dialog.getByText("Enter a number from 1 to 100,000.")).toBeVisible();
      if (scripts) await expect(dialog.getByLabel("How many times it works"), "the focus comes to the fault").toBeFocused();
      await dialog.getByLabel("How many times it works").fill("1");
      await dialog.getByLabel("Days until it ends").fill("7");
      await dialog.getByLabel("Only for addresses of").fill(ben.email.split("@")[1] ?? "");
      await dialog.getByRole("button", { name: "Create code" }).click();
      await expect(dialog).toHaveCount(0);
      const [made] = await codes();
      expect(made).toMatchObject({ role: "member", max_uses: 1, use_count: 0, email_domain: ben.email.split("@")[1] });
      const row = page.getByRole("row").filter({ hasText: made.code });
      await expect(row).toContainText("Open");
      await expect(row).toContainText(`Only for @${ben.email.split("@")[1]}`);
      await expect(row.getByRole("progressbar", { name: "Uses" })).toHaveAttribute("value", "0");

      const bens = await newPerson();
      await signIn(bens.context(), guildhall, ben.email);
      await enter(bens, made.code.toLowerCase());
      await expect(bens.getByRole("heading", { level: 1, name: "Join Harbor Labs" })).toBeVisible();
      if (scripts) await hydrated(bens);
      await bens.getByRole("button", { name: "Join organization" }).click();
      await expect(bens).toHaveURL(`/o/${org.slug}`);
      if (scripts) await expect(bens.getByText("You are a member now")).toBeVisible();
      expect(await org.founder.get(`/organizations/${org.id}/members/${ben.id}`)).toMatchObject({ role: "member", status: "active" });

      await list(page);
      await expect(row).toContainText("Used up");
      await row.getByText("Who joined").click();
      await expect(row.getByRole("listitem")).toContainText("Ben Okafor");
    });

    test("a code is taken back, and who joined stays", async ({ page, context, guildhall, faults }) => {
      faults.allow(/status of 4\d\d/);
      const { code } = await org.founder.post(`/organizations/${org.id}/join-codes`, {});
      await ben.api.post("/join", { code }, 200);
      await list(page);
      const row = page.getByRole("row").filter({ hasText: code });
      await expect(row).toContainText("no limit");
      await page.getByRole("button", { name: `Actions for ${code}` }).click();
      await page.getByRole("menuitem", { name: "Revoke code" }).click();
      await expect(row).toContainText("Revoked");
      expect((await codes())[0].status).toBe("revoked");
      const cem = await newMember(guildhall, await newOrganization(guildhall, "Third Tide"), "Cem Yilmaz");
      await context.clearCookies();
      await signIn(context, guildhall, cem.email);
      await enter(page, code);
      await expect(page.getByLabel("Join code")).toHaveAccessibleDescription(/\S/);
      await expect(page.getByRole("button", { name: "Join organization" })).toHaveCount(0);
      expect((await org.founder.get(`/organizations/${org.id}/members/${ben.id}`)).status).toBe("active");
      await org.founder.get(`/organizations/${org.id}/members/${cem.id}`, 404);
    });

    test("an end and a limit are shown, and who comes after the last use is told so", async ({ page, context, guildhall, faults }) => {
      faults.allow(/status of 4\d\d/);
      await list(page);
      await page.getByRole("link", { name: "Create code" }).first().click();
      const dialog = page.getByRole("dialog", { name: "Create join code" });
      await dialog.getByLabel("How many times it works").fill("2");
      await dialog.getByLabel("Days until it ends").fill("30");
      await dialog.getByRole("button", { name: "Create code" }).click();
      await expect(dialog).toHaveCount(0);
      const [made] = await codes();
      const row = page.getByRole("row").filter({ hasText: made.code });
      const ends = new Date(made.expires_at);
      const words = `${ends.getUTCDate()} ${ends.toLocaleString("en-US", { month: "short", timeZone: "UTC" })} ${ends.getUTCFullYear()}`;
      expect(Math.abs(ends.getTime() - new Date(made.created_at).getTime() - 30 * 86_400_000)).toBeLessThan(60_000);
      await expect(row).toContainText(`Ends ${words}`);
      await expect(row).toContainText("0 of 2");

      await (await newUser(guildhall, "Cem Yilmaz")).api.post("/join", { code: made.code }, 200);
      await list(page);
      await expect(row).toContainText("1 of 2");
      await expect(row).toContainText("Open");
      await (await newUser(guildhall, "Dee Moreau")).api.post("/join", { code: made.code }, 200);
      await list(page);
      await expect(row).toContainText("2 of 2");
      await expect(row).toContainText("Used up");
      await expect(row).not.toContainText("Ends");
      await expect(page.getByRole("button", { name: `Actions for ${made.code}` }), "nothing is left to revoke").toHaveCount(0);

      await context.clearCookies();
      await signIn(context, guildhall, ben.email);
      await enter(page, made.code);
      await expect(page.getByText("This join code was used as often as it may be. Ask for a new one.")).toBeVisible();
      await expect(page.getByLabel("Join code")).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByRole("button", { name: "Join organization" })).toHaveCount(0);
      await org.founder.get(`/organizations/${org.id}/members/${ben.id}`, 404);
    });

    test("the list is read page by page, newest first", async ({ page }) => {
      for (let made = 0; made < 52; made += 1) await org.founder.post(`/organizations/${org.id}/join-codes`, {});
      const all = (await org.founder.get(`/organizations/${org.id}/join-codes?limit=200`)).data.map(({ code }: { code: string }) => code);
      const listed = page.getByRole("table", { name: "Join codes" }).locator("tbody .name");
      await list(page);
      await expect(listed).toHaveText(all.slice(0, 50));
      await expect(page.getByText("50 of 52 join codes")).toBeVisible();
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(page).toHaveURL(/\?cursor=/);
      await expect(listed).toHaveText(all.slice(50));
      await expect(page.getByRole("link", { name: "Next page" })).toHaveCount(0);
      if (scripts) await hydrated(page);
      await page.getByRole("button", { name: `Actions for ${all[51]}` }).click();
      await page.getByRole("menuitem", { name: "Revoke code" }).click();
      await expect(page.getByRole("row").filter({ hasText: all[51] }), "one stays where one was").toContainText("Revoked");
      await expect(listed).toHaveText(all.slice(50));
      await page.getByRole("link", { name: "First page" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/join-codes`);
      await expect(listed).toHaveText(all.slice(0, 50));
    });

    test.describe("whose time is over", () => {
      test.use({ database: "postgres" });

      test("a code is shown as ended, and leads nowhere", async ({ page, context, guildhall, faults }) => {
        faults.allow(/status of 404/);
        const { code } = await org.founder.post(`/organizations/${org.id}/join-codes`, { max_uses: 5 });
        await statement(guildhall.databaseUrl, "UPDATE join_codes SET expires_at = 1");
        await list(page);
        const row = page.getByRole("row").filter({ hasText: code });
        await expect(row).toContainText("Ended");
        await expect(row).not.toContainText("Open");
        await expect(row.getByRole("button")).toHaveCount(0);
        await context.clearCookies();
        await signIn(context, guildhall, ben.email);
        await enter(page, code);
        await expect(page.getByText("No such code. Check its letters; it may have ended.")).toBeVisible();
        await expect(page.getByLabel("Join code")).toHaveAttribute("aria-invalid", "true");
        await expect(page.getByRole("button", { name: "Join organization" })).toHaveCount(0);
        // By its link it leads nowhere either.
        await page.goto(`/join/${code}`);
        await expect(page.getByText("No such code. Check its letters; it may have ended.")).toBeVisible();
        await org.founder.get(`/organizations/${org.id}/members/${ben.id}`, 404);
      });
    });

    if (scripts) {
      test("the link of a code is copied, and leads to it", async ({ page, context, newPerson, guildhall }) => {
        await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: guildhall.url });
        const { code } = await org.founder.post(`/organizations/${org.id}/join-codes`, {});
        await list(page);
        const copy = page.getByRole("row").filter({ hasText: code }).getByRole("button", { name: /Copy link|Copied/ });
        await copy.click();
        await expect(copy).toHaveText("Copied");
        const link = await page.evaluate(() => navigator.clipboard.readText());
        const bens = await newPerson();
        await signIn(bens.context(), guildhall, ben.email);
        await bens.goto(link);
        await expect(bens.getByRole("heading", { level: 1, name: "Join Harbor Labs" })).toBeVisible();
        await hydrated(bens);
        await bens.getByRole("button", { name: "Use another code" }).click();
        await expect(bens.getByLabel("Join code")).toHaveValue("");
      });
    }
  });
}
