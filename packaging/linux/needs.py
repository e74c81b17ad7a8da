"""Which Debian packages the libraries of a frozen program need, read from the libraries.

A library that no line of `PACKAGES` knows stops the build: better there than at a recruiter's.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

PACKAGES = {
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
_C_LIBRARY = re.compile(r"lib(c|m|dl|pthread|rt|util)\.so\.\d|ld-linux.*")
_CXX_RUNTIME = {"libstdc++.so.6": "libstdc++6", "libgcc_s.so.1": "libgcc-s1"}
# Which compiler's library first had a symbol version (the C++ library's own table).
_CXX_SINCE = {28: "10", 29: "11", 30: "12", 31: "13", 32: "13", 33: "14"}


def binaries(folder: Path) -> list[Path]:
    """Every program and library in a folder."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                if opened.read(4) == b"\x7fELF":
                    found.append(file)
    return found


def debian_packages(folder: Path) -> list[str]:
    """The dependencies, in the form of a control file."""
    files = binaries(folder)
    heads = _said("-p", files)
    have = {file.name for file in folder.rglob("*.so*")}
    needed = set(re.findall(r"^ +NEEDED +(\S+)", heads, re.MULTILINE)) - have
    unknown = sorted(
        name
        for name in needed
        if name not in PACKAGES and name not in _CXX_RUNTIME and not _C_LIBRARY.fullmatch(name)
    )
    if unknown:
        raise SystemExit(f"needs: no package is known for {', '.join(unknown)}")
    symbols = _said("-T", files)
    found = {PACKAGES[name] for name in needed if name in PACKAGES}
    glibc = _highest(r"GLIBC_2[.](\d+)", symbols)
    found.add(f"libc6 (>= 2.{glibc})")
    if "libstdc++.so.6" in needed:
        since = _CXX_SINCE.get(_highest(r"GLIBCXX_3[.]4[.](\d+)", symbols))
        found.add(f"libstdc++6 (>= {since})" if since else "libstdc++6")
    if "libgcc_s.so.1" in needed:
        found.add("libgcc-s1")
    return sorted(found)


def _said(option: str, files: list[Path]) -> str:
    ran = subprocess.run(
        ["objdump", option, *map(str, files)], capture_output=True, text=True, check=False
    )
    if not ran.stdout:
        raise SystemExit(f"needs: objdump says {ran.stderr.strip()}")
    return ran.stdout


def _highest(pattern: str, text: str) -> int:
    return max((int(number) for number in re.findall(pattern, text)), default=0)
