"""The candidate list against the sandbox: pages, filters of the service, filter as one types."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from PySide6.QtCore import QCoreApplication

from gui.errors import ConnectionFailed
from gui.model.sorting import text_key
from gui.services.candidate_list import CandidateList, ListFilter, Order
from gui.services.tasks import Tasks
from gui.workable.client import CandidateQuery, Cursor, Page
from gui.workable.wire import Job, RowSummary, Stage
from tests.helpers.office import Office, office
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import AMARA, BEA, JOB, TOMASZ, candidate, small_world
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")


def names(at: Office) -> list[str]:
    return [row.name for row in at.list.rows]


def shown_names(at: Office, typed: str = "") -> list[str]:
    """In the order in which they are shown."""
    return [at.list.rows[position].name for position in at.list.matching(typed)]


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
        assert len(at.list.matching("nobody is called this")) == 0
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


# --- their order --------------------------------------------------------------------------------

PEOPLE = (
    candidate(600_000_001, "Zed", "Abel", stage="Offer", updated_at="2026-06-01T10:00:00Z"),
    candidate(600_000_002, "Ärne", "Holm", stage="Applied", updated_at="2026-06-03T10:00:00Z"),
    candidate(600_000_003, "bob", "Rask", stage="Offer", updated_at="2026-06-02T10:00:00Z"),
)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NAME, ["Ärne Holm", "bob Rask", "Zed Abel"]),
        (Order.CHANGED, ["Ärne Holm", "bob Rask", "Zed Abel"]),
        (Order.STAGE, ["Ärne Holm", "bob Rask", "Zed Abel"]),
    ],
)
async def test_the_rows_are_shown_in_the_order_that_is_chosen(
    qapp: QCoreApplication, order: Order, expected: list[str]
) -> None:
    with running_sandbox(small_world(*PEOPLE)) as sandbox:
        async with office(sandbox) as at:
            await loaded(at)
            told: list[Order] = []
            at.list.order_changed.connect(lambda: told.append(at.list.order))
            at.list.put_in_order(order)
            assert told == [order]
            assert [name for name in shown_names(at) if name in expected] == expected
            at.list.put_in_order(Order.SERVICE)
            assert shown_names(at) == names(at)


async def test_a_search_keeps_the_order(qapp: QCoreApplication) -> None:
    with running_sandbox(small_world(*PEOPLE)) as sandbox:
        async with office(sandbox) as at:
            await loaded(at)
            at.list.put_in_order(Order.NAME)
            assert shown_names(at, "offer") == ["bob Rask", "Zed Abel"]
            at.list.put_in_order(Order.CHANGED)
            assert shown_names(at, "offer") == ["bob Rask", "Zed Abel"]


async def test_rows_that_come_later_are_put_where_they_belong(qapp: QCoreApplication) -> None:
    people = [
        candidate(600_000_000 + number, f"Person{number * 37 % 230:03}", "Test")
        for number in range(230)
    ]
    with running_sandbox(small_world(*people)) as sandbox:
        async with office(sandbox) as at:
            at.list.put_in_order(Order.NAME)
            await loaded(at)
            while not at.list.is_complete:
                assert shown_names(at) == sorted(names(at), key=text_key)
                at.list.load_more()
                await until(lambda: not at.list.is_loading)
            assert shown_names(at) == sorted(names(at), key=text_key)
            await loaded(at)
            assert shown_names(at) == sorted(names(at), key=text_key)


async def test_a_name_that_was_sent_takes_its_place(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        await loaded(at)
        at.list.put_in_order(Order.NAME)
        before = shown_names(at)
        at.list.note((await at.opened(AMARA)).current.with_value("firstname", "Zzz"))
        assert shown_names(at) == sorted(names(at), key=text_key)
        assert shown_names(at) != before
        assert shown_names(at, "zzz")


async def test_many_rows_are_sorted_while_the_program_goes_on(qapp: QCoreApplication) -> None:
    tasks = Tasks(lambda _name, error: pytest.fail(str(error)))
    found = CandidateList(Endless(), tasks)
    found.load()
    await until(lambda: len(found.rows) == 3_000)
    turns = 0

    async def goes_on() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    tasks.start(goes_on(), name="goes on")
    done: list[bool] = []
    found.order_changed.connect(lambda: done.append(True))
    found.put_in_order(Order.NAME)
    assert not done, "three thousand are not put in order in one turn"
    found.load_more()  # what comes meanwhile is put where it belongs
    await until(lambda: done and len(found.rows) == 6_000)
    assert turns > 5
    shown = [found.rows[at].name for at in found.matching("")]
    assert shown == sorted((row.name for row in found.rows), key=text_key)
    await tasks.aclose()


class Endless:
    """A service with more people than anybody has, three thousand a page."""

    async def candidates(self, _query: CandidateQuery, since: Cursor | str | None = None) -> Page:
        start = int(since.params["n"]) if isinstance(since, Cursor) else 0
        rows = tuple(
            RowSummary(str(number), f"Name {number * 7919 % 10_000:05}")
            for number in range(start, start + 3_000)
        )
        return Page(rows, Cursor(("n",), {"n": str(start + 3_000)}))

    async def jobs(self) -> tuple[Job, ...]:
        return ()

    async def stages(self) -> tuple[Stage, ...]:
        return ()
