// The native API as a client product calls it: with a Bearer credential, JSON in and out, every status checked.
import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import type { Guildhall } from "./guildhall";

export type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

/** Somebody, or some key, calling the API. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly credential: string | undefined,
    private readonly prefix = "/api/v1",
  ) {}

  get = (path: string, expected = 200) => this.call("GET", path, expected);
  post = (path: string, body: Json = {}, expected = 201) => this.call("POST", path, expected, body);
  patch = (path: string, body: Json, expected = 200) => this.call("PATCH", path, expected, body);
  delete = (path: string, expected = 204) => this.call("DELETE", path, expected);

  /** The whole answer, whatever its status. */
  async send(method: string, path: string, body?: Json): Promise<Answer> {
    const answer = await fetch(`${this.url}${this.prefix}${path}`, {
      method,
      headers: {
        ...(this.credential ? { Authorization: `Bearer ${this.credential}` } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    const isJson = /^application\/(problem\+)?json/.test(answer.headers.get("content-type") ?? "");
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  }

  private async call(method: string, path: string, expected: number, body?: Json): Promise<Json> {
    const answer = await this.send(method, path, body);
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBe(expected);
    return answer.body;
  }
}

export interface Person {
  id: string;
  email: string;
  api: Client;
}

/** The API as nobody in particular. */
export function anonymous(guildhall: Guildhall): Client {
  return new Client(guildhall.url, undefined);
}

/** The API with a key, or any other credential. */
export function withCredential(guildhall: Guildhall, credential: string): Client {
  return new Client(guildhall.url, credential);
}

/** `/admin/v1`, with the token of the instance's configuration. */
export function administration(guildhall: Guildhall): Client {
  return new Client(guildhall.url, guildhall.adminToken, "/admin/v1");
}

/** A fresh user, made by the administration surface, with a token to act as them. */
export async function newUser(guildhall: Guildhall, name: string, options: { superAdmin?: boolean } = {}): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${randomUUID().slice(0, 8)}@example.test`;
  const user = await administration(guildhall).post("/users", { email, name, ...options });
  return { id: user.id, email, api: await actAs(guildhall, user.id) };
}

/** The API as a user who exists already. */
export async function actAs(guildhall: Guildhall, userId: string): Promise<Client> {
  const { token } = await administration(guildhall).post(`/users/${userId}/tokens`, {});
  return new Client(guildhall.url, token);
}
