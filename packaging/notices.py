"""The notices of everything that a package carries, and the list of its parts (SBOM, CycloneDX).

    build/env/bin/python packaging/notices.py FOLDER      makes NOTICES.txt and sbom.json

The Python parts are the pinned requirements of the program as they are installed here; the
licence texts are the ones they bring. What is no Python package (Python itself, Qt, PDFium …) is
named by `NATIVE`.
"""

from __future__ import annotations

import importlib.metadata as metadata
import json
import re
import sqlite3
import ssl
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import facts

HERE = Path(__file__).resolve().parent
RULE = "=" * 88
_TEXT_NAMES = re.compile(r"(licen[cs]e|copying|notice|authors|apache|bsd|mit)", re.IGNORECASE)

INTRODUCTION = """\
Redline {version} is licensed under the Apache License 2.0 (LICENSE). It is distributed together
with the parts below, each under its own licence.

Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They are not
changed and lie in this package as separate dynamic libraries (the folder PySide6 and the files
named libQt6*, Qt6*.dll or Qt*.framework): you may replace them by your own builds of the same
version, and you may take the program apart to find out whether that works. Their sources are
published by The Qt Company at https://download.qt.io/official_releases/qt/ and
https://download.qt.io/official_releases/QtForPython/; notices of the code that Qt itself
contains are at https://doc.qt.io/qt-6/licenses-used-in-qt.html.
"""


@dataclass(frozen=True)
class Part:
    """One thing that the package carries."""

    name: str
    version: str
    licence: str
    home: str
    texts: tuple[tuple[str, str], ...] = ()
    """Licence texts: the name of the file and what it says."""


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace").strip()


def _own(name: str) -> tuple[tuple[str, str], ...]:
    return ((name, _read(HERE / "licenses" / name)),)


def _pdfium() -> str:
    import pypdfium2.version

    return str(pypdfium2.version.PDFIUM_INFO.build)


def _python_texts() -> tuple[tuple[str, str], ...]:
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"),
    )
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise SystemExit("notices: the licence of this Python is not where it is expected")
    return (("LICENSE.txt", _read(found)),)


NATIVE: tuple[Callable[[], Part], ...] = (
    lambda: Part(
        "Python",
        ".".join(map(str, sys.version_info[:3])),
        "PSF-2.0",
        "https://www.python.org/",
        _python_texts(),
    ),
    lambda: Part(
        "Qt",
        metadata.version("PySide6_Essentials"),
        "LGPL-3.0-only",
        "https://www.qt.io/",
        _own("LGPL-3.0.txt") + _own("GPL-3.0.txt"),
    ),
    lambda: Part(
        "PDFium",
        _pdfium(),
        "Apache-2.0 AND BSD-3-Clause",
        "https://pdfium.googlesource.com/pdfium/",
    ),
    lambda: Part(
        "OpenSSL", ssl.OPENSSL_VERSION.split()[1], "Apache-2.0", "https://www.openssl.org/"
    ),
    lambda: Part("SQLite", sqlite3.sqlite_version, "blessing", "https://www.sqlite.org/"),
    lambda: Part(
        "PyInstaller bootloader",
        metadata.version("pyinstaller"),
        "GPL-2.0-or-later WITH Bootloader-exception",
        "https://pyinstaller.org/",
    ),
)
"""Carried along and no Python package. libffi, bzip2, xz and mpdecimal come with Python and are
named in its licence."""


def python_parts() -> list[Part]:
    """The program's pinned requirements that are installed here, by name."""
    pinned = re.findall(
        r"^([A-Za-z0-9._-]+)==", (facts.ROOT / "requirements.txt").read_text(), re.MULTILINE
    )
    found = []
    for name in sorted(pinned, key=str.lower):
        try:
            dist = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system
        found.append(_part(dist))
    return found


