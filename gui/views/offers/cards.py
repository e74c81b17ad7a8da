"""Entries of the resume that a list lacks: cards with a dashed edge behind those of the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _, listed, ngettext
from gui.model.resume.proposal import Proposal
from gui.services.offers import Sureness
from gui.views.actions import Act
from gui.views.buttons import Button
from gui.views.icons import Glyph
from gui.views.keyed import KeyedButton
from gui.views.offers.words import entry_tip, entry_words, sure_text
from gui.views.text import Label, set_tip
from gui.views.theme import Space, current_roles

_LEAST: Final = 44
"""Logical pixels of height."""
_RADIUS: Final = 8


class OfferedCard(QWidget):
    """One entry: what it is, when it was, a button that adds it.

    Signals: `taken()`, `set_aside()`, `looked(bool)` while the pointer is over it.
    """

    taken = Signal()
    set_aside = Signal()
    looked = Signal(bool)

    def __init__(self, offer: Proposal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer = offer
        name, period = entry_words(offer)
        sureness = Sureness.of(offer)
        self.name = name
        self.add_button = Button(_("Add"), kind="quiet", icon_name="plus", dense=True)
        self.add_button.setAccessibleName(
            _("Add {name} from the resume, {sureness}").format(
                name=listed(part for part in (name, period) if part),
                sureness=sure_text(sureness),
            )
        )
        self.close_button = KeyedButton(
            "close",
            _("Do not offer {value}").format(value=name),
            Act.SET_ASIDE,
            role="quiet",
            dense=True,
        )
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add_button.clicked.connect(self.taken)
        self.close_button.clicked.connect(self.set_aside)
        set_tip(self, entry_tip(offer))
        self.add_button.setAccessibleDescription(entry_tip(offer))
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        line.setSpacing(Space.S)
        line.addWidget(Glyph(sureness.value, "accent", side=Space.L))
        line.addLayout(self._texts(name, period), 1)
        line.addWidget(self.add_button)
        line.addWidget(self.close_button)
        self.setFocusProxy(self.add_button)

    def _texts(self, name: str, period: str) -> QVBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(Label(name, elide=True))
        if period:
            texts.addWidget(Label(period, role="small", elide=True))
        texts.addStretch(1)
        return texts

    def focus_it(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Puts the focus on its button."""
        self.add_button.setFocus(reason)

    # --- Qt's side -------------------------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.looked.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.looked.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.set_aside.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), _LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(current_roles().outline), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
        )


class OfferedEntries(QWidget):
    """All that a list lacks, under a line that says so.

    Signals: `taken(offers)`, `set_aside(offers)`, `looked(offer or None)`; `emptied()` when the
    focus was on the last of them and has to go elsewhere.
    """

    taken = Signal(object)
    set_aside = Signal(object)
    looked = Signal(object)
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offered_entries")
        self.setAccessibleName(_("From the resume"))
        self.cards: list[OfferedCard] = []
        self._title = Label(_("From the resume"), role="label")
        self.all_button = Button("", kind="quiet", icon_name="plus", dense=True)
        self.all_button.clicked.connect(lambda: self.taken.emit(self.offers))
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.all_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, Space.XS, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addLayout(head)
        self.hide()

    @property
    def offers(self) -> tuple[Proposal, ...]:
        """What is offered, in the resume's order."""
        return tuple(card.offer for card in self.cards)

    def show_offers(self, offers: Sequence[Proposal], noun: Callable[[int], str]) -> None:
        """Shows these entries; `noun` names so many of them."""
        if self.offers == tuple(offers):
            return
        at = self._focused()
        known = {_what(card.offer): card for card in self.cards}
        kept: list[OfferedCard] = []
        for offer in offers:
            card = known.pop(_what(offer), None) or self._made(offer)
            card.offer = offer
            kept.append(card)
        for card in known.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for row, card in enumerate(kept, start=1):
            self._column.insertWidget(row, card)
            card.show()
        self.cards = kept
        self._title.setText(
            ngettext("From the resume", "From the resume, not in the list", len(kept))
        )
        count = len(kept)
        self.all_button.set_text(
            _("Add all {count} {nouns}").format(count=count, nouns=noun(count))
        )
        self.all_button.setVisible(count > 1)
        self.setVisible(bool(kept))
        self._order()
        self._keep_focus(at)

    def focus_offer(self, offer: Proposal) -> QWidget | None:
        """Puts the focus on the card of an offer and gives it; None where it is not here."""
        card = next((each for each in self.cards if _what(each.offer) == _what(offer)), None)
        if card is not None:
            card.focus_it()
        return card

    def offer_of(self, widget: QWidget) -> Proposal | None:
        """The offer whose card a widget belongs to."""
        inside = (card.offer for card in self.cards if card.isAncestorOf(widget))
        return next(inside, None)

    # --- inside ----------------------------------------------------------------------------

    def _made(self, offer: Proposal) -> OfferedCard:
        card = OfferedCard(offer, self)
        card.taken.connect(lambda: self.taken.emit((card.offer,)))
        card.set_aside.connect(lambda: self.set_aside.emit((card.offer,)))
        card.looked.connect(lambda looks: self.looked.emit(card.offer if looks else None))
        return card

    def _focused(self) -> int:
        """Which card has the focus, or the line above them as the first; -1 for none."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return -1
        inside = (row for row, card in enumerate(self.cards) if card.isAncestorOf(focus))
        return next(inside, 0)

    def _keep_focus(self, at: int) -> None:
        """The focus goes from a card that is gone to the one that took its place."""
        focus = QApplication.focusWidget()
        if at < 0 or (focus is not None and focus.isVisible() and self.isAncestorOf(focus)):
            return
        if self.cards:
            self.cards[min(at, len(self.cards) - 1)].focus_it()
        else:
            self.emptied.emit()

    def _order(self) -> None:
        last: QWidget = self.all_button
        for card in self.cards:
            QWidget.setTabOrder(last, card.add_button)
            last = card.add_button


def _what(offer: Proposal) -> tuple[object, ...]:
    return tuple(sorted((name, str(value)) for name, value in offer.fields().items()))
