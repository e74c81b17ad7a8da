"""Files that ask for everything: memory, time, depth, and what lies beside them.

Made by hand, one trick each, out of what is known of the formats. Small themselves; the longest
take a second to write. Nothing here is a real exploit.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from gui.model.containers import ole_entries
from gui.model.fileformats import DOC, DOCX, GIF, JPEG, PDF, PNG, RTF

RESUMES: Final = Path(__file__).parents[2] / "resources" / "sandbox" / "resumes"
LIMIT: Final = 5_242_880
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Bomb:
    """A file with its trick's name; `is_slow` ones burn their whole time."""

    name: str
    media: str
    make: Callable[[], bytes]
    is_slow: bool = False


# --- PDF --------------------------------------------------------------------------------------


def pdf(
    content: bytes = b"",
    *,
    page: str = "/MediaBox [0 0 600 800]",
    resources: str = "",
    more: Mapping[int, bytes] | None = None,
    filters: str = "",
    root: str = "",
    kids: str = "3 0 R",
    count: str = "1",
) -> bytes:
    """A PDF of one page; `more` are further objects by number, from 5 on."""
    objects = {
        1: f"<</Type/Catalog/Pages 2 0 R {root}>>".encode(),
        2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(),
        3: f"<</Type/Page/Parent 2 0 R {page}/Contents 4 0 R/Resources<<{resources}>>>>".encode(),
        4: stream(content, filters),
        **(more or {}),
    }
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    highest = max(objects)
    out.write(f"xref\n0 {highest + 1}\n0000000000 65535 f \n".encode())
    for number in range(1, highest + 1):
        at, kind = (places[number], "n") if number in places else (0, "f")
        out.write(f"{at:010} 00000 {kind} \n".encode())
    out.write(f"trailer<</Size {highest + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def stream(body: bytes, entries: str = "") -> bytes:
    return f"<</Length {len(body)} {entries}>>stream\n".encode() + body + b"\nendstream"


def deflated(size: int, pattern: bytes = b" ") -> bytes:
    """That many bytes of a pattern, packed as small as they get: one piece again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = pattern * (1_000_000 // len(pattern))
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    count = size // len(piece)
    check = 1
    for _piece in range(count):
        check = zlib.adler32(piece, check)
    return b"\x78\xda" + again * count + b"\x03\0" + struct.pack(">I", check)


FLATE: Final = "/Filter/FlateDecode"
HELVETICA: Final = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


def _image(entries: str, body: bytes = b"") -> bytes:
    picture = stream(body, f"/Type/XObject/Subtype/Image {entries}")
    return pdf(b"600 0 0 800 0 0 cm /I Do", resources="/XObject<</I 5 0 R>>", more={5: picture})


def _nested_filters() -> bytes:
    body = b"BT ET"
    for _layer in range(60):
        body = zlib.compress(body)
    return pdf(body, filters=f"/Filter[{'/FlateDecode' * 60}]")


def _double_bomb() -> bytes:
    return pdf(zlib.compress(deflated(900_000_000)), filters="/Filter[/FlateDecode/FlateDecode]")


def _self_drawing() -> bytes:
    form = stream(
        b"/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    )
    return pdf(b"/X Do", resources="/XObject<</X 5 0 R>>", more={5: form})


def _doubling() -> bytes:
    """Each form draws the next one twice, forty deep."""
    more = {}
    for number in range(5, 45):
        entries = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
        entries += f"/Resources<</XObject<</X {number + 1} 0 R>>>>"
        more[number] = stream(b"/X Do /X Do", entries)
    more[45] = stream(b"0 0 600 800 re f", "/Type/XObject/Subtype/Form/BBox[0 0 600 800]")
    return pdf(b"/X Do", resources="/XObject<</X 5 0 R>>", more=more)


def _tiles() -> bytes:
    pattern = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]"
    pattern += "/XStep .001/YStep .001/Resources<<>>"
    return pdf(
        b"/Pattern cs /P scn 0 0 600 800 re f",
        resources="/Pattern<</P 5 0 R>>",
        more={5: stream(b"0 0 1 1 re f", pattern)},
    )


def _type3_loop() -> bytes:
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65"
    font += b"/LastChar 65/Widths[9]/Encoding<</Differences[65/A]>>/CharProcs<</A 6 0 R>>"
    font += b"/Resources<</Font<</F 5 0 R>>>>>>"
    glyph = stream(b"9 0 d0 BT /F 9 Tf (AAAA) Tj ET")
    return pdf(b"BT /F 9 Tf (A) Tj ET", resources="/Font<</F 5 0 R>>", more={5: font, 6: glyph})


def _shading() -> bytes:
    function = stream(b"{ " + b"2 copy mul sin exch cos " * 20_000 + b"}", "/FunctionType 4"
                      "/Domain[0 1 0 1]/Range[0 1 0 1 0 1]")  # fmt: skip
    shading = b"<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Matrix[600 0 0 800 0 0]"
    shading += b"/Function 6 0 R>>"
    return pdf(b"/S sh", resources="/Shading<</S 5 0 R>>", more={5: shading, 6: function})


def _sampled() -> bytes:
    function = stream(b"", "/FunctionType 0/Domain[0 1 0 1 0 1 0 1]/Range[0 1]"
                      "/Size[65535 65535 65535 65535]/BitsPerSample 32")  # fmt: skip
    space = "[/Separation/X/DeviceGray 5 0 R]"
    return pdf(
        b"/C cs 1 scn 0 0 9 9 re f", resources=f"/ColorSpace<</C {space}>>", more={5: function}
    )


def _groups() -> bytes:
    more = {}
    for number in range(5, 205):
        entries = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Group<</S/Transparency/I true>>"
        entries += f"/Resources<</XObject<</X {number + 1} 0 R>>/ExtGState<</G<</ca .5>>>>>>"
        more[number] = stream(b"/G gs /X Do", entries)
    more[205] = stream(b"0 0 600 800 re f", "/Type/XObject/Subtype/Form/BBox[0 0 600 800]")
    return pdf(b"/X Do", resources="/XObject<</X 5 0 R>>", more=more)


def _soft_mask_loop() -> bytes:
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Group<</S/Transparency"
    entries += "/CS/DeviceGray>>/Resources<</ExtGState<</G 6 0 R>>>>"
    form = stream(b"/G gs 0 0 99 99 re f", entries)
    state = b"<</Type/ExtGState/SMask<</S/Luminosity/G 5 0 R>>>>"
    return pdf(
        b"/G gs 0 0 99 99 re f", resources="/ExtGState<</G 6 0 R>>", more={5: form, 6: state}
    )


def _page_loop() -> bytes:
    return pdf(kids="2 0 R 2 0 R 3 0 R", count="2000000000")


def _deep_pages() -> bytes:
    more = {number: f"<</Type/Pages/Kids[{number + 1} 0 R]/Count 1>>".encode()
            for number in range(5, 20_000)}  # fmt: skip
    return pdf(kids="5 0 R", more=more)


def _many_pages() -> bytes:
    return pdf(b"BT ET", kids="3 0 R " * 200_000, count="200000")


def _table_loop() -> bytes:
    data = pdf(b"BT ET")
    start = data.rindex(b"startxref") + 10
    place = int(data[start:].split()[0])
    return data.replace(b"/Root 1 0 R", f"/Root 1 0 R/Prev {place}".encode())


def _odd_table() -> bytes:
    rows = stream(b"", "/Type/XRef/Size 2147483647/W[8 8 8]/Index[0 2147483647]/Root 1 0 R")
    data = pdf(b"BT ET")
    place = len(data) + 1
    return data + b"\n9 0 obj\n" + rows + f"\nendobj\nstartxref\n{place}\n%%EOF".encode()


def _object_streams() -> bytes:
    inner = stream(b"6 0 ", "/Type/ObjStm/N 99999999/First 4/Extends 5 0 R")
    return pdf(b"BT ET", more={5: inner, 6: inner})


def _letters() -> bytes:
    return pdf(
        b"BT /F .01 Tf 1 0 0 1 9 9 Tm " + b"(" + b"x" * 3_000_000 + b") Tj ET", resources=HELVETICA
    )


def _words() -> bytes:
    lines = b"".join(b"1 0 0 1 %d %d Tm (ab cd) Tj " % (n % 590, n % 790) for n in range(90_000))
    return pdf(b"BT /F 1 Tf " + lines + b"ET", resources=HELVETICA)


def _links(count: int = 40_000) -> bytes:
    link = "<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:///etc/passwd)>>>>"
    return pdf(
        b"BT ET", page="/MediaBox[0 0 600 800]/Annots[" + link * count + "]", resources=HELVETICA
    )


def _program() -> bytes:
    action = "<</S/JavaScript/JS(while(true){app.alert(1)})>>"
    launch = "<</S/Launch/F(/bin/sh)>>"
    return pdf(b"BT /F 9 Tf (text) Tj ET", resources=HELVETICA,
               root=f"/OpenAction {action}/AA<</WC {launch}>>")  # fmt: skip


def _outline_loop() -> bytes:
    item = b"<</Title(x)/Parent 5 0 R/Next 6 0 R/Prev 6 0 R/First 5 0 R>>"
    return pdf(root="/Outlines 5 0 R", more={5: b"<</First 6 0 R/Last 6 0 R>>", 6: item})


def _form_loop() -> bytes:
    kid = b"<</T(a)/FT/Tx/Kids[5 0 R 5 0 R]/Parent 5 0 R/Subtype/Widget/Rect[0 0 9 9]>>"
    return pdf(page="/MediaBox[0 0 9 9]/Annots[5 0 R]", root="/AcroForm<</Fields[5 0 R]>>",
               more={5: kid})  # fmt: skip


def _cmap() -> bytes:
    cmap = b"begincmap 1 begincodespacerange <00000000> <ffffffff> endcodespacerange "
    cmap += b"1 begincidrange <00000000> <ffffffff> 0 endcidrange "
    cmap += b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 6 0 R/ToUnicode 6 0 R"
    font += b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X"
    font += b"/W[0 4294967295 9]>>]>>"
    return pdf(b"BT /F 9 Tf <0041004100410041> Tj ET", resources="/Font<</F 5 0 R>>",
               more={5: font, 6: stream(cmap)})  # fmt: skip


def _dashes() -> bytes:
    return pdf(b"[.00001 .00001] 0 d 9 w 0 0 m 600 800 l S " * 200)


def _curves() -> bytes:
    return pdf(b"0 0 m " + b"600 0 0 800 300 400 c 9 9 700 1 8 8 c " * 100_000 + b"B*")


PDF_BOMBS: Final = [
    Bomb("white space of a gigabyte", PDF.media,
         lambda: pdf(deflated(1_000_000_000), filters=FLATE)),
    Bomb("a bomb in a bomb", PDF.media, _double_bomb),
    Bomb("sixty layers of packing", PDF.media, _nested_filters),
    Bomb("drawing of 400 MB", PDF.media,
         lambda: pdf(deflated(400_000_000, b"0 0 600 800 re f "), filters=FLATE), is_slow=True),
    Bomb("a million saved states", PDF.media, lambda: pdf(b"q " * 1_000_000)),
    Bomb("arrays in arrays", PDF.media, lambda: pdf(b"[" * 1_000_000)),
    Bomb("dictionaries in dictionaries", PDF.media, lambda: pdf(page="/A<<" * 100_000)),
    Bomb("a page that draws itself", PDF.media, _self_drawing, is_slow=True),
    Bomb("two to the forty", PDF.media, _doubling, is_slow=True),
    Bomb("tiles too small to see", PDF.media, _tiles, is_slow=True),
    Bomb("a letter that writes itself", PDF.media, _type3_loop),
    Bomb("a colour that takes a program", PDF.media, _shading, is_slow=True),
    Bomb("a colour table of all colours", PDF.media, _sampled),
    Bomb("two hundred panes of glass", PDF.media, _groups, is_slow=True),
    Bomb("a mask behind itself", PDF.media, _soft_mask_loop),
    Bomb("pages that hold their parent", PDF.media, _page_loop),
    Bomb("pages twenty thousand deep", PDF.media, _deep_pages),
    Bomb("two hundred thousand pages", PDF.media, _many_pages),
    Bomb("a table before itself", PDF.media, _table_loop),
    Bomb("a table of everything", PDF.media, _odd_table),
    Bomb("objects in themselves", PDF.media, _object_streams),
    Bomb("three million letters", PDF.media, _letters, is_slow=True),
    Bomb("words everywhere", PDF.media, _words, is_slow=True),
    Bomb("forty thousand links", PDF.media, _links),
    Bomb("a program on opening", PDF.media, _program),
    Bomb("an outline that turns round", PDF.media, _outline_loop),
    Bomb("a field in itself", PDF.media, _form_loop),
    Bomb("a font of four billion letters", PDF.media, _cmap),
    Bomb("dashes too short to see", PDF.media, _dashes, is_slow=True),
    Bomb("two hundred thousand curves", PDF.media, _curves, is_slow=True),
    Bomb("a page as large as a country", PDF.media,
         lambda: pdf(page="/MediaBox[0 0 1e30 1e30]/UserUnit 1e30")),
    Bomb("a page without size", PDF.media, lambda: pdf(page="/MediaBox[0 0 0 0]")),
    Bomb("a page of numbers that are none", PDF.media,
         lambda: pdf(page="/MediaBox[nan inf () <<>>]")),
    Bomb("a thin page", PDF.media, lambda: pdf(page="/MediaBox[0 0 .0001 14400]")),
    Bomb("a picture of ten gigapixels", PDF.media,
         lambda: _image("/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB"
                        + FLATE, deflated(900_000_000))),
    Bomb("a fax of ten gigapixels", PDF.media,
         lambda: _image("/Width 100000/Height 100000/BitsPerComponent 1/ColorSpace/DeviceGray"
                        "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 100000/Rows 100000>>",
                        bytes(9_999))),
    Bomb("a JBIG2 of four gigapixels", PDF.media,
         lambda: _image("/Width 65535/Height 65535/BitsPerComponent 1/ColorSpace/DeviceGray"
                        "/Filter/JBIG2Decode",
                        b"\0\0\0\0\x30\0\1\0\0\0\x13\0\0\xff\xff\0\0\xff\xff" + bytes(99))),
    Bomb("a JPEG 2000 of everything", PDF.media,
         lambda: _image("/Width 9/Height 9/Filter/JPXDecode",
                        bytes.fromhex("ff4fff51002f0000ffffffffffffffff0000000000000000"
                                      "ffffffffffffffff00000000000000000003070101070101070101")
                        + bytes(99))),
]  # fmt: skip


# --- docx -------------------------------------------------------------------------------------


def docx(body: str | bytes, *, prolog: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word document with that body."""
    inner = body if isinstance(body, bytes) else body.encode()
    start = f'{prolog}<w:document xmlns:w="{WORD}"><w:body>'.encode()
    return packed({"word/document.xml": start + inner + b"</w:body></w:document>", **(more or {})})


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _zip_bomb() -> bytes:
    """A part of a gigabyte, packed to one megabyte."""
    data = deflated(1_000_000_000)[2:-4]
    name = b"word/document.xml"
    fields = (20, 0, 8, 0, 0, 0, len(data), 1_000_000_000, len(name), 0)
    local = b"PK\3\4" + struct.pack("<HHHHHIIIHH", *fields) + name
    central = b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", 20, *fields, 0, 0, 0, 0, 0) + name
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local) + len(data), 0)
    return local + data + central + end


