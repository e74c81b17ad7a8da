"""Texts: English without a catalogue, another language with one, English when it is damaged."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui import i18n, paths
from gui.i18n import N_, _, ngettext, pgettext
from tests.helpers.harness import ExpectLog


def catalogue(messages: dict[str, str]) -> bytes:
    """A compiled gettext catalogue: a header, two tables, the texts."""
    entries = sorted((key.encode(), value.encode()) for key, value in messages.items())
    start = 7 * 4 + len(entries) * 16
    keys, values, texts = b"", b"", b""
    for key, _value in entries:
        keys += struct.pack("<II", len(key), start + len(texts))
        texts += key + b"\0"
    for _key, value in entries:
        values += struct.pack("<II", len(value), start + len(texts))
        texts += value + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(entries), 28, 28 + len(entries) * 8, 0, 0)
    return header + keys + values + texts


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for German; whatever a test installs is gone afterwards."""
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    folder = tmp_path / "translations" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    yield folder
    monkeypatch.undo()
    i18n.install("en")


GERMAN = catalogue(
    {
        "": "Content-Type: text/plain; charset=UTF-8\nLanguage: de\n"
        "Plural-Forms: nplurals=2; plural=(n != 1);\n",
        "Removed {name}": "{name} entfernt",
        "{count} change\0{count} changes": "{count} Änderung\0{count} Änderungen",
        "verb\x04Open": "Öffnen",
    }
)


def test_english_needs_no_catalogue(catalogues: Path) -> None:
    assert i18n.install("en") == "en"
    assert _("Removed {name}").format(name="Ana") == "Removed Ana"
    assert ngettext("{count} change", "{count} changes", 1).format(count=1) == "1 change"
    assert ngettext("{count} change", "{count} changes", 0).format(count=0) == "0 changes"
    assert pgettext("verb", "Open") == "Open"


def test_a_catalogue_is_used(catalogues: Path) -> None:
    (catalogues / "redline.mo").write_bytes(GERMAN)
    assert i18n.install("de_AT") == "de"
    assert _("Removed {name}").format(name="Ana") == "Ana entfernt"
    assert ngettext("{count} change", "{count} changes", 3).format(count=3) == "3 Änderungen"
    assert pgettext("verb", "Open") == "Öffnen"
    assert _("Not in the catalogue") == "Not in the catalogue"


def test_the_environment_decides_when_nothing_is_asked(
    catalogues: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (catalogues / "redline.mo").write_bytes(GERMAN)
    monkeypatch.setenv("LANGUAGE", "de")
    assert i18n.install() == "de"


def test_a_language_without_catalogue_is_english(catalogues: Path) -> None:
    assert i18n.install("fr") == "en"
    assert _("Removed {name}") == "Removed {name}"


@pytest.mark.parametrize(
    "damaged",
    [b"", b"nonsense and more of it", GERMAN[:40], GERMAN.replace("Ä".encode(), b"\xff\xfe")],
)
def test_a_damaged_catalogue_is_english_and_logged(
    catalogues: Path, damaged: bytes, expect_log: ExpectLog
) -> None:
    (catalogues / "redline.mo").write_bytes(damaged)
    with expect_log("catalogue for de cannot be read"):
        assert i18n.install("de") == "en"
    assert _("Removed {name}") == "Removed {name}"


def test_an_empty_text_stays_empty(catalogues: Path) -> None:
    (catalogues / "redline.mo").write_bytes(GERMAN)
    i18n.install("de")
    assert _("") == ""


def test_marked_texts_stay_as_they_are(catalogues: Path) -> None:
    (catalogues / "redline.mo").write_bytes(GERMAN)
    i18n.install("de")
    marked = N_("Removed {name}")
    assert marked == "Removed {name}"
    assert _(marked) == "{name} entfernt"


def test_of_several_languages_the_first_is_taken_that_there_is(catalogues: Path) -> None:
    (catalogues / "redline.mo").write_bytes(GERMAN)
    assert i18n.install(["fr_CH", "de_CH", "en"]) == "de"
    # Who reads English before German gets English, though it has no catalogue.
    assert i18n.install(["fr_CH", "en_GB", "de"]) == "en"
    assert i18n.install([]) == "en"
    assert i18n.available() == ("de", "en")


def test_the_pseudo_languages_keep_what_a_program_reads() -> None:
    assert i18n.install("en_XA") == "en_XA"
    text = _("&Open {name}…")
    assert text == "⟦&Opëñ {name} ~⟧…"
    assert text.format(name="Ana") == "⟦&Opëñ Ana ~⟧…"
    assert ngettext("{count} change", "{count} changes", 2).startswith("⟦{count} çhåñğëš")
    assert _("") == ""
    i18n.install("en")
