// Pages under load: clients that break off leave nothing behind in memory, and no answer hangs or ends early.
// GUILDHALL_SOAK=full runs the figures of the go/no-go gate (2 × 2,500 aborts, 60 s); they are printed.
import { cookieHeader, newMember, newOrganization, signIn } from "../support/console";
import { abortMidBody, load, residentMemory } from "../support/load";
import { expect, test } from "../support/test";

const FULL = process.env.GUILDHALL_SOAK === "full";
const ABORTS = FULL ? 2_500 : 250;
const SECONDS = FULL ? 60 : 10;
const MIB = 1024 * 1024;
/** The short run has less to average over; a page that leaks its tree (about 100 KiB) is still seen. */
const GROWTH = (FULL ? 5 : 8) * MIB;

test("aborted pages leak nothing, pages under load are whole", async ({ context, faults, guildhall }) => {
  void faults;
  test.setTimeout(FULL ? 600_000 : 90_000);
  const org = await newOrganization(guildhall, "Harbor Labs");
  const owner = await newMember(guildhall, org, "Ana Silva", "owner");
  for (let nth = 1; nth <= 20; nth += 1) await newMemberWithoutPassword(nth);
  await signIn(context, guildhall, owner.email);
  const cookie = await cookieHeader(context, guildhall);
  const url = `${guildhall.url}/o/${org.slug}/members`;

  async function newMemberWithoutPassword(nth: number): Promise<void> {
    await org.founder.post(`/organizations/${org.id}/invitations`, { email: `person.${nth}@example.test` });
  }

  await abortMidBody(url, cookie, 100);
  expect(await abortMidBody(url, cookie, ABORTS), "bodies begun in the first half").toBe(ABORTS);
  const first = await residentMemory(guildhall.pid);
  expect(await abortMidBody(url, cookie, ABORTS), "bodies begun in the second half").toBe(ABORTS);
  const second = await residentMemory(guildhall.pid);

  const report = await load(url, cookie, SECONDS);
  const at = (share: number) => Math.round(report.durations[Math.floor(report.durations.length * share)] ?? 0);
  console.log(
    `${ABORTS} aborts: ${(first / MIB).toFixed(1)} MiB, ${ABORTS} more: ${(second / MIB).toFixed(1)} MiB; ` +
      `${SECONDS} s of load: ${report.requests} pages, ${report.broken.length} broken, ` +
      `median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms, longest ${at(0.9999)} ms, ` +
      `${((await residentMemory(guildhall.pid)) / MIB).toFixed(1)} MiB after it`,
  );
  expect(second - first, "growth of resident memory in the second half").toBeLessThanOrEqual(GROWTH);
  expect(report.broken, "broken answers").toEqual([]);
  expect(report.requests, "pages read").toBeGreaterThan(SECONDS * 5);
});
