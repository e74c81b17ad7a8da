"""Under which licences the program and its parts are, for Help > About.

A package carries the notices of everything in it (made by packaging/notices.py); run from
source, the parts are packages of this Python that tell their licences themselves.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, Final

from gui.i18n import _

NOTICES: Final = "NOTICES.txt"


def summary() -> str:
    """What has to be said first: the program's own licence and Qt's."""
    return _(
        "Redline is free software under the Apache License 2.0. It uses Qt and PySide6 under the "
        "GNU Lesser General Public License 3: they lie beside the program as dynamic libraries of "
        "their own and may be replaced."
    )


def notices() -> str:
    """The notices of all parts as one text. Reads files: call it in a thread."""
    folder = getattr(sys, "_MEIPASS", None)
    if folder is not None:
        file = Path(folder) / NOTICES
        try:
            return file.read_text(encoding="utf-8")
        except OSError as error:
            return _("{file} cannot be read: {reason}.").format(file=file, reason=error.strerror)
    lines = [f"{name} {version}: {licence}" for name, version, licence in _parts("redline")]
    return "\n".join(lines)


def _parts(name: str) -> list[tuple[str, str, str]]:
    """The packages that one needs, directly or not, with versions and licences."""
    from importlib import metadata  # two megabytes, for who looks at this

    found: dict[str, tuple[str, str, str]] = {}
    waiting = [name]
    while waiting:
        wanted = re.split(r"[^\w.-]", waiting.pop().strip(), maxsplit=1)[0]
        key = re.sub(r"[-_.]+", "-", wanted).lower()
        if key in found:
            continue
        try:
            dist = metadata.distribution(wanted)
        except metadata.PackageNotFoundError:
            continue  # for another system
        found[key] = (dist.metadata["Name"], dist.version, _licence(dist.metadata))
        waiting += [each for each in dist.requires or () if "extra ==" not in each]
    return sorted(found.values(), key=lambda part: part[0].lower())


def _licence(about: Any) -> str:
    said = about.get("License-Expression") or (about.get("License") or "").partition("\n")[0]
    if said:
        return str(said)
    classifiers = [each for each in about.get_all("Classifier", ()) if each.startswith("License")]
    return classifiers[0].rpartition(" :: ")[2] if classifiers else "?"
