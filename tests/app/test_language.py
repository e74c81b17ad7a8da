"""The window in another language: every text is translated, and mirrored where that reads so.

The pseudo-languages stand for all: what shows without their brackets was never handed to the
translators.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QWidget,
)

from gui import i18n
from gui.app import language
from gui.model.networks import NETWORKS
from gui.paths import Profile, resources
from gui.pseudo import CLOSE, OPEN, pseudo
from gui.services.settings import LANGUAGE, peek
from gui.views.actions import Act
from gui.views.fields.date import DateEditor
from gui.views.panels.side import Side
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"

# Names of things that are called the same everywhere, and what keys are called.
_NAMES = {"Redline", "Workable", "PATCH", "JSON", "PDF", "URL", "ISO", "HTML", "API", "DOCX"}

_KEYS = (
    r"((Ctrl|Shift|Alt|Meta)\+)*"
    r"(F?\d+|\w|PgUp|PgDown|Up|Down|Left|Right|Home|End|Del|Ins|Enter|Return|Space|Esc|.)"
)


@pytest.fixture(params=["en_XA", "ar_XB"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """A pseudo-language in force; afterwards it is English again."""
    code = str(request.param)
    assert language.install_texts(code) == code
    before = QLocale()
    language.apply(qapp)
    yield code
    i18n.install("en")
    QLocale.setDefault(before)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for translator in qapp.findChildren(language.QtTexts):
        qapp.removeTranslator(translator)
        translator.deleteLater()


def texts(widget: QObject) -> Iterator[str]:
    """What one widget or action says, shown or read aloud."""
    if isinstance(widget, QAction) and widget.objectName().startswith("set_"):
        return  # Qt's menu of characters nobody sees
    if isinstance(widget, QAction):
        yield widget.text()
        yield widget.toolTip()
        return
    if not isinstance(widget, QWidget) or widget.objectName().startswith("Scroll"):
        return  # Qt's own arrows beside tabs
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))


def untranslated(window: QWidget, data: str) -> set[str]:
    """The texts of a window that neither a translator saw nor a record holds."""
    found = set()
    for one in (window, *window.findChildren(QObject)):
        for text in texts(one):
            rest = re.sub(r"</?\w+>|&(amp|lt|gt|quot);|https?://\S+", " ", text)
            while rest != (rest := re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", rest)):
                pass
            pieces = re.split(r"\s*[·\n:…,()“”→]\s*", rest)
            for piece in pieces:
                words = piece.strip().strip("&. ")
                if re.search(r"[A-Za-z]{2}", words) and words not in data and not _is_name(words):
                    found.add(f"{type(one).__name__} {one.objectName()}: {text!r}")
    return found


def _is_name(words: str) -> bool:
    if re.fullmatch(_KEYS, words) or words.startswith(("Ctrl+", "Alt+", "Shift+")):
        return True
    return words in NETWORKS.values() or set(words.split()) <= _NAMES


async def open_person(hands: Hands) -> str:
    """Opens a person by the id; gives all that may show untranslated, since it is data."""
    hands.program.desk.open(AMARA)
    await until(lambda: hands.program.desk.session is not None)
    world = (resources() / "sandbox" / "world.json").read_text(encoding="utf-8")
    plain = json.dumps(json.loads(world), ensure_ascii=False)
    # Qt's own names of what can be scrolled and inserted, and what the window puts together.
    return plain + " ".join(hands.record(AMARA)) + " Amara Osei-Lindqvist Abena Osei-Lindqvist"


async def test_every_text_is_translated_and_the_window_mirrored(
    spoken: str, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        data = await open_person(hands)
        window, wrong = hands.window, set[str]()
        for _number in range(5):
            wrong |= untranslated(window, data)
            hands.press("Ctrl+PgDown")
        for side in Side:
            window.show_side(side)
            wrong |= untranslated(window, data)
        hands.type_into(pseudo("First name"), "Abena")
        wrong |= untranslated(window, data)
        for act in (Act.ACCOUNTS, Act.DRAFTS, Act.JOURNAL, Act.KEYS, Act.SHOW_REQUEST):
            window.acts[act].trigger()
            dialog = await hands.dialog()
            wrong |= untranslated(dialog, data)
            dialog.reject()
            await until(dialog.isHidden)
        assert "\n".join(sorted(wrong)) == ""

        mirrored = spoken == "ar_XB"
        assert window.isRightToLeft() is mirrored
        name = hands.named(pseudo("First name"), QLineEdit)
        assert name.isRightToLeft() is mirrored
        for field in ("Email", "Phone"):
            assert not hands.named(pseudo(field), QLineEdit).isRightToLeft()
        # What is read first stands where reading begins.
        people = hands.named(pseudo("Candidates"), QListView)
        at = [one.mapToGlobal(one.rect().center()).x() for one in (people, name)]
        assert (at[0] > at[1]) is mirrored


async def test_keys_are_called_as_the_language_calls_them(qapp: QApplication) -> None:
    before = QLocale()
    language.install_texts("de")
    language.apply(qapp)
    try:
        editor = DateEditor()
        editor.set_label("Beginn")
        tip = editor.button.toolTip()
        assert "Beginn" in tip
        assert "Down" not in tip
        editor.deleteLater()
    finally:
        i18n.install("en")
        QLocale.setDefault(before)
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
            translator.deleteLater()


async def test_the_system_s_first_language_that_there_is_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """English further up in the person's list is not passed over for want of a catalogue."""
    installed: list[object] = []
    monkeypatch.setattr(i18n, "install", installed.append)
    language.install_texts("el")
    language.install_texts()
    assert installed[0] == "el"
    assert isinstance(installed[1], list)
    assert all("-" not in code for code in installed[1])


async def test_a_language_is_chosen_in_the_menu_and_kept_for_the_next_start(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as hands:
        hands.window.acts[Act.LANGUAGE].trigger()
        dialog = await hands.dialog()
        hands.named("English", QRadioButton, dialog).click()
        hands.click("Take", inside=dialog)
        await until(lambda: "Redline speaks English from the next start on." in hands.words)
    assert peek(Profile.at(tmp_path), LANGUAGE) == "en"
