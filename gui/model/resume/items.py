"""The line of a resume as its sections and entries need it, and what is found in lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from gui.model.resume.document import Box
from gui.model.resume.periods import Period

BULLET: Final = re.compile(
    r"^\s*(?:[•▪◦●○◯■□➢➤►▶✓✔✦★❖»‣⁃∙·*–—\ufffd\ue000-\uf8ff-]|o(?=\s+[^\W_]))\s+"
)
"""Signs before an item; fonts of signs come as characters that mean nothing."""
SEPARATED: Final = re.compile(r"\s*(?:\t|\s[|•·▪/–—]\s|\s{3,}|[|•·▪])\s*")
"""Signs that part the pieces of a line, as of one that holds all ways to reach somebody."""
Look: TypeAlias = tuple[float, bool, bool, int]


@dataclass(frozen=True, slots=True)
class Item:
    """One line as a person sees it: a paragraph of a flowing document, a line of a page.

    `text` may differ from the resume's text where a line was put together again: it is for
    judging, `spans` for finding. `dates` are periods in a column of their own beside it, their
    offsets those of the resume's text. `starts_new` is true behind a gap.
    """

    text: str
    spans: tuple[range, ...]
    size: float = 0.0
    is_bold: bool = False
    is_heading: bool = False
    level: int = 0
    is_bullet: bool = False
    is_cell: bool = False
    starts_new: bool = False
    page: int = 0
    box: Box | None = None
    dates: tuple[Period, ...] = ()

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].stop

    @property
    def style(self) -> Look:
        """What lines of one kind have in common: size, weight, capitals, level of heading."""
        # On pages the level is itself a guess from size and weight.
        level = self.level + 1 if self.is_heading and self.box is None else 0
        return (round(self.size * 2) / 2, self.is_bold, self.text.isupper(), level)

    @property
    def bare(self) -> str:
        """Its text without a bullet."""
        return without_bullet(self.text)


@dataclass(frozen=True, slots=True)
class Find:
    """One thing found: its value, where it stands, how sure it is, and why."""

    value: str
    spans: tuple[range, ...]
    sureness: float
    reason: str


def without_bullet(text: str) -> str:
    """A line without the sign that makes it an item of a list."""
    return BULLET.sub("", text, count=1).strip()


def span_in(item: Item, text: str, value: str) -> range | None:
    """Where a value stands in a line, however the line was put together."""
    for span in item.spans:
        at = text.find(value, span.start, span.stop)
        if at >= 0:
            return range(at, at + len(value))
    pattern = re.compile(r"\s+".join(map(re.escape, value.split())))
    match = pattern.search(text, item.start, item.end)
    return range(match.start(), match.end()) if match else None
