"""Toasts: what has just happened, told once over the lower edge of the form.

One at a time, the newest wins. A toast takes no focus and moves nothing. Errors stay until they
are dismissed or something else is begun, offers for eight seconds, the rest for five; under the
pointer, with the focus in it, or while somebody looks for its offers elsewhere, a toast waits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from gui.i18n import _
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.views.announce import announce
from gui.views.icons import Glyph, IconButton
from gui.views.panels.offers import (
    OFFER_LIMIT,
    TONE_ICONS,
    OfferButtons,
    Offered,
    WayBack,
    WordsAndButtons,
    spoken,
)
from gui.views.panels.shadow import Shadow
from gui.views.text import Label
from gui.views.theme import Space

SHORT_MS: Final = 5000
OFFERS_MS: Final = 8000
WIDTH: Final = 560
"""At most this wide, in logical pixels."""
_CORNER: Final = 8


class Toast(QFrame):
    """The toast of a host widget: shows what `Notices` tells, over the host's lower edge.

    `show_detail` is called with a notice whose detail the person wants to read.
    """

    def __init__(
        self, notices: Notices, host: QWidget, show_detail: Callable[[Notice], object]
    ) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self.setProperty("look", "raised")
        self._host = host
        self._show_detail = show_detail
        self._notice: Notice | None = None
        self._is_held = False
        self._way_back = WayBack(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)

        self._mark = Glyph("info", "accent")
        self._text = Label(wrap=True)
        self._offers = OfferButtons()
        self._offers.taken.connect(self.dismiss)
        self._words = WordsAndButtons(self._text, [self._offers])
        self._close = IconButton("close", _("Dismiss"), role="quiet")
        self._close.clicked.connect(self.dismiss)

        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)

        self.hide()
        Shadow(self, _CORNER)
        host.installEventFilter(self)
        notices.told.connect(self.show_notice)

    @property
    def text(self) -> str:
        """What is said; empty while nothing is."""
        return self._text.text() if self._notice is not None else ""

    @property
    def offered(self) -> tuple[Offered, ...]:
        """What is offered while it is on the screen."""
        notice = self._notice
        if notice is None:
            return ()
        return tuple(
            Offered(notice, offer.label, partial(self._take, notice, offer.label))
            for offer in self._offers.offers
        )

    def hold(self, held: bool) -> None:
        """Keeps it from going by itself, or lets it go on."""
        self._is_held = held

    def show_notice(self, notice: Notice) -> None:
        """Shows an event in place of the one before."""
        self._notice = notice
        self._mark.show_icon(*TONE_ICONS[notice.tone])
        self._text.setText(notice.text)
        offers = notice.offers
        if notice.detail:
            detail = Offer(_("Details"), lambda: self._show_detail(notice))
            offers = (*offers[: OFFER_LIMIT - 1], detail)
        self._offers.show_offers(offers)
        self.show()
        self.raise_()
        self._place()
        self._start_timer()
        told = spoken(notice.text, self._offers.offers)
        announce(self, told, urgent=notice.tone is Tone.ERROR)

    def dismiss(self) -> None:
        """Takes the toast away; who was in it is where they were before."""
        self._timer.stop()
        self._way_back.go()
        self._notice = None
        self.hide()

    def dismiss_error(self) -> None:
        """Takes an error away that is about something else than what is done now; it can still
        be read under the earlier messages."""
        if self._notice is not None and self._notice.tone is Tone.ERROR:
            self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._start_timer()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _take(self, notice: Notice, label: str) -> bool:
        return notice is self._notice and self._offers.take(label)

    def _start_timer(self) -> None:
        notice = self._notice
        if notice is not None and notice.tone is not Tone.ERROR:
            self._timer.start(OFFERS_MS if notice.offers or notice.detail else SHORT_MS)

    def _time_is_up(self) -> None:
        focus = QApplication.focusWidget()
        if self._is_held or (focus is not None and self.isAncestorOf(focus)):
            self._start_timer()
        else:
            self.dismiss()

    def _place(self) -> None:
        self._words.measure_anew()
        room = self._host.width() - 2 * Space.L
        around = self.sizeHint().width() - self._words.sizeHint().width()
        width = min(WIDTH, room, self._words.natural_width + around)
        self._words.arrange(width - around)
        layout = self.layout()
        height = layout.heightForWidth(width) if layout is not None else -1
        least = self.sizeHint() if height < 0 else self.minimumSizeHint()
        height = max(height, least.height(), 44)
        self.setGeometry(
            (self._host.width() - width) // 2,
            self._host.height() - height - Space.L,
            width,
            height,
        )
