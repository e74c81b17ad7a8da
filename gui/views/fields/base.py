"""What every editor of a value has in common.

An editor shows one value and says what the person wants it to be. It knows nothing of records,
drafts or requests: whoever holds the draft listens to `edited` and calls `show_value` with the
result. Undo and redo are the form's business, so no editor reacts to their keys.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from gui.views.text import set_property

PAUSE_MS: Final = 1000
"""A burst of typing ends after this long without a key (ux rule 4)."""


class FieldTone(enum.IntEnum):
    """What is said below a field; of several the highest is shown."""

    HINT = 1
    WARNING = 2
    ERROR = 3
    COMPLAINT = 4
    """What the service said when it refused the value."""


class Editor(QWidget):
    """The widget for one value.

    Signals: `edited(value, typing)` when the person changed the value, never because of
    `show_value`; `typing` tells a keystroke, which may join the ones before it, from a whole step
    such as a paste. `left()` when a burst of typing is over: focus left the editor, a second
    passed, or a paste follows. `taken()` when the person is over with it although the focus stays,
    as by sending. `noted(tone, text)` when the editor has something to say about
    what is in it; an empty text takes that tone's words back. `asking(visible)` when the
    `line_widget` has a question. `unfinished(text)` when the person has typed: what stands in
    the editor and is no value, empty for nothing.
    """

    edited = Signal(object, bool)
    left = Signal()
    taken = Signal()
    noted = Signal(object, str)
    asking = Signal(bool)
    unfinished = Signal(str)

    carries_label: ClassVar[bool] = False
    """Whether the editor shows its label itself, as a check box does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing_depth = 0
        self._read_only = False
        self._notes: dict[FieldTone, str] = {}
        self._is_asking = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)

    # --- what the form uses ----------------------------------------------------------------

    @property
    def has_waiting_word(self) -> bool:
        """Whether a word stands in it that was typed and is not among those of its set yet."""
        return False

    @property
    def has_left_over(self) -> bool:
        """Whether a text stands in it that came back with the draft and was not read yet."""
        return False

    def show_value(self, value: object) -> None:
        """Shows a value without telling anybody; keeps cursor and selection where it is the
        one shown already."""
        raise NotImplementedError

    def show_unfinished(self, text: str) -> None:
        """Shows over the value what was typed there and is none, with what there is to say of
        it; for an empty text the value alone. Nothing happens where it stands there already."""

    def set_original(self, value: object) -> None:
        """Tells the value as it was read, for editors that mark parts of their value."""

    def main_widget(self) -> QWidget:
        """The widget that has the focus, the accessible name and the label's mnemonic."""
        raise NotImplementedError

    def corner_widget(self) -> QWidget | None:
        """What belongs at the far end of the label's line, such as a count; None for nothing."""
        return None

    def set_label(self, label: str) -> None:
        """Tells the label, for the accessible names of the editor's parts."""
        self.main_widget().setAccessibleName(label)

    def set_read_only(self, read_only: bool) -> None:
        """Lets the value be read and copied only, or be edited again."""
        if read_only != self._read_only:
            self._read_only = read_only
            self._apply_read_only()

    @property
    def is_read_only(self) -> bool:
        return self._read_only

    def focus_editor(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Puts the focus where typing goes."""
        self.main_widget().setFocus(reason)

    def commit(self) -> None:
        """Takes what is typed so far, as if the focus left; for whoever is about to send."""
        self._end_burst()
        self.taken.emit()

    def start_over(self) -> None:
        """Forgets what is typed but not taken, and what the person asked for here; to be called
        before the value of another record is shown."""

    def set_fault(self, fault: bool) -> None:
        """Marks the editor as one to be looked at, or no longer."""
        set_property(self.main_widget(), "fault", fault)

    def line_widget(self) -> QWidget | None:
        """What takes the place of the words below the field while it is asking."""
        return None

    @property
    def notes(self) -> Mapping[FieldTone, str]:
        """What the editor has to say at present."""
        return dict(self._notes)

    @property
    def is_asking(self) -> bool:
        """Whether the `line_widget` has a question at present."""
        return self._is_asking

    # --- for the editors themselves --------------------------------------------------------

    def _note(self, tone: FieldTone, text: str) -> None:
        """Says something about what is in the editor, or takes it back."""
        if text != self._notes.get(tone, ""):
            self._notes[tone] = text
            self.noted.emit(tone, text)

    def _ask_below(self, asking: bool) -> None:
        """Shows or hides the `line_widget`."""
        if asking != self._is_asking:
            self._is_asking = asking
            self.asking.emit(asking)

    def _apply_read_only(self) -> None:
        raise NotImplementedError

    def _tell(self, value: object, *, typing: bool) -> None:
        """Emits an edit, and keeps the time since the last keystroke."""
        if not typing:
            self._end_burst()
        self.edited.emit(value, typing)
        if typing:
            self._pause.start()

    def _end_burst(self) -> None:
        """Emits `left` if a burst is under way."""
        if self._pause.isActive():
            self._pause.stop()
            self.left.emit()

    def _on_pause(self) -> None:
        self.left.emit()

    def _focus_moved(self, reason: Qt.FocusReason) -> None:
        """To be called when a part lost the focus; finds out whether the whole editor did."""
        if reason is Qt.FocusReason.PopupFocusReason:
            return  # a menu or list over the editor; the focus comes back
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            self._focus_left(reason)

    def _focus_left(self, reason: Qt.FocusReason) -> None:
        """The focus is no longer in the editor."""
        self._pause.stop()
        self.left.emit()

    @contextmanager
    def _showing(self) -> Iterator[None]:
        """While inside, what widgets report is our own doing and not an edit."""
        self._showing_depth += 1
        try:
            yield
        finally:
            self._showing_depth -= 1

    @property
    def _is_showing(self) -> bool:
        return self._showing_depth > 0


def is_undo_key(event: QEvent) -> bool:
    """Whether this is a key event of undo or redo, which belong to the form (ux rule 4)."""
    return isinstance(event, QKeyEvent) and (
        event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    )


def leave_to_form(event: QEvent) -> bool:
    """Ignores undo and redo keys so that they reach the form's own actions.

    To be called first in `event()` of every text widget; True when the event is dealt with. Both
    kinds of event count: without the override the form's shortcut never fires, and without the
    press a disabled action would leave the key to the widget's own undo.
    """
    if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and is_undo_key(event):
        event.ignore()
        return True
    return False
