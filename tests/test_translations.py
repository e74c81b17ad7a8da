"""Every text of the program in every language: none missing, none broken.

`make translations` brings the catalogues up to the source; what it leaves empty has to be
translated before this is green again.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from gui import errors
from tests.helpers.sources import ROOT, modules, nodes

HOLDER = re.compile(r"\{[^{}]*\}")
MNEMONIC = re.compile(r"&(?=\w)")


def load() -> ModuleType:
    """The script beside the packaging, which is no package."""
    spec = importlib.util.spec_from_file_location(
        "redline_translations", ROOT / "packaging" / "translations.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


translations = load()
FILES = {file.parent.parent.name: file for file in translations.files()}


@pytest.fixture(scope="module")
def source() -> Catalog:
    found = translations.template()
    assert isinstance(found, Catalog)
    return found


@pytest.fixture(scope="module", params=sorted(FILES))
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    found = translations.read(FILES[request.param])
    assert isinstance(found, Catalog)
    return found


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text or ""),)


def texts(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def sign(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, forms(message.id)


def test_the_promised_languages_are_there() -> None:
    assert set(FILES) >= {"de", "fr", "es", "el"}


def test_every_text_has_an_entry_and_every_entry_a_text(
    catalogue: Catalog, source: Catalog
) -> None:
    wanted, found = ({sign(each) for each in texts(one)} for one in (source, catalogue))
    assert sorted(map(str, wanted - found)) == [], "run: make translations"
    assert sorted(map(str, found - wanted)) == [], "run: make translations"


def test_every_entry_is_translated(catalogue: Catalog) -> None:
    missing = [
        message.id
        for message in texts(catalogue)
        if not all(forms(message.string)) or message.fuzzy
    ]
    assert missing == []


def test_every_plural_has_the_forms_of_its_language(catalogue: Catalog) -> None:
    wrong = [
        message.id
        for message in texts(catalogue)
        if message.pluralizable and len(forms(message.string)) != catalogue.num_plurals
    ]
    assert wrong == []


def test_placeholders_are_those_of_the_source(catalogue: Catalog) -> None:
    """A placeholder that is misspelt raises where the text is shown, in that language alone."""
    wrong = [
        (forms(message.id)[0], form)
        for message in texts(catalogue)
        for known in [[set(HOLDER.findall(form)) for form in forms(message.id)]]
        for form in forms(message.string)
        if form and set(HOLDER.findall(form)) not in known
    ]
    assert wrong == []


def test_what_a_program_reads_in_a_text_is_kept(catalogue: Catalog) -> None:
    """Mnemonics, the dots of a command that asks, blanks at the ends, the lines."""
    wrong = []
    for message in texts(catalogue):
        one = forms(message.id)[0]
        for form in forms(message.string):
            if not form or (message.context or "").startswith("between "):
                continue
            if len(MNEMONIC.findall(one)) != len(MNEMONIC.findall(form)):
                wrong.append(("mnemonic", one, form))
            if one.endswith("…") != form.endswith("…"):
                wrong.append(("dots", one, form))
            if (one[:1].isspace(), one[-1:].isspace()) != (
                form[:1].isspace(),
                form[-1:].isspace(),
            ):
                wrong.append(("blanks", one, form))
            if one.count("\n") != form.count("\n"):
                wrong.append(("lines", one, form))
    assert wrong == []


def test_the_mnemonics_of_a_menu_are_each_another(catalogue: Catalog) -> None:
    from gui.views.actions import IN_MENUS, Menu

    said = {forms(message.id)[0]: forms(message.string)[0] for message in texts(catalogue)}
    for menu in Menu:
        letters = [
            match[1].casefold()
            for spec in IN_MENUS
            if spec.home is menu and (match := re.search(r"&(\w)", said[spec.text]))
        ]
        assert len(letters) == len(set(letters)), (menu, sorted(letters))
    bar = [re.search(r"&(\w)", said[menu.value]) for menu in Menu]
    assert len({match[1].casefold() for match in bar if match}) == len(Menu)


def test_compiled_it_says_what_it_says(
    catalogue: Catalog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The whole way: the catalogue compiled, installed and asked, counted words too."""
    from babel.messages.mofile import write_mo

    from gui import i18n, paths

    folder = tmp_path / "translations" / str(catalogue.locale) / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "redline.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    try:
        assert i18n.install(str(catalogue.locale)) == str(catalogue.locale)
        assert i18n._("&Send") != "&Send"
        assert i18n.ngettext("school", "schools", 2) != "schools"
        assert i18n._("school") == i18n.ngettext("school", "schools", 1)
        assert i18n.grouped(1234567) != "1,234,567"
    finally:
        i18n.install("en")


