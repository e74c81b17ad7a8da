"""The top of the window: find, undo and redo, how much has changed, review, send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from gui.i18n import _, ngettext
from gui.services.phase import Phase
from gui.views.actions import Act
from gui.views.announce import announce
from gui.views.buttons import Button
from gui.views.icons import IconButton, LineMark, make_clearable
from gui.views.text import Label, set_property, set_tip
from gui.views.theme import Space, grown

if TYPE_CHECKING:
    from gui.views.window_actions import Actions

_KEYS: Final = "keys_of_action"
PHASE_MS: Final = 100
"""What is over sooner is not said: where the service is near, the words would only flicker."""
LEAST_LINE: Final = 220
WIDEST_LINE: Final = 400
"""Of `Find candidate`, in logical pixels; the most grows with the letters."""
REFERENCE_LIMIT = 2000
"""Characters that the line takes; more is no id, link or e-mail."""


class FindLine(QLineEdit):
    """`Find candidate`: an id, a profile link or an e-mail; Enter asks for it.

    Signals: `asked(text)`, and `left()` when Esc is pressed on an empty line.
    """

    asked = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_candidate")
        self.setAccessibleName(_("Find candidate"))
        self.setPlaceholderText(_("Find candidate: id, link or e-mail"))
        self.setMaxLength(REFERENCE_LIMIT)
        make_clearable(self)
        LineMark("search", self)
        self._balloon: QFrame | None = None
        self._complaint = Label(wrap=True)
        self.textEdited.connect(self._take_back)

    def complain(self, text: str) -> None:
        """Says below the line why what is in it cannot be opened, until it is edited or left."""
        if self._balloon is None:
            self._balloon = self._make_balloon()
        self._complaint.setText(text)
        set_property(self, "fault", True)
        self.setAccessibleDescription(text)
        self._balloon.setFixedWidth(max(self.width(), 320))
        self._balloon.adjustSize()
        at = self.mapTo(self.window(), QPoint(0, self.height() + Space.XS))
        self._balloon.move(at)
        self._balloon.show()
        self._balloon.raise_()
        announce(self, text, urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self._take_back()
                self.asked.emit(self.text().strip())
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self._take_back()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self._take_back()  # it would stand over the list

    def _take_back(self) -> None:
        if self._balloon is not None and not self._balloon.isHidden():
            self._balloon.hide()
            self.setAccessibleDescription("")
            set_property(self, "fault", False)

    def _make_balloon(self) -> QFrame:
        balloon = QFrame(self.window())
        balloon.setProperty("look", "raised")
        self._complaint.set_tone("error")
        column = QVBoxLayout(balloon)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.addWidget(self._complaint)
        return balloon


class TopBar(QWidget):
    """Shows what the actions can do and how much has changed; decides nothing."""

    def __init__(self, actions: Actions | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.find_line = FindLine()
        self.find_line.setMinimumWidth(LEAST_LINE)
        self.find_line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        undo = IconButton("undo", _("Undo"))
        redo = IconButton("redo", _("Redo"))
        self._count = Label(elide=True)
        self._count.setObjectName("change_count")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        room = self._count.fontMetrics().horizontalAdvance("0")
        self._count.setMinimumWidth(14 * room)
        review = Button(_("Review changes"), icon_name="changes")
        send = Button(_("Send"), kind="primary", icon_name="send")

        self._told: tuple[int, Phase] = (0, Phase.IDLE)
        self._phase_timer = QTimer(self)
        self._phase_timer.setObjectName("phase")
        self._phase_timer.setSingleShot(True)
        self._phase_timer.setInterval(PHASE_MS)
        self._phase_timer.timeout.connect(self._show_phase)
        self._review = review
        self._buttons: dict[Act, Button | IconButton] = {
            Act.UNDO: undo,
            Act.REDO: redo,
            Act.REVIEW: review,
            Act.SEND: send,
        }
        for act, button in self._buttons.items():
            button.setObjectName(f"{act}_button")
            button.setEnabled(False)
        if actions is not None:
            self.follow(actions)

        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.S)
        row.addWidget(self.find_line, 4)
        row.addStretch(1)
        row.addWidget(undo)
        row.addWidget(redo)
        row.addSpacing(Space.S)
        row.addWidget(self._count)
        row.addSpacing(Space.S)
        row.addWidget(review)
        row.addWidget(send)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Leaves the words off a button where they would take the others' room; the line is as
        wide as its words need in these letters."""
        self.find_line.setMaximumWidth(grown(WIDEST_LINE))
        for words in (True, False):
            self._review.show_words(words)
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                break
        self._row.activate()

    def minimumSizeHint(self) -> QSize:
        # As narrow as with the icon alone.
        return QSize(0, super().minimumSizeHint().height())

    def follow(self, actions: Actions) -> None:
        """Ties the buttons to the commands of the window, which are made after them."""
        for act, button in self._buttons.items():
            follow(button, actions[act])

    @property
    def count_text(self) -> str:
        """What the window says about changes."""
        return self._count.text()

    def show_count(self, count: int | None, phase: Phase = Phase.IDLE) -> None:
        """Says how many changes there are, or what is going on if it takes a while; None for no
        candidate."""
        was_told = self._told[1] is not Phase.IDLE and not self._phase_timer.isActive()
        self._told = (count or 0, Phase.IDLE if count is None else phase)
        if count is None:
            self._phase_timer.stop()
            self._count.setText("")
        elif phase is Phase.IDLE:
            self._phase_timer.stop()
            self._show_words(changes_text(count) if count else _("No changes"))
        elif was_told:
            self._show_phase()
        else:
            if not self._phase_timer.isActive():
                self._phase_timer.start()
            self._show_words(changes_text(count) if count else _("No changes"))

    def _show_phase(self) -> None:
        self._phase_timer.stop()
        self._show_words(_phase_text(self._told[1]))

    def _show_words(self, words: str) -> None:
        self._count.setText(words)
        self._count.set_tone("changed" if self._told[0] else "quiet")


def changes_text(count: int) -> str:
    """ "3 changes", "1 change"."""
    return ngettext("{count} change", "{count} changes", count).format(count=count)


def _phase_text(phase: Phase) -> str:
    return {
        Phase.READING: _("Reading…"),
        Phase.ASKING: _("Waiting for you"),
        Phase.WRITING: _("Sending…"),
        Phase.CHECKING: _("Checking…"),
    }.get(phase, "")


def follow(button: Button | IconButton, action: QAction) -> None:
    """Ties a button to an action: pressing, enabled, checked, and its key in the tip.

    Not QToolButton's own way, which would take over the action's text and mnemonic.
    """

    def update() -> None:
        button.setEnabled(action.isEnabled())
        button.setChecked(action.isChecked())
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if keys != button.property(_KEYS):
            button.setProperty(_KEYS, keys)
            set_tip(button, button.accessibleName(), keys)

    button.setCheckable(action.isCheckable())
    set_tip(button, button.accessibleName())
    button.clicked.connect(lambda: action.trigger())
    action.changed.connect(update)
    update()
