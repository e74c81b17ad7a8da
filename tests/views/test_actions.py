"""The table of commands: complete, without clashes, and enabled by what is possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from gui.model import edits
from gui.model.draft import Draft
from gui.model.fields import Tab
from gui.model.record import Facts, Record
from gui.model.values import Entry, FileUpload, LinkUpload, Place
from gui.services.session import Phase, Session
from gui.views.actions import ACTIONS, IN_MENUS, Act, Menu
from gui.views.keymap import holders, own_keys
from gui.views.theme import Theme
from gui.views.window_actions import Actions


@pytest.fixture
def acts(theme: Theme) -> Iterator[Actions]:
    window = QWidget()
    yield Actions(window)
    window.deleteLater()


def _possible(acts: Actions) -> set[Act]:
    return {spec.act for spec in ACTIONS if spec.in_window and acts[spec.act].isEnabled()}


def test_every_command_is_in_the_table_once() -> None:
    assert Counter(spec.act for spec in ACTIONS) == Counter(Act)


def test_no_key_means_two_things() -> None:
    assert [
        (spec.act, key, others)
        for spec in ACTIONS
        for key in own_keys(spec.act)
        if (others := holders(key, spec.act)) or not QKeySequence(key).toString()
    ] == []


@pytest.mark.parametrize("menu", [menu for menu in Menu if menu is not Menu.SANDBOX])
def test_mnemonics_of_a_menu_differ(menu: Menu) -> None:
    texts = [spec.text for spec in IN_MENUS if spec.home is menu]
    letters = Counter(text[text.index("&") + 1].lower() for text in texts)
    assert [letter for letter, number in letters.items() if number > 1] == []


def test_commands_can_be_found_by_name_and_told_by_tip(acts: Actions) -> None:
    send = acts[Act.SEND]
    assert send.objectName() == "send"
    assert send.shortcut() == QKeySequence("Ctrl+S")
    assert "Send (Ctrl+S)" in send.toolTip()
    acts.draw_icons_once()  # as a menu does that is opened
    assert not acts[Act.CHOOSE_RESUME].icon().isNull()


OPEN = {Act.SHOW_ORIGINAL, Act.RELOAD, Act.OPEN_IN_BROWSER, Act.NEXT_TAB, Act.PREVIOUS_TAB}
FILES = {Act.CHOOSE_RESUME, Act.CHOOSE_PHOTO, Act.PASTE_FILE}
DIRTY = {Act.SEND, Act.SHOW_REQUEST, Act.REVERT_ALL}
ABOUT_A_RECORD = {
    *OPEN,
    *FILES,
    *DIRTY,
    Act.UNDO,
    Act.REDO,
    Act.REVERT_FIELD,
    Act.REVERT_ENTRY,
    Act.REVERT_TAB,
}


def test_without_a_record_only_what_needs_none_is_possible(acts: Actions) -> None:
    acts.enable(None)
    assert _possible(acts) & ABOUT_A_RECORD == set()
    assert {Act.FIND, Act.ACCOUNTS, Act.QUIT, Act.NEXT_CANDIDATE} <= _possible(acts)


def test_editing_undoing_and_redoing_show_in_what_is_possible(
    acts: Actions, session: Session
) -> None:
    acts.enable(session)
    assert _possible(acts) & ABOUT_A_RECORD == OPEN | FILES

    session.edit(lambda draft: edits.set_value(draft, "phone", "1"))
    acts.enable(session)
    assert _possible(acts) & ABOUT_A_RECORD == OPEN | FILES | DIRTY | {Act.UNDO}

    session.undo()
    acts.enable(session)
    assert _possible(acts) & ABOUT_A_RECORD == OPEN | FILES | {Act.REDO}


def test_reverting_depends_on_where_the_focus_is(acts: Actions) -> None:
    jobs = tuple(Entry(ref, ref, {"title": ref, "company": "x"}) for ref in ("a", "b"))
    session = Session(Draft(Record("1", {"experience_entries": jobs, "phone": "1"})))
    session.edit(
        lambda draft: edits.set_entry_field(
            draft, Place("experience_entries", "a", "title"), "Planner"
        )
    )
    reverts = {Act.REVERT_FIELD, Act.REVERT_ENTRY, Act.REVERT_TAB}
    for place, tab, possible in (
        (Place("phone"), Tab.PROFILE, set()),
        (Place("experience_entries", "b", "title"), Tab.EXPERIENCE, {Act.REVERT_TAB}),
        (
            Place("experience_entries", "a", "company"),
            Tab.EXPERIENCE,
            {Act.REVERT_TAB, Act.REVERT_ENTRY},
        ),
        (Place("experience_entries", "a", "title"), Tab.EXPERIENCE, reverts),
    ):
        acts.enable(session, place=place, tab=tab)
        assert _possible(acts) & reverts == possible, place


def test_sending_cannot_be_asked_for_twice(acts: Actions, session: Session) -> None:
    session.edit(lambda draft: edits.set_value(draft, "phone", "1"))
    session.set_phase(Phase.WRITING)
    acts.enable(session)
    assert not acts[Act.SEND].isEnabled()
    assert not acts[Act.RELOAD].isEnabled()
    assert acts[Act.UNDO].isEnabled()


def test_only_a_photo_that_is_staged_as_a_file_can_be_edited(
    acts: Actions, session: Session
) -> None:
    acts.enable(session)
    assert not acts[Act.EDIT_PHOTO].isEnabled()
    file = FileUpload("a.png", 1, "0" * 64, "image/png")
    session.edit(lambda draft: edits.set_upload(draft, "image", file))
    acts.enable(session)
    assert acts[Act.EDIT_PHOTO].isEnabled()
    link = LinkUpload("https://example.com/a.png")
    session.edit(lambda draft: edits.set_upload(draft, "image", link))
    acts.enable(session)
    assert not acts[Act.EDIT_PHOTO].isEnabled()


def test_an_anonymised_record_takes_no_changes(acts: Actions) -> None:
    acts.enable(Session(Draft(Record("1", {}, Facts(anonymized=True)))))
    assert _possible(acts) & (FILES | DIRTY) == set()
