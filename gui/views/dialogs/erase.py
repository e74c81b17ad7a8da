"""Erasing what is kept on this computer, about one candidate or all of it, named before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _, ngettext
from gui.model.texts import for_label, human_size
from gui.services.storage.store import Kept
from gui.views.ask import Dialog
from gui.views.icons import Glyph
from gui.views.text import Label, set_tip
from gui.views.theme import Space

PERSON: Final = 1
ALL: Final = 2
_NAME_LIMIT: Final = 40


class EraseDialog(Dialog):
    """Ends with `PERSON` or `ALL`. Cancel has the focus, and nothing is the default.

    `kept` is all there is; `about` says what of it is about `person`, line by line.
    """

    def __init__(
        self,
        kept: Sequence[Kept],
        parent: QWidget | None,
        *,
        person: str = "",
        about: Sequence[str] = (),
    ) -> None:
        super().__init__(
            _("Erase"), parent, heading=_("Erase what is kept on this computer"), width=520
        )
        text = _(
            "Only what Redline keeps here is erased, for good. Nothing changes in Workable. What "
            "is open in the window stays there, and is kept again once you change it."
        )
        self.body.addWidget(Label(text, wrap=True))
        name = for_label(person, _NAME_LIMIT)
        if about:
            self.body.addWidget(_card(_("About {name}").format(name=name), about))
        there = [item for item in kept if item.files]
        self.body.addWidget(_all_card(there))
        self.body.addStretch(1)
        if about:
            erase_person = _("Erase all about {name}").format(name=name)
            self.add_verb(erase_person, PERSON, kind="danger")
        everything = self.add_verb(_("Erase everything"), ALL, kind="danger")
        everything.setEnabled(bool(there))


def _card(title: str, lines: Sequence[str]) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
    column.setSpacing(Space.XS)
    column.addWidget(Label(title, role="strong", wrap=True))
    for line in lines:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(Glyph("trash", "removed", side=16))
        row.addWidget(Label(line, wrap=True), 1)
        column.addLayout(row)
    return card


def _all_card(kept: Sequence[Kept]) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
    grid.setHorizontalSpacing(Space.M)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    grid.addWidget(Label(_("Everything, of all accounts"), role="strong"), 0, 0, 1, 3)
    if not kept:
        grid.addWidget(Label(_("Nothing is kept."), role="quiet"), 1, 0, 1, 3)
    for row, item in enumerate(kept, start=1):
        grid.addWidget(Glyph("trash", "removed", side=16), row, 0)
        label = Label(item.label)
        set_tip(label, str(item.place))
        grid.addWidget(label, row, 1)
        size = human_size(item.size)
        if not item.place.suffix:  # a folder; a database lies in files that nobody counts
            files = ngettext("{count} file", "{count} files", item.files).format(count=item.files)
            size = _("{files}, {size}").format(files=files, size=size)
        grid.addWidget(Label(size, role="small"), row, 2, Qt.AlignmentFlag.AlignRight)
    return card
