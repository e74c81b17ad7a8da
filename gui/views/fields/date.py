"""The editor of a date: a line that is typed into, read when the person leaves it.

A text that is no date, or could be two, is never made into a value: it stays in the line with
words below it and is told as unfinished, while the draft keeps the value it had. Stored values
of another form are shown and kept as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from gui.i18n import _
from gui.model.dates import (
    Ambiguous,
    Empty,
    NotADate,
    Part,
    Precision,
    Present,
    Reading,
    Understood,
    is_stored_form,
    keep_day,
    part_at,
    read_date,
    show_stored,
    step,
)
from gui.views.fields.base import Editor, FieldTone
from gui.views.fields.calendar import CalendarPopup
from gui.views.fields.choice import Choice
from gui.views.fields.date_line import DateLine
from gui.views.icons import IconButton
from gui.views.keymap import native
from gui.views.text import set_property

_PARTS: Final = {Part.YEAR: (0, 4), Part.MONTH: (5, 2), Part.DAY: (8, 2)}
_PRECISE: Final = {
    Precision.YEAR: Part.YEAR,
    Precision.MONTH: Part.MONTH,
    Precision.DAY: Part.DAY,
}


def today() -> dt.date:
    """The computer's date."""
    now = QDate.currentDate()
    return dt.date(now.year(), now.month(), now.day())


