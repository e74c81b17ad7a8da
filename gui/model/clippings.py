"""Entries of a list as texts to be carried to another candidate, and back (ux rule 32).

Three forms: the own one, which keeps every field the form knows; a readable text; and a table of
tab-separated columns for a spreadsheet. What is read comes from anywhere: it is bounded, and only
fields of the list are taken. No id is ever carried: what is pasted is a new entry.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from gui.i18n import _
from gui.model.dates import period_text
from gui.model.fields import EntryField, Field, Kind, field_of
from gui.model.networks import NETWORKS, network_name
from gui.model.values import Atom, Entry, is_blank

MIME: Final = "application/vnd.redline.entries+json"
TABLE_MIME: Final = "text/tab-separated-values"
LONGEST: Final = 2_000_000
"""Characters that are read at all."""
MOST: Final = 500
"""Entries that are taken at once."""

Row: TypeAlias = Mapping[str, Atom]

_FORM: Final = 1
_YES: Final = ("yes", "true", "1", "x")


# --- out ------------------------------------------------------------------------------------------


def own_form(key: str, items: Iterable[Entry]) -> str:
    """The entries with all fields that the form knows, as JSON."""
    known = [inner.name for inner in field_of(key).entry_fields]
    rows = [{name: entry.fields[name] for name in known if name in entry.fields} for entry in items]
    return json.dumps({"redline": _FORM, "list": key, "entries": rows})


def readable(key: str, items: Iterable[Entry]) -> str:
    """The entries as a person would write them down, a blank line between two."""
    field = field_of(key)
    return "\n\n".join("\n".join(_lines(field, entry)) for entry in items)


def table(key: str, items: Iterable[Entry]) -> str:
    """The entries as rows of tab-separated columns under the names of the fields."""
    inners = field_of(key).entry_fields
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([inner.label for inner in inners])
    for entry in items:
        writer.writerow([_cell(entry.get(inner.name)) for inner in inners])
    return out.getvalue()


def _lines(field: Field, entry: Entry) -> list[str]:
    if field.kind is Kind.PROFILES:
        texts = [network_name(entry.text("type")), entry.text("username"), entry.text("url")]
        return [text for text in texts if text]
    names = [inner.name for inner in field.entry_fields if inner.kind is Kind.LINE]
    current = entry.get("current") is True
    period = period_text(entry.get("start_date"), entry.get("end_date"), current=current)
    first = " · ".join(text for name in names if (text := entry.text(name)))
    long = [entry.text(inner.name) for inner in field.entry_fields if inner.kind is Kind.TEXT]
    return [text for text in (first, period, *long) if text]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value if isinstance(value, str) else ""


# --- in -------------------------------------------------------------------------------------------


def read_own_form(text: str) -> tuple[str, tuple[Row, ...]] | None:
    """The list and the entries of the own form; None where the text is none, or too much."""
    if len(text) > LONGEST:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("redline") != _FORM:
        return None
    key, rows = found.get("list"), found.get("entries")
    if not isinstance(key, str) or not isinstance(rows, list) or not 0 < len(rows) <= MOST:
        return None
    try:
        field = field_of(key)
    except KeyError:
        return None
    taken = [_taken(field, row) for row in rows if isinstance(row, dict)]
    return (key, tuple(row for row in taken if row)) if field.entry_fields and any(taken) else None


def read_table(key: str, text: str) -> tuple[Row, ...]:
    """The entries of a table whose first row names fields of the list; none where it does not.

    Values are taken as they stand: a date that is none is said at its field.
    """
    if len(text) > LONGEST or "\t" not in text:
        return ()
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter="\t") if any(row)]
    except csv.Error:
        return ()
    inners = field_of(key).entry_fields
    heads = [_inner_named(inners, head) for head in rows[0]] if rows else []
    known = [inner.name for inner in heads if inner is not None]
    needed = [inner.name for inner in inners if inner.required]
    if not any(name in known for name in needed) or not 1 < len(rows) <= MOST + 1:
        return ()
    return tuple(_row_of(heads, cells) for cells in rows[1:])


def _taken(field: Field, row: Mapping[object, object]) -> dict[str, Atom]:
    """The fields of the list in a row, as far as their values are of the right kind."""
    taken: dict[str, Atom] = {}
    for inner in field.entry_fields:
        value = row.get(inner.name)
        is_right = isinstance(value, bool) if inner.kind is Kind.FLAG else isinstance(value, str)
        if value is not None and is_right:
            assert isinstance(value, str | bool)
            taken[inner.name] = value
    return taken


def _inner_named(inners: Sequence[EntryField], head: str) -> EntryField | None:
    sign = head.strip().casefold()
    return next((each for each in inners if sign in (each.name, each.label.casefold())), None)


def _row_of(heads: Sequence[EntryField | None], cells: Sequence[str]) -> dict[str, Atom]:
    row: dict[str, Atom] = {}
    for inner, cell in zip(heads, cells, strict=False):
        if inner is None or is_blank(cell):
            continue
        if inner.kind is Kind.FLAG:
            row[inner.name] = cell.strip().casefold() in (*_YES, _("Yes").casefold())
        elif inner.kind is Kind.NETWORK:
            row[inner.name] = _network_id(cell.strip())
        else:
            row[inner.name] = cell
    return row


def _network_id(text: str) -> str:
    """The network's id for its name, or the text as it stands."""
    sign = text.casefold()
    return next((key for key, name in NETWORKS.items() if sign in (key, name.casefold())), text)
