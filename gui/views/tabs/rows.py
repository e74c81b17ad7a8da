"""From a line of the field table to a row of the form."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.i18n import _
from gui.model.fields import EntryField, Field
from gui.model.values import Place
from gui.views.fields.row import FieldRow
from gui.views.fields.table import make_editor
from gui.views.theme import Space

_BAR: Final = 3

GUTTER: Final = _BAR + Space.S
"""What a row keeps free at its beginning for the bar of a changed field."""


def make_row(field: Field | EntryField, place: Place, parent: QWidget | None = None) -> FieldRow:
    """The row of a field, with the editor that fits its kind."""
    noun = _(field.noun[0]) if isinstance(field, Field) else ""
    return FieldRow(field.label, make_editor(field.kind, noun=noun), place, parent)


def indented(widget: QWidget) -> QHBoxLayout:
    """A widget between rows that begins where their editors do."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    line.addSpacing(GUTTER)
    line.addWidget(widget)
    return line
