"""Schemathesis over the OpenAPI document of a running Guildhall, as five principals.

    calls.py URL ADMIN_TOKEN CASES SEED

About half of the cases fit the document and half break it. Each call of the document gets the same number, and each of the
principals makes some of them. Fails on a 5xx, on an answer that the document does not describe, on broken input that is accepted,
on an answer to nobody where a credential is needed, and when some call never succeeded: a run in which everything is refused
would show nothing.
"""

import random
import sys
from collections import Counter, defaultdict
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as conformance
from world import PASSWORD, PRINCIPALS, Console, Full, Home, Server, address, client, fresh

# Left out, because they are checks of Schemathesis's other phases and never fire here: `unsupported_method`,
# `missing_required_header`, `allow_header_conformance` (coverage), `use_after_free`, `ensure_resource_availability` (stateful).
# Left out, because it cannot hold: `positive_data_acceptance`, as what is acceptable depends on names taken and rights held.
# `ignored_auth` repeats each call without its credential; here one of the principals is nobody, judged by `judge`.
CHECKS = [
    checks.not_a_server_error,
    conformance.status_code_conformance,
    conformance.content_type_conformance,
    conformance.response_headers_conformance,
    conformance.response_schema_conformance,
    conformance.negative_data_rejection,
]
CONFIG = {
    "checks": {"negative_data_rejection": {"expected-statuses": ["4xx"]}},
    # Credentials are the principals' matter.
    "generation": {"with-security-parameters": False},
}

# Calls about a session of the console: the owner makes them with its cookie.
BY_COOKIE = {"change_password", "reauthenticate", "list_sessions", "revoke_session", "revoke_other_sessions", "sign_out"}
# Calls after whose success the organization or the place of its people is no longer what it was.
UNSETTLING = {"delete_organization", "leave_organization", "accept_ownership", "update_instance_user"}


class Likely:
    """Says yes that often."""

    def __init__(self, salt: int, often: float) -> None:
        self.dice = random.Random(salt)
        self.often = often

    def __call__(self) -> bool:
        return self.dice.random() < self.often


class Run:
    """All cases, what came of them, and where they are made."""

    def __init__(self, url: str, admin_token: str) -> None:
        self.server = Server(url, admin_token)
        self.super_admin = self.server.user(superAdmin=True)
        self.home = Home(self.server, self.super_admin)
        self.session = client()
        self.turns: Counter[tuple[str, GenerationMode]] = Counter()
        self.statuses: dict[str, Counter[int]] = defaultdict(Counter)
        self.by_principal: dict[str, Counter[int]] = defaultdict(Counter)
        self.faults: dict[str, str] = {}
        # The last refusal of each call for another reason than the caller's rights, as a hint for one that never succeeds.
        self.refused: dict[str, str] = {}

    def case(self, case: schemathesis.Case, salt: int) -> None:
        """Sends one generated case as the principal whose turn it is, and judges the answer."""
        definition = case.operation.definition.raw
        operation = definition["operationId"]
        turn = (operation, case.meta.generation.mode)
        principal = PRINCIPALS[self.turns[turn] % len(PRINCIPALS)]
        # In the first round everything that can be right is, so that whoever may make a call has made it.
        often = 1.0 if self.turns[turn] < len(PRINCIPALS) else 0.9
        self.turns[turn] += 1
        console = self.home.signed_in() if operation in BY_COOKIE and principal == "owner" else None
        try:
            self.settle(case, operation, principal, console, Likely(salt, often))
        except Full:
            self.home = Home(self.server, self.super_admin)
            self.settle(case, operation, principal, console, Likely(salt, often))
        if console:
            credential = {"Cookie": f"sid={console.cookie}", "Origin": self.server.url}
        else:
            token = self.home.token_of(principal)
            credential = {"Authorization": f"Bearer {token}"} if token else {}
        answer = case.call(session=self.session, headers=credential, timeout=20)
        self.statuses[operation][answer.status_code] += 1
        self.by_principal[principal][answer.status_code] += 1
        if 400 <= answer.status_code < 500 and answer.status_code not in (401, 403) and case.meta.generation.mode.is_positive:
            self.refused[operation] = f"{answer.text}\n{case.as_curl_command()}"
        self.judge(case, definition, principal, credential, answer)
        if operation in UNSETTLING and answer.status_code < 300:
            self.home = Home(self.server, self.super_admin)

    def settle(self, case: schemathesis.Case, operation: str, principal: str, console: Console | None, likely: Likely) -> None:
        """Puts real ids and acceptable values where something generated would only ever be unknown: mostly, not always."""
        positive = case.meta.generation.mode.is_positive
        spent = positive and principal != "anonymous" and case.method.upper() != "GET"
        for name in case.path_parameters:
            if likely():
                real = console.other_session if console and name == "session" else self.home.thing(name, operation, principal, spent)
                case.path_parameters[name] = real
        if not positive:
            return
        # Versions and keys of repetitions that let the call through; the other ones are refused, or answered with 304.
        for name, passing in (("If-Match", "*"), ("If-None-Match", '"none"'), ("Idempotency-Key", fresh("key"))):
            if name in case.headers and likely():
                case.headers[name] = passing
        if "cursor" in case.query and likely():
            del case.query["cursor"]
        if case.media_type == "text/csv" and likely():
            case.body = f"email,role\n{address()},member\n"
        if isinstance(case.body, dict):
            values = self.values(operation, principal, console)
            for name in case.body:
                if name in values and likely():
                    case.body[name] = values[name]

    def values(self, operation: str, principal: str, console: Console | None) -> dict[str, Any]:
        """Acceptable values for the fields of bodies."""
        home = self.home
        values = {
            "email": address(),
            "password": PASSWORD,
            "current_password": PASSWORD,
            "new_password": f"{PASSWORD} {fresh('new')}",
            "name": fresh("name"),
            "slug": fresh("slug"),
            "role": "member",
            "keep_role": "member",
            "user_id": home.ben.id,
            "project": "default",
            "timezone": "Europe/Berlin",
            "logo": "https://example.test/logo.svg",
            "billing_email": address(),
            "email_domain": "example.test",
            "expires_at": "2099-01-01T00:00:00Z",
            "expires_in_days": 7,
            "max_uses": 5,
            "invitation_token": None,
            "join_code": None,
            "permissions": ["users.read", "roles.read"],
        }
        if operation == "join_by_code":
            values["code"] = home.code_elsewhere()
        if operation == "verify_api_key":
            values["key"] = home.new_key()["key"]
        if operation == "sign_in":
            values["email"] = home.sign_up()
        if operation == "create_invitations":
            values["invitations"] = [{"email": address()}, {"email": home.ben.email, "role": "member"}]
        return values

    def judge(self, case: schemathesis.Case, definition: dict, principal: str, credential: dict, answer: schemathesis.Response) -> None:
        operation = definition["operationId"]
        public = {} in definition.get("security", [{"bearer": []}])
        if principal == "anonymous" and not public and answer.status_code != 401:
            self.fault(operation, principal, f"nobody was answered {answer.status_code}\n{case.as_curl_command()}")
        try:
            case.validate_response(answer, checks=CHECKS, headers=credential)
        except BaseExceptionGroup as failures:
            for failure in failures.exceptions:
                self.fault(operation, principal, f"{failure}\n{answer.status_code} {answer.text[:600]}\n{case.as_curl_command()}")

    def fault(self, operation: str, principal: str, text: str) -> None:
        """Keeps the first of its kind."""
        kind = f"{operation}: {text.splitlines()[0]}"
        self.faults.setdefault(kind, f"as {principal}: {text}")


