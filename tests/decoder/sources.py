"""Samples out of the source packages of open-source libraries, fetched by name at test time.

    python -m tests.decoder.sources FOLDER

The system's package source is asked where it has one (Debian), through its ordinary client and
the sources it is set up with, without changing its set-up; the Python index through pip. What is
fetched stays in the folder and is used again; none of it is part of this repository. What cannot
be had is left out, and said.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gui.model.fileformats import MAX_FILE_SIZE

DEBIAN: Final = ("qpdf", "cairo", "libgd2", "libpng1.6", "giflib", "exiv2", "libjpeg-turbo")
"""Libraries that read or write PDF, PNG, GIF or JPEG, and test themselves with such files."""
PYTHON: Final = ("pillow", "pypdf", "python-docx")
_SETUP: Final = Path("/etc/apt")
_PACKED: Final = (".tar.gz", ".tar.bz2", ".tar.xz", ".zip")


def fetch(folder: Path) -> list[str]:
    """Downloads what is not there yet; returns what could not be had."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = _from_python(folder)
    if shutil.which("apt-get") is not None:
        return missing + _from_debian(folder)
    return [*missing, *DEBIAN]


def packages(folder: Path) -> list[Path]:
    """What was fetched."""
    return sorted(path for path in folder.iterdir() if path.name.endswith(_PACKED))


def members(package: Path) -> Iterator[tuple[str, bytes]]:
    """The files in a package that are not too large for the editor, with their names."""
    if package.suffix == ".zip":
        with zipfile.ZipFile(package) as packed:
            for entry in packed.infolist():
                if 0 < entry.file_size <= MAX_FILE_SIZE:
                    yield entry.filename, packed.read(entry)
        return
    with tarfile.open(package) as archive:
        for member in archive:
            file = archive.extractfile(member) if 0 < member.size <= MAX_FILE_SIZE else None
            if file is not None:
                yield member.name, file.read()


def _from_python(folder: Path) -> list[str]:
    missing = []
    for name in PYTHON:
        if _has(folder, name.replace(".", "[._-]").replace("-", "[._-]") + "-"):
            continue
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", name, "--dest", str(folder), name]
        if not _runs(command, folder) and not _has(folder, name + "-"):
            missing.append(name)
    return missing


def _has(folder: Path, start: str) -> bool:
    return any(re.match(start, path.name, re.IGNORECASE) for path in packages(folder))


def _from_debian(folder: Path) -> list[str]:
    """With the sources that the system has, asked for source packages instead of built ones."""
    wanted = [name for name in DEBIAN if not _has(folder, re.escape(name) + "_")]
    if not wanted:
        return []
    own = folder / "apt"
    shutil.rmtree(own, ignore_errors=True)
    (own / "lists" / "partial").mkdir(parents=True)
    (own / "sources").mkdir()
    for path in [_SETUP / "sources.list", *(_SETUP / "sources.list.d").glob("*")]:
        if path.suffix in (".list", ".sources") and path.is_file():
            text = path.read_text(encoding="utf-8")
            text = re.sub(r"^Types:.*$", "Types: deb-src", text, flags=re.MULTILINE)
            text = re.sub(r"^deb ", "deb-src ", text, flags=re.MULTILINE)
            (own / "sources" / path.name).write_text(text, encoding="utf-8")
    command = ["apt-get", "-q", "-o", "Dir::Etc::sourcelist=/dev/null"]
    command += ["-o", f"Dir::Etc::sourceparts={own / 'sources'}"]
    command += ["-o", f"Dir::State::lists={own / 'lists'}", "-o", "APT::Sandbox::User="]
    if _runs([*command, "update"], folder):
        for name in wanted:
            _runs([*command, "source", "--download-only", name], folder)
    shutil.rmtree(own, ignore_errors=True)
    return [name for name in wanted if not _has(folder, re.escape(name) + "_")]


def _runs(command: list[str], folder: Path) -> bool:
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=600, cwd=folder)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    """Fetches into the folder given."""
    folder = Path(sys.argv[1])
    missing = fetch(folder)
    print(f"source packages: {len(packages(folder))} there", end="")
    print(f"; not to be had: {', '.join(missing)}" if missing else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
