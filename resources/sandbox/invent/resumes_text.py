"""Writes resumes for word processors: docx, rtf, and, by way of LibreOffice, Word 97's doc."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from invent.person import Person
from invent.wording import RIGHT_TO_LEFT, Wording, full_name, heading, links, plain

# Word insists on the order of the properties of a paragraph.
_AFTER_BIDI = ("w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
_MOMENT = datetime(2026, 1, 15, 12, 0, 0)  # noqa: DTZ001  (docx dates know no zone)


def word(person: Person) -> bytes:
    """A docx with headings and bullets; contact and career in tables when its layout says so."""
    assert person.resume is not None
    words = Wording(person.resume.language, person.resume.dates)
    document = docx.Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    accent = RGBColor.from_string(person.resume.accent.lstrip("#").upper())
    turned = person.resume.language in RIGHT_TO_LEFT
    document.add_heading(full_name(person) if turned else heading(person), level=0)
    if turned:
        document.add_paragraph(person.resume.native or "")
    if person.headline:
        document.add_paragraph(person.headline).runs[0].italic = True
    rows = [(words.email, person.email), (words.phone, person.phone),
            (words.address, person.address)]  # fmt: skip
    contact = [(label, value) for label, value in rows if value]
    contact += [(link.split(".", 1)[0].capitalize(), link) for link in links(person)]
    as_table = person.resume.layout == "table"
    if as_table:
        _rows(document, contact)
    else:
        for label, value in contact:
            line = document.add_paragraph()
            line.paragraph_format.space_after = Pt(0)
            line.add_run(f"{label}: ").bold = True
            line.add_run(value)
    if plain(person.summary):
        document.add_heading(words.profile, level=1)
        document.add_paragraph(plain(person.summary))
    if person.jobs:
        document.add_heading(words.experience, level=1)
    if as_table:
        _rows(document, [(words.span(job), ", ".join(filter(None, (job.title, job.company)))
                          + (f"\n{plain(job.summary)}" if plain(job.summary) else ""))
                         for job in person.jobs])  # fmt: skip
    else:
        for job in person.jobs:
            document.add_heading(job.title or "", level=2)
            line = document.add_paragraph()
            line.add_run(job.company or "").bold = True
            line.add_run(f"\t{words.span(job)}")
            line.paragraph_format.tab_stops.add_tab_stop(Mm(152), WD_TAB_ALIGNMENT.RIGHT)
            if plain(job.summary):
                document.add_paragraph(plain(job.summary), style="List Bullet")
    if person.schools:
        document.add_heading(words.education, level=1)
    for school in person.schools:
        parts = (school.degree, school.field_of_study, school.school, words.span(school))
        document.add_paragraph(", ".join(filter(None, parts)), style="List Bullet")
    if person.skills:
        document.add_heading(words.skills, level=1)
    for skill in person.skills:
        document.add_paragraph(skill, style="List Bullet")
    for title, text in person.resume.more:
        document.add_heading(title, level=1)
        document.add_paragraph(text)
    for paragraph in _paragraphs(document):
        if paragraph.style.name.startswith(("Heading", "Title")):
            for run in paragraph.runs:
                run.font.color.rgb = accent
        if turned:
            _turn(paragraph)
    if turned:
        for table in document.tables:
            table._tbl.tblPr.find(qn("w:tblStyle")).addnext(OxmlElement("w:bidiVisual"))
    core = document.core_properties
    core.author = core.last_modified_by = full_name(person)
    core.title = person.resume.filename.rsplit(".", 1)[0]
    core.comments = ""
    core.created = core.modified = _MOMENT
    out = io.BytesIO()
    document.save(out)
    return _steady(out.getvalue())


def _rows(document: Any, rows: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(label).bold = True
        first, *more = value.split("\n")
        cells[1].paragraphs[0].add_run(first)
        for line in more:
            cells[1].add_paragraph(line)


def _paragraphs(document: Any) -> list[Any]:
    found = list(document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                found += cell.paragraphs
    return found


def _turn(paragraph: Any) -> None:
    """Right to left: the paragraph, and the runs that hold such letters."""
    paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
    for run in paragraph.runs:
        if any("\u0590" <= char <= "\u08ff" for char in run.text):
            run.font.rtl = True


def _steady(data: bytes) -> bytes:
    """The same archive with fixed times, so that equal content gives equal bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for entry in old.infolist():
            if entry.filename == "docProps/thumbnail.jpeg":
                continue  # a picture of the template, of no use to anybody
            content = old.read(entry)
            if entry.filename == "_rels/.rels":
                content = _without_thumbnail(content)
            fixed = zipfile.ZipInfo(entry.filename, (2026, 1, 15, 12, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            new.writestr(fixed, content)
    return out.getvalue()


def _without_thumbnail(rels: bytes) -> bytes:
    before, found, after = rels.partition(b"docProps/thumbnail.jpeg")
    if not found:
        return rels
    return before[: before.rindex(b"<Relationship ")] + after[after.index(b"/>") + 2 :]


def legacy(person: Person) -> bytes:
    """A binary Word 97 document. Needs LibreOffice (`soffice`); its bytes differ at every run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "resume.docx").write_bytes(word(person))
        subprocess.run(  # noqa: S603
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",  # noqa: S607
             "--convert-to", "doc:MS Word 97", "--outdir", str(folder),
             str(folder / "resume.docx")],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (folder / "resume.doc").read_bytes()


# --- rtf -------------------------------------------------------------------------------------

# Older writers put letters into a code page; newer ones write code points. Both are about.
_PAGES = {"de": ("cp1252", 1252, 0), "ru": ("cp1251", 1251, 204)}


def rtf(person: Person) -> bytes:
    """Rich text, ASCII throughout: other letters as `\\'xx` of a code page or as `\\u` numbers."""
    assert person.resume is not None
    words = Wording(person.resume.language, person.resume.dates)
    codec, page, charset = _PAGES.get(person.resume.language, (None, 1252, 0))

    def safe(text: str) -> str:
        return "".join(_escaped(char, codec) for char in text)

    name = safe(full_name(person))
    lines = [
        rf"{{\rtf1\ansi\ansicpg{page}\deff0\uc1",
        rf"{{\fonttbl{{\f0\fswiss\fcharset{charset} Arial;}}}}",
        r"{\colortbl;\red31\green95\blue139;\red90\green90\blue90;}",
        rf"{{\info{{\title {name}}}{{\author {name}}}",
        r"{\creatim\yr2026\mo1\dy15\hr12\min0}}",
        r"\paperw11906\paperh16838\margl1134\margr1134\margt1134\margb1134",
        rf"\pard\sa60\f0\fs40\b {safe(heading(person))}\b0\par",
    ]
    if person.headline:
        lines.append(rf"\pard\sa120\fs24\cf2\i {safe(person.headline)}\i0\cf0\par")
    rows = [(words.email, person.email), (words.phone, person.phone),
            (words.address, person.address)]  # fmt: skip
    for label, value in rows:
        if value:
            lines.append(rf"\pard\tx1700\fs21\b {safe(label)}:\b0\tab {safe(value)}\par")
    lines += [rf"\pard\tx1700\fs21\tab {safe(link)}\par" for link in links(person)]

    def section(title: str) -> None:
        lines.append(rf"\pard\sb240\sa80\brdrb\brdrs\brdrw10\fs26\cf1\b {safe(title)}\b0\cf0\par")

    if plain(person.summary):
        section(words.profile)
        lines.append(rf"\pard\fs21 {safe(plain(person.summary))}\par")
    section(words.experience)
    for job in person.jobs:
        lines.append(rf"\pard\tx3100\fi-3100\li3100\fs21 {safe(words.span(job))}\tab "
                     rf"\b {safe(job.title or '')}\b0 , {safe(job.company or '')}\par")  # fmt: skip
        if plain(job.summary):
            lines.append(rf"\pard\fi-200\li3300\fs19\bullet  {safe(plain(job.summary))}\par")
    if person.schools:
        section(words.education)
    for school in person.schools:
        parts = filter(None, (school.degree, school.field_of_study, school.school))
        lines.append(rf"\pard\tx3100\fi-3100\li3100\fs21 {safe(words.span(school))}\tab "
                     rf"{safe(', '.join(parts))}\par")  # fmt: skip
    if person.skills:
        section(words.skills)
    lines += [rf"\pard\fi-200\li300\fs21\bullet  {safe(skill)}\par" for skill in person.skills]
    for title, text in person.resume.more:
        section(title)
        lines.append(rf"\pard\fs21 {safe(text)}\par")
    lines.append("}")
    return "\r\n".join(lines).encode("ascii")


def _escaped(char: str, codec: str | None) -> str:
    if char in "\\{}":
        return "\\" + char
    if char == "\n":
        return r"\line "
    if char == "\t":
        return r"\tab "
    if " " <= char <= "~":
        return char
    if codec is not None:
        try:
            return "".join(f"\\'{byte:02x}" for byte in char.encode(codec))
        except UnicodeEncodeError:
            pass
    pairs = char.encode("utf-16-le")
    units = (int.from_bytes(pairs[at : at + 2], "little", signed=True)
             for at in range(0, len(pairs), 2))  # fmt: skip
    return "".join(f"\\u{unit}?" for unit in units)
