// The main story in the browser, written once for all ways of reading it: with scripts and without, wide and narrow.
import { expect, type Page } from "@playwright/test";
import { withCredential } from "./api";
import { PASSWORD } from "./console";
import type { Guildhall } from "./guildhall";
import type { Mailbox } from "./mail";
import { hydrated } from "./test";

export interface Story {
  page: Page;
  guildhall: Guildhall;
  mailbox: Mailbox;
  newPerson: () => Promise<Page>;
  /** Whether scripts run. */
  scripts: boolean;
  /** Whether the screen is so narrow that the sidebar is a drawer. */
  narrow?: boolean;
}

/** From the one-time link to the audit log. */
export async function tellStory({ page, guildhall, mailbox, newPerson, scripts, narrow = false }: Story): Promise<void> {
  const ready = async (on: Page) => {
    if (scripts) await hydrated(on);
  };
  /** Follows a link of the sidebar to the page with this heading. */
  const goTo = async (link: string) => {
    if (narrow) await page.getByRole("button", { name: "Open navigation" }).click();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: link, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: link })).toBeVisible();
    await ready(page);
  };
  const row = (name: string) => page.getByRole("row").filter({ hasText: name });

  // The operator opens the printed link, and makes the first account and an organization.
  await page.goto(guildhall.setupLink ?? "no link was printed");
  await ready(page);
  await page.getByLabel("Full name").fill("Ana Silva");
  await page.getByLabel("Email").fill("ana@harbor.example");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("First organization").fill("Harbor Labs");
  await page.getByRole("button", { name: "Set up Guildhall" }).click();
  await expect(page).toHaveURL(`${guildhall.url}/o/harbor-labs`);
  await expect(page.getByRole("heading", { level: 1, name: "Harbor Labs" })).toBeVisible();
  await ready(page);

  // Two people are invited by mail.
  const people = [
    { name: "Ben Okafor", email: "ben@harbor.example" },
    { name: "Cleo Lindqvist", email: "cleo@harbor.example" },
  ];
  await goTo("Invitations");
  await page.getByRole("link", { name: "Invite people" }).first().click();
  const invite = page.getByRole("dialog", { name: "Invite people" });
  await invite.getByLabel("Email addresses").fill(people.map(({ email }) => email).join("\n"));
  await invite.getByLabel("Role").selectOption("member");
  await invite.getByRole("button", { name: "Send invitations" }).click();
  for (const { email } of people) await expect(row(email)).toContainText("Pending");

  // Both accept by their links, each in a browser of their own.
  for (const { name, email } of people) {
    const person = await newPerson();
    await person.goto(await mailbox.linkFor(email, "/invite/"));
    await expect(person).toHaveURL(`${guildhall.url}/invite`);
    await expect(person.getByRole("heading", { level: 1, name: "Join Harbor Labs" })).toBeVisible();
    await ready(person);
    await person.getByRole("link", { name: "Create an account" }).click();
    await expect(person.getByLabel("Email")).toHaveValue(email);
    await person.getByLabel("Full name").fill(name);
    await person.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await person.getByRole("button", { name: "Create account" }).click();
    await expect(person).toHaveURL(`${guildhall.url}/o/harbor-labs`);
    await expect(person.getByRole("heading", { level: 1, name: "Harbor Labs" })).toBeVisible();
    await expect(person.getByRole("link", { name: "Audit log" }), "a member does not see what is not theirs").toHaveCount(0);
  }

  // A role is changed.
  await goTo("Members");
  await page.getByRole("link", { name: "Change role of Ben Okafor" }).click();
  const change = page.getByRole("dialog", { name: "Role of Ben Okafor" });
  await change.getByLabel("Role").selectOption("admin");
  await change.getByRole("button", { name: "Change role" }).click();
  await expect(change).toBeHidden();
  await expect(page.getByRole("link", { name: "Change role of Ben Okafor, now admin" })).toBeVisible();

  // A role of their own is made.
  await goTo("Roles");
  await page.getByRole("link", { name: "Create role" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Create role" })).toBeVisible();
  await ready(page);
  await page.getByLabel("Name", { exact: true }).fill("support");
  await page.getByLabel("Description").fill("Looks after people");
  for (const permission of ["View organization", "View members", "Invite people"]) {
    await page.getByRole("checkbox", { name: permission }).check();
  }
  await page.getByRole("button", { name: "Create role" }).click();
  await expect(page).toHaveURL(/\/roles$/);
  await expect(row("support")).toContainText("Custom");
  await ready(page);

  // A project, and a key for it, whose secret is shown once.
  await goTo("Projects");
  await page.getByRole("link", { name: "Create project" }).first().click();
  const project = page.getByRole("dialog", { name: "Create project" });
  await project.getByLabel("Name").fill("Website");
  await project.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByText("Website").first()).toBeVisible();
  await goTo("API keys");
  await page.getByRole("link", { name: "Create key" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Create API key" })).toBeVisible();
  await ready(page);
  await page.getByLabel("Name", { exact: true }).fill("deploy");
  await page.getByLabel("Project", { exact: true }).selectOption("Website");
  await page.getByRole("checkbox", { name: "View projects" }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("heading", { name: "deploy is ready" })).toBeVisible();
  const secret = (await page.getByRole("group", { name: "New API key" }).innerText()).trim();
  expect(secret).toMatch(/^ghk_live_[0-9A-Za-z]{36}$/);
  if (scripts) await page.locator(".secret").getByRole("button", { name: "Copy" }).click();
  await page.getByRole("link", { name: "I have stored the key" }).click();
  await expect(page.getByText(secret), "the secret is shown once").toHaveCount(0);
  await expect(row("deploy")).toContainText("Active");

  // The key is verified over the native API, revoked in the console, and refused with the next request.
  const backend = withCredential(guildhall, guildhall.adminToken);
  const key = withCredential(guildhall, secret);
  expect(await backend.post("/api-keys/verify", { key: secret, permission: "projects.read" }, 200)).toMatchObject({ valid: true, code: "ok" });
  await key.get("/organizations/harbor-labs/projects");
  await goTo("API keys");
  await row("deploy").getByRole("button", { name: "Actions for deploy" }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  const revoke = page.getByRole("alertdialog", { name: "Revoke deploy?" });
  await revoke.getByRole("button", { name: "Revoke key" }).click();
  await expect(row("deploy")).toContainText("Revoked");
  await key.get("/organizations/harbor-labs/projects", 401);
  expect(await backend.post("/api-keys/verify", { key: secret }, 200)).toMatchObject({ valid: false, code: "revoked" });

  // Every step stands in the audit log, the newest on top.
  await goTo("Audit log");
  const log = page.getByRole("list", { name: "Events, newest first" });
  const actions = await log.locator("summary code").allInnerTexts();
  const steps = [
    "api_key.revoked",
    "api_key.created",
    "project.created",
    "role.created",
    "member.role_changed",
    "invitation.accepted",
    "invitation.accepted",
    "invitation.created",
    "invitation.created",
    "organization.created",
  ];
  expect(actions.filter((action) => steps.includes(action))).toEqual(expect.arrayContaining(steps));
  const places = ["api_key.revoked", "api_key.created", "role.created", "member.role_changed", "organization.created"].map((action) =>
    actions.indexOf(action),
  );
  expect(places, actions.join(" ")).toEqual([...places].sort((a, b) => a - b));
  const changed = log.getByRole("listitem").filter({ hasText: "member.role_changed" });
  await changed.locator("summary").click();
  await expect(changed.getByText("Ben Okafor").first()).toBeVisible();
  await expect(changed).toContainText("member");
  await expect(changed).toContainText("admin");
  expect(await page.content(), "no secret in the log").not.toContain(secret);
  expect(guildhall.output).not.toContain(secret);
  expect(guildhall.output).not.toContain(PASSWORD);
}
