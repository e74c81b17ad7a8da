"""The pinned requirements: complete, hashed, and without the address of any registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FILES = [
    "requirements.txt",
    "requirements-build.txt",
    "requirements-dev.txt",
    "requirements-package.txt",
]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def pins(name: str) -> dict[str, str]:
    """Package -> its whole entry, continued lines joined."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line.strip() for line in text.splitlines()]
    entries = [line for line in entries if line and not line.startswith("#")]
    return {re.split(r"[=<>~!;\s\[]", line, maxsplit=1)[0]: line for line in entries}


@pytest.mark.parametrize("name", FILES)
def test_no_address_is_recorded(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    options = ("://", "--index-url", "--extra-index-url", "--find-links", "--trusted-host", " @ ")
    assert [line for line in lines if any(option in line for option in options)] == []


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_pinned_and_hashed(name: str) -> None:
    found = pins(name)
    assert len(found) >= 5
    loose = [
        entry
        for entry in found.values()
        if not re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.!+-]+\s", entry) or not HASH.search(entry)
    ]
    assert loose == []


@pytest.mark.parametrize("name", [FILES[0], *FILES[2:]])
def test_qt_is_the_version_that_keeps_its_references(name: str) -> None:
    assert pins(name)["pyside6-essentials"].startswith("pyside6-essentials==6.11.3 ")


def test_everything_asked_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    for asked, name in [
        (project["project"]["dependencies"], "requirements.txt"),
        (groups["build"], "requirements-build.txt"),
        ([*project["project"]["dependencies"], *groups["dev"]], "requirements-dev.txt"),
        ([*project["project"]["dependencies"], *groups["package"]], "requirements-package.txt"),
    ]:
        wanted = {re.split(r"[=<>~!;\s\[]", each, maxsplit=1)[0].lower() for each in asked}
        assert wanted - pins(name).keys() == set(), f"not in {name}; run: make lock"


def test_the_files_agree() -> None:
    """An environment for tests is also one for running: the same versions in all."""
    everything = pins("requirements-dev.txt")
    for name in FILES[:2]:
        for package, entry in pins(name).items():
            assert everything[package].split()[0] == entry.split()[0]


def test_what_is_packaged_is_what_was_tested() -> None:
    packaged, tested = pins("requirements-package.txt"), pins("requirements.txt")
    for package, entry in tested.items():
        assert packaged[package].split()[0] == entry.split()[0]
