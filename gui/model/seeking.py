"""Finding a line by a few letters of it: whole pieces first, then the beginnings of words.

Own code with a reason: the libraries for fuzzy matching (rapidfuzz and its kin) measure how many
letters two texts differ by. That neither finds "Show request" by "shr" nor tells which letters
were found; and one that does would have to fold accents in place, so that what is found in
"García" by "garcia" can be set off there.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

_BEGINS: Final = 100
_WORD: Final = 90
_INITIALS: Final = 70
_INSIDE: Final = 55
_SCATTERED: Final = 25
_ELSEWHERE: Final = 0.5
"""How much less it counts in what a line is also known by."""
_LONGEST: Final = 120
"""Letters of a title that are looked through one by one."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A text as it is searched: caseless and without accents, each letter with its place."""

    letters: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Sought:
        if text.isascii():
            return cls(text.lower(), tuple(range(len(text))))
        found: list[str] = []
        places: list[int] = []
        for at, char in enumerate(text):
            for letter in unicodedata.normalize("NFKD", char.casefold()):
                if not unicodedata.combining(letter):
                    found.append(letter)
                    places.append(at)
        return cls("".join(found), tuple(places))


@dataclass(frozen=True, slots=True)
class Found:
    """How well a line was found, more being better, and where in its title."""

    score: float
    spans: tuple[range, ...] = ()


def words_of(query: str) -> tuple[str, ...]:
    """The words of what was typed, as they are searched."""
    return tuple(Sought.of(query).letters.split())


def seek(words: tuple[str, ...], title: Sought, also: Sought | None = None) -> Found | None:
    """Looks for every word in a title, else in what the line is also known by; None where one of
    them is in neither."""
    total, places = 0.0, set[int]()
    for word in words:
        best, at = _in_title(word, title)
        beside = _whole(word, also)[0] * _ELSEWHERE if also is not None else 0.0
        if beside > best:
            total += beside
        elif best:
            total += best
            places.update(title.places[each] for each in at)
        else:
            return None
    # Of two found alike the shorter one has less besides.
    score = total / max(len(words), 1) - min(len(title.letters), _LONGEST) / 20
    return Found(score, _spans(places))


def _in_title(word: str, title: Sought) -> tuple[float, tuple[int, ...]]:
    score, at = _whole(word, title)
    if score >= _WORD:
        return score, at
    if (initials := _initials(word, title.letters[:_LONGEST])) is not None:
        return _INITIALS, initials
    if score:
        return score, at
    if len(word) > 2 and (scattered := _scattered(word, title.letters[:_LONGEST])) is not None:
        return _SCATTERED, scattered
    return 0.0, ()


def _whole(word: str, text: Sought) -> tuple[float, tuple[int, ...]]:
    """The word in one piece, best at the beginning, then at the beginning of a word."""
    letters = text.letters
    first = at = letters.find(word)
    while at >= 0:
        if _begins(letters, at):
            return (_BEGINS if at == 0 else _WORD), tuple(range(at, at + len(word)))
        at = letters.find(word, at + 1)
    if first < 0 or len(word) < 2:  # one letter inside a word is everywhere
        return 0.0, ()
    return _INSIDE, tuple(range(first, first + len(word)))


def _initials(word: str, letters: str) -> tuple[int, ...] | None:
    """Each letter beginning a word or going on in the one that the last was found in."""
    starts = [at for at in range(len(letters)) if _begins(letters, at)]
    dead: set[tuple[int, int]] = set()

    def rest(number: int, behind: int) -> tuple[int, ...] | None:
        if number == len(word):
            return ()
        if (number, behind) in dead:
            return None
        going_on = [behind] if number and behind < len(letters) else []
        for at in (*going_on, *(start for start in starts if start >= behind)):
            if letters[at] == word[number] and (ahead := rest(number + 1, at + 1)) is not None:
                return (at, *ahead)
        dead.add((number, behind))
        return None

    return rest(0, 0)


def _scattered(word: str, letters: str) -> tuple[int, ...] | None:
    """The letters in their order and near each other, the first beginning a word."""
    for start in range(len(letters)):
        if letters[start] == word[0] and _begins(letters, start):
            at, found = start, [start]
            for letter in word[1:]:
                at = letters.find(letter, at + 1)
                if at < 0:
                    break
                found.append(at)
            if len(found) == len(word) and found[-1] - start < 2 * len(word) + 2:
                return tuple(found)
    return None


def _begins(letters: str, at: int) -> bool:
    return letters[at].isalnum() and (at == 0 or not letters[at - 1].isalnum())


def _spans(places: set[int]) -> tuple[range, ...]:
    spans: list[range] = []
    for at in sorted(places):
        if spans and spans[-1].stop == at:
            spans[-1] = range(spans[-1].start, at + 1)
        else:
            spans.append(range(at, at + 1))
    return tuple(spans)
