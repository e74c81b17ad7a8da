"""The parts of a resume: which lines stand under which heading.

A heading is known by its words, in twenty languages, and by looking like the other headings of
the same resume; lines that look like headings and say something unknown begin a part too, so that
nothing is read as a job that stands under "Boat licences".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from gui.model.resume.folding import plain
from gui.model.resume.items import Item, Look
from gui.model.resume.labels_sections import HEADINGS, TITLES, Section

_AROUND: Final = re.compile(
    r"^(?:(?:[ivx]{1,4}|[a-h])[.)]\s|[\s\d.)(:|·•*/–—_>»#~=+\ue000-\uf8ff-])+"
    r"|[\s:|·•*/–—_<«~=+.-]+$"
)
_LONGEST: Final = 60
_MOST_WORDS: Final = 6
_PHRASES: Final = tuple(
    sorted((word for word in HEADINGS if len(word) >= 5), key=len, reverse=True)
)

_RUN_TOGETHER: Final = {word.replace(" ", ""): section for word, section in HEADINGS.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a resume: what it is about, its heading, and the lines below it."""

    section: Section
    heading: Item | None
    items: tuple[Item, ...]

    @property
    def start(self) -> int:
        found = [self.heading] if self.heading else []
        return min(item.start for item in (*found, *self.items))

    @property
    def title(self) -> str:
        """The heading as it is written; empty for the top of a resume."""
        return self.heading.text.strip(" :") if self.heading else ""


def parts_of(items: Sequence[Item]) -> tuple[Part, ...]:
    """The parts of a resume in reading order; the first is the top, if there is one."""
    lines = _joined_headings(items)
    looks = _looks_of_headings(lines)
    largest = 1.35 * looks.most_common(1)[0][0][0] if looks else 0.0
    parts: list[Part] = []
    heading: Item | None = None
    section = Section.TOP
    here: list[Item] = []
    for item in lines:
        found = _section_of(item, looks, is_top=section is Section.TOP)
        heads_all = 0 < largest <= item.size or is_document_title(item.text)
        if found is None and section is not Section.TOP and heads_all:
            # The name of the person in the wide column, read after the narrow one.
            parts.append(Part(section, heading, tuple(here)))
            section, heading, here = Section.TOP, None, [item]
            continue
        if found is None:
            here.append(item)
            continue
        if heading is not None or here:
            parts.append(Part(section, heading, tuple(here)))
        section, heading, rest = found
        here = [rest] if rest is not None else []
    if heading is not None or here:
        parts.append(Part(section, heading, tuple(here)))
    return tuple(parts)


def section_of_heading(text: str) -> Section | None:
    """What stands below a heading of exactly these words; None for other words."""
    normal = _normal(text)
    letters = normal.split()
    if len(letters) > 3 and sum(len(each) == 1 for each in letters) > 0.8 * len(letters):
        return _RUN_TOGETHER.get("".join(letters))
    found = HEADINGS.get(normal)
    if found is None and len(normal) > 7 and " " not in normal and text.strip().isupper():
        # "W O R K   E X P E R I E N C E" arrives as one word.
        return _RUN_TOGETHER.get(normal)
    return found


def is_document_title(text: str) -> bool:
    """Whether a line heads the document, as "Curriculum Vitae" does."""
    return _normal(text) in TITLES


def _normal(text: str) -> str:
    # A number or bullet before the words is none of them.
    return _AROUND.sub("", plain(text))


def _joined_headings(items: Sequence[Item]) -> list[Item]:
    """Headings that a narrow column broke into two lines, as one line."""
    out: list[Item] = []
    for item in items:
        if out and not item.starts_new and not item.dates and out[-1].style == item.style:
            both = f"{out[-1].text} {item.text}"
            if (
                section_of_heading(both)
                and _can_be_heading(out[-1])
                and not section_of_heading(item.text)
                and len(item.text) < _LONGEST
            ):
                joined = replace(out[-1], text=both, spans=(*out[-1].spans, *item.spans))
                out[-1] = joined
                continue
        out.append(item)
    return out


def _looks_of_headings(items: Sequence[Item]) -> Counter[Look]:
    """How the surely known headings look."""
    return Counter(
        item.style
        for item in items
        if section_of_heading(item.text) and not item.dates and _can_be_heading(item)
    )


def _can_be_heading(item: Item) -> bool:
    """Whether a line may head a part; of those with a sign before them only the strong ones."""
    return not item.is_bullet or item.is_heading or item.is_bold or item.text.isupper()


def _section_of(
    item: Item, looks: Counter[Look], *, is_top: bool
) -> tuple[Section, Item, Item | None] | None:
    """The part that a line begins, its heading, and what stands in the same line behind it."""
    text = item.text
    if not _can_be_heading(item):
        return None
    if "\t" in text:
        first, rest = text.split("\t", 1)
        section = section_of_heading(first)
        if section and len(item.spans) > 1 and (item.is_bold or first.isupper()):
            head = replace(item, text=first, spans=item.spans[:1], dates=())
            return section, head, replace(item, text=rest, spans=item.spans[1:], is_bold=False)
        return None
    if item.dates or len(text) > _LONGEST:
        return None
    like_others = looks[item.style] > 0
    usual = looks.most_common(1)[0][0] if looks else None
    section = section_of_heading(text)
    if section is not None:
        # A word such as "Training" may be an ordinary line where headings look different.
        strong = item.is_heading or item.is_bold or text.isupper() or text.rstrip().endswith(":")
        plain_line = usual is not None and item.style != usual and not strong
        return None if plain_line and sum(looks.values()) > 2 else (section, item, None)
    if is_document_title(text) or not like_others or usual is None:
        return None
    if item.style != usual and looks[item.style] < 2:
        return None
    words = text.split()
    if len(words) > _MOST_WORDS or text.rstrip()[-1:] in ".,;" or any(map(str.isdigit, text)):
        return None
    flat = f" {_normal(text)} "
    for phrase in _PHRASES:
        if f" {phrase} " in flat:
            return HEADINGS[phrase], item, None
    # Looks like a heading and says something unknown. On top that is the name.
    distinct = (item.is_heading or item.is_bullet) and (item.size > 0 or item.level == 1)
    return None if is_top or not distinct else (Section.OTHER, item, None)
