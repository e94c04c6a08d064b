// People of the console: members with a password, made over the API, and signed in without a form.
import { expect, type BrowserContext, type Page } from "@playwright/test";
import { actAs, anonymous, newUser, type Client, type Json } from "./api";
import type { Guildhall } from "./guildhall";

/** The password of everybody made here. */
export const PASSWORD = "correct horse battery staple";

/** An organization, and its founder over the API. */
export interface Organization {
  id: string;
  slug: string;
  name: string;
  founder: Client;
}

/** Somebody who can sign in. */
export interface Member {
  id: string;
  name: string;
  email: string;
  api: Client;
}

/** Makes an organization, owned by a fresh user who never signs in. */
export async function newOrganization(guildhall: Guildhall, name: string): Promise<Organization> {
  const founder = (await newUser(guildhall, `Founder of ${name}`)).api;
  const { id, slug } = await founder.post("/organizations", { name });
  return { id, slug, name, founder };
}

/** Makes a member with a password, by an invitation. */
export async function newMember(guildhall: Guildhall, org: Organization, name: string, role = "member"): Promise<Member> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@${org.slug}.example.test`;
  const invitation: Json = await org.founder.post(`/organizations/${org.id}/invitations`, { email, role });
  const token = tokenOf(invitation);
  const user = await anonymous(guildhall).post("/users", { email, password: PASSWORD, name, invitation_token: token });
  return { id: user.id, name, email, api: await actAs(guildhall, user.id) };
}

function tokenOf(invitation: Json): string {
  return new URL(invitation.accept_url).pathname.split("/").pop() ?? "";
}

/** Makes somebody who has an account a member of a further organization. */
export async function join(org: Organization, person: Member, role = "member"): Promise<void> {
  const invitation = await org.founder.post(`/organizations/${org.id}/invitations`, { email: person.email, role });
  await person.api.post(`/invitations/${tokenOf(invitation)}/accept`, {}, 200);
}

/** The cookie that holds a session. */
export const SESSION_COOKIE = "sid";

/** Signs in without a browser, and returns the value of the session's cookie. */
export async function newSession(guildhall: Guildhall, email: string): Promise<string> {
  return sessionFrom(guildhall, "/_fn/app/accounts/rpc/sign_in", { email, password: PASSWORD, next: "/" });
}

/** Makes the first account, who may administer the instance, and returns the value of the session's cookie. */
export async function setUp(guildhall: Guildhall): Promise<string> {
  const token = new URL(guildhall.setupLink ?? "").pathname.split("/").pop() ?? "";
  const operator = { name: "Olga Petrova", email: "operator@example.test", password: PASSWORD, organization: "" };
  return sessionFrom(guildhall, "/_fn/app/setup/rpc/set_up", operator, `link_setup=${token}`);
}

/** Posts a form as a browser without scripts does, and returns the session that the answer begins. */
async function sessionFrom(guildhall: Guildhall, path: string, form: Record<string, string>, cookie = ""): Promise<string> {
  const answer = await fetch(guildhall.url + path, {
    method: "POST",
    headers: { Origin: guildhall.url, Accept: "text/html", Cookie: cookie },
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  const session = answer.headers.getSetCookie().map((cookie) => new RegExp(`^${SESSION_COOKIE}=([^;]+)`).exec(cookie)?.[1]).find(Boolean);
  expect(session, `${answer.status} ${await answer.text()}`).toBeDefined();
  return session ?? "";
}

/** Gives every page of `context` a new session of `email`, without opening the form. */
export async function signIn(context: BrowserContext, guildhall: Guildhall, email: string): Promise<void> {
  await context.addCookies([{ name: SESSION_COOKIE, value: await newSession(guildhall, email), url: guildhall.url }]);
}

/** Signs in by the form, as a person does. */
export async function signInByForm(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The `Cookie` header of a browser context, for plain HTTP. */
export async function cookieHeader(context: BrowserContext, guildhall: Guildhall): Promise<string> {
  return (await context.cookies(guildhall.url)).map(({ name, value }) => `${name}=${value}`).join("; ");
}
