"""Whatever the program shows or tells is a text of its catalogues, or data: in every view.

The program is taken through all its views in the pseudo-language. What stands in its brackets has
been handed to the translators. What does not has to be somebody's data, a key, an address, or one
of the few words that are the same in every language.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from gui.model.fields import FIELDS
from gui.model.networks import NETWORKS
from gui.paths import resources
from gui.views.dialogs.language import NAMES
from tests.helpers import gallery
from tests.helpers.gallery import tour
from tests.helpers.measures import Measure
from tests.helpers.program import running
from tests.helpers.visible_texts import left_over, speaking_pseudo, texts_of

pytestmark = pytest.mark.usefixtures("qapp")

SAME_EVERYWHERE: Final = (
    "Redline",
    "PATCH",  # a verb of HTTP
    ".workable.com",
    "KB",  # in the sentence that a scene gives a file
    *("r_candidates", "w_candidates", "r_jobs"),  # rights, as Workable calls them
)
KEY: Final = re.compile(
    r"(?:(?:Ctrl|Shift|Alt|Meta)\+)+(?:[A-Za-z0-9]+|[^\w\s])"
    r"|\b(?:F\d{1,2}|PgUp|PgDown|Up|Down|Left|Right|Enter|Return|Esc|Del|Ins|Home|End|Space)\b"
)
ADDRESS: Final = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?")
HEXADECIMAL: Final = re.compile(r"\b[0-9a-f]{7,}\b")


def data() -> list[str]:
    """What people, the service and the scenes have put in; the longest first."""
    found: set[str] = {*SAME_EVERYWHERE, *NAMES.values()}
    found |= {field.key for field in FIELDS}
    found |= set(NETWORKS.values())
    found |= set(_strings(json.loads((resources() / "sandbox" / "world.json").read_text())))
    helpers = Path(gallery.__file__).parent
    for file in sorted(helpers.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    # Addresses and keys are taken out first, out of these as well.
    for pattern in (KEY, ADDRESS, HEXADECIMAL):
        found |= {pattern.sub(" ", text) for text in found}
    whole = {" ".join(text.split()) for text in found}
    return sorted((text for text in whole if len(text) > 1), key=len, reverse=True)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _strings(each)
        case dict():
            for each in value.values():
                yield from _strings(each)
        case _:
            pass


def unknown(rest: str, known: list[str]) -> str:
    """What is left of a text outside of brackets once data, keys and addresses are taken out."""
    rest = " ".join(rest.split())
    for pattern in (KEY, ADDRESS, HEXADECIMAL):
        rest = pattern.sub(" ", rest)
    for text in known:
        if text in rest:
            rest = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", " ", rest)
    return " ".join(re.findall(r"[^\W\d_]{2,}", rest))


async def test_no_text_is_shown_that_no_translator_has_seen(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measure: Measure
) -> None:
    outside: dict[str, str] = {}
    count = views = 0
    with speaking_pseudo(qapp, monkeypatch):
        async with running(tmp_path / "profile") as hands:
            async for view in tour(hands, tmp_path):
                views += 1
                for widget in (*view.widgets, *hands.window.findChildren(QMenu)):
                    for how, text in texts_of(widget):
                        count += text != ""
                        where = f"{view.name}, {type(widget).__name__}, {how}: {text!r}"
                        outside.setdefault(left_over(text), where)
    assert count > 5000
    known = data()
    found = {where: word for rest, where in outside.items() if (word := unknown(rest, known))}
    measure("–", f"untranslated among {count} texts in {views} views", len(found), "0")
    assert found == {}


def test_this_sees_what_was_never_handed_over() -> None:
    known = data()
    assert unknown(left_over("⟦Fîñd ~⟧: Amara Osei-Lindqvist (Ctrl+F)"), known) == ""
    assert unknown(left_over("⟦Fîñd ~⟧ candidates"), known) == "candidates"
    assert unknown(left_over("Scroll Left"), known) == "Scroll"