def _laughs() -> bytes:
    entities = '<!ENTITY a "ha">'
    for before, name in pairwise("abcdefghij"):
        entities += f"<!ENTITY {name} '" + f"&{before};" * 10 + "'>"
    return docx("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", prolog=f"<!DOCTYPE x [{entities}]>")


def _outside() -> bytes:
    prolog = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return docx("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", prolog=prolog)


def _remote_template() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    relation = (
        f'<Relationship Id="r" Type="{kind}" Target="http://127.0.0.1/x" TargetMode="External"/>'
    )
    rels = f"<Relationships>{relation}</Relationships>".encode()
    return docx(PARAGRAPH, more={"word/_rels/document.xml.rels": rels})


PARAGRAPH: Final = "<w:p><w:r><w:t>Amara Osei</w:t></w:r></w:p>"
_LOOP = "".join(f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
                for a, b in (("a", "b"), ("b", "a")))  # fmt: skip

DOCX_BOMBS: Final = [
    Bomb("a gigabyte in a megabyte", DOCX.media, _zip_bomb),
    Bomb("a billion laughs", DOCX.media, _laughs),
    Bomb("a file from outside", DOCX.media, _outside),
    Bomb("a template from the network", DOCX.media, _remote_template),
    Bomb("a hundred thousand levels", DOCX.media, lambda: docx("<w:sdt>" * 100_000)),
    Bomb("tables in tables", DOCX.media,
         lambda: docx("<w:tbl><w:tr><w:tc>" * 60 + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 60)),
    Bomb("boxes in boxes", DOCX.media,
         lambda: docx("<w:p><w:r><w:pict><w:txbxContent>" * 35 + PARAGRAPH
                      + "</w:txbxContent></w:pict></w:r></w:p>" * 35)),
    Bomb("a million paragraphs", DOCX.media, lambda: docx("<w:p/>" * 1_000_000), is_slow=True),
    Bomb("one paragraph of ten megabytes", DOCX.media,
         lambda: docx(f"<w:p><w:r><w:t>{'x' * 10_000_000}</w:t></w:r></w:p>")),
    Bomb("a hundred thousand runs", DOCX.media,
         lambda: docx("<w:p>" + "<w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t></w:r>" * 100_000
                      + "</w:p>"), is_slow=True),
    Bomb("attributes without end", DOCX.media,
         lambda: docx("<w:p " + " ".join(f"a{n}='x'" for n in range(50_000)) + "/>")),
    Bomb("styles that rest on each other", DOCX.media,
         lambda: docx('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>',
                      more={"word/styles.xml":
                            f'<w:styles xmlns:w="{WORD}">{_LOOP}</w:styles>'.encode()})),
    Bomb("names that climb", DOCX.media,
         lambda: docx(PARAGRAPH, more={"../../../../tmp/redline-bomb": b"x", "/etc/x": b"y"})),
    Bomb("fifty thousand parts", DOCX.media,
         lambda: docx(PARAGRAPH, more={f"word/{n}": b"" for n in range(50_000)})),
    Bomb("numbers beyond numbers", DOCX.media,
         lambda: docx('<w:p><w:pPr><w:numPr><w:ilvl w:val="999999999"/><w:numId w:val="99999999999'
                      '9999"/></w:numPr><w:outlineLvl w:val="-9"/></w:pPr><w:r><w:rPr><w:sz w:val='
                      '"99999999999999"/></w:rPr><w:t>x</w:t><w:sym w:char="zzzz"/></w:r></w:p>')),
]  # fmt: skip


