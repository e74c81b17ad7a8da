"""Tables of contents of archives and compound files, whole and broken."""

from __future__ import annotations

import struct

import pytest

from gui.model.containers import ZipEntry, ole_entries, zip_entries
from tests.helpers import sample_files as sample


def test_an_archive_names_its_files() -> None:
    data = sample.archive("a.txt", "word/document.xml", "ä")
    names = ("a.txt", "word/document.xml", "ä")
    assert zip_entries(data) == tuple(ZipEntry(name, False) for name in names)
    assert zip_entries(b"stub in front" + data) == zip_entries(data)


def test_an_encrypted_file_in_an_archive_says_so() -> None:
    data = bytearray(sample.archive("a.txt"))
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    assert zip_entries(bytes(data)) == (ZipEntry("a.txt", True),)


@pytest.mark.parametrize("keep", [0, 4, 30, -1, -22])
def test_a_broken_archive_has_no_contents(keep: int) -> None:
    assert zip_entries(sample.archive("a.txt", "b.txt")[:keep]) is None


def test_of_a_huge_directory_only_a_part_is_read() -> None:
    entry = b"PK\x01\x02" + bytes(42)
    directory = entry * 20_000
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 20_000, 20_000, len(directory), 0, 0)
    found = zip_entries(directory + end)
    assert found is not None
    assert len(found) == 5_000


def test_a_compound_file_names_what_is_at_its_top() -> None:
    data = sample.compound(
        {"WordDocument": b"\xec\xa5", "1Table": b"t"}, inner={"Workbook": b"", "Other": b""}
    )
    found = {entry.name: entry.start for entry in ole_entries(data) or ()}
    assert found.keys() == {"WordDocument", "1Table", "ObjectPool"}
    assert data[found["WordDocument"] :].startswith(b"\xec\xa5")
    assert data[found["1Table"] :].startswith(b"t\0")


@pytest.mark.timeout(5)
def test_a_directory_that_leads_back_to_itself_ends() -> None:
    data = bytearray(sample.compound({"WordDocument": b""}))
    # The first sector of the directory is number 1; it shall be followed by itself.
    data[512 + 4 : 512 + 8] = struct.pack("<I", 1)
    found = ole_entries(bytes(data))
    assert found is not None
    assert [entry.name for entry in found] == ["WordDocument"]


@pytest.mark.timeout(5)
def test_entries_that_are_their_own_siblings_end() -> None:
    data = bytearray(sample.compound({"WordDocument": b""}))
    first = 1024 + 128
    data[first + 68 : first + 80] = struct.pack("<III", 1, 1, 1)
    found = ole_entries(bytes(data))
    assert found is not None
    assert [entry.name for entry in found] == ["WordDocument"]


@pytest.mark.parametrize("keep", [0, 8, 600, 1023, 1100])
def test_a_broken_compound_file_has_no_contents(keep: int) -> None:
    assert ole_entries(sample.doc()[:keep]) is None
    assert ole_entries(bytes(2048)) is None
