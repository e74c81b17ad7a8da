# ruff: noqa: INP001  (a script with its package beside it, not a package itself)
"""Makes the world of the sandbox from the tables in `invent/`.

    python resources/sandbox/generate.py               everything
    python resources/sandbox/generate.py --only world  world.json alone (needs Python only)

Resumes and photos need the development packages (reportlab, python-docx, Pillow); see README.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from invent import company
from invent.layout import written
from invent.people import PEOPLE
from invent.person import Json
from invent.records import record

FOLDER = Path(__file__).resolve().parent


def world() -> str:
    """The text of world.json."""
    content: dict[str, Json] = {
        "account": company.ACCOUNT,
        "stages": list(company.STAGES),
        "jobs": list(company.JOBS),
        "members": list(company.MEMBERS),
        "disqualification_reasons": list(company.DISQUALIFICATION_REASONS),
        "custom_attributes": list(company.CUSTOM_ATTRIBUTES),
        "candidates": [record(person) for person in PEOPLE],
    }
    return written(content)


def photos(folder: Path) -> None:
    """Draws everybody who has a portrait."""
    from invent.portraits import photo

    folder.mkdir(exist_ok=True)
    for person in PEOPLE:
        if person.portrait is not None:
            path = folder / f"{person.slug}.{person.portrait.kind}"
            path.write_bytes(photo(person.portrait))


def resumes(folder: Path, *, legacy: bool) -> None:
    """Writes the resume of everybody who has one; binary Word files only when asked for."""
    from invent.resumes_pdf import pdf
    from invent.resumes_text import legacy as doc
    from invent.resumes_text import rtf, word

    writers = {"pdf": pdf, "docx": word, "rtf": rtf, "doc": doc}
    folder.mkdir(exist_ok=True)
    written_already = set()
    for person in PEOPLE:
        if person.resume is None or person.slug in written_already:
            continue
        written_already.add(person.slug)
        if person.resume.kind != "doc" or legacy:
            path = folder / f"{person.slug}.{person.resume.kind}"
            path.write_bytes(writers[person.resume.kind](person))


def main() -> None:
    """Writes the files that were asked for."""
    parser = argparse.ArgumentParser(description="Make the invented world of the sandbox.")
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder to write to")
    parser.add_argument("--only", choices=("world", "photos", "resumes"), help="a part")
    parser.add_argument("--doc", action="store_true", help="binary Word files too (LibreOffice)")
    given = parser.parse_args()
    if given.only in (None, "world"):
        (given.to / "world.json").write_text(world(), encoding="utf-8", newline="\n")
    if given.only in (None, "photos"):
        photos(given.to / "photos")
    if given.only in (None, "resumes"):
        resumes(given.to / "resumes", legacy=given.doc)


if __name__ == "__main__":
    main()
