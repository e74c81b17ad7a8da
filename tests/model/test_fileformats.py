"""Files judged by content: what is taken, what is not, and the sentence for it (H51, H52)."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.fileformats import MAX_FILE_SIZE, Role, extension_of, format_of, judge, role_of
from gui.model.texts import human_size
from tests.helpers import sample_files as sample

DOCX_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("name", "data", "media", "sentence"),
    [
        ("cv.pdf", sample.pdf(), "application/pdf", "PDF, {size} — Resume"),
        ("cv.PDF", b"\r\n%PDF-1.4\n...", "application/pdf", "PDF, {size} — Resume"),
        ("cv.docx", sample.docx(), DOCX_MEDIA, "Word (docx), {size} — Resume"),
        (
            "cv.docx",
            sample.archive(sample.CONTENT_TYPES, "word/document2.xml"),
            DOCX_MEDIA,
            "Word (docx), {size} — Resume",
        ),
        ("cv.doc", sample.doc(), "application/msword", "Word (doc), {size} — Resume"),
        ("cv.rtf", sample.rtf(), "application/rtf", "RTF, {size} — Resume"),
        ("cv.rtf", b"\xef\xbb\xbf" + sample.rtf(), "application/rtf", "RTF, {size} — Resume"),
        ("me.jpg", sample.picture("JPEG"), "image/jpeg", "JPEG, 40 × 30, {size} — Photo"),
        ("me.jpeg", sample.picture("JPEG"), "image/jpeg", "JPEG, 40 × 30, {size} — Photo"),
        ("me.png", sample.picture("PNG"), "image/png", "PNG, 40 × 30, {size} — Photo"),
        ("me.gif", sample.picture("GIF"), "image/gif", "GIF, 40 × 30, {size} — Photo"),
        ("no extension", sample.pdf(), "application/pdf", "PDF, {size} — Resume"),
    ],
)
def test_files_that_are_taken(name: str, data: bytes, media: str, sentence: str) -> None:
    verdict = judge(name, data)
    assert verdict.sentence == sentence.format(size=human_size(len(data)))
    assert verdict.accepted
    assert verdict.media == media
    assert verdict.role is role_of(media)
    assert verdict.notes == ()


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("cv.odt", sample.archive("mimetype", "content.xml"), "an OpenDocument file"),
        ("cv.pages", sample.archive("Index/Document.iwa"), "an Apple Pages document"),
        ("cv.xlsx", sample.archive("xl/workbook.xml"), "an Excel workbook"),
        ("cv.pptx", sample.archive("ppt/presentation.xml"), "a PowerPoint presentation"),
        ("cv.zip", sample.archive("cv.pdf"), "an archive"),
        ("cv.docx", sample.archive("cv.pdf"), "an archive"),
        (
            "cv.docm",
            sample.archive("word/document.xml", "word/vbaProject.bin"),
            "a Word document with macros",
        ),
        ("cv.xls", sample.compound({"Workbook": b""}), "an Excel workbook"),
        ("cv.ppt", sample.compound({"PowerPoint Document": b""}), "a PowerPoint presentation"),
        ("cv.msg", sample.compound({"__properties_version1.0": b""}), "an Outlook message"),
        ("cv.msi", sample.compound({"Other": b""}), "an Office file of another kind"),
        ("me.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        ("me.png", b"<?xml version='1.0'?><svg/>", "an SVG drawing"),
        ("cv.doc", b"<html><body>cv</body></html>", "a web page"),
        ("cv.pdf", b"<!DOCTYPE html><p>%PDF-1.4", "a web page"),
        ("cv.doc", b"MIME-Version: 1.0\r\n", "a web archive or an e-mail"),
        ("me.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a WebP picture"),
        ("me.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a HEIC or AVIF picture"),
        ("me.tif", b"II*\0....", "a TIFF picture"),
        ("cv.exe", b"MZ\x90\0", "a program"),
        ("cv.pages", b"anything", ".pages"),
        ("cv.p\u202edf", b"anything", ".p‹U+202E›df"),
        ("cv", b"anything", "a file of this kind"),
        ("cv.txt", b"Amara Osei", ".txt"),
    ],
)
def test_files_that_are_not_taken_are_named(name: str, data: bytes, what: str) -> None:
    verdict = judge(name, data)
    assert not verdict.accepted
    assert verdict.role is None
    assert verdict.sentence == (
        f"Not accepted: {what}. A resume is a PDF, Word or RTF file, a photo a JPEG, PNG or GIF."
    )


@pytest.mark.parametrize("extension", ["pdf", "doc", "docx", "rtf", "jpg", "png", "gif"])
def test_a_name_alone_convinces_nobody(extension: str) -> None:
    verdict = judge(f"cv.{extension}", b"just words")
    assert not verdict.accepted
    assert f"the name ends in .{extension}, but the content is no" in verdict.sentence


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("cv.doc", sample.rtf(), "The name ends in .doc, but this is RTF."),
        ("cv.png", sample.pdf(), "The name ends in .png, but this is PDF."),
        ("me.png", sample.picture("JPEG"), "The name ends in .png, but this is JPEG."),
        (
            "cv.pdf",
            sample.pdf(password="x"),
            "The PDF is encrypted. If it asks for a password, nobody can read it.",
        ),
        ("me.jpg", sample.picture("JPEG", located=True), "The photo tells where it was taken."),
    ],
)
def test_taken_files_with_something_to_know(name: str, data: bytes, note: str) -> None:
    verdict = judge(name, data)
    assert verdict.accepted
    assert verdict.notes == (note,)


@pytest.mark.parametrize(
    "data",
    [
        sample.doc(encrypted=True),
        sample.compound({"EncryptedPackage": b"", "EncryptionInfo": b""}),
    ],
    ids=["doc", "docx"],
)
def test_word_files_behind_a_password_are_named_as_such(data: bytes) -> None:
    verdict = judge("cv.docx", data)
    assert not verdict.accepted
    assert "a password protects this document" in verdict.sentence


def test_an_embedded_letter_does_not_make_a_workbook_a_letter() -> None:
    workbook = sample.compound({"Workbook": b""}, inner={"WordDocument": b""})
    assert "an Excel workbook" in judge("cv.doc", workbook).sentence
    letter = sample.compound({"WordDocument": b""}, inner={"Workbook": b""})
    assert judge("cv.doc", letter).accepted


@pytest.mark.parametrize("name", ["cv.pdf", "me.png", ""])
def test_empty_files_are_named_as_such(name: str) -> None:
    assert judge(name, b"").sentence == "Not accepted: the file is empty."


def test_the_limit_is_exact_and_named() -> None:
    pdf = sample.pdf()
    assert judge("cv.pdf", pdf.ljust(MAX_FILE_SIZE)).accepted
    verdict = judge("cv.pdf", pdf, size=MAX_FILE_SIZE + 1)
    assert verdict.sentence == (
        "Not accepted: 5,242,881 bytes are more than the limit of 5,242,880 bytes (5 MB)."
    )
    for data in (sample.docx(), sample.doc(), sample.picture("PNG"), sample.rtf()):
        assert "more than the limit" in judge("x", data[:1000], size=6_000_000).sentence


@pytest.mark.parametrize("data", [sample.docx(), sample.doc()], ids=["docx", "doc"])
def test_half_a_document_is_damaged(data: bytes) -> None:
    verdict = judge("cv", data[: len(data) // 3])
    assert not verdict.accepted
    assert "damaged" in verdict.sentence


def test_pictures_over_the_limits_are_refused_by_their_header_alone() -> None:
    for size in ((10_001, 1), (1, 10_001), (8_000, 5_001)):
        header = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"
        bomb = header + size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big") + bytes(9)
        verdict = judge("me.png", bomb)
        assert not verdict.accepted
        assert f"{size[0]:,} × {size[1]:,} pixels are too many" in verdict.sentence
    assert judge("me.png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + bytes(4)).sentence == (
        "Not accepted: the picture is damaged."
    )


SAMPLES = [sample.pdf(password="x"), sample.docx(), sample.doc(), sample.rtf()]
SAMPLES += [sample.picture(kind, orientation=6, located=True) for kind in ("JPEG", "PNG")]
SAMPLES += [sample.picture("GIF", comment="x" * 300), sample.archive(*"abc")]
SAMPLES += [sample.compound({"Workbook": b""}, inner={"WordDocument": b""})]


@pytest.mark.parametrize("data", SAMPLES, ids=range(len(SAMPLES)))
def test_damaged_files_are_judged_without_a_failure_or_a_delay(data: bytes) -> None:
    rng = random.Random(11)
    start = time.process_time()
    for _round in range(300):
        broken = bytearray(data)
        for _hit in range(rng.randrange(1, 8)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        del broken[rng.randrange(len(broken)) if rng.random() < 0.3 else len(broken) :]
        verdict = judge("x", bytes(broken))
        assert verdict.sentence
        assert verdict.accepted <= (verdict.role is not None)
    assert time.process_time() - start < 5


@given(st.binary(max_size=200), st.text(max_size=20), st.sampled_from([s[:200] for s in SAMPLES]))
def test_any_bytes_are_judged(tail: bytes, name: str, head: bytes) -> None:
    for data in (tail, head + tail):
        verdict = judge(name, data)
        assert verdict.accepted == (verdict.accepted and verdict.media is not None)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8" + b"\xff" * 5_000_000,
        b"\xff\xd8" + b"\xff\xe1\x00\x02" * 1_200_000,
        b"GIF89a\x01\0\x01\0\0\0\0" + b"\x21\xf9" + b"\x01x" * 2_500_000,
        b"\x89PNG\r\n\x1a\n" + (b"\0\0\0\x01tEXtx\0\0\0\0" * 380_000),
        b"%PDF-1.4" + b"/Encrypt " * 580_000,
        b"PK\x03\x04" + b"PK\x05\x06" * 1_300_000,
    ],
    ids=["jpeg-fill", "jpeg-segments", "gif-blocks", "png-chunks", "pdf", "zip"],
)
def test_hostile_files_of_5_mb_are_judged_soon(data: bytes) -> None:
    start = time.process_time()
    judge("x", data)
    assert time.process_time() - start < 1


def test_names_and_formats() -> None:
    assert extension_of("a/b.c\\Lebenslauf.v2.PDF") == "pdf"
    assert extension_of(".profile") == ""
    assert extension_of("none") == ""
    assert role_of("image/png") is Role.PHOTO
    assert role_of("text/plain") is None
    assert format_of(None) is None
    assert Role.PHOTO.value == "image"
    assert Role.RESUME.label == "Resume"
