"""What the service does by itself after a write (API §12.1), and how it is told apart."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from gui.sandbox.clock import Clock
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import AMARA, BEA, PDF, TOMASZ

RESUME = {"name": "cv.pdf", "data": base64.b64encode(PDF).decode()}


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox(clock=Clock(1_782_900_000)) as running:
        yield running


def read(api: httpx.Client, record_id: str) -> dict[str, Any]:
    record: dict[str, Any] = api.get(f"/candidates/{record_id}").json()["candidate"]
    return record


def patch(api: httpx.Client, record_id: str, **candidate: Any) -> dict[str, Any]:
    answer = api.patch(f"/candidates/{record_id}", json={"candidate": candidate})
    record: dict[str, Any] = answer.json()["candidate"]
    return record


def test_headline_and_location_come_21_seconds_after(
    api: httpx.Client, sandbox: RunningSandbox
) -> None:
    answer = patch(api, BEA, resume=RESUME, address="3 Mill Road, Leeds, United Kingdom")
    assert answer["headline"] is None
    assert answer["location"]["city"] is None
    sandbox.advance(20)
    assert read(api, BEA)["updated_at"] == answer["updated_at"] == "2026-07-01T10:00:00Z"
    sandbox.advance(100)
    later = read(api, BEA)
    assert later["headline"] == "Parsed from cv.pdf"
    assert later["location"]["location_str"] == "Leeds, United Kingdom"
    assert later["location"]["city"] == "Leeds"
    assert later["updated_at"] == "2026-07-01T10:00:21Z"
    assert [entry["source"] for entry in sandbox.history(BEA)] == ["api", "background"]


def test_a_headline_that_is_there_stays(api: httpx.Client, sandbox: RunningSandbox) -> None:
    patch(api, AMARA, resume=RESUME)
    sandbox.advance(30)
    later = read(api, AMARA)
    assert later["headline"] == "Supply chain analyst"
    assert later["updated_at"] == "2026-07-01T10:00:21Z"


def test_the_first_job_makes_a_headline(api: httpx.Client, sandbox: RunningSandbox) -> None:
    patch(api, AMARA, resume=RESUME, headline="")
    sandbox.advance(21)
    assert read(api, AMARA)["headline"] == "Analyst at Norrfrakt AB"


def test_an_address_that_is_taken_away_takes_the_location(
    api: httpx.Client, sandbox: RunningSandbox
) -> None:
    assert patch(api, AMARA, address="")["location"]["city"] == "Gothenburg"
    sandbox.advance(21)
    assert set(read(api, AMARA)["location"].values()) == {None}


def test_only_the_last_address_counts(api: httpx.Client, sandbox: RunningSandbox) -> None:
    patch(api, AMARA, address="Leeds")
    sandbox.advance(10)
    patch(api, AMARA, address="Quai 4, Antwerp")
    sandbox.advance(15)
    assert read(api, AMARA)["location"]["city"] == "Gothenburg"
    sandbox.advance(15)
    assert read(api, AMARA)["location"]["city"] == "Antwerp"


def test_other_writes_are_followed_by_nothing(api: httpx.Client, sandbox: RunningSandbox) -> None:
    patch(api, TOMASZ, lastname="X", tags=["a"], address="")
    sandbox.advance(100)
    read(api, TOMASZ)
    assert [entry["source"] for entry in sandbox.history(TOMASZ)] == ["api"]


def test_a_colleague_comes_after_what_was_due(api: httpx.Client, sandbox: RunningSandbox) -> None:
    patch(api, AMARA, address="Leeds")
    sandbox.advance(60)
    sandbox.touch(AMARA, "another_field")
    assert sandbox.record(AMARA)["updated_at"] == "2026-07-01T10:01:00Z"
    assert [entry["source"] for entry in sandbox.history(AMARA)] == [
        "api",
        "background",
        "colleague",
    ]


def test_it_can_be_switched_off_and_hurried(api: httpx.Client, sandbox: RunningSandbox) -> None:
    sandbox.switch("background_changes", False)
    patch(api, AMARA, address="Leeds")
    sandbox.advance(100)
    assert read(api, AMARA)["location"]["city"] == "Gothenburg"
    sandbox.switch("background_changes", True)
    sandbox.switch("background_delay", 2)
    patch(api, AMARA, address="Antwerp")
    sandbox.advance(2)
    assert read(api, AMARA)["location"]["city"] == "Antwerp"


def test_a_bad_parser_overwrites_where_it_is_switched_on(
    api: httpx.Client, sandbox: RunningSandbox
) -> None:
    patch(api, AMARA, resume=RESUME)
    sandbox.advance(30)
    assert read(api, AMARA)["firstname"] == "Amara"

    sandbox.switch("parser_rewrites", True)
    before = patch(api, AMARA, resume=RESUME)
    sandbox.advance(30)
    later = read(api, AMARA)
    assert later["name"] == "AMARA OSEI-LINDQVIST"
    assert later["phone"] == before["phone"][:-1]
    was, now = before["experience_entries"][0], later["experience_entries"][0]
    assert (now["title"], now["company"]) == (was["company"], was["title"])
    assert now["id"] == was["id"]
    assert len(later["skills"]) == len(before["skills"]) + 1
    assert later["email"] == before["email"]


def test_a_bad_parser_leaves_an_empty_record_mostly_empty(
    api: httpx.Client, sandbox: RunningSandbox
) -> None:
    sandbox.switch("parser_rewrites", True)
    patch(api, TOMASZ, resume=RESUME)
    sandbox.advance(30)
    later = read(api, TOMASZ)
    assert later["phone"] is None
    assert later["experience_entries"] == []
