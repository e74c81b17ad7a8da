"""Word documents (docx): an archive of XML, read with the standard library.

The well-known library for this format, python-docx, is made for writing: it needs lxml, and its
reading leaves out what resumes are full of: text boxes, content controls, headers, text inside
links and tracked changes. Here the few elements that hold text are looked for and everything else
is passed over. Parts are unpacked up to a limit, and XML with a document type is refused.

Names are those of ECMA-376 (part 1, chapter 17), without their namespaces' addresses.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from gui.decoder import protocol as say
from gui.decoder.docx_styles import Numbering, Styles, child_of, is_on
from gui.decoder.flow import Block, Flow, Run, sign
from gui.decoder.protocol import CannotRead
from gui.model.resume.kinds import BlockKind, Missing, Part

MOST_UNPACKED = 24_000_000
"""Bytes of XML of one part."""
_DEEPEST = 150
_MOST_ELEMENTS = 600_000

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a:",
    "http://purl.oclc.org/ooxml/drawingml/main": "a:",
    "urn:schemas-microsoft-com:vml": "v:",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps:",
}
# What is descended into as if it were not there.
_TRANSPARENT = frozenset((
    "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag", "w:dir", "w:bdo",
    "w:fldSimple", "w:hyperlink", "m:oMath", "m:oMathPara", "mc:Choice", "mc:Fallback",
))  # fmt: skip
_GONE = frozenset(("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr"))


def read(data: bytes) -> dict[str, object]:
    """The document as plain data; `CannotRead` where it is none."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise CannotRead(say.DAMAGED) from error
    package = _Package(archive)
    main = package.main()
    flow = Flow()
    _Reader(package, main, flow).read()
    return flow.plain()


class _Package:
    """The parts of a document and their relations."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()[:5_000]}

    def main(self) -> str:
        """The name of the part with the text."""
        for kind, target, _external in self.relations("").values():
            if kind.endswith("/officeDocument"):
                return target
        return "word/document.xml"

    def tree(self, name: str) -> Element | None:
        """A part's XML; None where there is no such part."""
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        try:
            with self._archive.open(stored) as part:
                data = part.read(MOST_UNPACKED + 1)
        except RuntimeError as error:  # what the library says to an encrypted part
            raise CannotRead(say.LOCKED) from error
        if len(data) > MOST_UNPACKED:
            raise CannotRead(say.TOO_MUCH)
        return _parsed(data)

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """The relations of a part by their identifier: type, target, whether it is outside."""
        folder, _slash, base = name.rpartition("/")
        tree = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str, bool]] = {}
        for each in tree if tree is not None else ():
            target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = (each.get("Type", ""), target, outside)
        return found


