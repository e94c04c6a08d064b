// One instance for all tests of a worker, with an organization full of things and an empty one: for tests that only look.
import type { BrowserContext } from "@playwright/test";
import { withCredential, type Json } from "./api";
import { join, newMember, newOrganization, newSession, PASSWORD, SESSION_COOKIE, setUp, type Member, type Organization } from "./console";
import { Guildhall } from "./guildhall";
import { test as base } from "./test";

/** What the instance holds. */
export interface Furnished {
  guildhall: Guildhall;
  /** With members, roles, projects, keys, invitations and codes in every state, and an offer of ownership to the member. */
  full: Organization;
  /** As it was made. */
  empty: Organization;
  /** Owns both organizations. */
  owner: Member;
  /** A plain member of both. */
  member: Member;
  /** A key of the full organization that works. */
  keyId: string;
  /** Who is signed in, by the value of the session's cookie. */
  sessions: Record<Exclude<Viewer, "nobody">, string>;
}

/** `operator` administers the instance and is a member of nothing. */
export type Viewer = "nobody" | "owner" | "member" | "operator";

/** Signs `context` in as one of the people of the instance, or out. */
export async function become(context: BrowserContext, furnished: Furnished, viewer: Viewer): Promise<void> {
  await context.clearCookies();
  if (viewer !== "nobody") await context.addCookies([{ name: SESSION_COOKIE, value: furnished.sessions[viewer], url: furnished.guildhall.url }]);
}

export const test = base.extend<{}, { furnished: Furnished }>({
  furnished: [
    async ({}, use) => {
      const guildhall = await Guildhall.start();
      await use(await furnish(guildhall));
      await guildhall.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  guildhall: async ({ furnished }, use) => use(furnished.guildhall),
});

async function furnish(guildhall: Guildhall): Promise<Furnished> {
  const operator = await setUp(guildhall);
  const full = await newOrganization(guildhall, "Harbor Labs");
  const empty = await newOrganization(guildhall, "Quiet Quarry");
  const owner = await newMember(guildhall, full, "Ana Silva", "owner");
  const member = await newMember(guildhall, full, "Ben Okafor");
  await join(empty, owner, "owner");
  await join(empty, member);

  const at = `/organizations/${full.id}`;
  const api = owner.api;
  await api.post(`${at}/roles`, { name: "support", description: "Looks after people", permissions: ["organization.read", "users.read", "users.invite"] });
  await api.post(`${at}/roles`, { name: "member", description: "Sees a little more", permissions: ["organization.read", "users.read", "roles.read", "projects.read", "dashboard.view"] });
  const dan = await newMember(guildhall, full, "Dan Wexler", "support");
  await api.patch(`${at}/members/${dan.id}`, { status: "suspended" });

  await full.founder.post(`${at}/ownership-transfers`, { user_id: member.id });

  const project: Json = await api.post(`${at}/projects`, { name: "Website", description: "What visitors see, and the shop behind it" });
  const permissions = ["projects.read"];
  const live: Json = await api.post(`${at}/api-keys`, { name: "deploy", permissions, project: project.id });
  await withCredential(guildhall, live.key).get(`${at}/projects/${project.id}`);
  await api.post(`${at}/api-keys`, { name: "nightly report of everything that happened", permissions: ["organization.read", "users.read", "audit.read"], env: "test" });
  const disabled: Json = await api.post(`${at}/api-keys`, { name: "warehouse", permissions });
  await api.patch(`${at}/api-keys/${disabled.id}`, { enabled: false });
  const revoked: Json = await api.post(`${at}/api-keys`, { name: "old importer", permissions });
  await api.delete(`${at}/api-keys/${revoked.id}`);

  await api.post(`${at}/invitations`, { email: "a.person.with.a.very.long.name@department.of.a.company.example", message: "Come aboard" });
  const withdrawn: Json = await api.post(`${at}/invitations`, { email: "eve@example.test" });
  await api.delete(`${at}/invitations/${withdrawn.id}`);
  await api.post(`${at}/join-codes`, { max_uses: 25, email_domain: "harbor.example" });
  const ended: Json = await api.post(`${at}/join-codes`, {});
  await api.delete(`${at}/join-codes/${ended.id}`);
  const sessions = { operator, owner: await newSession(guildhall, owner.email), member: await newSession(guildhall, member.email) };
  return { guildhall, full, empty, owner, member, keyId: live.id, sessions };
}

export { PASSWORD };
export { expect } from "./test";
