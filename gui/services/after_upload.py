"""What the service changed by itself after a send, and the way back.

A resume or an address that is sent is read by the service in the background, which fills other
fields some seconds later (API §12.1); nothing tells whether that, or a colleague, changed a field.
So the record is read once more after a while, and compared at the next opening too. What differs
is shown beside what stood there; restoring is a change like any other, and nothing is sent by it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from gui.i18n import _, listed, ngettext
from gui.model.comparison import same_value
from gui.model.draft import Draft
from gui.model.fields import FIELDS, Kind, field_of
from gui.model.intended import landed
from gui.model.merge import is_unknown
from gui.model.record import Record
from gui.model.values import Value, is_blank
from gui.services.desk import Desk
from gui.services.notices import Notice, Notices, Offer
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.tasks import Tasks
from gui.workable.report import SendEnd, SendReport

STATE: Final = "after upload"
LOOK_AGAIN_S: Final = 30.0
"""Seconds after a send; the service was seen to take 21."""

# What the service is known to read in the background (API §5.6, §12.1).
_READ_LATER: Final = frozenset(("resume", "address"))


@dataclass(frozen=True, slots=True)
class Altered:
    """A key that is not as it was left: its value then and now."""

    key: str
    before: Value
    now: Value

    @property
    def was_filled(self) -> bool:
        """Whether nothing of mine is gone: there was nothing before."""
        return is_blank(self.before)


@dataclass(frozen=True, slots=True)
class _Known:
    """A record as it was last seen after a send, and until when the service may still change it."""

    record: Record
    due: float


class AfterUpload(QObject):
    """Watches sends and what comes after them.

    Signals: `changed(Session)` when there is something else to tell of a candidate;
    `show_asked(Session)` when the person wants to see it.
    """

    changed = Signal(object)
    show_asked = Signal(object)

    def __init__(
        self,
        desk: Desk,
        sending: Sending,
        tasks: Tasks,
        notices: Notices,
        *,
        look_again_s: float = LOOK_AGAIN_S,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self.look_again_s = look_again_s
        self._clock = clock
        self._known: dict[tuple[str, str], _Known] = {}
        self._found: dict[tuple[str, str], dict[str, Altered]] = {}
        sending.ended.connect(self._sent)
        desk.visited.connect(self._visited)
        desk.session_changed.connect(self._say)

    # --- what the views ask ------------------------------------------------------------------

    def altered(self, session: Session) -> tuple[Altered, ...]:
        """What is not as it was left, in the order of the form; restored keys stay listed until
        they are sent."""
        found = self._found.get(_key(session), {})
        return tuple(found[field.key] for field in FIELDS if field.key in found)

    def is_restored(self, session: Session, altered: Altered) -> bool:
        """Whether the draft holds again what stood there."""
        return same_value(altered.key, session.value(altered.key), altered.before)

    def restore(self, session: Session, keys: Collection[str] | None = None) -> bool:
        """Puts back what stood there, in all or some keys, as one undo step; sends nothing.

        What was typed since stays. Whether anything changed.
        """
        chosen = [
            each
            for each in self.altered(session)
            if (keys is None or each.key in keys) and not self.is_restored(session, each)
        ]
        if not chosen or session.is_read_only:
            return False
        label = (
            _("Restore {field}").format(field=field_of(chosen[0].key).label)
            if len(chosen) == 1
            else ngettext("Restore {count} field", "Restore {count} fields", len(chosen)).format(
                count=len(chosen)
            )
        )
        before = {each.key: each.before for each in chosen}
        now = {each.key: each.now for each in chosen}

        def put_back(draft: Draft) -> bool:
            return draft.take_back(before, now, label=label)

        return session.edit(put_back)

    def dismiss(self, session: Session) -> None:
        """Takes the record as it is now; it is not told of any more."""
        if self._found.pop(_key(session), None) is not None:
            self._tell(session)

    # --- what happens ------------------------------------------------------------------------

    def _sent(self, session: Session, report: SendReport) -> None:
        """A send is over: what was read back is compared, and may be again later."""
        if report.record is None or not any(part.end is SendEnd.SENT for part in report.parts):
            return
        key = _key(session)
        mine = set(report.settled_keys)
        known = self._known.get(key)
        before = known.record if known is not None else report.before
        if before is not None:
            others = (field.key for field in FIELDS if field.key not in mine)
            self._compare(session, before, report.record, others)
        found = self._found.setdefault(key, {})
        for sent in mine:
            found.pop(sent, None)  # it was decided anew
        for item in report.alterations:
            if not landed(item.key, item.sent, item.stored):
                found[item.key] = Altered(item.key, item.sent, item.stored)
        if _READ_LATER & report.sent.keys():
            self._known[key] = _Known(report.record, self._clock() + self.look_again_s)
            self._look_again(session)
        elif known is not None:
            self._known[key] = replace(known, record=report.record)
        self._tell(session)

    def _look_again(self, session: Session) -> None:
        """Reads once more after a while, where the candidate is still in front by then."""
        timer = QTimer(session)
        timer.setSingleShot(True)
        timer.setInterval(round(self.look_again_s * 1000))
        timer.timeout.connect(lambda: self._start_reading(session))
        timer.timeout.connect(timer.deleteLater)
        timer.start()

    def _start_reading(self, session: Session) -> None:
        if self._desk.session is not session:
            return  # compared when it is opened again
        if session.is_sending:
            self._look_again(session)
            return
        name = f"look again {session.record_id}"
        self._tasks.start(self._desk.look_again(session), name=name, key=name)

    def _visited(self, record: Record) -> None:
        session = self._desk.sessions.get(record.id)
        if session is None:
            return
        key = _key(session)
        known = self._known.get(key)
        if known is not None:
            self._compare(session, known.record, record, (field.key for field in FIELDS))
            if self._clock() >= known.due:
                del self._known[key]  # what changes from now on is somebody else's doing
            else:
                self._known[key] = replace(known, record=record)
        elif key in self._found:
            self._compare(session, record, record, ())
        self._tell(session)

    def _compare(self, session: Session, before: Record, now: Record, keys: Iterable[str]) -> None:
        found = self._found.setdefault(_key(session), {})
        for key in keys:
            if field_of(key).write_only or _is_unseen(key, before, now):
                continue
            if not same_value(key, before.get(key), now.get(key)):
                first = found.get(key)
                was = first.before if first is not None else before.get(key)
                found[key] = Altered(key, was, now.get(key))
        for key, item in list(found.items()):
            if _is_unseen(key, now, now):
                continue
            item = found[key] = replace(item, now=now.get(key))
            if same_value(key, item.before, item.now):
                del found[key]

    # --- telling -----------------------------------------------------------------------------

    def _tell(self, session: Session) -> None:
        self.changed.emit(session)
        self._say()

    def _say(self) -> None:
        """One quiet line while the candidate is in front."""
        session = self._desk.session
        altered = self.altered(session) if session is not None else ()
        if session is None or not altered:
            self._notices.clear_state(STATE)
            return
        offers = (
            Offer(_("Show"), lambda: self.show_asked.emit(session)),
            Offer(_("Keep as it is"), lambda: self.dismiss(session)),
        )
        self._notices.set_state(STATE, Notice(said(altered), offers=offers))


def said(altered: tuple[Altered, ...]) -> str:
    """What happened, in one sentence with the names of the fields."""
    names = listed(field_of(each.key).label for each in altered)
    if all(each.was_filled for each in altered):
        text = _("Since you sent, Workable has filled in: {fields}.")
    else:
        text = _("Since you sent, this has changed in Workable: {fields}.")
    return text.format(fields=names)


def _is_unseen(key: str, before: Record, now: Record) -> bool:
    """Whether a list was not shown in one of the reads: not known is no change (API §4.6)."""
    sides = (before.get(key), now.get(key))
    is_list = field_of(key).kind in (Kind.ENTRIES, Kind.PROFILES, Kind.WORDS)
    return is_list and any(is_unknown(side) for side in sides)


def _key(session: Session) -> tuple[str, str]:
    return session.account, session.record_id
