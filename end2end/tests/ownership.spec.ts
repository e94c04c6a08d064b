// An organization is handed over: offered with the password, declined or withdrawn, accepted from the mail; with scripts and without.
import { newMember, newOrganization, PASSWORD, signIn } from "../support/console";
import { statement } from "../support/postgres";
import { expect, hydrated, test, type Page } from "../support/test";

test.use({ database: "postgres" });

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    const open = async (page: Page, address: string) => {
      await page.goto(address);
      if (scripts) await hydrated(page);
    };

    test("an owner hands the organization over", async ({ page, context, newPerson, guildhall, mailbox, faults }) => {
      faults.allow(/status of 403/);
      const org = await newOrganization(guildhall, "Harbor Labs");
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      const ben = await newMember(guildhall, org, "Ben Okafor");
      await signIn(context, guildhall, ana.email);
      await statement(guildhall.databaseUrl, "UPDATE sessions SET authenticated_at = 0");
      const bensPage = await newPerson();
      await signIn(bensPage.context(), guildhall, ben.email);
      const dialog = page.getByRole("dialog", { name: "Offer your ownership to Ben Okafor?" });
      const offered = page.getByRole("status").filter({ hasText: "You offered your ownership to Ben Okafor" });

      // From the danger zone to the member, and over the page that asks for the password.
      await open(page, `/o/${org.slug}/settings`);
      await page.getByRole("link", { name: "Choose member" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
      if (scripts) await hydrated(page);
      await page.getByRole("button", { name: "Actions for Ben Okafor" }).click();
      await page.getByRole("menuitem", { name: "Offer ownership" }).click();
      await dialog.getByLabel("Your role afterwards").selectOption("member");
      await dialog.getByRole("button", { name: "Offer ownership" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Enter your password again" })).toBeVisible();
      if (scripts) await hydrated(page);
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Continue" }).click();
      if (scripts) await hydrated(page);
      await expect(dialog.getByLabel("Your role afterwards")).toHaveValue("member");
      await dialog.getByRole("button", { name: "Offer ownership" }).click();
      await expect(offered).toContainText("then you have the role member");
      await expect(dialog).toHaveCount(0);

      // Only one offer at a time, so it is withdrawn before the next.
      await open(page, `/o/${org.slug}/settings`);
      await offered.getByRole("button", { name: "Withdraw offer" }).click();
      await expect(offered).toHaveCount(0);

      // Declined.
      const asked = bensPage.getByRole("status").filter({ hasText: "Ana Silva offers you the ownership of Harbor Labs" });
      const offerAgain = async () => {
        await open(page, `/o/${org.slug}/members?offer=${ben.id}`);
        await dialog.getByRole("button", { name: "Offer ownership" }).click();
        await expect(offered).toContainText("then you have the role admin");
      };
      await offerAgain();
      await open(bensPage, `/o/${org.slug}`);
      await expect(asked).toContainText("Ana Silva keeps the role admin");
      await asked.getByRole("button", { name: "Decline" }).click();
      await expect(asked).toHaveCount(0);

      // Accepted, from the latest mail; the first was the invitation.
      await offerAgain();
      await open(bensPage, await mailbox.linkFor(ben.email, "/o/", { count: 4 }));
      await asked.getByRole("button", { name: "Accept ownership" }).click();
      await expect(asked).toHaveCount(0);
      const role = (who: Page) => who.getByRole("button", { name: /Switch organization, now/ });
      await expect(role(bensPage)).toContainText("owner");
      await open(page, `/o/${org.slug}`);
      await expect(role(page)).toContainText("admin");
      await expect(offered).toHaveCount(0);
    });
  });
}
