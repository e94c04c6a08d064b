// A list of people: from a file or pasted, looked at row by row with faults and what they may mean, then invited by mail; with
// scripts and without.
import { newMember, newOrganization, signIn, type Organization } from "../support/console";
import { expect, hydrated, test, type Page } from "../support/test";

/** Two to invite, two slips, two who need nothing; and a column that means nothing here. */
const rows = (member: string) => [
  "email,role,team",
  "sofia@kessler.example,admin,Ops",
  "rahel@kessler,member,Ops",
  "tim@kessler.example,admn,Ops",
  `${member},member,Ops`,
  "pending@kessler.example,member,Ops",
  "lena@kessler.example,,",
];

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let org: Organization;

    const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });
    const check = (page: Page) => page.getByRole("button", { name: "Check list" }).click();
    const open = async (page: Page) => {
      await page.goto(`/o/${org.slug}/invitations/import`);
      if (scripts) await hydrated(page);
    };
    const pending = async (): Promise<string[]> => {
      const invitations = (await org.founder.get(`/organizations/${org.id}/invitations?status=pending`)).data;
      return invitations.map(({ email, role }: { email: string; role: string }) => `${email} ${role}`).sort();
    };

    test.beforeEach(async ({ guildhall }) => {
      org = await newOrganization(guildhall, "Harbor Labs");
    });

    /** Looks at the list that was handed in, invites by it, and sees the mails arrive. */
    async function checkAndImport(page: Page, member: string): Promise<void> {
      await expect(page.getByRole("heading", { name: "Check before import" })).toBeVisible();
      const count = (label: string) => page.locator(".stat").filter({ has: page.getByText(label, { exact: true }) }).locator("dd");
      await expect(count("To invite")).toHaveText("2");
      await expect(count("Already members")).toHaveText("1");
      await expect(count("Already invited")).toHaveText("1");
      await expect(count("Errors")).toHaveText("2");
      await expect(row(page, "sofia@kessler.example")).toContainText("Invite");
      await expect(row(page, "rahel@kessler")).toContainText("Did you mean rahel@kessler.example?");
      await expect(row(page, "tim@kessler.example")).toContainText("Did you mean admin?");
      await expect(row(page, member)).toContainText("Is a member already.");
      await expect(row(page, "pending@kessler.example")).toContainText("Is invited already");
      await expect(row(page, "lena@kessler.example"), "without a role they become a member").toContainText("member");
      await expect(page.getByText("4 rows are left out.")).toBeVisible();
      expect(await pending(), "nothing is sent yet").toEqual(["pending@kessler.example member"]);

      await page.getByText("Errors 2", { exact: true }).click();
      await expect(row(page, "tim@kessler.example")).toBeVisible();
      await expect(row(page, "sofia@kessler.example")).toBeHidden();
      await page.getByText("To invite 2", { exact: true }).click();
      await expect(row(page, "tim@kessler.example")).toBeHidden();
      await expect(row(page, "sofia@kessler.example")).toBeVisible();
      await page.getByText("All 6", { exact: true }).click();

      await page.getByRole("button", { name: "Import 2 rows" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/invitations`);
      for (const email of ["sofia@kessler.example", "lena@kessler.example", "pending@kessler.example"]) await expect(row(page, email)).toContainText("Pending");
      await expect(row(page, "tim@kessler.example")).toHaveCount(0);
      if (scripts) await expect(page.getByRole("status").filter({ hasText: "2 invitations sent, 4 rows were left out" })).toBeVisible();
      expect(await pending()).toEqual(["lena@kessler.example member", "pending@kessler.example member", "sofia@kessler.example admin"]);
      const events = (await org.founder.get(`/organizations/${org.id}/audit-events?action=invitation.created&limit=100`)).data;
      const ofAna = events.filter((event: { actor: { name: string } }) => event.actor.name === "Ana Silva");
      expect(ofAna.map((event: { target: { name: string } }) => event.target.name).sort()).toEqual(["lena@kessler.example", "sofia@kessler.example"]);
    }

    test("a file of people is checked and imported, and the mails arrive", async ({ page, context, newPerson, guildhall, mailbox }) => {
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      await org.founder.post(`/organizations/${org.id}/invitations`, { email: "pending@kessler.example" });
      await signIn(context, guildhall, ana.email);
      await page.goto(`/o/${org.slug}/members`);
      if (scripts) await hydrated(page);
      await page.getByRole("link", { name: "Import CSV" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Import people" })).toBeVisible();
      if (scripts) {
        await hydrated(page);
        // As spreadsheets save it: with the mark of its bytes, and two signs at the end of each line.
        const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(`\uFEFF${rows(ana.email).join("\r\n")}\r\n`) };
        await page.getByLabel("CSV file").setInputFiles(file);
        await expect(page.getByText("people.csv, 6 rows. Nothing has been sent yet.")).toBeVisible();
        await expect(page.getByRole("heading", { name: "Check before import" })).toBeFocused();
      } else {
        // Reading a file needs scripts, pasting its rows does not.
        await expect(page.getByLabel("CSV file")).toBeHidden();
        await page.getByLabel("Or paste the rows").fill(rows(ana.email).join("\n"));
        await check(page);
        await expect(page.getByText("6 rows. Nothing has been sent yet.")).toBeVisible();
      }
      await checkAndImport(page, ana.email);

      for (const email of ["sofia@kessler.example", "lena@kessler.example"]) await mailbox.waitFor(email);
      expect(mailbox.sentTo("pending@kessler.example"), "nobody is asked twice").toHaveLength(1);
      for (const email of ["tim@kessler.example", "rahel@kessler.example"]) expect(mailbox.sentTo(email)).toHaveLength(0);
      const sofia = await newPerson();
      await sofia.goto(await mailbox.linkFor("sofia@kessler.example", "/invite/"));
      await expect(sofia.getByRole("heading", { level: 1, name: "Join Harbor Labs" })).toBeVisible();
    });

    test("a list is pasted in the way spreadsheets copy it, and another one chosen", async ({ page, context, guildhall, mailbox }) => {
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      await signIn(context, guildhall, ana.email);
      await open(page);
      const list = page.getByLabel("Or paste the rows");
      await list.fill("sofia@@kessler.example");
      await check(page);
      await expect(page.getByRole("heading", { name: "Check before import" })).toBeVisible();
      await expect(page.getByRole("button", { name: /^Import/ }), "there is nobody to invite").toBeDisabled();
      await page.getByRole("link", { name: "Choose another list" }).click();
      await expect(list).toBeVisible();
      if (scripts) await expect(list, "what was pasted is kept").toHaveValue("sofia@@kessler.example");
      await list.fill("E-Mail\tRolle\nsofia@kessler.example\tadmin\n");
      await check(page);
      await expect(page.getByText("Each gets a mail with a link that works once, for 7 days.")).toBeVisible();
      await page.getByRole("button", { name: "Import 1 row" }).click();
      await expect(row(page, "sofia@kessler.example")).toContainText("admin");
      await mailbox.waitFor("sofia@kessler.example");
    });

    test("a list that cannot be read says why", async ({ page, context, guildhall, faults }) => {
      faults.allow(/status of 4\d\d/);
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      await signIn(context, guildhall, ana.email);
      await open(page);
      const faulty = [
        ["email,role,email\nsofia@kessler.example,admin,\n", "The column email is there twice."],
        ["person,role\nSofia,admin\n", "The first line must name the columns: email and, if wanted, role."],
      ] as const;
      for (const [list, why] of faulty) {
        await page.getByLabel("Or paste the rows").fill(list);
        await check(page);
        await expect(page.getByRole("alert")).toContainText(why);
        await page.getByRole("link", { name: "Choose another list" }).click();
      }
      expect(await pending()).toEqual([]);
    });

    test("an admin cannot import owners, and a member nobody at all", async ({ page, context, guildhall }) => {
      const ana = await newMember(guildhall, org, "Ana Silva", "admin");
      const ben = await newMember(guildhall, org, "Ben Okafor");
      await signIn(context, guildhall, ana.email);
      await open(page);
      await page.getByLabel("Or paste the rows").fill("sofia@kessler.example,owner");
      await check(page);
      await expect(row(page, "sofia@kessler.example")).toContainText("Error");
      await expect(page.getByRole("button", { name: /^Import/ })).toBeDisabled();

      await context.clearCookies();
      await signIn(context, guildhall, ben.email);
      await open(page);
      await expect(page.getByText("You need users.invite. Ask somebody who may edit roles.")).toBeVisible();
      await expect(page.getByRole("button", { name: "Check list" })).toHaveCount(0);
    });
  });
}
