"""The candidate list: rows loaded page by page, filtered by the service and as one types.

The service has no search by name (API §8.1), so the filter line works over what is loaded and
says how much that is; job, stage, e-mail and changed-since are asked of the service.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from gui.errors import RedlineError
from gui.model.merge import normal_text
from gui.model.record import Record
from gui.services.tasks import Tasks
from gui.workable.client import CandidateQuery, Cursor, Page
from gui.workable.wire import Job, RowSummary, Stage

PAGE = 100
LIST_TASK = "candidate list"
CHOICES_TASK = "jobs and stages"


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
    at the end, `row_changed(int)`, `state_changed()` for loading, errors and the end, and
    `choices_changed()` when jobs and stages are known."""

    rows_reset = Signal()
    rows_added = Signal(int)
    row_changed = Signal(int)
    state_changed = Signal()
    choices_changed = Signal()

    def __init__(self, lists: Lists, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self._tasks = tasks
        self._rows: list[RowSummary] = []
        self._sought: list[str] = []
        self._at: dict[str, int] = {}
        self._next: Cursor | None = None
        self._filter = ListFilter()
        self._is_loading = False
        self._is_complete = False
        self._error: RedlineError | None = None
        self._jobs: tuple[Job, ...] = ()
        self._stages: tuple[Stage, ...] = ()

    # --- reading ---------------------------------------------------------------------------

    @property
    def rows(self) -> list[RowSummary]:
        """What is loaded, in the service's order; not to be changed."""
        return self._rows

    @property
    def sought(self) -> list[str]:
        """For each row the one text that the filter line searches, caseless."""
        return self._sought

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

    def matching(self, typed: str) -> list[int]:
        """The positions of the rows that hold every word of the filter line."""
        wanted = normal_text(typed).split()
        if not wanted:
            return list(range(len(self._rows)))
        found: Iterable[int] = range(len(self._rows))
        for word in wanted:
            found = [at for at in found if word in self._sought[at]]
        return list(found)

    # --- loading ---------------------------------------------------------------------------

    def load(self, wanted: ListFilter | None = None) -> None:
        """Begins anew, with another filter when one is given."""
        if wanted is not None:
            self._filter = wanted
        self._rows.clear()
        self._sought.clear()
        self._at.clear()
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
        at = self._at.get(record.id)
        if at is None:
            return
        row = row_of(record)
        if row != self._rows[at]:
            self._rows[at] = row
            self._sought[at] = sought_text(row)
            self.row_changed.emit(at)

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
        fresh = [row for row in page.rows if row.id not in self._at]
        for row in fresh:
            self._at[row.id] = len(self._rows)
            self._rows.append(row)
            self._sought.append(sought_text(row))
        self._next = page.next
        self._is_complete = page.next is None
        if fresh:
            self.rows_added.emit(len(fresh))

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


def sought_text(row: RowSummary) -> str:
    """What the filter line searches in a row: name, e-mail, job, stage and headline."""
    parts = (row.name, row.email, row.job, row.stage, row.headline)
    return normal_text(" ".join(part for part in parts if part))
