// The instance itself: starts alone, answers its probes, says its one-time link, drains on SIGTERM, refuses bad settings.
import { runGuildhall } from "../support/guildhall";
import { expect, Guildhall, test } from "../support/test";

for (const database of ["sqlite", "postgres"] as const) {
  test.describe(database, () => {
    test.use({ database });

    test("probes answer, with the protective headers and a request id", async ({ guildhall, request }) => {
      const health = await request.get("/healthz");
      expect(health.status()).toBe(200);
      expect(await health.json()).toEqual({ status: "ok" });
      expect(health.headers()["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
      expect(health.headers()["x-content-type-options"]).toBe("nosniff");

      const named = await request.get("/healthz", { headers: { "X-Request-Id": "from-the-client.1" } });
      expect(named.headers()["x-request-id"]).toBe("from-the-client.1");

      const ready = await request.get("/readyz");
      expect(ready.status()).toBe(200);
      expect(guildhall.output).not.toContain("panicked");
    });

    test("an instance without users prints one setup link, on its public address", async ({ guildhall }) => {
      const link = guildhall.setupLink;
      expect(link, guildhall.output).toBeDefined();
      expect(new URL(link ?? "").origin).toBe(guildhall.url);
    });
  });
}

test("SIGTERM ends an idle instance at once, with exit code 0", async () => {
  const guildhall = await Guildhall.start();
  // A connection that stays open must not hold the process back.
  await fetch(`${guildhall.url}/healthz`, { keepalive: true });
  const begun = Date.now();
  expect(await guildhall.stop(), guildhall.output).toBe(0);
  expect(Date.now() - begun).toBeLessThan(5_000);
});

test("a bad setting is an error that names it, before anything is opened", async () => {
  const { code, output } = await runGuildhall(["check-config"], { GUILDHALL_SIGNUP: "perhaps" });
  expect(code).not.toBe(0);
  expect(output).toMatch(/SIGNUP/i);
  expect(output).toContain("invitation");
  expect(output).not.toContain("panicked");
});

test("good settings pass check-config", async () => {
  const { code, output } = await runGuildhall(["check-config"], {
    GUILDHALL_DATABASE_URL: "sqlite:guildhall-check.db",
    GUILDHALL_PUBLIC_URL: "http://127.0.0.1:3000",
  });
  expect(code, output).toBe(0);
});
