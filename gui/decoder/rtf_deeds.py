"""What the words of rich text do to the letters, paragraphs and tables that follow them.

A word comes with a number or without one; which words there are is the table at the end. Words
that open a group, and letters, are the reader's (`gui.decoder.rtf`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from gui.decoder.flow import BOLD, ITALIC, UNDERLINED
from gui.decoder.rtf_words import CHARSETS, SYMBOL, page_of
from gui.model.resume.kinds import Part


@dataclass(slots=True)
class State:
    """What a group inherits and its end takes back."""

    target: str = "text"
    """Where letters go: text, skip, fonts, styles, instruction or marker."""
    part: Part = Part.BODY
    flags: int = 0
    size: float = 12.0
    is_hidden: bool = False
    fallback: int = 1
    """How many characters stand behind each ``\\u`` for readers that do not know it."""
    font: int = -1
    url: str = ""
    style: int = 0
    outline: int = -1
    in_table: bool = False
    is_rtl: bool = False
    is_list: bool = False


class Document(Protocol):
    """The document as far as it is read, as words change it."""

    @property
    def state(self) -> State: ...
    def end_paragraph(self) -> None: ...
    def end_cell(self) -> None: ...
    def end_row(self) -> None: ...
    def choose_font(self, number: int) -> None: ...
    def describe_font(self, codec: str | None) -> None: ...
    def reset_font(self) -> None: ...
    def set_page(self, codec: str) -> None: ...
    def set_default_font(self, number: int) -> None: ...


_Deed: TypeAlias = Callable[[Document, int | None], None]


def _end_of_paragraph(reader: Document, _number: int | None) -> None:
    if reader.state.target == "text":
        reader.end_paragraph()


def _end_of_cell(reader: Document, _number: int | None) -> None:
    if reader.state.target == "text":
        reader.end_cell()


def _end_of_row(reader: Document, _number: int | None) -> None:
    if reader.state.target == "text":
        reader.end_row()


def _flag(flag: int) -> _Deed:
    def deed(reader: Document, number: int | None) -> None:
        flags = reader.state.flags
        reader.state.flags = flags & ~flag if number == 0 else flags | flag

    return deed


def _paragraph_settings(reader: Document, _number: int | None) -> None:
    state = reader.state
    state.style, state.outline = 0, -1
    state.in_table = state.is_rtl = state.is_list = False


def _set(name: str, value: object = None) -> _Deed:
    def deed(reader: Document, number: int | None) -> None:
        setattr(reader.state, name, value if value is not None else number or 0)

    return deed


def _size(reader: Document, number: int | None) -> None:
    reader.state.size = min(max((number or 24) / 2, 1.0), 500.0)


DEEDS: Final[dict[bytes, _Deed]] = {
    b"par": _end_of_paragraph,
    b"sect": _end_of_paragraph,
    b"page": _end_of_paragraph,
    b"column": _end_of_paragraph,
    b"cell": _end_of_cell,
    b"nestcell": _end_of_paragraph,
    b"row": _end_of_row,
    b"pard": _paragraph_settings,
    b"intbl": _set("in_table", True),
    b"s": _set("style"),
    b"outlinelevel": _set("outline"),
    b"ls": lambda reader, number: setattr(reader.state, "is_list", bool(number)),
    b"rtlpar": _set("is_rtl", True),
    b"ltrpar": lambda reader, _number: setattr(reader.state, "is_rtl", False),
    b"b": _flag(BOLD),
    b"i": _flag(ITALIC),
    b"ul": _flag(UNDERLINED),
    b"ulnone": lambda reader, _number: _flag(UNDERLINED)(reader, 0),
    b"v": lambda reader, number: setattr(reader.state, "is_hidden", number != 0),
    b"deleted": lambda reader, number: setattr(reader.state, "is_hidden", number != 0),
    b"fs": _size,
    b"plain": lambda reader, _number: reader.reset_font(),
    b"f": lambda reader, number: reader.choose_font(number or 0),
    b"deff": lambda reader, number: reader.set_default_font(number or 0),
    b"uc": lambda reader, number: setattr(
        reader.state, "fallback", min(max(1 if number is None else number, 0), 16)
    ),
    b"ansicpg": lambda reader, number: reader.set_page(page_of(number or 1252)),
    b"mac": lambda reader, _number: reader.set_page("mac_roman"),
    b"pc": lambda reader, _number: reader.set_page("cp437"),
    b"pca": lambda reader, _number: reader.set_page("cp850"),
    b"fcharset": lambda reader, number: reader.describe_font(
        SYMBOL if number == 2 else CHARSETS.get(number or 0) if number else None
    ),
    b"cpg": lambda reader, number: reader.describe_font(page_of(number or 1252)),
}
