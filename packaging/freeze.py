"""Makes the frozen program in dist/Redline and looks at what came out.

    build/env/bin/python packaging/freeze.py

In order: icons, notices and the list of parts; PyInstaller with the one spec; then what must hold
of every package: it knows its version, nothing of the tests or of left-out parts is in it, it is
not larger than agreed. Ends with the sizes, or with 1 and what is wrong.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import facts
import icons
import leave_out
import notices

ROOT = facts.ROOT
MADE = ROOT / "build" / "made"
DIST = ROOT / "dist"
FOLDER = DIST / facts.NAME
MOST_MB = 150
"""Of the unpacked program on Linux; the other systems carry libraries that Linux has."""
NEEDED = (
    "gui/resources/sandbox/world.json",
    "gui/resources/styles/redline.qss",
    "gui/resources/icons/redline.svg",
    "NOTICES.txt",
    "sbom.json",
    "LICENSE",
)
NOT_WANTED = ("tests", "pytest", "_pytest", "hypothesis", "PIL", "reportlab", "docx", "mypy")


def executable() -> Path:
    """The frozen program, as one starts it."""
    if sys.platform == "darwin":
        return DIST / f"{facts.NAME}.app" / "Contents" / "MacOS" / facts.COMMAND
    return FOLDER / (f"{facts.COMMAND}.exe" if sys.platform == "win32" else facts.COMMAND)


def freeze() -> None:
    """Runs PyInstaller; whatever was made before goes first."""
    work = ROOT / "build" / "pyinstaller"
    for old in (FOLDER, DIST / f"{facts.NAME}.app", work):
        shutil.rmtree(old, ignore_errors=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(DIST), "--workpath", str(work)),
            str(ROOT / "packaging" / "redline.spec"),
        ],
        check=True,
        cwd=ROOT,
        # The same bytes for everybody who builds the same source.
        env={
            **os.environ,
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": str(ROOT),
            # The modules are stored as they are: a package compresses them all together, to half
            # of what each takes by itself, and the program need not unpack them at every start.
            "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
            "SOURCE_DATE_EPOCH": str(int(facts.moment().timestamp())),
        },
    )


def size_mb(folder: Path) -> float:
    """Of all files in a folder, in megabytes of 1,000,000 bytes; links count nothing."""
    sizes = (file.lstat().st_size for file in folder.rglob("*") if not file.is_symlink())
    return sum(sizes) / 1e6


def faults(folder: Path) -> list[str]:
    """What is wrong with a frozen program's folder."""
    inside = folder / "_internal"
    names = [file.relative_to(inside).as_posix() for file in inside.rglob("*") if not file.is_dir()]
    found = [f"{name} is missing" for name in NEEDED if not (inside / name).exists()]
    found += [
        f"{name} was to be left out"
        for name in names
        if leave_out.is_left_out(name, sys.platform) or name.split("/")[0] in NOT_WANTED
    ]
    if sys.platform == "linux" and size_mb(folder) > MOST_MB:
        found.append(f"it has {size_mb(folder):.0f} MB; {MOST_MB} are agreed")
    return found


def largest(folder: Path, count: int = 12) -> list[str]:
    """The largest files, for who wants to make it smaller."""
    files = sorted(
        (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()),
        key=lambda file: file.stat().st_size,
        reverse=True,
    )
    return [
        f"{file.stat().st_size / 1e6:7.1f} MB  {file.relative_to(folder)}" for file in files[:count]
    ]


def main() -> int:
    MADE.mkdir(parents=True, exist_ok=True)
    icons.make(MADE / "icons")
    notices.make(MADE)
    compiler = ROOT / "packaging" / "translations.py"
    subprocess.run([sys.executable, str(compiler), "compile"], check=True, cwd=ROOT)
    freeze()
    wrong = faults(FOLDER) if sys.platform != "darwin" else []
    answer = subprocess.run(
        [str(executable()), "--version"], capture_output=True, text=True, check=False
    )
    # A windowed program has no console on Windows: there it is the self-test that tells.
    if sys.platform != "win32" and answer.stdout.strip() != f"{facts.NAME} {facts.version()}":
        wrong.append(f"--version says {answer.stdout.strip()!r} {answer.stderr.strip()!r}")
    print(f"{FOLDER}: {size_mb(FOLDER):.1f} MB, {sum(1 for _ in FOLDER.rglob('*'))} files")
    if "-v" in sys.argv:
        print("\n".join(largest(FOLDER)))
    for line in wrong:
        print(f"freeze: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
