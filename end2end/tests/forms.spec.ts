// Forms keep what was typed, act on what was shown, and show once what they made; with scripts and without.
import { become, expect, test } from "../support/furnished";
import { newOrganization, signInByForm } from "../support/console";
import { hydrated } from "../support/test";

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a form that fails comes back as it was sent, with the error at its field", async ({ page, context, furnished }) => {
    await become(context, furnished, "owner");
    const address = `/o/${furnished.full.slug}/invitations?invite=1`;
    await page.goto(address);
    const dialog = page.getByRole("dialog", { name: "Invite people" });
    const typed = "wrong address, <b>@example.test";
    await dialog.getByLabel("Email addresses").fill("not-an-address");
    await dialog.getByLabel("Role").selectOption("support");
    await dialog.getByLabel(/Message/).fill(typed);
    await dialog.getByLabel("Days the link works").fill("14");
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await dialog.getByRole("button", { name: "Send invitations" }).click();
      await expect(dialog.getByLabel("Email addresses")).toHaveAttribute("aria-invalid", "true");
      await expect(dialog.getByLabel("Email addresses")).toHaveValue("not-an-address");
      await expect(dialog.getByLabel("Role")).toHaveValue("support");
      await expect(dialog.getByLabel(/Message/)).toHaveValue(typed);
      await expect(dialog.getByLabel("Days the link works")).toHaveValue("14");
    }
    // What was typed belonged to that try: the page opened again is new.
    await page.goto(address);
    await expect(dialog.getByLabel("Email addresses")).toHaveValue("");
  });

  test("ticks come back, and a password does not", async ({ page, context, furnished }) => {
    await become(context, furnished, "owner");
    await page.goto(`/o/${furnished.full.slug}/roles/new`);
    await page.getByLabel("Name").fill("support");
    await page.getByRole("checkbox", { name: "View projects" }).check();
    await page.getByRole("button", { name: "Create role" }).click();
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(page.getByLabel("Name")).toHaveValue("support");
    await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(1);
    await expect(page.getByRole("checkbox", { name: "View projects" })).toBeChecked();

    await become(context, furnished, "nobody");
    await page.goto("/sign-in");
    await signInByForm(page, furnished.owner.email, "not the password at all");
    await expect(page.getByLabel("Email")).toHaveValue(furnished.owner.email);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
    expect(JSON.stringify(await context.cookies())).not.toContain("not+the+password");
  });
});

