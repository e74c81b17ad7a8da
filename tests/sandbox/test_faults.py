"""What can go wrong between client and service, on demand: what is seen, what was applied."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from gui.sandbox.clock import Clock
from gui.sandbox.faults import FaultKind
from tests.helpers.sandbox import RunningSandbox, fetch, running_sandbox, until
from tests.helpers.sandbox_world import AMARA, BEA

PATH = f"/candidates/{AMARA}"
CHANGE = {"candidate": {"headline": "Planner"}}
LOST = (httpx.ReadError, httpx.RemoteProtocolError, httpx.WriteError)


def headline(sandbox: RunningSandbox) -> str | None:
    value: str | None = sandbox.record(AMARA)["headline"]
    return value


def applied(sandbox: RunningSandbox) -> bool:
    return headline(sandbox) == "Planner"


class TestLostAnswers:
    @pytest.mark.parametrize("kind", ["drop_before", "drop_reading"])
    def test_dropped_and_not_applied(
        self, api: httpx.Client, sandbox: RunningSandbox, kind: str
    ) -> None:
        sandbox.fault(kind)
        with pytest.raises(LOST):
            api.patch(PATH, json=CHANGE)
        assert not applied(sandbox)
        entry = sandbox.patches()[0]
        assert (entry["fault"], entry["status"]) == (kind, None)

    @pytest.mark.parametrize("kind", ["drop_after_apply", "half_headers", "half_body"])
    def test_applied_and_the_answer_lost(
        self, api: httpx.Client, sandbox: RunningSandbox, kind: str
    ) -> None:
        sandbox.fault(kind)
        with pytest.raises(LOST):
            api.patch(PATH, json=CHANGE)
        assert applied(sandbox)
        assert sandbox.patches()[0]["status"] == 200
        assert api.get(PATH).json()["candidate"]["headline"] == "Planner"

    @pytest.mark.parametrize("kind", ["half_headers", "half_body"])
    def test_half_an_answer_without_effect(
        self, api: httpx.Client, sandbox: RunningSandbox, kind: str
    ) -> None:
        sandbox.fault(kind, applied=False)
        with pytest.raises(LOST):
            api.patch(PATH, json=CHANGE)
        assert not applied(sandbox)

    def test_a_drop_is_a_reset(self, sandbox: RunningSandbox) -> None:
        sandbox.fault("drop_after_apply")
        host, port = sandbox.origin.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=5) as line:
            line.sendall(f"GET /spi/v3{PATH} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            with pytest.raises(ConnectionResetError):
                line.recv(100)

    def test_silence(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("stall")
        with pytest.raises(httpx.ReadTimeout):
            api.patch(PATH, json=CHANGE, timeout=0.2)
        assert applied(sandbox)

    def test_silence_for_a_while(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("stall", seconds=0.05)
        assert api.get(PATH).json()["candidate"]["id"] == AMARA

    def test_drop_by_drop(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("trickle", seconds=0.05)
        pieces = []
        with api.stream("GET", PATH) as answer:
            for piece in answer.iter_raw():
                pieces.append(piece)
                if len(pieces) == 3:
                    break
        assert pieces[0][:1] == b"{"
        assert sum(map(len, pieces)) < 10


class TestOtherAnswers:
    def test_a_status_with_headers_and_text(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        sandbox.fault("status", status=503, body="busy", headers={"Retry-After": "3"})
        answer = api.patch(PATH, json=CHANGE)
        assert (answer.status_code, answer.text) == (503, "busy")
        assert answer.headers["retry-after"] == "3"
        assert not applied(sandbox)

    def test_a_status_with_json(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("status", status=422, body={"error": ["one", "two"]})
        assert api.patch(PATH, json=CHANGE).json() == {"error": ["one", "two"]}

    def test_a_status_with_nothing(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("status", status=500)
        answer = api.get(PATH)
        assert (answer.status_code, answer.content) == (500, b"")
        assert "content-type" not in answer.headers

    def test_a_status_although_it_was_applied(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        sandbox.fault("status", status=504, applied=True)
        assert api.patch(PATH, json=CHANGE).status_code == 504
        assert applied(sandbox)

    def test_any_json_as_a_success(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        headers = {"Content-Type": "application/json"}
        sandbox.fault("status", status=200, body='{"a":1,"a":NaN}', headers=headers)
        answer = api.get(PATH)
        assert answer.text == '{"a":1,"a":NaN}'
        assert answer.headers["content-type"] == "application/json"

    def test_too_large_before_it_was_read(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("status", status=413, read_body=False)
        body = json.dumps({"candidate": {"headline": "x" * 8_000_000}}).encode()
        # The client may still be sending when it is answered, and then sees a reset (H33).
        with contextlib.suppress(*LOST):
            assert api.patch(PATH, content=body).status_code == 413
        assert headline(sandbox) == "Supply chain analyst"
        assert sandbox.patches()[0]["bytes"] == 0

    def test_a_log_in_page(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("html_200")
        answer = api.patch(PATH, json=CHANGE)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html")
        assert not applied(sandbox)

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_a_redirect(self, api: httpx.Client, sandbox: RunningSandbox, status: int) -> None:
        sandbox.fault("redirect", status=status, location="http://evil.example/")
        answer = api.patch(PATH, json=CHANGE)
        assert answer.status_code == status
        assert answer.headers["location"] == "http://evil.example/"
        assert not applied(sandbox)

    def test_garbage(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("garbage")
        answer = api.patch(PATH, json=CHANGE)
        assert answer.status_code == 200
        with pytest.raises(ValueError, match=r"Unterminated|Expecting|delimiter"):
            answer.json()
        assert applied(sandbox)

    def test_a_bomb(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("bomb", size=3_000_000)
        answer = api.get(PATH)
        assert int(answer.headers["content-length"]) < 10_000
        assert len(answer.content) > 3_000_000

    def test_without_end(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("endless")
        size = 0
        with api.stream("GET", PATH) as answer:
            for piece in answer.iter_raw():
                size += len(piece)
                if size > 2_000_000:
                    break
        assert size > 2_000_000


class TestEffects:
    def test_late_after_further_requests(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("late_apply", after_requests=2)
        with pytest.raises(LOST):
            api.patch(PATH, json=CHANGE)
        for _ in range(2):
            api.get(f"/candidates/{BEA}")
            answer = api.get(PATH).json()["candidate"]
            assert answer["headline"] == "Supply chain analyst"
        assert api.get(PATH).json()["candidate"]["headline"] == "Planner"

    def test_late_by_the_clock(self) -> None:
        with running_sandbox(clock=Clock(1_782_900_000)) as sandbox, sandbox.client() as api:
            sandbox.fault("late_apply", seconds=5)
            with pytest.raises(LOST):
                api.patch(PATH, json=CHANGE)
            assert api.get(PATH).json()["candidate"]["headline"] == "Supply chain analyst"
            sandbox.advance(5)
            assert api.get(PATH).json()["candidate"]["headline"] == "Planner"

    def test_twice(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("twice")
        sent = {"candidate": {"education_entries": [{"school": "KTH"}]}}
        entries = api.patch(PATH, json=sent).json()["candidate"]["education_entries"]
        history = sandbox.history(AMARA)
        assert [entry["after"]["education_entries"][0]["school"] for entry in history] == [
            "KTH"
        ] * 2
        first, second = (entry["after"]["education_entries"] for entry in history)
        assert first[0]["id"] != second[0]["id"] == entries[0]["id"]
        assert len(sandbox.patches()) == 1


class TestHolding:
    """The request waits for the test, so that a test need not race with it."""

    def test_before_it_is_applied(self, sandbox: RunningSandbox) -> None:
        sandbox.fault("hold_before", method="PATCH")
        with ThreadPoolExecutor(1) as pool, sandbox.client() as api:
            asked = pool.submit(api.patch, PATH, json=CHANGE)
            until(lambda: sandbox.held() == 1)
            assert not applied(sandbox)
            assert not asked.done()
            sandbox.release()
            assert asked.result(5).json()["candidate"]["headline"] == "Planner"

    def test_after_it_was_applied(self, sandbox: RunningSandbox) -> None:
        sandbox.fault("hold")
        with ThreadPoolExecutor(1) as pool, sandbox.client() as api:
            asked = pool.submit(api.patch, PATH, json=CHANGE)
            until(lambda: sandbox.held() == 1)
            assert applied(sandbox)
            assert sandbox.patches()[0]["status"] == 200
            assert not asked.done()
            sandbox.release()
            assert asked.result(5).status_code == 200


class TestAim:
    def test_by_method_and_path(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("status", status=500, method="PATCH", path="/candidates/*")
        assert api.get(PATH).status_code == 200
        assert api.put(f"{PATH}/tags", json={"tags": []}).status_code == 200
        assert sandbox.faults_left() == 1
        assert api.patch(PATH, json=CHANGE).status_code == 500
        assert sandbox.faults_left() == 0
        assert api.patch(PATH, json=CHANGE).status_code == 200

    def test_below_the_older_base_too(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.fault("status", status=500, path=PATH)
        older = f"{sandbox.base_url}/accounts/harbourworks{PATH}"
        assert api.get(older).status_code == 500

    def test_after_some_and_more_than_once(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        sandbox.fault("status", status=500, skip=1, times=2)
        assert [api.get(PATH).status_code for _ in range(4)] == [200, 500, 500, 200]

    def test_in_the_order_they_were_ordered(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        sandbox.fault("status", status=500)
        sandbox.fault("status", status=502)
        assert [api.get(PATH).status_code for _ in range(3)] == [500, 502, 200]

    def test_at_the_storage(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        url = api.get(PATH).json()["candidate"]["resume_url"]
        sandbox.fault("status", status=503, path="/uploads/*")
        assert api.get(PATH).status_code == 200
        assert fetch(url).status_code == 503

    @pytest.mark.parametrize("wrong", [{"kind": "flood"}, {"kind": "stall", "sceonds": 1}])
    def test_a_fault_that_does_not_exist_is_said(
        self, sandbox: RunningSandbox, wrong: dict[str, Any]
    ) -> None:
        with pytest.raises(ValueError, match="fault"):
            sandbox.fault(**wrong)


@pytest.mark.parametrize("kind", [kind for kind in FaultKind if "hold" not in kind])
def test_after_every_fault_the_sandbox_answers_as_before(
    api: httpx.Client, sandbox: RunningSandbox, kind: FaultKind
) -> None:
    sandbox.fault(kind.value, size=100_000, seconds=0.0)
    try:
        with api.stream("PATCH", PATH, json=CHANGE, timeout=0.3) as answer:
            for _, _piece in zip(range(3), answer.iter_raw(), strict=False):
                pass
    except httpx.HTTPError:
        pass
    assert sandbox.faults_left() == 0
    assert api.get(f"/candidates/{BEA}").json()["candidate"]["id"] == BEA


class TestSwitches:
    def test_server_errors(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.switch("server_errors", True)
        assert api.patch(PATH, json=CHANGE).status_code == 500
        assert not applied(sandbox)
        sandbox.switch("server_errors", False)
        assert api.patch(PATH, json=CHANGE).status_code == 200

    def test_lost_answers_to_writes(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.switch("lose_answers", True)
        with pytest.raises(LOST):
            api.patch(PATH, json=CHANGE)
        assert api.get(PATH).json()["candidate"]["headline"] == "Planner"

    def test_slow(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.switch("slow", 0.15)
        before = time.monotonic()
        assert api.get(PATH).status_code == 200
        assert time.monotonic() - before >= 0.15

    def test_offline_refuses_and_comes_back_on_the_same_port(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        url = api.get(PATH).json()["candidate"]["resume_url"]
        sandbox.switch("offline", True)
        with pytest.raises((httpx.ConnectError, *LOST)):
            api.patch(PATH, json=CHANGE)
        with pytest.raises(httpx.ConnectError):
            fetch(url)
        with sandbox.client() as fresh, pytest.raises(httpx.ConnectError):
            fresh.patch(PATH, json=CHANGE)
        assert not applied(sandbox)
        sandbox.switch("offline", False)
        assert api.get(PATH).status_code == 200

    def test_going_offline_breaks_off_what_is_under_way(self, sandbox: RunningSandbox) -> None:
        sandbox.fault("stall")
        seen: list[BaseException] = []

        def ask() -> None:
            with sandbox.client() as client:
                try:
                    client.get(PATH)
                except httpx.HTTPError as error:
                    seen.append(error)

        asking = threading.Thread(target=ask)
        asking.start()
        until(lambda: len(sandbox.log()) == 1)
        sandbox.switch("offline", True)
        asking.join(5)
        assert isinstance(seen[0], LOST)
