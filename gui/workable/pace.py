"""The rate budget that every request of one account goes through.

The service allows 10 requests in 10 seconds (API §10), shared by all windows and by every other
program that uses the same token. `Pace` keeps below that, believes the service's headers, lets a
person's action go before background reads and keeps some room for it as long as it can.

Stays away from the network: it hands out turns and is told what the answers said. The clocks and
the randomness are passed in.
"""

from __future__ import annotations

import asyncio
import enum
import math
import random
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

from gui.errors import ConnectionFailed

DEFAULT_LIMIT: Final = 9
"""One below the documented 10 in 10 s, for answers that cross on the way."""

INTERVAL: Final = 10.0
"""Seconds of the window in which requests are counted."""

MIN_WAIT: Final = 1.0
MAX_WAIT: Final = 15.0
"""No header makes anybody wait longer: a clock, here or there, may be wrong (API §10)."""

UNTOLD_WAIT: Final = 10.0
"""After a 429 that does not say how long."""

_RESERVE: Final = 3
"""Slots that background reads do not take at once: a send is a read, a write and a read. They are
lent one by one, spread over the time until others come back: what nobody needs is not lost."""


class Priority(enum.Enum):
    """Who waits for the answer."""

    PERSON = "person"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The budget at one moment, for the status bar.

    `free` of `limit` requests may go now, `waiting` are queued, and the next one may go in
    `next_in` seconds (0 when one may go at once).
    """

    free: int
    limit: int
    waiting: int
    next_in: float


@dataclass(eq=False, slots=True)
class _Waiter:
    priority: Priority
    future: asyncio.Future[float]
    """When the turn was given."""


class Pace:
    """Hands out turns: at most `limit` in any `interval`, a person's before a background one's.

    `most` is what a person allows, whatever more the service would (to leave room for others).
    Inside one priority the order is first come, first served. A wait can be cancelled at any
    time and then costs nothing. A turn taken is spent, whatever becomes of the request, unless
    it ends in `ConnectionFailed`: nobody has counted what never arrived.
    """

    def __init__(
        self,
        *,
        limit: int = DEFAULT_LIMIT,
        interval: float = INTERVAL,
        most: int | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self._most = most
        self._limit = self._at_most(limit)
        self._interval = interval
        self._clock = clock
        self._wall_clock = wall_clock
        self._spent: deque[float] = deque()
        self._in_flight = 0
        self._allowance: int | None = None
        self._allowance_until = 0.0
        self._allowance_since = 0.0
        self._paused_until = 0.0
        self._queues: dict[Priority, deque[_Waiter]] = {who: deque() for who in Priority}
        self._timer: asyncio.TimerHandle | None = None
        self._listeners: list[Callable[[Snapshot], None]] = []

    # --- turns ---------------------------------------------------------------------------

    def turn(self, priority: Priority) -> AbstractAsyncContextManager[None]:
        """Waits for a turn and counts the request as under way inside the block."""
        return self._turn(priority)

    @asynccontextmanager
    async def _turn(self, priority: Priority) -> AsyncIterator[None]:
        given_at = await self._wait(priority)
        try:
            yield
        except ConnectionFailed:
            self._take_back(given_at)
            raise
        finally:
            self._in_flight -= 1
            self._serve()

    async def _wait(self, priority: Priority) -> float:
        waiter = _Waiter(priority, asyncio.get_running_loop().create_future())
        self._queues[priority].append(waiter)
        self._serve()
        try:
            return await waiter.future
        except asyncio.CancelledError:
            if not waiter.future.cancelled():
                # The turn was given in the very moment of the cancellation: nothing was sent.
                self._in_flight -= 1
                self._take_back(waiter.future.result())
            elif waiter in self._queues[priority]:
                self._queues[priority].remove(waiter)
            self._serve()
            raise

    def _take_back(self, given_at: float) -> None:
        """That turn was not used: somebody else may have it."""
        if given_at in self._spent:
            self._spent.remove(given_at)
        if self._allowance is not None:
            self._allowance += 1

    def _serve(self) -> None:
        """Gives out every turn that is free now and sets the timer for the next change."""
        now = self._clock()
        self._forget(now)
        for priority in (Priority.PERSON, Priority.BACKGROUND):
            queue = self._queues[priority]
            while queue and self._ready_in(priority, now) <= 0:
                waiter = queue.popleft()
                if waiter.future.cancelled():
                    continue  # its task has not woken up to it yet
                self._spent.append(now)
                self._in_flight += 1
                if self._allowance is not None:
                    self._allowance -= 1
                waiter.future.set_result(now)
        self._set_timer(now)
        self._tell()

    def _set_timer(self, now: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        delays = [self._ready_in(who, now) for who, queue in self._queues.items() if queue]
        if not delays and self._listeners:
            # Nobody waits, but the status bar wants to hear that something is free again.
            moments = [self._spent[0] + self._interval] if self._spent else []
            moments += [self._paused_until] if self._paused_until > now else []
            moments += [self._allowance_until] if self._allowance is not None else []
            delays = [moment - now for moment in moments]
        if delays:
            loop = asyncio.get_running_loop()
            # Qt's timers may fire early; the clock decides and the timer is set again.
            self._timer = loop.call_later(max(min(delays), 0.001), self._serve)

    def _forget(self, now: float) -> None:
        while self._spent and self._spent[0] <= now - self._interval:
            self._spent.popleft()
        if self._allowance is not None and self._allowance_until <= now:
            self._allowance = None

    def _ready_in(self, priority: Priority, now: float) -> float:
        """Seconds until a turn of that priority may be given, as far as is known now."""
        delay = max(0.0, self._paused_until - now)
        if len(self._spent) >= self._limit:
            leaving = self._spent[len(self._spent) - self._limit]
            delay = max(delay, leaving + self._interval - now)
        if self._allowance is not None and self._allowance <= 0:
            delay = max(delay, self._allowance_until - now)
        if priority is Priority.BACKGROUND and not delay:
            delay = max(0.0, self._lent_at() - now)
        return delay

    def _lent_at(self) -> float:
        """When a background read may have one of the slots that are free now.

        At once as long as more than the reserve is free. Of the reserve the next goes when so
        much of the time until others are free again has passed since the last turn that, one by
        one, all of it is used by then and no sooner.
        """
        free, since = self._limit - len(self._spent), self._spent[-1] if self._spent else 0.0
        until = self._spent[0] + self._interval if self._spent else 0.0
        if self._allowance is not None and self._allowance < free:
            free, until = self._allowance, self._allowance_until
            since = max(since, self._allowance_since)
        if free > min(_RESERVE, self._limit // 2):
            return 0.0
        return since + max(0.0, until - since) / (free + 1)

    def _at_most(self, limit: int) -> int:
        return limit if self._most is None else min(limit, self._most)

    # --- what the answers say --------------------------------------------------------------

    def heed(self, headers: Mapping[str, str]) -> None:
        """Believes the rate headers of an answer (API §10); without them nothing changes.

        To be called inside the turn of the request that was answered.
        """
        limit = _whole(headers.get("x-rate-limit-limit"))
        if limit is not None and 1 <= limit <= 1000:
            self._limit = self._at_most(max(1, limit - 1))
        remaining = _whole(headers.get("x-rate-limit-remaining"))
        reset = _number(headers.get("x-rate-limit-reset"))
        if remaining is not None and remaining >= 0 and reset is not None:
            # Others of ours may be under way and not be counted there yet.
            self._allowance = max(0, remaining - max(0, self._in_flight - 1))
            wait = _clamp(reset - self._wall_clock())
            self._allowance_since = self._clock()
            self._allowance_until = self._allowance_since + wait
        self._serve()

    def pause(self, seconds: float) -> None:
        """Holds every request back for that long: the service said 429."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)
        self._serve()

    def heed_refusal(
        self,
        headers: Mapping[str, str],
        *,
        attempt: int = 0,
        rand: Callable[[], float] = random.random,
    ) -> float:
        """Pauses as a 429 asks and returns for how many seconds."""
        wait = wait_after_429(headers, attempt=attempt, wall_now=self._wall_clock(), rand=rand)
        self.pause(wait)
        return wait

    # --- for the status bar ------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """The budget now, as a person's action would find it."""
        now = self._clock()
        self._forget(now)
        free = self._limit - len(self._spent)
        if self._allowance is not None:
            free = min(free, self._allowance)
        if self._paused_until > now:
            free = 0
        waiting = sum(len(queue) for queue in self._queues.values())
        queued = [who for who, queue in self._queues.items() if queue] or [Priority.PERSON]
        next_in = min(self._ready_in(who, now) for who in queued)
        return Snapshot(max(0, free), self._limit, waiting, next_in)

    def listen(self, listener: Callable[[Snapshot], None]) -> Callable[[], None]:
        """Calls the listener in the loop's thread at each change; the answer ends that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def close(self) -> None:
        """Stops the timer. Waits that are still open end only by being cancelled."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._listeners.clear()

    def _tell(self) -> None:
        if self._listeners:
            snapshot = self.snapshot()
            for listener in tuple(self._listeners):
                listener(snapshot)


