"""The popover that shows the whole of what a field was (F3)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.texts import shorten, visible
from gui.views.buttons import Button
from gui.views.fields.popup import show_below
from gui.views.text import Label
from gui.views.theme import Space, grown

_MOST: int = 20_000
_LINES: int = 12
_WIDTH: int = 420


class PeekPopup(QFrame):
    """Shows a text below a widget until a click elsewhere or Esc. Signal: `revert_asked()`."""

    revert_asked = Signal()

    def __init__(self, parent: QWidget, field: str, text: str, *, can_revert: bool) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "raised")
        self.setObjectName("peek")
        heading = _("{field} was").format(field=field)
        self.setAccessibleName(heading)
        self._text = text
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setAccessibleName(heading)
        self.view.setPlainText(_readable(text) or _("(empty)"))
        copy = Button(_("Copy"), kind="quiet", icon_name="copy")
        copy.clicked.connect(self._copy)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        if can_revert:
            revert = Button(_("Revert"), kind="quiet", icon_name="revert")
            revert.clicked.connect(self._revert)
            buttons.addWidget(revert)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(Label(heading, role="label"))
        column.addWidget(self.view)
        column.addLayout(buttons)

    def show_at(self, widget: QWidget) -> None:
        """Opens beside a widget, as high as the text needs, within limits."""
        least = grown(_WIDTH)
        self.setFixedWidth(max(least, min(widget.width(), 2 * least)))
        # How many lines there are is known only to a view that is shown; nothing is painted yet.
        show_below(self, widget)
        around = self.view.height() - self.view.viewport().height()
        margin = round(2 * self.view.document().documentMargin())
        lines = min(max(round(self.view.document().size().height()), 1), _LINES)
        line_height = self.view.fontMetrics().lineSpacing()
        if lines < _LINES:
            self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFixedHeight(lines * line_height + margin + around)
        show_below(self, widget)
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.close()

    def _revert(self) -> None:
        self.close()
        self.revert_asked.emit()


def _readable(text: str) -> str:
    """The text as far as it is shown, hidden characters marked, its lines kept."""
    short = shorten(text, _MOST)
    return "\n".join(visible(line) for line in short.splitlines())
