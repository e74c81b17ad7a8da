"""Where the person was in each candidate's resumes: page and zoom, to be found again.

Kept in memory for the candidates of this run, and by whoever has a disk beyond it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from PySide6.QtCore import QObject, QTimer

SETTLE_MS: Final = 1000
"""How long nobody has scrolled before the place is kept."""
_MOST: Final = 300

Person: TypeAlias = tuple[str, str]
"""A candidate: the account, and the id there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person is in a resume: `position` counts pages (2.5 is the middle of the third),
    or is the share of a flowing text that was gone through; `zoom` None fits the width."""

    position: float = 0.0
    zoom: float | None = None


class SpotMemory(Protocol):
    """Keeps spots beyond the end of the program, resumes by a hash."""

    async def spots(self, account: str, candidate_id: str) -> Mapping[str, Spot]: ...
    def keep(self, account: str, candidate_id: str, resume: str, spot: Spot) -> None: ...


class ResumeSpots(QObject):
    """Remembers spots. Resumes are known by their hash (`resume_files.sign_of`)."""

    def __init__(self, memory: SpotMemory | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._spots: OrderedDict[tuple[Person, str], Spot] = OrderedDict()
        self._kept: dict[tuple[Person, str], Spot] = {}
        self._unkept: set[tuple[Person, str]] = set()
        self._recalled: set[Person] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.keep)

    def of(self, person: Person, resume: str) -> Spot:
        """Where the person was, as far as it is known now."""
        return self._spots.get((person, resume), Spot())

    def known(self, person: Person, resume: str) -> Spot | None:
        """The same; None where the disk may know better. May be asked from any thread."""
        spot = self._spots.get((person, resume))
        if spot is None and (self._memory is None or person in self._recalled):
            return Spot()
        return spot

    def remember(self, person: Person, resume: str, spot: Spot) -> None:
        """Takes note of where the person is; kept when nobody has scrolled for a second."""
        self._put((person, resume), spot)
        self._unkept.add((person, resume))
        self._settle.start()

    def keep(self) -> None:
        """Hands over now what is to be kept, where it is something new."""
        self._settle.stop()
        unkept, self._unkept = self._unkept, set()
        for known in unkept:
            spot = self._spots.get(known)
            if self._memory is None or spot is None or self._kept.get(known, Spot()) == spot:
                continue
            self._kept[known] = spot
            (account, record_id), resume = known
            self._memory.keep(account, record_id, resume, spot)

    async def recall(self, person: Person) -> None:
        """Looks up what is kept of all resumes of a candidate, once."""
        if self._memory is None or person in self._recalled:
            return
        found = await self._memory.spots(*person)
        self._recalled.add(person)
        for resume, spot in found.items():
            self._kept[person, resume] = spot
            if (person, resume) not in self._spots:
                self._put((person, resume), spot)

    def _put(self, known: tuple[Person, str], spot: Spot) -> None:
        self._spots[known] = spot
        self._spots.move_to_end(known)
        while len(self._spots) > _MOST:
            (person, _resume), _spot = self._spots.popitem(last=False)
            self._recalled.discard(person)
