"""The editor of long plain text: summaries, cover letters.

It grows with its content, counts, and opens wide on F4. HTML is shown as the source that it is.
What the widget could not give back unchanged, or could not lay out in time, is shown read-only
and kept whole.
"""

from __future__ import annotations

import enum
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _, grouped
from gui.model.texts import count_text, looks_like_html
from gui.views.actions import Act
from gui.views.fields.base import Editor, FieldTone
from gui.views.fields.held import HeldStrip
from gui.views.fields.inputs import TextInput
from gui.views.fields.sheet import WideSheet
from gui.views.keyed import KeyedButton
from gui.views.keymap import means
from gui.views.text import Label
from gui.views.theme import Space

SHOWN_AT_ONCE: Final = 20_000
"""Characters of a text that are shown unasked (reliability H43)."""
LONGEST_EDITED: Final = 200_000
"""Characters of a text that can be edited here at all."""
LONGEST_WORD: Final = 1_000
"""Characters without a blank, of which a long text would take too long to lay out."""
FEWEST_LINES: Final = 2
MOST_LINES: Final = 14


class _Hold(enum.Enum):
    """How the text on the screen stands to the value."""

    WHOLE = "whole"
    CUT = "cut"
    ALTERED = "altered"


class TextEditor(Editor):
    """A text of several lines; everything that is not text is shown as an empty one.

    Windows line ends are kept when all of a text's are such; blanks and breaks of every kind
    come back as they were.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._label = ""
        self._hold = _Hold.WHOLE
        self._line_end = "\n"
        self._wants_all = False
        self._sheet: WideSheet | None = None
        self.input = TextInput(limit=SHOWN_AT_ONCE)
        self._strip: HeldStrip | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self.input)

        self._corner = QWidget()
        self.count = Label("", role="small", elide=True)
        self.wide_button = KeyedButton(
            "expand", _("Edit wide"), Act.EDIT_WIDE, role="quiet", dense=True
        )
        self.wide_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.wide_button.clicked.connect(self.open_wide)
        corner = QHBoxLayout(self._corner)
        corner.setContentsMargins(0, 0, 0, 0)
        corner.setSpacing(Space.XS)
        corner.addWidget(self.count)
        corner.addWidget(self.wide_button)

        self.input.changed.connect(self._on_changed)
        self.input.too_long.connect(self._on_pasted_too_much)
        self.input.focus_left.connect(self._focus_moved)
        self.input.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self._count()

    # --- what the form uses ----------------------------------------------------------------

    def main_widget(self) -> QWidget:
        return self.input

    def line_widget(self) -> QWidget | None:
        return self._strip

    def corner_widget(self) -> QWidget:
        return self._corner

    def set_label(self, label: str) -> None:
        super().set_label(label)
        self._label = label
        self.wide_button.set_label(_("Edit {field} wide").format(field=label))

    def show_value(self, value: object) -> None:
        text = value if isinstance(value, str) else ""
        if text != self._value:
            self._value = text
            self._wants_all = self._wants_all and len(text) > SHOWN_AT_ONCE
            self._show(all_of_it=len(text) <= SHOWN_AT_ONCE or self._can_show_all())

    def start_over(self) -> None:
        self._wants_all = False

    def open_wide(self) -> None:
        """Shows the text on a sheet over the window, where all editing goes on as before."""
        if self._sheet is not None:
            return
        # The place keeps its height, so that nothing moves behind the sheet.
        self.setFixedHeight(self.height())
        self._sheet = WideSheet(self.window(), self._label, self.input, self._make_count())
        self._sheet.closed.connect(self._close_wide)
        self._set_lines_free()
        self._sheet.show()
        self._sheet.raise_()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the text --------------------------------------------------------------------------

    def _show(self, *, all_of_it: bool) -> None:
        """Puts the value into the widget, as far as it goes."""
        text = self._value
        ends = text.count("\r\n")
        only_windows = ends > 0 and ends == text.count("\n") == text.count("\r")
        self._line_end = "\r\n" if only_windows else "\n"
        body = text.replace("\r\n", "\n") if only_windows else text
        with self._showing():
            self.input.put(body if all_of_it else body[:SHOWN_AT_ONCE])
        if not all_of_it:
            self._hold_back(_Hold.CUT)
        elif self.input.text() != body:
            self._hold_back(_Hold.ALTERED)
        else:
            self._hold_back(_Hold.WHOLE)
        self._count()

    def _hold_back(self, hold: _Hold) -> None:
        self._hold = hold
        if hold is not _Hold.WHOLE:
            if self._strip is None:
                self._strip = HeldStrip(self)
                self._strip.asked.connect(self._let_edit)
            self._strip.say(*self._why_held())
        self._ask_below(hold is not _Hold.WHOLE)
        self._note_what_it_is()
        self._apply_read_only()

    def _why_held(self) -> tuple[str, str]:
        """Why the text is read-only, and the way out."""
        if self._hold is _Hold.ALTERED:
            why = _("Kept as it is: it has characters that would be lost here")
            return why, _("Edit as plain text")
        why = _("The first {shown} of {all} characters; the rest is kept").format(
            shown=grouped(SHOWN_AT_ONCE), all=grouped(len(self._value))
        )
        return why, _("Edit all of it") if self._can_lay_out() else _("Clear")

    def _can_show_all(self) -> bool:
        return self._wants_all and self._can_lay_out()

    def _can_lay_out(self) -> bool:
        return len(self._value) <= LONGEST_EDITED and all(
            len(word) <= LONGEST_WORD for word in self._value.split()
        )

    def _let_edit(self) -> None:
        """The way out that the strip offers."""
        if self._hold is _Hold.ALTERED:
            self._hold_back(_Hold.WHOLE)
        elif self._can_lay_out():
            self._wants_all = True
            self._show(all_of_it=True)
        else:
            self._value = ""
            self._show(all_of_it=True)
            self._tell("", typing=False)
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, typing: bool) -> None:
        if self._is_showing:
            return
        if self._read_only or self._hold is not _Hold.WHOLE:
            # Assistive technology writes into read-only texts too.
            self._show(all_of_it=self._hold is not _Hold.CUT)
            return
        self._value = self.input.text().replace("\n", self._line_end)
        self._count()
        self._note_what_it_is()
        self._tell(self._value, typing=typing)

    def _on_pasted_too_much(self, text: object) -> None:
        assert isinstance(text, str)
        self._value = text.replace("\r\n", "\n").replace("\n", self._line_end)
        self._wants_all = True
        self._show(all_of_it=self._can_show_all())
        self._tell(self._value, typing=False)

    def _apply_read_only(self) -> None:
        self.input.setReadOnly(self._read_only or self._hold is not _Hold.WHOLE)
        if self._strip is not None:
            self._strip.button.setEnabled(not self._read_only)

    # --- around the text -------------------------------------------------------------------

    def _count(self) -> None:
        self.count.setText(count_text(self._value) if self._value else "")
        if self._sheet is not None:
            self._sheet_count.setText(self.count.text())

    def _make_count(self) -> Label:
        self._sheet_count = Label(self.count.text(), role="small")
        return self._sheet_count

    def _note_what_it_is(self) -> None:
        """Says what is seen below the field, or would be, for assistive technology too."""
        said = _("Contains HTML, shown as its source") if looks_like_html(self._value) else ""
        if self._hold is not _Hold.WHOLE:
            said = self._why_held()[0]
        self._note(FieldTone.HINT, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if means(event, Act.EDIT_WIDE):
            self.open_wide()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            # The input is dressed after its parent, and its margins are those of another look
            # until then: a height taken in between would stay.
            QTimer.singleShot(0, self, self._fit_height)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._sheet is not None:
            self._sheet.close_sheet()

    def _fit_height(self) -> None:
        """Gives the widget the height of its text, within limits."""
        if self._sheet is not None:
            return
        lines = round(self.input.document().size().height())
        shown = min(max(lines, FEWEST_LINES), MOST_LINES)
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.input.setVerticalScrollBarPolicy(
            bar if lines > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        around = self.input.contentsMargins()
        margin = round(2 * self.input.document().documentMargin())
        height = shown * self.input.fontMetrics().lineSpacing() + margin
        self.input.setFixedHeight(height + around.top() + around.bottom())

    def _set_lines_free(self) -> None:
        self.input.setMinimumHeight(0)
        self.input.setMaximumHeight(16_777_215)
        self.input.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _close_wide(self) -> None:
        had_focus = self.input.hasFocus() or self.window().focusWidget() is None
        self._sheet = None
        self._column.insertWidget(0, self.input)
        self.setMinimumHeight(0)
        self.setMaximumHeight(16_777_215)
        self.input.show()
        self._fit_height()
        if had_focus:
            self.input.setFocus(Qt.FocusReason.OtherFocusReason)
