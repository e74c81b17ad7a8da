"""The palette (Ctrl+K): a line over the window that leads to anything by a few letters of it, or
to a field alone (Ctrl+G).

It is a part of the window and no dialog: it asks nothing, nobody waits for it, and it is gone as
soon as the focus is elsewhere. It does nothing itself: `chosen` says what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _, ngettext
from gui.services.palette import Group, Hit, Item
from gui.views.actions import Act
from gui.views.announce import announce
from gui.views.icons import LineMark
from gui.views.keymap import means
from gui.views.line_delegate import line_height
from gui.views.line_list import Line, LineList
from gui.views.text import Label
from gui.views.theme import Space

_WIDTH: Final = 640
_LETTERS: Final = 76
_LINES: Final = 12
_SHARE: Final = 0.72
"""Of the window's height, at most."""
_ABOVE: Final = 0.1
_SHADE: Final = 40
_SHADOW: Final = 3
_BLUR: Final = 26
_PAUSE_MS: Final = 350
"""A screen reader is told what was found after this long without a key."""
_QUERY_LIMIT: Final = 200

_OPENERS: Final = (Act.PALETTE, Act.GO_TO_FIELD)
"""Its keys close it, too."""

Find = Callable[[str], Sequence[Group]]


class Palette(QWidget):
    """Signals: `chosen(Item)` after it has gone and the focus is where it was; `closed()`."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, find: Find, window: QWidget, *, fields_only: bool = False) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        name, hint = _("Go to anything"), _("Command, field, tab or candidate")
        nothing = _("Nothing is called so. A candidate is also found by id, link or e-mail.")
        if fields_only:
            name, hint = _("Go to a field"), _("Field")
            nothing = _("No field is called so.")
        self.setAccessibleName(name)
        self._find = find
        self._window = window
        self._before: QWidget | None = None
        self._is_open = False
        self._card = QFrame(self)
        self.line = _Line(name, hint)
        self.list = LineList(_("Found"))
        self.count = Label(role="small")
        self._nothing = Label(nothing, role="quiet", wrap=True)
        self._say_soon = QTimer(self)
        self._compose()
        self.line.textChanged.connect(self._show)
        self.line.walked.connect(self._walk)
        self.line.entered.connect(self._take)
        self.line.left.connect(self.close_palette)
        self.list.taken.connect(self._take)
        self._say_soon.setSingleShot(True)
        self._say_soon.setInterval(_PAUSE_MS)
        self._say_soon.timeout.connect(self._say_count)

    def open_palette(self) -> None:
        """Shows it over the window, with the keys going to its line."""
        self._before = QApplication.focusWidget()
        self._is_open = True
        self._window.installEventFilter(self)
        self._fit()
        self._show("")
        self.show()
        self.raise_()
        # As a menu does: whoever was typed into has not been left.
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        app = cast(QApplication, QApplication.instance())
        app.focusChanged.connect(self._on_focus)

    def close_palette(self) -> None:
        """Goes; the focus is where it was before. The second time nothing happens."""
        self._close(back=True)

    @property
    def hit(self) -> Hit | None:
        """What Enter would choose."""
        line = self.list.line
        return line.data if line is not None and isinstance(line.data, Hit) else None

    # --- Qt's side -------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, _SHADE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        # By hand: Qt's effect would blur the whole card anew with each blink of the cursor.
        painter.setBrush(QColor(0, 0, 0, _SHADOW))
        for wide in range(2, _BLUR, 2):
            around = QRectF(self._card.geometry()).adjusted(-wide, 4 - wide, wide, 4 + wide)
            painter.drawRoundedRect(around, 8 + wide, 8 + wide)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_palette()
        event.accept()

    # --- inside ----------------------------------------------------------------------------

    def _show(self, query: str) -> None:
        groups = self._find(query)
        lines: list[Line] = []
        for group in groups:
            lines.append(Line(group.kind.heading, is_heading=True))
            lines += [_line_of(hit) for hit in group.hits]
        self.list.show_lines(lines)
        self.list.go_to_first()
        found = sum(len(group.hits) for group in groups)
        self.count.setText(ngettext("{count} found", "{count} found", found).format(count=found))
        cast(QStackedLayout, self._pages.layout()).setCurrentIndex(0 if lines else 1)
        self._say_soon.start()

    def _walk(self, key: int) -> None:
        if self.list.walk(key, round_about=key in (Qt.Key.Key_Up, Qt.Key.Key_Down)):
            self._say_soon.stop()
            self._say_line()

    def _take(self) -> None:
        hit = self.hit
        if hit is None:
            return
        if hit.item.why_not:
            announce(self.line, hit.item.why_not, urgent=True)
            return
        self._close(back=True)
        self.chosen.emit(hit.item)

    def _say_count(self) -> None:
        line = self.list.line
        first = line.spoken if line is not None else self._nothing.text()
        announce(self.line, f"{self.count.text()}. {first}")

    def _say_line(self) -> None:
        line = self.list.line
        if line is not None:
            announce(self.line, line.spoken)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Whoever takes the focus keeps it: a dialog, a field that was clicked."""
        if now is not None and now is not self and not self.isAncestorOf(now):
            self._close(back=False)

    def _close(self, *, back: bool) -> None:
        if not self._is_open:
            return
        self._is_open = False
        self._say_soon.stop()
        cast(QApplication, QApplication.instance()).focusChanged.disconnect(self._on_focus)
        self._window.removeEventFilter(self)
        before = self._before
        if back and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _fit(self) -> None:
        """The same size for as long as it is open, however much is found."""
        room = self._window.rect()
        self.setGeometry(room)
        letter = self.fontMetrics().averageCharWidth()
        width = min(max(_WIDTH, _LETTERS * letter), room.width() - 2 * Space.XL)
        top = int(room.height() * _ABOVE)
        height = min(
            self._around + _LINES * line_height(),
            int(room.height() * _SHARE),
            room.height() - 2 * Space.XL,
        )
        left = (room.width() - width) // 2
        self._card.setGeometry(left, min(top, room.height() - height - Space.XL), width, height)

    @property
    def _around(self) -> int:
        return self.line.sizeHint().height() + self.count.sizeHint().height() + 4 * Space.M

    def _compose(self) -> None:
        self._card.setProperty("look", "raised")
        self._card.setObjectName("palette_card")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self._pages = QWidget()
        pages = QStackedLayout(self._pages)
        pages.addWidget(self.list)
        pages.addWidget(self._nothing)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.S, 0, Space.S, 0)
        hint = Label(_("Enter takes it, Esc closes"), role="small", elide=True)
        foot.addWidget(hint, 1)
        foot.addWidget(self.count)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(self.line)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)


class _Line(QLineEdit):
    """Signals: `walked(key)` for the keys that lead along the list, `entered()`, `left()`."""

    walked = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setObjectName("palette_line")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(_QUERY_LIMIT)
        LineMark("search", self)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no command of the window while this is open
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            # Before Qt takes Tab for the way to the next control: there is none.
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_alone = modifiers == Qt.KeyboardModifier.NoModifier
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.walked.emit(key)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            is_forward = key == Qt.Key.Key_Tab and is_alone
            self.walked.emit(Qt.Key.Key_Down if is_forward else Qt.Key.Key_Up)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_alone:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape or any(means(event, act) for act in _OPENERS):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _line_of(hit: Hit) -> Line:
    item: Item = hit.item
    return Line(
        item.title,
        about=item.why_not or item.about,
        keys=item.keys,
        icon=item.icon,
        spans=hit.spans,
        faint=bool(item.why_not),
        data=hit,
    )