class DateEditor(Editor):
    """A date as the service stores it, ``YYYY-MM-DD``; None for no date.

    Emits the stored form only. `present_typed()` comes right before an empty date when the
    person typed "present" or the like, so that a job can be marked as current in the same step.
    """

    present_typed = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, clock: Callable[[], dt.date] = today
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self.is_start = False
        """Whether it tells when something began, for which "present" is no answer."""
        self._value: object = None
        self._base: object = None
        self._original: object = None
        self._shown = ""
        self._label = ""
        self.line = DateLine()
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._goes_on = False
        self._show_hint()
        self.button = IconButton(
            "calendar", _("Calendar"), role="quiet", shortcut=native("Alt+Down")
        )
        self.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.choice = Choice(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        self.line.put_inside(self.button)

        self.line.changed.connect(self._on_changed)
        self.line.entered.connect(self._on_entered)
        self.line.leaving.connect(self._read_aloud)
        self.line.hurried.connect(self._read_quietly)
        self.line.escaped.connect(self._take_back)
        self.line.stepped.connect(self._step)
        self.line.calendar_asked.connect(self.open_calendar)
        self.line.focus_left.connect(self._focus_moved)
        self.button.clicked.connect(self.open_calendar)
        self.choice.chosen.connect(self._choose)

    # --- what the form uses ----------------------------------------------------------------

    def main_widget(self) -> QWidget:
        return self.line

    def line_widget(self) -> QWidget:
        return self.choice

    def set_label(self, label: str) -> None:
        super().set_label(label)
        self._label = label
        self.button.set_label(_("{field} from a calendar").format(field=label), native("Alt+Down"))

    def show_value(self, value: object) -> None:
        if value == self._value and isinstance(value, str) == isinstance(self._value, str):
            return
        self._value = self._base = value
        self._restore()

    def set_original(self, value: object) -> None:
        self._original = value

    def show_unfinished(self, text: str) -> None:
        if text == self._left_over():
            return
        if not text:
            self._restore()
            return
        with self._showing():
            self.line.put(text)
        reading = self._read()
        if isinstance(reading, Ambiguous | NotADate):
            self._object(reading)
        else:
            self._note(FieldTone.WARNING, _("Not taken yet: press Enter."))
        self.line.takes_undo = self.line.takes_escape = True

    def commit(self) -> None:
        self._read_aloud()
        super().commit()

    def start_over(self) -> None:
        self._restore()

    @property
    def has_unread_text(self) -> bool:
        """Whether the line holds a text that is not the value: no date, or one of two."""
        return self.line.text() != self._shown and not isinstance(
            self._read(), Understood | Empty | Present
        )

    @property
    def has_left_over(self) -> bool:
        """Whether the line holds a text that is not the value, be it one that could be."""
        return bool(self._left_over())

    # --- reading ---------------------------------------------------------------------------

    def _read(self) -> Reading:
        reading = read_date(self.line.text(), today=self._clock())
        if isinstance(reading, Present) and self.is_start:
            return NotADate(_("Until now is for the end date. Enter the start, such as Mar 2011."))
        return keep_day(reading, self._base) if isinstance(reading, Understood) else reading

    def _typed_back(self) -> tuple[object, ...]:
        """The value that the text is already, odd as it may be: typing it back is no change."""
        text = self.line.text()
        if text == self._shown:
            return (self._base,)
        if isinstance(self._original, str) and self._original == text:
            return (self._original,)
        return ()

    def _on_changed(self, typing: bool) -> None:
        if self._is_showing:
            return
        if self._read_only:
            self._restore()
            return
        reading = self._read()
        if self.is_asking or not isinstance(reading, NotADate):
            self._complain("")
        self._end_choice()
        self._note(FieldTone.HINT, "")
        self._note(FieldTone.WARNING, "")
        text = self.line.text()
        self.line.takes_escape = text != self._shown
        self.line.takes_undo = self.has_unread_text
        whole = is_stored_form(text) or isinstance(reading, Empty) or bool(self._typed_back())
        if not typing:
            self._end_burst()
        if whole or not typing:
            self._read_quietly(typing=typing)
        elif isinstance(reading, NotADate | Ambiguous):
            # What was read on the way here, as an emptied line, was not meant.
            self._take(self._base, typing=typing)
        self._tell_left_over()
        self._pause.start()

    def _on_pause(self) -> None:
        self._read_quietly()
        self._tell_left_over()
        super()._on_pause()

    def _on_entered(self) -> None:
        self._read_aloud()
        self._end_burst()
        if not self.choice.isHidden():
            self.choice.focus_first()

    def _focus_left(self, reason: Qt.FocusReason) -> None:
        if self._is_on_choice():
            return
        self._read_aloud()
        super()._focus_left(reason)

    def _is_on_choice(self) -> bool:
        now = QApplication.focusWidget()
        return now is not None and self.choice.isAncestorOf(now)

    def _read_quietly(self, *, typing: bool = True) -> None:
        """Takes the text as the value if it is one, and leaves the line alone."""
        if back := self._typed_back():
            self._take(back[0], typing=typing)
            return
        reading = self._read()
        if isinstance(reading, Understood):
            self._take(reading.stored, typing=typing)
        elif isinstance(reading, Empty):
            self._take(None, typing=typing)

    def _read_aloud(self) -> None:
        """Takes the text as the value, shows how it was understood, or says why it was not."""
        text = self.line.text()
        if self._read_only or text == self._shown or self.is_asking:
            return
        reading = self._read()
        if back := self._typed_back():
            self._settle(back[0])
        elif isinstance(reading, Understood):
            self._settle(reading.stored)
            if reading.stored != text:
                self._note(FieldTone.HINT, reading.shown)
        elif isinstance(reading, Empty):
            self._settle(None)
        elif isinstance(reading, Present):
            self.present_typed.emit()
            self._settle(None)
            self._note(FieldTone.HINT, _("No date: until now"))
        else:
            # What was read on the way to this text was not meant.
            self._take(self._base, typing=True)
            self._object(reading)
            self.line.takes_undo = self.line.takes_escape = True
            self._tell_left_over()

    def _object(self, reading: Ambiguous | NotADate) -> None:
        if isinstance(reading, Ambiguous):
            self._ask(reading)
        else:
            self._complain(reading.hint)

    def _left_over(self) -> str:
        """The text in the line as far as it is not the value; empty for none."""
        text, reading = self.line.text(), self._read()
        if text == self._shown or self._read_only:
            return ""
        if back := self._typed_back():
            return "" if back[0] == self._value else text
        if isinstance(reading, Understood) and reading.stored == self._value:
            return ""
        return text

    def _tell_left_over(self) -> None:
        self.unfinished.emit(self._left_over())

    def _ask(self, reading: Ambiguous) -> None:
        several = len(reading.options) > 1
        self._complain(_("Which date is it?") if several else _("Is it this date?"))
        self.choice.ask(
            _("Which one?") if several else _("This one?"),
            [(option.shown, option) for option in reading.options],
            after=self.line,
        )
        self._ask_below(True)

    def _choose(self, option: object) -> None:
        assert isinstance(option, Understood)
        self._settle(option.stored)
        self._note(FieldTone.HINT, option.shown)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _complain(self, text: str) -> None:
        self._note(FieldTone.ERROR, text)

    def _end_choice(self) -> None:
        self.choice.hide()
        self._ask_below(False)

    def _take(self, value: object, *, typing: bool) -> None:
        if value != self._value:
            self._value = value
            self._tell(value, typing=typing)

    def _settle(self, value: object) -> None:
        """Takes a value for good and shows it in its stored form."""
        self._take(value, typing=True)
        self._base = value
        self._restore()
        self._tell_left_over()

    def _take_back(self) -> None:
        """Gives the line back what it showed before anything was typed."""
        self._settle(self._base)

    def _restore(self) -> None:
        """Shows the value, and drops what else was in the line."""
        with self._showing():
            self.line.put(show_stored(self._value))
        # What the line made of it: characters that it cannot hold are no edit.
        self._shown = self.line.text()
        self.line.takes_undo = self.line.takes_escape = False
        self._end_choice()
        self._complain("")
        self._note(FieldTone.HINT, "")
        self._note(FieldTone.WARNING, "")

    # --- other ways in ---------------------------------------------------------------------

    def _step(self, by: int) -> None:
        if self._read_only:
            return
        reading = self._read()
        if not isinstance(reading, Understood):
            return
        is_stored = self.line.text() == reading.stored
        part = part_at(self.line.cursorPosition()) if is_stored else _PRECISE[reading.precision]
        if is_stored and self.line.hasSelectedText():
            whole = self.line.selectedText() == self.line.text()
            part = Part.MONTH if whole else part_at(self.line.selectionStart() + 1)
        stepped = step(reading.stored, part, by)
        if stepped is not None:
            self._settle(stepped)
            self.line.setSelection(*_PARTS[part])
            self._pause.start()

    def open_calendar(self) -> None:
        """Shows a month to choose a day from."""
        if self._read_only:
            return
        self._read_quietly()
        shown = self._value if is_stored_form(self._value) else self._clock().isoformat()
        popup = CalendarPopup(self, str(shown), self._label)
        popup.chosen.connect(self._on_picked)
        popup.show_at(self.line)

    def _on_picked(self, day: str) -> None:
        self._end_burst()
        if day != self._value:
            self._value = self._base = day
            self._tell(day, typing=False)
        self._restore()
        self._tell_left_over()

    def _apply_read_only(self) -> None:
        self.line.setReadOnly(self._read_only)
        self._show_hint()
        self.button.setVisible(not self._read_only)

    def set_going_on(self, goes_on: bool) -> None:
        """Says "Present" in the empty line: what it would tell the end of is not over."""
        if goes_on is not self._goes_on:
            self._goes_on = goes_on
            self._show_hint()

    def _show_hint(self) -> None:
        hint = "" if self._read_only else _("such as Mar 2011")
        self.line.setPlaceholderText(_("Present") if self._goes_on else hint)

    def set_fault(self, fault: bool) -> None:
        set_property(self.line, "fault", fault)
