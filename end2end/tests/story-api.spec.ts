// The main story over the native API alone, on both databases: an organization is made, two people come by their mailed links,
// a role is changed, a role made, a key verified and refused after it is revoked, and every step stands in the audit log.
import { actAs, anonymous, newUser, withCredential } from "../support/api";
import { expect, test } from "../support/test";

for (const database of ["sqlite", "postgres"] as const) {
  test.describe(database, () => {
    test.use({ database });

    test("an organization lives over the API alone", async ({ guildhall, mailbox }) => {
      const ana = await newUser(guildhall, "Ana Founder");
      const cleo = await newUser(guildhall, "Cleo Invited");
      const stranger = await newUser(guildhall, "Stranger");

      const org = await ana.api.post("/organizations", { name: "Harbor Labs" });
      expect(org).toMatchObject({ slug: "harbor-labs", name: "Harbor Labs", member_count: 1, project_count: 1 });
      expect(org.id).toMatch(/^org_[0-9a-f]{32}$/);
      const at = `/organizations/${org.id}`;
      expect(await ana.api.get("/organizations/harbor-labs")).toMatchObject({ id: org.id });

      // Two people are invited by mail: one is new here, one has an account.
      const ben = "ben@example.test";
      const invited = await ana.api.post(`${at}/invitations`, { email: ben, message: "Come aboard" });
      await ana.api.post(`${at}/invitations`, { email: cleo.email, role: "admin" });
      await ana.api.post(`${at}/invitations`, { email: ` ${ben.toUpperCase()} ` }, 409);

      const benLink = await mailbox.linkFor(ben, "/invite/");
      expect(benLink).toBe(invited.accept_url);
      expect((await mailbox.waitFor(ben)).text).toContain("Harbor Labs");
      const benToken = benLink.split("/").pop() ?? "";
      const preview = await anonymous(guildhall).get(`/invitations/${benToken}`);
      expect(preview).toMatchObject({ organization: { name: "Harbor Labs" }, email: ben, role: "member", inviter_name: "Ana Founder" });

      const cleoToken = (await mailbox.linkFor(cleo.email, "/invite/")).split("/").pop() ?? "";
      const mismatch = await stranger.api.post(`/invitations/${cleoToken}/accept`, {}, 403);
      expect(mismatch.code).toBe("email_mismatch");
      expect(await cleo.api.post(`/invitations/${cleoToken}/accept`, {}, 200)).toMatchObject({ role: "admin", already_member: false });
      const again = await cleo.api.post(`/invitations/${cleoToken}/accept`, {}, 409);
      expect(again.code).toBe("invitation_used");

      const password = "correct horse battery staple";
      const signedUp = await anonymous(guildhall).post("/users", { email: ben, password, name: "Ben New", invitation_token: benToken });
      expect(signedUp).toMatchObject({ email: ben, email_verified: true });
      const benApi = await actAs(guildhall, signedUp.id);
      const used = await benApi.post(`/invitations/${benToken}/accept`, {}, 409);
      expect(used.code, "signing up by the invitation accepted it").toBe("invitation_used");
      expect((await benApi.get("/me")).memberships).toMatchObject([{ organization: { slug: "harbor-labs" }, role: "member" }]);

      // Ben may look, but not invite; the refusal says what is missing and who can help. A stranger sees nothing at all.
      const refused = await benApi.post(`${at}/invitations`, { email: "dora@example.test" }, 403);
      expect(refused).toMatchObject({ code: "permission_denied", missing_permission: "users.invite", your_role: "member", resource: org.id });
      expect(refused.granted_by_roles).toEqual(expect.arrayContaining(["admin", "owner"]));
      expect(refused.ask.map((contact: { user_id: string }) => contact.user_id)).toContain(ana.id);
      const hidden = await stranger.api.get(at, 404);
      const missing = await stranger.api.get(`/organizations/org_${"0".repeat(32)}`, 404);
      delete hidden.request_id;
      delete missing.request_id;
      expect(hidden).toEqual(missing);

      // A role of their own, given to Ben, takes effect with the next request.
      const permissions = ["organization.read", "users.read", "roles.read", "projects.read", "dashboard.view", "users.invite", "audit.read"];
      await ana.api.post(`${at}/roles`, { name: "support", description: "Looks after people", permissions });
      await ana.api.patch(`${at}/members/${signedUp.id}`, { role: "support" });
      expect(await benApi.post(`${at}/permissions/check`, { permission: "users.invite" }, 200)).toMatchObject({ allowed: true, role: "support" });
      await benApi.post(`${at}/invitations`, { email: "dora@example.test" });
      const ceiling = await benApi.post(`${at}/invitations`, { email: "eve@example.test", role: "admin" }, 403);
      expect(ceiling.code).toBe("permission_denied");
      const lastOwner = await ana.api.patch(`${at}/members/${ana.id}`, { role: "member" }, 409);
      expect(lastOwner.code).toBe("last_owner");

      // A project, and a key that may do one thing in it.
      const project = await ana.api.post(`${at}/projects`, { name: "website" });
      const created = await ana.api.post(`${at}/api-keys`, { name: "deploy", permissions: ["projects.read"], project: project.id });
      expect(created.key).toMatch(/^ghk_live_[0-9A-Za-z]{36}$/);
      const key = withCredential(guildhall, created.key);
      await key.get(`${at}/projects/${project.id}`);
      await key.get(`${at}/members`, 403);
      const admin = withCredential(guildhall, guildhall.adminToken);
      const verify = (permission?: string) => admin.post("/api-keys/verify", { key: created.key, ...(permission ? { permission } : {}) }, 200);
      expect(await verify("projects.read")).toMatchObject({ valid: true, code: "ok", key_id: created.id, organization_id: org.id });
      expect(await verify("projects.delete")).toMatchObject({ valid: false, code: "insufficient_permissions" });

      await ana.api.delete(`${at}/api-keys/${created.id}`);
      expect(await verify()).toMatchObject({ valid: false, code: "revoked" });
      await key.get(`${at}/projects/${project.id}`, 401);

      // A removed member is out with the next request.
      await ana.api.delete(`${at}/members/${signedUp.id}`, 200);
      await benApi.get(at, 404);

      // Every step stands in the audit log, newest first, by name; pages neither skip nor repeat.
      type Event = { id: string; action: string };
      const events: Event[] = [];
      let cursor: string | null = null;
      do {
        const page: { data: Event[]; next_cursor: string | null } = await ana.api.get(
          `${at}/audit-events?limit=5${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
        );
        expect(page.data.length).toBeLessThanOrEqual(5);
        events.push(...page.data);
        cursor = page.next_cursor;
      } while (cursor);
      expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
      const about = (subject: string) => events.filter((event) => event.action.startsWith(`${subject}.`));
      expect(about("organization").length, "organization created").toBeGreaterThanOrEqual(1);
      expect(about("invitation").length, "three sent, two accepted").toBeGreaterThanOrEqual(5);
      expect(about("member").length, "role changed, removed").toBeGreaterThanOrEqual(2);
      expect(about("role").length, "role made").toBeGreaterThanOrEqual(1);
      expect(about("project").length, "project made").toBeGreaterThanOrEqual(1);
      expect(about("api_key").length, "key made, revoked").toBeGreaterThanOrEqual(2);
      expect(JSON.stringify(events)).not.toContain(created.key);
      expect(guildhall.output).not.toContain(created.key);
      expect(guildhall.output).not.toContain(password);
    });

    test("bad input gets the documented error, and nothing is stored", async ({ guildhall }) => {
      const ana = await newUser(guildhall, "Ana");
      const org = await ana.api.post("/organizations", { name: "Nørd & Söhne" });
      const at = `/organizations/${org.id}`;

      expect(await ana.api.post("/organizations", { name: "x", color: "red" }, 400)).toMatchObject({ code: "unknown_field" });
      expect(await ana.api.post("/organizations", { name: 5 }, 400)).toMatchObject({ code: "invalid_request" });
      const faults = await ana.api.post("/organizations", { name: " ", slug: "A B", billing_email: "nobody" }, 422);
      expect(faults.code).toBe("validation_failed");
      expect(faults.errors.map((fault: { field: string }) => fault.field).sort()).toEqual(["billing_email", "name", "slug"]);
      await ana.api.post("/organizations", { name: "a".repeat(121) }, 422);
      await ana.api.post("/organizations", { name: "bell\u0007" }, 422);
      expect(await ana.api.get(`${at}/members?cursor=stale`, 400)).toMatchObject({ code: "invalid_request" });
      await ana.api.get(`${at}/members/usr_unknown`, 404);
      await ana.api.get("/nowhere", 404);
      const tooLarge = await ana.api.send("POST", "/organizations", { name: "a".repeat(300 * 1024) });
      expect(tooLarge.status).toBe(413);
      const noCredential = await anonymous(guildhall).send("GET", at);
      expect(noCredential.status).toBe(401);
      expect(noCredential.headers.get("www-authenticate")).toContain("Bearer");
      expect(noCredential.headers.get("content-type")).toBe("application/problem+json");
      const method = await ana.api.send("PUT", "/organizations");
      expect(method.status).toBe(405);
      expect(method.headers.get("allow")).toContain("POST");

      const mine = await ana.api.get("/organizations");
      expect(mine.data.map((organization: { id: string }) => organization.id)).toEqual([org.id]);
    });
  });
}
