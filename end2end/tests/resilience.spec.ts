// What happens to somebody at work when the server is lost, the session ends, a new build comes, the network crawls, or two do
// the same at once: nothing that was typed is lost, nothing is made twice, nothing of somebody else is overwritten.
import { expect, test } from "../support/furnished";
import { newMember, newOrganization, PASSWORD, signIn, type Member, type Organization } from "../support/console";
import { hydrated, type Page } from "../support/test";

const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const sidebar = (page: Page) => page.getByRole("navigation", { name: "Main" });
const notice = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let org: Organization;
let ana: Member;

test.beforeEach(async ({ context, furnished }, info) => {
  org = await newOrganization(furnished.guildhall, `Stormy Strait ${info.workerIndex} ${info.testId.slice(-6)}`);
  ana = await newMember(furnished.guildhall, org, "Ana Silva", "owner");
  await signIn(context, furnished.guildhall, ana.email);
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`/o/${org.slug}${path}`);
  await hydrated(page);
}

async function names(list: "projects" | "api-keys"): Promise<string[]> {
  return (await ana.api.get(`/organizations/${org.id}/${list}`)).data.map((one: { name: string }) => one.name);
}

test.describe("a lost server", () => {
  test("is said, and so is its return; what was typed is sent then, once", async ({ page, context, faults }) => {
    faults.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
    await open(page, "/projects?create=1");
    const dialog = page.getByRole("dialog", { name: "Create project" });
    await dialog.getByLabel("Name").fill("Written offline");
    await dialog.getByLabel("Description").fill("In a tunnel");
    await context.setOffline(true);
    await expect(notice(page, "Guildhall cannot be reached.")).toBeVisible();
    await dialog.getByRole("button", { name: "Create project" }).click();
    await expect(dialog.getByRole("alert")).toContainText("The server could not be reached");
    await expect(dialog.getByLabel("Name")).toHaveValue("Written offline");

    await context.setOffline(false);
    await expect(notice(page, "Guildhall cannot be reached.")).toBeHidden();
    await expect(notice(page, "Connected again")).toBeVisible();
    await expect(dialog.getByLabel("Description")).toHaveValue("In a tunnel");
    await dialog.getByRole("button", { name: "Create project" }).click();
    await expect(dialog).toBeHidden();
    expect((await names("projects")).filter((name) => name === "Written offline")).toHaveLength(1);
  });

  for (const [kind, answer] of [["nobody answers", undefined], ["a gateway answers in its place", 502]] as const) {
    test(`does not strand a page that was on its way: ${kind}`, async ({ page, faults }) => {
      faults.allow(/Failed to load resource|ERR_FAILED/);
      await open(page, "/members");
      let lost = true;
      await page.route(/\/(_fn\/|healthz)/, (route) => {
        if (!lost) return route.continue();
        return answer ? route.fulfill({ status: answer, contentType: "text/html", body: "<h1>Bad Gateway</h1>" }) : route.abort();
      });
      await sidebar(page).getByRole("link", { name: "Projects" }).click();
      const lostNotice = notice(page, "Guildhall cannot be reached.");
      await expect(lostNotice).toBeVisible();
      await expect(sidebar(page)).toBeVisible();
      // The page asks by itself every five seconds; right after that only the button does.
      await page.waitForRequest(/healthz$/);
      const asked = page.waitForRequest(/healthz$/, { timeout: 3_000 });
      await lostNotice.getByRole("button", { name: "Try again" }).click();
      await asked;
      await expect(lostNotice).toBeVisible();
      lost = false;
      // The page asks from time to time by itself, and may be the first to find out.
      await lostNotice.getByRole("button", { name: "Try again" }).click({ timeout: 3_000 }).catch(() => undefined);
      await expect(lostNotice).toBeHidden();
      await expect(title(page, "Projects")).toBeVisible();
      await expect(page.getByRole("main").getByRole("link", { name: "default" })).toBeVisible();
    });
  }
});

