"""The lines of a resume as its sections and entries need them.

Three things stand in the way of reading a resume line by line, and are put right here: dates that
stand in a column of their own are given to the line they belong to, a line that was broken at the
edge of its column is one line again, and what stands below each other is read downwards. Offsets
stay those of the resume's text.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final, TypeAlias

from gui.model.resume.document import Block, BlockKind, Box, Cell, Line, Page, Part, ResumeText
from gui.model.resume.folding import joined_lines
from gui.model.resume.periods import (
    DayOrder,
    Period,
    is_only_dates,
    is_part_of_dates,
    periods_in,
)

_MOST_ROWS: Final = 400
_BULLET: Final = re.compile(
    r"^\s*(?:[•▪◦●○◯■□➢➤►▶✓✔✦★❖»‣⁃∙·*–—\ufffd\ue000-\uf8ff-]|o(?=\s+[^\W_]))\s+"
)
"""Signs before an item; fonts of signs come as characters that mean nothing."""
_OPEN_END: Final = re.compile(r"(?:[-–—/]|\b(?:to|bis|à|a|al|au|until|hasta|έως|μέχρι))\s*$")
_SIGN: Final = re.compile(r"@|://|www\.|\.\w{2,3}/|(?:[0-9][ ()/-]*){7,}$")
_OWN_LINE: Final = re.compile(
    r"@|://|www\.|\.\w{2,3}/|^\+?(?:[0-9][ ()/-]*){7,}$|^[^\W\d][\w.-]{1,20}:\s"
)
_CUT_DATE: Final = re.compile(r"[0-9][-./]$")

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
    return _BULLET.sub("", text, count=1).strip()


def items_of(resume: ResumeText, order: DayOrder = DayOrder.UNKNOWN) -> tuple[Item, ...]:
    """All lines of a resume in reading order, headers and footers of pages left out."""
    if resume.is_flowing:
        return tuple(_flowing_items(resume, order))
    found: list[Item] = []
    for page in resume.pages:
        found += _page_items(resume, page, order)
    return tuple(_without_repeats(found, resume))


# --- flowing documents ------------------------------------------------------------------------


def _flowing_items(resume: ResumeText, order: DayOrder) -> Iterator[Item]:
    blocks = [block for block in resume.blocks if block.part in (Part.BODY, Part.BOX)]
    previous_end = 0
    for group in _by_row(blocks):
        dates: tuple[Period, ...] = ()
        for block in _heads_first(group):
            if group[0].cell is not None:
                own = [each for each in group if each.cell == block.cell]
                if is_only_dates(resume.text[own[0].start : own[-1].end]):
                    if block is own[0]:
                        dates = _periods(resume.text, own[0].start, own[-1].end, order)
                    continue
            gap = "\n\n" in resume.text[previous_end : block.start]
            for item in _block_items(resume, block):
                yield replace(item, dates=dates, starts_new=gap)
                dates, gap = (), False
            previous_end = max(previous_end, block.end)


def _by_row(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks, those of one row of a table together."""
    group: list[Block] = []
    for block in blocks:
        here = block.cell and (block.cell.table, block.cell.row)
        last = group[-1].cell if group else None
        if group and (here is None or last is None or here != (last.table, last.row)):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _heads_first(row: Sequence[Block]) -> list[Block]:
    """The blocks of a row of three or more cells, the first of each cell before the rest: a cell
    with the title and all that was done stands before the one with the employer."""
    cells: dict[Cell | None, list[Block]] = defaultdict(list)
    for block in row:
        cells[block.cell].append(block)
    if len(cells) < 3 or all(len(each) > 1 for each in cells.values()):
        return list(row)
    return [each[0] for each in cells.values()] + [
        block for each in cells.values() for block in each[1:]
    ]


