"""The resumes and photos of the invented people: real files of their kinds, saying who they are."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from PIL import Image

from gui.sandbox.world import World, load_world

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sandbox"
LIMIT = 5_242_880  # API §11

MAGIC = {
    "pdf": b"%PDF-1.",
    "docx": b"PK\x03\x04",
    "rtf": b"{\\rtf1",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF8",
}
SCANNED = "resumes/beatriz-albuquerque-serpa.pdf"


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(FOLDER)


def named_files(world: World) -> set[str]:
    return {
        row[key] for row in world.candidates for key in ("resume_file", "photo_file") if key in row
    }


def pdf_text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def docx_text(data: bytes) -> str:
    document: Any = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def says(path: str, data: bytes, words: str) -> bool:
    """Whether a resume holds some words (plain ASCII for rtf)."""
    kind = path.rsplit(".", 1)[1]
    if kind == "pdf":
        return words in pdf_text(data)
    if kind == "docx":
        return words in docx_text(data)
    if kind == "rtf":
        return words.encode("ascii") in data
    return words.encode("utf-16-le") in data or words.encode("cp1252") in data


def test_every_file_is_there_and_of_its_kind(world: World) -> None:
    for path in named_files(world):
        data = world.file_bytes(path)
        assert data.startswith(MAGIC[path.rsplit(".", 1)[1]]), path
        assert len(data) < LIMIT


def test_no_file_lies_about_unused(world: World) -> None:
    there = {
        path.relative_to(FOLDER).as_posix()
        for folder in ("resumes", "photos")
        for path in (FOLDER / folder).iterdir()
    }
    assert there == named_files(world)


def test_resumes_come_in_all_kinds_and_few_bytes(world: World) -> None:
    paths = {path for path in named_files(world) if path.startswith("resumes/")}
    kinds = Counter(path.rsplit(".", 1)[1] for path in paths)
    assert len(paths) >= 36
    assert kinds["doc"] >= 4
    assert kinds["docx"] >= 6
    assert kinds["rtf"] >= 4
    assert kinds["pdf"] >= 20
    assert sum(len(world.file_bytes(path)) for path in paths) < 2_500_000


def test_metadata_agree_with_the_file(world: World) -> None:
    for row in world.candidates:
        assert ("resume_file" in row) == ("resume_metadata" in row)
        if "resume_file" in row:
            kind = row["resume_file"].rsplit(".", 1)[1]
            assert row["resume_metadata"]["filetype"] == kind
            assert row["resume_metadata"]["filename"].endswith(f".{kind}")


def test_resumes_give_the_address_of_their_person(world: World) -> None:
    for row in world.candidates:
        path = row.get("resume_file")
        if path and path != SCANNED:
            assert says(path, world.file_bytes(path), row["email"]), path


def test_the_scan_has_a_picture_and_no_text(world: World) -> None:
    data = world.file_bytes(SCANNED)
    assert pdf_text(data).strip() == ""
    with pypdfium2.PdfDocument(data) as document:
        image = next(document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
        assert min(image.get_px_size()) > 1000


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("siobhan-oneill.pdf", "Siobhán O'Neill"),
        ("siobhan-oneill.pdf", "+353 20 910 0142"),
        ("jasper-van-der-meulen.pdf", "04.2018"),
        ("eszter-nagypal.docx", "Nagypál Eszter"),
        ("callum-mckay.pdf", "Callum McKay"),
        ("lucia-fernandez-rubio.docx", "depósito aduanero"),
        ("juergen-weissmueller.rtf", r"J\'fcrgen Wei\'dfm\'fcller"),
        ("oluwaseun-adebayo.doc", "+44 20 7946 0321"),
        ("ingrid-sorensen-dahl.pdf", "06/2021"),
        ("marek-wojcikowski.pdf", "Zatoka Soft"),
        ("chloe-beaumanoir.rtf", "+33 1 99 00 12 34"),
        ("anil-raghavendran.pdf", "linear programming"),
        ("hannah-fairweather-lowe.doc", "Fairweather-Lowe"),
        ("giuseppe-dangeluccio.docx", "02.2019"),
        ("astrid-lindholm-quist.pdf", "Skärgårdsbuss"),
    ],
)
def test_the_truth_about_wrong_records_stands_in_the_resume(
    world: World, person: str, words: str
) -> None:
    path = f"resumes/{person}"
    row = next(row for row in world.candidates if row.get("resume_file") == path)
    assert "_note" in row
    assert says(path, world.file_bytes(path), words)


def test_texts_of_other_scripts_can_be_taken_out_of_pdfs(world: World) -> None:
    for path, words in (
        ("resumes/lin-ruozhou.pdf", "长汀航运有限公司"),
        ("resumes/shiomi-kota.pdf", "汐見航太"),
        ("resumes/han-naru.pdf", "해오름물류"),
        ("resumes/elpida-karavali.pdf", "Ελπίδα Καραβαλή"),
    ):
        assert words in pdf_text(world.file_bytes(path))


def test_photos_are_small_pictures(world: World) -> None:
    paths = {path for path in named_files(world) if path.startswith("photos/")}
    sizes = set()
    for path in paths:
        with Image.open(io.BytesIO(world.file_bytes(path))) as picture:
            picture.load()
            sizes.add(picture.size)
            assert 320 <= min(picture.size) <= max(picture.size) <= 640
    assert any(width != height for width, height in sizes)
    assert {path.rsplit(".", 1)[1] for path in paths} == {"jpg", "png", "gif"}
    assert sum(len(world.file_bytes(path)) for path in paths) < 1_200_000


def test_one_photo_is_stored_on_its_side_and_tells_where_it_was_taken(world: World) -> None:
    turned = []
    for path in named_files(world):
        if path.endswith(".jpg"):
            with Image.open(io.BytesIO(world.file_bytes(path))) as picture:
                exif = picture.getexif()
                if exif.get(0x0112, 1) != 1:
                    turned.append(path)
                    assert exif.get_ifd(0x8825)
    assert turned == ["photos/mirren-castlehow.jpg"]
