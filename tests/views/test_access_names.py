"""The names that scripts and assistive technology rely on (the product's list is the minimum), and
what is said aloud when something happens elsewhere than where the focus is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton, QWidget

from gui.model import edits
from gui.model.fields import Tab
from gui.model.values import Place, entries
from gui.services.notices import Notice, Tone
from gui.views import announce as announcing
from gui.views.actions import Act
from gui.views.panels.side import Side
from gui.views.tabs.card_view import CardView
from tests.helpers.program import Hands, running
from tests.helpers.scenes import AMARA, JOBS, SCHOOLS
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

ON_TABS: Final = {
    Tab.PROFILE: (
        *("First name", "Last name", "Email", "Phone", "Headline", "Address", "Summary"),
        *("Cover letter", "Texting consent"),
    ),
    Tab.EDUCATION: (
        *("Education entries", "School", "Degree", "Field of study", "Start date", "End date"),
        *("Add entry", "Remove entry"),
    ),
    Tab.EXPERIENCE: (
        *("Experience entries", "Title", "Company", "Industry", "Start date", "End date"),
        *("Current", "Summary", "Add entry", "Remove entry"),
    ),
    Tab.SOCIALS: (
        *("Social profiles", "Network", "Username", "URL", "Add by URL"),
        *("Add entry", "Remove entry"),
    ),
    Tab.TAGS: ("Add tag", "Tags", "Add skill", "Skills"),
}
ALWAYS: Final = ("Find candidate", "Candidates", "Undo", "Redo", "Review changes", "Send")
FILES: Final = ("Resume", "Photo", "Choose resume…", "Choose photo…")
ACTIONS: Final = {
    Act.SEND: ("Send", "Ctrl+S"),
    Act.REVIEW: ("Review changes", None),
    Act.UNDO: ("Undo", "Ctrl+Z"),
    Act.REDO: ("Redo", "Ctrl+Shift+Z"),
    Act.REVERT_FIELD: ("Revert field", None),
    Act.REVERT_ALL: ("Revert all", None),
    Act.RELOAD: ("Reload", "F5"),
}


def names(root: QWidget) -> set[str]:
    """What the widgets that are seen are called."""
    return {one.accessibleName() for one in root.findChildren(QWidget) if one.isVisible()}


async def test_the_names_of_the_product_are_there(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        window = hands.window
        assert window.windowTitle().replace("[*]", "") == "Amara Osei-Lindqvist — Redline"
        assert "No changes" in hands.words
        for number, (tab, wanted) in enumerate(ON_TABS.items()):
            hands.program.form.show_tab(tab)
            assert hands.program.form.tabs.tabText(number) == tab.title
            for cards in hands.program.form.page.findChildren(CardView):
                # As assistive technology chooses an entry: neither by key nor by pointer.
                cards.setCurrentIndex(cards.model().index(0, 0))
            assert {*wanted, *ALWAYS} <= names(window), tab.title
        window.show_side(Side.FILES)
        assert set(FILES) <= names(window)
        for act, (name, key) in ACTIONS.items():
            action = window.acts[act]
            assert action.text().replace("&", "") == name
            if key is not None:
                assert action.shortcut() == QKeySequence(key), name

        job = Place(JOBS, entries(hands.session.value(JOBS))[0].ref, "title")
        hands.session.edit(lambda draft: edits.set_entry_field(draft, job, "Lead"))
        for _time in range(2):
            school = Place(SCHOOLS, entries(hands.session.value(SCHOOLS))[0].ref)
            hands.session.edit(partial(edits.remove_entry, place=school))
        assert window.isWindowModified()
        assert "3 changes" in hands.words
        assert hands.program.form.tabs.tabText(2) == "Experience (1)"
        window.acts[Act.SEND].trigger()
        dialog = await hands.dialog()
        assert {"Remove 2 entries and send", "Cancel"} <= names(dialog)
        dialog.reject()
        await hands.sent()


# --- what is said -------------------------------------------------------------------------------


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced, wherever from."""
    said: list[str] = []

    class Ear(QAccessible):
        @staticmethod
        def updateAccessibility(event: object) -> None:
            said.append(event.message())  # type: ignore[attr-defined]

    monkeypatch.setattr(announcing, "QAccessible", Ear)
    return said


async def test_what_happens_elsewhere_is_said_and_leaves_the_focus(
    tmp_path: Path, heard: list[str]
) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        line = hands.named("Email", QLineEdit)
        line.setFocus()
        for told, deed in _events(hands).items():
            heard.clear()
            deed()
            assert any(told in line for line in heard), (told, heard)
            assert line.hasFocus(), told
        hands.program.notices.clear_state("one")

        heard.clear()
        hands.type_into("Email", "amara")
        hands.press("Tab")
        assert any(line.startswith("Email:") for line in heard), heard
        hands.press("Ctrl+Z")

        hands.program.form.show_tab(Tab.TAGS)
        add = hands.named("Add tag", QLineEdit)
        for word, told in (("fast-track", "Added: fast-track"), ("fast-track", "Already there")):
            heard.clear()
            add.setFocus()
            QTest.keyClicks(add, word)
            hands.press("Return")
            assert any(told in line for line in heard), (told, heard)

        hands.program.form.show_tab(Tab.EDUCATION)
        heard.clear()
        cards = hands.named("Education entries", QListView)
        cards.setFocus()
        hands.press("Home")
        hands.press("Del")
        assert any(line.startswith("Removed") for line in heard), heard

        heard.clear()
        hands.press("Ctrl+S")
        dialog = await hands.dialog()
        verb = next(each for each in dialog.findChildren(QPushButton) if "send" in each.text())
        verb.click()
        await hands.sent()
        await until(lambda: any("sent" in line for line in heard), what="that it was sent is said")


def _events(hands: Hands) -> dict[str, Callable[[], None]]:
    notices = hands.program.notices
    return {
        "Saved.": lambda: notices.tell("Saved."),
        "Offline.": lambda: notices.set_state("one", Notice("Offline.", Tone.WARNING)),
        "The send failed.": lambda: notices.tell("The send failed.", Tone.ERROR),
    }
