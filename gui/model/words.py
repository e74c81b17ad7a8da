"""Tags and skills as chips: what a typed or pasted text holds, and which words are twins.

Stored words are never re-split or cleaned: one that holds a comma stays one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gui.model.values import Words

TAG_LIMIT: Final = 25
"""A tag of this many characters or more is said to be ignored (API §5.5, reported)."""

# Commas and semicolons of Latin, Arabic and East Asian scripts, line ends, and the tabs that
# spreadsheets put between cells.
_SEPARATORS: Final = re.compile(r"[,;،؛、，；\t\n\r\v\f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Sifted:
    """Typed words parted: `fresh` can be added, `twins` are the words already there."""

    fresh: Words
    twins: Words


def has_separator(text: str) -> bool:
    """Whether a typed text is to be split into chips."""
    return _SEPARATORS.search(text) is not None


def split_words(pasted: str) -> Words:
    """The words of a typed or pasted text, trimmed, each once, in their order.

    Words are parted by commas, semicolons, tabs and line ends; blanks belong to the word. Of
    words that differ in case only the first stays.
    """
    found: dict[str, str] = {}
    for part in _SEPARATORS.split(pasted):
        word = " ".join(part.split())
        if word:
            found.setdefault(sign_of(word), word)
    return tuple(found.values())


def sign_of(word: str) -> str:
    """What twins have in common: the word without regard to case, blanks and code points.

    Two words with one sign read the same to a person; the service keeps one (API §5.5).
    """
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())


def find_twin(existing: Iterable[str], word: str) -> str | None:
    """The word already there that reads the same; None where there is none."""
    sign = sign_of(word)
    return next((other for other in existing if sign_of(other) == sign), None)


def sift_words(existing: Iterable[str], new: Iterable[str]) -> Sifted:
    """Parts new words into those to add, in their order, and the twins of words already there."""
    known = {sign_of(word): word for word in existing}
    fresh: list[str] = []
    twins: list[str] = []
    for word in new:
        sign = sign_of(word)
        if not sign:
            continue
        if sign in known:
            twins.append(known[sign])
        else:
            known[sign] = word
            fresh.append(word)
    return Sifted(tuple(fresh), tuple(dict.fromkeys(twins)))


def twin_groups(existing: Iterable[str]) -> tuple[Words, ...]:
    """Groups of words in one list that read the same, the first of each being the elder."""
    groups: dict[str, list[str]] = {}
    for word in existing:
        groups.setdefault(sign_of(word), []).append(word)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def without_later_twins(existing: Iterable[str]) -> Words:
    """The list with only the first of each group of twins."""
    kept: dict[str, str] = {}
    for word in existing:
        kept.setdefault(sign_of(word), word)
    return tuple(kept.values())


def folded_tag(tag: str) -> str | None:
    """What Workable may store of a tag; None where it may store nothing.

    One integrator reports (API §5.5): lower case, cut at the first blank, and tags of 25 or more
    characters ignored. A preview, not a promise, and never applied by this program.
    """
    folded = tag.lower().partition(" ")[0]
    return folded if folded and len(tag) < TAG_LIMIT else None
