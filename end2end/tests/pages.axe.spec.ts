// Every page, for every kind of viewer, empty and with data, in both themes, wide and narrow: axe finds nothing, and nothing
// scrolls sideways.
import { accessibilityFaults, expectAccessible } from "../support/axe";
import { become, expect, test } from "../support/furnished";
import { views } from "../support/pages";
import { Guildhall, hydrated } from "../support/test";

for (const [number, view] of views().entries()) {
  test(`${view.route} for ${view.viewer}, ${number}`, async ({ page, context, furnished, faults }) => {
    faults.allow(/status of 40[34]/);
    const found: string[] = [];
    await become(context, furnished, view.viewer);
    const address = view.address(furnished);
    await page.goto(address);
    await hydrated(page);
    for (const theme of ["light", "dark"]) {
      // As the server writes it for the cookie, which a test below tries, without another load.
      await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
      found.push(...(await accessibilityFaults(page)).map((fault) => `${address}, ${theme}, ${fault}`));
    }
    expect(found).toEqual([]);
  });
}

test("the set-up, with its link and without", async ({ page }) => {
  const guildhall = await Guildhall.start();
  await page.goto(`${guildhall.url}/setup`);
  await hydrated(page);
  await expectAccessible(page);
  await page.goto(guildhall.setupLink ?? "");
  await hydrated(page);
  await expectAccessible(page);
  await guildhall.stop();
});

test("the chosen theme is in the first answer of the server", async ({ page, context, furnished }) => {
  for (const theme of ["light", "dark"]) {
    await context.addCookies([{ name: "theme", value: theme, url: furnished.guildhall.url }]);
    await page.goto("/sign-in", { waitUntil: "commit" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await hydrated(page);
  }
});
