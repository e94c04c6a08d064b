"""What generated calls act upon: an organization with one of everything, and the people and keys that call.

Things are made when a call first asks for them, by somebody who may, so that a generated call meets real ids. A call that uses
a thing up gets one of its own.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests

# Cookies are handed out by name, never kept by a client.
NO_COOKIES = DefaultCookiePolicy(allowed_domains=[])
PASSWORD = "correct horse battery staple"
PRINCIPALS = ("anonymous", "member", "owner", "key", "super admin")

_numbers = itertools.count(1)


def fresh(prefix: str) -> str:
    """A name that nothing has yet."""
    return f"{prefix}-{next(_numbers)}"


def client() -> requests.Session:
    """A client that remembers nothing."""
    session = requests.Session()
    session.cookies.set_policy(NO_COOKIES)
    return session


def address() -> str:
    return f"{fresh('person')}@example.test"


class Full(RuntimeError):
    """The stage cannot be set, because there may be no more of something."""


class Server:
    """The running instance, called outside of the test to set the stage: every call must succeed."""

    def __init__(self, url: str, admin_token: str) -> None:
        self.url = url
        self.admin_token = admin_token
        self.session = client()

    def __call__(self, method: str, path: str, token: str | None = None, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = self.session.request(method, self.url + path, json=body, headers=headers, timeout=20)
        if not answer.ok:
            # What is full can be left for another organization.
            raise (Full if answer.status_code == 409 else RuntimeError)(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def user(self, **options: Any) -> "User":
        made = self("POST", "/admin/v1/users", self.admin_token, {"email": address(), "name": "Ana", **options})
        token = self("POST", f"/admin/v1/users/{made['id']}/tokens", self.admin_token, {})["token"]
        return User(made["id"], made["email"], token)

    def mailed(self, to: str, super_admin: str) -> str:
        """The token of the newest message to an address."""
        for message in self("GET", "/api/v1/admin/outbox?limit=200", super_admin)["data"]:
            if message["to"] == to:
                return message["token"]
        raise RuntimeError(f"no message to {to}")


@dataclass
class User:
    id: str
    email: str
    token: str


@dataclass
class Home:
    """An organization and those who call in it."""

    server: Server
    super_admin: User
    owner: User = field(init=False)
    member: User = field(init=False)
    ben: User = field(init=False)
    org: dict[str, Any] = field(init=False)
    key: str = field(init=False)
    # What reading calls share, and the project that was named last: resources are made there.
    kept: dict[str, str] = field(default_factory=dict)
    project: str = "default"

    def __post_init__(self) -> None:
        self.owner, self.member, self.ben = (self.server.user() for _ in range(3))
        self.org = self.server("POST", "/api/v1/organizations", self.owner.token, {"name": fresh("Harbor")})
        code = self("POST", "/join-codes", {})["code"]
        for user in (self.member, self.ben):
            self.server("POST", "/api/v1/join", user.token, {"code": code})
        self.key = self.new_key()["key"]

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        """A call about this organization, by its owner."""
        return self.server(method, f"/api/v1/organizations/{self.org['id']}{path}", self.owner.token, body)

    def new_key(self) -> dict[str, Any]:
        held = self("GET", "/permissions")["permissions"]
        return self("POST", "/api-keys", {"name": fresh("key"), "permissions": [name for name, has in held.items() if has]})

    def user_of(self, principal: str) -> User:
        """The person that a principal is; for those who are none, somebody else who can be meant."""
        return {"member": self.member, "super admin": self.super_admin}.get(principal, self.owner)

    def token_of(self, principal: str) -> str | None:
        if principal == "anonymous":
            return None
        return self.key if principal == "key" else self.user_of(principal).token

    def other_home(self) -> tuple[str, str]:
        """Another owner's token, and the path of that owner's organization."""
        other = self.server.user()
        org = self.server("POST", "/api/v1/organizations", other.token, {"name": fresh("Elsewhere")})
        return other.token, f"/api/v1/organizations/{org['id']}"

    def thing(self, name: str, operation: str, principal: str, spent: bool) -> str:
        """A real value for a parameter of a path. With `spent` it is one that nothing else uses."""
        special = self.specials().get((name, operation))
        if special:
            return special(self.user_of(principal))
        if name in ("kind", "org"):
            return "environment" if name == "kind" else self.org["id"]
        if spent or name == "name":
            made = self.makers()[name]()
        else:
            made = self.kept[name] = self.kept.get(name) or self.makers()[name]()
        if name == "project":
            self.project = made
        return made

    def makers(self) -> dict[str, Callable[[], str]]:
        return {
            "user": self.new_member,
            "invitation": lambda: self("POST", "/invitations", {"email": address()})["id"],
            "join_code": lambda: self("POST", "/join-codes", {})["id"],
            "role": lambda: self("POST", "/roles", {"name": fresh("role"), "permissions": ["users.read"]})["name"],
            "project": lambda: self("POST", "/projects", {"name": fresh("project")})["name"],
            "name": self.new_resource,
            "key": lambda: self.new_key()["id"],
            # Of nobody; those of the console's people come with their cookie.
            "session": lambda: f"ses_{0:032}",
            "token": lambda: self("POST", "/invitations", {"email": address()})["accept_url"].rsplit("/", 1)[1],
        }

    def specials(self) -> dict[tuple[str, str], Callable[[User], str]]:
        """Values that depend on the call and on who makes it."""
        return {
            ("org", "restore_organization"): self.deleted_organization,
            ("user", "update_instance_user"): lambda _: self.server.user().id,
            ("token", "verify_email"): lambda _: self.mailed_by_sign_up(),
            ("token", "reset_password"): lambda _: self.mailed_by_reset(),
            ("token", "accept_invitation"): self.invitation_elsewhere,
            ("token", "decline_invitation"): self.invitation_elsewhere,
            ("token_id", "revoke_token"): self.new_token,
            ("transfer", "accept_ownership"): lambda user: self.new_transfer(user if user is self.member else self.ben),
            ("transfer", "end_ownership_transfer"): lambda user: self.new_transfer(user if user is self.member else self.ben),
        }

    def new_member(self) -> str:
        user = self.server.user()
        code = self("POST", "/join-codes", {})["code"]
        self.server("POST", "/api/v1/join", user.token, {"code": code})
        return user.id

    def new_resource(self) -> str:
        name = fresh("resource")
        self("PUT", f"/projects/{self.project}/resources/environment/{name}")
        return name

    def new_token(self, user: User) -> str:
        tokens = self.server("GET", "/api/v1/me/tokens", user.token)["data"]
        if len(tokens) > 50:
            # Nobody may have more than 100. Those that a case or this made go, not the one that is used.
            for token in tokens:
                if token["name"].startswith(("token-", "name-")):
                    self.server("DELETE", f"/api/v1/me/tokens/{token['id']}", user.token)
        return self.server("POST", "/api/v1/me/tokens", user.token, {"name": fresh("token")})["id"]

    def new_transfer(self, user: User) -> str:
        for offer in self("GET", "/ownership-transfers")["data"]:
            if offer["status"] == "pending":
                self("DELETE", f"/ownership-transfers/{offer['id']}")
        return self("POST", "/ownership-transfers", {"user_id": user.id})["id"]

    def deleted_organization(self, user: User) -> str:
        org = self.server("POST", "/api/v1/organizations", user.token, {"name": fresh("Gone")})["id"]
        self.server("DELETE", f"/api/v1/organizations/{org}", user.token)
        return org

    def invitation_elsewhere(self, user: User) -> str:
        token, path = self.other_home()
        return self.server("POST", f"{path}/invitations", token, {"email": user.email})["accept_url"].rsplit("/", 1)[1]

    def code_elsewhere(self) -> str:
        token, path = self.other_home()
        return self.server("POST", f"{path}/join-codes", token, {})["code"]

    def sign_up(self) -> str:
        email = address()
        self.server("POST", "/api/v1/users", body={"email": email, "password": PASSWORD, "name": "Sue"})
        return email

    def mailed_by_sign_up(self) -> str:
        return self.server.mailed(self.sign_up(), self.super_admin.token)

    def mailed_by_reset(self) -> str:
        email = self.sign_up()
        self.server("POST", "/api/v1/password-resets", body={"email": email})
        return self.server.mailed(email, self.super_admin.token)

    def signed_in(self) -> "Console":
        """Somebody at the console, who has a password, and a second session elsewhere."""
        email = self.sign_up()
        here, elsewhere = (self.sign_in(email) for _ in range(2))
        sessions = here.get(f"{self.server.url}/api/v1/me/sessions", timeout=20).json()["data"]
        other = next(session["id"] for session in sessions if not session["current"])
        elsewhere.close()
        return Console(email, here.cookies["sid"], other)

    def sign_in(self, email: str) -> requests.Session:
        session = requests.Session()
        answer = session.post(f"{self.server.url}/api/v1/sessions", json={"email": email, "password": PASSWORD}, timeout=20)
        answer.raise_for_status()
        return session


@dataclass
class Console:
    """A session of the console: its cookie, and the id of another session of the same person."""

    email: str
    cookie: str
    other_session: str