test.describe("a part of the scripts that cannot be fetched", () => {
  test("is said in place of its page, and comes with the next try", async ({ page, faults }) => {
    faults.allow(/Failed to load resource|ERR_FAILED|Failed to fetch/);
    await open(page, "/members");
    await page.route("**/part_roles.wasm", (route) => route.abort());
    await sidebar(page).getByRole("link", { name: "Roles" }).click();
    await expect(page.getByRole("main")).toContainText("could not be reached");
    await expect(page).toHaveURL(/\/roles$/);
    await page.getByRole("main").getByRole("link", { name: "Try again" }).click();
    // The server draws it; it works as without scripts.
    await expect(title(page, "Roles")).toBeVisible();
    await page.unroute("**/part_roles.wasm");
    await page.goBack();
    await expect(title(page, "Members")).toBeVisible();
    await sidebar(page).getByRole("link", { name: "Roles" }).click();
    await expect(title(page, "Roles")).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: "admin", exact: true })).toBeVisible();
  });

  test("leaves the field of the palette, and the list comes when it is opened again", async ({ page, faults }) => {
    faults.allow(/Failed to load resource|ERR_FAILED|Failed to fetch/);
    await open(page, "/members");
    await page.route("**/part_commands.wasm", (route) => route.abort());
    const palette = page.getByRole("dialog", { name: "Search or run a command" });
    await page.keyboard.press("Control+k");
    await expect(palette.getByRole("alert")).toContainText("could not be reached");
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
    await page.unroute("**/part_commands.wasm");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("roles");
    await expect(palette.getByRole("option", { name: "Roles", exact: true })).toBeVisible();
  });

  test("leaves a dialog of members with a word, and its address opens it when it is there", async ({ page, faults }) => {
    faults.allow(/Failed to load resource|ERR_FAILED|Failed to fetch/);
    await open(page, "/members");
    await page.route("**/part_member_dialogs.wasm", (route) => route.abort());
    await page.getByRole("link", { name: /^Change role of/ }).first().click();
    await expect(page.getByRole("main")).toContainText("could not be reached");
    await page.unroute("**/part_member_dialogs.wasm");
    await page.goBack();
    await page.getByRole("link", { name: /^Change role of/ }).first().click();
    await expect(page.getByRole("dialog", { name: /^Role of/ })).toBeVisible();
    await page.reload();
    await hydrated(page);
    await expect(page.getByRole("dialog", { name: /^Role of/ })).toBeVisible();
  });
});

test.describe("a session that ends in the middle of a form", () => {
  const again = (page: Page) => page.getByRole("dialog", { name: "Sign in again" });

  async function signInAgain(page: Page, email?: string): Promise<void> {
    await expect(again(page).getByLabel("Email")).toHaveValue(ana.email);
    if (email) await again(page).getByLabel("Email").fill(email);
    await again(page).getByLabel("Password", { exact: true }).fill(PASSWORD);
    await again(page).getByRole("button", { name: "Sign in" }).click();
    await expect(again(page)).toBeHidden();
  }

  test("is begun again in place, and the form is as it was", async ({ page, context, faults }) => {
    faults.allow(/status of 401/);
    await open(page, "/keys/new");
    await page.getByLabel("Name", { exact: true }).fill("deploy");
    await page.getByRole("radio", { name: /^Test/ }).check();
    await page.getByRole("checkbox", { name: "View projects" }).check();
    await context.clearCookies();
    await page.getByRole("button", { name: "Create key" }).click();
    await expect(again(page).getByLabel("Password", { exact: true })).toBeFocused();
    await again(page).getByLabel("Password", { exact: true }).fill("not the password at all");
    await again(page).getByRole("button", { name: "Sign in" }).click();
    await expect(again(page).getByRole("alert")).toContainText("The address or the password is wrong.");
    await signInAgain(page);
    await expect(notice(page, "Signed in again.")).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("deploy");
    await expect(page.getByRole("radio", { name: /^Test/ })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: "View projects" })).toBeChecked();
    expect(await names("api-keys")).toEqual([]);
    await page.getByRole("button", { name: "Create key" }).click();
    await expect(page.getByRole("heading", { name: "deploy is ready" })).toBeVisible();
    expect(await names("api-keys")).toEqual(["deploy"]);
  });

  test("may wait until later, and lies above a form in a dialog, to which the focus returns", async ({ page, context, faults }) => {
    faults.allow(/status of 401/);
    await open(page, "/projects?create=1");
    const dialog = page.getByRole("dialog", { name: "Create project" });
    await dialog.getByLabel("Name").fill("Written signed out");
    await context.clearCookies();
    await dialog.getByLabel("Name").press("Enter");
    await again(page).getByRole("button", { name: "Later" }).click();
    await expect(again(page)).toBeHidden();
    await expect(dialog.getByLabel("Name")).toHaveValue("Written signed out");
    await dialog.getByLabel("Name").press("Enter");
    await signInAgain(page);
    await expect(dialog.locator(":focus")).toHaveCount(1);
    await expect(dialog.getByLabel("Name")).toHaveValue("Written signed out");
    await dialog.getByRole("button", { name: "Create project" }).click();
    await expect(dialog).toBeHidden();
    expect(await names("projects")).toContain("Written signed out");
  });

  test("leaves nothing of one person to another who signs in", async ({ page, context, furnished, faults }) => {
    faults.allow(/status of 401/);
    const ben = await newMember(furnished.guildhall, org, "Ben Okafor");
    await open(page, "/keys/new");
    await page.getByLabel("Name", { exact: true }).fill("hers");
    await context.clearCookies();
    await page.getByRole("button", { name: "Create key" }).click();
    const loaded = page.waitForEvent("load");
    await signInAgain(page, ben.email);
    await loaded;
    await hydrated(page);
    await expect(page.getByRole("button", { name: ben.name })).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toHaveCount(0);
  });
});

