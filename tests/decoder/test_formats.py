"""Word and rich text, piece by piece: what a reader would see, and what is said to be missing."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.shared import Inches

from gui.decoder import doc, docx, rtf
from gui.decoder.doc_bytes import Looks, Piece, pieces, properties
from gui.decoder.flow import BOLD, ITALIC, UNDERLINED
from gui.decoder.protocol import CannotRead
from tests.decoder import bombs
from tests.helpers import sample_files as sample

SANDBOX = Path(__file__).parents[2] / "resources" / "sandbox" / "resumes"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Read:
    """A document as it was read."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self.text: str = plain["text"]
        self.blocks: list[list[Any]] = plain["blocks"]
        self.notes: dict[str, int] = plain["notes"]
        self.links = [(url, self.text[start:end]) for url, start, end in plain["links"]]

    @property
    def kinds(self) -> list[tuple[str, int, str, str]]:
        """Kind, level, marker and text of each block."""
        return [
            (kind, level, marker, self.text[start:end])
            for kind, level, marker, _cell, _part, start, end, _rtl, _spans in self.blocks
        ]

    @property
    def cells(self) -> list[tuple[list[int] | None, str]]:
        return [
            (list(row[3]) if row[3] else None, self.text[row[5] : row[6]]) for row in self.blocks
        ]

    @property
    def parts(self) -> list[tuple[str, str]]:
        return [(row[4], self.text[row[5] : row[6]]) for row in self.blocks]

    def flags(self, words: str) -> int:
        """How some words look."""
        at = self.text.index(words)
        for row in self.blocks:
            for start, end, flags, _size in row[8]:
                if start <= at < end:
                    return int(flags)
        return 0


def word(body: str, **more: bytes) -> Read:
    """A Word document with that body; `more` are other parts by name, `_` for `.xml`."""
    parts = {f"word/{name}.xml": content for name, content in more.items() if name != "rels"}
    if "rels" in more:
        parts["word/_rels/document.xml.rels"] = more["rels"]
    return Read(docx.read(bombs.docx(body, more=parts)))


def rich(body: str) -> Read:
    return Read(rtf.read(b"{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1 " + body.encode("ascii") + b"}"))


def paragraph(*runs: str, style: str = "") -> str:
    settings = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{settings}{''.join(runs)}</w:p>"


def run(text: str, settings: str = "") -> str:
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


# --- docx -------------------------------------------------------------------------------------


def test_a_document_of_a_known_library() -> None:
    document = Document()
    document.add_heading("Amara Osei", 0)
    document.add_heading("Experience", 1)
    line = document.add_paragraph("Analyst, ")
    line.add_run("Norrfrakt").bold = True
    line.add_run().add_break(WD_BREAK.LINE)
    line.add_run("since 2019").italic = True
    for skill in ("SQL", "forecasting"):
        document.add_paragraph(skill, style="List Bullet")
    for step in ("plan", "do"):
        document.add_paragraph(step, style="List Number")
    table = document.add_table(2, 2)
    for at, text in enumerate(("Phone", "+46 31 555 01 23", "E-mail", "amara@example.com")):
        table.cell(at // 2, at % 2).text = text
    document.sections[0].header.paragraphs[0].text = "Curriculum vitae"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_picture(io.BytesIO(sample.picture("PNG")), width=Inches(1))
    out = io.BytesIO()
    document.save(out)
    read = Read(docx.read(out.getvalue()))
    assert read.kinds[1:7] == [
        ("heading", 0, "", "Amara Osei"),
        ("heading", 1, "", "Experience"),
        ("paragraph", 0, "", "Analyst, Norrfrakt\nsince 2019"),
        ("list item", 0, "•", "SQL"),
        ("list item", 0, "•", "forecasting"),
        ("list item", 0, "1.", "plan"),
    ]
    assert read.kinds[7][2:] == ("2.", "do")
    assert "Phone\t+46 31 555 01 23\nE-mail\tamara@example.com" in read.text
    assert read.parts[0] == ("header", "Curriculum vitae")
    assert read.parts[-1] == ("footer", "Page 1")
    assert read.flags("Norrfrakt") == BOLD
    assert read.flags("since 2019") == ITALIC
    assert read.notes == {"layout": 1, "pictures": 1}


def test_what_was_deleted_is_gone_and_what_was_added_is_there() -> None:
    body = f"<w:del>{run('old')}</w:del><w:ins>{run('new')}</w:ins>"
    assert word(f"<w:p>{body}</w:p>").text == "new"


def test_hidden_text_is_not_shown() -> None:
    assert word(paragraph(run("seen "), run("not seen", "<w:vanish/>"))).text == "seen"


def test_text_in_controls_boxes_and_tags_is_found() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('in a box'))}</w:txbxContent></w:pict></w:r>"
    body = f"<w:sdt><w:sdtContent>{paragraph(run('in a control'), box)}</w:sdtContent></w:sdt>"
    body += paragraph(f"<w:smartTag>{run('in a tag')}</w:smartTag>")
    assert word(body).parts == [
        ("body", "in a control"),
        ("box", "in a box"),
        ("body", "in a tag"),
    ]


