"""Writes composed resumes as pdf, docx and rtf, and as scans: a picture of the pdf."""

from __future__ import annotations

import functools
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    HRFlowable,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

if TYPE_CHECKING:
    from tests.helpers.resume_pages import Piece, Regions
    from tests.helpers.resumes import Style, Truth

rl_config.invariant = 1

_WIDTH, _HEIGHT = A4
_FACES: Final = {
    "sans": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "Helvetica", "Helvetica-Bold"),
    "serif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "Times-Roman", "Times-Bold"),
    "other": (
        "LiberationSans-Regular.ttf",
        "LiberationSans-Bold.ttf",
        "Helvetica",
        "Helvetica-Bold",
    ),
}
_FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)


@functools.cache
def _file(name: str) -> Path | None:
    return next(
        (
            found
            for folder in _FOLDERS
            if Path(folder).is_dir()
            for found in Path(folder).rglob(name)
        ),
        None,
    )


@functools.cache
def _font(name: str, builtin: str) -> str:
    """A font of the system by its file, else one that every reader of PDFs has (Latin only)."""
    path = _file(name)
    if path is None:
        return builtin
    pdfmetrics.registerFont(TTFont(path.stem, path))
    return path.stem


def has_greek_font() -> bool:
    """Whether this machine has a font for the Greek PDFs; without one they become docx."""
    return _file("DejaVuSans.ttf") is not None


def write(regions: Regions, style: Style, layout: str, kind: str, truth: Truth) -> bytes:
    """The file of composed regions."""
    if truth.language == "el" and not has_greek_font() and kind in ("pdf", "scan"):
        kind = "docx"
    if kind == "docx":
        return _docx(regions, style, layout, truth)
    if kind == "rtf":
        return _rtf(regions, style)
    made = _Pdf(regions, style, layout, truth).bytes()
    return scanned(made) if kind == "scan" else made


# --- pdf --------------------------------------------------------------------------------------


