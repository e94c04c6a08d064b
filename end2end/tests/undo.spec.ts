// A changed role and a suspension stand in the row before the server answers, can be taken back from the message, and fall back
// with a word when the server refuses.
import { newMember, newOrganization, signIn, type Member, type Organization } from "../support/console";
import { expect, hydrated, test, type Page } from "../support/test";

const CHANGE_ROLE = "**/_fn/app/members/rpc/change_role*";
const SET_STATUS = "**/_fn/app/members/rpc/set_member_status*";

let org: Organization;
let ben: Member;

test.beforeEach(async ({ page, context, guildhall }) => {
  org = await newOrganization(guildhall, "Harbor Labs");
  const ana = await newMember(guildhall, org, "Ana Silva", "admin");
  ben = await newMember(guildhall, org, "Ben Okafor");
  await signIn(context, guildhall, ana.email);
  await page.goto(`/o/${org.slug}/members`);
  await hydrated(page);
});

const row = (page: Page) => page.getByRole("row").filter({ hasText: "Ben Okafor" });
const role = (page: Page, name: string) => page.getByRole("link", { name: `Change role of Ben Okafor, now ${name}` });
const message = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });
const saved = () => org.founder.get(`/organizations/${org.id}/members/${ben.id}`);

async function choose(page: Page, item: string): Promise<void> {
  // A list that is read again just then closes the menu.
  await expect(async () => {
    await page.getByRole("button", { name: "Actions for Ben Okafor" }).click();
    await page.getByRole("menuitem", { name: item }).click({ timeout: 2_000 });
  }).toPass();
}

async function changeRole(page: Page, from: string, to: string): Promise<void> {
  await role(page, from).click();
  const dialog = page.getByRole("dialog", { name: "Role of Ben Okafor" });
  await dialog.getByLabel("Role").selectOption(to);
  await dialog.getByRole("button", { name: "Change role" }).click();
}

/** Holds the requests to `address` until they are let go. */
async function hold(page: Page, address: string): Promise<() => void> {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    await gate;
    await route.continue();
  });
  return release;
}

test("whoever goes on before the server has answered stays where they went", async ({ page }) => {
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  // The server does it, and only its answer takes its time.
  await page.route(CHANGE_ROLE, async (route) => {
    const response = await route.fetch();
    await asked;
    await route.fulfill({ response });
  });
  await changeRole(page, "member", "admin");
  await expect(role(page, "admin")).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Roles" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
  const read = page.waitForResponse(CHANGE_ROLE);
  answer();
  await read;
  // What would lead back, would do so now.
  await page.waitForTimeout(500);
  await expect(page).toHaveURL(/\/roles$/);
  await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
  expect((await saved()).role).toBe("admin");
});

