// What goes wrong is said in words, where it happened, with scripts and without; and every error page has its status.
import { become, expect, test } from "../support/furnished";
import { newMember, newOrganization, newSession, PASSWORD, SESSION_COOKIE, signInByForm } from "../support/console";
import { hydrated, test as ownInstance } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a wrong password is refused without saying what was wrong", async ({ page, furnished, faults }) => {
      faults.allow(/status of 401/);
      for (const email of [furnished.owner.email, "nobody@example.test"]) {
        await page.goto("/sign-in");
        if (scripts) await hydrated(page);
        await signInByForm(page, email, "not the password at all");
        await expect(page.getByRole("alert")).toContainText("The address or the password is wrong.");
        await expect(page).toHaveURL(/\/sign-in/);
      }
      await signInByForm(page, furnished.owner.email, PASSWORD);
      await expect(page).toHaveURL(/\/(\?.*)?$|\/o\//);
      await expect(page.getByRole("button", { name: furnished.owner.name })).toBeVisible();
    });

    test("a second invitation to the same address is refused in the dialog", async ({ page, context, furnished, faults }) => {
      faults.allow(/status of 4\d\d/);
      await become(context, furnished, "owner");
      await page.goto(`/o/${furnished.full.slug}/invitations?invite=1`);
      if (scripts) await hydrated(page);
      const dialog = page.getByRole("dialog", { name: "Invite people" });
      await dialog.getByLabel("Email addresses").fill(furnished.member.email);
      await dialog.getByRole("button", { name: "Send invitations" }).click();
      await expect(page.getByText(/already/i).first()).toBeVisible();
    });

    test("the last owner cannot step down, and is told so", async ({ page, context, furnished, faults }) => {
      faults.allow(/status of 409/);
      const org = await newOrganization(furnished.guildhall, "Lone Lighthouse");
      const owner = await newMember(furnished.guildhall, org, "Lea Moreau", "owner");
      const founder = (await org.founder.get("/me")).user.id;
      await org.founder.delete(`/organizations/${org.id}/members/${founder}`, 200);
      await context.clearCookies();
      await context.addCookies([{ name: SESSION_COOKIE, value: await newSession(furnished.guildhall, owner.email), url: furnished.guildhall.url }]);
      await page.goto(`/o/${org.slug}/members?change=${owner.id}`);
      if (scripts) await hydrated(page);
      const dialog = page.getByRole("dialog", { name: "Role of Lea Moreau" });
      await dialog.getByLabel("Role").selectOption("member");
      await dialog.getByRole("button", { name: "Change role" }).click();
      await expect(dialog.getByRole("alert")).toContainText(/last owner/i);
      expect(await owner.api.get(`/organizations/${org.id}/members/${owner.id}`)).toMatchObject({ role: "owner" });
    });

    test("whoever is not signed in comes back to where they wanted to go", async ({ page, furnished }) => {
      const wanted = `/o/${furnished.full.slug}/members`;
      await page.goto(wanted);
      await expect(page).toHaveURL(`/sign-in?next=${wanted}`);
      if (scripts) await hydrated(page);
      await signInByForm(page, furnished.owner.email);
      await expect(page).toHaveURL(wanted);
      await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
    });

    test("an address that leads away from this server is not followed after sign-in", async ({ page, furnished }) => {
      await page.goto("/sign-in?next=//evil.example/");
      if (scripts) await hydrated(page);
      await signInByForm(page, furnished.owner.email);
      await expect(page.getByRole("button", { name: furnished.owner.name })).toBeVisible();
      expect(new URL(page.url()).origin).toBe(furnished.guildhall.url);
    });
  });
}

test("whoever is signed out under an open page signs in on it and loses nothing", async ({ page, context, furnished, faults }) => {
  faults.allow(/status of 401/);
  await become(context, furnished, "owner");
  await page.goto(`/o/${furnished.full.slug}/members`);
  await hydrated(page);
  await context.clearCookies();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Projects" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog.getByLabel("Email address")).toHaveValue(furnished.owner.email);
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(`/o/${furnished.full.slug}/projects`);
  await expect(page.getByRole("link", { name: "Website" })).toBeVisible();
});

test("an organization that does not exist and one that is not yours look the same", async ({ page, context, furnished, faults }) => {
  faults.allow(/status of 404/);
  const foreign = await newOrganization(furnished.guildhall, "Foreign Foundry");
  await become(context, furnished, "member");
  const texts: string[] = [];
  for (const slug of [foreign.slug, "nobodys-organization"]) {
    const answer = await page.goto(`/o/${slug}/members`);
    expect(answer?.status()).toBe(404);
    await hydrated(page);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/not found/i);
    texts.push(await page.getByRole("main").innerText());
  }
  expect(texts[0]).toBe(texts[1]);
});

test("a page that one may not see names the permission and whom to ask", async ({ page, context, furnished, faults }) => {
  faults.allow(/status of 403/);
  await become(context, furnished, "member");
  const answer = await page.goto(`/o/${furnished.full.slug}/audit`);
  expect(answer?.status()).toBe(403);
  await hydrated(page);
  await expect(page.getByRole("main")).toContainText("audit.read");
  await expect(page.getByRole("main")).toContainText(furnished.owner.name);
});

test("an address that no page has is a page that was not found", async ({ page, furnished, faults }) => {
  faults.allow(/status of 404/);
  void furnished;
  const answer = await page.goto("/no/such/page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
});

ownInstance("a form sent from another site is refused", async ({ guildhall }) => {
  const org = await newOrganization(guildhall, "Harbor Labs");
  const owner = await newMember(guildhall, org, "Ana Silva", "owner");
  const answer = await fetch(`${guildhall.url}/_fn/app/organizations/create_rpc/create_organization`, {
    method: "POST",
    headers: {
      Cookie: `${SESSION_COOKIE}=${await newSession(guildhall, owner.email)}`,
      Origin: "https://evil.example",
      "Sec-Fetch-Site": "cross-site",
    },
    body: new URLSearchParams({ name: "Taken Over" }),
    redirect: "manual",
  });
  expect(answer.status).toBe(403);
  expect((await owner.api.get("/organizations")).data).toHaveLength(1);
});
