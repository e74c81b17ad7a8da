"""Text of the resume put where the person wants it: cleaned, asked about where it is doubtful, one
undo step (ux rule 36).

It decides what a selection becomes at a place and says what was done; which place is meant, and
how a question is asked, is the views'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from gui.i18n import _, listed, ngettext
from gui.model.dates import Ambiguous, Precision, Present, Understood
from gui.model.fields import Kind, Tab, field_of
from gui.model.networks import network_name
from gui.model.resume import taking
from gui.model.resume.kinds import DayOrder
from gui.model.resume.picked import (
    NothingPicked,
    Picked,
    PickedDate,
    PickedEntries,
    PickedPhone,
    PickedWords,
    SplitEntry,
)
from gui.model.texts import for_label
from gui.model.values import Atom, Place, find_entry
from gui.services.resume_knowledge import ResumeKnowledge
from gui.services.resume_targets import Fit, Target, fit_of, in_order, takes_text, targets
from gui.services.session import Session
from gui.services.tasks import Tasks
from gui.services.workers import threaded

TASK: Final = "text taken from the resume"
_SHOWN: Final = 60
_QUICK: Final = 1_000
"""Characters that are cleaned before anybody could notice."""
_SPLIT: Final = frozenset(("experience_entries", "education_entries"))
_TOLD: Final = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
"""Characters of the stored form that a date of the resume tells."""


@dataclass(frozen=True, slots=True)
class Split:
    """A block parted into entries, to be looked at before it is added. `into` is the entry that
    it was picked for, None for new ones; `text` is the block as it was selected."""

    key: str
    entries: tuple[SplitEntry, ...]
    text: str
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Parted:
    """The answer: the fields of each entry, for the entry named or as new ones."""

    rows: tuple[dict[str, Atom], ...]
    into: str | None = None


class PickAsks(Protocol):
    """What has to be asked; None where the person does not want to."""

    async def which_date(self, field: str, question: Ambiguous) -> Understood | None: ...
    async def split(self, session: Session, split: Split) -> Parted | None: ...


@dataclass(frozen=True, slots=True)
class Took:
    """What was put where, in a sentence. `other` is another form of the same value, offered."""

    place: Place
    sentence: str
    other: str = ""
    other_label: str = ""
    places: tuple[Place, ...] = ()


class ResumePicking(QObject):
    """Signals: `took(Took)` after something was put in, `refused(str)` with what was expected
    where nothing was."""

    took = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        knowledge: ResumeKnowledge,
        asks: PickAsks,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._knowledge = knowledge
        self._asks = asks
        self._tasks = tasks
        self._other: tuple[Session, Took] | None = None

    # --- what may be done ------------------------------------------------------------------

    def takes(self, place: Place | None) -> bool:
        """Whether a text can be put there now."""
        session = self._knowledge.session
        is_open = session is not None and not session.is_read_only
        return is_open and place is not None and takes_text(place)

    def fits(
        self, text: str, open_entry: Place | None = None, *, front: Tab | None = None
    ) -> tuple[Fit, ...]:
        """Every target for a selection, the likeliest first. `open_entry` is the entry whose
        fields are open in the form, `front` its tab in front."""
        order, language = self._order, self._language
        found = (fit_of(text, target, order, language) for target in targets(open_entry))
        return in_order(found, front)

    # --- doing it --------------------------------------------------------------------------

    def put(self, text: str, target: Target) -> None:
        """Puts a selection at a target; asks where it is doubtful."""
        session = self._knowledge.session
        if session is None or session.is_read_only:
            return
        self._other = None
        if not self.takes(target.place):
            self.refused.emit(_("This field takes no text from the resume."))
            return
        self._tasks.start(self._put(session, text, target), name=TASK, key=TASK)

    def take_other(self) -> None:
        """Takes the other form that was offered with what was put in last."""
        other, self._other = self._other, None
        if other is None:
            return
        session, took = other
        if session.edit(lambda draft: taking.take_value(draft, took.place, took.other)):
            self._tell(took.place, took.other)

    async def _put(self, session: Session, text: str, target: Target) -> None:
        session.close_step()
        place = target.place
        if target.is_whole_name:
            self._put_name(session, text)
            return
        split = await self._split_for(session, text, place)
        if split is not None:
            await self._put_split(session, split)
            return
        picked = await self._pick(text, place)
        if isinstance(picked, NothingPicked):
            self.refused.emit(picked.hint)
        elif isinstance(picked, PickedDate):
            await self._put_date(session, place, picked)
        elif isinstance(picked, PickedWords):
            self._put_words(session, place, picked)
        elif isinstance(picked, PickedEntries):
            self._put_profiles(session, picked)
        elif isinstance(picked, PickedPhone):
            self._put_value(session, place, picked.value, other=self._international(picked))
        else:
            self._put_value(session, place, picked.value, was_cleaned=picked.was_cleaned)

    # --- by kind ---------------------------------------------------------------------------

    def _put_value(
        self,
        session: Session,
        place: Place,
        value: str,
        *,
        was_cleaned: bool = False,
        other: tuple[str, str] = ("", ""),
    ) -> None:
        if not session.edit(lambda draft: taking.take_value(draft, place, value)):
            self._tell_same(place, other)
            return
        self._tell(place, value, was_cleaned=was_cleaned, other=other)

    def _put_name(self, session: Session, text: str) -> None:
        from gui.model.resume.picking import pick_name  # see `_pick`

        first, last = pick_name(text, language=self._language)
        if not first or not last:
            self.refused.emit(_("There is no whole name in the selection."))
        elif session.edit(lambda draft: taking.take_name(draft, first, last)):
            sentence = _("First name: {first}. Last name: {last}.").format(first=first, last=last)
            places = (Place("firstname"), Place("lastname"))
            self._took(Took(places[0], sentence, places=places))
        else:
            self._tell_same(Place("firstname"))

    async def _put_date(self, session: Session, place: Place, picked: PickedDate) -> None:
        reading: Understood | Ambiguous | Present | None = picked.reading
        name = taking.place_label(place)
        if isinstance(reading, Ambiguous):
            reading = await self._asks.which_date(name, reading)
            if reading is None:
                return
        if isinstance(reading, Present):
            if place.field != "end_date":
                self.refused.emit(_("There is no date in the selection."))
            elif session.edit(lambda draft: taking.take_present(draft, place)):
                self._took(Took(place, _("No end date: until now.")))
            else:
                self._tell_same(place)
            return
        assert isinstance(reading, Understood)
        date = reading
        entry = find_entry(session.value(place.key), place.entry or "")
        held = entry.text(place.field or "") if entry is not None else ""
        # A stored day that agrees with "Mar 2019" is known from elsewhere, and stays.
        if not held.startswith(date.stored[: _TOLD[date.precision]]) and session.edit(
            lambda draft: taking.take_value(draft, place, date.stored)
        ):
            text = _("{field}: {date}, read as {read}.")
            sentence = text.format(field=name, date=date.stored, read=date.shown)
            self._took(Took(place, sentence))
        else:
            self._tell_same(place)

    def _put_words(self, session: Session, place: Place, picked: PickedWords) -> None:
        key = place.key
        sifted = session.edit(lambda draft: taking.take_words(draft, key, picked.words))
        said: list[str] = []
        if sifted.fresh:
            nouns = ngettext(*field_of(key).noun, len(sifted.fresh))
            text = _("Took {count} {nouns}: {words}.")
            told = for_label(listed(sifted.fresh), _SHOWN)
            said.append(text.format(count=len(sifted.fresh), nouns=nouns, words=told))
        if sifted.twins:
            told = for_label(listed(sifted.twins), _SHOWN)
            said.append(_("Already there: {words}.").format(words=told))
        self._took(Took(Place(key), " ".join(said)))

    def _put_profiles(self, session: Session, picked: PickedEntries) -> None:
        rows = [dict(each.fields) for each in picked.entries]
        refs = session.edit(lambda draft: taking.take_profiles(draft, rows))
        names = listed(network_name(str(row.get("type") or "")) for row in rows)
        sentence = _("Took from the resume: {names}.").format(names=names)
        places = tuple(Place("social_profiles", ref) for ref in refs)
        self._took(Took(places[0], sentence, places=places))

    async def _put_split(self, session: Session, split: Split) -> None:
        answer = await self._asks.split(session, split)
        if answer is None or not answer.rows:
            return
        key = split.key
        if answer.into is not None:
            place = Place(key, answer.into)
            fields = answer.rows[0]
            if session.edit(lambda draft: taking.take_into_entry(draft, place, fields)):
                noun = _(field_of(key).noun[0])
                self._took(Took(place, _("Took the {noun} from the resume.").format(noun=noun)))
            else:
                self._tell_same(place)
            return
        refs = session.edit(lambda draft: taking.take_entries(draft, key, answer.rows))
        nouns = ngettext(*field_of(key).noun, len(refs))
        sentence = _("Took {count} {nouns} from the resume.").format(count=len(refs), nouns=nouns)
        places = tuple(Place(key, ref) for ref in refs)
        self._took(Took(places[0], sentence, places=places))

    async def _split_for(self, session: Session, text: str, place: Place) -> Split | None:
        """The block as entries, where it is for a list, an entry, or has more than one field of
        it takes; None where it goes into the one field."""
        if place.key not in _SPLIT:
            return None
        into = place.entry if find_entry(session.value(place.key), place.entry or "") else None
        if place.field is not None:
            inner = field_of(place.key).entry_field(place.field)
            lines = [line for line in text.splitlines() if line.strip()]
            if inner is None or inner.kind is not Kind.LINE or len(lines) < 2:
                return None
        picked = await self._pick(text, place.top)
        if not isinstance(picked, PickedEntries):
            return None
        if place.field is not None and len(picked.entries[0].fields) < 2:
            return None
        return Split(place.key, picked.entries, text, into if len(picked.entries) == 1 else None)

    # --- inside ----------------------------------------------------------------------------

    @property
    def _order(self) -> DayOrder:
        facts = self._knowledge.facts
        return facts.order if facts is not None else DayOrder.UNKNOWN

    @property
    def _language(self) -> str:
        facts = self._knowledge.facts
        return facts.language if facts is not None else ""

    async def _pick(self, text: str, place: Place) -> Picked:
        """The selection cleaned; in a thread where it is more than a block or two."""
        # Not loaded before somebody has a resume in front (`resume_knowledge`).
        from gui.model.resume.picking import pick

        order = self._order
        if len(text) <= _QUICK:
            return pick(place.key, text, field=place.field, order=order)
        return await threaded(
            lambda: pick(place.key, text, field=place.field, order=order), name="pick"
        )

    def _international(self, picked: PickedPhone) -> tuple[str, str]:
        """The number as it is dialled from anywhere, where its country is known."""
        from gui.model.resume.signs import same_number  # see `_pick`

        shown, country = picked.international, picked.country
        facts = self._knowledge.facts
        if shown is None and facts is not None:
            for each in facts.contact.phones:
                if each.international and same_number(each.find.value, picked.value) >= 1:
                    shown, country = each.international, each.country
                    break
        if not shown or shown == picked.value:
            return "", ""
        text = _("Use {number} ({country})") if country else _("Use {number}")
        return shown, text.format(number=shown, country=country)

    def _tell(
        self,
        place: Place,
        value: str,
        *,
        was_cleaned: bool = False,
        other: tuple[str, str] = ("", ""),
    ) -> None:
        text = _("{field}: {value}, tidied up.") if was_cleaned else _("{field}: {value}.")
        shown = for_label(" ".join(value.split()), _SHOWN)
        sentence = text.format(field=taking.place_label(place), value=shown)
        self._took(Took(place, sentence, *other))

    def _tell_same(self, place: Place, other: tuple[str, str] = ("", "")) -> None:
        text = _("{field} says this already.").format(field=taking.place_label(place))
        self._took(Took(place, text, *other))

    def _took(self, took: Took) -> None:
        session = self._knowledge.session
        self._other = (session, took) if session is not None and took.other else None
        self.took.emit(took)
