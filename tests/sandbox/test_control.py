"""The control surface and the log: what menus and tests can do and see."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from gui.i18n import _
from gui.sandbox.behaviour import BEHAVIOURS, Backing, Switch
from gui.sandbox.control import SECRET_HEADER
from gui.sandbox.touching import LABELS, TouchKind
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import AMARA, BEA, PDF

PATH = f"/candidates/{AMARA}"


@pytest.fixture
def control(sandbox: RunningSandbox) -> Iterator[httpx.Client]:
    """The surface as a stranger's program would use it."""
    headers = {SECRET_HEADER: sandbox.running.control_secret}
    with httpx.Client(
        base_url=sandbox.running.control_url, headers=headers, trust_env=False
    ) as client:
        yield client


class TestSecret:
    @pytest.mark.parametrize("secret", [None, "", "wrong", "ä".encode("latin-1")])
    def test_without_it_nothing_is_told_or_done(
        self, sandbox: RunningSandbox, secret: str | bytes | None
    ) -> None:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        for method, path in (("GET", "/log"), ("POST", "/reset"), ("DELETE", "/log"), ("GET", "/")):
            answer = httpx.request(
                method,
                f"{sandbox.running.control_url}{path}",
                headers=headers,  # type: ignore[arg-type]
                trust_env=False,
            )
            assert answer.status_code == 403

    def test_each_sandbox_has_its_own(self, sandbox: RunningSandbox) -> None:
        with running_sandbox() as other:
            assert other.running.control_secret != sandbox.running.control_secret

    def test_the_api_knows_nothing_of_it(
        self, sandbox: RunningSandbox, control: httpx.Client
    ) -> None:
        answer = control.get(f"{sandbox.origin}/sandbox/log")
        assert answer.status_code == 404


class TestOverHttp:
    def test_switches(self, control: httpx.Client, api: httpx.Client) -> None:
        assert set(control.get("/switches").json()) == {switch.value for switch in Switch}
        after = control.post("/switches", json={"fold_tags": True, "slow": 0}).json()
        assert (after["fold_tags"], after["slow"]) == (True, 0)
        assert api.put(f"{PATH}/tags", json={"tags": ["A B"]}).json() == {"tags": ["a"]}

    @pytest.mark.parametrize(
        "wrong",
        [
            {"no_such": True},
            {"slow": -1},
            {"slow": True},
            {"fold_tags": 1},
            {"skills_rule": "guess"},
            {"link_life": "long"},
        ],
    )
    def test_wrong_settings_are_said(self, control: httpx.Client, wrong: dict[str, Any]) -> None:
        before = control.get("/switches").json()
        answer = control.post("/switches", json=wrong)
        assert answer.status_code == 400
        assert answer.json()["error"]
        assert control.get("/switches").json() == before

    def test_offline_can_be_taken_back(self, control: httpx.Client, api: httpx.Client) -> None:
        control.post("/switches", json={"offline": True})
        with pytest.raises(httpx.TransportError):
            api.get(PATH)
        control.post("/switches", json={"offline": False})
        assert api.get(PATH).status_code == 200

    def test_touch_record_and_history(self, control: httpx.Client) -> None:
        assert control.post(f"/touch/{AMARA}").json()["key"] == "headline"
        done = control.post(f"/touch/{AMARA}", json={"kind": "same_field", "key": "phone"}).json()
        assert done["key"] == "phone"
        record = control.get(f"/record/{AMARA}").json()
        assert record["number"] == 501234567
        assert record["document"]["phone"] == "+46 31 555 01 23 01"
        assert set(record["aside"]) == {"resume_file", "photo_file"}
        assert len(control.get(f"/history/{AMARA}").json()) == 2

    @pytest.mark.parametrize(
        ("path", "body", "status"),
        [
            (f"/touch/{AMARA}", {"kind": "tickle"}, 400),
            (f"/touch/{AMARA}", {"hair": 1}, 400),
            (f"/touch/{AMARA}", [], 400),
            (f"/touch/{BEA}", {"kind": "same_entry"}, 400),
            ("/touch/ffff", {}, 404),
        ],
    )
    def test_wrong_touches_are_said(
        self, control: httpx.Client, path: str, body: object, status: int
    ) -> None:
        assert control.post(path, json=body).status_code == status

    def test_faults(self, control: httpx.Client, api: httpx.Client) -> None:
        fault = {"kind": "status", "status": 503, "method": "GET"}
        assert control.post("/faults", json=fault).json()[0]["status"] == 503
        assert api.get(PATH).status_code == 503
        assert control.get("/faults").json() == []
        control.post("/faults", json=fault)
        assert control.delete("/faults").json() == []
        assert api.get(PATH).status_code == 200
        assert control.post("/faults", json={"status": 1}).status_code == 400

    def test_tokens(self, control: httpx.Client, sandbox: RunningSandbox) -> None:
        token = {
            "value": "sandbox-test",
            "name": "test",
            "scopes": ["r_candidates"],
            "subdomain": "harbourworks",
        }
        assert token["value"] in {
            row["value"] for row in control.post("/tokens", json=token).json()
        }
        with sandbox.client("sandbox-test") as api:
            assert api.get(PATH).status_code == 200
        names = {row["name"] for row in control.get("/tokens").json()}
        assert names >= {"full", "read-only", "no-jobs", "expired", "revoked", "other-account"}

    def test_the_clock(self, control: httpx.Client, sandbox: RunningSandbox) -> None:
        before = sandbox.clock.now()
        control.post("/clock", json={"advance": 3600})
        assert 3600 <= sandbox.clock.now() - before < 3660

    def test_reset(self, control: httpx.Client, api: httpx.Client, sandbox: RunningSandbox) -> None:
        api.patch(PATH, json={"candidate": {"lastname": "Osei"}})
        sandbox.touch(BEA, "delete")
        sandbox.switch("fold_tags", True)
        sandbox.switch("offline", True)
        sandbox.fault("stall")
        assert control.post("/reset").status_code == 200
        assert sandbox.log() == []
        assert sandbox.faults_left() == 0
        assert sandbox.history(AMARA) == []
        assert api.get(PATH).json()["candidate"]["lastname"] == "Osei-Lindqvist"
        assert api.get(f"/candidates/{BEA}").status_code == 200
        assert control.get("/switches").json()["fold_tags"] is False