def main(url: str, admin_token: str, cases: int, chosen_seed: int) -> int:
    run = Run(url, admin_token)
    config = schemathesis.Config.from_dict(CONFIG)
    schema = schemathesis.openapi.from_url(f"{url}/api/openapi.json", config=config)
    operations = [result.ok() for result in schema.get_all_operations()]
    for index, operation in enumerate(operations):
        # Spreads the remainder, so that the sum is exact.
        share = cases * (index + 1) // len(operations) - cases * index // len(operations)
        modes = modes_of(operation)
        for number, mode in enumerate(modes):
            examples = share // len(modes) + (number < share % len(modes))
            generate(run, operation.as_strategy(generation_mode=mode), examples, chosen_seed)
    return report(run, operations)


def modes_of(operation: Any) -> list[GenerationMode]:
    """A call without a query and a body takes nothing that could be broken."""
    breakable = operation.body or operation.query
    return [GenerationMode.POSITIVE, GenerationMode.NEGATIVE] if breakable else [GenerationMode.POSITIVE]


def generate(run: Run, strategy: st.SearchStrategy, examples: int, chosen_seed: int) -> None:
    # The salt makes every case another one, also where a call takes nothing. No shrinking: the first fault is kept as it was sent.
    @seed(chosen_seed)
    @settings(max_examples=examples, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=strategy, salt=st.integers(min_value=0, max_value=2**64))
    def each(case: schemathesis.Case, salt: int) -> None:
        run.case(case, salt)

    each()


def report(run: Run, operations: list) -> int:
    total = sum(run.turns.values())
    succeeded = sum(count for counts in run.statuses.values() for status, count in counts.items() if status < 300)
    names = [operation.definition.raw["operationId"] for operation in operations]
    never = [name for name in names if not any(status < 300 for status in run.statuses[name])]
    print(f"{total} cases of {len(names)} calls, {succeeded} of them succeeded")
    for principal, counts in run.by_principal.items():
        print(f"  {principal}: " + ", ".join(f"{count} × {status}" for status, count in sorted(counts.items())))
    for kind, text in run.faults.items():
        print(f"\nFAULT {kind}\n{text}")
    for name in never:
        print(f"\nFAULT never succeeded: {name} {dict(run.statuses[name])}\n{run.refused.get(name, '')}")
    return 1 if run.faults or never else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
