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
from dataclasses import replace
from typing import Final

from gui.model.resume.date_columns import Row, is_dates, rows_of, with_dates
from gui.model.resume.document import Block, BlockKind, Cell, Page, Part, ResumeText
from gui.model.resume.folding import joined_lines
from gui.model.resume.items import BULLET, SEPARATED, Item
from gui.model.resume.kinds import DayOrder
from gui.model.resume.periods import Period, is_only_dates, periods_in

_MOST_ROWS: Final = 400
_OPEN_END: Final = re.compile(r"(?:[-–—/]|\b(?:to|bis|à|a|al|au|until|hasta|έως|μέχρι))\s*$")
_SIGN: Final = re.compile(r"@|://|www\.|\.\w{2,3}/|(?:[0-9][ ()/-]*){7,}$")
_OWN_LINE: Final = re.compile(
    r"@|://|www\.|\.\w{2,3}/|^\+?(?:[0-9][ ()/-]*){7,}$|^[^\W\d][\w.-]{1,20}:\s"
)


def items_of(resume: ResumeText, order: DayOrder = DayOrder.UNKNOWN) -> tuple[Item, ...]:
    """All lines of a resume in reading order, headers and footers of pages left out."""
    if resume.is_flowing:
        return tuple(_flowing_items(resume, order))
    found: list[Item] = []
    for page in resume.pages:
        found += _page_items(resume, page, order)
    return tuple(_without_repeats(found, resume))


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
                        dates = _periods_between(resume.text, own[0].start, own[-1].end, order)
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
            is_bullet=block.kind is BlockKind.LIST_ITEM or BULLET.match(line) is not None,
            is_cell=block.cell is not None,
        )


def _page_items(resume: ResumeText, page: Page, order: DayOrder) -> list[Item]:
    rows = [row for line in page.lines for row in rows_of(resume, line)]
    if len(rows) > _MOST_ROWS:
        # No page of a resume has as many, and everything below compares rows with rows.
        edges = [math.inf] * len(rows)
    else:
        rows = with_dates(resume, rows, order)
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
                or BULLET.match(text) is not None,
                starts_new=row.starts_new,
                page=page.number,
                box=box,
                dates=row.dates,
            )
        )
    return found


def _periods_between(text: str, start: int, end: int, order: DayOrder) -> tuple[Period, ...]:
    return tuple(period.moved(start) for period in periods_in(text[start:end], order))


def _right_edges(rows: Sequence[Row]) -> list[float]:
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


def _goes_on(text: str, row: Row, following: Row, edge: float) -> bool:
    """Whether a line was broken at its end and goes on in the following one."""
    if following.dates or following.more or BULLET.match(text[following.start : following.end]):
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
    return pattern.search(text) is not None and not is_dates(text)


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