# --- rtf --------------------------------------------------------------------------------------


def rtf(body: bytes) -> bytes:
    return rb"{\rtf1\ansi " + body + b"}"


RTF_BOMBS: Final = [
    Bomb("a million braces", RTF.media, lambda: rtf(b"{" * 1_000_000)),
    Bomb("a million closed braces", RTF.media, lambda: rtf(b"{}" * 1_000_000), is_slow=True),
    Bomb("braces closed too often", RTF.media, lambda: rtf(b"x" + b"}" * 1_000_000)),
    Bomb("bytes beyond the end", RTF.media, lambda: rtf(rb"a\bin2147483647 x")),
    Bomb("bytes backwards", RTF.media, lambda: rtf(rb"a\bin-2147483647 x" * 1_000)),
    Bomb("numbers beyond numbers in rtf", RTF.media,
         lambda: rtf(rb"\uc9999999999\u9999999999\fs9999999999\ansicpg9999999999 x\par" * 1_000)),
    Bomb("a million paragraphs in rtf", RTF.media, lambda: rtf(rb"\par " * 1_000_000),
         is_slow=True),
    Bomb("five megabytes of letters", RTF.media, lambda: rtf(b"x" * 5_000_000)),
    Bomb("half a million code points", RTF.media, lambda: rtf(rb"\u-10179?" * 500_000),
         is_slow=True),
    Bomb("fonts of all code pages", RTF.media,
         lambda: rtf(b"{\\fonttbl" + b"".join(b"{\\f%d\\fcharset%d x;}" % (n, n % 300)
                                              for n in range(100_000)) + b"}x\\par"), is_slow=True),
    Bomb("links in links", RTF.media,
         lambda: rtf(rb'{\field{\*\fldinst HYPERLINK "file:///etc/passwd"}{\fldrslt ' * 190
                     + b"x")),
    Bomb("a picture of five megabytes", RTF.media,
         lambda: rtf(rb"{\pict " + b"0f" * 2_500_000 + b"}x")),
    Bomb("an object to be started", RTF.media,
         lambda: rtf(rb"{\object\objautlink\objupdate{\*\objdata 0105000002000000}{\result x}}")),
    Bomb("cells without end", RTF.media, lambda: rtf(rb"\intbl x\cell " * 300_000), is_slow=True),
]  # fmt: skip