def test_of_alternatives_only_one_is_shown() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = f"<mc:Choice>{run('new form')}</mc:Choice><mc:Fallback>{run('old form')}</mc:Fallback>"
    assert word(f"<w:p><mc:AlternateContent {mc}>{choice}</mc:AlternateContent></w:p>").text == (
        "new form"
    )


def test_links_lead_where_the_document_says() -> None:
    rels = f'<Relationships><Relationship Id="r7" Type="{REL}/hyperlink" '
    rels += 'Target="https://example.com/me" TargetMode="External"/></Relationships>'
    link = f'<w:hyperlink xmlns:r="{REL}" r:id="r7">{run("my page")}</w:hyperlink>'
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    asked = '<w:r><w:instrText>HYPERLINK "mailto:a@example.com"</w:instrText></w:r>'
    field = begin + asked + separate + run("write") + end
    read = word(paragraph(link, run(" or "), field, run(" now")), rels=rels.encode())
    assert read.text == "my page or write now"
    assert read.links == [("https://example.com/me", "my page"), ("mailto:a@example.com", "write")]


def test_headings_by_style_by_level_and_by_look() -> None:
    styles = f'<w:styles xmlns:w="{bombs.WORD}">'
    styles += '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>'
    styles += '</w:style><w:style w:type="paragraph" w:styleId="My"><w:name w:val="My own"/>'
    styles += '<w:basedOn w:val="berschrift1"/></w:style></w:styles>'
    body = paragraph(run("By style"), style="berschrift1") + paragraph(run("By base"), style="My")
    body += '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>' + run("By level") + "</w:p>"
    body += paragraph(run("By look", "<w:b/>")) + paragraph(run("A sentence.", "<w:b/>"))
    assert [
        (kind, level) for kind, level, _marker, _text in word(body, styles=styles.encode()).kinds
    ] == [
        *(("heading", 1), ("heading", 1), ("heading", 3), ("heading", 3), ("paragraph", 0)),
    ]


def test_signs_blanks_and_hyphens_become_readable() -> None:
    body = run("a\u00a0b\u2011c\u00add") + "<w:r><w:tab/><w:noBreakHyphen/></w:r>"
    body += '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run("e\u200cf")
    assert word(f"<w:p>{body}</w:p>").text == "a b-cd\t-✓e\u200cf"


def test_nested_tables_and_merged_cells() -> None:
    def cell(content: str, span: int = 1) -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{content}</w:tc>'

    inner = f"<w:tbl><w:tr>{cell(paragraph(run('inside')))}</w:tr></w:tbl>"
    row = cell(paragraph(run("wide")), 2) + cell(inner + paragraph(run("beside")))
    assert word(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>").cells == [
        *(([0, 0, 0], "wide"), ([1, 0, 0], "inside"), ([0, 0, 2], "beside")),
    ]


def test_columns_made_by_a_table_stay_apart() -> None:
    """Many templates are one table of one row: its cells are columns, not a line."""
    left = "".join(paragraph(run(f"fact {number}")) for number in range(3))
    right = "".join(paragraph(run(f"work {number}")) for number in range(3))
    table = f"<w:tbl><w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr></w:tbl>"
    assert word(table).text == "fact 0\nfact 1\nfact 2\n\nwork 0\nwork 1\nwork 2"


