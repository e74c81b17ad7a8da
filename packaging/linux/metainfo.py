"""Writes the AppStream metainfo: what software centres show. Releases come from the changelog.

python packaging/linux/metainfo.py FILE
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import facts

DESCRIPTION = """
Redline opens one candidate record of the applicant tracking system Workable in a form, shows every
change beside the original, and sends only the keys that changed.

Nothing you or a colleague entered is ever lost, and nothing is deleted that was not named first:
drafts survive crashes, collisions are asked about, and a journal holds before and after of
everything sent.

It needs an account at Workable with an access token, or runs on a sandbox with invented people on
this computer.
"""
SHOTS = (
    ("profile-light.png", "A candidate with five changes, each beside its original"),
    ("experience-dark.png", "Jobs, in the dark look"),
    ("tags-light.png", "Tags and skills"),
)
MOST_RELEASES = 10


def metainfo(shots_at: str | None = None) -> ET.Element:
    """The whole file as a tree. `shots_at` is the web folder of the screenshots, if they are
    published: software centres load them from there."""
    root = ET.Element("component", type="desktop-application")

    def add(name: str, text: str = "", parent: ET.Element = root, **attributes: str) -> ET.Element:
        made = ET.SubElement(parent, name, attributes)
        made.text = text or None
        return made

    add("id", facts.ID)
    add("metadata_license", "CC0-1.0")
    add("project_license", "Apache-2.0")
    add("name", facts.NAME)
    add("summary", "Correct candidate records in Workable")
    description = add("description")
    for paragraph in DESCRIPTION.strip().split("\n\n"):
        add("p", " ".join(paragraph.split()), description)
    add("launchable", f"{facts.COMMAND}.desktop", type="desktop-id")
    add("icon", facts.COMMAND, type="stock")
    categories = add("categories")
    add("category", "Office", categories)
    developer = add("developer_name", facts.PUBLISHER)
    assert developer is not None
    if shots_at:
        shots = add("screenshots")
        for number, (name, caption) in enumerate(SHOTS):
            shot = add("screenshot", "", shots, **({"type": "default"} if number == 0 else {}))
            add("caption", caption, shot)
            add("image", f"{shots_at}/{name}", shot)
    provides = add("provides")
    add("binary", facts.COMMAND, provides)
    add("mediatype", f"x-scheme-handler/{facts.SCHEME}", provides)
    add("content_rating", type="oars-1.1")
    releases = add("releases")
    for release in facts.releases()[:MOST_RELEASES]:
        day = release.day or facts.moment().date()
        kind = "stable" if release.day else "development"
        entry = add(
            "release", "", releases, version=release.version, date=day.isoformat(), type=kind
        )
        about = add("description", "", entry)
        if release.intro:
            add("p", release.intro, about)
        items = add("ul", "", about) if release.notes else None
        for note in release.notes:
            assert items is not None
            add("li", note.replace("`", ""), items)
    return root


def write(file: Path, shots_at: str | None = None) -> None:
    """Writes it to a file."""
    root = metainfo(shots_at)
    ET.indent(root)
    file.parent.mkdir(parents=True, exist_ok=True)
    ET.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: metainfo.py FILE [ADDRESS OF THE SCREENSHOTS]")
    write(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) == 3 else None)