test("a new build under an open tab is offered, and waits until one is done", async ({ page }) => {
  await open(page, "/keys/new");
  await page.getByLabel("Name", { exact: true }).fill("half done");
  await page.evaluate(() => Object.assign(window, { old: true }));
  await page.route("**/_fn/**", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "guildhall-build": "0123456789abcdef" } });
  });
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search or run a command" }).fill("members");
  await expect(notice(page, "Guildhall was updated.")).toBeAttached();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("half done");
  await pause(500);
  expect(await page.evaluate(() => "old" in window), "nobody is interrupted").toBe(true);
  await page.unroute("**/_fn/**");
  const loaded = page.waitForEvent("load");
  await notice(page, "Guildhall was updated.").getByRole("button", { name: "Reload" }).click();
  await loaded;
  await hydrated(page);
  expect(await page.evaluate(() => "old" in window)).toBe(false);
  await expect(page).toHaveURL(`/o/${org.slug}/keys/new`);
  await expect(notice(page, "Guildhall was updated.")).toBeHidden();
});

test.describe("sending twice makes one thing", () => {
  test.beforeEach(async ({ page }) => {
    // Long enough that the second click comes before the first answer.
    await page.route("**/_fn/**", async (route) => {
      if (route.request().method() === "POST") await pause(300);
      await route.continue();
    });
  });

  test("a double click in dialogs and in a form", async ({ page }) => {
    await open(page, "/join-codes?create=1");
    const dialog = page.getByRole("dialog", { name: "Create join code" });
    await dialog.getByRole("button", { name: "Create code" }).dblclick();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("row")).toHaveCount(2);

    await open(page, "/keys/new");
    await page.getByLabel("Name", { exact: true }).fill("once");
    await page.getByRole("checkbox", { name: "View projects" }).check();
    await page.getByRole("button", { name: "Create key" }).dblclick();
    await expect(page.getByRole("heading", { name: "once is ready" })).toBeVisible();

    const invited = `twice@${org.slug}.example.test`;
    await open(page, "/invitations?invite=1");
    const invite = page.getByRole("dialog", { name: "Invite people" });
    await invite.getByLabel("Email addresses").fill(invited);
    await invite.getByRole("button", { name: "Send invitations" }).dblclick();
    await expect(invite).toBeHidden();
    await expect(page.getByRole("row").filter({ hasText: invited })).toHaveCount(1);

    await pause(500);
    expect(await names("api-keys")).toEqual(["once"]);
    expect((await ana.api.get(`/organizations/${org.id}/join-codes`)).data).toHaveLength(1);
    const made = (await ana.api.get(`/organizations/${org.id}/audit-events?limit=100`)).data.map((event: { action: string }) => event.action);
    for (const action of ["join_code.created", "api_key.created"]) expect(made.filter((one: string) => one === action), action).toHaveLength(1);
  });

  test("Enter pressed twice", async ({ page }) => {
    await page.goto("/organizations/new");
    await hydrated(page);
    const name = page.getByLabel("Name", { exact: true });
    await name.fill(`Twin of ${org.name}`);
    await name.press("Enter");
    await name.press("Enter");
    await expect(title(page, `Twin of ${org.name}`)).toBeVisible();
    await pause(500);
    const { memberships } = await ana.api.get("/me");
    expect(memberships.filter((one: { organization: { name: string } }) => one.organization.name === `Twin of ${org.name}`)).toHaveLength(1);
  });
});

