"""Where the value of the field in front stands in the resume, followed while it is typed; and
which field a word of the resume stands in.

Looking up happens in a thread, a moment after the last keystroke. What is shown of it, and where
the focus goes, is decided by whoever listens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gui.model.fields import Kind
from gui.model.record import Record
from gui.model.resume.standing import UNTOLD, Evidence, Hit
from gui.model.resume.taking import kind_at
from gui.model.values import Place
from gui.services.resume_knowledge import ResumeKnowledge
from gui.services.session import Changed, Session
from gui.services.tasks import Tasks
from gui.services.workers import threaded

if TYPE_CHECKING:
    from gui.model.resume.evidence import ResumeIndex

LOOK: Final = "where a value stands"
LEAD: Final = "which field a word stands in"
TYPING_MS: Final = 150

_NAMES: Final = frozenset(("firstname", "lastname"))


@dataclass(frozen=True, slots=True)
class Sighting:
    """The evidence of one place. Of its spans the first `pieces` belong to the value, as the
    sentences of a text do; the others are where it stands as well."""

    place: Place | None = None
    evidence: Evidence = UNTOLD
    pieces: int = 0

    @property
    def main(self) -> tuple[range, ...]:
        """Where the value most likely stands."""
        return self.evidence.spans[: self.pieces]

    @property
    def others(self) -> tuple[range, ...]:
        """Where the same stands too."""
        return self.evidence.spans[self.pieces :]


NOTHING: Final = Sighting()


class ResumeEvidence(QObject):
    """Signals: `seen()` when `sighting` is another; `led(Place)` when a word that was asked for
    stands in that field; `nowhere(str)` with the word when it stands in none. `name` tells the
    second one of a program from the first."""

    seen = Signal()
    led = Signal(object)
    nowhere = Signal(str)

    def __init__(
        self,
        knowledge: ResumeKnowledge,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._look_task, self._lead_task = f"{LOOK}{name}", f"{LEAD}{name}"
        self._knowledge = knowledge
        self._tasks = tasks
        self._place: Place | None = None
        self._session: Session | None = None
        self._sighting = NOTHING
        self._word = range(0)
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._look)
        knowledge.changed.connect(self._on_known)

    @property
    def sighting(self) -> Sighting:
        """What is known of the place that is looked at."""
        return self._sighting

    def look_at(self, session: Session | None, place: Place | None) -> None:
        """Another place is in front, or none."""
        is_other = session is not self._session
        if is_other:
            if self._session is not None:
                self._session.changed.disconnect(self._on_changed)
            self._session = session
            if session is not None:
                session.changed.connect(self._on_changed)
        if is_other or place != self._place:
            self._place = place
            self._look()

    def lead_from(self, offset: int) -> None:
        """Finds the field that the word at an offset stands in: the most exact first, and with
        each further call for the same word the next one."""
        index, session = self._knowledge.index, self._session
        if index is not None and session is not None:
            work = self._lead(index, session, offset)
            self._tasks.start(work, name=LEAD, key=self._lead_task)

    # --- inside ----------------------------------------------------------------------------

    def _on_known(self) -> None:
        self._word, self._turn = range(0), 0
        self._look()

    def _on_changed(self, changed: Changed) -> None:
        place = self._place
        if place is not None and (
            place.key in changed.keys or (place.key in _NAMES and _NAMES & changed.keys)
        ):
            self._timer.start()

    def _look(self) -> None:
        self._timer.stop()
        index, session, place = self._knowledge.index, self._session, self._place
        if index is None or session is None or place is None:
            self._tasks.cancel(self._look_task)
            self._take(NOTHING)
            return
        work = self._looked(index, session.current, place)
        self._tasks.start(work, name=LOOK, key=self._look_task)

    async def _looked(self, index: ResumeIndex, record: Record, place: Place) -> None:
        evidence = await threaded(lambda: index.of(place, record), name="evidence")
        if index is self._knowledge.index and place == self._place:
            self._take(Sighting(place, evidence, _pieces(place, evidence)))

    def _take(self, sighting: Sighting) -> None:
        if sighting != self._sighting:
            self._sighting = sighting
            self.seen.emit()

    async def _lead(self, index: ResumeIndex, session: Session, offset: int) -> None:
        record, text = session.current, index.resume.text
        hits = await threaded(lambda: index.at(offset, record), name="evidence")
        if session is not self._session:
            return
        places = _each_once(hits)
        word = _word_at(text, offset)
        if not places:
            self.nowhere.emit(text[word.start : word.stop])
            return
        if word == self._word:
            self._turn += 1
        else:
            self._word, self._turn = word, 0
            # Being there already, the person wants to see another one.
            if len(places) > 1 and places[0] == self._place:
                self._turn = 1
        self.led.emit(places[self._turn % len(places)])


def _pieces(place: Place, evidence: Evidence) -> int:
    """How many of the spans are parts of one finding, rather than the same found again."""
    kind = kind_at(place)
    is_word = kind is Kind.WORDS and place.entry is not None
    if kind is Kind.TEXT or (kind in (Kind.ENTRIES, Kind.PROFILES, Kind.WORDS) and not is_word):
        return len(evidence.spans)
    return min(len(evidence.spans), 1)


def _each_once(hits: tuple[Hit, ...]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(hit.place for hit in hits))


def _word_at(text: str, offset: int) -> range:
    start = end = offset
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return range(start, end)
