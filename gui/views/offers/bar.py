"""Below the resume: how much of the record differs from it, and the way from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _, ngettext
from gui.views.actions import Act
from gui.views.buttons import Button
from gui.views.keyed import KeyedButton
from gui.views.text import Label
from gui.views.theme import Space


class OfferBar(QWidget):
    """Signals: `step_asked(by)`, `back_asked()` to be offered again what was set aside."""

    step_asked = Signal(int)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offer_bar")
        self.label = Label("", role="small", elide=True)
        self.back_button = Button("", kind="quiet", dense=True)
        self.previous_button = KeyedButton(
            "up", _("Previous difference"), Act.PREVIOUS_OFFER, dense=True
        )
        self.next_button = KeyedButton("down", _("Next difference"), Act.NEXT_OFFER, dense=True)
        self.back_button.clicked.connect(self.back_asked)
        self.previous_button.clicked.connect(lambda: self.step_asked.emit(-1))
        self.next_button.clicked.connect(lambda: self.step_asked.emit(1))
        edge = QFrame()
        edge.setProperty("look", "hairline")
        edge.setFixedHeight(1)
        line = QHBoxLayout()
        line.setContentsMargins(Space.L, Space.XS, Space.S, Space.XS)
        line.setSpacing(Space.XS)
        line.addWidget(self.label, 1)
        line.addWidget(self.back_button)
        line.addWidget(self.previous_button)
        line.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(edge)
        column.addLayout(line)
        self.hide()

    def show_state(self, *, count: int, aside: int, at: int = 0, known: bool = True) -> None:
        """Says how many differences there are, `at` which of them one is, from 1; nothing at all
        until the resume is `known`."""
        self.setVisible(known)
        if at and count:
            text = _("Difference {at} of {count}").format(at=at, count=count)
        else:
            text = differences_text(count)
        self.label.setText(text)
        self.back_button.set_text(_("Offer {count} again").format(count=aside))
        self.back_button.setVisible(aside > 0)
        for button in (self.previous_button, self.next_button):
            button.setVisible(count > 0)


def differences_text(count: int) -> str:
    """How much of a record differs from the resume, as a few words."""
    if not count:
        return _("Nothing differs from the resume")
    return ngettext(
        "{count} difference from the resume", "{count} differences from the resume", count
    ).format(count=count)