# --- doc --------------------------------------------------------------------------------------


def doc(change: Callable[[bytearray, int], None]) -> bytes:
    """A Word 97 document, changed; the change is told where its main stream begins."""
    data = bytearray((RESUMES / "hannah-fairweather-lowe.doc").read_bytes())
    starts = {entry.name: entry.start for entry in ole_entries(bytes(data)) or ()}
    change(data, starts["WordDocument"])
    return bytes(data)


def _set(*places: tuple[int, int]) -> Callable[[bytearray, int], None]:
    def change(data: bytearray, start: int) -> None:
        for offset, value in places:
            struct.pack_into("<I", data, start + offset, value & 0xFFFFFFFF)

    return change


def _sector_loop() -> bytes:
    data = bytearray((RESUMES / "hannah-fairweather-lowe.doc").read_bytes())
    (table,) = struct.unpack_from("<I", data, 76)
    place = (table + 1) * 512
    for entry in range(128):
        struct.pack_into("<I", data, place + 4 * entry, entry ^ 1)
    return bytes(data)


DOC_BOMBS: Final = [
    Bomb("lengths beyond the end", DOC.media,
         lambda: doc(_set(*((offset, 40_000_000) for offset in (76, 80, 84, 96, 100))))),
    Bomb("lengths below zero", DOC.media, lambda: doc(_set((76, -5), (84, -1)))),
    Bomb("tables beyond the end", DOC.media,
         lambda: doc(_set(*((154 + 8 * n, 0xFFFFFFF0) for n in range(90))))),
    Bomb("tables of everything", DOC.media,
         lambda: doc(_set(*((154 + 4 * n, 0x7FFFFFFF) for n in range(180))))),
    Bomb("tables on each other", DOC.media,
         lambda: doc(_set(*((154 + 8 * n, 0) for n in range(90))))),
    Bomb("sectors in a circle", DOC.media, _sector_loop),
    Bomb("a compound file of nothing", DOC.media,
         lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 2_000_000),
    Bomb("a compound file that ends", DOC.media,
         lambda: (RESUMES / "hannah-fairweather-lowe.doc").read_bytes()[:1_500]),
]  # fmt: skip


