"""The way in (API §2, §9, §10): tokens, accounts, scopes, the rate limit, common headers."""

from __future__ import annotations

import httpx
import pytest

from gui.sandbox.clock import Clock
from gui.sandbox.tokens import Token
from tests.helpers.harness import ExpectLog
from tests.helpers.sandbox import RunningSandbox, fetch, running_sandbox
from tests.helpers.sandbox_world import AMARA, JOB

RATE = ("x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset")
READ = f"/candidates/{AMARA}"
CHANGE = {"candidate": {"headline": "x"}}


def rates(answer: httpx.Response) -> list[str | None]:
    return [answer.headers.get(name) for name in RATE]


class TestTokens:
    @pytest.mark.parametrize("name", ["expired", "revoked"])
    def test_one_that_is_no_longer_good(self, sandbox: RunningSandbox, name: str) -> None:
        with sandbox.client(sandbox.token_named(name)) as api:
            answer = api.get(READ)
        assert (answer.status_code, answer.json()) == (401, {"error": "Not authorized"})
        assert rates(answer) == [None] * 3
        assert sandbox.log()[0]["token"] == name

    @pytest.mark.parametrize("value", ["", "Bearer", "Bearer wrong", "Basic dTpw", "Token abc"])
    def test_none_or_a_wrong_one(self, sandbox: RunningSandbox, value: str) -> None:
        headers = {"Authorization": value} if value else {}
        answer = fetch(f"{sandbox.base_url}{READ}", **headers)
        assert (answer.status_code, answer.json()) == (401, {"error": "Not authorized"})

    def test_it_is_asked_for_before_anything_else(self, sandbox: RunningSandbox) -> None:
        with sandbox.client("wrong") as api:
            assert api.get("/nothing-here").status_code == 401
            assert api.get("/candidates/1de0ffff").status_code == 401

    def test_one_ends_at_its_moment(self) -> None:
        with running_sandbox(clock=Clock(1_782_900_000)) as sandbox:
            token = Token("sandbox-brief", "brief", ("r_candidates",), sandbox.subdomain)
            sandbox.issue(Token(**{**token.document(), "expires_at": "2026-07-01T10:00:05Z"}))
            with sandbox.client("sandbox-brief") as api:
                assert api.get(READ).status_code == 200
                sandbox.advance(5)
                assert api.get(READ).status_code == 401

    def test_the_switch_makes_every_token_expire(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        sandbox.switch("token", "expired")
        assert api.get(READ).status_code == 401
        sandbox.switch("token", "as_issued")
        assert api.get(READ).status_code == 200


class TestAccounts:
    def test_a_token_of_another_account(self, sandbox: RunningSandbox) -> None:
        with sandbox.client(sandbox.token_named("other-account")) as api:
            answer = api.get(READ)
        assert answer.status_code == 422
        assert answer.json() == {"error": "Request subdomain does not match account subdomain"}
        assert rates(answer) == [None] * 3

    @pytest.mark.parametrize("path", ["/accounts/foreign", f"/accounts/foreign{READ}"])
    def test_another_account_in_the_path(self, api: httpx.Client, path: str) -> None:
        answer = api.get(path)
        assert answer.status_code == 422
        assert answer.json() == {"error": "Request subdomain does not match account subdomain"}


class TestScopes:
    def test_a_read_only_token_reads(self, sandbox: RunningSandbox) -> None:
        with sandbox.client(sandbox.token_named("read-only")) as api:
            assert api.get(READ).status_code == 200
            assert api.get("/jobs").status_code == 200
            refused = api.patch(READ, json=CHANGE)
            assert (refused.status_code, refused.json()) == (403, {"error": "Insufficient scope"})
            assert api.post(f"{READ}/comments", json={}).status_code == 403
            assert api.put(f"{READ}/tags", json={"tags": []}).status_code == 403
        assert sandbox.history(AMARA) == []

    def test_a_token_without_jobs(self, sandbox: RunningSandbox) -> None:
        with sandbox.client(sandbox.token_named("no-jobs")) as api:
            assert api.patch(READ, json=CHANGE).status_code == 200
            for path in ("/jobs", f"/jobs/{JOB}", "/accounts", "/members", "/stages"):
                assert api.get(path).status_code == 403

    def test_comments_alone(self, sandbox: RunningSandbox) -> None:
        sandbox.issue(Token("sandbox-comments", "c", ("w_comments",), sandbox.subdomain))
        body = {"member_id": "28ef73", "comment": {"body": "Hello"}}
        with sandbox.client("sandbox-comments") as api:
            assert api.post(f"{READ}/comments", json=body).status_code == 201
            assert api.patch(READ, json=CHANGE).status_code == 403

    def test_the_switch_makes_every_token_read_only(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        sandbox.switch("token", "read_only")
        assert api.get(READ).status_code == 200
        assert api.patch(READ, json=CHANGE).status_code == 403

    def test_the_check_can_be_switched_off(self, sandbox: RunningSandbox) -> None:
        sandbox.switch("check_scopes", False)
        with sandbox.client(sandbox.token_named("read-only")) as api:
            assert api.patch(READ, json=CHANGE).status_code == 200


class TestRateLimit:
    def test_ten_in_ten_seconds(self) -> None:
        with (
            running_sandbox(switches={"rate_limit": True}, clock=Clock(1_782_900_000.9)) as sandbox,
            sandbox.client() as api,
        ):
            remaining = [api.get(READ).headers["x-rate-limit-remaining"] for _ in range(10)]
            assert remaining == [str(left) for left in range(9, -1, -1)]
            refused = api.patch(READ, json=CHANGE)
            assert refused.status_code == 429
            assert rates(refused) == ["10", "0", "1782900010"]
            assert sandbox.history(AMARA) == []
            sandbox.advance(9)
            assert api.get(READ).status_code == 429
            # Waiting until the reset time is always enough: 0.9 s less than ten here.
            sandbox.advance(0.1)
            assert rates(api.get(READ)) == ["10", "9", "1782900020"]

    def test_it_is_counted_per_token(self) -> None:
        with running_sandbox(switches={"rate_limit": True}, clock=Clock(1e9)) as sandbox:
            with sandbox.client() as api:
                for _ in range(10):
                    api.get(READ)
                assert api.get(READ).status_code == 429
            with sandbox.client(sandbox.token_named("oauth-user")) as other:
                assert rates(other.get(READ))[:2] == ["50", "49"]

    def test_switched_off_it_still_says_what_it_would_be(self, api: httpx.Client) -> None:
        answers = [api.get(READ) for _ in range(12)]
        assert {answer.status_code for answer in answers} == {200}
        assert answers[-1].headers["x-rate-limit-remaining"] == "9"

    def test_over_the_limit_on_demand(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.switch("over_limit", True)
        answer = api.get(READ)
        assert answer.status_code == 429
        assert rates(answer)[:2] == ["10", "0"]
        sandbox.switch("over_limit", False)
        assert api.get(READ).status_code == 200


class TestHeaders:
    def test_every_answer_has_a_request_id_of_its_own(self, api: httpx.Client) -> None:
        answers = [api.get(READ), api.get(READ), api.get("/candidates/ffffffff")]
        ids = [answer.headers["x-request-id"] for answer in answers]
        assert len(set(ids)) == 3
        assert all(len(each) == 32 for each in ids)

    def test_the_etag_is_weak_and_of_the_content(self, api: httpx.Client) -> None:
        first, again = api.get("/stages"), api.get("/stages")
        assert first.headers["etag"].startswith('W/"')
        assert first.headers["etag"] == again.headers["etag"]
        # A signed link differs from read to read, and so does the hash.
        assert api.get(READ).headers["etag"] != api.get(READ).headers["etag"]

    def test_the_date_is_the_sandboxes(self) -> None:
        with running_sandbox(clock=Clock(1_782_900_000)) as sandbox, sandbox.client() as api:
            assert api.get(READ).headers["date"] == "Wed, 01 Jul 2026 10:00:00 GMT"

    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [
            ("GET", "/candidates/ffffffff", 404),
            ("GET", "/nothing-here", 404),
            ("DELETE", READ, 404),
            ("PATCH", READ, 400),
        ],
    )
    def test_refusals_carry_no_rate_headers(
        self, api: httpx.Client, method: str, path: str, status: int
    ) -> None:
        answer = api.request(method, path)
        assert answer.status_code == status
        assert rates(answer) == [None] * 3


def test_a_fault_of_its_own_is_a_500_without_words(
    sandbox: RunningSandbox, expect_log: ExpectLog
) -> None:
    sandbox.put(AMARA, job={"shortcode": "LOST", "title": "A job that is not there"})
    with sandbox.client() as api, expect_log("failed to answer"):
        answer = api.get(READ)
    assert (answer.status_code, answer.content) == (500, b"")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_name_of_somebody_elses_is_turned_away(sandbox: RunningSandbox, host: str) -> None:
    with sandbox.client() as api:
        assert api.get(READ, headers={"Host": host}).status_code == 421
    assert sandbox.log() == []


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:80"])
def test_links_follow_the_name_that_was_used(sandbox: RunningSandbox, host: str) -> None:
    with sandbox.client() as api:
        page = api.get("/candidates", params={"limit": 1}, headers={"Host": host}).json()
    assert page["paging"]["next"].startswith(f"http://{host}/spi/v3/candidates?")