def _parsed(data: bytes) -> Element:
    builder = TreeBuilder()
    depth = count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            raise CannotRead(say.TOO_MUCH)
        builder.start(_short(tag), {_short(name): text for name, text in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_short(tag))

    def refuse(*_arguments: object) -> None:
        # Documents have none; who writes one wants entities.
        raise CannotRead(say.DAMAGED)

    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise CannotRead(say.DAMAGED) from error
    return builder.close()


def _short(name: str) -> str:
    space, _newline, local = name.rpartition("\n")
    return _PREFIXES.get(space, "" if not space else "?:") + local


@dataclass(slots=True)
class _Place:
    """Where in the document reading is."""

    part: Part = Part.BODY
    cell: tuple[int, int, int] | None = None


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction, and whether its result has begun."""

    instruction: str = ""
    has_result: bool = False

    @property
    def url(self) -> str:
        words = self.instruction.split('"')
        is_link = words[0].strip().upper().startswith("HYPERLINK") and len(words) > 1
        return words[1] if is_link and "\\l" not in words[0] else ""


@dataclass(slots=True)
class _Line:
    """A paragraph while its runs are collected."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    size: float = 0.0
    flags: int = 0


class _Reader:
    """Walks through the parts of one document."""

    def __init__(self, package: _Package, main: str, flow: Flow) -> None:
        self._package = package
        self._main = main
        self._flow = flow
        self._relations = package.relations(main)
        targets = {kind.rpartition("/")[2]: name for kind, name, _out in self._relations.values()}
        folder = main.rpartition("/")[0]
        styles = package.tree(targets.get("styles", f"{folder}/styles.xml"))
        numbers = package.tree(targets.get("numbering", f"{folder}/numbering.xml"))
        self._styles = Styles(styles)
        self._numbering = Numbering(numbers)
        self._footnotes = targets.get("footnotes"), targets.get("endnotes")
        self._fields: list[_Field] = []
        self._tables = 0

    def read(self) -> None:
        """Headers, body, notes and footers into the flow."""
        tree = self._package.tree(self._main)
        body = child_of(tree, "w:body")
        if body is None:
            raise CannotRead(say.DAMAGED)
        relations = self._relations
        seen: set[str] = set()
        for each in body.iter():
            if each.tag not in ("w:headerReference", "w:footerReference"):
                continue
            _kind, name, _outside = relations.get(each.get("r:id", ""), ("", "", True))
            if name and name not in seen:
                seen.add(name)
                part = Part.HEADER if each.tag == "w:headerReference" else Part.FOOTER
                self._read_part(name, part)
        self._relations = relations
        self._blocks(body, _Place())
        for notes in self._footnotes:
            if notes:
                self._read_part(notes, Part.NOTE)

    def _read_part(self, name: str, part: Part) -> None:
        tree = self._package.tree(name)
        if tree is None:
            return
        self._relations = self._package.relations(name)
        if part is Part.NOTE:
            for each in tree:
                if each.get("w:type") in (None, "normal"):
                    self._blocks(each, _Place(part))
        else:
            self._blocks(tree, _Place(part))

    # --- blocks ---

    def _blocks(self, parent: Element, place: _Place) -> None:
        for child in _chosen(parent):
            if self._flow.is_full:
                self._flow.note(Missing.REST)
                return
            if child.tag == "w:p":
                self._paragraph(child, place)
            elif child.tag == "w:tbl":
                self._table(child, place)
            elif child.tag == "w:altChunk":
                self._flow.note(Missing.OBJECTS)
            elif child.tag in _TRANSPARENT:
                self._blocks(child, place)

    def _table(self, table: Element, place: _Place) -> None:
        number = self._tables
        self._tables += 1
        for row_number, row in enumerate(_inside(table, "w:tr")):
            column = 0
            for cell in _inside(row, "w:tc"):
                inner = _Place(place.part, (number, row_number, column))
                self._blocks(cell, inner)
                span = child_of(cell, "w:tcPr/w:gridSpan")
                column += _whole(span.get("w:val") if span is not None else None, 1)

    def _paragraph(self, paragraph: Element, place: _Place) -> None:
        own = child_of(paragraph, "w:pPr")
        style = self._styles.paragraph(own)
        line = _Line(size=style.size, flags=style.flags)
        self._inline(paragraph, line, "")
        block = Block(line.runs, part=place.part, cell=place.cell)
        list_level = self._styles.list_level(own)
        if style.heading is not None:
            block.kind, block.level = BlockKind.HEADING, style.heading
        elif list_level is not None and any(run.text.strip() for run in line.runs):
            marker = self._numbering.marker(*list_level)
            if marker:
                block.kind, block.level, block.marker = (
                    BlockKind.LIST_ITEM,
                    list_level[1],
                    marker,
                )
        direction = child_of(own, "w:bidi")
        if is_on(direction):
            block.is_rtl = True
        self._flow.add(block)
        for box in line.boxes:
            self._blocks(box, _Place(Part.BOX if place.part is Part.BODY else place.part))

    # --- runs ---

    def _inline(self, parent: Element, line: _Line, url: str) -> None:
        for child in _chosen(parent):
            tag = child.tag
            if tag == "w:r":
                self._run(child, line, url)
            elif tag == "w:hyperlink":
                _kind, target, outside = self._relations.get(child.get("r:id", ""), ("", "", False))
                self._inline(child, line, target if outside else "")
            elif tag == "w:fldSimple":
                self._inline(child, line, _Field(child.get("w:instr", "")).url or url)
            elif tag == "m:t":
                line.runs.append(Run(child.text or "", line.flags, line.size))
            elif tag in _TRANSPARENT or tag.startswith("m:"):
                self._inline(child, line, url)

    def _run(self, run: Element, line: _Line, url: str) -> None:
        flags, size, is_hidden = self._styles.run(child_of(run, "w:rPr"), line.flags, line.size)
        for child in _chosen(run):
            text = self._piece(child, line)
            if not text or is_hidden:
                continue
            begun = self._fields[-1] if self._fields else None
            if begun is not None and not begun.has_result:
                continue
            link = url or next((each.url for each in reversed(self._fields) if each.url), "")
            line.runs.append(Run(text, flags, size, link))

    def _piece(self, child: Element, line: _Line) -> str:
        """The text of one element of a run; others are noted."""
        tag = child.tag
        if tag == "w:t":
            return child.text or ""
        if tag in ("w:tab", "w:ptab"):
            return "\t"
        if tag in ("w:br", "w:cr"):
            return "\n"
        if tag == "w:noBreakHyphen":
            return "-"
        if tag == "w:sym":
            return _sign(child.get("w:char", ""))
        if tag == "w:instrText" and self._fields:
            self._fields[-1].instruction += (child.text or "")[:3_000]
        elif tag == "w:fldChar":
            self._field(child.get("w:fldCharType"))
        elif tag in ("w:drawing", "w:pict"):
            self._drawing(child, line)
        elif tag == "w:object":
            self._flow.note(Missing.OBJECTS)
        return ""

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, drawing: Element, line: _Line) -> None:
        """A picture, a shape or a text box. Boxes are read after the paragraph they hang on."""
        boxes = list(_boxes(drawing))
        line.boxes += boxes
        if any(each.tag in ("a:blip", "v:imagedata") for each in drawing.iter()):
            self._flow.note(Missing.PICTURES)
        elif not boxes:
            self._flow.note(Missing.DRAWINGS)


def _boxes(parent: Element) -> Iterator[Element]:
    """The contents of text boxes below an element, those inside other boxes left to them."""
    for child in _chosen(parent):
        if child.tag == "w:txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _chosen(parent: Element) -> Iterator[Element]:
    """An element's children, without what was deleted; of alternatives the first."""
    for child in parent:
        if child.tag == "mc:AlternateContent":
            yield from child[:1]
        elif child.tag not in _GONE:
            yield child


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Rows or cells, also those in content controls."""
    for child in _chosen(parent):
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _inside(child, tag)


def _sign(number: str) -> str:
    try:
        return sign(int(number[:6], 16))
    except ValueError:
        return ""


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 4 else default
