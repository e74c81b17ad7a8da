"""The button that takes a proposal for a field, such as "Trim" or "Use “Amara”"."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from gui.i18n import _
from gui.views.buttons import Button
from gui.views.text import plain, set_tip

FIX_KEYS: Final = "Ctrl+."
_LEAST_LETTERS: Final = 6


class ProposalButton(Button):
    """A quiet button whose words are cut to the width that there is.

    Tab passes it by, since after typing it leads to the next field: keys have a command for it.
    """

    def __init__(self) -> None:
        super().__init__("", kind="quiet", icon_name="wand")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("proposal")
        self._words = ""

    @property
    def words(self) -> str:
        """The whole of what it says, however much of it is seen."""
        return self._words

    def propose(self, words: str, effect: str) -> None:
        """Offers something; `effect` tells before and after."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.updateGeometry()
            self._cut()
        self.setAccessibleDescription(effect)
        set_tip(self, _("{effect}\n{keys} takes it").format(effect=effect, keys=FIX_KEYS))

    # --- Qt's side -------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self._around() + self._advance(self._words), hint.height())

    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        hint = self.sizeHint()
        return QSize(min(self._around() + few, hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    # --- inside ----------------------------------------------------------------------------

    def _around(self) -> int:
        """What there is beside the words: icon, gaps, frame."""
        return super().sizeHint().width() - self._advance(self.text().replace("&&", "&"))

    def _advance(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _cut(self) -> None:
        room = max(self.width() - self._around(), 0)
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        if plain(cut) != self.text():
            self.setText(plain(cut))
