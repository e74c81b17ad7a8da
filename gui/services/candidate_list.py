"""The candidate list: rows loaded page by page, filtered by the service and as one types.

The service has no search by name and no order to choose (API §8.1), so the filter line and the
order work over what is loaded, and it is said how much that is; job, stage, e-mail and
changed-since are asked of the service.
"""

from __future__ import annotations

import asyncio
import enum
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from gui.errors import RedlineError
from gui.model.record import Record
from gui.model.sorting import sorted_in_steps, text_key
from gui.services.loaded_rows import LoadedRows, Search, words_of
from gui.services.tasks import Tasks
from gui.workable.client import CandidateQuery, Cursor, Page
from gui.workable.wire import Job, RowSummary, Stage

PAGE = 100
LIST_TASK = "candidate list"
CHOICES_TASK = "jobs and stages"
ORDER_TASK = "order of the candidate list"

_AT_ONCE: Final = 500
"""Rows that are looked at in one turn of the event loop, to put them in order."""
_LAST: Final = b"\xff"
"""Comes behind whatever is written."""
_BACKWARDS: Final = bytes(255 - byte for byte in range(256))


class Order(enum.Enum):
    """In which order the rows are shown. The values are kept in the settings."""

    SERVICE = "service"
    """As they came from the service."""
    NAME = "name"
    CHANGED = "changed"
    """What was changed last comes first."""
    JOB = "job"
    STAGE = "stage"


class Lists(Protocol):
    """What the list needs of the client."""

    async def candidates(
        self, query: CandidateQuery, since: Cursor | str | None = None
    ) -> Page: ...

    async def jobs(self) -> tuple[Job, ...]: ...

    async def stages(self) -> tuple[Stage, ...]: ...


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What the service is asked for; `changed_since` is an ISO 8601 time in UTC."""

    job: str | None = None
    stage: str | None = None
    email: str | None = None
    changed_since: str | None = None

    @property
    def is_set(self) -> bool:
        return any((self.job, self.stage, self.email, self.changed_since))


class CandidateList(QObject):
    """Signals: `rows_reset()` when the rows are others, `rows_added(int)` when that many came
    (at the end of `rows`), `row_changed(int)`, `order_changed()` when they stand in another order,
    `state_changed()` for loading, errors and the end, and `choices_changed()` when jobs and stages
    are known."""

    rows_reset = Signal()
    rows_added = Signal(int)
    row_changed = Signal(int)
    order_changed = Signal()
    state_changed = Signal()
    choices_changed = Signal()

    def __init__(self, lists: Lists, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self._tasks = tasks
        self._rows = LoadedRows()
        self._search = Search(self._rows)
        self._order = Order.SERVICE
        self._keys: list[bytes] = []
        self._ordered: array[int] | None = None
        self._all = range(0)
        self._next: Cursor | None = None
        self._filter = ListFilter()
        self._is_loading = False
        self._is_complete = False
        self._error: RedlineError | None = None
        self._jobs: tuple[Job, ...] = ()
        self._stages: tuple[Stage, ...] = ()

    # --- reading ---------------------------------------------------------------------------

    @property
    def rows(self) -> LoadedRows:
        """What is loaded, in the service's order; not to be changed."""
        return self._rows

    @property
    def order(self) -> Order:
        """The order that was chosen; the rows stand in it when `order_changed` says so."""
        return self._order

    @property
    def filter(self) -> ListFilter:
        return self._filter

    @property
    def is_loading(self) -> bool:
        return self._is_loading

    @property
    def is_complete(self) -> bool:
        """Whether the last page was reached."""
        return self._is_complete

    @property
    def error(self) -> RedlineError | None:
        """Why the last page did not come; None when it did."""
        return self._error

    @property
    def jobs(self) -> tuple[Job, ...]:
        return self._jobs

    @property
    def stages(self) -> tuple[Stage, ...]:
        return self._stages

    def matching(self, typed: str) -> Sequence[int]:
        """The positions in `rows` of those that hold every word of the filter line, in the order
        in which they are to be shown."""
        return self._search.among(self._everybody, words_of(typed))

    @property
    def _everybody(self) -> Sequence[int]:
        if self._ordered is not None:
            return self._ordered
        if len(self._all) != len(self._rows):
            self._all = range(len(self._rows))
        return self._all

    # --- their order -----------------------------------------------------------------------

    def put_in_order(self, order: Order) -> None:
        """Shows the rows, and those to come, in another order. Many take a moment, in which the
        window goes on."""
        if order is self._order:
            return
        self._order = order
        self._start_order()

    def _start_order(self) -> None:
        self._tasks.cancel(ORDER_TASK)
        if self._order is Order.SERVICE:
            self._in_order([], None)
            return
        work = self._sorted()
        if len(self._rows) > _AT_ONCE:
            self._tasks.start(self._sort(work), name=ORDER_TASK, key=ORDER_TASK)
        else:
            for _step in work:
                pass

    async def _sort(self, work: Iterator[None]) -> None:
        for _step in work:
            await asyncio.sleep(0)

    def _sorted(self) -> Iterator[None]:
        """Puts all rows in order, step by step; what comes meanwhile is put where it belongs."""
        keys: list[bytes] = []
        while len(keys) < len(self._rows):
            self._add_keys(keys, _AT_ONCE)
            yield
        found = yield from sorted_in_steps(len(keys), keys.__getitem__)
        ordered = array("I", found)
        yield
        # Nothing may come between these two: a page that comes now would be in neither.
        self._put_in(ordered, keys)
        self._in_order(keys, ordered)

    def _add_keys(self, keys: list[bytes], most: int) -> None:
        key_of, start = _KEYS[self._order], len(keys)
        keys.extend(key_of(row) for row in self._rows[start : start + most])

    def _put_in(self, ordered: array[int], keys: list[bytes]) -> None:
        """Puts the rows that are not in the order yet where they belong."""
        start = len(ordered)
        self._add_keys(keys, len(self._rows))
        for at in range(start, len(self._rows)):
            ordered.insert(bisect_right(ordered, keys[at], key=keys.__getitem__), at)

    def _in_order(self, keys: list[bytes], ordered: array[int] | None) -> None:
        self._keys, self._ordered = keys, ordered
        self._search.forget()
        self.order_changed.emit()

    # --- loading ---------------------------------------------------------------------------

    def load(self, wanted: ListFilter | None = None) -> None:
        """Begins anew, with another filter when one is given."""
        if wanted is not None:
            self._filter = wanted
        self._rows.clear()
        self._search.forget()
        self._tasks.cancel(ORDER_TASK)
        self._keys, self._ordered = [], None if self._order is Order.SERVICE else array("I")
        self._next = None
        self._is_complete = False
        self.rows_reset.emit()
        self._start(first=True)

    def load_more(self) -> None:
        """Fetches the next page; does nothing while one is coming or after the last."""
        if not self._is_loading and not self._is_complete:
            self._start(first=not self._rows)

    def load_choices(self) -> None:
        """Fetches jobs and stages for the filters; without the right to, there are none."""
        self._tasks.start(self._fetch_choices(), name="jobs and stages", key=CHOICES_TASK)

    def note(self, record: Record) -> None:
        """Shows what a full read says in the candidate's row, if it is loaded."""
        at = self._rows.position(record.id)
        if at is None:
            return
        row = row_of(record)
        if row == self._rows[at]:
            return
        self._rows.replace(at, row)
        self._search.forget()
        self.row_changed.emit(at)
        if self._order is not Order.SERVICE:
            self._put_again(at, _KEYS[self._order](row))

    def _put_again(self, at: int, key: bytes) -> None:
        """Puts a row where it belongs now."""
        if self._ordered is None or self._tasks.running(ORDER_TASK):
            self._start_order()
        elif self._keys[at] != key:
            self._keys[at] = key
            self._ordered.remove(at)
            self._ordered.insert(bisect_right(self._ordered, key, key=self._keys.__getitem__), at)
            self._in_order(self._keys, self._ordered)

    def _start(self, *, first: bool) -> None:
        self._is_loading = True
        self._error = None
        self.state_changed.emit()
        self._tasks.start(self._fetch(first=first), name="candidate list", key=LIST_TASK)

    async def _fetch(self, *, first: bool) -> None:
        wanted = self._filter
        query = CandidateQuery(
            email=wanted.email,
            shortcode=wanted.job,
            stage=wanted.stage,
            updated_after=wanted.changed_since,
            limit=PAGE,
        )
        try:
            page = await self._lists.candidates(query, None if first else self._next)
        except RedlineError as error:
            self._error = error
        else:
            self._take(page)
        self._is_loading = False
        self.state_changed.emit()

    def _take(self, page: Page) -> None:
        count = sum(self._rows.add(row) for row in page.rows)
        self._next = page.next
        self._is_complete = page.next is None
        if count:
            self._search.forget()
            if self._ordered is not None:
                self._put_in(self._ordered, self._keys)
            self.rows_added.emit(count)

    async def _fetch_choices(self) -> None:
        try:
            jobs, stages = await self._lists.jobs(), await self._lists.stages()
        except RedlineError:
            return  # a token without r_jobs: the list works, these two filters do not
        self._jobs, self._stages = jobs, stages
        self.choices_changed.emit()


