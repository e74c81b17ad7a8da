"""All keys as lines: those of the commands by menu and part, and those that never change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.i18n import N_, _
from gui.model.merge import normal_text
from gui.views.actions import ACTIONS, Act, Menu, Part
from gui.views.keymap import keys_of, native
from gui.views.line_list import Line, LineList

_FIXED: Final[tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]] = (
    (
        N_("Everywhere"),
        (
            (N_("Next or previous field"), ("Tab", "Shift+Tab")),
            (N_("Copy, cut, paste"), ("Ctrl+C", "Ctrl+X", "Ctrl+V")),
            (N_("Close, or back to where one was"), ("Esc",)),
        ),
    ),
    (
        N_("In the list of candidates"),
        ((N_("Open and go on in the form"), ("Return",)),),
    ),
    (
        N_("In a field"),
        (
            (N_("Step the part of a date"), ("Up", "Down")),
            (N_("Calendar of a date"), ("Alt+Down",)),
        ),
    ),
    (
        N_("In schools, jobs and profiles"),
        (
            (N_("Open the entry"), ("Return",)),
            (N_("Close the entry"), ("Esc",)),
            (N_("Copy the entry, paste it to another candidate"), ("Ctrl+C", "Ctrl+V")),
        ),
    ),
    (
        N_("In tags and skills"),
        (
            (N_("Add what is typed"), ("Return", ",")),
            (N_("Walk the words"), ("Left", "Right")),
            (N_("Remove the word"), ("Del",)),
        ),
    ),
    (
        N_("In the resume"),
        (
            (N_("Put what is selected into the field in front"), ("Return",)),
            (N_("Select words and lines"), ("Ctrl+Shift+Right", "Shift+Down")),
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
)
"""Keys that are no commands: by part, what they do, portable texts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a command, or a key that is always the same."""

    label: str
    keys: tuple[str, ...]
    act: Act | None = None


class KeysList(LineList):
    """Signal: `chosen()` when another line is the current one, or none."""

    chosen = Signal()

    def __init__(self, is_changed: Callable[[Act], bool], parent: QWidget | None = None) -> None:
        super().__init__(_("Keys"), parent)
        self._is_changed = is_changed
        self._sought = ""
        self.walked.connect(self.chosen)
        self.renew()

    @property
    def current(self) -> Row | None:
        """What is chosen."""
        line = self.line
        return line.data if line is not None and isinstance(line.data, Row) else None

    def show_only(self, text: str) -> None:
        """Leaves the lines that hold every word typed, in their names or keys."""
        self._sought = text
        self.renew()

    def renew(self) -> None:
        """Shows the keys that are in force; the current line stays the current one."""
        before, row = self.current, self.currentIndex().row()
        self.show_lines(tuple(self._lines()))
        same = (
            at
            for at, line in enumerate(self.lines.lines)
            if isinstance(line.data, Row)
            and before is not None
            and (line.data.act, line.data.label) == (before.act, before.label)
        )
        to = next(same, -1)
        if to >= 0 and to != row:
            self.go_to(to)
        elif to >= 0:
            self.setCurrentIndex(self.lines.index(to))

    def _lines(self) -> Iterator[Line]:
        wanted = normal_text(self._sought).split()
        for heading, rows in _groups():
            lines = [self._line(row) for row in rows if _holds(row, heading, wanted)]
            if lines:
                yield Line(heading, is_heading=True)
                yield from lines

    def _line(self, row: Row) -> Line:
        is_changed = row.act is not None and self._is_changed(row.act)
        return Line(
            row.label,
            keys=tuple(native(keys) for keys in row.keys),
            faint=row.act is None,
            marked=_("changed") if is_changed else "",
            data=row,
        )


def _groups() -> Iterator[tuple[str, list[Row]]]:
    """Everything by its heading, in the order of the menus and then of the parts."""
    fixed = {_(heading): rows for heading, rows in _FIXED}
    for home in (*Menu, *Part):
        rows = [Row(s.label, keys_of(s.act), s.act) for s in ACTIONS if s.home is home]
        heading = home.heading
        rows += [Row(_(label), keys) for label, keys in fixed.pop(heading, ())]
        if rows:
            yield heading, rows
    for heading, others in fixed.items():
        yield heading, [Row(_(label), keys) for label, keys in others]


def _holds(row: Row, heading: str, wanted: list[str]) -> bool:
    texts = [row.label, heading, *row.keys, *(native(keys) for keys in row.keys)]
    held = normal_text(" ".join(texts))
    return all(word in held for word in wanted)
