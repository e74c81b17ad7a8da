"""The bar for lasting states: offline, read-only, limited. One at a time, the gravest first.

It stands at the lower edge of the form, so that nothing above it moves when it comes or goes.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import ngettext
from gui.services.notices import Notice, Notices, Tone
from gui.views.announce import announce
from gui.views.buttons import Button
from gui.views.icons import Glyph
from gui.views.panels.offers import (
    OFFER_LIMIT,
    TONE_ICONS,
    OfferButtons,
    Offered,
    WayBack,
    WordsAndButtons,
    spoken,
)
from gui.views.text import Label, set_property, set_tip
from gui.views.theme import Space

_GRAVITY: Final = {Tone.ERROR: 3, Tone.WARNING: 2, Tone.SUCCESS: 1, Tone.INFO: 0}


class StateBar(QWidget):
    """Shows one of the lasting states of `Notices`, with its offers, and how many more there
    are; pressing that goes to the next."""

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("state_bar")
        self._notices = notices
        self._shown = ""
        self._known: frozenset[str] = frozenset()
        self._way_back = WayBack(self)

        self._frame = QFrame()
        self._frame.setProperty("look", "bar")
        self._mark = Glyph("info", "accent")
        self._text = Label(wrap=True)
        self._offers = OfferButtons()
        self._more = Button("", kind="quiet")
        self._more.clicked.connect(self._show_next)
        self._more.hide()
        self._words = WordsAndButtons(self._text, [self._offers, self._more])

        row = QHBoxLayout(self._frame)
        row.setContentsMargins(Space.M, Space.XS, Space.S, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        self._frame.setMinimumHeight(40)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.XL, Space.S, Space.XL, Space.S)
        outer.addWidget(self._frame)

        notices.states_changed.connect(self._refresh)
        self._refresh()

    @property
    def text(self) -> str:
        """What is said; empty while there is no state."""
        return self._text.text() if self._shown else ""

    @property
    def offered(self) -> tuple[Offered, ...]:
        """What is offered about the states, the one that is shown first."""
        states = self._notices.states
        names = sorted(_by_gravity(states), key=lambda name: name != self._shown)
        return tuple(
            Offered(states[name], offer.label, partial(self._take, name, offer.label))
            for name in names
            for offer in states[name].offers[:OFFER_LIMIT]
        )

    def _take(self, name: str, label: str) -> bool:
        """As pressing its button does, whichever state is shown; its count may have moved on."""
        state = self._notices.states.get(name)
        for offer in state.offers if state is not None else ():
            if offer.label == label:
                offer.act()
                return True
        return False

    def _refresh(self) -> None:
        states = self._notices.states
        for name in states.keys() - self._known:
            told = spoken(states[name].text, states[name].offers[:OFFER_LIMIT])
            announce(self, told, urgent=states[name].tone is Tone.ERROR)
        come = states.keys() - self._known
        self._known = frozenset(states)
        ordered = _by_gravity(states)
        if self._shown not in states or any(
            _GRAVITY[states[name].tone] > _GRAVITY[states[self._shown].tone] for name in come
        ):
            self._shown = ordered[0] if ordered else ""
        if not ordered:
            self._way_back.go()
        self.setVisible(bool(ordered))
        if self._shown:
            self._show(states[self._shown], len(states) - 1)

    def _show(self, notice: Notice, more: int) -> None:
        set_property(self._frame, "tone", notice.tone.value)
        self._mark.show_icon(*TONE_ICONS[notice.tone])
        self._text.setText(notice.text)
        set_tip(self._text, notice.detail)
        self._offers.show_offers(notice.offers)
        self._more.set_text(ngettext("{count} more", "{count} more", more).format(count=more))
        self._more.setVisible(more > 0)
        self._words.arrange(self._words.width())

    def _show_next(self) -> None:
        states = self._notices.states
        ordered = _by_gravity(states)
        self._shown = ordered[(ordered.index(self._shown) + 1) % len(ordered)]
        self._show(states[self._shown], len(states) - 1)
        shown = states[self._shown]
        announce(self, spoken(shown.text, shown.offers[:OFFER_LIMIT]))


def _by_gravity(states: dict[str, Notice]) -> list[str]:
    """The names of the states, the gravest first, of equal ones the newest."""
    newest_first = reversed(states)
    return sorted(newest_first, key=lambda name: -_GRAVITY[states[name].tone])
