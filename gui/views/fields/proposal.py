"""The button that takes a proposal for a field, such as "Trim" or "Use “Amara”"."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from gui.i18n import _
from gui.views.actions import Act
from gui.views.buttons import Button
from gui.views.keymap import key_text
from gui.views.text import plain, set_tip

_LEAST_LETTERS: Final = 6


class ProposalButton(Button):
    """A quiet button whose words are cut to the width that there is.

    Tab passes it by, since after typing it leads to the next field: keys have a command for it.
    """

    def __init__(self, icon_name: str = "wand") -> None:
        super().__init__("", kind="quiet", icon_name=icon_name, dense=True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("proposal")
        self._words = ""
        self._effect = ""
        self._around = 0

    @property
    def words(self) -> str:
        """The whole of what it says, however much of it is seen."""
        return self._words

    def propose(self, words: str, effect: str, *, spoken: str = "") -> None:
        """Offers something; `effect` tells before and after, `spoken` names it where the words
        do not tell enough."""
        if words != self._words:
            self._words = words
            self._measure()
        self.setAccessibleName(spoken or words)
        self.setAccessibleDescription(effect)
        self._effect = effect
        self.show_shortcuts()

    def show_shortcuts(self) -> None:
        """Says in the tip by which key it is taken."""
        effect, keys = self._effect, key_text(Act.TAKE_PROPOSAL)
        tip = _("{effect}\n{keys} takes it").format(effect=effect, keys=keys)
        set_tip(self, tip if keys else effect)

    # --- Qt's side -------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(self._around + self._advance(self._words), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        hint = self.sizeHint()
        return QSize(min(self._around + few, hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._words:
            self._measure()

    # --- inside ----------------------------------------------------------------------------

    def _measure(self) -> None:
        """Finds out what there is beside the words: icon, gaps, frame."""
        self.ensurePolished()
        self.setText(plain(self._words))
        self._around = super().sizeHint().width() - self._advance(self._words)
        self.updateGeometry()
        self._cut()

    def _advance(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 1  # of a pixel that is not whole

    def _cut(self) -> None:
        room = max(self.width() - self._around, 0)
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        if plain(cut) != self.text():
            self.setText(plain(cut))
