"""The wide editor: a sheet over the window on which a long text has room.

It is no window of its own, so that undo, send and every other key of the form work on it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _
from gui.views.actions import Act
from gui.views.buttons import Button
from gui.views.keymap import means
from gui.views.text import Label
from gui.views.theme import Space, current_roles, grown

_WIDEST = 880
_SHADE = 110
"""How strongly the window behind is dimmed, of 255."""


class WideSheet(QWidget):
    """Borrows an editing widget and shows it large over `window`.

    Esc, `Done` and a click beside it close the sheet, as does the focus going elsewhere in the
    window. Signal: `closed()`, after which the widget is free to be taken back.
    """

    closed = Signal()

    def __init__(self, window: QWidget, heading: str, body: QWidget, count: Label) -> None:
        super().__init__(window)
        self.setObjectName("wide_sheet")
        self.setAccessibleName(heading)
        self._is_open = True
        # With its parent from the start: what is borrowed must never be in a window of its own,
        # or its place in the order of Tab is lost.
        self._card = QFrame(self)
        self._card.setProperty("look", "raised")
        done = Button(_("Done"), kind="primary")
        done.clicked.connect(self.close_sheet)
        top = QHBoxLayout()
        top.addWidget(Label(heading, role="title"))
        top.addStretch(1)
        top.addWidget(count)
        bottom = QHBoxLayout()
        bottom.addWidget(Label(_("Every change is kept as you type."), role="small"))
        bottom.addStretch(1)
        bottom.addWidget(done)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(top)
        column.addWidget(body, 1)
        column.addLayout(bottom)
        window.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        self._fit()

    def close_sheet(self) -> None:
        """Closes the sheet; the second time nothing happens."""
        if self._is_open:
            self._is_open = False
            self._behind().removeEventFilter(self)
            self.closed.emit()
            self.hide()
            self.deleteLater()

    # --- events ----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.parent():
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or means(event, Act.EDIT_WIDE):
            self.close_sheet()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_sheet()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the sheet."""
        stops = [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self)
        ]
        now = QApplication.focusWidget()
        if not stops:
            return False
        at = stops.index(now) if now in stops else -1
        after = stops[(at + (1 if forward else -1)) % len(stops)]
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        after.setFocus(reason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        shade = min(QColor(roles.text), QColor(roles.field), key=QColor.lightness)
        shade.setAlpha(_SHADE)
        QPainter(self).fillRect(self.rect(), shade)

    def _behind(self) -> QWidget:
        # Asked for and never held: the last one to hold a window would end it with itself.
        window = self.parentWidget()
        assert window is not None
        return window

    def _fit(self) -> None:
        self.setGeometry(self._behind().rect())
        width = min(grown(_WIDEST), self.width() - 2 * Space.XL)
        height = self.height() - 2 * Space.XXL
        self._card.setGeometry((self.width() - width) // 2, Space.XXL, width, height)

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self.window() and not self.isAncestorOf(now):
            self.close_sheet()
