"""Words that stand beside each other: pieces of rows, and lines in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from gui.model.resume.median import median
from gui.model.resume.tokens import TextLine, Token

BULLETS: Final = frozenset("•▪◦●○■□➢➤►▶✓✔❖»·‣⁃∙*-–—o")
"""Signs that stand before the items of lists."""


@dataclass(slots=True)
class Segment:
    """Words of one row that follow each other closely."""

    words: list[Token]
    left: float
    right: float
    baseline: float
    size: float

    @property
    def top(self) -> float:
        # Without the air above and below the letters, so that close lines do not touch.
        return self.baseline - 0.65 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.1 * self.size


def segments_of(tokens: Sequence[Token]) -> list[Segment]:
    """The pieces of all rows, from the top."""
    found: list[Segment] = []
    for row in rows_of(tokens):
        row = _without_spacing(sorted(row, key=lambda token: token.left))
        here: list[Token] = []
        reach = 0.0
        for token in row:
            if here and token.left - reach > _widest_blank(here[-1], token):
                found.append(_segment(here))
                here = []
            reach = max(reach, token.right) if here else token.right
            here.append(token)
        if here:
            found.append(_segment(here))
    return found


def rows_of(tokens: Sequence[Token]) -> list[list[Token]]:
    """Words at the same height, whatever the column."""
    rows: list[list[Token]] = []
    for token in sorted(tokens, key=lambda each: each.baseline):
        if rows:
            first = rows[-1][0]
            near = 0.4 * min(token.size, max(first.size, rows[-1][-1].size))
            if token.baseline - first.baseline <= near:
                rows[-1].append(token)
                continue
        rows.append([token])
    return rows


def _widest_blank(before: Token, after: Token) -> float:
    """What may lie between two words of one text; more is a gap."""
    return max(before.size, after.size) + 2.5 * max(before.spacing, after.spacing)


def _segment(words: list[Token]) -> Segment:
    largest = max(words, key=lambda word: word.size)
    return Segment(
        words,
        min(word.left for word in words),
        max(word.right for word in words),
        largest.baseline,
        largest.size,
    )


def _without_spacing(words: list[Token]) -> list[Token]:
    """Puts together what was set with wide spaces: E D U C A T I O N."""
    out: list[Token] = []
    run: list[Token] = []
    for word in [*words, None]:
        if word is not None and len(word.text) == 1 and word.text.isalpha() and not word.is_rtl:
            run.append(word)
            continue
        out += _merged_letters(run) if len(run) >= 4 else run
        run = []
        if word is not None:
            out.append(word)
    return out


def _merged_letters(letters: list[Token]) -> list[Token]:
    gaps = [b.left - a.right for a, b in pairwise(letters)]
    usual = max(median(gaps), 0.0)
    if usual > 0.9 * letters[0].size:
        return letters
    limit = 1.7 * usual + 0.12 * letters[0].size
    words: list[list[Token]] = [[letters[0]]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > limit:
            words.append([])
        words[-1].append(letter)
    return [_one_word(each, usual) for each in words]


def _one_word(letters: list[Token], spacing: float) -> Token:
    left, right = letters[0].left, max(letter.right for letter in letters)
    wide = max(right - left, 0.01)
    return replace(
        letters[0],
        spacing=spacing,
        text="".join(letter.text for letter in letters),
        right=right,
        top=min(letter.top for letter in letters),
        bottom=max(letter.bottom for letter in letters),
        marks=bytes(
            min(max(round(255 * (letter.right - left) / wide), 0), 255) for letter in letters
        ),
    )


def joined_lines(segments: list[Segment], *, rtl: bool) -> list[TextLine]:
    """Segments side by side become one line."""
    return [
        _line(row, rtl=rtl) for row in rows_of([word for each in segments for word in each.words])
    ]


def drawn_lines(tokens: Sequence[Token]) -> list[TextLine]:
    """Lines in the order in which they were drawn; only what stands close is put together."""
    rows: list[list[Token]] = []
    for token in tokens:
        if rows:
            last = rows[-1][-1]
            if token.is_turned:
                same = abs(token.left - last.left) < 0.6 * token.size
            else:
                same = abs(token.baseline - last.baseline) < 0.4 * token.size
            if same and len(rows[-1]) < 200:
                rows[-1].append(token)
                continue
        rows.append([token])
    return [_line(row, sort=False, rtl=False) for row in rows]


def _line(words: list[Token], *, sort: bool = True, rtl: bool) -> TextLine:
    ordered = _in_reading_order(words, rtl=rtl) if sort else words
    pieces = _pieces(ordered) if sort else [0] * len(ordered)
    tabs = [False]
    for at in range(1, len(ordered)):
        is_wide = pieces[at] != pieces[at - 1]
        tabs.append(is_wide and ordered[at - 1].text not in BULLETS)
    letters = sum(len(word.text) for word in ordered)
    bold = sum(len(word.text) for word in ordered if word.is_bold)
    largest = max(ordered, key=lambda word: (len(word.text), word.size))
    return TextLine(tuple(ordered), tuple(tabs), largest.baseline, largest.size, 2 * bold > letters)


def _pieces(words: list[Token]) -> list[int]:
    """For each word the number of wide gaps at its left."""
    found = [0] * len(words)
    before: Token | None = None
    reach, count = 0.0, 0
    for at in sorted(range(len(words)), key=lambda each: words[each].left):
        word = words[at]
        if before is not None and word.left - reach > 1.2 * _widest_blank(before, word):
            count += 1
        found[at] = count
        reach = word.right if before is None else max(reach, word.right)
        before = word
    return found


def _in_reading_order(words: list[Token], *, rtl: bool) -> list[Token]:
    """From the side that the line is read from; words of the other direction among themselves.

    `rtl` tells the direction of the page.
    """
    strong = [word for word in words if _has_letter(word)]
    from_right = sum(word.is_rtl for word in strong)
    if from_right == 0 and not rtl:
        return sorted(words, key=lambda word: word.left)
    if rtl or 2 * from_right > len(strong):
        ordered = [_sign_first(word) for word in sorted(words, key=lambda word: -word.right)]
        return _with_runs_turned(ordered, [_has_letter(w) and not w.is_rtl for w in ordered])
    ordered = sorted(words, key=lambda word: word.left)
    return _with_runs_turned(ordered, [word.is_rtl for word in ordered])


def _sign_first(word: Token) -> Token:
    """A plus sign is drawn at the far end of a number among letters from the right."""
    text = word.text
    if text.endswith("+") and text[:1].isdecimal():
        return replace(word, text="+" + text[:-1], marks=b"")
    return word


def _with_runs_turned(words: list[Token], against: list[bool]) -> list[Token]:
    """Turns round each run from one word against the line's direction to the last before one
    with it; signs and numbers between them belong to the run."""
    out: list[Token] = []
    at = 0
    while at < len(words):
        if not against[at]:
            out.append(words[at])
            at += 1
            continue
        last = here = at
        while here < len(words) and (against[here] or not _has_letter(words[here])):
            last = here if against[here] else last
            here += 1
        out += reversed(words[at : last + 1])
        at = last + 1
    return out


def _has_letter(word: Token) -> bool:
    return any(char.isalpha() for char in word.text)
