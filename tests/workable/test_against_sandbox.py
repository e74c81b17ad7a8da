"""The client against the sandbox, which was written from the API reference and not from here."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from gui.errors import (
    ConnectionFailed,
    NotAccepted,
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    RedlineError,
    Refused,
    ServiceError,
    ServiceTrouble,
    TooManyRequests,
    UnexpectedAnswer,
)
from gui.model.values import MISSING, Value, entries
from gui.secret import Secret
from gui.workable.body import encode_body
from gui.workable.client import CandidateQuery, WorkableClient
from gui.workable.endpoint import endpoint_from_url
from gui.workable.failures import Interrupted, Outcome, outcome_of
from gui.workable.find import Found, How, find_candidates
from gui.workable.pace import Pace
from gui.workable.reference import parse_reference
from gui.workable.transport import Limits, Transport
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import AMARA, BEA, ODDA, PDF, PETRA, TOMASZ

QUICK = Limits(read_deadline=0.4)


@contextlib.asynccontextmanager
async def client_of(
    running: RunningSandbox,
    token: str | None = None,
    pace: Pace | None = None,
    limits: Limits | None = None,
) -> AsyncIterator[WorkableClient]:
    endpoint = endpoint_from_url(running.base_url, running.subdomain)
    transport = await Transport.connect(
        endpoint, Secret(token or running.token), limits=limits or Limits()
    )
    client = WorkableClient(transport, pace or Pace(limit=1000), rand=lambda: 0.0)
    try:
        yield client
    finally:
        await client.aclose()


async def body(**changes: Value) -> bytes:
    return bytes(await encode_body(changes, lambda file: PDF))


async def test_reads_edits_and_reads_back(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        record = await client.candidate(AMARA)
        jobs = entries(record.get("experience_entries"))
        changed = (jobs[0].with_field("title", "Senior Analyst"), *jobs[1:])
        sent = await body(lastname="Osei", phone=None, experience_entries=changed)
        result = await client.patch(AMARA, sent)
        again = await client.candidate(AMARA)
    assert result.record == again
    assert again.get("lastname") == "Osei"
    assert again.get("phone") is None
    assert entries(again.get("experience_entries"))[0].text("title") == "Senior Analyst"
    assert again.get("education_entries") == record.get("education_entries")
    (patch,) = sandbox.patches()
    assert sorted(patch["keys"]) == ["experience_entries", "lastname", "phone"]
    assert patch["unknown_keys"] == []


async def test_every_odd_record_is_read_and_sending_its_lists_back_changes_nothing(
    sandbox: RunningSandbox,
) -> None:
    async with client_of(sandbox) as client:
        for person in (AMARA, BEA, TOMASZ):
            record = await client.candidate(person)
            lists = ("education_entries", "experience_entries", "tags", "skills")
            sent = await body(**{key: record.get(key) for key in lists})
            result = await client.patch(person, sent)
            assert result.record is not None
            for key in lists:
                assert result.record.get(key) == record.get(key)
        odd = await client.candidate(ODDA)
    assert entries(odd.get("education_entries"))
    assert odd.unknown


async def test_profiles_that_the_service_leaves_out_are_unknown(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        record = await client.candidate(BEA)
    assert record.get("social_profiles") is MISSING


async def test_all_pages_give_everybody_once(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        found: list[str] = []
        page = await client.candidates(CandidateQuery(limit=2))
        found += [row.id for row in page.rows]
        while page.next is not None:
            page = await client.candidates(since=page.next)
            found += [row.id for row in page.rows]
        whole = await client.candidates(CandidateQuery(limit=100))
    assert found == [row.id for row in whole.rows]
    assert AMARA in found
    assert len(set(found)) == len(found) >= 6


async def test_who_may_do_what(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        access = await client.check()
        assert access.account is not None
        assert access.account.subdomain == sandbox.subdomain
        assert (access.reads_jobs, access.reads_candidates) == (True, True)
        assert await client.jobs()
        assert await client.stages()
        await client.activities(AMARA)
        with pytest.raises(NotAllowed):
            await client.patch(PETRA, await body(phone="1"))
    async with client_of(sandbox, sandbox.token_named("no-jobs")) as client:
        access = await client.check()
        assert (access.reads_jobs, access.reads_candidates) == (False, True)
    async with client_of(sandbox, sandbox.token_named("read-only")) as client:
        with pytest.raises(NotAllowed):
            await client.patch(AMARA, await body(phone="1"))
    for name in ("expired", "revoked"):
        async with client_of(sandbox, sandbox.token_named(name)) as client:
            with pytest.raises(NotAccepted):
                await client.check()
    async with client_of(sandbox, sandbox.token_named("other-account")) as client:
        with pytest.raises(Refused) as caught:
            await client.check()
    assert "another account" in caught.value.text


async def test_finding_by_all_that_can_be_pasted(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        record = await client.candidate(AMARA)
        link = record.facts.profile_url
        assert link is not None
        for text, how in (
            (AMARA, How.ID),
            (link, How.LINK),
            (f"{link}#timeline", How.LINK),
            ("501234567", How.LINK),
            (f"redline://candidate/{AMARA}", How.ID),
            (str(record.get("email")), How.EMAIL),
        ):
            found = await find_candidates(client, parse_reference(text, sandbox.subdomain))
            assert isinstance(found, Found), text
            assert (found.record.id, found.how) == (AMARA, how)


async def test_the_resume_is_downloaded_without_the_token(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        record = await client.candidate(AMARA)
        fetched = await client.resume(record)
        assert fetched.data == PDF
        sandbox.advance(70_000)
        assert (await client.resume(record)).data == PDF
    assert sandbox.log(storage=True)


async def test_a_refused_value_names_its_key(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        with pytest.raises(Refused) as caught:
            await client.patch(AMARA, await body(email="not an address"))
        assert list(caught.value.fields) == ["email"]
        with pytest.raises(NotFound):
            await client.candidate("1de0ffff")


@pytest.mark.parametrize(
    ("kind", "more", "error", "applied"),
    [
        ("drop_before", {}, OutcomeUnknown, False),
        ("drop_reading", {}, OutcomeUnknown, False),
        ("drop_after_apply", {}, OutcomeUnknown, True),
        ("half_headers", {}, OutcomeUnknown, True),
        ("half_body", {}, OutcomeUnknown, True),
        ("stall", {}, OutcomeUnknown, True),
        ("trickle", {"seconds": 0.05}, OutcomeUnknown, True),
        ("garbage", {}, UnexpectedAnswer, True),
        ("html_200", {}, UnexpectedAnswer, False),
        ("redirect", {"status": 302}, UnexpectedAnswer, False),
        ("redirect", {"status": 307}, UnexpectedAnswer, False),
        ("endless", {}, ServiceError, False),
        ("bomb", {"size": 16_000_000}, UnexpectedAnswer, False),
        ("status", {"status": 500}, ServiceTrouble, False),
        ("status", {"status": 503, "body": "<html>"}, ServiceTrouble, False),
        ("late_apply", {"after_requests": 99}, OutcomeUnknown, False),
    ],
)
async def test_after_each_fault_a_write_s_outcome_is_unknown_and_it_went_once(
    sandbox: RunningSandbox,
    kind: str,
    more: dict[str, Any],
    error: type[RedlineError],
    applied: bool,
) -> None:
    limits = QUICK if kind in ("stall", "trickle") else None
    async with client_of(sandbox, limits=limits) as client:
        sandbox.fault(kind, method="PATCH", **more)
        with pytest.raises(error) as caught:
            await client.patch(AMARA, await body(lastname="Osei"))
        assert outcome_of(caught.value) is Outcome.UNKNOWN
        assert "kept" in caught.value.sentence
        assert sandbox.token not in caught.value.sentence
        assert (sandbox.record(AMARA)["lastname"] == "Osei") is applied
        assert (await client.candidate(AMARA)).id == AMARA
    assert len(sandbox.patches()) == 1


@pytest.mark.parametrize("kind", ["drop_reading", "half_body", "half_headers"])
async def test_a_read_survives_a_fault(sandbox: RunningSandbox, kind: str) -> None:
    async with client_of(sandbox) as client:
        sandbox.fault(kind, method="GET", times=2)
        assert (await client.candidate(AMARA)).id == AMARA
        sandbox.fault(kind, method="GET", times=3)
        with pytest.raises(Interrupted):
            await client.candidate(AMARA)
    assert sandbox.faults_left() == 0


async def test_offline_is_certain(sandbox: RunningSandbox) -> None:
    async with client_of(sandbox) as client:
        sandbox.switch("offline", True)
        with pytest.raises(ConnectionFailed) as caught:
            await client.patch(AMARA, await body(phone="1"))
        assert outcome_of(caught.value) is Outcome.NOT_APPLIED
        sandbox.switch("offline", False)
        assert (await client.candidate(AMARA)).id == AMARA


async def test_within_the_budget_nobody_is_refused() -> None:
    with running_sandbox(switches={"rate_limit": True}) as running:
        async with client_of(running, pace=Pace()) as client:
            await asyncio.gather(*(client.candidate(AMARA) for _ in range(9)))
            waiting = asyncio.ensure_future(client.candidate(AMARA))
            await asyncio.sleep(0)
            snapshot = client.pace.snapshot()
            assert (snapshot.free, snapshot.waiting) == (0, 1)
            assert 0 < snapshot.next_in <= 10
            waiting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await waiting
        statuses = [entry["status"] for entry in running.log()]
    assert statuses == [200] * 9


async def test_over_the_limit_a_write_is_told_how_long() -> None:
    with running_sandbox(switches={"over_limit": True}) as running:
        async with client_of(running) as client:
            with pytest.raises(TooManyRequests) as caught:
                await client.patch(AMARA, await body(phone="1"))
            assert caught.value.wait is not None
            assert 1 <= caught.value.wait <= 15
            assert client.pace.snapshot().free == 0
