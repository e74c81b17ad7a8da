"""The list of keys (F1): those of the commands, and those that work in one part of the window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from gui.i18n import N_, _
from gui.views.actions import Actions, Menu
from gui.views.ask import Dialog
from gui.views.text import Label
from gui.views.theme import Space

_INSIDE: Final[tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]] = (
    (
        N_("In the list of candidates"),
        ((N_("Open and go on in the form"), ("Return",)),),
    ),
    (
        N_("In a field"),
        (
            (N_("Edit a long text wide"), ("F4",)),
            (N_("Step the part of a date"), ("Up", "Down")),
            (N_("Calendar of a date"), ("Alt+Down",)),
        ),
    ),
    (
        N_("In schools, jobs and profiles"),
        (
            (N_("Open the entry"), ("Return",)),
            (N_("Close the entry"), ("Esc",)),
            (N_("Duplicate"), ("Ctrl+D",)),
            (N_("Copy the entry, paste it to another candidate"), ("Ctrl+C", "Ctrl+V")),
            (N_("Move up or down"), ("Alt+Up", "Alt+Down")),
            (N_("Remove"), ("Del",)),
        ),
    ),
    (
        N_("In tags and skills"),
        (
            (N_("Add what is typed"), ("Return", ",")),
            (N_("Walk the words"), ("Left", "Right")),
            (N_("Edit the word"), ("F2",)),
            (N_("Move the word"), ("Alt+Left", "Alt+Right")),
            (N_("Remove the word"), ("Del",)),
        ),
    ),
    (
        N_("In the resume"),
        (
            (N_("Put what is selected into the field in front"), ("Return",)),
            (N_("Select words and lines"), ("Ctrl+Shift+Right", "Shift+Down")),
            (N_("Search"), ("/",)),
            (N_("Zoom, fit the width"), ("Ctrl++", "Ctrl+-", "Ctrl+0")),
        ),
    ),
    (
        N_("In the changes"),
        (
            (N_("Go to the place"), ("Return",)),
            (N_("Send or keep for later"), ("Space",)),
            (N_("Revert"), ("Del",)),
            (N_("Show all of a long text, or less of it"), ("Right", "Left")),
        ),
    ),
    (
        N_("When somebody else changed the same"),
        (
            (N_("Keep theirs"), ("1",)),
            (N_("Keep yours"), ("2",)),
            (N_("Keep both"), ("3",)),
            (N_("Edit what is kept"), ("E",)),
            (N_("Next one that is not decided"), ("N",)),
            (N_("Keep all of yours"), ("Ctrl+2",)),
        ),
    ),
)
"""Keys that are no commands of the window: by part, what they do, portable texts."""


class KeysDialog(Dialog):
    """Every command that has keys, under its menu, then what keys do in one part."""

    def __init__(self, actions: Actions, parent: QWidget | None) -> None:
        super().__init__(_("Keys"), parent, cancel=_("Close"), width=520)
        sheet = QWidget()
        self._grid = QGridLayout(sheet)
        self._grid.setContentsMargins(0, 0, Space.M, 0)
        self._grid.setHorizontalSpacing(Space.XL)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(0, 1)
        for menu in Menu:
            commands = [spec for spec, _action in actions.of(menu) if spec.keys]
            self._add(menu.title.replace("&", ""), ((spec.label, spec.keys) for spec in commands))
        for heading, lines in _INSIDE:
            self._add(_(heading), ((_(label), keys) for label, keys in lines))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        area.setAccessibleName(_("Keys"))
        area.setMinimumHeight(420)
        self.body.addWidget(area, 1)

    def _add(self, heading: str, lines: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        grid = self._grid
        for at, (label, keys) in enumerate(lines):
            row = grid.rowCount()
            if at == 0:
                above = Label(heading, role="label")
                above.setContentsMargins(0, Space.M if row > 1 else 0, 0, 0)
                grid.addWidget(above, row, 0, 1, 2)
                row += 1
            grid.addWidget(Label(label), row, 0)
            caps = _caps([native(key) for key in keys])
            grid.addWidget(caps, row, 1, Qt.AlignmentFlag.AlignRight)


def native(keys: str) -> str:
    """A portable text as this platform writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


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
