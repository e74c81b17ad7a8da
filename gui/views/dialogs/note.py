"""A mark and a sentence that always have the room they need, so that nothing moves when they come.

For dialogs: hints under inputs, results of a check. Lists of fields have `gui.views.fields.row`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.views.announce import announce
from gui.views.icons import Glyph, IconRole
from gui.views.text import Label, Tone, set_tip
from gui.views.theme import Space, TextRole, type_font

_SIDE = 16


class Note(QWidget):
    """Shows one sentence with its mark in a room of `lines` lines."""

    def __init__(
        self, *, lines: int = 1, role: TextRole = "small", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._role: TextRole = role
        self._mark = Glyph("info", "quiet", side=_SIDE)
        self._label = Label(role=role, wrap=lines > 1, elide=lines == 1)
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self._set_room()
        self.clear()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._label.text()

    def say(
        self,
        text: str,
        *,
        icon: str = "info",
        tone: Tone = "quiet",
        mark: IconRole | None = None,
        whole: str = "",
        loud: bool = False,
    ) -> None:
        """Shows a sentence, its mark in the colour of `mark`, else of the text.

        `whole` is a longer form as its tip, `loud` also says it to assistive technology.
        """
        self._mark.show_icon(icon, mark or ("quiet" if tone == "text" else tone))
        self._mark.setVisible(bool(text))
        self._label.setText(text)
        self._label.set_tone(tone)
        set_tip(self._label, whole)
        if loud:
            announce(self, whole or text, urgent=tone == "error")

    def clear(self) -> None:
        """Shows nothing, in the same room."""
        self.say("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._set_room()

    def _set_room(self) -> None:
        height = self._lines * QFontMetrics(type_font(self._role)).lineSpacing()
        self.setFixedHeight(max(height, _SIDE))
