// Several members at once: ticked one by one, in a range or all, looked at before anything happens, changed without those who
// cannot be; with scripts and without.
import { newMember, newOrganization, SESSION_COOKIE, setUp, signIn, type Member, type Organization } from "../support/console";
import { withCredential } from "../support/api";
import { expect, hydrated, test, type Page } from "../support/test";

const bar = (page: Page) => page.getByRole("form", { name: "Selected members" });
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const box = (page: Page, name: string) => page.getByRole("checkbox", { name: `Select ${name}` });
const roleOf = (page: Page, name: string, role: string) => page.getByRole("link", { name: `Change role of ${name}, now ${role}` });

/** What was done to members by the log, and to whom, oldest first. */
async function logged(org: Organization): Promise<string[]> {
  const events = (await org.founder.get(`/organizations/${org.id}/audit-events?action=member.&limit=100`)).data;
  const lines: string[] = events.map((event: { action: string; target: { name: string } }) => `${event.action} ${event.target.name}`);
  return lines.filter((line) => !line.startsWith("member.joined")).reverse();
}

const state = async (org: Organization, member: Member) => {
  const { role, status } = await org.founder.get(`/organizations/${org.id}/members/${member.id}`);
  return `${role} ${status}`;
};

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });
    let operator: string;
    let org: Organization;

    test.beforeEach(async ({ guildhall }) => {
      operator = await setUp(guildhall);
      org = await newOrganization(guildhall, "Harbor Labs");
    });

    async function open(page: Page): Promise<void> {
      await page.goto(`/o/${org.slug}/members`);
      if (scripts) await hydrated(page);
    }

    test("several get another role, and who has it already is left out", async ({ page, context, guildhall }) => {
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      const [ben, cem, dee] = [await newMember(guildhall, org, "Ben Okafor"), await newMember(guildhall, org, "Cem Yilmaz", "admin"), await newMember(guildhall, org, "Dee Moreau")];
      await signIn(context, guildhall, ana.email);
      await open(page);
      await expect(box(page, "Ana Silva"), "nobody changes themselves together with others").toBeDisabled();
      for (const name of ["Ben Okafor", "Cem Yilmaz", "Dee Moreau"]) await box(page, name).check();
      if (scripts) await expect(bar(page)).toContainText("3 selected");
      await bar(page).getByRole("button", { name: "Change role" }).click();
      await bar(page).getByRole("menuitem", { name: "admin", exact: true }).click();

      const dialog = page.getByRole("dialog", { name: "Change the role of 2 members to admin?" });
      await expect(dialog.getByRole("listitem").filter({ hasText: "Ben Okafor" })).toContainText("member");
      await expect(dialog).toContainText("Left out");
      await expect(dialog.getByRole("listitem").filter({ hasText: "Cem Yilmaz" })).toContainText("Has the role admin already");
      expect(await state(org, ben), "a preview changes nothing").toBe("member active");
      await dialog.getByRole("button", { name: "Change 2 roles" }).click();
      await expect(dialog).toHaveCount(0);
      for (const name of ["Ben Okafor", "Cem Yilmaz", "Dee Moreau"]) await expect(roleOf(page, name, "admin")).toBeVisible();
      for (const member of [ben, cem, dee]) expect(await state(org, member)).toBe("admin active");
      expect(await logged(org)).toEqual(["member.role_changed Ben Okafor", "member.role_changed Dee Moreau"]);
      if (!scripts) return;

      // Both had the same role, so both get it back.
      await expect(bar(page)).toBeHidden();
      await page.getByRole("status").filter({ hasText: "2 members are admin now" }).getByRole("button", { name: "Undo" }).click();
      for (const name of ["Ben Okafor", "Dee Moreau"]) await expect(roleOf(page, name, "member")).toBeVisible();
      expect([await state(org, ben), await state(org, cem), await state(org, dee)]).toEqual(["member active", "admin active", "member active"]);
    });

    test("the last owner is not suspended with the others", async ({ page, context, guildhall }) => {
      await context.addCookies([{ name: SESSION_COOKIE, value: operator, url: guildhall.url }]);
      const [ben, cem] = [await newMember(guildhall, org, "Ben Okafor"), await newMember(guildhall, org, "Cem Yilmaz")];
      await ben.api.get(`/organizations/${org.id}/members`);
      await open(page);
      if (scripts) await page.getByRole("checkbox", { name: "Select all on this page" }).check();
      else for (const name of ["Founder of", "Ben Okafor", "Cem Yilmaz"]) await box(page, name).check();
      await bar(page).getByRole("button", { name: "Suspend" }).click();

      const suspend = page.getByRole("dialog", { name: "Suspend 2 members?" });
      await expect(suspend).toContainText("all access stops with the next request");
      await expect(suspend.getByRole("listitem").filter({ hasText: "Founder of" })).toContainText("An organization needs at least one active owner.");
      await suspend.getByRole("button", { name: "Suspend 2 members" }).click();
      await expect(suspend).toHaveCount(0);
      for (const name of ["Ben Okafor", "Cem Yilmaz"]) await expect(row(page, name)).toContainText("Suspended");
      await expect(row(page, "Founder of")).toContainText("Active");
      expect((await ben.api.send("GET", `/organizations/${org.id}/members`)).status).toBeGreaterThanOrEqual(400);
      expect(await logged(org)).toEqual(["member.suspended Ben Okafor", "member.suspended Cem Yilmaz"]);

      // One of them comes back, and for the founder nothing is to do.
      await open(page);
      for (const name of ["Founder of", "Ben Okafor"]) await box(page, name).check();
      await bar(page).getByRole("button", { name: "Reactivate" }).click();
      const reactivate = page.getByRole("dialog", { name: "Reactivate 1 member?" });
      await expect(reactivate.getByRole("listitem").filter({ hasText: "Founder of" })).toContainText("Active already");
      await reactivate.getByRole("button", { name: "Reactivate 1 member" }).click();
      await expect(row(page, "Ben Okafor")).toContainText("Active");
      await expect(row(page, "Cem Yilmaz")).toContainText("Suspended");
      await ben.api.get(`/organizations/${org.id}/members`);
      expect(await state(org, cem)).toBe("member suspended");
    });

    test("removing several says what ends with them", async ({ page, context, guildhall }) => {
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      const [ben, cem] = [await newMember(guildhall, org, "Ben Okafor", "admin"), await newMember(guildhall, org, "Cem Yilmaz")];
      const at = `/organizations/${org.id}`;
      const key = await ben.api.post(`${at}/api-keys`, { name: "deploy", permissions: ["projects.read"] });
      await ben.api.post(`${at}/invitations`, { email: "kim@example.test" });
      await signIn(context, guildhall, ana.email);
      await open(page);
      for (const name of ["Ben Okafor", "Cem Yilmaz"]) await box(page, name).check();
      await bar(page).getByRole("button", { name: "Remove" }).click();

      const dialog = page.getByRole("alertdialog", { name: "Remove 2 members?" });
      const line = (name: string) => dialog.getByRole("listitem").filter({ hasText: name });
      await expect(line("Ben Okafor")).toContainText("1 API key stops working: deploy");
      await expect(line("Ben Okafor")).toContainText("1 pending invitation is revoked");
      await expect(line("Cem Yilmaz")).not.toContainText("API key");
      await dialog.getByRole("link", { name: "Cancel" }).click();
      await expect(dialog).toHaveCount(0);
      expect(await state(org, ben)).toBe("admin active");

      if (!scripts) for (const name of ["Ben Okafor", "Cem Yilmaz"]) await box(page, name).check();
      await bar(page).getByRole("button", { name: "Remove" }).click();
      await dialog.getByRole("button", { name: "Remove 2 members" }).click();
      await expect(dialog).toHaveCount(0);
      for (const name of ["Ben Okafor", "Cem Yilmaz"]) await expect(row(page, name)).toHaveCount(0);
      await expect(row(page, "Ana Silva")).toBeVisible();
      for (const member of [ben, cem]) await org.founder.get(`${at}/members/${member.id}`, 404);
      await withCredential(guildhall, key.key).get(`${at}/projects`, 401);
      const invitations = (await org.founder.get(`${at}/invitations`)).data;
      expect(invitations.find((invitation: { email: string }) => invitation.email === "kim@example.test")).toMatchObject({ status: "revoked" });
      expect(await logged(org)).toEqual(["member.removed Ben Okafor", "member.removed Cem Yilmaz"]);
    });

    test("who changed since the preview is left out, and the others are done", async ({ page, context, guildhall }) => {
      const ana = await newMember(guildhall, org, "Ana Silva", "owner");
      const [ben, cem, dee] = [await newMember(guildhall, org, "Ben Okafor"), await newMember(guildhall, org, "Cem Yilmaz"), await newMember(guildhall, org, "Dee Moreau")];
      await signIn(context, guildhall, ana.email);
      await open(page);
      for (const name of ["Ben Okafor", "Cem Yilmaz", "Dee Moreau"]) await box(page, name).check();
      await bar(page).getByRole("button", { name: "Suspend" }).click();
      const dialog = page.getByRole("dialog", { name: "Suspend 3 members?" });
      await expect(dialog).toBeVisible();
      await org.founder.patch(`/organizations/${org.id}/members/${ben.id}`, { role: "admin" });
      await org.founder.delete(`/organizations/${org.id}/members/${cem.id}`, 200);
      await dialog.getByRole("button", { name: "Suspend 3 members" }).click();
      await expect(dialog).toHaveCount(0);
      await expect(row(page, "Dee Moreau")).toContainText("Suspended");
      await expect(roleOf(page, "Ben Okafor", "admin")).toBeVisible();
      await expect(row(page, "Cem Yilmaz")).toHaveCount(0);
      expect([await state(org, ben), await state(org, dee)]).toEqual(["admin active", "member suspended"]);
      if (!scripts) return;
      const told = page.getByRole("status").filter({ hasText: "1 member suspended" });
      await expect(told).toContainText("Ben Okafor was left out: It changed since you read it.");
      await expect(told).toContainText("1 is no member any more");
      await expect(told.getByRole("button", { name: "Undo" }), "a part is not taken back as a whole").toHaveCount(0);
      await told.getByRole("button", { name: "Dismiss" }).click();
      await expect(told).toHaveCount(0);
    });

    test("who may do nothing about members sees no boxes", async ({ page, context, guildhall }) => {
      const ben = await newMember(guildhall, org, "Ben Okafor");
      await signIn(context, guildhall, ben.email);
      await open(page);
      await expect(row(page, "Ben Okafor")).toBeVisible();
      await expect(page.getByRole("checkbox")).toHaveCount(0);
      await expect(bar(page)).toHaveCount(0);
    });

    if (!scripts) {
      test("a button that meets no tick says so", async ({ page, context, guildhall }) => {
        const ana = await newMember(guildhall, org, "Ana Silva", "owner");
        await signIn(context, guildhall, ana.email);
        await page.goto(`/o/${org.slug}/members?sort=-joined_at`);
        await bar(page).getByRole("button", { name: "Suspend" }).click();
        await expect(page.getByText("Nobody was ticked.")).toBeVisible();
        await expect(page, "the order stays").toHaveURL(/sort=-joined_at/);
        await expect(page.getByRole("dialog")).toHaveCount(0);
      });
    }
  });
}