def test_footnotes_come_at_the_end() -> None:
    rels = f'<Relationships><Relationship Id="r1" Type="{REL}/footnotes" Target="footnotes.xml"/>'
    notes = f'<w:footnotes xmlns:w="{bombs.WORD}"><w:footnote w:type="separator">'
    notes += f"{paragraph(run('---'))}</w:footnote><w:footnote>{paragraph(run('a note'))}"
    notes += "</w:footnote></w:footnotes>"
    read = word(
        paragraph(run("text")), rels=(rels + "</Relationships>").encode(), footnotes=notes.encode()
    )
    assert read.parts == [("body", "text"), ("note", "a note")]


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("<w:r><w:object/></w:r>", "objects"),
        ("<w:r><w:drawing><x/></w:drawing></w:r>", "drawings"),
    ],
)
def test_what_is_not_shown_is_said(body: str, missing: str) -> None:
    assert word(paragraph(run("text"), body)).notes[missing] == 1


def test_a_long_document_is_cut_and_says_so() -> None:
    read = word("".join(paragraph(run("x" * 9_000)) for _number in range(60)))
    assert 390_000 < len(read.text) <= 400_000
    assert read.notes["rest"] == 1


# --- rtf --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"caf\'e9", "café"),
        (r"\u9731? snow", "☃ snow"),
        (r"\u-10179?\u-8704? face", "\U0001f600 face"),
        (r"{\uc0\u233}t\'e9", "été"),
        (r"{\uc2\u233 xxt}", "ét"),
        (r"a\~b\_c\-d", "a b-cd"),
        (r"a\tab b\line c", "a\tb\nc"),
        (r"\{a\}\\", "{a}\\"),
        (r"\ldblquote a\rdblquote\emdash b", "“a”—b"),
        (r"{\*\unknown secret}open", "open"),
        (r"{\info{\title secret}}open", "open"),
        (r"seen{\v not seen}", "seen"),
        (r"a{\upr{ansi}{\*\ud{unicode}}}b", "aunicodeb"),
        (r"a\bin4 {{{{b", "ab"),
    ],
)
def test_letters_of_rich_text(written: str, read: str) -> None:
    assert rich(written + r"\par").text == read


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        (161, "cp1253", "Ελπίδα"),
        (204, "cp1251", "Навыки"),
        (177, "cp1255", "כישורים"),
        (178, "cp1256", "المهارات"),
        (128, "cp932", "職務経歴ソ表"),
        (129, "cp949", "한나루"),
        (134, "gbk", "工作经历"),
        (136, "big5", "聯絡方式"),
        (238, "cp1250", "Wójcikowski"),
        (162, "cp1254", "İpek Yağmurışık"),
    ],
)
def test_letters_in_the_code_page_of_their_font(charset: int, codec: str, text: str) -> None:
    """Also of those where the second byte of a letter is a backslash or a brace."""
    packed = "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\'{byte:02x}"
        for byte in text.encode(codec)
    )
    font = rf"{{\fonttbl{{\f0\fcharset0 Arial;}}{{\f3\fcharset{charset} Arial;}}}}"
    assert rich(rf"{font}\f0 a \f3 {packed}\f0\par").text == f"a {text}"


def test_signs_of_symbol_fonts() -> None:
    font = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Symbol;}}"
    assert rich(rf"{font}\f1\'b7\f0  item\par").kinds == [("list item", 0, "•", "item")]


def test_structure_of_rich_text() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 Title;}{\*\cs3 Strong;}}"
    body = r"\pard\s2 Amara\par\pard\s1 Experience\par\pard\outlinelevel1 Analyst\par"
    body += r"\pard{\listtext\u8226?\tab}\ls1 planned\par\pard\bullet  more\par"
    body += r"\pard{\b bold}{\i italic}{\ul under}\par"
    read = rich(styles + body)
    assert read.kinds == [
        ("heading", 0, "", "Amara"),
        ("heading", 1, "", "Experience"),
        ("heading", 2, "", "Analyst"),
        ("list item", 0, "•", "planned"),
        ("list item", 0, "•", "more"),
        ("paragraph", 0, "", "bolditalicunder"),
    ]
    assert [read.flags(each) for each in ("boldi", "italic", "under")] == [BOLD, ITALIC, UNDERLINED]


