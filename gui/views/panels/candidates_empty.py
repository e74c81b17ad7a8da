"""What stands in the list of candidates while nobody does: that it is being read, or why nobody
is there and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from gui.i18n import _
from gui.views.buttons import Button
from gui.views.text import Label
from gui.views.theme import Space, current_roles, grown

if TYPE_CHECKING:
    from gui.services.candidate_list import CandidateList

_ROWS: Final = 9
_SHARES: Final = (0.62, 0.5, 0.7, 0.45, 0.58)
"""How wide the names are that are painted in place of those to come."""
_PITCH: Final = 50
_BARS: Final = ((10, 11), (29, 9))
"""Of a row in logical pixels: its height, and where its two lines are and how high."""


class EmptyList(QWidget):
    """Lies over an empty list. `deed_asked()` when the person presses the button."""

    deed_asked = Signal()

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view.viewport())
        self.setObjectName("empty_list")
        self._is_loading = False
        self._words = Label(role="strong", wrap=True)
        self._advice = Label(role="small", wrap=True)
        for label in (self._words, self._advice):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._button = Button("", kind="quiet")
        self._button.clicked.connect(self.deed_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.XXL, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self._words)
        column.addWidget(self._advice)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        view.viewport().installEventFilter(self)
        self._cover()
        self.hide()

    def tell(self, source: CandidateList, *, typed: str, is_recent: bool) -> None:
        """Says why nobody is shown of a list: whether those opened lately are looked at, what is
        typed to filter it, and how it was asked for."""
        if is_recent:
            self.show_words(_("Nobody was opened lately."), deed=_("Show the whole list"))
        elif source.error is not None:
            self.show_words(_("The list could not be read."))  # what to do is said at its foot
        elif source.is_loading:
            self.show_loading()
        elif typed and source.rows:
            self.show_words(
                _("Nobody in the list matches."),
                _("“Find candidate” looks in the whole account: by an id, a link or an e-mail."),
                _("Show the whole list"),
            )
        elif source.filter.is_set:
            self.show_words(_("Nobody matches these filters."), deed=_("Clear filters"))
        else:
            self.show_words(_("No candidates."), deed=_("Read the list again"))

    def show_loading(self) -> None:
        """Shows the shape of what is coming."""
        self._is_loading = True
        for part in (self._words, self._advice, self._button):
            part.hide()
        self._appear()

    def show_words(self, words: str, advice: str = "", deed: str = "") -> None:
        """Says why nobody is there, and what can be done, with a button for it."""
        self._is_loading = False
        self._words.setText(words)
        self._words.show()
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self._button.set_text(deed)
        self._button.setVisible(bool(deed))
        self._appear()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_loading:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_roles().hover))
        room = self.width() - 2 * Space.L
        for row in range(_ROWS):
            share = _SHARES[row % len(_SHARES)]
            for (top, height), part in zip(_BARS, (share, min(share + 0.2, 1.0)), strict=True):
                width = room * part
                left = self.width() - Space.L - width if self.isRightToLeft() else Space.L
                y = grown(row * _PITCH + top)
                painter.drawRoundedRect(QRectF(left, y, width, grown(height)), 4, 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._cover()
        return False

    def _appear(self) -> None:
        self.raise_()
        self.show()
        self.update()

    def _cover(self) -> None:
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())
