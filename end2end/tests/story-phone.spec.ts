// The main story on a phone, in the dark theme and over a slow network.
import { tellStory } from "../support/story";
import { test } from "../support/test";

/** A mobile network far from its mast: bytes a second, milliseconds. */
const SLOW = { offline: false, latency: 300, downloadThroughput: 200_000, uploadThroughput: 80_000 };

test.use({ viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true, isMobile: true });

test("an organization lives in the console on a phone", async ({ page, context, guildhall, mailbox, newPerson }) => {
  test.slow();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", SLOW);
  await tellStory({ page, guildhall, mailbox, newPerson, scripts: true, narrow: true });
});
