"""Words as they are found on a page, and what they are put together to.

Heights grow downwards; all lengths are points.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from gui.model.resume.kinds import BlockKind


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it was found. `order` tells when it was drawn, `spacing` how wide the gaps are
    between its letters where it was set with wide ones; the rest as in `Word`."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    order: int
    marks: bytes = b""
    is_bold: bool = False
    is_italic: bool = False
    is_rtl: bool = False
    is_turned: bool = False
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words in reading order; `tabs` tells of each whether a wide gap stands before it."""

    words: tuple[Token, ...]
    tabs: tuple[bool, ...]
    baseline: float
    size: float
    is_bold: bool

    @property
    def text(self) -> str:
        """Its words, one blank or tab between them."""
        parts = [
            ("\t" if tab else " ") + word.text
            for word, tab in zip(self.words, self.tabs, strict=True)
        ]
        return "".join(parts)[1:]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. `apart` is true where something new begins before it."""

    lines: tuple[TextLine, ...]
    kind: str = BlockKind.PARAGRAPH.value
    level: int = 0
    apart: bool = False


def is_rtl(char: str) -> bool:
    """Whether a letter is of a script that is written from the right."""
    return unicodedata.bidirectional(char) in ("R", "AL")
