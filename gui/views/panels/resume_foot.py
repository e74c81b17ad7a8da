"""The line below a resume, always there: what is selected and where it goes, where the value of
the field in front stands, what was just put in, or what is to be known of the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.i18n import _
from gui.views.actions import Act
from gui.views.buttons import Button
from gui.views.icons import Glyph, IconButton, IconRole
from gui.views.keyed import KeyedButton
from gui.views.keymap import native
from gui.views.text import Label, Tone, set_tip
from gui.views.theme import Space


@dataclass(frozen=True, slots=True)
class Say:
    """Words with their sign: colour alone tells nothing."""

    text: str = ""
    icon: str = ""
    role: IconRole = "quiet"
    tone: Tone = "quiet"


class ResumeFoot(QFrame):
    """Signals: `use_asked()` for the field that is named, `other_asked()` for the list of all
    fields, `copy_asked()`, `offer_taken()` for what is offered beside what was said."""

    use_asked = Signal()
    other_asked = Signal()
    copy_asked = Signal()
    offer_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._glyph = Glyph("info", "quiet", side=Space.L)
        self.label = Label(role="small", elide=True)
        self.copy_button = IconButton("copy", _("Copy"), role="quiet", shortcut=native("Ctrl+C"))
        self.use_button = Button(_("Use"), kind="primary")
        self.other_button = KeyedButton("chevron-down", _("Use as…"), Act.USE_AS, role="quiet")
        self.offer_button = Button("", kind="quiet", dense=True)
        for button in (self.use_button, self.offer_button):
            # A click must not take the focus from the field or the resume: the button goes.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy_button.clicked.connect(self.copy_asked)
        self.use_button.clicked.connect(self._on_use)
        self.other_button.clicked.connect(self.other_asked)
        self.offer_button.clicked.connect(self.offer_taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.XS, Space.S, Space.XS)
        row.setSpacing(Space.XS)
        row.addWidget(self._glyph)
        row.addWidget(self.label, 1)
        row.addWidget(self.offer_button)
        row.addWidget(self.copy_button)
        row.addWidget(self.use_button)
        row.addWidget(self.other_button)
        self.setFixedHeight(self.use_button.sizeHint().height() + 2 * Space.XS)
        self._target = ""
        self._is_selected = False
        self.show_target("")
        self.show_words(Say())

    @property
    def deed(self) -> str:
        """What is done with a selection in the field in front; empty where there is none."""
        return self._target

    def show_target(self, deed: str) -> None:
        """Says what is done with what is selected; empty where no field is in front."""
        self._target = deed
        self.use_button.set_text(deed or _("Use as…"))
        text = "" if deed else _("Chooses the field for the selected text")
        set_tip(self.use_button, text or deed, native("Enter"))
        self._fit_buttons()

    def show_words(self, say: Say, offer: str = "") -> None:
        """Says something while nothing is selected; `offer` is on a button beside it."""
        self._show(say, selected=False)
        self.offer_button.set_text(offer)
        self.offer_button.setVisible(bool(offer))

    def show_selection(self, text: str) -> None:
        """What is selected, in quotes."""
        self.offer_button.hide()
        self._show(Say(_("“{text}”").format(text=text), tone="text"), selected=True)

    def _show(self, say: Say, *, selected: bool) -> None:
        self._is_selected = selected
        self._glyph.setVisible(bool(say.icon))
        if say.icon:
            self._glyph.show_icon(say.icon, say.role)
        self.label.set_tone(say.tone)
        self.label.setText(say.text)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        selected = self._is_selected
        self.copy_button.setVisible(selected)
        self.use_button.setVisible(selected)
        self.other_button.setVisible(selected and bool(self._target))

    def _on_use(self) -> None:
        (self.use_asked if self._target else self.other_asked).emit()