class TestLog:
    def test_a_request_is_told_without_its_token(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        resume = {"name": "cv.pdf", "data": base64.b64encode(PDF).decode()}
        body = {"candidate": {"lastname": "Osei", "resume": resume}, "extra": 1}
        api.patch(f"{PATH}?a=b", json=body)
        (entry,) = sandbox.log()
        assert entry.pop("time").endswith("Z")
        assert entry.pop("bytes") > 100
        assert entry == {
            "surface": "api",
            "method": "PATCH",
            "path": f"/spi/v3{PATH}",
            "query": {"a": "b"},
            "token": "full",
            "keys": ["lastname", "resume"],
            "unknown_keys": ["extra"],
            "body": {
                "candidate": {
                    "lastname": "Osei",
                    "resume": {
                        "name": "cv.pdf",
                        "data": {"size": len(PDF), "sha256": hashlib.sha256(PDF).hexdigest()},
                    },
                },
                "extra": 1,
            },
            "status": 200,
            "fault": None,
        }
        assert sandbox.token not in str(sandbox.log())

    def test_refusals_are_told_too(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        api.patch(PATH, content=b"{")
        api.get("/nothing-here")
        with sandbox.client("guess") as stranger:
            stranger.get(PATH)
        told = [(entry["status"], entry["token"], entry["body"]) for entry in sandbox.log()]
        assert told == [(400, "full", None), (404, "full", None), (401, "unknown", None)]

    def test_a_deep_body_is_told_to_a_depth(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        body = b'{"candidate":{"a":' + b"[" * 500 + b"]" * 500 + b"}}"
        assert api.patch(PATH, content=body).status_code == 200
        assert "…" in str(sandbox.log()[0]["body"])

    def test_it_can_be_cleared(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        api.get(PATH)
        sandbox.clear_log()
        assert sandbox.log() == []
        api.get("/stages")
        assert [entry["path"] for entry in sandbox.log()] == ["/spi/v3/stages"]


class TestTable:
    def test_every_switch_has_one_row_with_a_label(self) -> None:
        assert [row.name for row in BEHAVIOURS] == list(Switch)
        assert len({row.label for row in BEHAVIOURS}) == len(BEHAVIOURS)
        assert all(_(row.label) for row in BEHAVIOURS)

    def test_defaults_fit_their_choices(self) -> None:
        for row in BEHAVIOURS:
            assert bool(row.choices) is isinstance(row.default, str)
            if row.choices:
                assert row.default in dict(row.choices)

    def test_what_is_modelled_says_so(self) -> None:
        modelled = {row.name for row in BEHAVIOURS if row.backing is Backing.MODELLED}
        assert {"check_dates", "check_social_types", "null_scalar", "skills_rule"} <= modelled
        assert not {"rate_limit", "link_life"} & modelled

    def test_a_menu_can_offer_every_touch_but_set(self) -> None:
        assert set(LABELS) == set(TouchKind) - {TouchKind.SET}


async def test_from_a_coroutine_in_this_process(sandbox: RunningSandbox) -> None:
    running = sandbox.running
    taken = await asyncio.wrap_future(running.switch("slow", 1))
    assert taken == 1.0
    settings = await asyncio.wrap_future(running.ask(lambda control: control.switches()))
    assert settings["slow"] == 1.0
    with pytest.raises(ValueError, match="no_such"):
        await asyncio.wrap_future(running.switch("no_such", 1))