# --- the source ---------------------------------------------------------------------------------


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in modules():
        for node in nodes(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_texts_are_written_where_they_are_asked_for() -> None:
    """A text that is put together first is in no catalogue: `_(f"…")`, `_("a" + b)`."""
    wrong = [
        place
        for place, call in calls()
        if isinstance(call.func, ast.Name)
        and call.func.id in ("_", "N_", "NN_", "ngettext", "pgettext")
        and any(isinstance(given, ast.JoinedStr | ast.BinOp) for given in call.args[:2])
    ]
    assert wrong == []


def test_placeholders_have_names(source: Catalog) -> None:
    """Translators move them; what has no name cannot be moved, and says nothing to them."""
    unnamed = [
        (message.id, places)
        for message in texts(source)
        for places in [HOLDER.findall("".join(forms(message.id)))]
        if any(not re.match(r"\{[a-z_]", place) for place in places)
    ]
    assert unnamed == []


SHOWN_BY = {
    *("Label", "Button", "IconButton", "KeyedButton", "Offer", "Notice", "Command", "Submenu"),
    *("tell", "announce", "say", "add_verb", "confirm", "set_tip", "set_label", "set_text"),
    *("setText", "setWindowTitle", "setAccessibleName", "setAccessibleDescription"),
    *("setPlaceholderText", "setTitle", "addTab", "setTabText", "addAction", "addItem"),
    *("show_text", "show_trouble", "show_detail", "complain"),
    *(name for name in vars(errors) if name[0].isupper() and name.isidentifier()),
}
"""What takes a text to show it: functions, methods and classes by their names."""
LIKE_A_TEXT = re.compile(r"[A-Z][a-z]{2,}|[A-Za-z]+ [A-Za-z]+")
NOT_TRANSLATED = {"Redline"}


def test_nothing_is_shown_that_was_not_handed_to_the_translators() -> None:
    """Texts written where they are shown, which no view of the tests may happen to show. Keys are
    among them: `native` says them as the system and its language do."""
    wrong = []
    for path in modules():
        for node in nodes(path):
            if not isinstance(node, ast.Call) or _called(node) not in SHOWN_BY:
                continue
            for given in (*node.args, *(word.value for word in node.keywords)):
                text = "".join(_literals(given))
                if LIKE_A_TEXT.search(text) and text not in NOT_TRANSLATED:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: {text!r}")
    assert wrong == []


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _literals(given: ast.expr) -> Iterator[str]:
    """What is written there as it is: a text, the pieces of an f-string, both ends of a choice."""
    match given:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=pieces):
            for piece in pieces:
                yield from _literals(piece)
        case ast.IfExp(body=one, orelse=other):
            yield from _literals(one)
            yield from _literals(other)
        case ast.BinOp(left=left, right=right):
            yield from _literals(left)
            yield from _literals(right)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
            yield text
        case _:
            pass


def test_words_stand_one_behind_the_other_as_the_language_has_it() -> None:
    """A comma is English: what is shown or spoken is joined by `i18n.listed`."""
    own = {
        "i18n.py",  # it is there; and what goes into the log
        "encoding.py",  # SQL
        "selftest_parts.py",  # for IT, in English
        "selftest_report.py",
    }
    found = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "gui").rglob("*.py")
        if '", ".join(' in file.read_text(encoding="utf-8")
        and file.name not in own
        and not {"sandbox", "decoder"} & set(file.parts)
    ]
    assert found == []
