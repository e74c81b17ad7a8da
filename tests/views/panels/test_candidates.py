"""The candidates panel by keys and clicks: opening, filtering, stepping, marks."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStyleOptionViewItem,
    QToolButton,
)

from gui.model.sorting import text_key
from gui.services.candidate_list import Order, row_of
from gui.views.panels import candidates
from gui.views.panels.candidate_rows import row_line
from gui.views.panels.candidates import CandidatesPanel
from gui.views.text import Label
from tests.helpers.office import Office, office
from tests.helpers.sandbox import RunningSandbox, running_sandbox, sandbox
from tests.helpers.sandbox_world import AMARA, JOB, candidate, small_world
from tests.helpers.wait import until
from tests.helpers.widgets import shown

__all__ = ["sandbox"]

pytestmark = pytest.mark.usefixtures("qapp")


@contextlib.asynccontextmanager
async def panel_of(
    running: RunningSandbox, drafts: set[str] | None = None
) -> AsyncIterator[tuple[CandidatesPanel, Office]]:
    async with office(running) as at:
        panel = CandidatesPanel(at.list, has_draft=lambda record_id: record_id in (drafts or set()))
        tester = QAbstractItemModelTester(
            panel.rows, QAbstractItemModelTester.FailureReportingMode.Warning
        )
        panel.resize(260, 600)
        await shown(panel)
        at.list.load()
        at.list.load_choices()
        await until(lambda: not at.list.is_loading and at.list.jobs)
        try:
            yield panel, at
        finally:
            panel.close()
            tester.deleteLater()
            panel.deleteLater()


def view(panel: CandidatesPanel) -> QListView:
    found = [one for one in panel.findChildren(QListView) if one.accessibleName() == "Candidates"]
    return found[0]


def texts(panel: CandidatesPanel) -> str:
    return " | ".join(label.text() for label in panel.findChildren(Label) if label.isVisible())


def named(panel: CandidatesPanel, name: str) -> QToolButton:
    return next(one for one in panel.findChildren(QToolButton) if one.accessibleName() == name)


async def test_enter_and_click_open_and_arrows_only_walk(
    qapp: QApplication, sandbox: RunningSandbox
) -> None:
    async with panel_of(sandbox) as (panel, at):
        opened: list[str] = []
        panel.open_asked.connect(lambda record_id, _name: opened.append(record_id))
        panel.entered.connect(lambda: opened.append("by Enter"))
        rows = view(panel)
        rows.setFocus()
        QTest.keyClick(rows, Qt.Key.Key_Down)
        QTest.keyClick(rows, Qt.Key.Key_Down)
        assert opened == []
        QTest.keyClick(rows, Qt.Key.Key_Return)
        assert opened == ["by Enter", at.list.rows[rows.currentIndex().row()].id]
        spot = rows.visualRect(panel.rows.index(0)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert opened[2:] == [at.list.rows[0].id]


async def test_typing_filters_and_escape_takes_it_back(
    qapp: QApplication, sandbox: RunningSandbox
) -> None:
    async with panel_of(sandbox) as (panel, _at):
        everybody = panel.rows.rowCount()
        line = next(
            one
            for one in panel.findChildren(QLineEdit)
            if one.accessibleName() == "Filter candidates"
        )
        line.setFocus()
        QTest.keyClicks(line, "amara")
        assert panel.rows.rowCount() == 1
        assert f"1 of {everybody} candidates" in texts(panel)
        QTest.keyClick(line, Qt.Key.Key_Down)
        assert view(panel).hasFocus()
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_Escape)
        assert panel.rows.rowCount() == everybody


async def test_a_job_filter_asks_the_service(qapp: QApplication, sandbox: RunningSandbox) -> None:
    async with panel_of(sandbox) as (panel, at):
        QTest.mouseClick(named(panel, "Filters"), Qt.MouseButton.LeftButton)
        job = next(one for one in panel.findChildren(QComboBox) if one.accessibleName() == "Job")
        for _ in range(job.findData(JOB)):
            QTest.keyClick(job, Qt.Key.Key_Down)
        await until(lambda: not at.list.is_loading)
        assert {row.job_shortcode for row in at.list.rows} == {JOB}
        QTest.mouseClick(named(panel, "Filters"), Qt.MouseButton.LeftButton)
        assert f"{len(at.list.rows)} match the filters" in texts(panel)
    assert sandbox.log("GET")[-1]["query"]["shortcode"] == JOB


async def test_steps_to_the_next_candidate(qapp: QApplication, sandbox: RunningSandbox) -> None:
    async with panel_of(sandbox) as (panel, at):
        opened: list[str] = []
        panel.open_asked.connect(lambda record_id, _name: opened.append(record_id))
        panel.show_current(at.list.rows[0].id)
        panel.step(1)
        assert opened == [at.list.rows[1].id]
        panel.show_current(at.list.rows[0].id)
        panel.step(-1)
        assert len(opened) == 1


async def test_steps_are_counted_from_the_one_on_its_way(
    qapp: QApplication, sandbox: RunningSandbox
) -> None:
    async with panel_of(sandbox) as (panel, at):
        first, second, third = (row.id for row in at.list.rows[:3])
        opened: list[str] = []
        panel.open_asked.connect(lambda record_id, _name: opened.append(record_id))
        panel.show_current(first)
        panel.step(1)
        panel.show_opening(second)
        assert view(panel).currentIndex().row() == 1
        panel.step(1)
        assert opened == [second, third]
        panel.show_opening(None)
        assert view(panel).currentIndex().row() == 0


async def test_drafts_are_told_in_words_too(qapp: QApplication, sandbox: RunningSandbox) -> None:
    async with panel_of(sandbox, {AMARA}) as (panel, _at):
        index = panel.rows.index_of(AMARA)
        spoken = panel.rows.data(index, Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == "Amara Osei-Lindqvist, Logistics Planner · Phone Screen, unsent changes"
        other = panel.rows.index(1 - index.row() if index.row() < 2 else 0)
        assert "unsent" not in str(panel.rows.data(other, Qt.ItemDataRole.AccessibleTextRole))


async def test_those_opened_lately_are_one_click_away(
    qapp: QApplication, sandbox: RunningSandbox
) -> None:
    async with panel_of(sandbox) as (panel, at):
        session = await at.opened(AMARA)
        panel.visited(row_of(session.baseline))
        QTest.mouseClick(named(panel, "Recent candidates"), Qt.MouseButton.LeftButton)
        assert panel.rows.rowCount() == 1
        row = panel.rows.row_at(panel.rows.index(0))
        assert row is not None
        assert (row.id, row_line(row)) == (AMARA, "Logistics Planner · Phone Screen")
        assert panel.rows.index_of("nobody") == QModelIndex()


async def test_a_list_that_cannot_be_read_says_so_and_offers_another_try(
    qapp: QApplication, sandbox: RunningSandbox
) -> None:
    async with panel_of(sandbox) as (panel, at):
        sandbox.switch("offline", True)
        at.list.load()
        await until(lambda: not at.list.is_loading)
        assert "cannot be reached" in texts(panel)
        sandbox.switch("offline", False)
        again = next(
            one for one in panel.findChildren(QPushButton) if one.accessibleName() == "Try again"
        )
        QTest.mouseClick(again, Qt.MouseButton.LeftButton)
        await until(lambda: not at.list.is_loading)
        assert panel.rows.rowCount() > 0


async def test_the_order_is_chosen_in_a_menu_and_remembered(
    qapp: QApplication, sandbox: RunningSandbox
) -> None:
    kept: dict[str, str] = {}

    class Memory:
        def recall(self, name: str) -> str:
            return kept.get(name, "")

        def keep(self, name: str, value: str) -> None:
            kept[name] = value

    async with office(sandbox) as at:
        at.list.load()
        await until(lambda: not at.list.is_loading)
        panel = CandidatesPanel(at.list, has_draft=lambda _id: False, memory=Memory())
        await shown(panel)
        button = named(panel, "Sort candidates")
        assert button.accessibleDescription() == "As Workable lists them"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        menu = qapp.activePopupWidget()
        assert isinstance(menu, QMenu)
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        assert button.accessibleDescription() == "By name"
        names = [panel.rows.index(row).data() for row in range(panel.rows.rowCount())]
        assert names == sorted(names, key=text_key)
        panel.close()
        panel.deleteLater()
        at.list.put_in_order(Order.SERVICE)
        again = CandidatesPanel(at.list, has_draft=lambda _id: False, memory=Memory())
        assert at.list.order is Order.NAME
        again.deleteLater()


async def test_another_order_is_painted_without_laying_out_every_row(
    qapp: QApplication, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[bool] = []

    def counted(self: QListView) -> None:
        laid_out.append(True)
        QListView.doItemsLayout(self)

    monkeypatch.setattr(candidates._List, "doItemsLayout", counted)
    async with panel_of(sandbox) as (panel, at):
        rows = view(panel)
        rows.setCurrentIndex(panel.rows.index(1))
        await until(lambda: laid_out)
        qapp.sendPostedEvents()
        rows.grab()
        laid_out.clear()
        at.list.put_in_order(Order.NAME)
        assert not rows.currentIndex().isValid(), "somebody else stands there now"
        in_their_order = rows.viewport().grab().toImage()
        assert not laid_out, "of 100,000 rows that takes 8 ms"
        rows.doItemsLayout()
        assert rows.viewport().grab().toImage() == in_their_order


async def test_letters_typed_on_the_list_lead_to_a_name(
    qapp: QApplication, sandbox: RunningSandbox
) -> None:
    async with panel_of(sandbox) as (panel, at):
        wanted = at.list.rows[2].name
        rows = view(panel)
        rows.setFocus()
        QTest.keyClicks(rows, wanted[:3])
        assert rows.currentIndex().data().startswith(wanted[:3])


async def test_a_draft_repaints_its_own_row_alone(
    qapp: QApplication, sandbox: RunningSandbox
) -> None:
    drafts: set[str] = set()
    async with panel_of(sandbox, drafts) as (panel, at):
        painted: list[tuple[int, int]] = []
        panel.rows.dataChanged.connect(
            lambda first, last, _roles: painted.append((first.row(), last.row()))
        )
        QTest.qWaitForWindowExposed(panel)
        view(panel).grab()  # painted once, so that it is known what is on the screen
        drafts.add(at.list.rows[1].id)
        panel.rows.drafts_changed()
        panel.rows.drafts_changed()
        assert painted == [(1, 1)]


async def test_more_rows_do_not_move_the_list(qapp: QApplication) -> None:
    people = [
        candidate(600_000_000 + number, f"Person{number:03}", "Test") for number in range(230)
    ]
    with running_sandbox(small_world(*people)) as running:
        async with panel_of(running) as (panel, at):
            panel.show_current(at.list.rows[0].id)
            rows = view(panel)
            bar = rows.verticalScrollBar()
            bar.setValue(bar.maximum() // 2)
            place = bar.value()
            assert place > 0
            panel.load_more()
            await until(lambda: len(at.list.rows) > 150)
            assert bar.value() == place


def _inked(picture: QImage, from_y: int = 0) -> list[tuple[int, int]]:
    """Where something is painted: each column with its topmost row."""
    found = []
    for x in range(picture.width()):
        rows = (y for y in range(from_y, picture.height()) if picture.pixelColor(x, y).alpha())
        top = next(rows, None)
        if top is not None:
            found.append((x, top))
    return found


async def test_in_a_mirrored_list_names_begin_at_the_right_and_are_cut_behind(
    qapp: QApplication, sandbox: RunningSandbox
) -> None:
    async with panel_of(sandbox) as (panel, _at):
        rows = view(panel)
        index = next(
            index
            for index in (panel.rows.index(at) for at in range(panel.rows.rowCount()))
            if str(index.data()).isascii()
        )
        delegate = rows.itemDelegate()
        option = QStyleOptionViewItem()
        option.widget = rows
        option.direction = Qt.LayoutDirection.RightToLeft
        pictures = {}
        for width in (400, 90):
            picture = QImage(width, 48, QImage.Format.Format_ARGB32)
            picture.fill(Qt.GlobalColor.transparent)
            option.rect = picture.rect()
            painter = QPainter(picture)
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            delegate.paint(painter, option, index)
            painter.end()
            pictures[width] = picture.copy(0, 0, width, 26)  # the name's line alone
        wide = _inked(pictures[400])
        assert wide[0][0] > 200
        assert wide[-1][0] > 370
        # The dots of the ellipsis stand low, and behind the name: at its right end.
        narrow = _inked(pictures[90])
        letters = min(top for _x, top in narrow)
        assert all(top > letters + 5 for _x, top in narrow[-3:])
        assert any(top <= letters + 2 for _x, top in narrow[:6])