class _Pdf:
    def __init__(self, regions: Regions, style: Style, layout: str, truth: Truth) -> None:
        self.regions, self.style, self.layout, self.truth = regions, style, layout, truth
        face = "sans" if truth.language == "el" and style.face == "other" else style.face
        regular, bold, *builtin = _FACES[face]
        self.regular, self.bold = _font(regular, builtin[0]), _font(bold, builtin[1])
        self.size = style.size * (0.85 if layout == "compact" else 1.0)
        self.accent = HexColor(style.accent)
        self.pale = layout == "sidebar"

    def bytes(self) -> bytes:
        out = io.BytesIO()
        document = BaseDocTemplate(out, pagesize=A4, invariant=1, title="Resume", author="")
        templates, story = getattr(self, f"_{self.layout.replace(' ', '_')}")()
        document.addPageTemplates(templates)
        document.build(story)
        return out.getvalue()

    # --- layouts ---------------------------------------------------------------------------

    def _one_column(self) -> tuple[list[Any], list[Any]]:
        width = _WIDTH - 40 * mm
        story = [
            *self._flow(self.regions.head, width),
            *self._flow(self.regions.main, width),
        ]
        return [
            self._page("page", [self._frame(20 * mm, 18 * mm, width, _HEIGHT - 36 * mm)])
        ], story

    _table = _timeline = _compact = _one_column

    def _two_columns(self) -> tuple[list[Any], list[Any]]:
        head = self._flow(self.regions.head, _WIDTH - 36 * mm)
        high = (
            sum(part.wrap(_WIDTH - 36 * mm, _HEIGHT)[1] + part.getSpaceAfter() for part in head)
            + 8 * mm
        )
        top = _HEIGHT - 14 * mm - high
        whole = _WIDTH - 36 * mm - 9 * mm
        side = whole * (self.style.side + 0.04)
        left_side = not self.style.side_right
        frames = [
            self._frame(18 * mm, top, _WIDTH - 36 * mm, high),
            self._frame(
                18 * mm + (side + 9 * mm if left_side else 0), 16 * mm, whole - side, top - 16 * mm
            ),
            self._frame(
                18 * mm + (0 if left_side else whole - side + 9 * mm), 16 * mm, side, top - 16 * mm
            ),
        ]
        story = [
            *head, FrameBreak(), *self._flow(self.regions.main, whole - side),
            FrameBreak(), *self._flow(self.regions.side, side),
        ]  # fmt: skip
        return [self._page("page", frames)], story

    def _sidebar(self) -> tuple[list[Any], list[Any]]:
        bar = _WIDTH * self.style.side
        left = 0 if not self.style.side_right else _WIDTH - bar

        def paint(canvas: Any, document: Any) -> None:
            canvas.setFillColor(self.accent)
            canvas.rect(left, 0, bar, _HEIGHT, stroke=0, fill=1)
            self._footer(canvas, document)

        inner = bar - 16 * mm
        wide = _WIDTH - bar - 28 * mm
        main_left = (bar if not left else 0) + 14 * mm
        side = self._frame(left + 8 * mm, 15 * mm, inner, _HEIGHT - 35 * mm)
        main = self._frame(main_left, 15 * mm, wide, _HEIGHT - 33 * mm)
        later = self._frame(main_left, 15 * mm, wide, _HEIGHT - 33 * mm)
        story = [
            NextPageTemplate("later"), *self._flow(self.regions.side, inner, pale=True),
            FrameBreak(), *self._flow(self.regions.main, wide),
        ]  # fmt: skip
        return [
            PageTemplate("first", [side, main], onPage=paint),
            PageTemplate("later", [later], onPage=paint),
        ], story

    # --- pieces ----------------------------------------------------------------------------

    def _flow(self, pieces: list[Piece], width: float, *, pale: bool = False) -> list[Any]:
        story: list[Any] = []
        rows: list[Piece] = []
        for piece in [*pieces, None]:
            if piece is not None and piece.kind == "row":
                rows.append(piece)
                continue
            if piece is not None and piece.kind == "gap" and rows:
                continue
            if rows:
                story.append(self._rows(rows, width))
                rows = []
            if piece is not None:
                story += self._piece(piece, width, pale=pale)
        return story

    def _piece(self, piece: Piece, width: float, *, pale: bool) -> list[Any]:
        ink = white if pale else HexColor("#24272b")
        grey = HexColor("#e8edf0") if pale else HexColor("#5b6168")
        size = self.size
        text = escape(piece.text).replace("  ", "&nbsp; ")
        if piece.kind == "gap":
            return [Spacer(1, size * 0.7)]
        if piece.kind == "title":
            return [Paragraph(text, self._style(size * 1.3, bold=False, ink=grey, after=3))]
        if piece.kind == "name":
            return [Paragraph(text, self._style(size * 2.1, bold=True, ink=self.accent, after=4))]
        if piece.kind == "headline":
            return [Paragraph(text, self._style(size * 1.2, ink=grey, after=4))]
        if piece.kind == "heading":
            parts: list[Any] = [
                Spacer(1, size),
                Paragraph(
                    text,
                    self._style(size * 1.25, bold=True, ink=ink if pale else self.accent, after=2),
                ),
            ]
            if not pale and self.layout in ("one column", "compact"):
                parts.append(
                    HRFlowable(width="100%", color=self.accent, thickness=0.7, spaceAfter=4)
                )
            return parts
        if piece.kind == "pair":
            return [self._pair(piece, width)]
        if piece.kind == "bullet":
            mark = escape(self.style.bullet)
            style = self._style(size * 0.97, ink=ink, after=1.5, indent=9)
            return [Paragraph(text, style, bulletText=mark)]
        if piece.kind == "bold":
            return [Paragraph(text, self._style(size, bold=True, ink=ink, after=0))]
        if piece.kind == "grey":
            return [Paragraph(text, self._style(size * 0.93, ink=grey, after=2))]
        return [Paragraph(text, self._style(size, ink=ink, after=2))]

    def _style(
        self, size: float, *, bold: bool = False, ink: Any, after: float = 2, indent: float = 0
    ) -> ParagraphStyle:
        return ParagraphStyle(
            "text", fontName=self.bold if bold else self.regular, fontSize=size,
            leading=size * 1.35, textColor=ink, spaceAfter=after, leftIndent=indent,
            bulletFontName=self.regular, bulletFontSize=size,
        )  # fmt: skip

    def _pair(self, piece: Piece, width: float) -> Any:
        style = self._style(
            self.size, bold=self.layout != "compact", ink=HexColor("#24272b"), after=0
        )
        dates = ParagraphStyle("dates", parent=style, alignment=2, fontName=self.regular)
        right = pdfmetrics.stringWidth(piece.right, self.regular, self.size) + 4
        table = Table(
            [[Paragraph(escape(piece.text), style), Paragraph(escape(piece.right), dates)]],
            colWidths=[width - right, right],
        )
        table.setStyle(TableStyle([(side, (0, 0), (-1, -1), 0) for side in (
            "LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]
            + [("VALIGN", (0, 0), (-1, -1), "TOP")]))  # fmt: skip
        return table

    def _rows(self, rows: list[Piece], width: float) -> Any:
        ruled = self.layout == "table"
        left = width * (0.24 if ruled else 0.22)
        label = self._style(self.size * 0.92, bold=ruled, ink=HexColor("#4d535a"), after=0)
        third = any(row.right for row in rows)
        right = (width - left) * 0.4 if third else 0.0
        cells = [
            [
                Paragraph(escape(row.text), label),
                [part for piece in row.inner
                 for part in self._piece(piece, width - left - right - 10, pale=False)],
                *([Paragraph(escape(row.right), label)] if third else []),
            ]
            for row in rows
        ]  # fmt: skip
        widths = [left, width - left - right, *([right] if third else [])]
        table = Table(cells, colWidths=widths)
        rules: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if ruled:
            rules += [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#c9ced4")),
                ("BACKGROUND", (0, 0), (0, -1), HexColor("#f3f5f7")),
            ]
        else:
            rules += [
                ("LINEAFTER", (0, 0), (0, -1), 1, self.accent),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
            ]
        table.setStyle(TableStyle(rules))
        return table

    def _frame(self, left: float, bottom: float, width: float, height: float) -> Frame:
        return Frame(left, bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0,
                     bottomPadding=0)  # fmt: skip

    def _page(self, name: str, frames: list[Frame]) -> PageTemplate:
        return PageTemplate(name, frames, onPage=self._footer)

    def _footer(self, canvas: Any, document: Any) -> None:
        if document.page > 1:
            canvas.setFont(self.regular, 7.5)
            canvas.setFillColor(HexColor("#7b8087"))
            name = f"{self.truth.first} {self.truth.last}"
            canvas.drawRightString(_WIDTH - 18 * mm, 9 * mm, f"{name}  ·  {document.page}")


def scanned(pdf: bytes) -> bytes:
    """A PDF whose pages are pictures of another one's."""
    import pypdfium2

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        picture = io.BytesIO()
        page.render(scale=1.2, grayscale=True).to_pil().save(picture, "JPEG", quality=45)
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    document.close()
    canvas.save()
    return out.getvalue()


# --- docx -------------------------------------------------------------------------------------


def _docx(regions: Regions, style: Style, layout: str, truth: Truth) -> bytes:
    import docx
    from docx.shared import Mm

    document = docx.Document()
    for section in document.sections:
        section.left_margin = section.right_margin = Mm(20)
    into = _Docx(document, style)
    if layout in ("two columns", "sidebar"):
        into.pieces(document, regions.head)
        table = document.add_table(rows=1, cols=2)
        side_at = 1 if style.side_right else 0
        for at, pieces in ((side_at, regions.side), (1 - side_at, regions.main)):
            cell = table.rows[0].cells[at]
            into.pieces(cell, pieces)
            cell._tc.remove(cell.paragraphs[0]._p)
    else:
        into.pieces(document, [*regions.head, *regions.main])
    document.core_properties.author = f"{truth.first} {truth.last}"
    out = io.BytesIO()
    document.save(out)
    return _steady(out.getvalue())


class _Docx:
    def __init__(self, document: Any, style: Style) -> None:
        self.document, self.style = document, style
        # Half of all people use the styles of their program, the others only make text bold.
        self.styled = len(style.headings["skills"]) % 2 == 0

    def pieces(self, into: Any, pieces: list[Piece]) -> None:
        rows: list[Piece] = []
        for piece in [*pieces, None]:
            if piece is not None and piece.kind == "row":
                rows.append(piece)
                continue
            if piece is not None and piece.kind == "gap":
                continue
            if rows:
                self._table(into, rows)
                rows = []
            if piece is not None:
                self._piece(into, piece)

    def _table(self, into: Any, rows: list[Piece]) -> None:
        third = any(row.right for row in rows)
        table = into.add_table(rows=0, cols=3 if third else 2)
        for row in rows:
            cells = table.add_row().cells
            cells[0].paragraphs[0].add_run(row.text)
            if third:
                cells[2].paragraphs[0].add_run(row.right)
            for piece in row.inner:
                self._piece(cells[1], piece)
            cells[1]._tc.remove(cells[1].paragraphs[0]._p)

    def _piece(self, into: Any, piece: Piece) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Mm, Pt

        if self.styled and piece.kind in ("name", "heading"):
            line = into.add_paragraph(style="Title" if piece.kind == "name" else "Heading 1")
            line.add_run(piece.text)
            return
        if piece.kind == "bullet":
            if self.styled:
                into.add_paragraph(piece.text, style="List Bullet")
            else:
                into.add_paragraph(f"{self.style.bullet} {piece.text}")
            return
        line = into.add_paragraph()
        run = line.add_run(piece.text)
        run.bold = piece.kind in ("name", "heading", "bold") or None
        if piece.kind == "name":
            run.font.size = Pt(20)
        elif piece.kind == "heading":
            run.font.size = Pt(13)
        elif piece.kind == "pair":
            run.bold = True
            line.add_run(f"\t{piece.right}")
            line.paragraph_format.tab_stops.add_tab_stop(Mm(168), WD_TAB_ALIGNMENT.RIGHT)


def _steady(data: bytes) -> bytes:
    """The same archive with fixed times."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                start, end = content.find(b"<dcterms:created"), content.find(b"</dcterms:created>")
                content = content[:start] + content[end + 18 :] if start >= 0 else content
            new.writestr(zipfile.ZipInfo(entry.filename, (2026, 1, 15, 12, 0, 0)), content)
    return out.getvalue()


# --- rtf --------------------------------------------------------------------------------------


def _rtf(regions: Regions, style: Style) -> bytes:
    lines = [r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0 Arial;}}"]
    for piece in [*regions.head, *regions.main, *regions.side]:
        lines += _rtf_piece(piece, style)
    lines.append("}")
    return "\r\n".join(lines).encode("ascii")


def _rtf_piece(piece: Piece, style: Style) -> list[str]:
    text = _safe(piece.text)
    if piece.kind == "gap":
        return [r"\pard\fs12\par"]
    if piece.kind == "name":
        return [rf"\pard\b\fs40 {text}\b0\par"]
    if piece.kind == "heading":
        return [rf"\pard\sb200\b\fs26 {text}\b0\par"]
    if piece.kind == "bold":
        return [rf"\pard\b\fs21 {text}\b0\par"]
    if piece.kind == "pair":
        return [rf"\pard\tqr\tx9000\b\fs21 {text}\b0\tab {_safe(piece.right)}\par"]
    if piece.kind == "bullet":
        return [rf"\pard\fi-200\li300\fs21 {_safe(style.bullet)} {text}\par"]
    if piece.kind == "row":
        first, *rest = piece.inner
        return [
            rf"\pard\tx2800\fi-2800\li2800\fs21 {text}\tab \b {_safe(first.text)}\b0\par",
            *(line.replace(r"\pard", r"\pard\li2800", 1)
              for each in rest for line in _rtf_piece(each, style)),
        ]  # fmt: skip
    return [rf"\pard\fs21 {text}\par"]


def _safe(text: str) -> str:
    out: list[str] = []
    for char in text:
        if char in "\\{}":
            out.append("\\" + char)
        elif " " <= char <= "~":
            out.append(char)
        else:
            for unit in char.encode("utf-16-le").hex(" ", 2).split():
                number = int(unit[2:] + unit[:2], 16)
                out.append(f"\\u{number - 65536 if number > 32767 else number}?")
    return "".join(out)
