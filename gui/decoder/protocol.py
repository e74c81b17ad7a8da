"""What the editor and the process that holds a resume say to each other.

The process is spoken to as ``docs``; then each request is four letters and a length (big end
first), followed by so many bytes. Each answer has the same form: ``good`` with what was asked
for, or ``fail`` with a reason in ASCII. One request, one answer, in order.

    OPEN   format (4 bytes) and the file      JSON: {"pages": [[width, height], …], "more": n}
    TEXT   page number (0 where none)         JSON: what `pdf_text` or `flow` gives
    DRAW   see `DRAWING`                      width, height, then BGRX pixels, row by row
"""

from __future__ import annotations

import struct

DOCUMENTS = b"docs"
"""Instead of a picture's format: this process is to hold a resume."""

FRAME = struct.Struct(">4sI")
OPEN = b"open"
TEXT = b"text"
DRAW = b"draw"
GOOD = b"good"
FAIL = b"fail"

PAGE_NUMBER = struct.Struct(">I")
DRAWING = struct.Struct(">IfIIII")
"""Page, scale (pixels a point), then the piece in pixels: left, top, width, height; all 0 for
the whole page."""
PIXELS = struct.Struct(">II")

FORMATS = {
    "application/pdf": b"pdf ",
    "application/msword": b"doc ",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": b"docx",
    "application/rtf": b"rtf ",
}

FORM_BYTES = 4
"""Of the word for the format."""
MAX_BYTES = FORM_BYTES + 32 * 1024 * 1024
"""Of a file and its format: as much as is fetched of one that is stored. What can be sent is much
less, but a resume may have come there by other ways."""
MAX_PIXELS = 16_000_000
"""Of one drawing."""
MAX_SIDE = 16_000
"""Pixels, of one drawing."""
MAX_TEXT = 6_000_000
"""Bytes of one answer with text."""

LOCKED = "locked"
DAMAGED = "damaged"
TOO_MUCH = "too much"
NOTHING = "nothing"
"""No pages, no text: there is nothing to show."""
OLD = "old"
"""Made by a Word of before 1997."""


class CannotRead(Exception):
    """The file cannot be shown; `reason` is one of the words above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
