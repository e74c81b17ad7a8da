"""A send that waits: what is remembered of it, in what words it is told, and where it is kept.

Stays away from when it goes on, which is the outbox's business.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from gui.i18n import _, listed, ngettext

_STEPS: Final = (1, 2, 3, 4, 5, 10, 15, 20, 30, 45)
"""The minutes that are told, so that a text that stays does not change all the time."""


class Why(enum.Enum):
    """What a send waits for."""

    NETWORK = "network"
    TOKEN = "token"  # noqa: S105  the name of a reason
    PERSON = "person"
    """It waited when Redline ended: the person is asked before anything goes out (H36)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One send that waits.

    `keys` are those that were asked to be sent and have not been edited since, `count` their
    changes as a person counts them. `is_unsure`: a part may have arrived; that is found out first.
    """

    account: str
    account_title: str
    candidate_id: str
    name: str
    keys: tuple[str, ...]
    count: int
    since: dt.datetime
    why: Why = Why.NETWORK
    is_unsure: bool = False

    def age_s(self, now: dt.datetime) -> float:
        """For how many seconds it has waited; never below 0, whatever the clock says."""
        return max(0.0, (now - self.since).total_seconds())


class OutboxMemory(Protocol):
    """Keeps what waits until it is gone, beyond the end of the program."""

    async def remember(self, waiting: Waiting) -> None:
        """Keeps it, in the place of what was kept of that account and candidate."""

    async def forget(self, account: str, candidate_id: str) -> None:
        """Lets it go; nothing happens when it was not there."""

    async def listing(self) -> Sequence[Waiting]:
        """All that is kept, the oldest first."""


class MemoryForNow:
    """An `OutboxMemory` that ends with the program."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Waiting] = {}

    async def remember(self, waiting: Waiting) -> None:
        self._kept[waiting.account, waiting.candidate_id] = waiting

    async def forget(self, account: str, candidate_id: str) -> None:
        self._kept.pop((account, candidate_id), None)

    async def listing(self) -> Sequence[Waiting]:
        return sorted(self._kept.values(), key=lambda waiting: waiting.since)


# --- words --------------------------------------------------------------------------------------


def how_much(waiting: Sequence[Waiting]) -> str:
    """ "2 changes to Amara Osei", "5 changes to 3 people"."""
    count = sum(each.count for each in waiting)
    changes = ngettext("{count} change", "{count} changes", count).format(count=count)
    if len(waiting) == 1:
        name = waiting[0].name or _("a candidate without a name")
        return _("{changes} to {name}").format(changes=changes, name=name)
    people = ngettext("{count} person", "{count} people", len(waiting)).format(count=len(waiting))
    return _("{changes} to {people}").format(changes=changes, people=people)


def what_waits(waiting: Sequence[Waiting], now: dt.datetime) -> str:
    """What stands in the bar for sends that wait for the network, or for the person; never for
    none."""
    count = sum(each.count for each in waiting)
    if waiting[0].why is Why.PERSON:
        text = ngettext(
            "{changes} was waiting when Redline ended",
            "{changes} were waiting when Redline ended",
            count,
        )
    else:
        text = ngettext("{changes} waits for the network", "{changes} wait for the network", count)
    text = text.format(changes=how_much(waiting))
    age = age_text(max(each.age_s(now) for each in waiting))
    if not age:
        return _("{what}.").format(what=text)
    if waiting[0].why is Why.PERSON:
        return _("{what}; you pressed Send {age} ago.").format(what=text, age=age)
    if len(waiting) > 1:
        return _("{what}, the oldest for {age}.").format(what=text, age=age)
    return _("{what}, for {age} now.").format(what=text, age=age)


def what_is_kept(waiting: Sequence[Waiting]) -> str:
    """The same for sends that wait for a token, behind the sentence that says so."""
    count = sum(each.count for each in waiting)
    text = ngettext("{changes} is kept.", "{changes} are kept.", count)
    return text.format(changes=how_much(waiting))


def what_waits_elsewhere(waiting: Sequence[Waiting]) -> str:
    """What stands in the bar for sends of accounts that are not in use."""
    titles = listed(dict.fromkeys(each.account_title for each in waiting))
    count = sum(each.count for each in waiting)
    return ngettext(
        "{changes} waits until you use {account} again.",
        "{changes} wait until you use {account} again.",
        count,
    ).format(changes=how_much(waiting), account=titles)


def age_text(age_s: float) -> str:
    """ "4 minutes", "2 hours", "3 days", rounded down; empty below a minute."""
    minutes = int(age_s // 60)
    if minutes < _STEPS[0]:
        return ""
    if minutes < 60:
        told = max(step for step in _STEPS if step <= minutes)
        return ngettext("{count} minute", "{count} minutes", told).format(count=told)
    hours = minutes // 60
    if hours < 48:
        return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    days = hours // 24
    return ngettext("{count} day", "{count} days", days).format(count=days)
