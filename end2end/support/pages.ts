// The pages of the console, as routes/mod.rs lists them, with the states and viewers in which tests look at each.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@playwright/test";
import type { Furnished, Viewer } from "./furnished";

/** One look at one page. */
export interface View {
  /** The line of routes/mod.rs. */
  route: string;
  viewer: Viewer;
  /** The address, from what the instance holds. */
  address: (furnished: Furnished) => string;
  /** The status of the answer. */
  status: number;
}

/** A page of development builds only; the suite looks at a release. */
const NOT_RELEASED = "/dev/components";

/** Every address of the table, for example `/o/:slug/members`. */
export function routes(): string[] {
  const table = readFileSync(path.join(__dirname, "../../app/src/routes/mod.rs"), "utf8");
  return [...table.matchAll(/^ +"([^"]+)" => \w+,$/gm)].map(([, route]) => route ?? "").filter((route) => route !== NOT_RELEASED);
}

/** Pages before the console, which anybody opens. */
const OUTSIDE = [
  ["/sign-in", "/sign-in", "/sign-in?reset=1", "/sign-in?next=/join"],
  ["/sign-up", "/sign-up", "/sign-up?sent=1"],
  ["/forgot", "/forgot", "/forgot?sent=1"],
  ["/reset", "/reset"],
  ["/verify", "/verify", "/verify?done=1"],
  ["/invite", "/invite", "/invite?declined=1"],
  ["/join", "/join"],
  ["/setup", "/setup"],
  ["/accessibility", "/accessibility"],
] as const;

/** Pages that need somebody signed in. */
const PERSONAL = [
  ["/", "/?all=1", "/?all=1&q=nothing"],
  ["/account", "/account"],
  ["/organizations/new", "/organizations/new"],
  ["/recycle-bin", "/recycle-bin"],
] as const;

/** Pages of super admins. */
const ADMINISTRATION = [
  ["/admin", "/admin", "/admin?q=nothing", "/admin?bin=1"],
  ["/admin/users", "/admin/users", "/admin/users?kind=admins", "/admin/users?kind=disabled", "/admin/users?q=nobody"],
  ["/admin/outbox", "/admin/outbox", "/admin/outbox?state=failed"],
  ["/admin/instance", "/admin/instance"],
] as const;

/** What stands behind `/o/:slug`: the route, and how addresses of it end; `MEMBER` stands for the id of the plain member. */
const INSIDE: [route: string, ...rest: string[]][] = [
  ["", "", "?days=7"],
  ["/members", "", "?q=ben", "?q=nobody", "?status=suspended", "?offer=MEMBER", "?change=MEMBER", "?batch=suspend&pick=MEMBER", "?batch=remove&pick=MEMBER"],
  ["/invitations", "", "?status=all", "?invite=1"],
  ["/invitations/import", ""],
  ["/join-codes", "", "?create=1"],
  ["/roles", "", "?compare=admin&with=member", "?compare=support"],
  ["/roles/new", "", "?copy=admin", "?shadow=admin"],
  ["/roles/:role", "admin", "support", "member?delete=1", "support?preview=1&name=support&permissions=users.read"],
  ["/roles/:role/view", "admin/view", "support/view"],
  ["/projects", "", "?create=1", "?q=nothing"],
  ["/projects/:project", "default", "Website", "Website?edit=1", "Website?delete=1"],
  ["/keys", "", "?status=revoked"],
  ["/keys/new", ""],
  ["/audit", "?verify=1", "?action=member&verify=1", "?action=nothing.like.this&verify=1"],
  ["/usage", "", "?days=7"],
  ["/settings", "", "?leave=1", "?delete=1"],
];

/** Things that the empty organization does not have. */
const ONLY_FULL = /support|member\?|Website/;
/** Pages that a plain member is refused on. */
const REFUSED = /\/(join-codes|keys|audit|usage)$/;

/** Every look at every page. */
export function views(): View[] {
  const list: View[] = [];
  const known = routes();
  for (const [route, ...addresses] of OUTSIDE) {
    for (const address of addresses) {
      list.push({ route, viewer: "nobody", address: () => address, status: address === "/invite" ? 404 : 200 });
    }
  }
  for (const [route, ...addresses] of PERSONAL) {
    for (const address of addresses) list.push({ route, viewer: "owner", address: () => address, status: 200 });
  }
  for (const [route, ...addresses] of ADMINISTRATION) {
    for (const address of addresses) list.push({ route, viewer: "operator", address: () => address, status: 200 });
    list.push({ route, viewer: "owner", address: () => route, status: 403 });
  }
  list.push({ route: "/reauthenticate", viewer: "owner", address: () => "/reauthenticate?next=/account", status: 200 });
  list.push({ route: "/reauthenticate", viewer: "nobody", address: () => "/reauthenticate", status: 200 });
  list.push({ route: "/join", viewer: "owner", address: () => "/join", status: 200 });
  list.push({ route: "/verify", viewer: "owner", address: () => "/verify", status: 200 });
  for (const [rest, ...endings] of INSIDE) {
    const route = `/o/:slug${rest}`;
    if (!known.includes(route)) continue;
    for (const ending of endings) {
      const behind = rest.replace(/:.*$/, "") + ending;
      const add = (viewer: Viewer, org: "full" | "empty", status: number) =>
        list.push({ route, viewer, status, address: (furnished) => `/o/${furnished[org].slug}${behind.replace("MEMBER", furnished.member.id)}` });
      add("owner", "full", 200);
      if (!ONLY_FULL.test(ending)) add("owner", "empty", 200);
      if (ending === "" || ending === "?verify=1" || /^admin/.test(ending)) add("member", "full", REFUSED.test(rest) ? 403 : 200);
    }
  }
  list.push({ route: "/o/:slug", viewer: "owner", address: () => "/o/nobodys-organization", status: 404 });
  for (const [route, missing] of [["/roles/:role", "roles/nosuch"], ["/projects/:project", "projects/Nosuch"]]) {
    list.push({ route: `/o/:slug${route}`, viewer: "owner", address: ({ full }) => `/o/${full.slug}/${missing}`, status: 404 });
  }
  for (const address of ["/no/such/page", NOT_RELEASED]) {
    list.push({ route: "(none)", viewer: "nobody", address: () => address, status: 404 });
  }
  return list;
}

/** Fails for a page that nobody looks at. */
export function expectEveryRouteIn(list: View[]): void {
  const seen = new Set(list.map((view) => view.route));
  expect(routes().filter((route) => !seen.has(route)), "pages of routes/mod.rs without a view in support/pages.ts").toEqual([]);
}