def _block_items(resume: ResumeText, block: Block) -> Iterator[Item]:
    start = block.start
    for line in resume.text[block.start : block.end].split("\n"):
        span = range(start, start + len(line))
        start += len(line) + 1
        if not line.strip():
            continue
        bold = sum(
            min(each.end, span.stop) - max(each.start, span.start)
            for each in block.spans
            if each.is_bold and each.start < span.stop and each.end > span.start
        )
        size = max(
            (each.size for each in block.spans if each.start < span.stop and each.end > span.start),
            default=0.0,
        )
        yield Item(
            text=line.strip(),
            spans=(span,),
            size=size,
            is_bold=bold * 2 > len(line.strip()),
            is_heading=block.kind is BlockKind.HEADING,
            level=block.level,
            is_bullet=block.kind is BlockKind.LIST_ITEM or _BULLET.match(line) is not None,
            is_cell=block.cell is not None,
        )


# --- pages ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    """One piece of a line while a page is sorted."""

    start: int
    end: int
    box: Box
    size: float
    is_bold: bool
    block: Block | None
    starts_new: bool
    dates: tuple[Period, ...] = ()
    more: list[range] = field(default_factory=list)
    """What stands further to the right in the same line."""

    def text(self, whole: str) -> str:
        parts = [
            whole[self.start : self.end],
            *(whole[each.start : each.stop] for each in self.more),
        ]
        return "\t".join(parts)


def _page_items(resume: ResumeText, page: Page, order: DayOrder) -> list[Item]:
    rows = [row for line in page.lines for row in _rows(resume, line)]
    if len(rows) > _MOST_ROWS:
        # No page of a resume has as many, and everything below compares rows with rows.
        edges = [math.inf] * len(rows)
    else:
        rows = _with_dates(resume, rows, order)
        edges = _right_edges(rows)
    found: list[Item] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        text = row.text(resume.text)
        spans = [range(row.start, row.end), *row.more]
        box = row.box
        last = row
        at += 1
        while at < len(rows) and _goes_on(resume.text, last, rows[at], edges[at - 1]):
            last = rows[at]
            piece = last.text(resume.text)
            text = joined_lines(f"{text}\n{piece}").replace("\n", " ")
            spans += [range(last.start, last.end), *last.more]
            box = box.joined(last.box)
            at += 1
        block = row.block
        found.append(
            Item(
                text=text.strip(),
                spans=tuple(spans),
                size=row.size,
                is_bold=row.is_bold,
                is_heading=block is not None and block.kind is BlockKind.HEADING,
                level=block.level if block else 0,
                is_bullet=(
                    block is not None
                    and block.kind is BlockKind.LIST_ITEM
                    and block.start == row.start
                )
                or _BULLET.match(text) is not None,
                starts_new=row.starts_new,
                page=page.number,
                box=box,
                dates=row.dates,
            )
        )
    return found


def _rows(resume: ResumeText, line: Line) -> Iterator[_Row]:
    """A line in its pieces; wide gaps part only where one side is dates."""
    block = resume.block_of(line.start)
    text = resume.text
    new = text[max(0, line.start - 2) : line.start] == "\n\n" or line.start == 0
    groups = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        tab = "\t" in text[before.end : word.start]
        gap = max(word.box.left - before.box.right, before.box.left - word.box.right)
        if tab or gap > 0.7 * max(line.size, 6.0):
            groups.append([])
        groups[-1].append(word)
    pieces: list[tuple[int, int, Box, bool]] = []
    for group in groups:
        start, end = group[0].start, group[-1].end
        box = group[0].box
        for word in group[1:]:
            box = box.joined(word.box)
        dates = _is_dates(text[start:end], loose=True)
        joined_by_tab = bool(pieces) and "\t" in text[pieces[-1][1] : start]
        if pieces and not dates and not pieces[-1][3] and not joined_by_tab:
            first, _end, old, _dates = pieces[-1]
            pieces[-1] = (first, end, old.joined(box), False)
        else:
            pieces.append((start, end, box, dates))
    row: _Row | None = None
    was_dates = False
    for start, end, box, dates in pieces:
        if row is not None and not dates and not was_dates:
            row.more.append(range(start, end))
            continue
        if row is not None:
            yield row
        row = _Row(start, end, box, line.size, line.is_bold, block, new)
        was_dates, new = dates, False
    if row is not None:
        yield row