# --- pictures ---------------------------------------------------------------------------------


def png(width: int, height: int, body: bytes = b"", *, before: bytes = b"", kind: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), before, chunk(b"IDAT", body), chunk(b"IEND", b""))
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def gif(width: int, height: int, body: bytes) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6) + body + b";"


def _frame(left: int, top: int, width: int, height: int) -> bytes:
    return b"," + struct.pack("<HHHHB", left, top, width, height, 0) + b"\x02\x02\x44\x01\0"


def jpeg(width: int, height: int, scans: int = 1) -> bytes:
    frame = b"\xff\xc2\0\x0b\x08" + struct.pack(">HH", height, width) + b"\1\1\x11\0"
    scan = b"\xff\xda\0\x08\1\1\0\0\0\0" + b"\xff\0" * 9
    table = b"\xff\xc4\0\x14\0" + bytes([1]) + bytes(15) + b"\0"
    quantized = b"\xff\xdb\0\x43\0" + b"\1" * 64
    return b"\xff\xd8" + quantized + frame + table + scan * scans + b"\xff\xd9"


PICTURE_BOMBS: Final = [
    Bomb("a picture of all pixels", PNG.media, lambda: png(2_147_483_647, 2_147_483_647)),
    Bomb("forty megapixels of nothing", PNG.media,
         lambda: png(10_000, 4_000, deflated(120_000_000, b"\0"))),
    Bomb("more rows than the picture has", PNG.media,
         lambda: png(9, 9, deflated(900_000_000, b"\0")), is_slow=True),
    Bomb("a colour profile of a gigabyte", PNG.media,
         lambda: png(9, 9, zlib.compress(bytes(9 * 28)),
                     before=chunk(b"iCCP", b"x\0\0" + deflated(1_000_000_000, b"\0")))),
    Bomb("a remark of a gigabyte", PNG.media,
         lambda: png(9, 9, zlib.compress(bytes(9 * 28)),
                     before=chunk(b"zTXt", b"x\0\0" + deflated(1_000_000_000, b"\0")) * 3)),
    Bomb("a drawing named as a photo", PNG.media,
         lambda: b"<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='1e9'/>"),
    Bomb("a canvas of four gigapixels", GIF.media, lambda: gif(65_535, 65_535, _frame(0, 0, 1, 1))),
    Bomb("a frame beyond the canvas", GIF.media,
         lambda: gif(10, 10, _frame(65_000, 65_000, 65_000, 65_000))),
    Bomb("a hundred thousand frames", GIF.media, lambda: gif(10, 10, _frame(0, 0, 9, 9) * 100_000)),
    Bomb("a thousand scans", JPEG.media, lambda: jpeg(6_000, 6_000, 1_000),
         is_slow=True),
    Bomb("a JPEG of four gigapixels", JPEG.media, lambda: jpeg(65_500, 65_500)),
    Bomb("markers without end", JPEG.media, lambda: b"\xff\xd8" + b"\xff" * 5_000_000),
    Bomb("notes without end", JPEG.media, lambda: b"\xff\xd8" + b"\xff\xe1\0\x02" * 1_000_000),
]  # fmt: skip

DOCUMENT_BOMBS: Final = [*PDF_BOMBS, *DOCX_BOMBS, *RTF_BOMBS, *DOC_BOMBS]


def all_bombs() -> Iterator[Bomb]:
    """Documents first."""
    yield from DOCUMENT_BOMBS
    yield from PICTURE_BOMBS
