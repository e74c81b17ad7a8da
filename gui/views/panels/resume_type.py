"""How a paragraph of a resume without pages is set: its letters, weights, sizes and direction.

Everything is plain text to Qt, with the weights and sizes that were read; nothing here can be
taken for markup, and characters that hide or turn others are not let through. Where a paragraph
stands is the sheet's (`resume_flow`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from gui.model.resume.document import Block, BlockKind, Part, ResumeText, Span
from gui.views.theme import type_font

LONGEST: Final = 4_000
"""Characters of a paragraph that are laid out at once; a longer one is cut into several."""
_JOINERS: Final = "\u200b\u200c\u200d\u200e\u200f\u00ad\u2060\ufeff"
_HEADINGS: Final = (1.5, 1.25, 1.12)
_ASIDE: Final = frozenset((Part.HEADER, Part.FOOTER, Part.NOTE))


@dataclass(slots=True)
class Paragraph:
    """A paragraph, ready to be laid out; `at` is where its layout stands."""

    block: Block
    layout: QTextLayout
    text: str
    is_wide: bool
    """Whether some characters count double for Qt."""
    at: QPointF
    marker: str = ""
    is_aside: bool = False
    font: QFont | None = None

    def units(self, offset: int) -> int:
        """Where Qt counts an offset of the resume's text to be."""
        at = min(max(offset - self.block.start, 0), len(self.text))
        return len(self.text[:at].encode("utf-16-le", "surrogatepass")) // 2 if self.is_wide else at

    def offset(self, units: int) -> int:
        if not self.is_wide:
            return self.block.start + units
        data = self.text.encode("utf-16-le", "surrogatepass")[: 2 * units]
        return self.block.start + len(data.decode("utf-16-le", "replace"))


class Typesetter:
    """Makes the paragraphs of one resume at a `zoom`."""

    def __init__(self, text: ResumeText) -> None:
        self.zoom = 1.0
        self._text = text.text
        self._blocks = text.blocks
        self._body = _body_size(text)

    def parts(self) -> Iterator[Block]:
        """The blocks, with the endless ones cut: one paragraph of a whole book takes seconds."""
        for block in self._blocks:
            if block.end - block.start <= LONGEST:
                yield block
                continue
            start = block.start
            while start < block.end:
                end = min(start + LONGEST, block.end)
                blank = self._text.rfind(" ", start + LONGEST // 2, end) if end < block.end else -1
                end = blank + 1 if blank > 0 else end
                spans = tuple(_cut(block.spans, start, end))
                yield replace(block, start=start, end=end, spans=spans)
                start = end

    def paragraph(self, block: Block) -> Paragraph:
        """A block as a paragraph that is not laid out yet."""
        text = self._text[block.start : block.end]
        is_aside = block.part in _ASIDE
        factor, bold = (0.9 if is_aside else 1.0), False
        if block.kind is BlockKind.HEADING:
            factor, bold = self._heading_factor(block), True
        font = self.font(factor, bold=bold)
        layout = QTextLayout(_harmless(text), font)
        layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(32 * self.zoom)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if block.is_rtl else Qt.LayoutDirection.LeftToRight
        )
        if block.is_rtl:
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        marker = ""
        if block.kind is BlockKind.LIST_ITEM:
            marker = _harmless(block.marker[:8].strip())
        is_wide = any(char > "\uffff" for char in text)
        item = Paragraph(block, layout, text, is_wide, QPointF(), marker, is_aside, font)
        layout.setFormats(list(self._formats(item)))
        return item

    def _formats(self, item: Paragraph) -> Iterator[QTextLayout.FormatRange]:
        is_heading = item.block.kind is BlockKind.HEADING
        for span in item.block.spans:
            look = QTextCharFormat()
            if span.is_bold and not is_heading:
                look.setFontWeight(QFont.Weight.DemiBold)
            look.setFontItalic(span.is_italic)
            look.setFontUnderline(span.is_underlined)
            if span.size and self._body and not is_heading and not item.is_aside:
                factor = min(max(span.size / self._body, 0.85), 1.6)
                if abs(factor - 1) > 0.04:
                    look.setFontPointSize(self.font(factor, bold=False).pointSizeF())
            piece = QTextLayout.FormatRange()
            piece.start = item.units(span.start)
            piece.length = item.units(span.end) - piece.start
            piece.format = look
            if piece.length > 0:
                yield piece

    def _heading_factor(self, block: Block) -> float:
        size = max((span.size for span in block.spans), default=0.0)
        if size and self._body:
            return min(max(size / self._body, _HEADINGS[-1]), 1.6)
        return _HEADINGS[min(block.level, 2)]

    def font(self, factor: float, *, bold: bool) -> QFont:
        """Letters so many times as large as those of the text."""
        font = type_font("body")
        if font.pointSizeF() <= 0:
            font.setPointSizeF(font.pixelSize() * 0.75)
        font.setPointSizeF(font.pointSizeF() * factor * self.zoom)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font


def has_own_sign(text: str) -> bool:
    """Whether a list item begins with a sign or number of its own."""
    return bool(text) and (text[0] in "•‣◦▪–—-*·" or text[:3].rstrip(".)").isdigit())


def _cut(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The parts of some spans that lie in a range."""
    for span in spans:
        if span.start < end and span.end > start:
            yield replace(span, start=max(span.start, start), end=min(span.end, end))


def _body_size(text: ResumeText) -> float:
    """The size of most letters, in points; 0 where it is not known."""
    sizes: dict[float, int] = {}
    for block in text.blocks:
        for span in block.spans:
            if span.size:
                sizes[span.size] = sizes.get(span.size, 0) + span.end - span.start
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def _harmless(text: str) -> str:
    """The text with as many characters, but without those that hide or turn others."""
    if text.isascii() and text.isprintable():
        return text
    out = []
    for char in text:
        if char in "\n\r":
            out.append("\u2028")
        elif char == "\t" or char in _JOINERS:
            out.append(char)
        elif unicodedata.category(char) in ("Cc", "Cf", "Cs"):
            out.append("\ufffd" if char <= "\uffff" else char)
        else:
            out.append(char)
    return "".join(out)
