"""Writes resumes as PDF, in six layouts. Needs reportlab, Pillow and the fonts named in README.md.

Same input, same bytes: reportlab runs in its invariant mode, which fixes dates and identifiers.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from invent.person import Job, Person, School
from invent.portraits import photo
from invent.scans import scan
from invent.wording import Wording, full_name, heading, links, plain

rl_config.invariant = 1

_FONTS = Path("/usr/share/fonts/truetype")
_FACES = {
    "sans": ("liberation2/LiberationSans-Regular.ttf", "liberation2/LiberationSans-Bold.ttf"),
    "noto": ("noto/NotoSans-Regular.ttf", "noto/NotoSans-Bold.ttf"),
    "serif": ("liberation2/LiberationSerif-Regular.ttf", "liberation2/LiberationSerif-Bold.ttf"),
    "book": ("noto/NotoSerif-Regular.ttf", "noto/NotoSerif-Bold.ttf"),
}
_OTHERS = ("droid/DroidSansFallbackFull.ttf", "nanum/NanumGothic.ttf", "dejavu/DejaVuSans.ttf")
_FACE_OF = {
    "column": "book", "columns": "noto", "table": "serif", "sidebar": "noto", "listed": "sans",
}  # fmt: skip
_WIDTH, _HEIGHT = A4
# The sizes below are small print; these two set the page for reading.
_SIZE, _AIR = 1.16, 1.5


@cache
def _font(path: str) -> TTFont:
    font = TTFont(Path(path).stem, _FONTS / path)
    pdfmetrics.registerFont(font)
    return font


class _Writer:
    """What the layouts share: styles, text with replacement fonts, and the sections."""

    def __init__(self, person: Person) -> None:
        assert person.resume is not None
        self.person = person
        self.resume = person.resume
        self.words = Wording(person.resume.language, person.resume.dates)
        regular, bold = _FACES[_FACE_OF[person.resume.layout]]
        self.regular, self.bold = _font(regular), _font(bold)
        self.accent: Color = HexColor(person.resume.accent)

    def style(
        self,
        size: float,
        *,
        bold: bool = False,
        colour: Color | None = None,
        after: float = 2,
        centred: bool = False,
    ) -> ParagraphStyle:
        size *= _SIZE
        return ParagraphStyle(
            "text",
            fontName=(self.bold if bold else self.regular).fontName,
            fontSize=size,
            leading=size * 1.4,
            textColor=colour or HexColor("#24272b"),
            spaceAfter=after * _AIR,
            alignment=TA_CENTER if centred else 0,
            wordWrap="CJK" if self.words.language in ("zh", "ja") else None,
        )  # fmt: skip

    def text(self, text: str, style: ParagraphStyle) -> Paragraph:
        """A paragraph; characters that the font lacks are set in one that has them."""
        own = self.bold if style.fontName == self.bold.fontName else self.regular
        pieces: list[tuple[str, str]] = []
        for char in text:
            name = own.fontName
            if char != "\n" and ord(char) not in own.face.charToGlyph:
                name = next((font.fontName for font in map(_font, _OTHERS)
                             if ord(char) in font.face.charToGlyph), name)  # fmt: skip
            if pieces and pieces[-1][0] == name:
                pieces[-1] = (name, pieces[-1][1] + char)
            else:
                pieces.append((name, char))
        marked = "".join(
            escape(part) if name == own.fontName else f'<font name="{name}">{escape(part)}</font>'
            for name, part in pieces
        ).replace("\n", "<br/>")
        return Paragraph(marked, style)

    def contact(self) -> list[str]:
        person = self.person
        return [part for part in (person.email, person.phone, person.address, *links(person))
                if part]  # fmt: skip

    def labelled_contact(self) -> list[tuple[str, str]]:
        words, person = self.words, self.person
        rows = ((words.email, person.email), (words.phone, person.phone),
                (words.address, person.address))  # fmt: skip
        return [(label, value) for label, value in rows if value] + [
            (link.split(".", 1)[0].capitalize(), link) for link in links(person)
        ]

    def section(self, title: str, size: float = 11.5, *, rule: bool = True) -> list[Any]:
        parts: list[Any] = [
            Spacer(1, 10),
            self.text(title, self.style(size, bold=True, colour=self.accent, after=1.5)),
        ]
        if rule:
            parts.append(HRFlowable(width="100%", color=self.accent, thickness=0.7, spaceAfter=4))
        return parts

    def job(self, entry: Job, size: float = 9.6) -> list[Any]:
        parts = [
            self.text(entry.title or "", self.style(size, bold=True, after=0)),
            self.text("  ·  ".join(filter(None, (entry.company, self.words.span(entry)))),
                      self.style(size - 0.6, colour=HexColor("#5b6168"), after=1.5)),
        ]  # fmt: skip
        if plain(entry.summary):
            parts.append(self.text(plain(entry.summary), self.style(size - 0.4, after=5)))
        return [KeepTogether([*parts, Spacer(1, 2)])]

    def school(self, entry: School, size: float = 9.6) -> list[Any]:
        title = ", ".join(filter(None, (entry.degree, entry.field_of_study)))
        return [
            KeepTogether([
                self.text(title or entry.school or "", self.style(size, bold=True, after=0)),
                self.text("  ·  ".join(filter(None, (entry.school if title else None,
                                                     self.words.span(entry)))),
                          self.style(size - 0.6, colour=HexColor("#5b6168"), after=5)),
            ])
        ]  # fmt: skip

    def bullets(self, size: float, colour: Color | None = None) -> list[Any]:
        style = self.style(size, colour=colour, after=1)
        return [self.text(f"• {skill}", style) for skill in self.person.skills]

    def closing(self, size: float = 9.4, *, rule: bool = True) -> list[Any]:
        parts: list[Any] = []
        for title, text in self.resume.more:
            parts += [*self.section(title, rule=rule), self.text(text, self.style(size))]
        return parts

    def fitted(
        self, text: str, size: float, width: float, colour: Color | None = None
    ) -> Paragraph:
        """One line without blanks is set smaller rather than broken."""
        longest = max(text.split(), key=len)
        taken = pdfmetrics.stringWidth(longest, self.regular.fontName, size * _SIZE)
        return self.text(
            text, self.style(min(size, size * width / taken), colour=colour, after=2.5)
        )

    def build(self, templates: list[PageTemplate], story: list[Any]) -> bytes:
        out = io.BytesIO()
        document = BaseDocTemplate(
            out,
            pagesize=A4,
            title=self.resume.filename.rsplit(".", 1)[0],
            author=full_name(self.person),
            creator="Sandbox of Redline",
            invariant=1,
        )
        document.addPageTemplates(templates)
        document.build(story)
        return out.getvalue()

    def footer(self, canvas: Any, document: Any) -> None:
        if document.page > 1:
            canvas.setFont("LiberationSans-Regular", 7.5)
            canvas.setFillColor(HexColor("#7b8087"))
            name = self.resume.native or full_name(self.person)
            canvas.drawRightString(_WIDTH - 18 * mm, 10 * mm, f"{name}  ·  {document.page}")


def _frame(left: float, bottom: float, width: float, height: float, name: str) -> Frame:
    return Frame(left, bottom, width, height, id=name, leftPadding=0, rightPadding=0,
                 topPadding=0, bottomPadding=0)  # fmt: skip


def _one(write: _Writer) -> list[PageTemplate]:
    frame = _frame(20 * mm, 18 * mm, _WIDTH - 40 * mm, _HEIGHT - 36 * mm, "page")
    return [PageTemplate("page", [frame], onPage=write.footer)]


def _column(write: _Writer) -> bytes:
    """One column, name on top, thin rules under the headings."""
    words, person = write.words, write.person
    story: list[Any] = [write.text(heading(person), write.style(21, bold=True, after=3))]
    if person.headline:
        story.append(write.text(person.headline, write.style(11.5, colour=write.accent, after=4)))
    story.append(write.text("   |   ".join(write.contact()),
                            write.style(8.6, colour=HexColor("#4d535a"))))  # fmt: skip
    if plain(person.summary):
        story += write.section(words.profile)
        story.append(write.text(plain(person.summary), write.style(9.4)))
    if person.jobs:
        story += write.section(words.experience)
        for job in person.jobs:
            story += write.job(job)
    if person.schools:
        story += write.section(words.education)
        for school in person.schools:
            story += write.school(school)
    if person.skills:
        story += write.section(words.skills)
        story.append(write.text(", ".join(person.skills), write.style(9.4)))
    story += write.closing()
    return write.build(_one(write), story)


def _columns(write: _Writer) -> bytes:
    """A coloured band with the name, then work on the left and everything else on the right."""
    words, person = write.words, write.person
    band = 34 * mm
    left, gap, right = 106 * mm, 9 * mm, 59 * mm
    top = _HEIGHT - band - 8 * mm

    def first(canvas: Any, document: Any) -> None:
        canvas.setFillColor(write.accent)
        canvas.rect(0, _HEIGHT - band, _WIDTH, band, stroke=0, fill=1)
        for text, size, bold, y in (
            (heading(person), 20, True, 17), (person.headline or "", 11, False, 26),
        ):  # fmt: skip
            line = write.text(text, write.style(size, bold=bold, colour=white))
            line.wrap(_WIDTH - 36 * mm, band)
            line.drawOn(canvas, 18 * mm, _HEIGHT - y * mm)
        write.footer(canvas, document)

    frames = [
        _frame(18 * mm, 16 * mm, left, top - 16 * mm, "work"),
        _frame(18 * mm + left + gap, 16 * mm, right, top - 16 * mm, "facts"),
    ]
    story: list[Any] = []
    if plain(person.summary):
        story += write.section(words.profile)
        story.append(write.text(plain(person.summary), write.style(9.2)))
    story += write.section(words.experience)
    for job in person.jobs:
        story += write.job(job, 9.4)
    story += [FrameBreak(), *write.section(words.contact)]
    story += [write.fitted(part, 8.6, right - 1) for part in write.contact()]
    if person.schools:
        story += write.section(words.education)
        for school in person.schools:
            story += write.school(school, 9)
    story += write.section(words.skills) + write.bullets(9) + write.closing(9)
    return write.build([PageTemplate("page", frames, onPage=first)], story)


def _table(write: _Writer) -> bytes:
    """A form: grey labels and dates on the left, ruled rows."""
    words, person = write.words, write.person
    label = write.style(8.6, bold=True, colour=HexColor("#4d535a"), after=0)
    value = write.style(9.2, after=0)
    strong = write.style(9.2, bold=True, after=0)

    def ruled(rows: list[list[Any]]) -> Table:
        table = Table(rows, colWidths=[40 * mm, _WIDTH - 80 * mm], repeatRows=0)
        table.setStyle(TableStyle([
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#c9ced4")),
            ("LINEABOVE", (0, 0), (-1, 0), 0.8, write.accent),
            ("BACKGROUND", (0, 0), (0, -1), HexColor("#f3f5f7")),
            ("LEFTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 3.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
        ]))  # fmt: skip
        return table

    story: list[Any] = [
        write.text(heading(person), write.style(19, bold=True, colour=write.accent, after=2)),
        write.text(person.headline or "", write.style(10.5, after=8)),
        ruled([[write.text(name, label), write.text(text, value)]
               for name, text in write.labelled_contact()]),
    ]  # fmt: skip
    if plain(person.summary):
        story += write.section(words.profile, rule=False)
        story.append(write.text(plain(person.summary), write.style(9.4, after=4)))
    if person.jobs:
        story += write.section(words.experience, rule=False)
        story.append(ruled([
            [write.text(words.span(job), label),
             [write.text(", ".join(filter(None, (job.title, job.company))), strong),
              *([write.text(plain(job.summary), value)] if plain(job.summary) else [])]]
            for job in person.jobs
        ]))  # fmt: skip
    if person.schools:
        story += write.section(words.education, rule=False)
        story.append(ruled([
            [write.text(words.span(school), label),
             [write.text(", ".join(filter(None, (school.degree, school.field_of_study))), strong),
              write.text(school.school or "", value)]]
            for school in person.schools
        ]))  # fmt: skip
    story += write.section(words.skills, rule=False)
    story.append(write.text(" · ".join(person.skills), write.style(9.4)))
    story += write.closing(rule=False)
    return write.build(_one(write), story)


def _sidebar(write: _Writer) -> bytes:
    """A dark column with photo, contact and skills; the career in the wide column beside it."""
    words, person = write.words, write.person
    bar = 64 * mm

    def side(canvas: Any, document: Any) -> None:
        canvas.setFillColor(write.accent)
        canvas.rect(0, 0, bar, _HEIGHT, stroke=0, fill=1)
        if document.page == 1 and person.portrait is not None:
            middle, half = (bar / 2, _HEIGHT - 34 * mm), 19 * mm
            canvas.saveState()
            path = canvas.beginPath()
            path.circle(*middle, half)
            canvas.clipPath(path, stroke=0)
            image = ImageReader(io.BytesIO(photo(person.portrait)))
            width, height = image.getSize()
            scale = 2 * half / min(width, height)
            canvas.drawImage(image, middle[0] - width * scale / 2, middle[1] - height * scale / 2,
                             width * scale, height * scale)  # fmt: skip
            canvas.restoreState()
        write.footer(canvas, document)

    low = 58 * mm if person.portrait is not None else 20 * mm
    frames = [
        _frame(9 * mm, 15 * mm, bar - 15 * mm, _HEIGHT - low - 15 * mm, "side"),
        _frame(bar + 10 * mm, 15 * mm, _WIDTH - bar - 26 * mm, _HEIGHT - 33 * mm, "work"),
    ]
    later = [_frame(bar + 10 * mm, 15 * mm, _WIDTH - bar - 26 * mm, _HEIGHT - 33 * mm, "more")]

    def titled(text: str) -> list[Any]:
        return [Spacer(1, 9), write.text(text, write.style(10.5, bold=True, colour=white, after=3))]

    pale = HexColor("#eef3f6")
    story: list[Any] = [NextPageTemplate("later"), *titled(words.contact)]
    story += [write.fitted(part, 8.2, bar - 15 * mm - 1, pale) for part in write.contact()]
    story += titled(words.skills) + write.bullets(8.6, pale)
    story += [
        FrameBreak(),
        write.text(heading(person), write.style(20, bold=True, colour=write.accent, after=2)),
        write.text(person.headline or "", write.style(11, colour=HexColor("#5b6168"), after=4)),
    ]
    if plain(person.summary):
        story += write.section(words.profile)
        story.append(write.text(plain(person.summary), write.style(9.2)))
    story += write.section(words.experience)
    for job in person.jobs:
        story += write.job(job)
    if person.schools:
        story += write.section(words.education)
        for school in person.schools:
            story += write.school(school)
    story += write.closing()
    templates = [PageTemplate("first", frames, onPage=side),
                 PageTemplate("later", later, onPage=side)]  # fmt: skip
    return write.build(templates, story)


def _listed(write: _Writer) -> bytes:
    """Name in the middle, employers on the left and dates on the right, bulleted lines."""
    words, person = write.words, write.person
    width = _WIDTH - 40 * mm

    def pair(one: str, other: str, *, bold: bool) -> Table:
        style = write.style(9.8, bold=bold, after=0)
        dates = ParagraphStyle("dates", parent=style, alignment=2)
        table = Table([[write.text(one, style), write.text(other, dates)]],
                      colWidths=[width - 42 * mm, 42 * mm])  # fmt: skip
        table.setStyle(TableStyle([(side, (0, 0), (-1, -1), 0) for side in
                                   ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING",
                                    "BOTTOMPADDING")]))  # fmt: skip
        return table

    story: list[Any] = [
        write.text(heading(person).upper(), write.style(18, bold=True, after=2, centred=True)),
        write.text("  •  ".join(write.contact()), write.style(8.8, after=4, centred=True)),
        *write.section(words.experience.upper(), 10.5),
    ]
    for job in person.jobs:
        lines = [pair(job.company or "", words.span(job), bold=True),
                 write.text(job.title or "", write.style(9.6, after=1))]  # fmt: skip
        if plain(job.summary):
            lines.append(write.text(f"• {plain(job.summary)}", write.style(9.4, after=2)))
        story += [KeepTogether([*lines, Spacer(1, 5)])]
    if person.schools:
        story += write.section(words.education.upper(), 10.5)
    for school in person.schools:
        degree = ", ".join(filter(None, (school.degree, school.field_of_study)))
        story += [pair(school.school or "", words.span(school), bold=True),
                  write.text(degree, write.style(9.6, after=5))]  # fmt: skip
    story += write.section(words.skills.upper(), 10.5)
    story.append(write.text("; ".join(person.skills), write.style(9.6)))
    story += write.closing(9.6)
    return write.build(_one(write), story)


_LAYOUTS: dict[str, Callable[[_Writer], bytes]] = {
    "column": _column, "columns": _columns, "table": _table, "sidebar": _sidebar,
    "listed": _listed,
}  # fmt: skip


def pdf(person: Person) -> bytes:
    """The PDF of a person's resume in its layout."""
    assert person.resume is not None
    if person.resume.layout == "scan":
        return scan(person)
    _font("liberation2/LiberationSans-Regular.ttf")
    return _LAYOUTS[person.resume.layout](_Writer(person))
