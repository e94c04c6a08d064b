// The audit log: a row opens to before and after, the address holds the filters, what they leave is exported, and the chain of
// hashes is proved; with scripts and without.
import { readFile } from "node:fs/promises";
import type { Download } from "@playwright/test";
import type { Json } from "../support/api";
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import { statement } from "../support/postgres";
import { expect, hydrated, test, type Page } from "../support/test";

const today = () => new Date().toISOString().slice(0, 10);

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let org: Organization;
    let ana: Member;
    let ben: Member;

    test.beforeEach(async ({ context, guildhall }) => {
      org = await newOrganization(guildhall, "Harbor Labs");
      ana = await newMember(guildhall, org, "Ana Silva", "owner");
      ben = await newMember(guildhall, org, "Ben Okafor");
      await ana.api.patch(`/organizations/${org.id}/members/${ben.id}`, { role: "admin" });
      await ana.api.post(`/organizations/${org.id}/projects`, { name: "Website", description: 'Shop, "and" more' });
      await signIn(context, guildhall, ana.email);
    });

    const open = async (page: Page, query = "") => {
      await page.goto(`/o/${org.slug}/audit${query}`);
      if (scripts) await hydrated(page);
    };
    const events = (page: Page) => page.getByRole("list", { name: "Events, newest first" }).locator(":scope > li");
    const logged = async (query: string): Promise<Json[]> => (await ana.api.get(`/organizations/${org.id}/audit-events?limit=200${query}`)).data;

    test("a row opens to what was before and after, and leads on", async ({ page }) => {
      await open(page);
      const changed = events(page).filter({ hasText: "member.role_changed" });
      const [event] = await logged("&action=member.role_changed");
      const diff = changed.getByRole("group", { name: "Before and after" });
      await expect(diff).toBeHidden();
      await changed.locator("summary").click();
      await expect(diff).toContainText("role");
      await expect(diff.locator("del")).toHaveText("member");
      await expect(diff.locator("ins")).toHaveText("admin");
      for (const known of [event.id, event.request_id, event.actor.id, event.target.id, event.ip]) await expect(changed).toContainText(known);

      await changed.getByRole("link", { name: "Show all about this" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/audit?target=${ben.id}`);
      await expect(page.getByTitle("Remove filter On")).toContainText("Ben Okafor");
      await expect(events(page)).toHaveCount((await logged(`&target=${ben.id}`)).length);
      if (scripts) await hydrated(page);
      await page.getByTitle("Remove filter On").click();
      await expect(events(page).filter({ hasText: "project.created" })).toHaveCount((await logged("&action=project.created")).length);
      await open(page, `?actor=${ana.id}`);
      await expect(page.getByTitle("Remove filter Who")).toContainText("Ana Silva");
      await expect(events(page)).toHaveCount((await logged(`&actor=${ana.id}`)).length);
    });

    test("filters are in the address, stay with it and are taken away", async ({ page, faults }) => {
      faults.allow(/status of 422/);
      await open(page);
      await page.getByLabel("Action").selectOption({ label: "Members" });
      await page.getByLabel("From").fill(today());
      await page.getByLabel("To").fill(today());
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`action=member\\.&from=${today()}&to=${today()}`));
      const members = (await logged("&action=member.")).length;
      await expect(events(page)).toHaveCount(members);
      await page.reload();
      if (scripts) await hydrated(page);
      await expect(page.getByLabel("Action")).toHaveValue("member.");
      await expect(page.getByLabel("From")).toHaveValue(today());
      await expect(events(page)).toHaveCount(members);
      await page.getByRole("link", { name: "Clear filters" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}/audit`);
      await expect(events(page)).toHaveCount((await logged("")).length);

      await open(page, "?from=2020-01-01&to=2020-01-02");
      await expect(page.getByRole("heading", { name: "No event matches" })).toBeVisible();
      await open(page, "?from=yesterday");
      await expect(page.getByRole("heading", { name: "This filter cannot be read" })).toBeVisible();
      await page.getByRole("main").getByRole("link", { name: "Clear filters" }).first().click();
      await expect(events(page)).toHaveCount((await logged("")).length);
    });

    test("older events stand on further pages, and the filter stays", async ({ page }) => {
      await Promise.all(Array.from({ length: 51 }, (_, number) => ana.api.post(`/organizations/${org.id}/projects`, { name: `Ferry ${number + 10}` })));
      const wanted = (await logged("&action=project.")).map(({ target }) => target.name);
      expect(wanted.length).toBeGreaterThan(51);
      const shows = async (names: string[]) => {
        await expect(events(page)).toHaveCount(names.length);
        await expect(events(page).locator("summary")).toContainText(names);
        await expect(page.getByLabel("Action")).toHaveValue("project.");
      };
      await open(page);
      await page.getByLabel("Action").selectOption({ label: "Projects" });
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await expect(page).toHaveURL(/\?action=project\./);
      await shows(wanted.slice(0, 50));
      await expect(page.getByText(`50 of ${wanted.length} events`)).toBeVisible();
      if (scripts) await hydrated(page);
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(page).toHaveURL(/\?action=project\..*&cursor=/);
      await shows(wanted.slice(50));
      await expect(page.getByRole("link", { name: "Next page" })).toHaveCount(0);
      await page.reload();
      if (scripts) await hydrated(page);
      await shows(wanted.slice(50));
      await page.getByRole("link", { name: "First page" }).click();
      await expect(page).not.toHaveURL(/cursor=/);
      await shows(wanted.slice(0, 50));
      await page.getByRole("link", { name: "Next page" }).click();
      await shows(wanted.slice(50));
      // Another filter begins with the newest.
      if (scripts) await hydrated(page);
      await page.getByLabel("Action").selectOption({ label: "Members" });
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await expect(page).not.toHaveURL(/cursor=/);
      await expect(events(page)).toHaveCount((await logged("&action=member.")).length);
    });

    test("what the filters leave is exported as a file", async ({ page }) => {
      await open(page, "?action=project.");
      const wanted = (await logged("&action=project.")).reverse();
      expect(wanted.length).toBeGreaterThan(0);
      const save = async (name: string): Promise<Download> => {
        await page.getByRole("button", { name: "Export" }).click();
        const item = page.getByRole("menuitem", { name, exact: true });
        const [file] = await Promise.all([page.waitForEvent("download"), item.click()]);
        await page.keyboard.press("Escape");
        await expect(item).toBeHidden();
        return file;
      };
      const text = async (file: Download) => readFile(await file.path(), "utf8");

      const table = await save("CSV, for spreadsheets");
      expect(table.suggestedFilename()).toBe("audit-log.csv");
      const [head, ...lines] = (await text(table)).trim().split("\r\n").map((line) => line.slice(1, -1).split('","'));
      const column = (name: string) => lines.map((line) => line[head?.indexOf(name) ?? -1]);
      expect(head?.slice(0, 2)).toEqual(["id", "at"]);
      expect(column("id")).toEqual(wanted.map((event) => event.id));
      expect(column("action")).toEqual(wanted.map((event) => event.action));
      expect(column("actor_name")).toEqual(wanted.map((event) => event.actor.name));
      expect(column("changes").at(-1)?.replaceAll('""', '"')).toBe(JSON.stringify(wanted.at(-1)?.changes));

      const whole = await save("JSON");
      expect(whole.suggestedFilename()).toBe("audit-log.json");
      expect(JSON.parse(await text(whole))).toEqual(wanted);

      const rows = await save("JSON lines");
      expect(rows.suggestedFilename()).toBe("audit-log.ndjson");
      expect((await text(rows)).trim().split("\n").map((line) => JSON.parse(line))).toEqual(wanted);
    });

    test("the chain is proved to be whole", async ({ page }) => {
      await open(page);
      if (!scripts) await page.getByRole("link", { name: "Verify chain" }).click();
      const proof = await ana.api.get(`/organizations/${org.id}/audit-events/verify`);
      expect(proof.valid).toBe(true);
      const badge = page.getByText(`Chain verified, ${proof.events} events`);
      await expect(badge).toBeVisible();
      await expect(page.getByTitle(`Hash of the last event: ${proof.head}`)).toBeVisible();
      await expect(page.getByText("Chain broken")).toHaveCount(0);
    });

    test.describe("in a database that somebody else writes to", () => {
      test.use({ database: "postgres" });

      test("the chain is shown to be broken, and where", async ({ page, guildhall }) => {
        const [event] = await logged("&action=member.role_changed");
        await statement(
          guildhall.databaseUrl,
          "ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only; UPDATE audit_events SET actor_name = 'Nobody' WHERE action = 'member.role_changed'",
        );
        await open(page, scripts ? "" : "?verify=1");
        const alarm = page.getByRole("alert").filter({ hasText: "Chain broken" });
        await expect(alarm).toContainText(`From event ${event.id} on the log is not as it was written.`);
        await expect(page.getByText(/^Chain verified/)).toHaveCount(0);
      });
    });
  });
}
