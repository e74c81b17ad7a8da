"""The catalogues of the program's texts: gathered from the source, compiled for the program.

    python packaging/translations.py update    every text of the source into every .po file
    python packaging/translations.py compile   .po files that are newer than what was made of them
    python packaging/translations.py add CODE  begins a language

A catalogue is `resources/translations/LANGUAGE/LC_MESSAGES/redline.po`; the compiled .mo lies
beside it and in no repository. Babel does the work: it knows the plurals of every language, and
reads and writes the files that translators' programs read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "resources" / "translations"
KEYWORDS: Final = {
    "_": None,
    "N_": None,
    "NN_": (1, 2),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
COMMENTS: Final = ("Translators:",)
_WIDTH: Final = 100
# A date in the files would make every run a change.
_UNDATED: Final = datetime(2026, 1, 1, tzinfo=UTC)


def template() -> Catalog:
    """Every text of the source, where it stands and what its comment for translators says."""
    found = Catalog(project="Redline", creation_date=_UNDATED)
    for file in sorted((ROOT / "gui").rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        for line, message, comments, context in extract_from_file(
            "python", file, keywords=KEYWORDS, comment_tags=COMMENTS
        ):
            found.add(message, None, [(place, line)], auto_comments=comments, context=context)
    return found


def files() -> Iterator[Path]:
    """The catalogues there are."""
    yield from sorted(FOLDER.glob("*/LC_MESSAGES/redline.po"))


def read(file: Path) -> Catalog:
    """One catalogue; ValueError where it is no proper one."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.parent.name, abort_invalid=True)


def update() -> None:
    """Brings every catalogue up to the source: new texts empty, gone ones gone."""
    source = template()
    for file in files():
        catalogue = read(file)
        catalogue.update(source, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        _write(file, catalogue)
        missing = sum(1 for message in catalogue if message.id and not _is_whole(message.string))
        print(f"{file.parent.parent.name}: {len(catalogue)} texts, {missing} not translated")


def compile_all() -> None:
    """Compiles what is newer than its .mo, or has none."""
    for file in files():
        made = file.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime <= file.stat().st_mtime:
            part = made.with_suffix(".part")
            with part.open("wb") as stream:
                write_mo(stream, read(file))
            part.replace(made)


def add(code: str) -> None:
    """Begins a language with all texts empty."""
    file = FOLDER / code / "LC_MESSAGES" / "redline.po"
    file.parent.mkdir(parents=True)
    catalogue = Catalog(locale=code, project="Redline", creation_date=_UNDATED)
    catalogue.update(template(), no_fuzzy_matching=True)
    _write(file, catalogue)


def _write(file: Path, catalogue: Catalog) -> None:
    catalogue.creation_date = catalogue.revision_date = _UNDATED
    catalogue.fuzzy = False
    catalogue.version = ""
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.header_comment = "# The texts of Redline."
    part = file.with_suffix(".part")
    with part.open("wb") as stream:
        write_po(stream, catalogue, width=_WIDTH, include_lineno=False, sort_by_file=True)
    part.replace(file)


def _is_whole(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["add", code]:
            add(code)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
