"""What the Linux packages install beside the program, judged by the tools of distributions."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import gui
from tests.helpers.packaging_scripts import PACKAGING, script

LINUX = PACKAGING / "linux"
facts = script("facts")
metainfo = script("linux/metainfo")
needs = script("linux/needs")


def judged(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not here")
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


def test_the_desktop_entry_is_valid() -> None:
    assert judged("desktop-file-validate", str(LINUX / "redline.desktop")) == ""
    lines = (LINUX / "redline.desktop").read_text(encoding="utf-8").splitlines()
    assert "Exec=redline %u" in lines
    assert f"MimeType=x-scheme-handler/{facts.SCHEME};" in lines


@pytest.mark.parametrize("shots_at", [None, "https://example.org/shots"])
def test_the_metainfo_is_valid_and_has_the_changelogs_releases(
    tmp_path: Path, shots_at: str | None
) -> None:
    file = tmp_path / f"{facts.ID}.metainfo.xml"
    metainfo.write(file, shots_at)
    judged("appstreamcli", "validate", "--no-net", "--explain", str(file))
    root = ET.parse(file).getroot()
    versions = [each.get("version") for each in root.iter("release")]
    assert versions == [each.version for each in facts.releases()][:10]
    assert versions[0] == gui.__version__
    assert root.findtext("launchable") == "redline.desktop"
    assert len(list(root.iter("image"))) == (3 if shots_at else 0)


def test_screenshots_that_are_named_are_there() -> None:
    folder = PACKAGING.parent / "resources" / "screenshots"
    assert [name for name, _caption in metainfo.SHOTS if not (folder / name).is_file()] == []


def test_the_man_page_is_valid_and_names_every_switch(tmp_path: Path) -> None:
    text = (LINUX / "redline.1").read_text(encoding="utf-8").replace("@DAY@", "January 1, 2026")
    page = tmp_path / "redline.1"
    page.write_text(text, encoding="utf-8")
    assert judged("mandoc", "-T", "lint", "-W", "warning", str(page)) == ""
    from gui.__main__ import main

    with pytest.raises(SystemExit):
        main(["--help"])
    source = (PACKAGING.parent / "gui" / "__main__.py").read_text(encoding="utf-8")
    for switch in ("sandbox", "fresh", "account", "profile", "self-test", "version"):
        assert f'"--{switch}"' in source
        assert f"Fl -{switch}" in text


def test_each_library_has_one_package_and_an_unknown_one_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "  NEEDED               {}\n"
    said = {
        "-p": "".join(map(asked.format, ["libxcb-cursor.so.0", "libc.so.6", "libour.so.1"])),
        "-T": "GLIBC_2.17 GLIBC_2.34 GLIBC_2.4",
    }
    (tmp_path / "libour.so.1").write_bytes(b"\x7fELF")
    monkeypatch.setattr(needs, "_said", lambda option, _files: said[option])
    assert needs.debian_packages(tmp_path) == ["libc6 (>= 2.34)", "libxcb-cursor0"]
    said["-p"] += asked.format("libnew.so.3")
    with pytest.raises(SystemExit, match=r"libnew\.so\.3"):
        needs.debian_packages(tmp_path)
