"""The list of keys (F1), read from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from gui.i18n import _
from gui.views.actions import Actions, Menu
from gui.views.ask import Dialog
from gui.views.text import Label
from gui.views.theme import Space


class KeysDialog(Dialog):
    """Every command that has keys, under the menu that it is in."""

    def __init__(self, actions: Actions, parent: QWidget | None) -> None:
        super().__init__(_("Keys"), parent, cancel=_("Close"), width=520)
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, Space.M, 0)
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(0, 1)
        row = 0
        for menu in Menu:
            rows = [(spec, action) for spec, action in actions.of(menu) if spec.keys]
            if not rows:
                continue
            heading = Label(menu.title.replace("&", ""), role="label")
            heading.setContentsMargins(0, Space.M if row else 0, 0, 0)
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for spec, action in rows:
                grid.addWidget(Label(spec.label), row, 0)
                keys = [
                    key.toString(QKeySequence.SequenceFormat.NativeText)
                    for key in action.shortcuts()
                ]
                grid.addWidget(_caps(keys), row, 1, Qt.AlignmentFlag.AlignRight)
                row += 1
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        area.setAccessibleName(_("Keys"))
        area.setMinimumHeight(420)
        self.body.addWidget(area, 1)


def _caps(keys: list[str]) -> QWidget:
    caps = QWidget()
    row = QHBoxLayout(caps)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.XS)
    for key in keys:
        cap = QFrame()
        cap.setProperty("look", "keycap")
        inside = QHBoxLayout(cap)
        inside.setContentsMargins(Space.S, 1, Space.S, 1)
        inside.addWidget(Label(key, role="small", tone="text"))
        row.addWidget(cap)
    return caps
