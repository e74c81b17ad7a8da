"""The whole work by keys: how many a typo takes (M7), and the ways through form and list."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from gui.app.commands import TABS
from gui.model import edits
from gui.model.fields import FILE_KINDS, Tab, fields_of
from gui.model.values import Place, entries
from gui.sandbox.faults import fault_from
from gui.services.session import Session
from gui.views import keymap
from gui.views.actions import ACTIONS, Act
from gui.views.tabs.card_view import CardView
from tests.helpers.measures import Measure
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

AMARA, SIXTY = "1de04059", "1ddfd0cf"
JOBS = "experience_entries"


@pytest.fixture(autouse=True)
def _own_keys_again() -> Iterator[None]:
    yield
    keymap.choose({})


@dataclass
class Fingers:
    """Counts the keys that are pressed besides the text of a correction."""

    hands: Hands
    keys: int = 0

    def press(self, *keys: str) -> None:
        for each in keys:
            self.hands.press(each)
            self.keys += 1

    def letters(self, text: str) -> None:
        """Letters that are no correction, such as those typed into the palette."""
        for letter in text:
            QTest.keyClicks(self.hands.focus, letter)
            self.keys += 1


async def _arrive(hands: Hands, before: Session) -> Session:
    """The next candidate, once it is in front and the focus in its form."""
    await until(
        lambda: (
            hands.program.desk.session not in (None, before) and hands.program.desk.opening is None
        ),
        what="the next candidate",
    )
    await until(
        # After a dialog nobody has it for a moment.
        lambda: (focus := QApplication.focusWidget()) and hands.window.is_in_middle(focus),
        what="the focus in the form",
    )
    return hands.session


def _next_of(hands: Hands, session: Session) -> str:
    rows = [row.id for row in hands.program.list.rows]
    return rows[rows.index(session.record_id) + 1]


def _first(hands: Hands) -> str:
    """Somebody whose job is open, as are those of the next two."""
    return hands.program.list.rows[22].id


# --- M7 -----------------------------------------------------------------------------------------


async def test_fixing_a_typo_sending_and_the_next_person_take_two_keys_at_most(
    qapp: object, tmp_path: Path, measure: Measure
) -> None:
    """Through the real window: the text, then what is pressed besides it."""
    async with running(tmp_path) as hands:
        session = await hands.open(_first(hands))
        line = hands.named("Headline", QLineEdit)
        line.setFocus()
        for ways, keys in ((("Ctrl+Return",), 1), (("Ctrl+S", "Ctrl+Down"), 2)):
            fingers, following = Fingers(hands), _next_of(hands, session)
            line.selectAll()
            QTest.keyClicks(hands.focus, f"Corrected {keys}")
            fingers.press(ways[0])
            if len(ways) > 1:
                await hands.sent()
                fingers.press(ways[1])
            before, session = session, await _arrive(hands, session)
            assert session.record_id == following
            assert hands.record(before.record_id)["headline"] == f"Corrected {keys}"
            assert not before.draft.is_dirty
            assert hands.focus is line, "the same field is corrected in the next person"
            assert fingers.keys == keys
            what = "keys besides the text once in the field: " + ", ".join(ways)
            measure("M7", what, fingers.keys, "≤ 2")


WAYS = {
    "First name": (),
    "Last name": ("Tab",),
    "Email": ("Tab", "Tab"),
    "Phone": ("Tab",) * 3,
    "Headline": ("Tab",) * 4,
    "Address": ("Ctrl+G", "*a", "Return"),
    "Summary": ("Ctrl+G", "*su", "Return"),
    "Cover letter": ("Ctrl+G", "*cl", "Return"),
    "Texting consent": ("Ctrl+G", "*te", "Return"),
}
"""The fields of the profile, by what leads to them from where opening somebody leaves one."""
OTHER_WAYS = {
    "School": ("Ctrl+2", "Return"),
    "Degree": ("Ctrl+G", "*de", "Return"),
    "Field of study": ("Ctrl+G", "*fo", "Return"),
    "Title": ("Ctrl+3", "Return"),
    "Company": ("Ctrl+3", "Return", "Tab"),
    "Industry": ("Ctrl+G", "*i", "Return"),
    "Current": ("Ctrl+G", "*cu", "Return"),
    "Add tag": ("Ctrl+5",),
    "Add skill": ("Ctrl+G", "*sk", "Return"),
}


def test_the_ways_lead_to_every_field_of_the_profile() -> None:
    fields = fields_of(Tab.PROFILE)
    assert set(WAYS) == {field.label for field in fields if field.kind not in FILE_KINDS}


async def test_from_opening_somebody_it_takes_five_keys_at_most(
    qapp: object, tmp_path: Path, measure: Measure
) -> None:
    """Each field is corrected and sent: opened anew, found, mended, sent on to the next."""
    async with running(tmp_path) as hands:
        for name, way in (WAYS | OTHER_WAYS).items():
            await _open_by_keys(hands)
            fingers, before = Fingers(hands), hands.session
            for keys in way:
                if keys.startswith("*"):
                    fingers.letters(keys[1:])
                else:
                    fingers.press(keys)
            _mend(hands.focus, name)
            assert before.draft.count == 1, name
            fingers.press("Ctrl+Return")
            if name == "Email":
                await hands.dialog()  # people are matched by it: that is asked about
                fingers.press("Tab", "Return")
                hands.window.activateWindow()  # there is no desktop here that does
            await _arrive(hands, before)
            assert not before.draft.is_dirty
            measure("M7", f"keys besides the text from opening: {name}", fingers.keys, "≤ 5")
            assert fingers.keys <= 5, name


async def _open_by_keys(hands: Hands) -> None:
    """As for the first time: later ones lead to the field that one was in."""
    if hands.program.desk.session is not None:
        hands.press("Ctrl+1", hands.window)
        hands.named("First name", QLineEdit).setFocus()
    hands.window.focus_find()
    QTest.keyClicks(hands.focus, AMARA)
    hands.press("Return")
    desk = hands.program.desk
    await until(
        lambda: desk.session and desk.session.record_id == AMARA and desk.opening is None,
        what="Amara",
    )
    await until(lambda: hands.window.is_in_middle(hands.focus))


def _mend(field: QWidget, name: str) -> None:
    """Types what is a correction there: a letter, another choice, a word."""
    if isinstance(field, QAbstractButton):
        group = field.parentWidget()
        assert group is not None
        assert name in (field.accessibleName(), group.accessibleName())
        is_chosen = isinstance(field, QRadioButton) and field.isChecked()
        QTest.keySequence(field, "Right" if is_chosen else "Space")
        return
    assert field.accessibleName() == name
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    QTest.keySequence(field, "End")
    QTest.keyClicks(field, "x")
    if name.startswith("Add "):
        QTest.keySequence(field, "Return")


# --- send and go on -----------------------------------------------------------------------------


async def test_without_changes_it_only_goes_on(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(_first(hands))
        following = _next_of(hands, session)
        hands.sandbox(lambda control: control.clear_log())
        hands.press("Ctrl+Return")
        assert (await _arrive(hands, session)).record_id == following
        assert hands.patches() == []


async def test_a_send_that_fails_stays_with_the_person(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(_first(hands))
        fault = fault_from({"kind": "status", "status": 403, "method": "PATCH"})
        hands.sandbox(lambda control: control.add_fault(fault))
        hands.type_into("Headline", "Not allowed")
        hands.press("Ctrl+Return")
        await asyncio.sleep(0)
        await hands.program.sending.settled(session)
        await asyncio.sleep(0.05)
        assert hands.session is session
        assert session.draft.count == 1


async def test_a_question_that_is_refused_stays_with_the_person(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(AMARA)
        job = entries(session.value(JOBS))[0]
        session.edit(lambda draft: edits.remove_entry(draft, Place(JOBS, job.ref)))
        hands.press("Ctrl+Return", hands.window)
        await hands.dialog()
        hands.press("Esc")
        await hands.program.sending.settled(session)
        await asyncio.sleep(0.05)
        assert hands.session is session
        assert session.draft.count == 1


async def test_what_is_typed_while_it_is_sent_keeps_the_person_here(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(_first(hands))
        hands.type_into("Headline", "Sent")
        hands.press("Ctrl+Return")
        hands.type_into("Address", "Typed meanwhile")
        await hands.program.sending.settled(session)
        await asyncio.sleep(0.05)
        assert hands.session is session
        assert [change.key for change in session.draft.changes()] == ["address"]


async def test_at_the_end_of_the_list_it_says_so(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        hands.press("Ctrl+Shift+L")
        QTest.keyClicks(hands.focus, "amara osei")
        hands.press("Ctrl+Down")
        assert "This was the last of the list." in hands.words
        hands.press("Ctrl+Up")
        assert "This was the first one." in hands.words
        assert hands.session.record_id == AMARA


@pytest.mark.parametrize("where", ["Summary", "cards", "chips", "resume", "list", "tabs"])
async def test_the_next_person_comes_from_wherever_one_is(
    qapp: object, tmp_path: Path, where: str
) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(_first(hands))
        form = hands.program.form
        if where == "Summary":
            hands.named("Summary", QPlainTextEdit).setFocus()
        elif where == "cards":
            hands.press("Ctrl+3")
        elif where == "chips":
            hands.press("Ctrl+5")
            session.edit(lambda draft: edits.add_words(draft, "tags", ["one", "two"]))
            hands.press("Tab")
            session.revert_all()
        elif where == "resume":
            hands.press("Ctrl+R")
            await until(lambda: hands.program.resume.isVisible())
        elif where == "list":
            hands.program.candidates.view.setFocus()
        else:
            form.tabs.tabBar().setFocus()
        following = _next_of(hands, session)
        hands.press("Ctrl+Down")
        await until(lambda: hands.program.desk.session not in (None, session))
        await until(lambda: hands.program.desk.opening is None)
        assert hands.session.record_id == following
        hands.press("Ctrl+Up")
        await until(lambda: hands.program.desk.session is session)


# --- tab to tab, change to change ---------------------------------------------------------------


async def test_each_tab_has_a_key_and_typing_goes_on_where_it_was(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        hands.named("Phone", QLineEdit).setFocus()
        for number, tab in enumerate(TABS.values(), start=1):
            hands.press(f"Ctrl+{number}")
            assert hands.program.form.current_tab is tab
            assert hands.program.form.page.isAncestorOf(hands.focus), tab
        hands.press("Ctrl+1")
        assert hands.focus.accessibleName() == "Phone"
        for keys, tab in (
            ("Ctrl+Tab", Tab.EDUCATION),
            ("Ctrl+PgDown", Tab.EXPERIENCE),
            ("Ctrl+Shift+Tab", Tab.EDUCATION),
            ("Ctrl+PgUp", Tab.PROFILE),
        ):
            hands.press(keys)
            assert hands.program.form.current_tab is tab, keys


async def test_changes_are_walked_across_the_tabs_round_and_round(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(AMARA)
        jobs = entries(session.value(JOBS))
        school = entries(session.value("education_entries"))[1]
        session.edit(lambda draft: edits.set_value(draft, "phone", "+46 31 555 01 24"))
        place = Place(JOBS, jobs[0].ref, "company")
        session.edit(lambda draft: edits.set_entry_field(draft, place, "Another AB"))
        gone = Place("education_entries", school.ref)
        session.edit(lambda draft: edits.remove_entry(draft, gone))
        session.edit(lambda draft: edits.add_words(draft, "tags", ["new"]))
        hands.program.form.show_tab(Tab.PROFILE)
        hands.named("First name", QLineEdit).setFocus()
        stops = []
        for _step in range(5):
            hands.press("Ctrl+J")
            here = hands.program.form.current_place()
            assert here is not None
            stops.append((here.key, here.field))
        assert stops == [
            ("phone", None),
            ("education_entries", None),
            (JOBS, "company"),
            ("tags", None),
            ("phone", None),
        ]
        hands.press("Ctrl+Shift+J")
        here = hands.program.form.current_place()
        assert here is not None
        assert here.key == "tags"


# --- entries and the list, from anywhere --------------------------------------------------------


async def test_entries_are_added_moved_sorted_and_removed_by_name(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(AMARA)
        hands.press("Ctrl+3", hands.window)
        acts = hands.window.acts

        def refs() -> list[str]:
            return [each.ref for each in entries(session.value(JOBS))]

        before = refs()
        hands.press("Ctrl+N")
        assert len(refs()) == len(before) + 1
        assert hands.focus.accessibleName() == "Title"
        new = next(ref for ref in refs() if ref not in before)
        at = refs().index(new)
        acts[Act.ENTRY_DOWN].trigger()
        assert refs().index(new) == at + 1
        acts[Act.DUPLICATE_ENTRY].trigger()
        assert len(refs()) == len(before) + 2
        acts[Act.REMOVE_ENTRY].trigger()
        acts[Act.COPY_ENTRIES].trigger()
        acts[Act.SORT_ENTRIES].trigger()
        session.revert_all()
        assert refs() == before
        hands.press("Ctrl+1")
        assert not acts[Act.ADD_ENTRY].isEnabled()
        assert acts.lacking(Act.ADD_ENTRY) == "Go to a tab with entries first."


async def test_keys_of_cards_can_be_others(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(AMARA)
        hands.press("Ctrl+3", hands.window)
        cards = hands.named("Experience entries", CardView)
        cards.setFocus()
        hands.press("Home")
        hands.program.keys.give(Act.DUPLICATE_ENTRY, "Ctrl+E")
        hands.program.keys.give(Act.REMOVE_ENTRY, "Ctrl+Shift+E")
        count = len(entries(session.value(JOBS)))
        button = hands.named("Duplicate", QAbstractButton)
        assert "(Ctrl+E)" in button.toolTip()
        hands.press("Ctrl+D")
        assert len(entries(session.value(JOBS))) == count
        hands.press("Ctrl+E")
        assert len(entries(session.value(JOBS))) == count + 1
        cards.setFocus()
        hands.press("Del")
        assert len(entries(session.value(JOBS))) == count + 1
        hands.press("Ctrl+Shift+E")
        assert len(entries(session.value(JOBS))) == count


async def test_the_list_is_filtered_from_anywhere(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        hands.press("F7", hands.window)
        hands.press("Ctrl+Shift+L", hands.window)
        assert hands.focus.accessibleName() == "Filter candidates"
        QTest.keyClicks(hands.focus, "torkel")
        hands.press("Down")
        hands.press("Return")
        await until(lambda: hands.session.record_id == SIXTY)


async def test_a_change_is_kept_for_later_from_its_field(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(AMARA)
        hands.type_into("Headline", "Later")
        hands.window.acts[Act.HOLD_FIELD].trigger()
        assert "Headline is kept for later." in hands.words
        assert session.draft.held == {"headline"}
        assert not hands.window.acts[Act.SEND].isEnabled()
        hands.window.acts[Act.HOLD_FIELD].trigger()
        assert hands.window.acts[Act.SEND].isEnabled()


async def test_the_resume_scrolls_while_the_focus_stays(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        line = hands.named("Headline", QLineEdit)
        line.setFocus()
        hands.press("Alt+PgDown")
        panel = hands.program.resume
        assert panel.isVisible(), "it was brought to the front"
        await until(lambda: panel.canvas.sheet is not None and panel.canvas.sheet.rows)
        bar = panel.canvas.verticalScrollBar()
        await until(lambda: bar.maximum() > 0)
        bar.setValue(0)
        hands.press("Alt+PgDown")
        assert bar.value() > 0
        hands.press("Alt+PgUp")
        assert bar.value() == 0
        assert hands.focus is line


async def test_every_command_of_the_table_does_something(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        actions = {spec.act: hands.window.acts[spec.act] for spec in ACTIONS if spec.in_window}

        def listeners(action: QAction) -> int:
            """Those besides the menus and the group that it is in, which are Qt's."""
            menus = [one for one in action.associatedObjects() if isinstance(one, QMenu)]
            own = len(menus) + (action.actionGroup() is not None)
            return action.receivers("2triggered(bool)") - own

        assert [act for act, action in actions.items() if listeners(action) < 1] == []
        lonely = QAction("Nobody listens")
        menu = QMenu()
        menu.addAction(lonely)
        assert listeners(lonely) == 0


async def test_what_the_window_cannot_do_says_why(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        acts = hands.window.acts
        assert acts.lacking(Act.SEND) == "Open a candidate first."
        assert acts.lacking(Act.FIND) == ""
        await hands.open(AMARA)
        assert acts.lacking(Act.SEND) == "There is nothing to send just now."
        hands.window.show_welcome()
        assert acts.lacking(Act.SEND) == acts.lacking(Act.FIND) == "Connect to an account first."
        assert acts.lacking(Act.KEYS) == ""
