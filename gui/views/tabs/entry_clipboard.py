"""Entries through the system's clipboard: out in three forms, in from the two that can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gui.i18n import _, ngettext
from gui.model.clippings import (
    LONGEST,
    MIME,
    TABLE_MIME,
    Row,
    own_form,
    read_own_form,
    read_table,
    readable,
    table,
)
from gui.model.fields import field_of
from gui.model.values import Entry


@dataclass(frozen=True, slots=True)
class Clipped:
    """What the clipboard holds for a list: rows to add, or the sentence why they are none."""

    rows: tuple[Row, ...] = ()
    refusal: str = ""


def copy_entries(key: str, items: Sequence[Entry]) -> None:
    """Puts entries on the clipboard, for another candidate, a text and a spreadsheet."""
    mime = QMimeData()
    mime.setData(MIME, own_form(key, items).encode())
    mime.setData(TABLE_MIME, _whole(table(key, items)))
    mime.setText(_whole(readable(key, items)).decode())
    QGuiApplication.clipboard().setMimeData(mime)


def clipped_for(key: str) -> Clipped | None:
    """What the clipboard holds for a list; None where it holds no entries at all."""
    # Whatever Qt's stubs say, an empty clipboard gives None.
    mime = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
    if mime is None:
        return None
    found = read_own_form(_text(mime, MIME)) if mime.hasFormat(MIME) else None
    if found is not None:
        other, rows = found
        return Clipped(rows) if other == key else Clipped(refusal=_elsewhere(other, len(rows)))
    for text in (_text(mime, TABLE_MIME), mime.text() if mime.hasText() else ""):
        if rows := read_table(key, text):
            return Clipped(rows)
    return None


def _whole(text: str) -> bytes:
    """The text without halves of characters, which no other program could read."""
    return text.encode("utf-8", "replace")


def _text(mime: QMimeData, kind: str) -> str:
    data = mime.data(kind).data() if mime.hasFormat(kind) else b""
    return bytes(data[: 4 * LONGEST]).decode("utf-8", "replace")


def _elsewhere(key: str, count: int) -> str:
    field = field_of(key)
    return _("The clipboard holds {count} {nouns}, to be pasted under {tab}.").format(
        count=count, nouns=ngettext(*field.noun, count), tab=field.tab.title
    )
