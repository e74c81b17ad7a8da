"""Whole entries copied from one candidate and pasted to another (ux rule 32)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from gui.model.clippings import MIME, TABLE_MIME
from gui.model.fields import Tab
from gui.model.record import Facts
from gui.model.values import entries
from gui.views.form import Form
from tests.helpers.form import (
    CTRL,
    FormStage,
    amara,
    cards,
    entries_tab,
    named,
    press,
    titles,
    tomasz,
)

JOBS = "experience_entries"


@pytest.fixture(autouse=True)
def _emptied(qapp: QApplication) -> None:
    QGuiApplication.clipboard().clear()


def copy(form: Form, row: int) -> None:
    cards(form).setFocus()
    press(Qt.Key.Key_Home)
    for _step in range(row):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_C, CTRL)


def heard(form: Form) -> list[str]:
    told: list[str] = []
    form.said.connect(told.append)
    return told


def test_a_job_goes_from_one_candidate_to_another(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    form.show_tab(Tab.EXPERIENCE)
    told = heard(form)
    copy(form, 0)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "Analyst · Norrfrakt AB · Logistics\nFeb 2019 – Present"
    assert mime.hasFormat(MIME)
    assert bytes(mime.data(TABLE_MIME).data()).startswith(b"Title\tCompany\t")

    other = stage.open(tomasz())
    form.show_tab(Tab.EXPERIENCE)
    named(form, "Add entry").setFocus()
    press(Qt.Key.Key_V, CTRL)
    (job,) = entries(other.value(JOBS))
    assert (job.id, job.get("title"), job.get("current")) == (None, "Analyst", True)
    assert titles(form) == ["Analyst"]
    assert told == ["Copied 1 job.", "Pasted 1 job."]
    assert other.undo() is not None
    assert not other.draft.is_dirty
    assert not other.draft.can_undo


def test_several_schools_come_as_one_step_in_their_order(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    form.show_tab(Tab.EDUCATION)
    menu = menu_of(form)
    action(menu, "Copy all 3").trigger()
    menu.close()
    other = stage.open(tomasz())
    form.show_tab(Tab.EDUCATION)
    menu = menu_of(form)
    action(menu, "Paste").trigger()
    menu.close()
    schools = [entry.text("school") for entry in entries(other.value("education_entries"))]
    assert schools == ["Chalmers", "Lund University", ""]
    other.undo()
    assert entries(other.value("education_entries")) == ()


def test_a_table_of_a_spreadsheet_is_pasted_too(stage: FormStage, form: Form) -> None:
    session = stage.open(tomasz())
    form.show_tab(Tab.EXPERIENCE)
    QGuiApplication.clipboard().setText("Title\tCompany\nPlanner\tKajen Lines\nIntern\tHamnen\n")
    named(form, "Add entry").setFocus()
    press(Qt.Key.Key_V, CTRL)
    found = [(job.get("title"), job.get("company")) for job in entries(session.value(JOBS))]
    assert found == [("Planner", "Kajen Lines"), ("Intern", "Hamnen")]


def test_jobs_do_not_become_schools(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    form.show_tab(Tab.EXPERIENCE)
    copy(form, 0)
    form.show_tab(Tab.EDUCATION)
    told = heard(form)
    cards(form).setFocus()
    press(Qt.Key.Key_V, CTRL)
    assert told == ["The clipboard holds 1 job, to be pasted under Experience."]
    assert not session.draft.is_dirty


def test_other_things_in_the_clipboard_are_the_windows_business(
    stage: FormStage, form: Form
) -> None:
    session = stage.open(amara())
    form.show_tab(Tab.EXPERIENCE)
    pasted: list[bool] = []
    key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), stage)
    key.activated.connect(lambda: pasted.append(True))
    QGuiApplication.clipboard().setText("https://example.com/resume.pdf")
    cards(form).setFocus()
    press(Qt.Key.Key_V, CTRL)
    assert pasted == [True]
    copy(form, 0)
    press(Qt.Key.Key_V, CTRL)
    assert pasted == [True], "entries are the list's"
    assert len(entries(session.value(JOBS))) == 3


def test_in_a_line_the_text_is_pasted(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    form.show_tab(Tab.EXPERIENCE)
    copy(form, 1)
    press(Qt.Key.Key_Return)
    line = named(form, "Company", QLineEdit)
    line.setFocus()
    line.selectAll()
    press(Qt.Key.Key_V, CTRL)
    assert line.text() == "Planner · Kajen Lines Jan 2016 – Jan 2019"
    assert len(entries(session.value(JOBS))) == 2


def test_a_record_that_cannot_be_edited_takes_nothing(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    form.show_tab(Tab.EXPERIENCE)
    copy(form, 0)
    session = stage.open(replace(tomasz(), facts=Facts(anonymized=True)))
    form.show_tab(Tab.EXPERIENCE)
    menu = menu_of(form)
    assert not action(menu, "Paste").isEnabled()
    menu.close()
    form.page.setFocus()
    press(Qt.Key.Key_V, CTRL)
    assert not session.draft.is_dirty


def menu_of(form: Form) -> QMenu:
    """The menu of the blank part of the tab in front."""
    tab = entries_tab(form)
    at = QPoint(5, tab.height() - 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, tab.mapToGlobal(at))
    QApplication.sendEvent(tab, event)
    menu = tab.findChildren(QMenu)[-1]
    assert menu.isVisible()
    return menu


def action(menu: QMenu, text: str) -> QAction:
    return next(each for each in menu.actions() if each.text() == text)