def wait_after_429(
    headers: Mapping[str, str],
    *,
    attempt: int = 0,
    wall_now: float,
    rand: Callable[[], float] = random.random,
) -> float:
    """Seconds to wait after a 429 (API §10, H16).

    The reset time of the headers, else ``Retry-After`` (seconds or an HTTP date), else 10 s; a
    header counts for 1 to 15 s only. On top comes a random part of up to 1, 2, 4 s by attempt,
    so that several machines with one token do not come back in the same moment.
    """
    reset = _number(headers.get("x-rate-limit-reset"))
    retry = headers.get("retry-after")
    if reset is not None:
        base = _clamp(reset - wall_now)
    elif (seconds := _retry_after(retry, wall_now)) is not None:
        base = _clamp(seconds)
    else:
        base = UNTOLD_WAIT
    return base + rand() * min(4.0, 2.0**attempt)


def _retry_after(value: str | None, wall_now: float) -> float | None:
    seconds = _number(value)
    if seconds is not None or value is None:
        return seconds
    try:
        return parsedate_to_datetime(value).timestamp() - wall_now
    except (ValueError, TypeError, OverflowError):
        return None


def _clamp(seconds: float) -> float:
    return min(MAX_WAIT, max(MIN_WAIT, seconds))


def _number(value: str | None) -> float | None:
    if value is None or len(value) > 30:
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _whole(value: str | None) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number == int(number) else None