def test_tables_of_rich_text() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\par {}\cell\row "
    read = rich(row.format("a", "b", "c") + row.format("d", "e", "f") + r"\pard after\par")
    assert read.cells == [
        *(([0, 0, 0], "a"), ([0, 0, 1], "b"), ([0, 0, 1], "c")),
        *(([0, 1, 0], "d"), ([0, 1, 1], "e"), ([0, 1, 1], "f")),
        (None, "after"),
    ]
    assert read.text == "a\tb\nc\nd\te\nf\n\nafter"


def test_links_boxes_notes_and_headers_of_rich_text() -> None:
    body = r'{\header Curriculum\par}{\field{\*\fldinst HYPERLINK "https://example.com"}'
    body += r"{\fldrslt my page}} or{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt boxed\par}}}"
    body += r" more{\footnote a note\par}\par"
    read = rich(body)
    assert sorted(read.parts) == [
        *(
            ("body", "my page or more"),
            ("box", "boxed"),
            ("header", "Curriculum"),
            ("note", "a note"),
        ),
    ]
    assert read.links == [("https://example.com", "my page")]


def test_what_rich_text_holds_and_is_not_shown_is_said() -> None:
    read = rich(r"x{\pict\pngblip 8950}{\*\shppict{\pict 00}}{\object\objemb{\*\objdata 00}}\par")
    assert (read.notes["pictures"], read.notes["objects"]) == (2, 1)
    assert Read(rtf.read(rb"{\rtf1 {cut short")).notes["damaged"] == 1


# --- doc --------------------------------------------------------------------------------------


def test_a_table_of_pieces() -> None:
    plc = struct.pack("<3I", 0, 5, 9) + struct.pack("<HIHHIH", 0, 0x40000000 | 200, 0, 0, 600, 0)
    assert pieces(b"\1\2\0xx\2" + struct.pack("<I", len(plc)) + plc) == [
        Piece(0, 5, 100, True),
        Piece(5, 9, 600, False),
    ]


@pytest.mark.parametrize(
    "clx", [b"", b"\1\xff\xff", b"\2\0\0\0\0", b"\3" * 40, b"\2\xff\xff\xff\xff"]
)
def test_a_table_of_pieces_that_is_none(clx: bytes) -> None:
    with pytest.raises((ValueError, struct.error)):
        pieces(clx)


def test_properties_are_taken_apart_by_the_size_in_their_code() -> None:
    packed = struct.pack("<HB", 0x2416, 1) + struct.pack("<HH", 0x460B, 2)
    packed += struct.pack("<HB2s", 0xCA31, 2, b"ab") + struct.pack("<HI", 0x6649, 7)
    packed += struct.pack("<HH3s", 0xD608, 4, b"xyz") + struct.pack("<HB", 0x2417, 1)
    assert list(properties(packed)) == [
        *((0x2416, b"\1"), (0x460B, b"\2\0"), (0xCA31, b"\2ab"), (0x6649, b"\7\0\0\0")),
        *((0xD608, b"\4\0xyz"), (0x2417, b"\1")),
    ]
    assert list(properties(b"\x16")) == []


def test_looks_that_point_nowhere_are_none() -> None:
    table = struct.pack("<3I", 0, 10, 99)
    assert Looks(b"", table, of_paragraphs=True).at(5) == b""
    assert Looks(bytes(512), struct.pack("<3I", 0, 10, 0), of_paragraphs=False).at(5) == b""


def test_letters_beyond_western_europe_in_a_binary_document() -> None:
    read = Read(doc.read((SANDBOX / "oluwaseun-adebayo.doc").read_bytes()))
    assert read.kinds[0] == ("heading", 0, "", "Oluwaseun Adébáyọ̀-Finch")


@pytest.mark.parametrize("size", [600, 3_000, 9_000, 15_000])
def test_a_binary_document_that_ends_early_is_refused_or_read_in_part(size: int) -> None:
    data = (SANDBOX / "hannah-fairweather-lowe.doc").read_bytes()[:size]
    try:
        read = Read(doc.read(data))
    except (CannotRead, OSError, ValueError, struct.error, LookupError):
        return
    assert read.text
