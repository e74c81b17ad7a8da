"""Texts reduced to what matters when two of them are compared, with the way back to offsets.

A resume writes "Curri-\\nculum", "JOSÉ", "+44 (0) 20" where a record says "Curriculum", "José",
"+44 20". What is left here is letters and digits in one case and without accents, each knowing
where in the text it stood.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

# Part of words such as "C++" and "C#", which are other words without them.
_KEPT_SIGNS: Final = frozenset("+#")
_DASHES: Final = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff5e\u301c\uff0d")
_QUOTES: Final = frozenset("\u2018\u2019\u02bc\u00b4")
# Letters that Unicode does not take apart, by what people type instead of them.
_STROKED: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_SPACES: Final = re.compile(r"\s+")
_LINE_END_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*\n[ \t]*(?=[^\W\d_])")


def _decomposed(char: str) -> str:
    """One character in its parts; Korean syllables stay whole, they are no accented letters."""
    if "\uac00" <= char <= "\ud7a3":
        return char
    return unicodedata.normalize("NFKD", char.casefold()).casefold().translate(_STROKED)


@lru_cache(maxsize=4096)
def _folded_char(char: str) -> str:
    """One character as the letters it stands for: "ß" is "ss", "É" is "e", a ligature is two."""
    return "".join(
        str(digit) if (digit := unicodedata.decimal(each, None)) is not None else each
        for each in _decomposed(char)
        if unicodedata.category(each)[0] != "M" and (each.isalnum() or each in _KEPT_SIGNS)
    )


@lru_cache(maxsize=4096)
def _levelled_char(char: str) -> str:
    if char in _DASHES:
        return "-"
    if char in _QUOTES:
        return "'"
    return "".join(
        str(digit) if (digit := unicodedata.decimal(each, None)) is not None else each
        for each in _decomposed(char)
        if unicodedata.category(each) not in ("Mn", "Cf")
    )


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Lower case, no accents, single blanks; punctuation stays. For looking words up in tables."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'").casefold()).casefold()
    text = text.translate(_STROKED)
    kept = "".join(char for char in text if unicodedata.category(char) not in ("Mn", "Cf"))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def skeleton(text: str) -> str:
    """Only the letters and digits, folded: what two spellings of one value have in common."""
    return "".join(map(_folded_char, text))


def is_wide(char: str) -> bool:
    """Whether a letter belongs to a script that puts no blanks between words."""
    return "\u0e00" <= char <= "\u0eff" or "\u3040" <= char <= "\u9fff" or char >= "\uac00"


class Levelled:
    """A text in lower case, without accents and with plain digits and dashes, offsets kept.

    For patterns: blanks and punctuation stay, so that an expression written for plain text
    matches whatever a resume makes of it. `at` leads back to the original.
    """

    def __init__(self, text: str) -> None:
        self.original = text
        letters: list[str] = []
        offsets: list[int] = []
        for at, char in enumerate(text):
            for folded in _levelled_char(char):
                letters.append(folded)
                offsets.append(at)
        self.text = "".join(letters)
        self._offsets = offsets

    def at(self, start: int, end: int) -> range:
        """The range of the original text that a range of `text` came from."""
        if start >= end:
            here = self._offsets[start] if start < len(self._offsets) else len(self.original)
            return range(here, here)
        return range(self._offsets[start], _behind(self.original, self._offsets[end - 1]))


class Folded:
    """A text folded once, to be searched many times."""

    def __init__(self, text: str) -> None:
        self.text = text
        letters: list[str] = []
        offsets: list[int] = []
        for at, char in enumerate(text):
            for folded in _folded_char(char):
                letters.append(folded)
                offsets.append(at)
        self.skeleton = "".join(letters)
        self._offsets = offsets

    def find(self, wanted: str) -> Iterator[range]:
        """Every place where the skeleton of `wanted` stands as whole words."""
        needle = skeleton(wanted)
        if not needle:
            return
        at = self.skeleton.find(needle)
        while at >= 0:
            start, last = self._offsets[at], self._offsets[at + len(needle) - 1]
            if self._is_whole(at, at + len(needle)):
                yield range(start, _behind(self.text, last))
            at = self.skeleton.find(needle, at + 1)

    def within(self, start: int, end: int) -> str:
        """The skeleton of a piece of the text."""
        first = bisect_left(self._offsets, start)
        return self.skeleton[first : bisect_left(self._offsets, end)]

    def _is_whole(self, first: int, behind: int) -> bool:
        """Whether words begin and end there, and no character is cut through."""
        offsets = self._offsets
        if first and (
            offsets[first - 1] == offsets[first]
            or self._joined(offsets[first - 1], offsets[first], first)
        ):
            return False
        if behind < len(offsets):
            if offsets[behind - 1] == offsets[behind]:
                return False
            return not self._joined(offsets[behind - 1], offsets[behind], behind)
        return True

    def _joined(self, left: int, right: int, right_at: int) -> bool:
        """Whether two neighbouring letters belong to one word."""
        between = self.text[left + 1 : right]
        if any(unicodedata.category(char)[0] != "M" for char in between):
            return _LINE_END_HYPHEN.search(self.text[left : right + 1]) is not None
        one, other = self.skeleton[right_at - 1], self.skeleton[right_at]
        if is_wide(one) or is_wide(other):
            return False
        # A sign begins no word: "C" is not found in "C++", but "x" is in "+x".
        return not (one in _KEPT_SIGNS and other not in _KEPT_SIGNS)


def joined_lines(text: str) -> str:
    """Lines of a paragraph as running text: words broken at a line's end are put together.

    A hyphen stays where the next line begins with a capital or a digit, as in names.
    """

    def rejoin(match: re.Match[str]) -> str:
        follows = text[match.end()]
        soft = "\u00ad" in match.group()
        return "" if soft or follows.islower() else "-"

    return _LINE_END_HYPHEN.sub(rejoin, text)


def _behind(text: str, last: int) -> int:
    """Behind a character and the accents that are written after it."""
    end = last + 1
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    return end
