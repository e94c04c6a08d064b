// Usage: principals against the plan, requests a day as a chart and as a table, the period in the address; with scripts and without.
import { administration, withCredential } from "../support/api";
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import { statement } from "../support/postgres";
import { expect, hydrated, test, type Page } from "../support/test";

const DAY = 86_400_000_000;

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let org: Organization;
    let ana: Member;

    test.beforeEach(async ({ context, guildhall }) => {
      org = await newOrganization(guildhall, "Harbor Labs");
      ana = await newMember(guildhall, org, "Ana Silva", "owner");
      await signIn(context, guildhall, ana.email);
    });

    const open = async (page: Page, query = "") => {
      await page.goto(`/o/${org.slug}/usage${query}`);
      if (scripts) await hydrated(page);
    };
    /** The days of a chart with their numbers, from the table beside it. */
    const table = async (page: Page, card: string) => {
      const region = page.getByRole("region", { name: card, exact: true });
      await region.getByText("Show as table").click();
      await expect(region.getByRole("row").first()).toBeVisible();
      const rows = await region.locator("tbody tr").all();
      return Promise.all(rows.map((row) => row.locator("td").allInnerTexts()));
    };

    test("the plan's meter counts people and keys", async ({ page }) => {
      const key = await ana.api.post(`/organizations/${org.id}/api-keys`, { name: "deploy", permissions: ["projects.read"] });
      await open(page);
      const meter = page.getByRole("progressbar", { name: "Principals" });
      const { current_period: period } = await ana.api.get(`/organizations/${org.id}/usage?days=7`);
      expect(period.principals, "the founder, Ana, and the key").toBe(3);
      await expect(meter).toHaveAttribute("value", "3");
      await expect(meter).toHaveAttribute("max", String(period.included));
      await expect(page.getByRole("heading", { name: "Plan free" })).toBeVisible();
      await expect(page.getByText("Counting began today")).toBeVisible();
      await expect(page.getByText("3 principals today.")).toBeVisible();
      await ana.api.delete(`/organizations/${org.id}/api-keys/${key.id}`);
      await open(page);
      await expect(meter).toHaveAttribute("value", "2");
    });

    test("requests are drawn and tabled, for the period in the address", async ({ page, guildhall }) => {
      const stored = async (days: number): Promise<{ date: string; requests: number }[]> => (await ana.api.get(`/organizations/${org.id}/usage?days=${days}`)).days;
      const { key } = await ana.api.post(`/organizations/${org.id}/api-keys`, { name: "deploy", permissions: ["projects.read"] });
      for (let request = 0; request < 3; request += 1) await withCredential(guildhall, key).get(`/organizations/${org.id}/projects`);
      // What is gathered in memory is written some seconds later.
      await expect.poll(async () => (await stored(7)).at(-1)?.requests, { timeout: 30_000 }).toBeGreaterThan(3);

      await open(page);
      await expect(page.getByRole("link", { name: "30 days" })).toHaveAttribute("aria-current", "true");
      await expect(page.getByRole("img", { name: "API requests a day, the last 30 days" })).toBeVisible();
      const month = await table(page, "API requests");
      expect(month).toHaveLength(30);
      expect(Number(month.at(-1)?.[1])).toBeGreaterThan(0);
      expect(month.slice(0, -1).map(([, count]) => count)).toEqual(Array(29).fill("0"));

      for (const days of [7, 90]) {
        await page.getByRole("link", { name: `${days} days` }).click();
        await expect(page).toHaveURL(`/o/${org.slug}/usage?days=${days}`);
        await expect(page.getByRole("link", { name: `${days} days` })).toHaveAttribute("aria-current", "true");
        await expect(page.getByText(new RegExp(`in ${days} days`))).toBeVisible();
        await page.reload();
        if (scripts) await hydrated(page);
        const rows = await table(page, "API requests");
        expect(rows).toHaveLength(days);
        const first = new Date((await stored(days))[0]?.date ?? "");
        const words = first.toLocaleString("en-US", { month: "short", timeZone: "UTC" });
        expect(rows[0]?.[0]).toBe(`${first.getUTCDate()} ${words}`);
      }
      // A period that is no choice is the usual one.
      await open(page, "?days=8");
      await expect(page.getByRole("link", { name: "30 days" })).toHaveAttribute("aria-current", "true");
    });

    test("who may not see usage is refused", async ({ page, context, guildhall, faults }) => {
      faults.allow(/status of 403/);
      const ben = await newMember(guildhall, org, "Ben Okafor");
      await context.clearCookies();
      await signIn(context, guildhall, ben.email);
      await open(page);
      await expect(page.getByText(/billing\.view/)).toBeVisible();
      await expect(page.getByRole("progressbar")).toHaveCount(0);
    });

    test.describe("of an organization with a past", () => {
      test.use({ database: "postgres" });

      test("each day and each month has its number", async ({ page, guildhall }) => {
        // Ten weeks ago it began, with its founder; Ana joined three days ago.
        await statement(guildhall.databaseUrl, `UPDATE organizations SET created_at = created_at - ${70 * DAY}`);
        await statement(guildhall.databaseUrl, `UPDATE memberships SET joined_at = joined_at - ${70 * DAY} WHERE user_id <> '${ana.id}'`);
        await statement(guildhall.databaseUrl, `UPDATE memberships SET joined_at = joined_at - ${3 * DAY} WHERE user_id = '${ana.id}'`);
        await statement(
          guildhall.databaseUrl,
          `INSERT INTO usage_days (org_id, day, principals, requests) SELECT id, ${Math.floor(Date.now() / 86_400_000) - 2}, 1, 46144 FROM organizations`,
        );
        await open(page, "?days=7");
        const principals = await table(page, "Principals a day");
        expect(principals.map(([, count]) => count)).toEqual(["1", "1", "1", "2", "2", "2", "2"]);
        const requests = await table(page, "API requests");
        expect(requests.at(-3)?.[1]).toBe("46,144");
        const people = await table(page, "Active people a month");
        expect(people.length, "this month, and those before since it began").toBeGreaterThanOrEqual(3);
        await expect(page.getByText("Counting began today")).toHaveCount(0);
      });

      test("more principals than the plan includes stop nothing, and are said", async ({ page, guildhall }) => {
        await statement(
          guildhall.databaseUrl,
          `WITH crowd AS (
             INSERT INTO users (id, email, email_key, name, name_key, created_at, updated_at)
             SELECT 'usr_' || n, n || '@crowd.test', n || '@crowd.test', 'Crowd', 'crowd', 0, 0 FROM generate_series(1, 1000) n RETURNING *
           )
           INSERT INTO memberships (id, org_id, user_id, role, email_key, name_key, joined_at)
           SELECT gen_random_uuid(), organizations.id, crowd.id, 'member', crowd.email_key, crowd.name_key, 0 FROM organizations, crowd`,
        );
        await open(page);
        await expect(page.getByText("2 principals beyond the plan")).toBeVisible();
        await expect(page.getByText("Nothing stops working.")).toBeVisible();
        await ana.api.post(`/organizations/${org.id}/projects`, { name: "Still possible" });
      });

      test("principals beyond a plan that prices them have their cost, and a larger plan takes them in", async ({ page, guildhall }) => {
        const plan = (plan: string) => administration(guildhall).patch(`/organizations/${org.id}`, { plan });
        await plan("pro");
        await statement(
          guildhall.databaseUrl,
          `INSERT INTO api_keys (id, org_id, kind, env, name, prefix, last_four, digest, permissions, created_by, created_at)
           SELECT gen_random_uuid(), organizations.id, 'native', 'live', 'crowd', 'ghk_live_', 'last', decode(lpad(to_hex(n), 64, '0'), 'hex'), 0, '${ana.id}', 0
           FROM organizations, generate_series(1, 10055) n`,
        );
        const meter = page.getByRole("progressbar", { name: "Principals" });
        await open(page);
        await expect(page.getByRole("heading", { name: "Plan pro" })).toBeVisible();
        await expect(page.getByText("10,057 of 10,000")).toBeVisible();
        await expect(meter).toHaveAttribute("max", "10000");
        await expect(page.getByText("57 principals beyond the plan")).toBeVisible();
        await expect(page.getByText("At 0.01 each they come to 0.57 this period.")).toBeVisible();
        await expect(page.getByText("Nothing stops working.")).toHaveCount(0);
        await plan("enterprise");
        await open(page);
        await expect(page.getByRole("heading", { name: "Plan enterprise" })).toBeVisible();
        await expect(page.getByText("10,057 of 100,000")).toBeVisible();
        await expect(meter).toHaveAttribute("value", "10057");
        await expect(page.getByText("beyond the plan")).toHaveCount(0);
      });
    });
  });
}