def row_of(record: Record) -> RowSummary:
    """The row that a list would show for a record that was read."""
    email, headline, facts = record.get("email"), record.get("headline"), record.facts
    return RowSummary(
        id=record.id,
        name=record.full_name,
        job=facts.job_title,
        job_shortcode=facts.job_shortcode,
        in_talent_pool=facts.in_talent_pool,
        stage=facts.stage,
        email=email if isinstance(email, str) else None,
        headline=headline if isinstance(headline, str) else None,
        updated_at=facts.updated_at,
        created_at=facts.created_at,
        disqualified=facts.disqualified,
        anonymized=facts.anonymized,
        has_resume=bool(facts.resume_url),
        profile_url=facts.profile_url,
    )


def _name_key(row: RowSummary) -> bytes:
    return text_key(row.name) or _LAST


def _changed_key(row: RowSummary) -> bytes:
    # All times are written alike and in UTC (API §8.1), so that their texts are in their order.
    stamp = (row.updated_at or "").encode("utf-8", "surrogatepass")
    return stamp.translate(_BACKWARDS) if stamp else _LAST


def _job_key(row: RowSummary) -> bytes:
    return (text_key(row.job or "") or _LAST) + b"\0" + _name_key(row)


def _stage_key(row: RowSummary) -> bytes:
    return (text_key(row.stage or "") or _LAST) + b"\0" + _name_key(row)


_KEYS: Final[dict[Order, Callable[[RowSummary], bytes]]] = {
    Order.NAME: _name_key,
    Order.CHANGED: _changed_key,
    Order.JOB: _job_key,
    Order.STAGE: _stage_key,
}
