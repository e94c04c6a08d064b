// Two tabs of one browser, each in another organization: the address decides, no tab moves the other.
import { join, newMember, newOrganization, signIn } from "../support/console";
import { expect, hydrated, test, type Page } from "../support/test";

async function createProject(tab: Page, name: string): Promise<void> {
  await tab.getByRole("link", { name: "Create project" }).first().click();
  const dialog = tab.getByRole("dialog", { name: "Create project" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(dialog).toBeHidden();
}

test("each tab stays in its organization, whatever the other does", async ({ page, context, guildhall }) => {
  const here = await newOrganization(guildhall, "Harbor Labs");
  const there = await newOrganization(guildhall, "Quiet Quarry");
  const owner = await newMember(guildhall, here, "Ana Silva", "owner");
  await join(there, owner, "owner");
  await signIn(context, guildhall, owner.email);
  const [first, second] = [page, await context.newPage()];
  const switcher = (tab: Page) => tab.getByRole("button", { name: "Switch organization" });
  await first.goto(`/o/${here.slug}/projects`);
  await second.goto(`/o/${there.slug}/projects`);
  await hydrated(first);
  await hydrated(second);

  await createProject(first, "From the first tab");
  await createProject(second, "From the second tab");
  const names = async (org: string) => (await owner.api.get(`/organizations/${org}/projects`)).data.map((project: { name: string }) => project.name);
  expect(await names(here.id)).toContain("From the first tab");
  expect(await names(here.id)).not.toContain("From the second tab");
  expect(await names(there.id)).toContain("From the second tab");
  expect(await names(there.id)).not.toContain("From the first tab");

  // The first tab moves to the organization of the second, and the second is not moved, not even by a reload.
  await switcher(first).click();
  await first.getByRole("menuitem", { name: there.name }).click();
  await expect(first).toHaveURL(`/o/${there.slug}`);
  await expect(switcher(first)).toContainText(there.name);
  await first.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await expect(first.getByLabel("Name", { exact: true })).toHaveValue(there.name);

  await switcher(second).click();
  await second.getByRole("menuitem", { name: here.name }).click();
  await expect(switcher(second)).toContainText(here.name);
  await first.reload();
  await expect(switcher(first)).toContainText(there.name);
  await expect(switcher(second)).toContainText(here.name);

  // Signing out in one tab ends both: the other is led to sign in with its next step.
  await first.getByRole("button", { name: owner.name }).click();
  await first.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(first).toHaveURL(/\/sign-in/);
  await second.reload();
  await expect(second).toHaveURL(/\/sign-in\?next=/);
});
