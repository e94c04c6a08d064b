// Several members at once, changes that show before the server answers, and a list of people to invite; with scripts and without.
import { newMember, newOrganization, signIn } from "../support/console";
import { expect, hydrated, test, type Page } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    const open = async (page: Page, address: string) => {
      await page.goto(address);
      if (scripts) await hydrated(page);
    };

    test("members are suspended together, after a preview that says who is left out", async ({ page, context, guildhall }) => {
      const org = await newOrganization(guildhall, scripts ? "Harbor Crew" : "Harbor Crew Plain");
      const ana = await newMember(guildhall, org, "Ana Silva", "admin");
      await newMember(guildhall, org, "Ben Okafor");
      await newMember(guildhall, org, "Cem Yilmaz");
      await signIn(context, guildhall, ana.email);
      await open(page, `/o/${org.slug}/members`);
      // The founder is an owner, whom an admin cannot touch; nobody is suspended with others by themselves.
      await expect(page.getByRole("checkbox", { name: "Select Ana Silva" })).toBeDisabled();
      await expect(page.getByRole("checkbox", { name: "Select Founder of" })).toBeDisabled();
      await page.getByRole("checkbox", { name: "Select Ben Okafor" }).check();
      await page.getByRole("checkbox", { name: "Select Cem Yilmaz" }).check();
      const bar = page.getByRole("form", { name: "Selected members" });
      if (scripts) await expect(bar).toContainText("2 selected");
      await bar.getByRole("button", { name: "Suspend" }).click();
      const dialog = page.getByRole("dialog", { name: "Suspend 2 members?" });
      await expect(dialog).toContainText("Ben Okafor");
      await dialog.getByRole("button", { name: "Suspend 2 members" }).click();
      await expect(dialog).toBeHidden();
      const row = (name: string) => page.getByRole("row").filter({ hasText: name });
      await expect(row("Ben Okafor")).toContainText("Suspended");
      await expect(row("Cem Yilmaz")).toContainText("Suspended");
      if (!scripts) return;
      await expect(bar).toBeHidden();
      await page.getByRole("status").filter({ hasText: "2 members suspended" }).getByRole("button", { name: "Undo" }).click();
      await expect(row("Ben Okafor")).toContainText("Active");
    });

    test("a list of people is checked before anybody is invited", async ({ page, context, guildhall }) => {
      const org = await newOrganization(guildhall, scripts ? "Harbor List" : "Harbor List Plain");
      const ana = await newMember(guildhall, org, "Ana Silva", "admin");
      await signIn(context, guildhall, ana.email);
      await open(page, `/o/${org.slug}/members`);
      await page.getByRole("link", { name: "Import CSV" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Import people" })).toBeVisible();
      if (scripts) await hydrated(page);
      const list = `email,role\nsofia@kessler.example,\nrahel@kessler,member\ntim@kessler.example,admn\n${ana.email},member\n`;
      await page.getByLabel("Or paste the rows").fill(list);
      await page.getByRole("button", { name: "Check list" }).click();
      await expect(page.getByRole("heading", { name: "Check before import" })).toBeVisible();
      const row = (text: string) => page.getByRole("row").filter({ hasText: text });
      await expect(row("rahel@kessler")).toContainText("Did you mean rahel@kessler.example?");
      await expect(row("tim@kessler.example")).toContainText("Did you mean admin?");
      await expect(row(ana.email)).toContainText("Is a member already.");
      await page.getByText("Errors 2").click();
      await expect(row("sofia@kessler.example")).toBeHidden();
      await page.getByRole("button", { name: "Import 1 row" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Invitations" })).toBeVisible();
      await expect(row("sofia@kessler.example")).toBeVisible();
      await expect(row("tim@kessler.example")).toHaveCount(0);
    });
  });
}

test("a range is ticked with Shift, a whole page at once, and a search follows what one types", async ({ page, context, guildhall }) => {
  const org = await newOrganization(guildhall, "Harbor Range");
  const ana = await newMember(guildhall, org, "Ana Silva", "owner");
  for (const name of ["Bea One", "Bea Two", "Bea Zoe"]) await newMember(guildhall, org, name);
  await signIn(context, guildhall, ana.email);
  await page.goto(`/o/${org.slug}/members`);
  await hydrated(page);
  await page.getByRole("searchbox", { name: "Find member" }).pressSequentially("bea");
  await expect(page).toHaveURL(/\?q=bea$/);
  await expect(page.getByRole("row").filter({ hasText: "Ana Silva" })).toHaveCount(0);
  await expect(page.getByRole("searchbox", { name: "Find member" })).toBeFocused();
  await page.getByRole("checkbox", { name: "Select Bea One" }).check();
  await page.getByRole("checkbox", { name: "Select Bea Zoe" }).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("form", { name: "Selected members" });
  await expect(bar).toContainText("3 selected");
  await bar.getByRole("button", { name: "Clear" }).click();
  await expect(bar).toBeHidden();
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await expect(bar).toContainText("3 selected");
});

test("a role that somebody else changed meanwhile is asked for again", async ({ page, context, guildhall, faults }) => {
  faults.allow(/status of 412/);
  const org = await newOrganization(guildhall, "Harbor Stale");
  const ana = await newMember(guildhall, org, "Ana Silva", "owner");
  const ben = await newMember(guildhall, org, "Ben Okafor");
  await org.founder.post(`/organizations/${org.id}/roles`, { name: "clerk", permissions: ["users.read"] });
  await signIn(context, guildhall, ana.email);
  await page.goto(`/o/${org.slug}/members?change=${ben.id}`);
  await hydrated(page);
  await org.founder.patch(`/organizations/${org.id}/members/${ben.id}`, { role: "clerk" });
  const dialog = page.getByRole("dialog", { name: "Role of Ben Okafor" });
  await dialog.getByLabel("Role").selectOption("admin");
  await dialog.getByRole("button", { name: "Change role" }).click();
  await expect(dialog.getByText("Ben Okafor has the role clerk now.")).toBeVisible();
  await expect(dialog.getByLabel("Role")).toHaveValue("admin");
  await dialog.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByRole("link", { name: "Change role of Ben Okafor, now admin" })).toBeVisible();
});
