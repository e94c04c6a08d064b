// The main story with scripts switched off: forms, links, native menus and dialogs.
import { tellStory } from "../support/story";
import { test } from "../support/test";

test("an organization lives in the console without scripts", async ({ page, guildhall, mailbox, newPerson }) => {
  await tellStory({ page, guildhall, mailbox, newPerson, scripts: false });
});