def _is_dates(text: str, *, loose: bool = False) -> bool:
    """Whether a piece is a period or a part of one that a narrow column broke.

    A loose one may be as little as the day of a date, which means nothing on its own.
    """
    if len(text) > 60:
        return False
    return is_only_dates(text) or is_part_of_dates(text, loose=loose)


def _with_dates(resume: ResumeText, rows: list[_Row], order: DayOrder) -> list[_Row]:
    """Gives dates in a column of their own to the line beside them, and sorts what is left."""
    text = resume.text
    cells: list[list[_Row]] = []
    taken: set[int] = set()
    for at, row in enumerate(rows):
        if at in taken or row.more or not _is_dates(text[row.start : row.end]):
            continue
        if _is_running_text(text, rows, at):
            continue
        cell = [row]
        taken.add(at)
        # The rest of a broken period stands right below, wherever it comes in the text.
        while not _is_whole(text, cell) and len(cell) < 4:
            below = _below(text, rows, cell[-1], taken)
            if below is None:
                break
            cell.append(rows[below])
            taken.add(below)
        cells.append(cell)
    dated: list[tuple[list[_Row], _Row]] = []
    for cell in cells:
        partner = _partner(rows, cell, taken)
        joined = _joined(text, cell)
        if partner is None or joined is None:
            for row in cell:
                taken.discard(next(at for at, each in enumerate(rows) if each is row))
            continue
        partner.dates = (*partner.dates, *_cell_periods(joined, order))
        if cell[0].starts_new:
            partner.starts_new = True
        dated.append((cell, partner))
    left = [row for at, row in enumerate(rows) if at not in taken]
    return _downwards(_with_third_column(left, dated), dated)


def _is_running_text(text: str, rows: Sequence[_Row], at: int) -> bool:
    """Whether dates belong to the lines above or below them rather than to a column of dates.

    A column of dates has nothing but dates, and headings that are larger. Lines of one look that
    touch are one paragraph, however many of them hold nothing but dates.
    """
    seen = {at}
    waiting = [rows[at]]
    while waiting:
        row = waiting.pop()
        size = max(row.size, 6.0)
        for number, other in enumerate(rows):
            if number in seen or other.dates or abs(other.box.left - row.box.left) > 3:
                continue
            if other.size > 1.15 * size or abs(other.box.bottom - row.box.bottom) >= 1.9 * size:
                continue
            if not _is_dates(text[other.start : other.end], loose=True):
                return True
            if abs(other.size - row.size) <= 0.3 and other.is_bold == row.is_bold:
                seen.add(number)
                waiting.append(other)
    return False


def _is_whole(text: str, cell: Sequence[_Row]) -> bool:
    """Whether the dates say from when to when, so that nothing more is looked for below."""
    joined = _joined(text, cell)
    found = periods_in(joined.text) if joined else ()
    if joined and (
        _CUT_DATE.search(joined.text) or joined.text.count("(") > joined.text.count(")")
    ):
        return False
    return bool(found) and (
        not found[-1].is_single and not (found[-1].is_current and found[-1].present is None)
    )


@dataclass(frozen=True, slots=True)
class _Joined:
    """Pieces of a broken period as one text; `bounds` tell where each begins, here and there."""

    text: str
    bounds: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> int:
        """Where a character of it stands in the resume's text."""
        here, there = max(bound for bound in self.bounds if bound[0] <= offset)
        return there + offset - here


def _joined(text: str, cell: Sequence[_Row]) -> _Joined | None:
    """The pieces together, if they are dates then: with a blank, or a word that was cut through."""
    whole = text[cell[0].start : cell[0].end]
    bounds = [(0, cell[0].start)]
    for row in cell[1:]:
        piece = text[row.start : row.end]
        joint = " "
        if (not is_only_dates(f"{whole} {piece}") and is_only_dates(f"{whole}{piece}")) or (
            _CUT_DATE.search(whole) and piece[:1].isdigit()
        ):
            joint = ""
        bounds.append((len(whole) + len(joint), row.start))
        whole = f"{whole}{joint}{piece}"
    return _Joined(whole, tuple(bounds)) if is_only_dates(whole) else None


