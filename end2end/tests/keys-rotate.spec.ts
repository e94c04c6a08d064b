// A key is rotated: for the grace the old one works beside the new one, whose secret is shown once; with scripts and without.
import { withCredential, type Json } from "../support/api";
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import type { Guildhall } from "../support/guildhall";
import { expect, hydrated, test, type Page } from "../support/test";

const HOUR = 3_600_000;
const dialog = (page: Page) => page.getByRole("dialog", { name: "Rotate deploy" });
const ready = (page: Page) => page.getByRole("heading", { name: "deploy is ready" });
const secretOn = async (page: Page) => (await page.getByRole("group", { name: "New API key" }).innerText()).trim();

/** What a backend that is handed this key is told about it. */
async function verdict(guildhall: Guildhall, key: string): Promise<string> {
  const backend = withCredential(guildhall, guildhall.adminToken);
  return (await backend.post("/api-keys/verify", { key, permission: "projects.read" }, 200)).code;
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let org: Organization;
    let ana: Member;
    let old: Json;

    test.beforeEach(async ({ context, guildhall }) => {
      org = await newOrganization(guildhall, "Harbor Labs");
      ana = await newMember(guildhall, org, "Ana Silva", "owner");
      old = await ana.api.post(`/organizations/${org.id}/api-keys`, { name: "deploy", permissions: ["projects.read", "organization.read"] });
      await signIn(context, guildhall, ana.email);
    });

    const open = async (page: Page, query = "") => {
      await page.goto(`/o/${org.slug}/keys${query}`);
      if (scripts) await hydrated(page);
    };
    const keys = async (): Promise<Json[]> => (await ana.api.get(`/organizations/${org.id}/api-keys`)).data;
    /** The row of a key, by the end of its secret. */
    const row = (page: Page, key: string) => page.getByRole("row").filter({ hasText: `…${key.slice(-4)}` });

    test("both keys work during the grace, and the new one is shown once", async ({ page, guildhall }) => {
      const projects = `/organizations/${org.slug}/projects`;
      await withCredential(guildhall, old.key).get(projects);
      await open(page);
      await page.getByRole("button", { name: "Actions for deploy" }).click();
      await page.getByRole("menuitem", { name: "Rotate" }).click();
      await expect(dialog(page)).toContainText("The old one works on for the time you choose.");
      await expect(dialog(page)).toContainText(`…${old.key.slice(-4)}`);
      await expect(dialog(page).getByRole("radio", { name: "In 24 hours" })).toBeChecked();
      await dialog(page).getByRole("radio", { name: "In 1 hour" }).check();
      await dialog(page).getByRole("button", { name: "Rotate key" }).click();

      await expect(ready(page)).toBeVisible();
      const secret = await secretOn(page);
      expect(secret).toMatch(/^ghk_live_[0-9A-Za-z]{36}$/);
      expect(secret).not.toBe(old.key);
      for (const key of [old.key, secret]) {
        expect(await verdict(guildhall, key)).toBe("ok");
        await withCredential(guildhall, key).get(projects);
      }
      await expect(row(page, secret)).toContainText("Active");
      await expect(row(page, old.key)).toContainText("Expires soon");
      const ends = Date.parse((await keys()).find((key) => key.id === old.id).expires_at) - Date.now();
      expect(ends).toBeGreaterThan(HOUR - 60_000);
      expect(ends).toBeLessThanOrEqual(HOUR);
      const made = (await keys()).find((key) => key.id !== old.id);
      expect(made.permissions).toEqual(["organization.read", "projects.read"]);

      if (scripts) await page.locator(".secret").getByRole("button", { name: "Copy" }).click();
      await page.getByRole("link", { name: "I have stored the key" }).click();
      await expect(ready(page)).toHaveCount(0);
      await open(page);
      await expect(row(page, secret)).toBeVisible();
      expect(await page.content(), "the secret is shown once").not.toContain(secret);
      expect(guildhall.output).not.toContain(secret);
      const events: Json[] = (await ana.api.get(`/organizations/${org.id}/audit-events?action=api_key.`)).data;
      expect(events.map((event) => event.action)).toEqual(["api_key.created", "api_key.rotated", "api_key.created"]);
      expect(JSON.stringify(events)).not.toContain(secret);
    });

    test("a key that leaked stops at once", async ({ page, guildhall }) => {
      await open(page, `?rotate=${old.id}`);
      await dialog(page).getByRole("radio", { name: "Now" }).check();
      await dialog(page).getByRole("button", { name: "Rotate key" }).click();
      await expect(ready(page)).toBeVisible();
      expect(await verdict(guildhall, await secretOn(page))).toBe("ok");
      expect(await verdict(guildhall, old.key)).toBe("expired");
      await withCredential(guildhall, old.key).get(`/organizations/${org.slug}/projects`, 401);
      await expect(row(page, old.key)).toContainText("Expired");
      if (scripts) await page.locator(".secret").getByRole("button", { name: "Copy" }).click();
    });

    test("a key that somebody rotated meanwhile is not rotated twice", async ({ page, guildhall, faults }) => {
      faults.allow(/status of 409/);
      await open(page, `?rotate=${old.id}`);
      await expect(dialog(page)).toBeVisible();
      await ana.api.post(`/organizations/${org.id}/api-keys/${old.id}/rotate`, { grace_seconds: 3_600 });
      await dialog(page).getByRole("button", { name: "Rotate key" }).click();
      await expect(dialog(page).getByRole("alert")).toContainText("This key was rotated before. Rotate its successor.");
      expect(await keys()).toHaveLength(2);
      expect(await verdict(guildhall, old.key)).toBe("ok");
      await dialog(page).getByRole("link", { name: "Cancel" }).click();
      await expect(dialog(page)).toHaveCount(0);
    });

    test("what does not work any more is not rotated, and neither is what somebody may not make", async ({ page, context, guildhall }) => {
      await ana.api.patch(`/organizations/${org.id}/api-keys/${old.id}`, { enabled: false });
      await open(page, `?rotate=${old.id}`);
      await expect(row(page, old.key)).toContainText("Disabled");
      await expect(dialog(page)).toHaveCount(0);
      await page.getByRole("button", { name: "Actions for deploy" }).click();
      await expect(page.getByRole("menuitem", { name: "Rename" })).toBeVisible();
      await expect(page.getByRole("menuitem", { name: "Rotate" })).toHaveCount(0);

      await ana.api.patch(`/organizations/${org.id}/api-keys/${old.id}`, { enabled: true });
      await ana.api.post(`/organizations/${org.id}/roles`, { name: "watcher", permissions: ["organization.read", "apiKeys.list"] });
      const ben = await newMember(guildhall, org, "Ben Okafor", "watcher");
      await context.clearCookies();
      await signIn(context, guildhall, ben.email);
      await open(page);
      await expect(row(page, old.key)).toContainText("Active");
      await expect(page.getByRole("button", { name: "Actions for deploy" })).toHaveCount(0);
    });
  });
}

test("leaving the page before the secret was copied is asked about, and afterwards is not", async ({ page, context, guildhall }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: guildhall.url });
  const org = await newOrganization(guildhall, "Harbor Labs");
  const ana = await newMember(guildhall, org, "Ana Silva", "owner");
  const old = await ana.api.post(`/organizations/${org.id}/api-keys`, { name: "deploy", permissions: ["projects.read"] });
  await signIn(context, guildhall, ana.email);
  await page.goto(`/o/${org.slug}/keys?rotate=${old.id}`);
  await hydrated(page);
  await dialog(page).getByRole("button", { name: "Rotate key" }).click();
  await expect(ready(page)).toBeVisible();
  const secret = await secretOn(page);

  const asked: string[] = [];
  page.on("dialog", (warning) => {
    asked.push(warning.type());
    void warning.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(ready(page), "one stays").toBeVisible();

  const copy = page.locator(".secret").getByRole("button");
  await copy.click();
  await expect(copy).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await page.reload();
  await hydrated(page);
  expect(asked, "nobody is asked twice").toHaveLength(1);
  await expect(ready(page)).toHaveCount(0);
  await expect(page.getByText(secret)).toHaveCount(0);
});