test("a role stands in the row at once, and the message takes it back", async ({ page }) => {
  const release = await hold(page, CHANGE_ROLE);
  await changeRole(page, "member", "admin");
  await expect(role(page, "admin")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect((await saved()).role, "the server has not answered yet").toBe("member");
  release();
  await message(page, "Ben Okafor is admin now").getByRole("button", { name: "Undo" }).click();
  await expect(role(page, "member")).toBeVisible();
  await expect(message(page, "Ben Okafor is member now")).toBeVisible();
  expect((await saved()).role).toBe("member");
  const changes = (await org.founder.get(`/organizations/${org.id}/audit-events?action=member.role_changed`)).data;
  expect(changes.map((event: { changes: object }) => event.changes)).toEqual([{ role: ["admin", "member"] }, { role: ["member", "admin"] }]);
});

test("a suspension stands in the row at once, and the message takes it back from another page", async ({ page }) => {
  const release = await hold(page, SET_STATUS);
  await choose(page, "Suspend");
  await expect(row(page)).toContainText("Suspended");
  expect((await saved()).status).toBe("active");
  release();
  await expect(message(page, "Ben Okafor suspended")).toBeVisible();
  expect((await saved()).status).toBe("suspended");
  expect((await ben.api.send("GET", `/organizations/${org.id}`)).status).toBeGreaterThanOrEqual(400);

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Roles" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
  await message(page, "Ben Okafor suspended").getByRole("button", { name: "Undo" }).click();
  await expect(message(page, "Ben Okafor reactivated")).toBeVisible();
  await ben.api.get(`/organizations/${org.id}`);
});

test("the way back from a way back", async ({ page }) => {
  await org.founder.patch(`/organizations/${org.id}/members/${ben.id}`, { status: "suspended" });
  await page.reload();
  await hydrated(page);
  await choose(page, "Reactivate");
  await expect(row(page)).toContainText("Active");
  await message(page, "Ben Okafor reactivated").getByRole("button", { name: "Undo" }).click();
  await expect(row(page)).toContainText("Suspended");
  await expect.poll(async () => (await saved()).status).toBe("suspended");
});

test("a refused suspension falls back, and the message says why", async ({ page, faults }) => {
  faults.allow(/status of 403/);
  // Whom an admin may touch became somebody whom only owners may touch.
  await org.founder.patch(`/organizations/${org.id}/members/${ben.id}`, { role: "owner" });
  const release = await hold(page, SET_STATUS);
  await choose(page, "Suspend");
  await expect(row(page)).toContainText("Suspended");
  release();
  const refusal = page.getByRole("status").filter({ hasText: /owner/ });
  await expect(refusal).toBeVisible();
  await expect(refusal.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await expect(row(page)).not.toContainText("Suspended");
  await expect(row(page), "the list is read again").toContainText("owner");
  expect(await saved()).toMatchObject({ role: "owner", status: "active" });
});

test("without an answer the row falls back, and the message says that nobody answered", async ({ page, faults }) => {
  faults.allow(/ERR_FAILED|Failed to fetch/);
  await page.route(SET_STATUS, (route) => route.abort());
  await choose(page, "Suspend");
  await expect(message(page, "Server not reachable")).toContainText("Check the connection and try again.");
  await expect(row(page)).toContainText("Active");
  expect((await saved()).status).toBe("active");

  // The next try arrives.
  await page.unroute(SET_STATUS);
  await choose(page, "Suspend");
  await expect(message(page, "Ben Okafor suspended")).toBeVisible();
  expect((await saved()).status).toBe("suspended");
});

test("a role without an answer falls back, and its dialog asks again", async ({ page, faults }) => {
  faults.allow(/ERR_FAILED|Failed to fetch/);
  await page.route(CHANGE_ROLE, (route) => route.abort());
  await changeRole(page, "member", "admin");
  const dialog = page.getByRole("dialog", { name: "Role of Ben Okafor" });
  await expect(dialog.getByRole("alert")).toContainText("The server could not be reached.");
  await expect(dialog.getByLabel("Role"), "what was chosen is kept").toHaveValue("admin");
  await page.unroute(CHANGE_ROLE);
  await dialog.getByRole("button", { name: "Change role" }).click();
  await expect(role(page, "admin")).toBeVisible();
  await expect.poll(async () => (await saved()).role).toBe("admin");
});

test("a role that changed meanwhile is shown, and stays when one cancels", async ({ page, faults }) => {
  faults.allow(/status of 412/);
  await org.founder.post(`/organizations/${org.id}/roles`, { name: "clerk", permissions: ["users.read"] });
  await role(page, "member").click();
  const dialog = page.getByRole("dialog", { name: "Role of Ben Okafor" });
  await expect(dialog).toBeVisible();
  await org.founder.patch(`/organizations/${org.id}/members/${ben.id}`, { role: "clerk" });
  await dialog.getByLabel("Role").selectOption("admin");
  await dialog.getByRole("button", { name: "Change role" }).click();
  await expect(dialog.getByText("Ben Okafor has the role clerk now.")).toBeVisible();
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(role(page, "clerk")).toBeVisible();
  expect((await saved()).role).toBe("clerk");
});

test("what cannot be taken back any more says so", async ({ page, faults }) => {
  faults.allow(/status of 404/);
  await choose(page, "Suspend");
  await expect(message(page, "Ben Okafor suspended")).toBeVisible();
  await org.founder.delete(`/organizations/${org.id}/members/${ben.id}`, 200);
  await message(page, "Ben Okafor suspended").getByRole("button", { name: "Undo" }).click();
  await expect(message(page, "Not found")).toBeVisible();
  await expect(row(page), "the list is read again").toHaveCount(0);
});
