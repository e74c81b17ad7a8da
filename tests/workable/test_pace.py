"""The rate budget on a simulated clock: never too many, a person first, headers believed."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.errors import ConnectionFailed, OutcomeUnknown
from gui.workable.pace import INTERVAL, Pace, Priority, Snapshot, wait_after_429
from tests.workable.virtual_loop import VirtualLoop, now, run

WALL = 1_800_000_000.0


def pace(limit: int = 9) -> Pace:
    """On the simulated clocks of the running loop; the wall clock stands at WALL + 0 at start."""
    start = now()
    return Pace(limit=limit, clock=now, wall_clock=lambda: WALL + now() - start)


async def take(
    budget: Pace, priority: Priority, log: list[tuple[float, str]], name: str, lasts: float = 0.0
) -> None:
    async with budget.turn(priority):
        log.append((now(), name))
        await asyncio.sleep(lasts)


WISHES = st.lists(
    st.tuples(
        st.floats(0, 40),
        st.sampled_from(list(Priority)),
        st.floats(0, 5),
        st.one_of(st.none(), st.floats(0, 30)),
    ),
    max_size=60,
)


@given(WISHES, st.integers(1, 12))
def test_never_more_than_the_limit_in_any_window(
    wishes: list[tuple[float, Priority, float, float | None]], limit: int
) -> None:
    async def story() -> list[float]:
        budget = pace(limit)
        given_at: list[float] = []

        async def wish(
            start: float, priority: Priority, lasts: float, patience: float | None
        ) -> None:
            await asyncio.sleep(start)
            async with asyncio.timeout(patience):
                async with budget.turn(priority):
                    given_at.append(now())
                    await asyncio.sleep(lasts)

        results = await asyncio.gather(*(wish(*each) for each in wishes), return_exceptions=True)
        assert all(each is None or isinstance(each, TimeoutError) for each in results)
        served = sum(1 for each in results if each is None)
        assert served <= len(given_at)
        assert budget.snapshot().waiting == 0
        return given_at

    times = sorted(run(story()))
    for position in range(len(times) - limit):
        assert times[position + limit] - times[position] >= INTERVAL - 1e-6


@given(WISHES)
def test_everybody_who_waits_is_served(
    wishes: list[tuple[float, Priority, float, float | None]],
) -> None:
    async def story() -> int:
        budget = pace()
        log: list[tuple[float, str]] = []

        async def wish(start: float, priority: Priority, lasts: float) -> None:
            await asyncio.sleep(start)
            await take(budget, priority, log, "x", lasts)

        await asyncio.gather(*(wish(*each[:3]) for each in wishes))
        return len(log)

    assert run(story()) == len(wishes)


def test_first_come_first_served_within_a_priority() -> None:
    async def story() -> list[str]:
        budget, log = pace(2), list[tuple[float, str]]()
        await asyncio.gather(*(take(budget, Priority.PERSON, log, str(n)) for n in range(7)))
        return [name for _, name in log]

    assert run(story()) == list("0123456")


def test_a_person_goes_before_what_waits_in_the_background() -> None:
    async def story() -> list[tuple[float, str]]:
        budget, log = pace(), list[tuple[float, str]]()
        background = [
            asyncio.ensure_future(take(budget, Priority.BACKGROUND, log, f"b{n}"))
            for n in range(20)
        ]
        await asyncio.sleep(1)
        await take(budget, Priority.PERSON, log, "person")
        await asyncio.gather(*background)
        return log

    log = run(story())
    began = log[0][0]
    # Background reads leave three of the nine slots to a person, who therefore need not wait.
    assert [name for at, name in log if at == began] == [f"b{n}" for n in range(6)]
    assert (began + 1, "person") in log


def test_nothing_of_the_budget_is_lost_while_reads_wait_and_a_person_sends() -> None:
    """500 reads wait, a person sends every seven seconds: a read, a write and a read."""

    async def story() -> tuple[list[tuple[float, str]], list[float], list[int]]:
        budget, log = pace(), list[tuple[float, str]]()
        waited, overtaken = list[float](), list[int]()
        reads = [
            asyncio.ensure_future(take(budget, Priority.BACKGROUND, log, "read", 0.05))
            for _n in range(500)
        ]
        start = now()
        await asyncio.sleep(1)
        while now() < start + 60:
            for _request in range(3):
                asked, before = now(), len(log)
                await take(budget, Priority.PERSON, log, "person", 0.05)
                names = [name for _at, name in log[before:]]
                overtaken.append(names.index("person"))
                waited.append(log[before + names.index("person")][0] - asked)
            await asyncio.sleep(7)
        for each in reads:
            each.cancel()
        await asyncio.gather(*reads, return_exceptions=True)
        return [(at - start, name) for at, name in log if at < start + 60], waited, overtaken

    log, waited, overtaken = run(story())
    assert len(log) >= 0.95 * 54
    assert max(waited) < 3
    assert max(overtaken) <= 1


def test_few_reads_leave_the_reserve_alone() -> None:
    """The seventh of them goes when a quarter of the time has passed until the six are back."""

    async def story() -> list[float]:
        budget, log = pace(), list[tuple[float, str]]()
        start = now()
        await asyncio.gather(*(take(budget, Priority.BACKGROUND, log, "b") for _n in range(10)))
        return [at - start for at, _name in log]

    assert run(story()) == pytest.approx([0, 0, 0, 0, 0, 0, 2.5, 5, 7.5, 10], abs=0.05)


def test_what_others_leave_of_the_budget_is_lent_in_the_same_way() -> None:
    async def story() -> list[float]:
        budget, log = pace(), list[tuple[float, str]]()
        start = now()
        async with budget.turn(Priority.PERSON):
            budget.heed({"x-rate-limit-limit": "10", **rates(3)})
        await asyncio.gather(*(take(budget, Priority.BACKGROUND, log, "b") for _n in range(3)))
        return [at - start for at, _name in log]

    # Three are left for eight seconds.
    assert run(story()) == pytest.approx([2, 4, 6], abs=0.05)


def test_a_person_waits_for_the_window_alone() -> None:
    async def story() -> float:
        budget, log = pace(), list[tuple[float, str]]()
        for n in range(9):
            await take(budget, Priority.PERSON, log, str(n))
        background = asyncio.ensure_future(take(budget, Priority.BACKGROUND, log, "b"))
        await asyncio.sleep(4)
        began = now()
        await take(budget, Priority.PERSON, log, "person")
        waited = now() - began
        await background
        assert log[-1][1] == "b"
        return waited

    assert run(story()) == pytest.approx(6, abs=0.01)


def test_a_cancelled_wait_costs_nothing() -> None:
    async def story() -> tuple[Snapshot, float]:
        budget, log = pace(1), list[tuple[float, str]]()
        await take(budget, Priority.PERSON, log, "first")
        waiting = asyncio.ensure_future(take(budget, Priority.PERSON, log, "second"))
        await asyncio.sleep(1)
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiting
        snapshot = budget.snapshot()
        began = now()
        await take(budget, Priority.PERSON, log, "third")
        return snapshot, now() - began

    snapshot, waited = run(story())
    assert (snapshot.waiting, snapshot.free) == (0, 0)
    assert snapshot.next_in == pytest.approx(9, abs=0.01)
    assert waited == pytest.approx(9, abs=0.01)


def test_what_never_reached_the_service_is_given_back() -> None:
    """While the network is gone nobody counts; when it is back nobody has to wait for that."""

    async def story() -> list[float]:
        budget = pace(3)
        log: list[tuple[float, str]] = []
        await take(budget, Priority.PERSON, log, "arrives", lasts=2.0)
        for _ in range(5):
            with contextlib.suppress(ConnectionFailed):
                async with budget.turn(Priority.PERSON):
                    await asyncio.sleep(0.1)
                    raise ConnectionFailed("no network")
        assert budget.snapshot().free == 2
        with contextlib.suppress(OutcomeUnknown):
            async with budget.turn(Priority.PERSON):
                raise OutcomeUnknown("it broke off")
        assert budget.snapshot().free == 1
        for name in ("second", "third"):
            await take(budget, Priority.PERSON, log, name)
        return [moment - log[0][0] for moment, _name in log]

    assert run(story()) == pytest.approx([0.0, 2.5, INTERVAL])


def test_a_turn_given_in_the_moment_of_cancelling_is_given_back() -> None:
    async def story() -> Snapshot:
        budget, log = pace(1), list[tuple[float, str]]()
        await take(budget, Priority.PERSON, log, "first")
        second = asyncio.ensure_future(take(budget, Priority.PERSON, log, "second"))
        await asyncio.sleep(1)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.advance(INTERVAL)
        budget.pause(0)  # gives the turn; the task that waits has not gone on yet
        assert (budget.snapshot().free, budget.snapshot().waiting) == (0, 0)
        second.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await second
        assert [name for _, name in log] == ["first"]
        return budget.snapshot()

    assert run(story()).free == 1


def test_a_turn_is_given_to_none_who_was_cancelled_and_does_not_know_yet() -> None:
    """Between the cancellation and the moment when its task hears of it turns are given out: it
    gets none, the one who gives goes on, and the next in line does not wait for it."""

    async def story() -> tuple[list[tuple[float, str]], Snapshot]:
        budget, log = pace(1), list[tuple[float, str]]()
        await take(budget, Priority.PERSON, log, "first")
        second = asyncio.ensure_future(take(budget, Priority.PERSON, log, "second"))
        third = asyncio.ensure_future(take(budget, Priority.PERSON, log, "third"))
        await asyncio.sleep(1)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.advance(INTERVAL)
        second.cancel()
        budget.pause(0)  # gives a turn out
        with contextlib.suppress(asyncio.CancelledError):
            await second
        await third
        return [(moment - log[0][0], name) for moment, name in log], budget.snapshot()

    log, snapshot = run(story())
    assert log == [(0.0, "first"), (pytest.approx(INTERVAL + 1, abs=0.01), "third")]
    assert (snapshot.free, snapshot.waiting) == (0, 0)


def test_what_is_given_back_is_the_turn_that_was_taken() -> None:
    """Another turn was given later: it stays counted for as long as it has to be."""

    async def story() -> float:
        budget, log = pace(2), list[tuple[float, str]]()
        await take(budget, Priority.PERSON, log, "first")
        await asyncio.sleep(1)
        await take(budget, Priority.PERSON, log, "second")
        early = asyncio.ensure_future(take(budget, Priority.PERSON, log, "early"))
        late = asyncio.ensure_future(take(budget, Priority.PERSON, log, "late"))
        await asyncio.sleep(0.5)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.advance(8.5)
        budget.pause(0)  # at 10 s the turn of the first is free again
        loop.advance(1)
        budget.pause(0)  # at 11 s that of the second
        early.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await early
        await late
        began = now()
        await take(budget, Priority.PERSON, log, "next")
        await take(budget, Priority.PERSON, log, "last")
        return now() - began

    assert run(story()) == pytest.approx(INTERVAL, abs=0.01)


def test_a_larger_limit_is_believed() -> None:
    async def story() -> int:
        budget, log = pace(), list[tuple[float, str]]()
        async with budget.turn(Priority.PERSON):
            budget.heed({"x-rate-limit-limit": "50"})
        began = now()
        await asyncio.gather(*(take(budget, Priority.PERSON, log, "x") for _ in range(60)))
        return sum(1 for at, _ in log if at == began)

    assert run(story()) == 48


def test_what_a_person_allows_is_the_most() -> None:
    async def story() -> list[int]:
        budget = Pace(limit=9, most=5, clock=now)
        limits = [budget.snapshot().limit]
        for told in ("50", "4"):
            async with budget.turn(Priority.PERSON):
                budget.heed({"x-rate-limit-limit": told})
            limits.append(budget.snapshot().limit)
        return limits

    assert run(story()) == [5, 5, 3]


def test_what_others_have_used_up_is_believed() -> None:
    async def story() -> tuple[float, Snapshot]:
        budget, log = pace(), list[tuple[float, str]]()
        async with budget.turn(Priority.PERSON):
            budget.heed(
                {
                    "x-rate-limit-limit": "10",
                    "x-rate-limit-remaining": "1",
                    "x-rate-limit-reset": str(int(WALL) + 8),
                }
            )
        await take(budget, Priority.PERSON, log, "the one that is left")
        snapshot = budget.snapshot()
        began = now()
        await take(budget, Priority.PERSON, log, "after the reset")
        return now() - began, snapshot

    waited, snapshot = run(story())
    assert waited == pytest.approx(8, abs=0.01)
    assert snapshot.free == 0
    assert snapshot.next_in == pytest.approx(8, abs=0.01)


def rates(remaining: int) -> dict[str, str]:
    return {"x-rate-limit-remaining": str(remaining), "x-rate-limit-reset": str(WALL + 8)}


def test_requests_under_way_may_not_be_counted_there_yet() -> None:
    async def story() -> int:
        budget = pace()
        async with budget.turn(Priority.PERSON), budget.turn(Priority.PERSON):
            budget.heed(rates(3))
            return budget.snapshot().free

    assert run(story()) == 2


def test_a_turn_that_is_given_back_is_left_to_the_next() -> None:
    async def story() -> float:
        budget, log = pace(), list[tuple[float, str]]()
        async with budget.turn(Priority.PERSON):
            budget.heed(rates(1))
        budget.pause(1)
        waiting = asyncio.ensure_future(take(budget, Priority.PERSON, log, "cancelled"))
        await asyncio.sleep(0.5)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.advance(1)
        budget.pause(0)
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiting
        began = now()
        await take(budget, Priority.PERSON, log, "the next")
        assert [name for _, name in log] == ["the next"]
        return now() - began

    assert run(story()) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"x-rate-limit-limit": "many"},
        {"x-rate-limit-limit": "0"},
        {"x-rate-limit-limit": "-3"},
        {"x-rate-limit-limit": "9" * 40},
        {"x-rate-limit-remaining": "0"},
        {"x-rate-limit-remaining": "0", "x-rate-limit-reset": "soon"},
        {"x-rate-limit-remaining": "-1", "x-rate-limit-reset": str(WALL + 5)},
        {"x-rate-limit-remaining": "nan", "x-rate-limit-reset": "inf"},
        {},
    ],
)
def test_nonsense_in_headers_changes_nothing(headers: dict[str, str]) -> None:
    async def story() -> Snapshot:
        budget = pace()
        async with budget.turn(Priority.PERSON):
            budget.heed(headers)
        return budget.snapshot()

    snapshot = run(story())
    assert (snapshot.free, snapshot.limit, snapshot.next_in) == (8, 9, 0)


@pytest.mark.parametrize(
    ("reset", "waited"), [(WALL - 500, 1), (WALL + 10**6, 15), (WALL * 1000, 15), (WALL + 4, 4)]
)
def test_no_header_holds_longer_than_a_quarter_minute(reset: float, waited: float) -> None:
    async def story() -> float:
        budget = pace()
        async with budget.turn(Priority.PERSON):
            budget.heed({"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(reset)})
        began = now()
        async with budget.turn(Priority.PERSON):
            return now() - began

    assert run(story()) == pytest.approx(waited, abs=0.01)


def test_after_a_refusal_everybody_waits() -> None:
    async def story() -> tuple[Snapshot, float]:
        budget = pace()
        async with budget.turn(Priority.PERSON):
            wait = budget.heed_refusal({"retry-after": "3"}, rand=lambda: 0.0)
        assert wait == 3
        snapshot = budget.snapshot()
        began = now()
        async with budget.turn(Priority.PERSON):
            return snapshot, now() - began

    snapshot, waited = run(story())
    assert (snapshot.free, snapshot.next_in) == (0, 3)
    assert waited == pytest.approx(3, abs=0.01)


def test_the_listener_hears_of_turns_and_of_slots_that_are_free_again() -> None:
    async def story() -> list[tuple[float, int, int]]:
        budget = pace(2)
        heard: list[tuple[float, int, int]] = []
        began = now()
        stop = budget.listen(
            lambda shot: heard.append((round(now() - began, 1), shot.free, shot.waiting))
        )
        log: list[tuple[float, str]] = []
        await asyncio.gather(*(take(budget, Priority.PERSON, log, str(n)) for n in range(3)))
        await asyncio.sleep(30)
        stop()
        await take(budget, Priority.PERSON, log, "unheard")
        budget.close()
        return heard

    heard = run(story())
    assert (0.0, 0, 1) in heard
    assert heard[-1] == (20.0, 2, 0)


WALL_DATE = format_datetime(datetime.fromtimestamp(WALL + 7, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "base"),
    [
        ({}, 10),
        ({"x-rate-limit-reset": str(WALL + 6)}, 6),
        ({"x-rate-limit-reset": str(WALL - 100)}, 1),
        ({"x-rate-limit-reset": str(WALL + 3600)}, 15),
        ({"x-rate-limit-reset": str(WALL * 1000)}, 15),
        ({"x-rate-limit-reset": "soon"}, 10),
        ({"x-rate-limit-reset": "soon", "retry-after": "4"}, 4),
        ({"x-rate-limit-reset": str(WALL + 6), "retry-after": "4"}, 6),
        ({"retry-after": "0"}, 1),
        ({"retry-after": "-5"}, 1),
        ({"retry-after": "86400"}, 15),
        ({"retry-after": WALL_DATE}, 7),
        ({"retry-after": "whenever"}, 10),
        ({"retry-after": "1" * 400}, 10),
    ],
)
def test_how_long_to_wait_after_a_refusal(headers: dict[str, str], base: float) -> None:
    assert wait_after_429(headers, wall_now=WALL, rand=lambda: 0.0) == base
    assert wait_after_429(headers, wall_now=WALL, rand=lambda: 1.0) == base + 1
    assert wait_after_429(headers, attempt=9, wall_now=WALL, rand=lambda: 1.0) == base + 4
