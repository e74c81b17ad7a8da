# ruff: noqa: INP001  (a script with its package beside it, not a package itself)
"""Makes the world of the sandbox from the tables in `invent/`.

    python resources/sandbox/generate.py              everything
    python resources/sandbox/generate.py --world      world.json alone (needs Python only)

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


def main() -> None:
    """Writes the files that were asked for beside this script."""
    parser = argparse.ArgumentParser(description="Make the invented world of the sandbox.")
    parser.add_argument("--world", action="store_true", help="world.json alone")
    parser.parse_args()
    (FOLDER / "world.json").write_text(world(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
