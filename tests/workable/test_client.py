"""The verbs over real HTTP: what is asked, what is made of the answers."""

from __future__ import annotations

import pytest

from gui.errors import UnexpectedAnswer
from gui.model.values import entries, words
from gui.workable.body import encode_body
from gui.workable.client import CandidateQuery
from tests.workable.samples import FULL_ID, full, row
from tests.workable.wire_server import TOKEN, answer, connected, serving


async def test_reads_a_record_with_the_token_in_the_header_only() -> None:
    async with serving() as server, connected(server) as client:
        server.on(f"/candidates/{FULL_ID}", answer({"candidate": full()}))
        record = await client.candidate(FULL_ID)
    assert record.full_name == "Amara Osei-Lindqvist"
    assert [entry.id for entry in entries(record.get("education_entries"))] == [
        "2f0a11c4",
        "2f0a11c5",
    ]
    assert words(record.get("skills")) == ("forecasting", "SQL")
    (seen,) = server.seen
    assert seen.headers["authorization"] == f"Bearer {TOKEN}"
    assert seen.headers["accept"] == "application/json"
    assert TOKEN not in seen.target
    assert "cookie" not in seen.headers


async def test_patch_sends_exactly_the_body_and_returns_the_record() -> None:
    stored = full() | {"lastname": "Osei"}
    script = answer({"candidate": stored}, headers={"X-Request-Id": "r-1"})
    async with serving(script) as server, connected(server) as client:
        body = await encode_body({"lastname": "Osei"}, lambda file: b"")
        result = await client.patch(FULL_ID, body)
    assert result.record is not None
    assert result.record.get("lastname") == "Osei"
    assert (result.status, result.request_id) == (200, "r-1")
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("PATCH", f"/spi/v3/candidates/{FULL_ID}")
    assert seen.headers["content-type"] == "application/json"
    assert seen.body == b'{"candidate":{"lastname":"Osei"}}'


async def test_pages_follow_the_link_and_repeat_nobody() -> None:
    async with serving() as server, connected(server) as client:
        older = f"{server.base_url}/jobs/9F3A/candidates?since_id=a2&limit=2"
        server.on(
            "/candidates",
            answer({"candidates": [row("a1"), row("a2")], "paging": {"next": older}}),
        )
        server.on("/jobs/9F3A/candidates", answer({"candidates": [row("a2"), row("a3")]}))
        first = await client.candidates(CandidateQuery(shortcode="9F3A", stage="offer", limit=2))
        second = await client.candidates(since=first.next)
    assert [item.id for item in first.rows] == ["a1", "a2"]
    assert [item.id for item in second.rows] == ["a3"]
    assert second.next is None
    assert server.seen[0].query == {"shortcode": "9F3A", "stage": "offer", "limit": "2"}
    assert server.seen[1].query == {"since_id": "a2", "limit": "2"}


@pytest.mark.parametrize("bad", ["../jobs", "a/b", "", "x" * 33, None, 7])
async def test_a_row_with_a_bad_id_is_refused(bad: object) -> None:
    rows = [row("a1"), row("a2") | {"id": bad}]
    async with serving(answer({"candidates": rows})) as server, connected(server) as client:
        with pytest.raises(UnexpectedAnswer):
            await client.candidates()
