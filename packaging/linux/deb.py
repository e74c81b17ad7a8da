"""Makes the .deb from the frozen program, with the tools of the distribution.

    build/env/bin/python packaging/linux/deb.py [VERSION]

Its dependencies are what the libraries in it ask for (`needs`); what is loaded by name only, and
what a person needs beside it, is in `DEPENDS` and `RECOMMENDS`. VERSION stands in the
package instead of the program's, to try upgrades with.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import facts
import needs
import tree

STAGE = facts.ROOT / "build" / "deb"
MOST_MB = 40
ARCHITECTURE = "amd64" if os.uname().machine == "x86_64" else "arm64"

DEPENDS = (
    "ca-certificates",  # the trust store
    "libgl1",  # Qt loads them by name
    "libegl1",
    "libwayland-cursor0",
    "libwayland-egl1",
    "fonts-dejavu-core | fonts-noto-core | fonts-liberation",
)
RECOMMENDS = (
    "fonts-noto-core",  # names from all over the world
    "fonts-droid-fallback | fonts-noto-cjk",
    "fonts-noto-color-emoji",
    "gnome-keyring | kwalletmanager | keepassxc",  # where tokens are kept
    "xdg-utils",  # opens links in the browser
    "at-spi2-core",  # screen readers
)
CONTROL = """\
Package: redline
Version: {version}
Architecture: {architecture}
Maintainer: {publisher} <{contact}>
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Description: {summary}
 Redline opens one candidate record of the applicant tracking system Workable
 in a form, shows every change beside the original, and sends only the keys
 that changed.
 .
 Drafts survive crashes, collisions with colleagues are asked about, deletions
 are named first, and a journal holds before and after of everything sent.
"""
OVERRIDES = """\
# The program brings its own Python and Qt: one version that was tested.
redline: embedded-library *
redline: custom-library-search-path *
redline: library-not-linked-against-libc *
redline: shared-library-lacks-prerequisites *
redline: hardening-no-fortify-functions *
redline: hardening-no-pie *
redline: hardening-no-bindnow *
# PyInstaller appends the program's modules to its start.
redline: unstripped-binary-or-object *
redline: package-installs-python-bytecode *
redline: package-contains-documentation-outside-usr-share-doc *
redline: extra-license-file *
redline: national-encoding *
# Named in a text of Python's library; nothing starts it.
redline: missing-depends-on-sensible-utils *
# Whoever publishes the package sets REDLINE_CONTACT.
redline: bogus-mail-host *
redline: bogus-mail-host-in-debian-changelog *
"""


def control(version: str, root: Path) -> str:
    """The package's description of itself."""
    depends = {*needs.debian_packages(root / tree.PROGRAM)}
    names = {re.split(r"[\s|(]", each)[0] for each in depends}
    depends |= {each for each in DEPENDS if re.split(r"[\s|(]", each)[0] not in names}
    size = sum(file.lstat().st_size for file in root.rglob("*") if not file.is_dir()) // 1024
    return CONTROL.format(
        version=version,
        architecture=ARCHITECTURE,
        publisher=facts.PUBLISHER,
        contact=os.environ.get("REDLINE_CONTACT", facts.CONTACT),
        size=size,
        depends=", ".join(sorted(depends)),
        recommends=", ".join(RECOMMENDS),
        summary="editor for candidate records in Workable",
    )


def checksums(root: Path) -> str:
    """What `dpkg --verify` compares installed files with."""
    lines = []
    for file in sorted(root.rglob("*")):
        if file.is_file() and not file.is_symlink() and "DEBIAN" not in file.parts:
            sum_ = hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
            lines.append(f"{sum_}  {file.relative_to(root)}\n")
    return "".join(lines)


def changelog(version: str) -> str:
    """The releases in Debian's form."""
    parts = []
    contact = os.environ.get("REDLINE_CONTACT", facts.CONTACT)
    for release in facts.releases():
        moment = facts.moment()
        if release.day is not None:
            moment = moment.replace(
                year=release.day.year, month=release.day.month, day=release.day.day
            )
        notes = "\n".join(_wrapped(note) for note in release.notes)
        number = version if release is facts.releases()[0] else release.version
        parts.append(
            f"redline ({number}) unstable; urgency=medium\n\n{notes}\n\n"
            f" -- {facts.PUBLISHER} <{contact}>  {moment:%a, %d %b %Y %H:%M:%S +0000}\n"
        )
    return "\n".join(parts)


def _wrapped(note: str) -> str:
    import textwrap

    return textwrap.fill(note, 78, initial_indent="  * ", subsequent_indent="    ")


def build(version: str, target: Path) -> Path:
    """Makes the package; returns its file."""
    shutil.rmtree(STAGE, ignore_errors=True)
    root = STAGE / "root"
    STAGE.mkdir(parents=True)
    tree.lay_out(root, facts.ROOT / "dist" / facts.NAME)
    log = gzip.compress(changelog(version).encode(), 9, mtime=0)
    (root / tree.DOC / "changelog.gz").write_bytes(log)
    overrides = root / "usr/share/lintian/overrides"
    overrides.mkdir(parents=True)
    (overrides / "redline").write_text(OVERRIDES)
    text = control(version, root)
    debian = root / "DEBIAN"
    debian.mkdir()
    (debian / "control").write_text(text)
    (debian / "md5sums").write_text(checksums(root))
    target.mkdir(parents=True, exist_ok=True)
    file = target / f"redline_{version}_{ARCHITECTURE}.deb"
    subprocess.run(
        [
            "dpkg-deb",
            "--root-owner-group",
            "-Zxz",
            "-z9",
            "--threads-max=2",
            "--build",
            str(root),
            str(file),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(facts.moment().timestamp()))},
    )
    return file


def main() -> int:
    version = sys.argv[1] if len(sys.argv) > 1 else facts.version()
    own = version == facts.version()
    file = build(version, facts.ROOT / ("dist" if own else "build"))
    size = file.stat().st_size / 1e6
    print(f"{file}: {size:.1f} MB")
    if size > MOST_MB:
        print(f"deb: {MOST_MB} MB are agreed", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
