// The main story in the browser, against the release binary, with mail read from an SMTP server.
import { tellStory } from "../support/story";
import { test } from "../support/test";

for (const database of ["sqlite", "postgres"] as const) {
  test.describe(database, () => {
    test.use({ database });

    test("an organization lives in the console", async ({ page, guildhall, mailbox, newPerson }) => {
      await tellStory({ page, guildhall, mailbox, newPerson, scripts: true });
    });
  });
}
