"""The palette in the whole program, by keys alone: commands, fields, tabs, candidates, and back."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from gui.model import edits
from gui.model.fields import Tab
from gui.model.values import entries
from gui.services.notices import Notice, Offer, Tone
from gui.views import keymap
from gui.views.actions import Act
from gui.views.dialogs.palette import Palette
from gui.views.panels import toasts
from gui.views.tabs.card_view import CardView
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

AMARA, SIXTY = "1de04059", "1ddfd0cf"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _own_keys_again() -> Iterator[None]:
    yield
    keymap.choose({})


def _palette(hands: Hands) -> Palette:
    found = [one for one in hands.window.findChildren(Palette) if one.isVisible()]
    assert len(found) == 1, found
    return found[0]


def _open(hands: Hands, typed: str = "") -> Palette:
    hands.press("Ctrl+K")
    palette = _palette(hands)
    assert palette.line.hasFocus()
    QTest.keyClicks(palette.line, typed)
    return palette


def _is_open(hands: Hands) -> bool:
    return any(one.isVisible() for one in hands.window.findChildren(Palette))


def _lines(palette: Palette) -> list[str]:
    """What a screen reader reads of the list."""
    model, role = palette.list.model(), Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def _current(palette: Palette) -> str:
    return str(palette.list.currentIndex().data())


async def test_a_command_is_found_and_done_where_one_was(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        hands.type_into("Headline", "Wrong")
        line = hands.focus
        palette = _open(hands, "rev fi")
        assert _current(palette) == "Revert field"
        hands.press("Return")
        assert not _is_open(hands)
        assert hands.focus is line
        assert hands.session.draft.count == 0
        assert isinstance(line, QLineEdit)
        assert line.text() == hands.record(AMARA)["headline"]


async def test_what_a_toast_offers_is_found_while_it_is_there(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        taken: list[str] = []
        hands.program.notices.tell(
            "Discarded the draft of Amara.",
            Tone.SUCCESS,
            Offer("Bring it back", lambda: taken.append("back")),
        )
        palette = _open(hands)
        offered = "Bring it back, Discarded the draft of Amara."
        assert offered in _lines(palette), "before anything is typed"
        QTest.keyClicks(palette.line, "draft amara bring")
        monkeypatch.setattr(toasts, "OFFERS_MS", 1)
        QApplication.sendEvent(hands.window.toast, QEvent(QEvent.Type.Leave))  # begins anew
        await asyncio.sleep(0.02)
        assert hands.window.toast.isVisible(), "it goes while somebody is about to take it"
        assert _current(palette) == "Bring it back"
        hands.press("Return")
        assert taken == ["back"]
        assert not hands.window.toast.isVisible()
        assert offered not in _lines(_open(hands))


async def test_what_bars_offer_is_found_that_of_those_behind_too(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        notices, taken = hands.program.notices, list[str]()
        again = Offer("Try again", lambda: taken.append("again"))
        show = Offer("Show what waits", lambda: taken.append("show"))
        notices.set_state("offline", Notice("Offline for 3 s.", Tone.ERROR, (again,)))
        notices.set_state("waits", Notice("1 change waits.", Tone.WARNING, (show,)))
        palette = _open(hands, "show what waits")
        assert _current(palette) == "Show what waits"
        hands.press("Return")
        palette = _open(hands, "try again")
        # A countdown says it anew each second.
        notices.set_state("offline", Notice("Offline for 4 s.", Tone.ERROR, (again,)))
        hands.press("Return")
        assert taken == ["show", "again"]
        palette = _open(hands, "try again")
        notices.clear_state("offline")
        assert _current(palette) == "Try again"
        hands.press("Return")
        assert taken == ["show", "again"]
        assert "This is not offered any more." in hands.words


async def test_f6_leads_to_a_toast_and_back(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        line = hands.named("Headline", QLineEdit)
        line.setFocus()
        hands.program.notices.tell("Sent.", Tone.SUCCESS, Offer("Undo", lambda: None))
        hands.press("F6")
        assert hands.focus.accessibleName() == "Undo"
        assert hands.window.toast.isAncestorOf(hands.focus)
        hands.press("Return")
        assert hands.focus is line


async def test_a_field_is_gone_to_by_a_letter_and_nothing_else_is_found(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        assert not hands.window.acts[Act.GO_TO_FIELD].isEnabled(), "nobody is open"
        await hands.open(AMARA)
        hands.press("Ctrl+G")
        palette = _palette(hands)
        assert palette.line.accessibleName() == "Go to a field"
        lines = _lines(palette)
        assert lines[0] == "Fields"
        assert not any(line.startswith(("Send", "Profile", "Amara Osei")) for line in lines[1:-1])
        QTest.keyClicks(palette.line, "send")
        assert palette.hit is None
        assert "No field is called so." in hands.words
        hands.press("Ctrl+G")
        assert not _is_open(hands), "its key closes it"
        hands.press("Ctrl+2")
        hands.named("Education entries", CardView).setFocus()
        hands.press("Home")
        hands.press("Down")
        second = entries(hands.session.value("education_entries"))[1]
        hands.press("Ctrl+G")
        QTest.keyClicks(hands.focus, "stu")
        hands.press("Return")
        place = hands.program.form.current_place()
        assert place is not None
        assert (place.entry, place.field) == (second.ref, "field_of_study"), "the one in front"


async def test_esc_leads_back_with_nothing_changed(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        line = hands.named("Headline", QLineEdit)
        line.setFocus()
        line.setSelection(2, 5)
        selected = line.selectedText()
        _open(hands, "sen")
        hands.press("Esc")
        assert not _is_open(hands)
        assert hands.focus is line
        assert line.selectedText() == selected
        _open(hands)
        hands.press("Ctrl+K")
        assert not _is_open(hands), "the same key closes it"
        assert hands.focus is line


@pytest.mark.parametrize("name", ["Headline", "Summary", "Filter candidates", "Find candidate"])
async def test_it_opens_from_whatever_is_typed_into(
    qapp: object, tmp_path: Path, name: str
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        fields: list[QWidget] = [
            *hands.all_named(name, QLineEdit),
            *hands.all_named(name, QPlainTextEdit),
        ]
        fields[0].setFocus()
        _open(hands)
        hands.press("Esc")
        assert hands.focus is fields[0]
        assert hands.session.draft.count == 0


async def test_what_cannot_be_done_says_why_and_is_not_done(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        palette = _open(hands, "discard")
        assert "Discard draft, There is no draft to discard just now." in _lines(palette)
        hands.press("Return")
        assert _is_open(hands), "a command that cannot be done was taken"
        hands.press("Esc")
        palette = _open(hands, "edit photo")
        assert any("Only a photo that was chosen as a file" in line for line in _lines(palette))


async def test_keys_are_shown_as_they_are_in_force(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        hands.program.keys.give(Act.RELOAD, "Ctrl+G")
        await hands.open(AMARA)
        assert "Reload, Candidate, Ctrl+G" in _lines(_open(hands, "relo"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [("phone", "Phone"), ("cover_letter", "Cover letter"), ("covlet", "Cover letter")],
)
async def test_a_field_is_gone_to_by_its_label_or_key(
    qapp: object, tmp_path: Path, typed: str, name: str
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        hands.program.form.show_tab(Tab.TAGS)
        palette = _open(hands, typed)
        assert _current(palette) == name
        hands.press("Return")
        assert hands.program.form.current_tab is Tab.PROFILE
        assert hands.focus.accessibleName() == name


async def test_an_entry_is_gone_to_by_what_stands_on_its_card(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(SIXTY)
        job = entries(hands.session.value("experience_entries"))[40]
        palette = _open(hands, f"{job.get('title')} {job.get('company')}")
        assert _current(palette) == job.get("title")
        hands.press("Return")
        assert hands.program.form.current_tab is Tab.EXPERIENCE
        place = hands.program.form.current_place()
        assert place is not None
        found = next(
            each
            for each in entries(hands.session.value("experience_entries"))
            if each.ref == place.entry
        )
        assert (found.get("title"), found.get("company")) == (job.get("title"), job.get("company"))


async def test_a_tab_and_a_file_are_gone_to(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        _open(hands, "soci")
        hands.press("Return")
        assert hands.program.form.current_tab is Tab.SOCIALS
        palette = _open(hands, "photo")
        while _current(palette) != "Photo":
            hands.press("Down")
        hands.press("Return")
        assert hands.program.files.isVisible()


async def test_a_candidate_of_the_list_is_opened_and_typing_goes_on(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        hands.named("Headline", QLineEdit).setFocus()
        palette = _open(hands, "torkel")
        assert _current(palette) == "Torkel Havsäng"
        hands.press("Return")
        await until(lambda: hands.session.record_id == SIXTY and not hands.program.desk.opening)
        assert hands.window.is_in_middle(hands.focus)
        palette = _open(hands)
        assert [line for line in _lines(palette) if line.startswith("Amara Osei-Lindqvist")]


async def test_somebody_of_no_list_is_found_by_e_mail(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        asked: list[str] = []
        hands.window.find_asked.connect(asked.append)
        palette = _open(hands, "nobody@example.com")
        assert _lines(palette) == ["Candidates", "Find “nobody@example.com” in Workable"]
        hands.press("Return")
        assert asked == ["nobody@example.com"]
        await until(lambda: not hands.program.desk.opening or hands.program.desk.opening.error)


async def test_somebody_else_in_front_is_what_it_finds_then(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        amara = await hands.open(AMARA)
        palette = _open(hands, "phon")
        hands.program.desk.open(SIXTY)
        await until(lambda: hands.program.desk.session not in (None, amara))
        assert palette.line.hasFocus(), "who arrives took the focus from who is typing"
        QTest.keyClicks(palette.line, "e")
        told = next(line for line in _lines(palette) if line.startswith("Phone"))
        assert str(amara.value("phone")) not in told
        hands.press("Return")
        place = hands.program.form.current_place()
        assert place is not None
        assert place.key == "phone"
        assert hands.program.form.session is hands.session


async def test_what_a_sandbox_can_be_told_is_found_too(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        palette = _open(hands, "another field")
        line = next(line for line in _lines(palette) if "nother field" in line)
        assert "Sandbox" in line
        assert not any(line.startswith("Send, Sandbox") for line in _lines(palette))


async def test_strangers_words_are_plain_and_hidden_signs_are_seen(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        evil = "<b>x</b>&\u202egnp"
        hands.session.edit(lambda draft: edits.set_value(draft, "headline", evil))
        lines = _lines(_open(hands, "headline"))
        told = next(line for line in lines if line.startswith("Headline"))
        assert "<b>x</b>&" in told
        assert "\u202e" not in told


async def test_the_arrows_page_keys_and_tab_walk_over_headings(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        palette = _open(hands)
        first = _current(palette)
        hands.press("Up")
        last = _current(palette)
        assert last != first
        hands.press("Down")
        assert _current(palette) == first, "round and round"
        hands.press("PgDown")
        hands.press("Tab")
        hands.press("PgUp")
        hands.press("Shift+Tab")
        assert _current(palette) == first
        seen = set()
        for _step in range(300):
            seen.add(_current(palette))
            hands.press("Down")
        headings = {"Commands", "Tabs", "Fields", "Candidates"}
        assert not seen & headings
        assert {first, last} <= seen
        assert palette.line.hasFocus(), "the list took the focus"


async def test_nothing_behind_it_hears_a_key(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        hands.type_into("Headline", "Unsent")
        _open(hands)
        for keys in ("Ctrl+S", "Ctrl+Z", "F5", "Ctrl+Down", "Ctrl+Return"):
            hands.press(keys)
        await asyncio.sleep(0.05)
        assert _is_open(hands)
        assert hands.session.draft.count == 1
        assert not hands.session.is_sending


async def test_what_was_used_lately_comes_first_also_after_a_restart(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        for typed in ("journ", "phone"):
            _open(hands, typed)
            hands.press("Return")
            await asyncio.sleep(0.05)
            for dialog in QApplication.topLevelWidgets():
                if dialog.isVisible() and dialog is not hands.window:
                    dialog.close()
            hands.window.activateWindow()
            await until(hands.window.isActiveWindow)
        assert _lines(_open(hands))[:3] == [
            "Used lately",
            f"Phone, {hands.session.value('phone')}",
            "Journal, File, Ctrl+H",
        ]
    async with running(tmp_path) as hands:
        assert _lines(_open(hands))[:2] == ["Used lately", "Journal, File, Ctrl+H"]


async def test_it_goes_when_the_focus_is_elsewhere(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        palette = _open(hands)
        QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomRight())
        assert not _is_open(hands)
        _open(hands)
        line = hands.named("Headline", QLineEdit)
        line.setFocus()
        assert not _is_open(hands)
        assert hands.focus is line
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert hands.window.findChildren(Palette) == [], "an old one is kept"


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700), (880, 560)])
async def test_nothing_moves_while_typing_and_it_is_all_inside(
    qapp: object, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        hands.window.resize(*size)
        palette = _open(hands)
        card = palette.findChild(QWidget, "palette_card")
        assert card is not None
        before = card.geometry(), palette.line.geometry(), palette.list.geometry()
        assert hands.window.rect().contains(card.geometry())
        for letter in "zzq":
            QTest.keyClicks(palette.line, letter)
            assert (card.geometry(), palette.line.geometry(), palette.list.geometry()) == before
        hands.window.resize(size[0] + 100, size[1])
        assert palette.rect() == hands.window.rect()


async def test_assistive_technology_is_told_how_many_there_are_and_what_is_chosen(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def note(event: QAccessibleEvent) -> None:
        message = getattr(event, "message", None)
        if message is not None:
            said.append(message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        palette = _open(hands, "zoom")
        await until(lambda: any("2 found" in text for text in said), what=str(said))
        assert said[-1] == "2 found. Zoom in, In the resume, Ctrl++"
        hands.press("Down")
        assert said[-1] == "Zoom out, In the resume, Ctrl+-"
        interface = QAccessible.queryAccessibleInterface(palette.list)
        assert interface.role() == QAccessible.Role.List
        assert interface.text(QAccessible.Text.Name) == "Found"
        assert palette.line.accessibleName() == "Go to anything"


def test_nothing_of_it_is_imported_before_it_is_opened() -> None:
    code = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
import gui.app.program
print(*[name for name in sys.modules if "palette" in name and name.startswith("gui")])
print(*[name for name in ("gui.model.seeking", "gui.views.dialogs.keys", "gui.views.line_list")
        if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
