"""The candidate list against the sandbox: pages, filters of the service, filter as one types."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QCoreApplication

from gui.errors import ConnectionFailed
from gui.services.candidate_list import ListFilter
from tests.helpers.office import Office, office
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import AMARA, BEA, JOB, TOMASZ, candidate, small_world
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")


def names(at: Office) -> list[str]:
    return [row.name for row in at.list.rows]


async def loaded(at: Office, wanted: ListFilter | None = None) -> None:
    at.list.load(wanted)
    await until(lambda: not at.list.is_loading)


async def test_pages_come_one_after_the_other_and_nobody_twice(qapp: QCoreApplication) -> None:
    people = [
        candidate(600_000_000 + number, f"Person{number:03}", "Test") for number in range(230)
    ]
    with running_sandbox(small_world(*people)) as sandbox:
        async with office(sandbox) as at:
            added: list[int] = []
            at.list.rows_added.connect(added.append)
            await loaded(at)
            while not at.list.is_complete:
                at.list.load_more()
                at.list.load_more()  # asking twice fetches once
                await until(lambda: not at.list.is_loading)
            assert sum(added) == len(at.list.rows) == len({row.id for row in at.list.rows})
            assert len(at.list.rows) >= 230
        assert len(sandbox.log("GET")) == 3


async def test_the_service_filters_by_job_stage_email_and_time(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        await loaded(at)
        everybody = len(at.list.rows)
        await loaded(at, ListFilter(job=JOB))
        assert {row.job_shortcode for row in at.list.rows} == {JOB}
        await loaded(at, ListFilter(email="amara.osei@example.com"))
        assert [row.id for row in at.list.rows] == [AMARA]
        sandbox.put(BEA, headline="Changed now")
        just_now = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
        await loaded(at, ListFilter(changed_since=just_now.strftime("%Y-%m-%dT%H:%M:%SZ")))
        assert [row.id for row in at.list.rows] == [BEA]
        await loaded(at, ListFilter())
        assert len(at.list.rows) == everybody


async def test_typing_searches_name_email_job_and_stage_of_what_is_loaded(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        await loaded(at)
        requests = len(sandbox.log())
        found = [at.list.rows[position].id for position in at.list.matching("osei  AMARA")]
        assert found == [AMARA]
        found = [at.list.rows[position].id for position in at.list.matching("t.bielak@")]
        assert found == [TOMASZ]
        assert len(at.list.matching("")) == len(at.list.rows)
        assert at.list.matching("nobody is called this") == []
        assert len(sandbox.log()) == requests


async def test_a_change_that_was_sent_shows_in_the_row(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        await loaded(at)
        session = await at.opened(AMARA)
        sandbox.put(AMARA, lastname="Osei", name="Amara Osei")
        at.desk.reload()
        await at.quiet()
        changed: list[int] = []
        at.list.row_changed.connect(changed.append)
        at.list.note(session.baseline)
        assert [at.list.rows[at_row].name for at_row in changed] == ["Amara Osei"]
        assert len(at.list.matching("amara lindqvist")) == 0


async def test_a_page_that_does_not_come_can_be_asked_for_again(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        sandbox.switch("offline", True)
        await loaded(at)
        assert [type(error) for error in (at.list.error,)] == [ConnectionFailed]
        sandbox.switch("offline", False)
        at.list.load_more()
        await until(lambda: not at.list.is_loading)
        assert at.list.rows
        assert not at.list.error


async def test_without_the_right_to_jobs_the_list_still_works(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox, token=sandbox.token_named("no-jobs")) as at:
        at.list.load_choices()
        await loaded(at)
        await until(lambda: not at.tasks.running("jobs and stages"))
        assert at.list.jobs == ()
        assert at.list.rows
