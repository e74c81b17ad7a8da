"""Resumes for reading: what is in them, where it stands, and a reader that may die (H50-H53)."""

from __future__ import annotations

import asyncio
import io
import json
import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gui.decoder import protocol as say
from gui.errors import BadFile
from gui.model.containers import ole_entries
from gui.model.resume.document import BlockKind, Box, Missing, ResumeText
from gui.services.reader_child import Child
from gui.services.reading import (
    CannotShow,
    OpenResume,
    PageImage,
    PageSize,
    Piece,
    Reader,
    Reason,
)
from tests.helpers import sample_files as sample
from tests.helpers.wait import PATIENCE, until

SANDBOX = Path(__file__).parents[2] / "resources" / "sandbox"
RESUMES = SANDBOX / "resumes"
PDF, DOC, RTF = "application/pdf", "application/msword", "application/rtf"
DOCX = next(media for media, form in say.FORMATS.items() if form == b"docx")
MEDIA = {".pdf": PDF, ".doc": DOC, ".docx": DOCX, ".rtf": RTF}
ASIAN_FONTS = (
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals")

sys.path.append(str(SANDBOX))
from invent.people import PEOPLE  # noqa: E402
from invent.person import Person  # noqa: E402
from invent.wording import Wording, full_name, plain  # noqa: E402

sys.path.remove(str(SANDBOX))
_WITH_RESUMES = {
    person.slug: person
    for person in reversed(PEOPLE)  # two records may belong to one person
    if person.resume is not None and person.resume.layout != "scan"
}
WRITTEN = [_WITH_RESUMES[slug] for slug in sorted(_WITH_RESUMES)]


@pytest.fixture(scope="module")
def texts() -> dict[str, ResumeText]:
    """All resumes of the sandbox, read one after the other by one reader."""

    async def read_all() -> dict[str, ResumeText]:
        reader = Reader()
        try:
            found = {}
            for path in sorted(RESUMES.iterdir()):
                await reader.warm()
                async with await reader.open(path.read_bytes(), MEDIA[path.suffix]) as resume:
                    found[path.stem] = await resume.text()
            return found
        finally:
            reader.close()

    return asyncio.run(read_all())


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader(keep_spare=False)
    yield made
    made.close()


async def read(reader: Reader, data: bytes, media: str) -> ResumeText:
    async with await reader.open(data, media) as resume:
        return await resume.text()


def darkest(picture: Image.Image, box: Box, scale: float) -> int:
    """The darkest grey inside a box of a page, 0 for black."""
    edges = (box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)
    return min(picture.convert("L").crop(edges).tobytes())


def seen(image: PageImage) -> Image.Image:
    return Image.frombytes("RGB", (image.width, image.height), image.pixels, "raw", "BGRX")


# --- what is read -----------------------------------------------------------------------------


def test_all_sandbox_resumes_are_read(texts: dict[str, ResumeText]) -> None:
    assert len(texts) >= 41
    assert {name for name, text in texts.items() if not text.has_text} == {
        "beatriz-albuquerque-serpa"
    }
    assert len(WRITTEN) >= 38


@pytest.mark.parametrize("person", WRITTEN, ids=lambda person: person.slug)
def test_a_resume_says_what_was_written_in_it(person: Person, texts: dict[str, ResumeText]) -> None:
    """Every word, whatever the alphabet; broken lines count as blanks."""
    assert person.resume is not None
    text = " ".join(texts[person.slug].text.split()).casefold()
    words = Wording(person.resume.language, person.resume.dates)
    wanted = [full_name(person), person.email, person.phone, person.headline, *person.skills]
    for job in person.jobs:
        wanted += [job.title, job.company, words.span(job), plain(job.summary)]
    for school in person.schools:
        wanted += [school.school, school.degree, school.field_of_study, words.span(school)]
    missing = [each for each in wanted if each and " ".join(each.split()).casefold() not in text]
    if person.resume.layout == "listed":
        missing = [each for each in missing if each != person.headline]  # it is not set there
    assert missing == []


@pytest.mark.parametrize("person", WRITTEN, ids=lambda person: person.slug)
def test_a_job_is_read_together_and_in_its_place(
    person: Person, texts: dict[str, ResumeText]
) -> None:
    """Columns are not mixed up: between a job's title and the next stands only that job."""
    assert person.resume is not None
    text = " ".join(texts[person.slug].text.split())
    words = Wording(person.resume.language, person.resume.dates)
    text = text.casefold()
    here = max(text.find(words.experience.casefold()), 0)
    for job in person.jobs:
        parts = [job.title, job.company, words.span(job), plain(job.summary)]
        wanted = [" ".join(part.split()).casefold() for part in parts if part]
        places = [text.find(part, here) for part in wanted]
        assert min(places) >= 0, wanted
        end = max(place + len(part) for place, part in zip(places, wanted, strict=True))
        assert end - min(places) <= sum(map(len, wanted)) + 12, text[min(places) : end]
        here = end


def test_words_of_a_page_are_ranges_of_the_text_and_lie_on_the_page(
    texts: dict[str, ResumeText],
) -> None:
    count = 0
    for text in texts.values():
        for page in text.pages:
            for word in page.words():
                count += 1
                assert text.text[word.start : word.end] == word.text
                assert page.start <= word.start < word.end <= page.end
                assert -1 <= word.box.left < word.box.right <= page.width + 1
                assert -1 <= word.box.top < word.box.bottom <= page.height + 1
    assert count > 2_500


def test_blocks_lie_in_order_and_cover_the_words(texts: dict[str, ResumeText]) -> None:
    for text in texts.values():
        ends = 0
        covered = ""
        for block in text.blocks:
            assert ends <= block.start < block.end
            ends = block.end
            covered += text.text[block.start : block.end]
            assert all(block.start <= span.start < span.end <= block.end for span in block.spans)
        assert "".join(covered.split()) == "".join(text.text.split())


def test_headings_and_list_items_are_known_in_every_format(texts: dict[str, ResumeText]) -> None:
    for text in texts.values():
        if text.has_text:
            assert any(block.kind is BlockKind.HEADING for block in text.blocks)
    for name, skill in (
        ("hannah-fairweather-lowe", "travel planning"),
        ("kwabena-darkoh-ellis", "reach truck"),
        ("juergen-weissmueller", "Gefahrgut"),
        ("callum-mckay", "Kubernetes"),
    ):
        block = texts[name].block_of(texts[name].text.index(skill))
        assert block is not None
        assert block.kind is BlockKind.LIST_ITEM


def test_cells_of_a_table_know_their_row_and_column(texts: dict[str, ResumeText]) -> None:
    text = texts["kwabena-darkoh-ellis"]
    block = text.block_of(text.text.index("+31 20 555 0161"))
    assert block is not None
    assert block.kind is BlockKind.TABLE_CELL
    assert block.cell is not None
    assert (block.cell.row, block.cell.column) == (1, 1)
    assert "Phone\t+31 20 555 0161\n" in text.text


def test_a_page_without_text_says_so_and_is_a_picture(texts: dict[str, ResumeText]) -> None:
    text = texts["beatriz-albuquerque-serpa"]
    assert text.pages[0].is_picture
    assert [note.missing for note in text.notes] == [Missing.TEXT_OF_PAGES]


def test_flowing_documents_say_that_they_look_different(texts: dict[str, ResumeText]) -> None:
    text = texts["hector-quaycombe"]
    assert text.is_flowing
    assert [note.missing for note in text.notes] == [Missing.LAYOUT]


def test_a_value_leads_to_its_place_and_the_place_to_its_word(
    texts: dict[str, ResumeText],
) -> None:
    text = texts["ingrid-sorensen-dahl"]
    (found,) = text.find("ingrid.sd@example.net")
    (place,) = text.places(found.start, found.stop)
    page = text.pages[place.page]
    middle = (place.box.top + place.box.bottom) / 2
    word = page.word_at((place.box.left + place.box.right) / 2, middle)
    assert word is not None
    assert word.text == "ingrid.sd@example.net"
    assert page.offset_at(place.box.left, middle) == found.start
    assert page.offset_at(place.box.right, middle) == found.stop


# --- pages ------------------------------------------------------------------------------------


async def test_a_page_is_drawn_at_its_scale(reader: Reader) -> None:
    data = (RESUMES / "astrid-lindholm-quist.pdf").read_bytes()
    async with await reader.open(data, PDF) as resume:
        (size,) = resume.pages
        assert (round(size.width), round(size.height)) == (595, 842)
        assert not resume.is_flowing
        image = await resume.page_image(0, 2.0)
        assert (image.width, image.height) == (1191, 1684)
        picture = seen(image)
        assert picture.getpixel((1100, 1600)) == (255, 255, 255)
        assert picture.getpixel((20, 1600)) != (255, 255, 255)  # the dark column at the left
        small = await resume.page_image(0, 0.5)
        assert (small.width, small.height) == (298, 421)


async def test_a_piece_is_what_the_whole_page_shows_there(reader: Reader) -> None:
    data = (RESUMES / "marek-wojcikowski.pdf").read_bytes()
    async with await reader.open(data, PDF) as resume:
        whole = seen(await resume.page_image(0, 2.0))
        piece = await resume.page_image(0, 2.0, Piece(100, 60, 400, 300))
        assert (piece.width, piece.height) == (400, 300)
        assert seen(piece).tobytes() == whole.crop((100, 60, 500, 360)).tobytes()


async def test_words_stand_where_they_are_drawn(reader: Reader) -> None:
    """Under every word's box there is ink; right beside the page's margins there is none."""
    data = (RESUMES / "amara-osei-lindqvist.pdf").read_bytes()
    async with await reader.open(data, PDF) as resume:
        text, picture = await resume.text(), seen(await resume.page_image(0, 2.0))
    for word in text.pages[0].words():
        assert darkest(picture, word.box, 2.0) < 160, word.text


async def test_letters_of_fonts_that_a_file_does_not_bring_are_drawn(reader: Reader) -> None:
    """With a font of the system, though the process can open none by then."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    if not any(path.exists() for path in map(Path, ASIAN_FONTS)):
        pytest.skip("no font with these letters here")
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200))
    for at, (font, name) in enumerate((("HeiseiMin-W3", "汐見"), ("STSong-Light", "若舟"))):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
        canvas.setFont(font, 24)
        canvas.drawString(50, 150 - 50 * at, name)
    canvas.save()
    async with await reader.open(out.getvalue(), PDF) as resume:
        text, picture = await resume.text(), seen(await resume.page_image(0, 2.0))
    assert text.text.split() == ["汐見", "若舟"]
    for word in text.pages[0].words():
        assert darkest(picture, word.box, 2.0) < 100


async def test_a_page_too_large_for_its_scale_is_drawn_smaller(reader: Reader) -> None:
    async with await reader.open(sample.pdf(), PDF) as resume:
        image = await resume.page_image(0, 30.0)
        assert 12_000_000 < image.width * image.height <= say.MAX_PIXELS
        assert image.scale == pytest.approx(image.width / resume.pages[0].width, rel=0.01)
        piece = await resume.page_image(0, 30.0, Piece(2_000, 1_000, 600, 500))
        assert (piece.width, piece.height, piece.scale) == (600, 500, 30.0)
        with pytest.raises(CannotShow):
            await resume.page_image(0, 30.0, Piece(0, 0, 9_000, 9_000))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
async def test_pages_that_are_turned_and_cropped_are_measured_as_shown(
    reader: Reader, turned: int
) -> None:
    """The text is the same, whichever way a page lies, and its boxes are where its ink is."""
    from pypdfium2 import PdfDocument

    upright = await read(reader, (RESUMES / "amara-osei-lindqvist.pdf").read_bytes(), PDF)
    document = PdfDocument((RESUMES / "amara-osei-lindqvist.pdf").read_bytes())
    document[0].set_rotation(turned)
    document[0].set_cropbox(20, 30, 590, 830)
    out = io.BytesIO()
    document.save(out)
    async with await reader.open(out.getvalue(), PDF) as resume:
        (size,) = resume.pages
        sizes = (round(size.width), round(size.height))
        assert sizes == ((800, 570) if turned % 180 else (570, 800))
        text, picture = await resume.text(), seen(await resume.page_image(0, 2.0))
    assert text.text == upright.text
    for word in text.pages[0].words():
        assert darkest(picture, word.box, 2.0) < 160, word.text
        if len(word.text) > 3:
            assert (word.box.height > word.box.width) == bool(turned % 180)


async def test_links_have_their_text_and_their_place(reader: Reader) -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 300))
    canvas.drawString(50, 200, "See my work here")
    canvas.linkURL("https://example.com/me?a=1", (48, 195, 150, 215))
    canvas.save()
    text = await read(reader, out.getvalue(), PDF)
    (link,) = text.links
    assert (link.url, link.page) == ("https://example.com/me?a=1", 0)
    assert text.text[link.start : link.end] == "See my work here"
    assert link.box is not None
    assert (round(link.box.left), round(link.box.top)) == (48, 85)


async def test_what_was_filled_into_a_form_is_read(reader: Reader) -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 720, "Name:")
    canvas.acroForm.textfield(name="name", value="Amara Osei", x=120, y=700, width=200, height=30)
    canvas.save()
    text = await read(reader, out.getvalue(), PDF)
    assert "Name:" in text.text
    assert "Amara Osei" in text.text


async def test_it_works_on_the_qt_loop(qapp: object, reader: Reader) -> None:
    async with await reader.open(sample.pdf(), PDF) as resume:
        assert "Amara Osei" in (await resume.text()).text
        assert (await resume.page_image(0, 1.0)).width == 595


async def test_the_loop_runs_on_while_a_resume_is_read(reader: Reader) -> None:
    """No step of the loop's thread works for long: reading, drawing and checking are elsewhere."""
    data = (RESUMES / "torkel-havsang.pdf").read_bytes()
    longest, rounds = 0.0, 0

    async def watch() -> None:
        nonlocal longest, rounds
        before = time.thread_time()
        while True:
            await asyncio.sleep(0)
            now = time.thread_time()
            longest, before, rounds = max(longest, now - before), now, rounds + 1

    watching = asyncio.ensure_future(watch())
    async with await reader.open(data, PDF) as resume:
        await asyncio.gather(resume.text(), resume.page_image(0, 2.0), resume.page_image(1, 1.0))
    watching.cancel()
    assert rounds > 100
    assert longest < 0.05


# --- what cannot be shown ---------------------------------------------------------------------


def changed_doc(offset: int, flags: int) -> bytes:
    """A Word document with other bits in its first block."""
    data = bytearray((RESUMES / "hannah-fairweather-lowe.doc").read_bytes())
    streams = {entry.name: entry.start for entry in ole_entries(bytes(data)) or ()}
    struct.pack_into("<H", data, streams["WordDocument"] + offset, flags)
    return bytes(data)


def encrypted_doc() -> bytes:
    return changed_doc(10, 0x0300)


def old_doc() -> bytes:
    return changed_doc(2, 101)


@pytest.mark.parametrize(
    ("data", "media", "reason"),
    [
        (b"", PDF, Reason.NOTHING),
        (bytes(33_554_433), PDF, Reason.TOO_MUCH),
        (b"hello", "text/plain", Reason.DAMAGED),
        (sample.picture("PNG"), PDF, Reason.DAMAGED),
        (sample.pdf()[:300], PDF, Reason.DAMAGED),
        (sample.pdf(password="secret"), PDF, Reason.LOCKED),
        (sample.pdf(), RTF, Reason.DAMAGED),
        (sample.rtf(), DOCX, Reason.DAMAGED),
        (encrypted_doc(), DOC, Reason.LOCKED),
        (old_doc(), DOC, Reason.OLD),
        (sample.doc(), DOC, Reason.DAMAGED),
        (sample.archive("word/document.xml"), DOCX, Reason.DAMAGED),
        (rb"{\rtf1 {\pict 00}}", RTF, Reason.NOTHING),
    ],
)
async def test_what_cannot_be_shown_says_why(
    reader: Reader, data: bytes, media: str, reason: Reason
) -> None:
    with pytest.raises(CannotShow) as error:
        await read(reader, data, media)
    assert error.value.reason is reason
    assert isinstance(error.value, BadFile)
    assert error.value.sentence.startswith("This resume cannot be shown here: ")
    assert error.value.sentence.endswith("Open it in the system’s viewer.")


async def test_only_what_a_resume_may_be_is_opened() -> None:
    assert Reader.can_open(PDF)
    assert not Reader.can_open("image/png")
    assert not Reader.can_open(None)


async def test_a_page_that_is_not_there(reader: Reader) -> None:
    async with await reader.open(sample.pdf(), PDF) as resume:
        with pytest.raises(ValueError, match="no page 1"):
            await resume.page_image(1, 1.0)
    async with await reader.open(sample.rtf(), RTF) as flowing:
        with pytest.raises(ValueError, match="no page 0"):
            await flowing.page_image(0, 1.0)


# --- a reader that misbehaves -----------------------------------------------------------------

STAND_IN = """
import json, os, struct, sys, time
with open({starts!r}, "a") as file:
    file.write("%d\\n" % os.getpid())
take, out = sys.stdin.buffer, sys.stdout.buffer
def say(body, status=b"good"):
    out.write(struct.pack(">4sI", status, len(body)) + body)
    out.flush()
def about(*sizes):
    say(json.dumps({{"pages": sizes, "more": 0}}).encode())
def image(width, height):
    say(struct.pack(">II", width, height) + bytes(4 * width * height))
def text(**said):
    plain = {{"paragraphs": [], "links": [], "odd": 0}}
    say(json.dumps({{**plain, **said}}).encode())
assert take.read(4) == b"docs"
asked = 0
while head := take.read(8):
    kind, size = struct.unpack(">4sI", head)
    body = take.read(size)
    asked += 1
    if kind == b"open":
        {opened}
    elif body[3] == 1:
        {second}
    elif kind == b"text":
        {text}
    else:
        {drawn}
"""


class StandIn:
    """A process that speaks the protocol and does something else where a test wants it."""

    def __init__(self, folder: Path) -> None:
        self._script = folder / "reader.py"
        self._starts = folder / "starts"

    def command(
        self,
        *,
        opened: str = "about([100, 100], [100, 100], [100, 100])",
        text: str = "text()",
        drawn: str = "image(100, 100)",
        second: str | None = None,
    ) -> list[str]:
        """How to start it; `second` is what it does when asked for the second page."""
        if second is None:
            second = "text() if kind == b'text' else image(100, 100)"
        code = STAND_IN.format(
            starts=str(self._starts), opened=opened, text=text, drawn=drawn, second=second
        )
        self._script.write_text(code, encoding="utf-8")
        return [sys.executable, "-I", "-B", str(self._script)]

    @property
    def processes(self) -> list[int]:
        """The ids of all that were started."""
        return (
            [int(line) for line in self._starts.read_text().split()]
            if self._starts.exists()
            else []
        )


@pytest.fixture
def stand_in(tmp_path: Path) -> StandIn:
    return StandIn(tmp_path)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def opened(command: list[str], *, seconds: float = 5.0, **more: Any) -> OpenResume:
    reader = Reader(command=command, seconds=seconds, keep_spare=False, **more)
    return await reader.open(b"a file", PDF)


BAD_ANSWERS = {
    "dies": "os.abort()",
    "ends": "sys.exit(0)",
    "silent end": "out.close(); sys.exit(0)",
    "nonsense": "out.write(b'x' * 100); out.flush()",
    "half a frame": "out.write(b'good'); out.flush(); sys.exit(0)",
    "promises too much": "out.write(struct.pack('>4sI', b'good', 1 << 31)); out.flush()",
    "floods": "[out.write(bytes(1 << 20)) for _ in range(99)]",
    "half a body": "out.write(struct.pack('>4sI', b'good', 99) + b'x'); out.flush(); sys.exit(0)",
    "fails without reason": "say(b'', b'fail')",
    "fails at length": "say(b'x' * 1000, b'fail')",
}


@posix_only
@pytest.mark.parametrize("code", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
async def test_a_reader_that_misbehaves_at_once_shows_nothing(stand_in: StandIn, code: str) -> None:
    with pytest.raises(CannotShow):
        await opened(stand_in.command(opened=code))
    await until(lambda: not any(map(is_alive, stand_in.processes)))
    assert len(stand_in.processes) == 1


@posix_only
@pytest.mark.parametrize("code", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
async def test_a_page_that_breaks_the_reader_leaves_the_others(
    stand_in: StandIn, code: str
) -> None:
    command = stand_in.command(second=code)
    async with await opened(command) as resume:
        assert (await resume.page_image(0, 1.0)).width == 100
        with pytest.raises(CannotShow):
            await resume.page_image(1, 1.0)
        assert (await resume.page_image(2, 1.0)).width == 100
    await until(lambda: not any(map(is_alive, stand_in.processes)))


@posix_only
async def test_a_reader_that_hangs_is_killed(stand_in: StandIn) -> None:
    command = stand_in.command(second="time.sleep(60)")
    async with await opened(command, seconds=1.5) as resume:
        start = time.monotonic()
        with pytest.raises(CannotShow) as error:
            await resume.page_image(1, 1.0)
        assert error.value.reason is Reason.TOO_MUCH
        assert time.monotonic() - start < 30
        assert (await resume.page_image(0, 1.0)).width == 100
        await until(lambda: not is_alive(stand_in.processes[0]))


@posix_only
async def test_a_reader_that_hangs_while_opening_is_killed(stand_in: StandIn) -> None:
    with pytest.raises(CannotShow):
        await opened(stand_in.command(opened="time.sleep(60)"), seconds=1.5)
    await until(lambda: not any(map(is_alive, stand_in.processes)))


@posix_only
async def test_a_reader_that_never_reads_is_killed(tmp_path: Path) -> None:
    reader = Reader(
        command=[sys.executable, "-c", "import time; time.sleep(60)"], seconds=1.5, keep_spare=False
    )
    start = time.monotonic()
    with pytest.raises(CannotShow):
        await reader.open(bytes(3_000_000), PDF)
    assert time.monotonic() - start < 30


async def test_a_reader_that_is_missing_is_said() -> None:
    with pytest.raises(CannotShow) as error:
        await opened(["/nonexistent"])
    assert error.value.reason is Reason.NO_READER


@posix_only
async def test_a_reader_that_breaks_again_and_again_is_not_started_for_ever(
    stand_in: StandIn,
) -> None:
    async with await opened(stand_in.command(drawn="os.abort()")) as resume:
        for _time in range(20):
            with pytest.raises(CannotShow):
                await resume.page_image(0, 1.0)
    assert len(stand_in.processes) <= 8


@posix_only
async def test_a_reader_that_was_ended_from_outside_is_replaced_unnoticed(
    stand_in: StandIn,
) -> None:
    async with await opened(stand_in.command()) as resume:
        await resume.page_image(0, 1.0)
        os.kill(stand_in.processes[0], 9)
        assert (await resume.page_image(1, 1.0)).width == 100


def with_word(word: str) -> str:
    return f"text(paragraphs=[['heading', 0, True, [[1, True, [[{word}]]]]]])"


LIES = {
    "no JSON": "say(b'pages')",
    "no object": "say(b'[]')",
    "a constant": 'say(b\'{"paragraphs": [], "odd": NaN}\')',
    "deep": "say(b'[' * 100000)",
    "not text": "say(b'\\xff\\xfe')",
    "no list": "text(paragraphs={})",
    "a short paragraph": "text(paragraphs=[[]])",
    "an unknown kind": "text(paragraphs=[['video', 0, True, []]])",
    "a word with blanks": with_word("'a b', 1, 1, 2, 2, [], 0"),
    "a control character": with_word("'a\\x00', 1, 1, 2, 2, [], 0"),
    "half a pair": with_word("'\\ud800', 1, 1, 2, 2, [], 0"),
    "a box inside out": with_word("'a', 9, 1, 2, 2, [], 0"),
    "a far box": with_word("'a', 1e300, 1, 1e300, 2, [], 0"),
    "a number as text": with_word("'a', '1', 1, 2, 2, [], 0"),
    "marks of another word": with_word("'a', 1, 1, 2, 2, [1, 2], 0"),
    "marks that go back": with_word("'ab', 1, 1, 2, 2, [2, 1], 0"),
    "a link that is none": "text(links=[['x']])",
}


@pytest.mark.parametrize("code", LIES.values(), ids=LIES.keys())
async def test_a_reader_that_lies_about_a_page_leaves_that_page_unread(
    stand_in: StandIn, code: str
) -> None:
    command = stand_in.command(second=code)
    async with await opened(command) as resume:
        text = await resume.text()
    assert [note.missing for note in text.notes] == [Missing.UNREAD_PAGES]
    assert [note.count for note in text.notes] == [1]
    assert [page.number for page in text.pages] == [0, 1, 2]


@pytest.mark.parametrize(
    "code",
    [
        "say(b'{}')",
        "about([0, 100])",
        "about([1e9, 100])",
        "about(['wide', 100])",
        "about(*[[100, 100]] * 501)",
        'say(b\'{"pages": [], "more": -1}\')',
    ],
)
async def test_a_reader_that_lies_about_the_pages_shows_nothing(
    stand_in: StandIn, code: str
) -> None:
    with pytest.raises(CannotShow):
        await opened(stand_in.command(opened=code))


def flowing(**said: object) -> dict[str, object]:
    return {"text": "abc", "blocks": [], "links": [], "notes": {}, **said}


def with_block(
    start: int, end: int, *, part: str = "body", cell: object = None, spans: tuple[object, ...] = ()
) -> dict[str, object]:
    return flowing(blocks=[["heading", 0, "", cell, part, start, end, False, list(spans)]])


FLOWING_LIES = [
    {},
    flowing(text=5),
    flowing(text="a\0b"),
    flowing(text="x" * 400_001),
    with_block(0, 4),
    with_block(2, 1),
    with_block(0, 1, part="cellar"),
    with_block(0, 1, cell=[0, 0]),
    with_block(0, 1, spans=([0, 2, 0, 0],)),
    flowing(links=[["x", 0, 9]]),
    flowing(notes=[]),
    flowing(notes={"pictures": -1}),
]


@pytest.mark.parametrize("lie", FLOWING_LIES)
async def test_a_reader_that_lies_about_a_text_shows_nothing(
    stand_in: StandIn, lie: dict[str, object]
) -> None:
    command = stand_in.command(opened="about()", text=f"say({json.dumps(lie).encode()!r})")
    async with await opened(command) as resume:
        with pytest.raises(CannotShow) as error:
            await resume.text()
        assert error.value.reason is Reason.DAMAGED


@pytest.mark.parametrize(
    "code", ["image(0, 0)", "say(struct.pack('>II', 100, 100))", "say(bytes(9))", "say(b'x')"]
)
async def test_a_reader_that_lies_about_an_image_shows_nothing(
    stand_in: StandIn, code: str
) -> None:
    async with await opened(stand_in.command(drawn=code)) as resume:
        with pytest.raises(CannotShow):
            await resume.page_image(0, 1.0)


async def test_pages_that_are_not_reached_in_time_are_said(stand_in: StandIn) -> None:
    command = stand_in.command(text="time.sleep(0.4); text()")
    async with await opened(command, text_seconds=0.3) as resume:
        text = await resume.text()
    assert [(note.missing, note.count) for note in text.notes] == [(Missing.UNREAD_PAGES, 2)]


# --- cancelling, closing, keeping -------------------------------------------------------------


@posix_only
async def test_a_cancelled_question_that_hangs_ends_the_process(stand_in: StandIn) -> None:
    command = stand_in.command(second="time.sleep(60)")
    async with await opened(command) as resume:
        waiting = asyncio.ensure_future(resume.page_image(1, 1.0))
        await asyncio.sleep(0)  # it is asked
        await until(lambda: len(stand_in.processes) == 1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await until(lambda: not is_alive(stand_in.processes[0]))
        assert (await resume.page_image(0, 1.0)).width == 100


@posix_only
async def test_a_cancelled_question_that_is_soon_done_costs_no_process(stand_in: StandIn) -> None:
    async with await opened(stand_in.command(drawn="time.sleep(0.1); image(100, 100)")) as resume:
        for number in (0, 1, 2):
            waiting = asyncio.ensure_future(resume.page_image(number, 1.0))
            await asyncio.sleep(0.02)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        assert (await resume.page_image(0, 2.0)).width == 100
    assert len(stand_in.processes) == 1


@posix_only
async def test_closing_ends_the_process_and_whoever_waits(stand_in: StandIn) -> None:
    resume = await opened(stand_in.command(drawn="time.sleep(60)"))
    waiting = asyncio.ensure_future(resume.page_image(0, 1.0))
    await asyncio.sleep(0.05)
    resume.close()
    with pytest.raises(CannotShow) as error:
        await waiting
    assert error.value.reason is Reason.CLOSED
    await until(lambda: not is_alive(stand_in.processes[0]))
    with pytest.raises(CannotShow):
        await resume.page_image(1, 1.0)


@posix_only
def test_the_process_ends_with_the_editor(stand_in: StandIn, tmp_path: Path) -> None:
    """Even where the editor is killed and cannot say anything."""
    script = f"""
import asyncio, os, sys
sys.path.insert(0, {str(SANDBOX.parents[1])!r})
from gui.services.reading import Reader
async def main():
    reader = Reader(command={stand_in.command()!r}, spare_seconds=0.01)
    resume = await reader.open(b"a file", "application/pdf")
    while not reader.is_warm:
        await asyncio.sleep(0.01)
    os.kill(os.getpid(), 9)
asyncio.run(main())
"""
    subprocess.run([sys.executable, "-c", script], check=False, timeout=30)
    deadline = time.monotonic() + PATIENCE
    while any(map(is_alive, stand_in.processes)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(stand_in.processes) == 2
    assert not any(map(is_alive, stand_in.processes))


async def test_images_are_kept_within_bounds(stand_in: StandIn) -> None:
    command = stand_in.command(drawn="time.sleep(0); image(1000, 1000)")
    async with await opened(command) as resume:
        first = await resume.page_image(0, 1.0)
        second = await resume.page_image(2, 1.0)
        assert await resume.page_image(0, 1.0) is first
        await resume.page_image(0, 2.0)
        await resume.page_image(2, 2.0)
        assert await resume.page_image(0, 1.0) is first
        assert await resume.page_image(2, 1.0) is not second


async def test_the_text_is_read_once(stand_in: StandIn) -> None:
    async with await opened(stand_in.command(text="text()")) as resume:
        first, second = await asyncio.gather(resume.text(), resume.text())
        assert first is second


async def test_the_page_that_is_looked_at_first_is_drawn_before_anybody_asks(
    stand_in: StandIn, tmp_path: Path
) -> None:
    log = tmp_path / "drawn"
    note = f"open({str(log)!r}, 'a').write('x'); image(100, 100)"
    reader = Reader(command=stand_in.command(drawn=note))
    await reader.warm()
    asked: list[int] = []

    def first(pages: tuple[PageSize, ...]) -> tuple[int, float]:
        asked.append(len(pages))
        return 2, 1.5

    resume = reader.start(b"a file", PDF, first)
    try:
        await resume.ready()
        await until(log.exists, what="it is drawn unasked")
        assert (await resume.page_image(2, 1.5)).scale == pytest.approx(1.0, rel=0.01)
        assert (asked, log.read_text()) == ([3], "x")
        await resume.page_image(0, 1.5)
        assert log.read_text() == "xx"
    finally:
        resume.close()
        reader.close()


@posix_only
@pytest.mark.parametrize(
    "code", ["time.sleep(60)", "os.abort()", "image(0, 0)", "say(b'', b'fail')"]
)
async def test_a_first_page_that_breaks_the_reader_leaves_the_others(
    stand_in: StandIn, code: str
) -> None:
    reader = Reader(command=stand_in.command(second=code), seconds=1.0, keep_spare=False)
    resume = reader.start(b"a file", PDF, lambda _pages: (1, 1.0))
    async with resume:
        await resume.ready()
        assert (await resume.page_image(0, 1.0)).width == 100
        with pytest.raises(CannotShow):
            await resume.page_image(1, 1.0)
    await until(lambda: not any(map(is_alive, stand_in.processes)))


@posix_only
async def test_what_is_closed_while_it_is_being_opened_leaves_no_process(
    stand_in: StandIn,
) -> None:
    reader = Reader(command=stand_in.command(opened="time.sleep(60)"))
    await reader.warm()
    await until(lambda: len(stand_in.processes) == 1)
    resume = reader.start(b"a file", PDF)
    waiting = asyncio.ensure_future(resume.ready())
    await asyncio.sleep(0.02)
    waiting.cancel()
    resume.close()
    reader.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await until(lambda: not any(map(is_alive, stand_in.processes)))


@posix_only
async def test_one_process_waits_for_the_next_resume(stand_in: StandIn) -> None:
    reader = Reader(command=stand_in.command())
    await asyncio.gather(reader.warm(), reader.warm())
    await until(lambda: len(stand_in.processes) >= 1)
    async with await reader.open(b"a file", PDF) as resume:
        await resume.text()
        await until(lambda: len(stand_in.processes) >= 2)
        assert sum(map(is_alive, stand_in.processes)) == 2
    await until(lambda: sum(map(is_alive, stand_in.processes)) == 1)
    reader.close()
    await until(lambda: not any(map(is_alive, stand_in.processes)))
    await reader.warm()
    assert not any(map(is_alive, stand_in.processes))


async def test_the_process_gets_no_token(
    stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_TOKEN", "secret-token")
    dump = tmp_path / "environment"
    code = f"open({str(dump)!r}, 'w').write(repr(dict(os.environ)) + repr(sys.argv)); about()"
    async with await opened(stand_in.command(opened=code)):
        told = dump.read_text()
    assert "secret-token" not in told
    assert "REDLINE" not in told


def test_a_process_that_was_being_started_when_all_ended_is_ended_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody is left to take it: the loop is closed, and so is the reader."""
    begin, bury = Child.start, Child.bury
    go, begun, buried = threading.Event(), threading.Event(), threading.Event()

    def slow(command: Sequence[str]) -> Child | None:
        begun.set()
        go.wait(5)
        return begin(command)

    def noted(child: Child) -> None:
        bury(child)
        buried.set()

    monkeypatch.setattr(Child, "start", slow)
    monkeypatch.setattr(Child, "bury", noted)
    reader = Reader()

    async def work() -> None:
        warming = asyncio.create_task(reader.warm())
        await until(begun.is_set, what="the process is being started")
        warming.cancel()

    asyncio.run(work())
    reader.close()
    go.set()
    assert buried.wait(5)
