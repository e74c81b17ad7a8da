"""One request and what may be repeated of it: turns, refusals, repeats, JSON.

Reads are repeated where that can help; a write is never repeated, whatever happened to it. Stays
away from what is asked for (`gui.workable.client`) and from how bytes travel
(`gui.workable.transport`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from gui.errors import (
    AnswerError,
    ConnectionFailed,
    RedlineError,
    ServiceTrouble,
    TooManyRequests,
)
from gui.workable.answer import Answer
from gui.workable.body import Body
from gui.workable.failures import (
    BrokenEnvironment,
    Interrupted,
    UntrustedConnection,
    not_json,
    unexpected,
)
from gui.workable.pace import Pace, Priority
from gui.workable.refusals import from_answer
from gui.workable.strict import NotStrictJson, read_json

if TYPE_CHECKING:
    from gui.workable.transport import Transport

ATTEMPTS: Final = 3
"""How often a read is tried in all (H17)."""

_LARGE_ANSWER: Final = 256 * 1024
"""From this size on JSON is read in a thread."""


class Exchange:
    """Sends the requests of one account, each in its turn of the pace."""

    def __init__(self, transport: Transport, pace: Pace, *, rand: Callable[[], float]) -> None:
        self._transport = transport
        self._pace = pace
        self._rand = rand
        self._retries = _RetryBudget()

    async def get(
        self, segments: tuple[str, ...], params: Mapping[str, str], priority: Priority
    ) -> object:
        """The JSON of a read, tried again where that can help (H16, H17, H19)."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                value = await self.get_once(segments, params, priority, attempt=attempt)
            except RedlineError as error:
                if attempt == ATTEMPTS or not self._worth_another(error, attempt):
                    raise
                if not isinstance(error, TooManyRequests):
                    await asyncio.sleep(self._rand() * min(20.0, 2.0 ** (attempt - 1)))
            else:
                self._retries.earn()
                return value
        raise AssertionError("the last attempt returns or raises")

    async def get_once(
        self,
        segments: tuple[str, ...],
        params: Mapping[str, str],
        priority: Priority,
        *,
        attempt: int = 1,
    ) -> object:
        """The JSON of a read that is tried this once."""
        answer = await self._once("GET", segments, params, None, priority)
        if not answer.ok:
            raise self._refusal(answer, write=False, attempt=attempt - 1)
        return await json_of(answer)

    async def write(
        self, method: str, segments: tuple[str, ...], body: Body, priority: Priority
    ) -> Answer:
        """The 2xx answer to a request that changes something, sent once."""
        answer = await self._once(method, segments, {}, body, priority)
        if not answer.ok:
            raise self._refusal(answer, write=True)
        return answer

    async def _once(
        self,
        method: str,
        segments: tuple[str, ...],
        params: Mapping[str, str],
        body: Body | None,
        priority: Priority,
    ) -> Answer:
        async with self._pace.turn(priority):
            answer = await self._transport.send(method, segments, params=params, body=body)
            self._pace.heed(answer.headers)
        return answer

    def _refusal(self, answer: Answer, *, write: bool, attempt: int = 0) -> AnswerError:
        wait = None
        if answer.status == 429:
            wait = self._pace.heed_refusal(answer.headers, attempt=attempt, rand=self._rand)
        return from_answer(answer, write=write, wait=wait)

    def _worth_another(self, error: RedlineError, attempt: int) -> bool:
        if isinstance(error, TooManyRequests):
            return True
        if isinstance(error, (UntrustedConnection, BrokenEnvironment)):
            return False
        if isinstance(error, Interrupted):
            # A wait of half a minute is repeated once, after a sleep of the computer say.
            return (error.in_time or attempt == 1) and self._retries.spend()
        return isinstance(error, (ConnectionFailed, ServiceTrouble)) and self._retries.spend()


class _RetryBudget:
    """Lets repeats be a small part of the traffic only, so that no outage is hammered (H17)."""

    def __init__(self) -> None:
        self._credit = 10.0

    def earn(self) -> None:
        self._credit = min(10.0, self._credit + 0.2)

    def spend(self) -> bool:
        if self._credit < 1.0:
            return False
        self._credit -= 1.0
        return True


async def json_of(answer: Answer) -> object:
    """The JSON of a 2xx; a body that does not even call itself JSON is somebody else's (H29)."""
    if not answer.is_json:
        raise not_json(answer)
    try:
        if len(answer.body) >= _LARGE_ANSWER:
            return await asyncio.to_thread(read_json, answer.body)
        return read_json(answer.body)
    except NotStrictJson as error:
        raise unexpected("JSON", answer.status, request_id=answer.request_id) from error
