"""Names of files as they are sent and shown (H55)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.fileformats import FORMATS, format_of
from gui.model.filenames import LONGEST, ascii_name, is_reserved, sent_name, shown_name

PDF = "application/pdf"
JPEG = "image/jpeg"


@pytest.mark.parametrize(
    ("original", "media", "name"),
    [
        ("Amara Osei CV.pdf", PDF, "Amara Osei CV.pdf"),
        ("Βιογραφικό Παπαδόπουλος.PDF", PDF, "Βιογραφικό Παπαδόπουλος.pdf"),
        ("履歴書.pdf", PDF, "履歴書.pdf"),
        ("Lebenslauf.doc", "application/rtf", "Lebenslauf.rtf"),
        ("me.jpeg", JPEG, "me.jpg"),
        ("Anna.Smith", PDF, "Anna.Smith.pdf"),
        ("cv.v2.final", PDF, "cv.v2.final.pdf"),
        ("cv.exe", PDF, "cv.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\Amara\\cv.pdf", PDF, "cv.pdf"),
        ("cv\u202efdp.exe", PDF, "cvfdp.pdf"),
        ("a\0b\nc\td.pdf", PDF, "ab c d.pdf"),
        ('what? <now>: "x"|*.pdf', PDF, "what_ _now_ _x_.pdf"),
        ("CON.pdf", PDF, "_CON.pdf"),
        ("com1.tar.pdf", PDF, "_com1.tar.pdf"),
        ("  .hidden. .pdf", PDF, "hidden.pdf"),
        ("--help.pdf", PDF, "help.pdf"),
        ("cafe\u0301.pdf", PDF, "café.pdf"),
        ("bad\udcff\udcfename.pdf", PDF, "badname.pdf"),
        ("", PDF, "resume.pdf"),
        (".pdf", PDF, "pdf.pdf"),
        ("\u200b\u202e.jpg", JPEG, "photo.jpg"),
        ("/", JPEG, "photo.jpg"),
    ],
)
def test_the_sent_name_is_clean_and_fits_the_content(original: str, media: str, name: str) -> None:
    assert sent_name(original, media) == name


@pytest.mark.parametrize(
    ("original", "media", "name"),
    [
        ("Müller Lebenslauf.pdf", PDF, "Muller Lebenslauf.pdf"),
        ("Straße Łódź Ørsted.pdf", PDF, "Strasse Lodz Orsted.pdf"),
        ("Βιογραφικό.pdf", PDF, "resume.pdf"),
        ("履歴書 2026.pdf", PDF, "2026.pdf"),
        ("写真.jpg", JPEG, "photo.jpg"),
        ("a–b.pdf", PDF, "a-b.pdf"),
    ],
)
def test_the_ascii_name(original: str, media: str, name: str) -> None:
    assert ascii_name(original, media) == name


@given(st.text(st.characters(), max_size=400), st.sampled_from(FORMATS))
def test_every_name_is_fit_to_be_sent_and_stored(original: str, kind: object) -> None:
    media = getattr(kind, "media", "")
    found = format_of(media)
    assert found is not None
    for name in (sent_name(original, media), ascii_name(original, media)):
        base = name.removesuffix(f".{found.extensions[0]}")
        assert name != base
        assert base
        assert base == base.strip(" .")
        assert len(base.encode()) <= LONGEST + 1
        assert not set(base) & set('/\\<>:"|?*\0')
        assert not is_reserved(name)
        assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name)
        assert sent_name(name, media) == name
    assert ascii_name(original, media).isascii()


def test_a_long_name_is_cut_between_characters() -> None:
    name = sent_name("é" * 59 + "👩\u200d🔬" + "x" * 300 + ".pdf", PDF)
    assert name == "é" * 59 + ".pdf"


def test_the_shown_name_has_markers_and_keeps_its_end() -> None:
    assert shown_name("cv.pdf") == "cv.pdf"
    assert shown_name("cv\u202efdp.exe") == "cv‹U+202E›fdp.exe"
    assert shown_name("cv\udcff.pdf") == "cv‹U+DCFF›.pdf"
    long = shown_name("a" * 300 + ".exe", 40)
    assert long == "a" * 26 + "…" + "a" * 9 + ".exe"
    assert len(long) == 40


@given(st.text(st.characters(), max_size=300), st.integers(10, 100))
def test_the_shown_name_is_within_its_limit(original: str, limit: int) -> None:
    assert len(shown_name(original, limit)) <= limit


def test_reserved_names() -> None:
    assert all(map(is_reserved, ("con", "NUL.txt", "com9", "LPT1 .x", "aux.", "COM¹")))
    assert not any(map(is_reserved, ("console", "com10", "nu", "x.con", "")))