test.describe("going back after something was saved", () => {
  /** Goes back until the address ends like this. */
  async function backTo(page: Page, path: string): Promise<void> {
    for (let steps = 0; steps < 5 && !page.url().endsWith(path); steps++) {
      await page.goBack();
      await pause(200);
    }
    await expect(page).toHaveURL(`/o/${org.slug}${path}`);
  }

  test("shows what is true now: a project that was changed, a role that was made", async ({ page }) => {
    await ana.api.post(`/organizations/${org.id}/projects`, { name: "Website", description: "As it was" });
    await open(page, "/projects");
    await page.getByRole("link", { name: "Website" }).click();
    await page.getByRole("link", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit Website" });
    await dialog.getByLabel("Description").fill("As it is now");
    await dialog.getByRole("button", { name: "Save project" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main")).toContainText("As it is now");
    await backTo(page, "/projects");
    await expect(page.getByRole("row").filter({ hasText: "Website" })).toContainText("As it is now");

    await sidebar(page).getByRole("link", { name: "Roles" }).click();
    await page.getByRole("link", { name: "Create role" }).click();
    await page.getByLabel("Name", { exact: true }).fill("support");
    await page.getByRole("checkbox", { name: "View members" }).check();
    await page.getByRole("button", { name: "Create role" }).click();
    await expect(page.getByRole("row").filter({ hasText: "support" })).toBeVisible();
    await page.goBack();
    await expect(page.getByLabel("Name", { exact: true }), "the form is empty again").toHaveValue("");
    await page.goBack();
    await expect(page.getByRole("row").filter({ hasText: "support" })).toBeVisible();
  });

  test("shows a new name of the organization everywhere", async ({ page }) => {
    const renamed = `${org.name} renamed`;
    await open(page, "");
    await sidebar(page).getByRole("link", { name: "Settings" }).click();
    await page.getByLabel("Name", { exact: true }).fill(renamed);
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(notice(page, "Settings saved")).toBeVisible();
    await expect(page.getByRole("button", { name: "Switch organization" })).toContainText(renamed);
    await page.goBack();
    await expect(title(page, renamed)).toBeVisible();
    await expect(page.getByRole("button", { name: "Switch organization" })).toContainText(renamed);
  });
});

test("two tabs that change the same settings do not overwrite each other", async ({ page, context, faults }) => {
  faults.allow(/status of 412/);
  const second = await context.newPage();
  for (const tab of [page, second]) await open(tab, "/settings");
  const name = (tab: Page) => tab.getByLabel("Name", { exact: true });
  const save = (tab: Page) => tab.getByRole("button", { name: "Save changes" }).click();
  await name(page).fill("From the first tab");
  await save(page);
  await expect(notice(page, "Settings saved")).toBeVisible();
  await name(second).fill("From the second tab");
  await second.getByLabel("Billing address").fill("bills@example.test");
  await save(second);
  await expect(second.getByRole("alert").or(second.getByRole("status")).filter({ hasText: "Somebody else changed these settings meanwhile" })).toBeVisible();
  expect(await ana.api.get(`/organizations/${org.id}`)).toMatchObject({ name: "From the first tab", billing_email: null });
  const choice = second.getByRole("group", { name: "Name" });
  await expect(choice).toContainText("From the second tab");
  await choice.getByText("Theirs").click();
  await save(second);
  await expect(notice(second, "Settings saved")).toBeVisible();
  expect(await ana.api.get(`/organizations/${org.id}`)).toMatchObject({ name: "From the first tab", billing_email: "bills@example.test" });
});

test.describe("on a slow network", () => {
  /** A bad mobile connection. */
  const SLOW = { offline: false, latency: 400, downloadThroughput: 100 * 1024, uploadThroughput: 40 * 1024 };

  /** How much of the page jumped since it was opened, as browsers measure it: 0.1 is what people begin to notice. */
  const jumped = (page: Page) =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          const add = (entries: PerformanceEntryList) => {
            for (const entry of entries as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!entry.hadRecentInput) sum += entry.value;
          };
          const observer = new PerformanceObserver((list) => add(list.getEntries()));
          observer.observe({ type: "layout-shift", buffered: true });
          setTimeout(() => {
            add(observer.takeRecords());
            resolve(sum);
          }, 100);
        }),
    );

  test("pages are there before their scripts, can be used at once, and do not jump", async ({ page, context }) => {
    test.slow();
    const network = await context.newCDPSession(page);
    await network.send("Network.enable");
    await network.send("Network.emulateNetworkConditions", SLOW);
    const dead = page.locator("html:not([data-hydrated])");

    await page.goto(`/o/${org.slug}/members`, { waitUntil: "commit" });
    await expect(title(page, "Members")).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: ana.name })).toBeVisible();
    await expect(dead, "the scripts are still on their way").toHaveCount(1);
    await sidebar(page).getByRole("link", { name: "Roles" }).click();
    await expect(title(page, "Roles")).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "admin" })).toBeVisible();
    expect(await jumped(page)).toBeLessThan(0.02);

    await expect(page.locator("html")).toHaveAttribute("data-hydrated", /.*/, { timeout: 60_000 });
    expect(await jumped(page), "when the scripts arrive").toBeLessThan(0.02);
    for (const place of ["Projects", "API keys", "Settings", "Overview"]) {
      await sidebar(page).getByRole("link", { name: place, exact: true }).click();
      await expect(title(page, place === "Overview" ? org.name : place)).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    }
    expect(await jumped(page), "from page to page").toBeLessThan(0.05);
  });

  test("what is typed and ticked before the scripts arrive stays, and a form works without waiting", async ({ page }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/*.wasm", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`/o/${org.slug}/keys/new`, { waitUntil: "commit" });
    const name = page.getByLabel("Name", { exact: true });
    await name.fill("typed early");
    await page.getByRole("radio", { name: /^Test/ }).check();
    await page.getByRole("checkbox", { name: "View projects" }).check();
    release();
    await hydrated(page);
    await expect(name).toHaveValue("typed early");
    await expect(page.getByRole("radio", { name: /^Test/ })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: "View projects" })).toBeChecked();
    await page.getByRole("button", { name: "Create key" }).click();
    await expect(page.getByRole("heading", { name: "typed early is ready" })).toBeVisible();
    const [key] = (await ana.api.get(`/organizations/${org.id}/api-keys`)).data;
    expect(key).toMatchObject({ name: "typed early", env: "test", permissions: ["projects.read"] });

    // And one that is sent while they are still on their way.
    await page.unroute("**/*.wasm");
    await page.route("**/*.wasm", async (route) => {
      await pause(5_000);
      await route.continue().catch(() => undefined);
    });
    await page.goto(`/o/${org.slug}/projects?create=1`, { waitUntil: "commit" });
    const dialog = page.getByRole("dialog", { name: "Create project" });
    await dialog.getByLabel("Name").fill("Sent early");
    await dialog.getByRole("button", { name: "Create project" }).click();
    await expect(title(page, "Sent early")).toBeVisible();
    expect(await names("projects")).toContain("Sent early");
  });
});