def _below(text: str, rows: Sequence[_Row], row: _Row, taken: set[int]) -> int | None:
    """The piece of dates right below another one, if the two could be one period."""
    for at, other in enumerate(rows):
        if at in taken or other.more or abs(other.size - row.size) > 0.15 * row.size:
            continue
        near = 0 <= other.box.top - row.box.bottom + 0.3 * row.size < 0.9 * row.size
        beside = abs(other.box.left - row.box.left) < 3 or abs(other.box.right - row.box.right) < 3
        piece = text[other.start : other.end]
        if near and beside and _is_dates(piece, loose=True):
            return at
    return None


def _partner(rows: Sequence[_Row], cell: Sequence[_Row], taken: set[int]) -> _Row | None:
    """The line that dates stand beside: the first to their right, else to their left."""
    top = cell[0].box
    height = max(top.height, 1.0)
    best: tuple[float, _Row] | None = None
    for at, row in enumerate(rows):
        if at in taken:
            continue
        apart = abs((row.box.top + row.box.bottom) / 2 - (top.top + top.bottom) / 2)
        if apart > 0.7 * height:
            continue
        right = row.box.left >= top.right - 1
        left = row.box.right <= top.left + 1
        if not right and not left:
            continue
        distance = (row.box.left - top.right) if right else (top.left - row.box.right)
        cost = apart * 3 + distance + (0 if right else 20)
        if best is None or cost < best[0]:
            best = (cost, row)
    return best[1] if best else None


def _cell_periods(joined: _Joined, order: DayOrder) -> Iterator[Period]:
    """The periods of a column's cell, their offsets those of the whole text."""
    place = joined.place
    for period in periods_in(joined.text, order):
        first = period.first and replace(
            period.first, start=place(period.first.start), end=place(period.first.end - 1) + 1
        )
        last = period.last and replace(
            period.last, start=place(period.last.start), end=place(period.last.end - 1) + 1
        )
        present = period.present and range(
            place(period.present.start), place(period.present.stop - 1) + 1
        )
        start, end = place(period.start), place(period.end - 1) + 1
        yield replace(
            period, start=start, end=max(end, start), first=first, last=last, present=present
        )


def _periods(text: str, start: int, end: int, order: DayOrder) -> tuple[Period, ...]:
    return tuple(period.moved(start) for period in periods_in(text[start:end], order))


def _with_third_column(rows: list[_Row], dated: Sequence[tuple[list[_Row], _Row]]) -> list[_Row]:
    """Gives what stands in a third column, as employers beside titles, to the line beside it."""
    partners = [partner for cell, partner in dated if partner.box.left >= cell[0].box.right - 1]
    if len(partners) < 2:
        return rows
    beside: dict[int, _Row] = {}
    for at, partner in enumerate(partners):
        for row in rows:
            level = abs(row.box.bottom - partner.box.bottom) < 0.5 * partner.size
            if row is not partner and level and row.box.left > partner.box.right and not row.dates:
                beside[at] = row
                break
    edges = sorted(row.box.left for row in beside.values())
    if len(beside) < 2 or len(beside) * 10 < 6 * len(partners) or edges[-1] - edges[0] > 6:
        return rows
    gone: set[int] = set()
    for at, row in beside.items():
        partner, last = partners[at], row
        partner.more.append(range(row.start, row.end))
        gone.add(id(row))
        for other in rows:
            step = other.box.bottom - last.box.bottom
            same = abs(other.box.left - row.box.left) < 3 and abs(other.size - row.size) < 0.3
            if same and 0 < step < 1.9 * row.size and id(other) not in gone:
                partner.more.append(range(other.start, other.end))
                gone.add(id(other))
                last = other
    return [row for row in rows if id(row) not in gone]


