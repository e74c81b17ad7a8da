"""What every package says of the program, each fact read from where it is written.

The version is `gui/__init__.py`'s, the summary `pyproject.toml`'s, the releases the changelog's.
`python packaging/facts.py NAME` prints one for a shell script, `… notes` the newest release's.
"""

from __future__ import annotations

import ast
import datetime as dt
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

NAME = "Redline"
COMMAND = "redline"
ID = "org.redline_editor.redline"
"""In reverse order of a domain, as desktops and macOS want it. Not a web site."""
PUBLISHER = "The Redline developers"
CONTACT = "redline@localhost"
"""Stands in packages where a maintainer's address is asked for; set REDLINE_CONTACT to yours."""
SCHEME = "redline"
"""Of links that open a candidate: ``redline://candidate/ID``."""

_VERSION = re.compile(r"\d+\.\d+\.\d+")
_HEADING = re.compile(r"## (\d+\.\d+\.\d+) \((not released|\d{4}-\d{2}-\d{2})\)")


@dataclass(frozen=True)
class Release:
    """One heading of the changelog. `day` is None while it is not released."""

    version: str
    day: dt.date | None
    intro: str
    notes: tuple[str, ...]


def version() -> str:
    """The program's version, without importing it."""
    source = (ROOT / "gui" / "__init__.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__":
            found = ast.literal_eval(node.value)
            if isinstance(found, str) and _VERSION.fullmatch(found):
                return found
    raise SystemExit("facts: gui/__init__.py has no version of three numbers")


def summary() -> str:
    """One line on what it is."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = project["description"]
    assert isinstance(found, str)
    return found


def releases(text: str | None = None) -> list[Release]:
    """The releases, the newest first; SystemExit for a heading that cannot be read."""
    if text is None:
        text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found: list[Release] = []
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        match = _HEADING.fullmatch(head.strip())
        if match is None:
            raise SystemExit(f"facts: the changelog's heading {head!r} is no version and day")
        day = None if match[2] == "not released" else dt.date.fromisoformat(match[2])
        intro, *items = re.split(r"^- ", body, flags=re.MULTILINE)
        found.append(Release(match[1], day, _joined(intro), tuple(_joined(item) for item in items)))
    if not found:
        raise SystemExit("facts: the changelog names no release")
    return found


def moment() -> dt.datetime:
    """When what is packaged was last changed: the same for everybody who builds it again."""
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    seconds = int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else 0
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def notes() -> str:
    """What is new in the newest release, as the changelog says it."""
    newest = releases()[0]
    return "\n".join((newest.intro, "", *(f"- {note}" for note in newest.notes))).strip()


def _joined(text: str) -> str:
    return " ".join(text.split())


def main() -> int:
    facts = {
        "version": version,
        "summary": summary,
        "notes": notes,
        "name": lambda: NAME,
        "id": lambda: ID,
        "publisher": lambda: PUBLISHER,
        "epoch": lambda: str(int(moment().timestamp())),
    }
    if len(sys.argv) != 2 or sys.argv[1] not in facts:
        print(f"usage: facts.py {'|'.join(facts)}", file=sys.stderr)
        return 2
    print(facts[sys.argv[1]]())
    return 0


if __name__ == "__main__":
    sys.exit(main())
