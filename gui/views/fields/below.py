"""The line below an editor: words by their weight, a question, and the way back.

It always has its height, so that nothing moves when words come and go. What is rarely needed is
made when it first is.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.views.fields.proposal import ProposalButton
from gui.views.icons import Glyph, IconButton, IconRole
from gui.views.keymap import native
from gui.views.offers.line import OfferLine
from gui.views.offers.words import OfferWords
from gui.views.text import Label, Tone
from gui.views.theme import Space

LINE_HEIGHT: Final = 24
"""Of the line, in logical pixels: a button fits on it. More for large text."""
_NO_LIMIT: Final = 16_777_215  # as Qt has it
_LEAST_SHARE: Final = 0.4
"""Of the line, for the words at its beginning while there is a hint."""
_MARK, _MESSAGE, _STRUCK, _ASKED, _REVERT, _FIX, _OFFER = range(7)


class StruckLabel(Label):
    """A label with a line through its text: what was removed."""

    def _set_role_font(self) -> None:
        super()._set_role_font()
        font = self.font()
        font.setStrikeOut(True)
        self.setFont(font)


class LineBelow(QWidget):
    """Words at the leading end, a hint at the far one, and a proposal beside either.

    Signals: `revert_asked()`, `fix_asked()`, and of what the resume offers `offer_taken(choice)`,
    `offer_set_aside()`, `offer_looked(bool)`: see `OfferLine`.
    """

    revert_asked = Signal()
    fix_asked = Signal()
    offer_taken = Signal(int)
    offer_set_aside = Signal()
    offer_looked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = Glyph("info", "quiet", side=Space.L)
        self.message = Label("", role="small", elide=True)
        self.struck: StruckLabel | None = None
        self.asked: QWidget | None = None
        self.hint: Label | None = None
        self.fix: ProposalButton | None = None
        self.offer: OfferLine | None = None
        self.revert_button = IconButton("revert", "", role="changed", dense=True)
        # Tab after typing leads to the next field and not to what would undo it; keys have a
        # command of their own for it.
        self.revert_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.revert_button.clicked.connect(self.revert_asked)
        # Each part has a layout of its own to come into, so that the order is always the same.
        self._places = [QHBoxLayout() for _part in range(7)]
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.XS)
        for place in self._places:
            line.addLayout(place)
        line.addStretch(1)
        self._far = QHBoxLayout()
        line.addLayout(self._far)
        for at, part in (
            (_MARK, self._mark),
            (_MESSAGE, self.message),
            (_REVERT, self.revert_button),
        ):
            self._places[at].addWidget(part)
            part.hide()
        self._fit()

    def say(self, text: str, tone: Tone, mark: tuple[str, IconRole] | None = None) -> None:
        """Shows words, with a mark before them if they have one; none for an empty text."""
        if mark is not None:
            self._mark.show_icon(*mark)
        self._mark.setVisible(mark is not None)
        self.message.set_tone(tone)
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def strike(self, text: str) -> None:
        """Shows struck-through words behind the others."""
        if text and self.struck is None:
            self.struck = StruckLabel("", role="small", tone="removed", elide=True)
            self._places[_STRUCK].addWidget(self.struck)
        if self.struck is not None:
            self.struck.setText(text)
            self.struck.setVisible(bool(text))

    def say_aside(self, text: str) -> None:
        """Shows a quiet hint at the far end."""
        if text and self.hint is None:
            self.hint = Label("", role="small", elide=True)
            self._far.addWidget(self.hint)
        if self.hint is not None:
            self.hint.setText(text)
            self._share()

    def ask(self, widget: QWidget | None) -> None:
        """Shows a question's widget, or hides the one that was there."""
        if widget is not None and widget is not self.asked:
            self._places[_ASKED].addWidget(widget)
            self.asked = widget
        if self.asked is not None:
            self.asked.setVisible(widget is not None)

    def offer_revert(self, label: str) -> None:
        """Shows the button of the way back, or hides it for an empty label."""
        if label:
            self.revert_button.set_label(label, native("Shift+F3"))
        self.revert_button.setVisible(bool(label))

    def propose(self, words: str, effect: str) -> None:
        """Offers a proposal behind the words that it mends, or nothing for an empty text."""
        if words and self.fix is None:
            self.fix = ProposalButton()
            self.fix.clicked.connect(self.fix_asked)
        if self.fix is None:
            return
        if words:
            self.fix.propose(words, effect)
            is_aside = self.hint is not None and bool(self.hint.text())
            (self._far if is_aside else self._places[_FIX]).addWidget(self.fix)
        self.fix.setVisible(bool(words))
        self._share()

    def show_offer(self, shown: OfferWords | None) -> None:
        """Shows what the resume offers, behind everything else, or nothing."""
        if shown is not None and self.offer is None:
            self.offer = OfferLine()
            self.offer.taken.connect(self.offer_taken)
            self.offer.set_aside.connect(self.offer_set_aside)
            self.offer.looked.connect(self.offer_looked)
            self._places[_OFFER].addWidget(self.offer)
        if self.offer is not None:
            if shown is not None:
                self.offer.show_offer(shown)
            self.offer.setVisible(shown is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _share(self) -> None:
        """Leaves the hint its room: words that are cut anyway are cut a little earlier.

        Where a hint does not fit beside them and what is proposed, that says it alone: three
        pieces of words say less than two whole ones.
        """
        most = _NO_LIMIT
        if self.hint is not None:
            taken = self.revert_button.sizeHint().width() + len(self._places) * Space.XS
            left = self.width() - taken
            least = int(self.width() * _LEAST_SHARE)
            hint = self.hint.sizeHint().width() if self.hint.text() else 0
            if self.fix is not None and not self.fix.isHidden():
                left -= self.fix.sizeHint().width()
                said = self.message.sizeHint().width() if self.message.text() else 0
                if hint > left - min(said, least):
                    hint = 0
            self.hint.setVisible(bool(hint))
            if hint:
                most = max(left - hint, least)
        self.message.setMaximumWidth(most)

    def _fit(self) -> None:
        self.setFixedHeight(max(LINE_HEIGHT, self.fontMetrics().height() + Space.S))