def _downwards(rows: list[_Row], dated: list[tuple[list[_Row], _Row]]) -> list[_Row]:
    """Reads a column with dates at its side downwards: headings stand above the dates' column,
    so that nothing but the height tells what they head."""
    beside = [
        (cell, partner) for cell, partner in dated if partner.box.left >= cell[0].box.right - 1
    ]
    if len(beside) < 2:
        return rows
    left = min(cell[0].box.left for cell, _partner in beside)
    starts = median(partner.box.left for _cell, partner in beside)
    right = max(row.box.right for row in rows if abs(row.box.left - starts) < 40)
    inside = [row for row in rows if left - 20 <= row.box.left < right]
    if len(inside) < 3:
        return rows
    inside_ids = {id(row) for row in inside}
    ordered = iter(sorted(inside, key=lambda row: (round(row.box.bottom, 0), row.box.left)))
    out: list[_Row] = []
    placed = False
    for row in rows:
        if id(row) in inside_ids:
            if not placed:
                out.extend(ordered)
                placed = True
        else:
            out.append(row)
    return out


def _right_edges(rows: Sequence[_Row]) -> list[float]:
    """For each row, how far to the right lines of its column reach."""
    found: list[float] = []
    for row in rows:
        reach = row.box.right
        for other in rows:
            overlaps = other.box.left < row.box.right and row.box.left < other.box.right
            # A headline over two columns tells nothing about the edge of one.
            if (
                overlaps
                and other.size < 1.15 * row.size
                and abs(other.box.left - row.box.left) < 30
            ):
                reach = max(reach, other.box.right)
        found.append(reach)
    return found


def _goes_on(text: str, row: _Row, following: _Row, edge: float) -> bool:
    """Whether a line was broken at its end and goes on in the following one."""
    if following.dates or following.more or _BULLET.match(text[following.start : following.end]):
        return False
    if row.is_bold != following.is_bold or abs(row.size - following.size) > 0.12:
        return False
    step = following.box.bottom - row.box.bottom
    if not 0.5 * row.size < step < 2.0 * row.size or following.box.left > row.box.right:
        return False
    lower = text[following.start : following.end]
    upper_piece = SEPARATED.split(text[row.start : row.end])[-1]
    if _is_sign(lower, _OWN_LINE) or _is_sign(upper_piece, _SIGN):
        return False
    if following.starts_new or abs(following.box.left - row.box.left) > 3 * row.size:
        return False
    upper = text[row.start : row.end].rstrip()
    if len(upper) > 1 and (_OPEN_END.search(upper) or upper.endswith(",")):
        return True
    if (found := periods_in(upper)) and not upper[found[-1].end :].strip(" )."):
        return False  # what ends in its dates is whole
    first = text[following.start : following.end].split(maxsplit=1)[0]
    letter = following.box.width / max(following.end - following.start, 1)
    needed = letter * (len(first) + 1)
    return row.box.right + needed > edge + 1 and row.box.right > row.box.left + 5 * row.size


def _is_sign(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a piece is an address or a number to call, which stands for itself."""
    return pattern.search(text) is not None and not _is_dates(text)


def _without_repeats(items: list[Item], resume: ResumeText) -> Iterator[Item]:
    """Leaves out what stands at the edge of every page: the name and the page's number."""
    if len(resume.pages) < 2:
        yield from items
        return
    for item in items:
        page = resume.pages[item.page]
        edge = item.box is not None and (
            item.box.top > page.height * 0.94
            or (item.page and item.box.bottom < page.height * 0.05)
        )
        numbered = re.search(
            rf"\b{item.page + 1}\b(?:\s*(?:/|of|von|de|sur)\s*\d+)?\s*$", item.text
        )
        if edge and (numbered or len(item.text) < 40) and item.size < 9:
            continue
        yield item


def span_in(item: Item, text: str, value: str) -> range | None:
    """Where a value stands in a line, however the line was put together."""
    for span in item.spans:
        at = text.find(value, span.start, span.stop)
        if at >= 0:
            return range(at, at + len(value))
    pattern = re.compile(r"\s+".join(map(re.escape, value.split())))
    match = pattern.search(text, item.start, item.end)
    return range(match.start(), match.end()) if match else None
