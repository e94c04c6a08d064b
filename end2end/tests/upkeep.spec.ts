// What admins look after: usage, the audit log and its export, rotating keys, comparing roles, changes that meet; with scripts
// and without.
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import { expect, hydrated, test, type Page } from "../support/test";

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

    async function open(page: Page, path: string): Promise<void> {
      await page.goto(`/o/${org.slug}${path}`);
      if (scripts) await hydrated(page);
    }

    test("usage says how the organization stands against its plan", async ({ page }) => {
      await open(page, "/usage");
      await expect(page.getByRole("progressbar", { name: "Principals" })).toHaveAttribute("max", "1000");
      await expect(page.getByRole("heading", { name: "Counting began today" })).toBeVisible();
      await page.getByRole("link", { name: "7 days" }).click();
      await expect(page).toHaveURL(/days=7/);
      await expect(page.getByRole("link", { name: "7 days" })).toHaveAttribute("aria-current", "true");
    });

    test("the audit log names whom a filter means, exports what it shows, and proves that it is whole", async ({ page, context }) => {
      await ana.api.post(`/organizations/${org.id}/projects`, { name: "Website" });
      await open(page, `/audit?actor=${ana.id}&action=nothing.at.all`);
      await expect(page.getByTitle("Remove filter Who")).toContainText("Ana Silva");
      await open(page, "/audit?action=project.created");
      if (!scripts) await page.getByRole("link", { name: "Verify chain" }).click();
      await expect(page.getByText(/^Chain verified, \d+ events/)).toBeVisible();
      await page.getByRole("button", { name: "Export" }).click();
      const link = page.getByRole("menuitem", { name: "CSV, for spreadsheets" });
      const answer = await context.request.get((await link.getAttribute("href")) ?? "");
      expect(answer.status()).toBe(200);
      const lines = (await answer.text()).trim().split("\r\n");
      expect(lines).toHaveLength(2);
      expect(lines[1]).toContain("Website");
    });

    test("a key is rotated: the new one is shown once, the old one works on for the grace", async ({ page, guildhall }) => {
      const made = await ana.api.post(`/organizations/${org.id}/api-keys`, { name: "deploy", permissions: ["projects.read"] });
      await open(page, `/keys?rotate=${made.id}`);
      const dialog = page.getByRole("dialog", { name: "Rotate deploy" });
      await dialog.getByText("In 24 hours").click();
      await dialog.getByRole("button", { name: "Rotate key" }).click();
      await expect(page.getByRole("heading", { name: "deploy is ready" })).toBeVisible();
      const secret = (await page.getByRole("group", { name: "New API key" }).innerText()).trim();
      expect(secret).not.toBe(made.key);
      for (const key of [secret, made.key]) {
        const answer = await fetch(`${guildhall.url}/api/v1/organizations/${org.slug}/projects`, { headers: { Authorization: `Bearer ${key}` } });
        expect(answer.status).toBe(200);
      }
      if (scripts) await page.locator(".secret").getByRole("button", { name: "Copy" }).click();
      await page.getByRole("link", { name: "I have stored the key" }).click();
      await expect(page.getByRole("heading", { name: "deploy is ready" })).toHaveCount(0);
    });

    test("two roles are compared, and one is looked at as its holders see it", async ({ page }) => {
      await open(page, "/roles");
      await page.getByRole("link", { name: "Compare roles" }).click();
      await expect(page.getByText("admin and member differ by 17 permissions.")).toBeVisible();
      await page.getByLabel("First role").selectOption("owner");
      await page.getByLabel("Second role").selectOption("admin");
      await page.getByRole("button", { name: "Compare", exact: true }).click();
      await expect(page).toHaveURL(/compare=owner&with=admin/);
      await expect(page.getByText("owner and admin differ by 1 permission.")).toBeVisible();
      await page.getByRole("button", { name: "Actions for member" }).click();
      await page.getByRole("menuitem", { name: "View as role" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "View as member" })).toBeVisible();
      await expect(page.getByRole("row").filter({ hasText: "audit.read" })).toContainText("Refused");
    });

    test("a change of a role is looked at before it is saved", async ({ page }) => {
      await ana.api.post(`/organizations/${org.id}/roles`, { name: "support", description: "", permissions: ["users.read"] });
      await open(page, "/roles/support");
      await page.getByRole("checkbox", { name: "View projects" }).check();
      if (!scripts) await page.getByRole("button", { name: "Preview" }).click();
      const effect = page.getByRole("complementary", { name: "What changes" });
      await expect(effect).toContainText("projects.read");
      await expect(effect).toContainText("Nobody holds this role yet.");
      await page.getByRole("button", { name: "Save role" }).click();
      await expect(page).toHaveURL(/\/roles\/support$/);
      await expect.poll(async () => (await ana.api.get(`/organizations/${org.id}/roles/support`)).permissions).toEqual(["users.read", "projects.read"]);
    });

    test("settings that somebody else changed meanwhile are merged field by field", async ({ page, faults }) => {
      faults.allow(/status of 412/);
      await open(page, "/settings");
      await page.getByLabel("Name", { exact: true }).fill("Harbor Laboratories");
      await ana.api.patch(`/organizations/${org.id}`, { name: "Harbor Works", billing_email: "bills@harbor.example.test" });
      await page.getByRole("button", { name: "Save changes" }).click();
      const name = page.getByRole("group", { name: "Name" });
      await expect(name).toContainText("Harbor Laboratories");
      await expect(name).toContainText("Harbor Works");
      await name.getByText("Yours").click();
      // Who changed the billing address is known only where the page still knows what it had read.
      const billing = page.getByRole("group", { name: "Billing address" });
      if (scripts) await expect(billing).toHaveCount(0);
      else await billing.getByText("Theirs").click();
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Harbor Laboratories");
      expect(await ana.api.get(`/organizations/${org.id}`)).toMatchObject({ name: "Harbor Laboratories", billing_email: "bills@harbor.example.test" });
    });

    test("a deleted organization comes back from the recycle bin", async ({ page }) => {
      await ana.api.delete(`/organizations/${org.id}`, 200);
      await page.goto("/recycle-bin");
      if (scripts) await hydrated(page);
      await expect(page.getByText("Ana Silva deleted it")).toBeVisible();
      await page.getByRole("button", { name: "Restore Harbor Labs" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}`);
      await expect(page.getByRole("heading", { level: 1, name: "Harbor Labs" })).toBeVisible();
    });
  });
}
