"""Which language Redline speaks: the system's, or one that is chosen here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from gui.i18n import _
from gui.views.ask import Dialog
from gui.views.ring import RadioButton
from gui.views.text import Label, plain
from gui.views.theme import Space

TAKE: Final = 1

# As those who speak it say; Qt's names of languages come with the name of a country.
NAMES: Final = {
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "fr": "Français",
}


class LanguageDialog(Dialog):
    """Offers the system's language and every other by its own name; ends with `TAKE`.

    `codes` are the languages there are, `chosen` the one that is set, empty for the system's.
    """

    def __init__(self, codes: Sequence[str], chosen: str, parent: QWidget | None) -> None:
        super().__init__(_("Language"), parent, width=360)
        self._group = QButtonGroup(self)
        self._codes = ("", *sorted(codes, key=_name))
        column = QVBoxLayout()
        column.setSpacing(Space.S)
        for number, code in enumerate(self._codes):
            name = _name(code) if code else _("Like the system")
            button = RadioButton(plain(name))
            button.setAccessibleName(name)
            button.setChecked(code == chosen)
            self._group.addButton(button, number)
            column.addWidget(button)
        if self._group.checkedId() < 0:
            self._group.buttons()[0].setChecked(True)
        self.body.addLayout(column)
        text = _("Redline speaks it from the next start on. Records stay as they are.")
        self.body.addWidget(Label(text, role="quiet", wrap=True))
        self.body.addStretch(1)
        self.add_verb(_("Take"), TAKE, kind="primary", default=True)
        for one in self._group.buttons():
            if one.isChecked():
                one.setFocus()

    @property
    def chosen(self) -> str:
        """The code of the language that is marked; empty for the system's."""
        return self._codes[self._group.checkedId()]


def _name(code: str) -> str:
    return NAMES.get(code) or code
