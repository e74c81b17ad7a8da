"""From what a person typed to the candidate: the attempts of API §3.3 with their verification.

Stays away from reading the text (`gui.workable.reference`) and from opening what was found.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from gui.errors import NotFound
from gui.i18n import _
from gui.model.record import Record
from gui.workable.reference import (
    ByEmail,
    ById,
    ByNumber,
    Reference,
    candidates_to_try,
    number_in_link,
)
from gui.workable.wire import RowSummary


class How(enum.Enum):
    """By what a candidate was found."""

    ID = "id"
    LINK = "link"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Found:
    """One candidate, already read.

    Not `certain`: what was given could also mean somebody else, so show the name and ask
    before opening (API §3.3).
    """

    record: Record
    how: How
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Several:
    """One person's records, one for each job (API §3.4); the person chooses."""

    rows: tuple[RowSummary, ...]


@dataclass(frozen=True, slots=True)
class Nobody:
    """No such candidate, and a sentence that says what to do about it."""

    sentence: str


Finding: TypeAlias = Found | Several | Nobody


class Reads(Protocol):
    """What is needed of the client."""

    async def candidate(self, candidate_id: str) -> Record: ...

    async def find_by_email(self, email: str) -> tuple[RowSummary, ...]: ...


async def find_candidates(client: Reads, reference: Reference) -> Finding:
    """Looks the reference up. Errors of the service other than 404 are raised."""
    if isinstance(reference, ByEmail):
        return await _by_email(client, reference.email)
    return await _by_id(client, reference)


async def _by_id(client: Reads, reference: ById | ByNumber) -> Finding:
    for attempt in candidates_to_try(reference):
        try:
            record = await client.candidate(attempt.id)
        except NotFound:
            continue
        if attempt.number is None:
            return Found(record, How.ID, attempt.certain)
        # The arithmetic is undocumented: only the record's own link proves it.
        if number_in_link(record.facts.profile_url) == attempt.number:
            return Found(record, How.LINK, attempt.certain)
    return Nobody(
        _(
            "There is no such candidate. It may have been deleted, merged or moved to another job, "
            "which gives it a new id. Find the candidate by e-mail."
        )
    )


async def _by_email(client: Reads, email: str) -> Finding:
    rows = await client.find_by_email(email)
    if not rows:
        return Nobody(
            _("No candidate has the e-mail address {email}. Check how it is spelled.").format(
                email=email[:120]
            )
        )
    if len(rows) > 1:
        return Several(rows)
    try:
        return Found(await client.candidate(rows[0].id), How.EMAIL)
    except NotFound:
        return Nobody(_("The candidate was there a moment ago and is gone now. Search again."))
