"""What is said about drafts that came back from the disk, or that have waited there for long."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QDate, QLocale, QObject, Signal

from gui.i18n import _, listed, ngettext
from gui.model.fields import field_of
from gui.model.unfinished import labels_of
from gui.services.desk import Restored
from gui.services.moments import day_and_year
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.services.session import Session

RESTORED_STATE: Final = "restored"
"""The bar of a draft that came back from the disk."""

OLD_STATE: Final = "old-drafts"
"""The bar that reminds of drafts that nobody has touched for long."""


class DraftBars(QObject):
    """Signals: `review_asked(Session)` when the person wants to see the changes of a draft that
    came back, `drafts_asked()` when they want the list of all drafts."""

    review_asked = Signal(object)
    drafts_asked = Signal()

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._bars: dict[Session, Notice] = {}
        self._front: Session | None = None

    def show_restored(self, session: Session, restored: Restored) -> None:
        """A draft came back (rule 23)."""
        if not session.draft.has_work:
            text = _("All that was in the draft of {day} is in Workable.")
            self._notices.tell(text.format(day=day_of(restored.kept.saved_at)))
            return
        offers = [Offer(_("Close"), lambda: self.take_away(session))]
        if session.draft.is_dirty:
            offers.insert(0, Offer(_("Review"), lambda: self.review_asked.emit(session)))
        said, left = _said(restored), tuple(session.draft.unfinished)
        if left:
            said = _("{text} Typed but not finished: {fields}.").format(
                text=said, fields=labels_of(left)
            )
            offers.insert(0, Offer(_("Show"), lambda: session.go_to(left[0])))
        tone = Tone.WARNING if restored.collisions or restored.unsure else Tone.INFO
        self._bars[session] = Notice(said, tone, tuple(offers))
        self._show()

    def show_for(self, session: Session | None) -> None:
        """Another candidate is in front."""
        self._front = session
        self._show()

    def take_away(self, session: Session) -> None:
        """The person has seen it, or there is nothing left of the draft."""
        if self._bars.pop(session, None) is not None:
            self._show()

    def remind(self, count: int) -> None:
        """So many drafts have not been touched for the time of `storage.drafts.OLD_DAYS`."""
        if not count:
            return
        text = ngettext(
            "{count} draft has waited for two weeks or longer.",
            "{count} drafts have waited for two weeks or longer.",
            count,
        ).format(count=count)
        offers = (
            Offer(_("Show drafts"), self.drafts_asked.emit),
            Offer(_("Close"), lambda: self._notices.clear_state(OLD_STATE)),
        )
        self._notices.set_state(OLD_STATE, Notice(text, Tone.INFO, offers))

    def _show(self) -> None:
        bar = self._bars.get(self._front) if self._front is not None else None
        if bar is None:
            self._notices.clear_state(RESTORED_STATE)
        else:
            self._notices.set_state(RESTORED_STATE, bar)


def _said(restored: Restored) -> str:
    day = day_of(restored.kept.saved_at)
    if not restored.is_read:
        text = _("Draft of {day}; the record cannot be read now and is shown as it was then.")
        return text.format(day=day)
    parts = [
        ngettext(
            "Draft of {day}; {count} field changed on the server since.",
            "Draft of {day}; {count} fields changed on the server since.",
            restored.moved,
        ).format(day=day, count=restored.moved)
        if restored.moved
        else _("Draft of {day}; nothing changed on the server since.").format(day=day)
    ]
    if restored.collisions:
        parts.append(
            ngettext(
                "{count} thing was changed on both sides. Both are kept; you are asked when you "
                "send.",
                "{count} things were changed on both sides. Both are kept; you are asked when you "
                "send.",
                restored.collisions,
            ).format(count=restored.collisions)
        )
    if restored.unsure:
        fields = listed(field_of(key).label for key in restored.unsure)
        text = _("It is not known whether this arrived: {fields}. Look before you send it again.")
        parts.append(text.format(fields=fields))
    return " ".join(parts)


def day_of(moment: dt.datetime, now: dt.datetime | None = None) -> str:
    """A day as it is spoken of: today with the time, yesterday, a weekday, else the date."""
    here = moment.astimezone()
    today = (now or dt.datetime.now(dt.UTC)).astimezone().date()
    days = (today - here.date()).days
    locale = QLocale()
    if days <= 0:
        return _("today, {time}").format(time=here.strftime("%H:%M"))
    if days == 1:
        return _("yesterday")
    if days < 7:
        return locale.standaloneDayName(here.isoweekday())
    date = QDate(here.year, here.month, here.day)
    return day_and_year(date)
