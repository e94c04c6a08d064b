// Every page, for every kind of viewer, empty and with data: the server's HTML is valid, hydration changes no letter of it, the
// browser reports nothing; and the keyboard finds its way.
import { become, expect, test } from "../support/furnished";
import { expectValidHtml } from "../support/html";
import { expectEveryRouteIn, views } from "../support/pages";
import { gotoHydrated, hydrated } from "../support/test";

test("every page of the table is looked at", () => expectEveryRouteIn(views()));

for (const route of new Set(views().map((view) => view.route))) {
  test(route, async ({ page, context, furnished, faults }) => {
    faults.allow(/status of 40[34]/);
    for (const view of views().filter((view) => view.route === route)) {
      await become(context, furnished, view.viewer);
      const address = view.address(furnished);
      const answer = await context.request.get(address, { maxRedirects: 0 });
      expect(answer.status(), `${address} for ${view.viewer}`).toBe(view.status);
      await expectValidHtml(await answer.text(), `${address} for ${view.viewer}`);
      await gotoHydrated(page, address);
      await expect(page.getByRole("heading", { level: 1 }), `headings of ${address}`).toHaveCount(1);
    }
  });
}

test("the skip link leads to the page", async ({ page, context, furnished }) => {
  await become(context, furnished, "owner");
  await page.goto(`/o/${furnished.full.slug}/members`);
  await hydrated(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("a dialog takes the focus, keeps it, and gives it back", async ({ page, context, furnished }) => {
  await become(context, furnished, "owner");
  await page.goto(`/o/${furnished.full.slug}/members`);
  await hydrated(page);
  const opener = page.getByRole("link", { name: "Change role of Ben Okafor" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Role of Ben Okafor" });
  await expect(dialog).toBeVisible();
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused !== document.body && focused?.closest("dialog") === null;
    });
    expect(outside, `the focus left the dialog after ${presses + 1} times Tab`).toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/\/members$/);
  await expect(opener).toBeFocused();
});

test("a menu opens by key, moves by arrows, and gives the focus back", async ({ page, context, furnished }) => {
  await become(context, furnished, "owner");
  await page.goto(`/o/${furnished.full.slug}/members`);
  await hydrated(page);
  const opener = page.getByRole("button", { name: "Actions for Ben Okafor" });
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "View activity" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Change role" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
});
