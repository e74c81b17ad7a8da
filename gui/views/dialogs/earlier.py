"""What was said earlier: every toast and bar of this run, newest first."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.i18n import _
from gui.services.notices import Notice
from gui.views.ask import Dialog
from gui.views.icons import Glyph
from gui.views.panels.offers import TONE_ICONS
from gui.views.text import Label
from gui.views.theme import Space


class EarlierMessages(Dialog):
    """Shows notices as selectable text, with their detail."""

    def __init__(self, notices: Iterable[Notice], parent: QWidget | None) -> None:
        super().__init__(_("Earlier messages"), parent, cancel=_("Close"), width=560)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.M)
        newest_first = list(notices)[::-1]
        for notice in newest_first:
            row = QHBoxLayout()
            row.setSpacing(Space.S)
            mark = QVBoxLayout()
            mark.addWidget(Glyph(*TONE_ICONS[notice.tone], side=16))
            mark.addStretch(1)
            row.addLayout(mark)
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(Label(notice.text, wrap=True, selectable=True))
            if notice.detail:
                words.addWidget(Label(notice.detail, role="small", wrap=True, selectable=True))
            row.addLayout(words, 1)
            column.addLayout(row)
        if not newest_first:
            column.addWidget(Label(_("Nothing has been said yet."), role="quiet"))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        area.setAccessibleName(_("Earlier messages"))
        area.setMinimumHeight(320)
        self.body.addWidget(area, 1)