test("an error that came before the scripts did stays when they arrive", async ({ page, context, furnished, faults }) => {
  faults.allow(/ERR_FAILED|Failed to fetch|status of 409/);
  await become(context, furnished, "owner");
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(`/o/${furnished.full.slug}/roles/new`);
  await page.getByLabel("Name").fill("support");
  await page.getByRole("button", { name: "Create role" }).click();
  const name = page.getByLabel("Name");
  await expect(name).toHaveAttribute("aria-invalid", "true");
  const said = await page.locator(`#${(await name.getAttribute("aria-describedby"))?.split(" ")[0]}`).innerText();
  await page.unroute("**/*.wasm");
  await page.reload();
  await hydrated(page);
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText(said).first()).toBeVisible();
  await name.fill("support-2");
  await page.getByRole("button", { name: "Create role" }).click();
  await expect(page).toHaveURL(/\/roles$/);
  await expect(page.getByRole("main").getByRole("link", { name: "support-2" })).toBeVisible();
});

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("the answer to an invitation is not given to another that was opened meanwhile", async ({ page, context, furnished, faults }) => {
      faults.allow(/status of 409/);
      await become(context, furnished, "owner");
      const [first, second] = [await newOrganization(furnished.guildhall, "First Ferry"), await newOrganization(furnished.guildhall, "Second Sail")];
      const links: string[] = [];
      for (const org of [first, second]) {
        links.push((await org.founder.post(`/organizations/${org.id}/invitations`, { email: furnished.owner.email })).accept_url);
      }
      await page.goto(links[0] ?? "");
      if (scripts) await hydrated(page);
      await expect(page.getByRole("heading", { name: "Join First Ferry" })).toBeVisible();
      const other = await context.newPage();
      await other.goto(links[1] ?? "");
      await page.getByRole("button", { name: "Accept invitation" }).click();
      await expect(page.getByRole("alert")).toContainText("Another invitation was opened meanwhile");
      await expect(page.getByRole("heading", { name: "Join Second Sail" })).toBeVisible();
      const mine = async () => (await furnished.owner.api.get("/organizations?limit=200")).data.map((org: { slug: string }) => org.slug);
      for (const org of [first, second]) expect(await mine()).not.toContain(org.slug);
      await page.getByRole("button", { name: "Accept invitation" }).click();
      await expect(page).toHaveURL(`/o/${second.slug}`);
      if (scripts) await expect(page.getByText("You are a member now")).toBeVisible();
      expect(await mine()).not.toContain(first.slug);
    });

    test("joining by a code is not done by another that was opened meanwhile", async ({ page, context, furnished, faults }) => {
      faults.allow(/status of 409/);
      await become(context, furnished, "member");
      const [first, second] = [await newOrganization(furnished.guildhall, "Third Tide"), await newOrganization(furnished.guildhall, "Fourth Fjord")];
      const codes: string[] = [];
      for (const org of [first, second]) codes.push((await org.founder.post(`/organizations/${org.id}/join-codes`, {})).code);
      await page.goto(`/join/${codes[0]}`);
      if (scripts) await hydrated(page);
      const other = await context.newPage();
      await other.goto(`/join/${codes[1]}`);
      await page.getByRole("button", { name: "Join organization" }).click();
      await expect(page.getByRole("alert")).toContainText("Another code was opened meanwhile");
      await expect(page.getByRole("heading", { name: "Join Fourth Fjord" })).toBeVisible();
      await page.getByRole("button", { name: "Join organization" }).click();
      await expect(page).toHaveURL(`/o/${second.slug}`);
    });

    test("a link that is shown once waits for the page of its organization", async ({ page, context, furnished, faults }) => {
      faults.allow(/status of 400/);
      await become(context, furnished, "owner");
      const org = await newOrganization(furnished.guildhall, "Fifth Ford");
      const invitation = await org.founder.post(`/organizations/${org.id}/invitations`, { email: furnished.owner.email, role: "owner" });
      await furnished.owner.api.post(`/invitations/${new URL(invitation.accept_url).pathname.split("/").pop()}/accept`, {}, 200);
      const own = `/o/${org.slug}/invitations`;
      // The form of a plain browser, whose answer leads to a page that is not looked at.
      const answer = await context.request.post("/_fn/app/invitations/list_rpc/invite_people", {
        headers: { Origin: furnished.guildhall.url, Accept: "text/html", Referer: furnished.guildhall.url + own },
        form: { org: org.slug, email: "kim@example.test", role: "member" },
        maxRedirects: 0,
      });
      expect(answer.status()).toBe(302);
      await page.goto(`/o/${furnished.full.slug}/invitations`);
      await expect(page.getByRole("table", { name: "Invitations" })).toBeVisible();
      await expect(page.getByRole("heading", { name: "Invitation sent" })).toHaveCount(0);
      // A list that cannot be read takes no link with it: it is shown above the error.
      await page.goto(`${own}?cursor=nonsense`);
      await expect(page.getByRole("heading", { name: "Invitation sent" })).toBeVisible();
      await page.goto(own);
      await expect(page.getByRole("table", { name: "Invitations" })).toBeVisible();
      await expect(page.getByRole("heading", { name: "Invitation sent" })).toHaveCount(0);
    });

    test("signing in leads back to the whole address", async ({ page, furnished }) => {
      const wanted = `/o/${furnished.full.slug}/members?q=ben&sort=-joined_at`;
      await page.goto(wanted);
      await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(wanted).replaceAll("%2F", "/")}`);
      if (scripts) await hydrated(page);
      await signInByForm(page, furnished.owner.email);
      await expect(page).toHaveURL(wanted);
      await expect(page.getByRole("searchbox", { name: "Find member" })).toHaveValue("ben");
    });
  });
}

test("asking to delete a role keeps what was ticked", async ({ page, context, furnished }) => {
  await become(context, furnished, "owner");
  await page.goto(`/o/${furnished.full.slug}/roles/support`);
  await hydrated(page);
  const box = page.getByRole("checkbox", { name: "View projects" });
  await box.check();
  await page.getByRole("link", { name: "Delete role" }).click();
  await page.getByRole("alertdialog").getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(box).toBeChecked();
});

test("a page that could not be read has the status of the failure", async ({ page, context, furnished, faults }) => {
  faults.allow(/status of 4\d\d/);
  await become(context, furnished, "owner");
  for (const address of ["projects?cursor=nonsense", "members?cursor=nonsense", "members?change=usr_nobody", "join-codes?cursor=nonsense", "keys?cursor=nonsense"]) {
    const answer = await page.goto(`/o/${furnished.full.slug}/${address}`);
    expect(answer?.status(), address).toBeGreaterThanOrEqual(400);
    await hydrated(page);
  }
  expect((await page.goto("/?all=1&cursor=nonsense"))?.status()).toBe(400);
  await hydrated(page);
  await page.goto(`/o/${furnished.full.slug}/members?cursor=nonsense`);
  await hydrated(page);
  await page.getByRole("link", { name: "Start again" }).click();
  await expect(page.getByRole("table", { name: "Members" })).toBeVisible();
});

test("a fault is told once, at its field, and the focus is there", async ({ page, context, furnished, faults }) => {
  faults.allow(/status of 4\d\d/);
  await become(context, furnished, "owner");
  await page.goto(`/o/${furnished.full.slug}/projects?create=1`);
  await hydrated(page);
  const dialog = page.getByRole("dialog", { name: "Create project" });
  await dialog.getByLabel("Name").fill("Website");
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(dialog.getByText("There is already a project with this name.")).toHaveCount(1);
  await expect(dialog.getByRole("alert")).toHaveText("One field needs a change. Nothing was saved.");
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription("There is already a project with this name.");

  // A long form: the field that the focus moves to is not under the bar at the top.
  await page.goto(`/o/${furnished.full.slug}/roles/new`);
  await hydrated(page);
  await page.getByLabel("Name").fill("no / slash");
  await page.getByRole("button", { name: "Create role" }).click();
  await expect(page.getByLabel("Name")).toBeFocused();
  const [bar, field] = [await page.getByRole("banner").boundingBox(), await page.getByLabel("Name").boundingBox()];
  expect(field?.y).toBeGreaterThan((bar?.y ?? 0) + (bar?.height ?? 0));
});

test("a form of which no invitation was sent stays, and says why at its fields", async ({ page, context, furnished, faults }) => {
  faults.allow(/status of 4\d\d/);
  await become(context, furnished, "owner");
  await page.goto(`/o/${furnished.full.slug}/invitations?invite=1`);
  await hydrated(page);
  const dialog = page.getByRole("dialog", { name: "Invite people" });
  await dialog.getByLabel("Email addresses").fill(`not-an-address, ${furnished.member.email}`);
  await dialog.getByRole("button", { name: "Send invitations" }).click();
  await expect(dialog.getByLabel("Email addresses")).toBeFocused();
  await expect(dialog.getByLabel("Email addresses")).toHaveAccessibleDescription(/not-an-address: .+ There is already a member with this email\.$/);
  await dialog.getByLabel("Email addresses").fill("kim@example.test, lee@example.test");
  await dialog.getByLabel("Days the link works").fill("900");
  await dialog.getByRole("button", { name: "Send invitations" }).click();
  await expect(dialog.getByLabel("Days the link works")).toBeFocused();
  await expect(dialog.getByLabel("Days the link works")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("invitations sent")).toHaveCount(0);
});

test("a message passes by, also when its page was left", async ({ page, context, furnished }) => {
  await become(context, furnished, "owner");
  await page.goto(`/o/${furnished.empty.slug}/projects?create=1`);
  await hydrated(page);
  await page.getByRole("dialog").getByLabel("Name").fill("Passing");
  await page.getByRole("dialog").getByRole("button", { name: "Create project" }).click();
  await expect(page.getByText("Project Passing created")).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Roles" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Roles" })).toBeVisible();
  await expect(page.getByText("Project Passing created")).toHaveCount(0, { timeout: 12_000 });
});
