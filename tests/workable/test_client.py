"""The verbs over real HTTP: what is asked, what is made of the answers."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

import pytest

from gui.errors import (
    AnswerError,
    NotAccepted,
    Refused,
    ServiceError,
    ServiceTrouble,
    TooManyRequests,
    UnexpectedAnswer,
)
from gui.model.values import entries, words
from gui.secret import Secret
from gui.workable.body import encode_body
from gui.workable.client import Access, CandidateQuery, Page, WorkableClient
from gui.workable.failures import Interrupted
from gui.workable.pace import Pace, Priority
from gui.workable.wire import Account
from tests.workable.samples import FULL_ID, full, row
from tests.workable.wire_server import (
    TOKEN,
    Script,
    answer,
    connected,
    drop,
    in_turn,
    reset,
    serving,
)


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


async def test_connecting_sends_nothing() -> None:
    async with serving(answer({"candidate": full()})) as server:
        client = await WorkableClient.connect(server.endpoint, Secret(TOKEN), Pace())
        assert server.seen == []
        assert (await client.candidate(FULL_ID)).id == FULL_ID
        await client.aclose()


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


async def test_a_probe_is_one_request_in_the_pace_however_it_ends() -> None:
    async with serving(in_turn(answer({"jobs": []}), answer({}, status=502), drop)) as server:
        pace = Pace()
        async with connected(server, pace=pace) as client:
            await client.probe()
            with pytest.raises(ServiceTrouble):
                await client.probe()
            with pytest.raises(Interrupted):
                await client.probe()
            assert len(server.seen) == 3
            assert pace.snapshot().free == pace.snapshot().limit - 3


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


async def test_a_list_goes_on_from_an_id() -> None:
    async with serving(answer({"candidates": []})) as server, connected(server) as client:
        page = await client.candidates(CandidateQuery(updated_after="2026-05-01T00:00:00Z"), "a2")
        with pytest.raises(UnexpectedAnswer):
            await client.candidates(since="../jobs")
    assert page == Page((), None)
    (seen,) = server.seen
    assert seen.query == {
        "limit": "50",
        "since_id": "a2",
        "updated_after": "2026-05-01T00:00:00Z",
    }


@pytest.mark.parametrize("paging", [None, {}, {"next": None}, {"next": ""}, {"next": 7}, [], "x"])
async def test_a_last_page_however_it_says_so(paging: object) -> None:
    script = answer({"candidates": [row("a1")], "paging": paging})
    async with serving(script) as server, connected(server) as client:
        assert (await client.candidates()).next is None


async def test_a_list_that_leads_back_to_itself_ends() -> None:
    async with serving() as server, connected(server) as client:
        link = f"{server.base_url}/candidates?limit=50&since_id=a2"
        body = {"candidates": [row("a1"), row("a2")], "paging": {"next": link}}
        server.on("/candidates", answer(body))
        page, seen = await client.candidates(), 0
        while page.next is not None:
            page = await client.candidates(since=page.next)
            seen += 1
            assert seen < 5


@pytest.mark.parametrize(
    "link",
    [
        "http://[::1",
        "https://127.0.0.1:{port}/spi/v3/candidates?since_id=zz",
        "http://127.0.0.1:1/spi/v3/candidates?since_id=zz",
        "http://127.0.0.1:{port}/other/candidates?since_id=zz",
        "http://127.0.0.1:{port}/spi/v3evil/candidates?since_id=zz",
        "/spi/v3/candidates?since_id=zz",
    ],
)
async def test_a_link_that_is_not_ours_is_replaced_by_an_own_one(link: str) -> None:
    async with serving() as server, connected(server) as client:
        link = link.replace("{port}", str(server.port))
        server.on("/candidates", answer({"candidates": [row("a1")], "paging": {"next": link}}))
        page = await client.candidates(CandidateQuery(stage="offer"))
        await client.candidates(since=page.next)
    assert server.seen[1].query == {"limit": "50", "stage": "offer", "since_id": "a1"}


@pytest.mark.parametrize("bad", ["", "../jobs", "a/b", "a?b", "a#b", "ü", "x" * 33, "a b"])
async def test_an_id_that_could_lead_elsewhere_is_not_asked_for(bad: str) -> None:
    async with serving(answer({})) as server, connected(server) as client:
        for wanted in (client.candidate(bad), client.patch(bad, b"{}"), client.activities(bad)):
            with pytest.raises(UnexpectedAnswer):
                await wanted
    assert server.seen == []


# --- the account --------------------------------------------------------------------------------

ACCOUNTS = {
    "accounts": [
        {"id": "1", "name": "Other", "subdomain": "other"},
        {"id": "64f8b", "name": "Harbour Works", "subdomain": "harbourworks"},
    ]
}


async def test_a_check_tells_what_the_token_reads() -> None:
    async with serving() as server, connected(server) as client:
        server.on("/accounts", answer(ACCOUNTS))
        server.on("/jobs", answer({"jobs": []}))
        server.on("/candidates", answer({"candidates": []}))
        access = await client.check()
    assert access == Access(Account("64f8b", "Harbour Works", "harbourworks"), True, True, True)
    assert access.writes is None
    assert [seen.method for seen in server.seen] == ["GET", "GET", "GET"]
    assert server.seen[1].query == {"limit": "1"}


async def test_a_check_with_few_rights() -> None:
    async with serving(answer(b"", 403)) as server, connected(server) as client:
        server.on("/candidates", answer({"candidates": []}))
        access = await client.check()
    assert access == Access(None, False, False, True)


@pytest.mark.parametrize(
    ("status", "kind"), [(401, NotAccepted), (422, Refused), (500, ServiceTrouble)]
)
async def test_a_check_with_a_token_that_does_not_work(status: int, kind: type[Exception]) -> None:
    async with serving(answer(b"", status)) as server, connected(server) as client:
        with pytest.raises(kind):
            await client.check()


async def test_jobs_come_from_all_pages_and_once() -> None:
    async with serving() as server, connected(server) as client:
        first = {
            "jobs": [{"id": "1", "shortcode": "A", "title": "One"}, {"title": "no shortcode"}],
            "paging": {"next": f"{server.base_url}/jobs?since_id=1&limit=100"},
        }
        second = {"jobs": [{"shortcode": "A"}, {"shortcode": "B", "full_title": "Two"}]}
        server.on("/jobs", in_turn(answer(first), answer(second)))
        jobs = await client.jobs()
    assert [(job.shortcode, job.title) for job in jobs] == [("A", "One"), ("B", "Two")]


async def test_stages_come_in_their_order() -> None:
    stages = [{"slug": "b", "name": "B", "position": 2}, {"slug": "a", "name": "A", "position": 1}]
    async with serving(answer({"stages": stages})) as server, connected(server) as client:
        assert [stage.slug for stage in await client.stages()] == ["a", "b"]


async def test_the_timeline() -> None:
    rows = [{"id": "1", "action": "comment", "member": {"name": "Ines"}, "body": "<p>x</p>"}, "x"]
    async with serving(answer({"activities": rows})) as server, connected(server) as client:
        (line,) = await client.activities(FULL_ID)
    assert (line.action, line.member, line.body) == ("comment", "Ines", "<p>x</p>")
    assert server.seen[0].path == f"/spi/v3/candidates/{FULL_ID}/activities"


@pytest.mark.parametrize(("body", "media"), [("ok", "text/plain"), ({"id": "1"}, "x"), (b"", None)])
async def test_a_comment_is_left_in_a_member_s_name(body: object, media: str | None) -> None:
    script = answer(body, 201, media=media)
    async with serving(script) as server, connected(server) as client:
        await client.add_comment(FULL_ID, "28ef73", "Corrected", policy=("simple",))
    assert server.seen[0].method == "POST"
    assert server.seen[0].json == {
        "member_id": "28ef73",
        "comment": {"body": "Corrected", "policy": ["simple"]},
    }


# --- repeats ------------------------------------------------------------------------------------


class WatchedPace(Pace):
    """Has room for everything and does not pause, but keeps what it was told."""

    def __init__(self) -> None:
        super().__init__(limit=1000)
        self.pauses: list[float] = []
        self.turns: list[Priority] = []

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def turn(self, priority: Priority) -> AbstractAsyncContextManager[None]:
        self.turns.append(priority)
        return super().turn(priority)


GOOD = answer({"candidate": full()})
TROUBLES = [answer(b"", 500), answer("<html>", 502, media="text/html"), drop, reset]
BUSY = answer(b"", 429, {"Retry-After": "4"})


@pytest.mark.parametrize("trouble", [*TROUBLES, BUSY])
async def test_a_read_is_tried_three_times(trouble: Script) -> None:
    pace = WatchedPace()
    script = in_turn(trouble, trouble, GOOD)
    async with serving(script) as server, connected(server, pace=pace) as client:
        assert (await client.candidate(FULL_ID)).id == FULL_ID
    assert len(server.seen) == 3
    assert pace.turns == [Priority.PERSON] * 3
    assert pace.pauses == ([4.0, 4.0] if trouble is BUSY else [])


@pytest.mark.parametrize("trouble", [*TROUBLES, BUSY])
async def test_and_not_a_fourth_time(trouble: Script) -> None:
    async with serving(trouble) as server, connected(server, pace=WatchedPace()) as client:
        with pytest.raises(ServiceError):
            await client.candidate(FULL_ID)
    assert len(server.seen) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
async def test_a_refusal_is_not_repeated(status: int) -> None:
    async with serving(answer(b"", status)) as server, connected(server) as client:
        with pytest.raises(AnswerError):
            await client.candidate(FULL_ID)
    assert len(server.seen) == 1


@pytest.mark.parametrize("trouble", [*TROUBLES, BUSY])
async def test_a_write_is_never_repeated(trouble: Script) -> None:
    pace = WatchedPace()
    async with serving(trouble) as server, connected(server, pace=pace) as client:
        with pytest.raises(ServiceError) as caught:
            await client.patch(FULL_ID, b"{}")
        with pytest.raises(ServiceError):
            await client.add_comment(FULL_ID, "28ef73", "x")
    assert [seen.method for seen in server.seen] == ["PATCH", "POST"]
    if trouble is BUSY:
        assert isinstance(caught.value, TooManyRequests)
        assert caught.value.wait == 4
        assert pace.pauses == [4, 4]


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_an_outage_is_not_hammered(trouble: Script) -> None:
    async with serving(trouble) as server, connected(server) as client:
        for _ in range(20):
            with pytest.raises(ServiceError):
                await client.candidate(FULL_ID)
    assert len(server.seen) == 20 + 10


async def test_lists_are_read_in_the_background_and_records_for_a_person() -> None:
    pace = WatchedPace()
    script = in_turn(answer({"candidates": []}), GOOD)
    async with serving(script) as server, connected(server, pace=pace) as client:
        await client.candidates()
        await client.candidate(FULL_ID)
    assert pace.turns == [Priority.BACKGROUND, Priority.PERSON]


async def test_every_request_counts_and_the_headers_are_believed() -> None:
    headers = {"X-Rate-Limit-Limit": "50"}
    script = answer({"candidate": full()}, headers=headers)
    async with serving(script) as server, connected(server, pace=Pace()) as client:
        await client.candidate(FULL_ID)
        await client.patch(FULL_ID, b"{}")
        snapshot = client.pace.snapshot()
    assert (snapshot.limit, snapshot.free) == (49, 47)
