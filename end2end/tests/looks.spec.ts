// Key states of the console look as they were last approved: pictures beside this file, in `looks.spec.ts-snapshots/`.
// After a change that was meant: npx playwright test looks --update-snapshots, then look at every picture that changed.
import type { Page } from "@playwright/test";
import { become, expect, test, type Viewer } from "../support/furnished";
import { hydrated } from "../support/test";

/** Differs with every instance: times, colours drawn from ids, ids, addresses with a port. */
const VARIES = "time, .avatar, .id, .mono, .chip-code, .chart, .code-block, .meter";

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

// Without the overview and usage, whose counters are written in batches, and without lists of organizations, which show what
// other tests made: they differ from run to run.
const STATES: [name: string, viewer: Viewer, address: string, theme: "light" | "dark", size: typeof WIDE][] = [
  ["sign-in", "nobody", "/sign-in", "light", WIDE],
  ["sign-in-phone-dark", "nobody", "/sign-in", "dark", PHONE],
  ["invitation-unknown", "nobody", "/invite", "light", WIDE],
  ["organization-new", "owner", "/organizations/new", "light", WIDE],
  ["members", "owner", "FULL/members", "light", WIDE],
  ["members-nothing-found", "owner", "FULL/members?q=nobody", "light", WIDE],
  ["invitations-dark", "owner", "FULL/invitations?status=all", "dark", WIDE],
  ["invite-dialog", "owner", "FULL/invitations?invite=1", "light", WIDE],
  ["join-codes", "owner", "FULL/join-codes", "light", WIDE],
  ["roles", "owner", "FULL/roles", "light", WIDE],
  ["role-editor", "owner", "FULL/roles/support", "light", WIDE],
  ["role-editor-phone-dark", "owner", "FULL/roles/support", "dark", PHONE],
  ["projects", "owner", "FULL/projects", "light", WIDE],
  ["project", "owner", "FULL/projects/Website", "light", WIDE],
  ["keys", "owner", "FULL/keys", "light", WIDE],
  ["key-new", "owner", "FULL/keys/new", "light", WIDE],
  ["audit-log-forbidden", "member", "FULL/audit", "light", WIDE],
  ["settings", "owner", "FULL/settings", "light", WIDE],
  ["settings-dark", "owner", "FULL/settings", "dark", WIDE],
  ["delete-dialog", "owner", "EMPTY/settings?delete=1", "light", WIDE],
  ["not-found", "owner", "/o/nobodys-organization", "light", WIDE],
];

for (const [name, viewer, address, theme, size] of STATES) {
  test(name, async ({ page, context, furnished, faults }) => {
    faults.allow(/status of 40[34]/);
    await page.setViewportSize(size);
    await become(context, furnished, viewer);
    await context.addCookies([{ name: "theme", value: theme, url: furnished.guildhall.url }]);
    await page.goto(address.replace("FULL", `/o/${furnished.full.slug}`).replace("EMPTY", `/o/${furnished.empty.slug}`));
    await settled(page);
    await expect(page).toHaveScreenshot(`${name}.png`, { mask: [page.locator(VARIES)], maxDiffPixelRatio: 0.01, animations: "disabled" });
  });
}

/** Hydrated, with its faces, and nothing moving. */
async function settled(page: Page): Promise<void> {
  await hydrated(page);
  await page.evaluate(() => document.fonts.ready);
}
