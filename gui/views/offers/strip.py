"""Above the fields of an entry: in how many of them the resume has something else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.i18n import _, ngettext
from gui.views.actions import Act
from gui.views.buttons import Button
from gui.views.icons import Glyph
from gui.views.keyed import KeyedButton
from gui.views.text import Label
from gui.views.theme import Space


class OfferStrip(QFrame):
    """Signals: `taken()` for all of them, `set_aside()`.

    Once it was there it stays until another entry is shown: the fields do not move when the last
    of the offers was taken.
    """

    taken = Signal()
    set_aside = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offer_strip")
        self.label = Label("", role="small", tone="text", elide=True)
        self.take_button = Button("", kind="quiet", dense=True)
        self.close_button = KeyedButton("close", "", Act.SET_ASIDE, role="quiet", dense=True)
        self.take_button.clicked.connect(self.taken)
        self.close_button.clicked.connect(self.set_aside)
        kept = self.close_button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.close_button.setSizePolicy(kept)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(Glyph("resume", "accent", side=Space.L))
        line.addWidget(self.label, 1)
        line.addWidget(self.take_button, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_count(self, count: int, takeable: int) -> None:
        """Says in how many fields the resume differs; `takeable` of them can be taken at once,
        the others are asked about."""
        for button in (self.take_button, self.close_button):
            button.setVisible(count > 0)
        if count:
            text = ngettext(
                "{count} value differs from the resume",
                "{count} values differ from the resume",
                count,
            )
            self.label.setText(text.format(count=count))
            self.label.set_tone("text")
            verb = _("Take it") if count == 1 else _("Take all {count}")
            if takeable < count:
                verb = _("Take {count}")  # the others have a question
            self.take_button.set_text(verb.format(count=takeable))
            self.take_button.setVisible(takeable > 0)
            self.close_button.set_label(ngettext("Do not offer it", "Do not offer them", count))
            self.show()
        else:
            self.label.setText(_("Nothing else differs from the resume"))
            self.label.set_tone("quiet")

    def forget(self) -> None:
        """Another entry is shown."""
        self.hide()