def _part(dist: metadata.Distribution) -> Part:
    about: Any = dist.metadata
    texts = []
    for file in dist.files or ():
        inside = ".dist-info" in file.parts[0]
        if inside and (_TEXT_NAMES.search(file.name) or "licenses" in file.parts):
            path = Path(str(dist.locate_file(file)))
            if path.is_file():
                texts.append((file.name, _read(path)))
    classifiers = [
        each for each in about.get_all("Classifier", []) if each.startswith("License ::")
    ]
    licence = about.get("License-Expression") or (about.get("License") or "").split("\n")[0]
    if not licence and classifiers:
        licence = classifiers[0].rsplit(" :: ", 1)[-1]
    home = about.get("Home-page") or next(
        (each.split(", ", 1)[1] for each in about.get_all("Project-URL", [])), ""
    )
    return Part(about["Name"], dist.version, licence or "see its text", home, tuple(texts))


def text_of(parts: list[Part]) -> str:
    """All notices as one text: a table first, then the licences; each text once."""
    lines = [INTRODUCTION.format(version=facts.version()), RULE, ""]
    width = max(len(part.name) + len(part.version) for part in parts) + 2
    lines += [f"{f'{part.name} {part.version}':<{width}}{part.licence}" for part in parts]
    said: dict[str, str] = {}
    for part in parts:
        lines += ["", RULE, f"{part.name} {part.version}", f"Licence: {part.licence}"]
        lines += [part.home] if part.home else []
        for name, text in part.texts:
            if text in said:
                lines += ["", f"[{name}: the same text as that of {said[text]}]"]
            else:
                said[text] = part.name
                lines += ["", f"--- {name} ---", "", text]
    return "\n".join(lines) + "\n"


def sbom_of(parts: list[Part]) -> dict[str, Any]:
    """The list of parts, as cyclonedx-bom makes it of this environment, without what only
    makes packages and with what is no Python package."""
    made = subprocess.run(
        [
            *(sys.executable, "-m", "cyclonedx_py", "environment", "--output-format", "JSON"),
            *("--output-reproducible", "--pyproject", str(facts.ROOT / "pyproject.toml")),
            sys.executable,
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(made.stdout)
    wanted = {re.sub(r"[-_.]+", "-", part.name).lower(): part for part in parts}
    kept = [
        each
        for each in found["components"]
        if re.sub(r"[-_.]+", "-", each["name"]).lower() in wanted
    ]
    have = {re.sub(r"[-_.]+", "-", each["name"]).lower() for each in kept}
    for name, part in wanted.items():
        if name not in have:
            kept.append(
                {
                    "type": "library",
                    "bom-ref": f"{part.name}=={part.version}",
                    "name": part.name,
                    "version": part.version,
                    "licenses": [{"license": {"name": part.licence}}],
                    "externalReferences": [{"type": "website", "url": part.home}],
                }
            )
    found["components"] = sorted(kept, key=lambda each: str(each["name"]).lower())
    refs = {each["bom-ref"] for each in found["components"]} | {"root-component"}
    found["dependencies"] = [
        {**each, "dependsOn": [ref for ref in each.get("dependsOn", []) if ref in refs]}
        for each in found["dependencies"]
        if each["ref"] in refs
    ]
    about = found["metadata"]
    about["component"]["version"] = facts.version()
    about["timestamp"] = facts.moment().isoformat()
    seed = f"{facts.ID} {facts.version()} {sys.platform} {about['timestamp']}"
    found["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}"
    return found


def make(folder: Path) -> None:
    """Writes both into a folder."""
    parts = [*python_parts(), *(each() for each in NATIVE)]
    without = [part.name for part in parts if not part.texts]
    # Their texts are those of Qt, of this program, of no one, or with pypdfium2.
    allowed = {"OpenSSL", "SQLite", "PDFium", "PyInstaller bootloader"}
    allowed |= {"PySide6_Essentials", "shiboken6"}
    if set(without) - allowed:
        raise SystemExit(f"notices: no licence text of {', '.join(set(without) - allowed)}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "NOTICES.txt").write_text(text_of(parts), encoding="utf-8")
    sbom = json.dumps(sbom_of(parts), indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "sbom.json").write_text(sbom + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: notices.py FOLDER")
    make(Path(sys.argv[1]))