test("a range is ticked with Shift, all with the box above, and none again", async ({ page, context, guildhall }) => {
  const org = await newOrganization(guildhall, "Harbor Labs");
  const ana = await newMember(guildhall, org, "Bob Viewer", "owner");
  for (const name of ["Ada One", "Bea Two", "Cyd Three", "Dan Four"]) await newMember(guildhall, org, name);
  await signIn(context, guildhall, ana.email);
  await page.goto(`/o/${org.slug}/members`);
  await hydrated(page);
  const all = page.getByRole("checkbox", { name: "Select all on this page" });

  // By name, the viewer stands in the middle, and is not ticked.
  await box(page, "Ada One").click();
  await box(page, "Cyd Three").click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText("3 selected");
  for (const name of ["Ada One", "Bea Two", "Cyd Three"]) await expect(box(page, name)).toBeChecked();
  for (const name of ["Bob Viewer", "Dan Four"]) await expect(box(page, name)).not.toBeChecked();
  await expect(all).toBeChecked({ indeterminate: true });

  // A range is also unticked.
  await box(page, "Ada One").click();
  await box(page, "Bea Two").click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText("1 selected");

  await all.check();
  await expect(bar(page)).toContainText("5 selected");
  await expect(all).toBeChecked();
  await all.uncheck();
  await expect(bar(page)).toBeHidden();
  await box(page, "Dan Four").check();
  await bar(page).getByRole("button", { name: "Clear" }).click();
  await expect(box(page, "Dan Four")).not.toBeChecked();
  await expect(bar(page)).toBeHidden();
});
