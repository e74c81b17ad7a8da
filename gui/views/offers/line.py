"""The offer on the line below a field: take it, choose among its forms, or set it aside."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from gui.i18n import _
from gui.views.actions import Act
from gui.views.fields.proposal import ProposalButton
from gui.views.icons import IconButton
from gui.views.keyed import KeyedButton
from gui.views.offers.words import OfferWords
from gui.views.text import plain


class _FaintButton(KeyedButton):
    """Is seen while the pointer is near: many of them at once would be all that is seen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        around = self.parentWidget()
        if around is None or around.underMouse():
            super().paintEvent(event)


class OfferLine(QWidget):
    """Signals: `taken(choice)` with the number of a choice, -1 for the offer as it is;
    `set_aside()`; `looked(bool)` while the pointer is over it."""

    taken = Signal(int)
    set_aside = Signal()
    looked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: OfferWords | None = None
        self.button = ProposalButton("sure")
        self.button.setObjectName("offer")
        self.more = IconButton("chevron-down", "", role="accent", dense=True)
        self.close_button = _FaintButton("close", "", Act.SET_ASIDE, role="quiet", dense=True)
        for part in (self.more, self.close_button):
            # As with the offer itself: Tab leads to the next field, keys have commands.
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.take)
        self.more.clicked.connect(self.open_menu)
        self.close_button.clicked.connect(self.set_aside)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.button)
        line.addWidget(self.more)
        line.addWidget(self.close_button)

    def show_offer(self, shown: OfferWords) -> None:
        """Shows the words of an offer."""
        if shown == self._shown:
            return
        self._shown = shown
        self.button.set_icon_name(shown.sureness.value)
        self.button.propose(shown.words, shown.tip, spoken=shown.spoken)
        self.more.setVisible(bool(shown.choices) and not shown.must_choose)
        self.more.set_label(_("Other forms of it"))
        self.close_button.set_label(_("Do not offer {value}").format(value=shown.words))

    def take(self) -> None:
        """Takes the offer, or asks which of its readings is meant."""
        if self._shown is not None and self._shown.must_choose:
            self.open_menu()
        else:
            self.taken.emit(-1)

    def open_menu(self) -> None:
        """Shows the choices, the first of them chosen."""
        if self._shown is None or not self._shown.choices:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, choice in enumerate(self._shown.choices):
            menu.addAction(plain(choice.label), partial(self.taken.emit, number))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    # --- Qt's side -------------------------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.close_button.update()
        self.looked.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.close_button.update()
        self.looked.emit(False)
