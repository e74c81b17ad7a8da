"""The few words that whoever reads a resume and whoever shows it have in common.

Imports nothing: the process that reads strangers' files loads as little as it can.
"""

from __future__ import annotations

import enum


class BlockKind(enum.Enum):
    """What a piece of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"


class Part(enum.Enum):
    """Which part of the document a piece of text belongs to."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    """A footnote or endnote."""
    BOX = "box"
    """A text box, which floats beside the text; it is read where it is anchored."""


class Missing(enum.Enum):
    """What of the file is not in the text, or not on the page as it was made."""

    PICTURES = "pictures"
    """Pictures in a flowing document; `count` of them."""
    DRAWINGS = "drawings"
    """Drawn shapes, diagrams, charts; what is written in them may be missing."""
    OBJECTS = "objects"
    """Embedded files: tables from a spreadsheet, other documents."""
    LETTERS = "letters"
    """Characters whose meaning the file does not tell; on `count` pages."""
    TEXT_OF_PAGES = "text of pages"
    """Pages that have no text, as scans have none; `count` of them."""
    UNREAD_PAGES = "unread pages"
    """Pages whose text could not be read within the limits; `count` of them."""
    REST = "rest"
    """All that follows the limit of characters or pages."""
    FORM = "form"
    """A fillable form of a kind that only its maker's program can show."""
    LAYOUT = "layout"
    """Pages, columns and fonts of a Word or RTF file: it is shown as flowing text."""
    DAMAGED = "damaged"
    """Parts of the file do not hold together; what could be read is here."""


class DayOrder(enum.Enum):
    """Which number comes first where a resume writes days and months as numbers."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"
