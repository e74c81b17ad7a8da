"""Lays out what Linux installs, under a folder that stands for the root: program, command, desktop
entry, metainfo, icons, man page, papers. The .deb and the archive are made of it.

    python packaging/linux/tree.py FOLDER
"""

from __future__ import annotations

import gzip
import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import facts
import metainfo

PROGRAM = Path("usr/lib/redline")
DOC = Path("usr/share/doc/redline")


def lay_out(root: Path, frozen: Path) -> None:
    """Fills `root`, which must not be there, from a frozen program."""
    shutil.copytree(frozen, root / PROGRAM, symlinks=True)
    binaries = root / "usr/bin"
    binaries.mkdir(parents=True)
    (binaries / facts.COMMAND).symlink_to(f"../lib/redline/{facts.COMMAND}")

    applications = root / "usr/share/applications"
    applications.mkdir(parents=True)
    shutil.copyfile(HERE / "redline.desktop", applications / f"{facts.COMMAND}.desktop")
    shots_at = os.environ.get("REDLINE_SCREENSHOTS_AT")
    metainfo.write(root / "usr/share/metainfo" / f"{facts.ID}.metainfo.xml", shots_at)
    icons = facts.ROOT / "build" / "made" / "icons" / "hicolor"
    shutil.copytree(icons, root / "usr/share/icons/hicolor")

    manual = (HERE / "redline.1").read_text(encoding="utf-8")
    manual = manual.replace("@DAY@", f"{facts.moment():%B %-d, %Y}")
    _pack(root / "usr/share/man/man1/redline.1.gz", manual)

    papers = root / DOC
    papers.mkdir(parents=True)
    # One copy is enough: About reads the one beside the program.
    for name in ("NOTICES.txt", "sbom.json"):
        link = os.path.relpath(root / PROGRAM / "_internal" / name, papers)
        (papers / name).symlink_to(link)
    shutil.copyfile(HERE / "copyright", papers / "copyright")
    shutil.copyfile(HERE.parent / "README.md", papers / "README.md")

    for path in (root, *root.rglob("*")):
        if path.is_symlink():
            continue
        runs = path.is_dir() or path == root / PROGRAM / facts.COMMAND
        path.chmod(0o755 if runs else 0o644)


def _pack(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: tree.py FOLDER")
    lay_out(Path(sys.argv[1]), facts.ROOT / "dist" / facts.NAME)
