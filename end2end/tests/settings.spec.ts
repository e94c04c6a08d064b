// Settings: changes that meet are merged by choice, an organization is deleted by its name and comes back from the bin; with
// scripts and without.
import { withCredential } from "../support/api";
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import { expect, hydrated, test, type Page } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let org: Organization;
    let ana: Member;
    let at: string;

    test.beforeEach(async ({ context, guildhall }) => {
      org = await newOrganization(guildhall, "Harbor Labs");
      at = `/organizations/${org.id}`;
      ana = await newMember(guildhall, org, "Ana Silva", "owner");
      await signIn(context, guildhall, ana.email);
    });

    const open = async (page: Page, address: string) => {
      await page.goto(address);
      if (scripts) await hydrated(page);
    };
    const save = (page: Page) => page.getByRole("button", { name: "Save changes" }).click();
    const read = () => ana.api.get(at);

    test("every setting is saved and stays", async ({ page }) => {
      await open(page, `/o/${org.slug}/settings`);
      await page.getByLabel("Name", { exact: true }).fill("Harbor Laboratories");
      await page.getByLabel("Logo").fill("https://harbor.example/logo.png");
      await page.getByLabel("Time zone").selectOption("Europe/Berlin");
      await page.getByLabel("Billing address").fill("bills@harbor.example");
      await page.getByLabel("Metadata").fill("crm_id=4711\nregion=north");
      await save(page);
      if (scripts) await expect(page.getByRole("status").filter({ hasText: "Settings saved" })).toBeVisible();
      await open(page, `/o/${org.slug}/settings`);
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Harbor Laboratories");
      await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
      await expect(page.getByLabel("Metadata")).toHaveValue("crm_id=4711\nregion=north");
      expect(await read()).toMatchObject({
        name: "Harbor Laboratories",
        logo: "https://harbor.example/logo.png",
        timezone: "Europe/Berlin",
        billing_email: "bills@harbor.example",
        metadata: { crm_id: "4711", region: "north" },
      });
      await expect(page.getByLabel("Address", { exact: true })).toHaveAttribute("readonly");
    });

    test("a stale change is a choice for each field, and is asked for again when they change once more", async ({ page, faults }) => {
      faults.allow(/status of 412/);
      await open(page, `/o/${org.slug}/settings`);
      await page.getByLabel("Name", { exact: true }).fill("Mine");
      await page.getByLabel("Time zone").selectOption("Europe/Berlin");
      await page.getByLabel("Billing address").fill("mine@harbor.example");
      await org.founder.patch(at, { name: "Theirs", timezone: "Asia/Tokyo", metadata: { crm_id: "4711" } });
      await save(page);

      await expect(page.getByText("Somebody else changed these settings meanwhile")).toBeVisible();
      expect(await read(), "nothing of mine is saved yet").toMatchObject({ name: "Theirs", timezone: "Asia/Tokyo", billing_email: null });
      const field = (name: string) => page.getByRole("group", { name, exact: true });
      const choose = (name: string, whose: "Yours" | "Theirs") => field(name).getByRole("radio", { name: new RegExp(`^${whose}`) }).check();
      await expect(field("Name")).toContainText(/Yours\s*Mine/);
      await expect(field("Name")).toContainText(/Theirs\s*Theirs/);
      await expect(field("Time zone")).toContainText("Asia/Tokyo");
      await choose("Name", "Yours");
      await choose("Time zone", "Theirs");
      // What only one side changed is known only where the page still knows what it had read.
      const asked = async () => {
        if (scripts) for (const name of ["Billing address", "Metadata"]) await expect(field(name)).toHaveCount(0);
        else {
          await choose("Billing address", "Yours");
          await choose("Metadata", "Theirs");
        }
      };
      await asked();
      await org.founder.patch(at, { name: "Theirs again" });
      await save(page);
      await expect(field("Name")).toContainText("Theirs again");
      await choose("Name", "Yours");
      if ((await field("Billing address").count()) > 0) await choose("Billing address", "Yours");
      await save(page);
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Mine");
      expect(await read()).toMatchObject({ name: "Mine", timezone: "Asia/Tokyo", billing_email: "mine@harbor.example", metadata: { crm_id: "4711" } });
      const [event] = (await ana.api.get(`${at}/audit-events?action=organization.updated`)).data;
      expect(event).toMatchObject({ actor: { name: "Ana Silva" }, changes: { name: ["Theirs again", "Mine"] } });
    });

    test("a stale change is discarded", async ({ page, faults }) => {
      faults.allow(/status of 412/);
      await open(page, `/o/${org.slug}/settings`);
      await page.getByLabel("Name", { exact: true }).fill("Mine");
      await org.founder.patch(at, { name: "Theirs" });
      await save(page);
      await expect(page.getByText("Nothing of yours is saved yet.")).toBeVisible();
      await page.getByRole("link", { name: "Discard" }).click();
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Theirs");
      expect((await read()).name).toBe("Theirs");
    });

    test("an organization is deleted by its name, and restored from the bin", async ({ page, guildhall, faults }) => {
      // The frame asks for the organization once more when it is gone already.
      faults.allow(/status of (422|404)/);
      const key = await ana.api.post(`${at}/api-keys`, { name: "deploy", permissions: ["projects.read"] });
      await ana.api.post(`${at}/projects`, { name: "Website" });
      const dialog = page.getByRole("alertdialog", { name: "Delete Harbor Labs?" });
      const confirm = () => dialog.getByRole("button", { name: "Delete organization" }).click();
      await open(page, `/o/${org.slug}/settings`);
      await page.getByRole("link", { name: "Delete organization" }).click();
      await expect(dialog).toContainText("2 members lose access at once. 1 API key stops working. 2 projects go with it.");
      const name = dialog.getByLabel(`Type ${org.slug} to confirm`);
      await name.fill("harbor");
      await confirm();
      await expect(dialog.getByText(`Type ${org.slug} exactly. Nothing was deleted.`)).toBeVisible();
      await read();
      await name.fill(org.slug);
      await confirm();
      await expect(page).toHaveURL(/\/(\?.*)?$/);
      await ana.api.get(at, 404);
      await withCredential(guildhall, key.key).get(`${at}/projects`, 401);

      await open(page, "/recycle-bin");
      const bin = page.getByRole("region", { name: "Deleted organizations" });
      await expect(bin).toContainText("Harbor Labs");
      await expect(bin).toContainText("Ana Silva deleted it");
      await expect(bin).toContainText("Erased for good on");
      await bin.getByRole("button", { name: "Restore Harbor Labs" }).click();
      await expect(page).toHaveURL(`/o/${org.slug}`);
      await expect(page.getByRole("heading", { level: 1, name: "Harbor Labs" })).toBeVisible();
      expect((await ana.api.get(`${at}/projects`)).data.map((project: { name: string }) => project.name)).toContain("Website");
      await withCredential(guildhall, key.key).get(`${at}/projects`, 401);
      const events = (await ana.api.get(`${at}/audit-events?action=organization.`)).data;
      expect(events.map((event: { action: string }) => event.action)).toEqual(["organization.restored", "organization.deleted", "organization.created"]);
      await open(page, "/recycle-bin");
      await expect(page.getByRole("heading", { name: "The recycle bin is empty" })).toBeVisible();
    });

    test("what runs is cut off only when asked to", async ({ page, faults }) => {
      faults.allow(/status of (409|404)/);
      await ana.api.post(`${at}/projects`, { name: "Website" });
      expect((await ana.api.send("PUT", `${at}/projects/Website/resources/environment/staging`)).status).toBe(201);
      await open(page, `/o/${org.slug}/settings?delete=1`);
      const dialog = page.getByRole("alertdialog", { name: "Delete Harbor Labs?" });
      await expect(dialog).toContainText("Website: 1 environment (staging)");
      await dialog.getByLabel(`Type ${org.slug} to confirm`).fill(org.slug);
      await dialog.getByRole("button", { name: "Delete organization" }).click();
      await expect(dialog.getByText(/Stop it first, or delete with force/)).toBeVisible();
      await read();
      await dialog.getByRole("checkbox", { name: "Delete although something still runs" }).check();
      await dialog.getByLabel(`Type ${org.slug} to confirm`).fill(org.slug);
      await dialog.getByRole("button", { name: "Delete organization" }).click();
      await expect(page).toHaveURL(/\/(\?.*)?$/);
      await ana.api.get(at, 404);
    });

    test("whoever may not change settings sees them, and is refused a change", async ({ page, context, guildhall }) => {
      const set = { logo: "https://harbor.example/logo.png", timezone: "Europe/Berlin", billing_email: "bills@harbor.example", metadata: { crm_id: "4711" } };
      await ana.api.patch(at, set);
      const ben = await newMember(guildhall, org, "Ben Okafor");
      const before = await read();
      await context.clearCookies();
      await signIn(context, guildhall, ben.email);
      await open(page, `/o/${org.slug}/settings`);
      await expect(page.getByText("Read only")).toBeVisible();
      await expect(page.getByText("Changing settings needs organization.update, which owners and admins hold.")).toBeVisible();
      for (const [label, value] of [["Name", "Harbor Labs"], ["Address", org.slug], ["Logo", set.logo], ["Billing address", set.billing_email], ["Metadata", "crm_id=4711"]] as const) {
        const field = page.getByRole("main").getByLabel(label, { exact: label === "Name" || label === "Address" });
        await expect(field).toHaveValue(value);
        await expect(field).not.toBeEditable();
      }
      await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
      await expect(page.getByLabel("Time zone")).toBeDisabled();
      await expect(page.getByRole("button", { name: "Save changes" })).toHaveCount(0);
      await expect(page.getByRole("link", { name: "Choose member" }), "only owners hand it over").toHaveCount(0);
      await expect(page.getByText("Only roles with organization.delete can do this. Ask an owner.")).toBeVisible();
      const answer = await context.request.post("/_fn/app/organizations/settings_rpc/update_organization", {
        headers: { Origin: guildhall.url, Accept: "application/json" },
        form: { org: org.slug, name: "Mine now", timezone: "Europe/Berlin" },
        maxRedirects: 0,
      });
      expect(answer.status()).toBe(403);
      expect(await answer.text()).toContain("organization.update");
      expect(await read()).toEqual(before);
    });

    test("the bin is read page by page, and one comes back from a later page", async ({ page }) => {
      const names = Array.from({ length: 52 }, (_, place) => `Pier ${61 - place}`);
      const made = await Promise.all(names.map((name) => ana.api.post("/organizations", { name })));
      for (const { id } of [...made].reverse()) await ana.api.delete(`/organizations/${id}`, 200);
      const listed = page.getByRole("region", { name: "Deleted organizations" }).locator(".name");
      await open(page, "/recycle-bin");
      await expect(listed, "the last deleted first").toHaveText(names.slice(0, 50));
      await expect(page.getByText("50 of 52 organizations")).toBeVisible();
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(page).toHaveURL(/\/recycle-bin\?cursor=/);
      await expect(listed).toHaveText(names.slice(50));
      await expect(page.getByRole("link", { name: "Next page" })).toHaveCount(0);
      await page.getByRole("link", { name: "First page" }).click();
      await expect(page).toHaveURL("/recycle-bin");
      await expect(listed).toHaveText(names.slice(0, 50));
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(listed).toHaveCount(2);
      if (scripts) await hydrated(page);
      await page.getByRole("button", { name: "Restore Pier 10" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Pier 10" })).toBeVisible();
      await ana.api.get(`/organizations/${made[51].id}`);
      await open(page, "/recycle-bin");
      await expect(page.getByText("50 of 51 organizations")).toBeVisible();
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(listed).toHaveText(["Pier 11"]);
    });

    test("one leaves, and only owners delete", async ({ page, context, guildhall, faults }) => {
      faults.allow(/status of 404/);
      const ben = await newMember(guildhall, org, "Ben Okafor", "admin");
      await context.clearCookies();
      await signIn(context, guildhall, ben.email);
      await open(page, `/o/${org.slug}/settings?delete=1`);
      await expect(page.getByRole("alertdialog")).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Delete organization" })).toBeDisabled();
      await page.getByRole("link", { name: "Leave" }).click();
      const dialog = page.getByRole("alertdialog", { name: "Leave Harbor Labs?" });
      await dialog.getByRole("button", { name: "Leave organization" }).click();
      await expect(page).toHaveURL(/\/(\?.*)?$/);
      if (scripts) await expect(page.getByText("You left Harbor Labs")).toBeVisible();
      await ana.api.get(`${at}/members/${ben.id}`, 404);
    });

    if (scripts) {
      test("deleting an organization is told on the next page, and taken back there", async ({ page, faults }) => {
        faults.allow(/status of 404/);
        await open(page, `/o/${org.slug}/settings?delete=1`);
        const dialog = page.getByRole("alertdialog", { name: "Delete Harbor Labs?" });
        await dialog.getByLabel(`Type ${org.slug} to confirm`).fill(org.slug);
        await dialog.getByRole("button", { name: "Delete organization" }).click();
        await expect(page.getByText("Harbor Labs deleted")).toBeVisible();
        await ana.api.get(at, 404);
        await page.getByRole("button", { name: "Undo" }).click();
        await expect(page).toHaveURL(`/o/${org.slug}`);
        await expect(page.getByRole("heading", { level: 1, name: "Harbor Labs" })).toBeVisible();
        await ana.api.get(at);
      });
    }
  });
}
