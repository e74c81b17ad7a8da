"""What a second start does to the first: its window comes forward and opens the candidate."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.app.summons import Summons
from gui.services.instance import Handover
from gui.services.line import Line
from gui.services.notices import Notices
from tests.helpers.office import office
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import AMARA
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def window(qapp: QCoreApplication) -> Iterator[QWidget]:
    window = QWidget()
    yield window
    window.hide()
    window.deleteLater()


async def test_the_candidate_is_opened_and_the_window_comes_forward(
    qapp: QCoreApplication, window: QWidget, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        window.showMaximized()
        window.showMinimized()
        Summons(window, at.line, at.desk, at.notices).heed(Handover(AMARA))
        await until(lambda: at.desk.session is not None)
        assert not window.isMinimized()
        assert window.isMaximized()
        await until(window.isActiveWindow)
        assert at.told == []


async def test_without_a_candidate_the_window_only_comes_forward(
    qapp: QCoreApplication, window: QWidget, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        Summons(window, at.line, at.desk, at.notices).heed(Handover())
        assert window.isVisible()
        assert at.desk.opening is None
        assert at.told == []


@pytest.mark.parametrize(
    ("handover", "words"),
    [
        (Handover(AMARA, account="acme"), "with Test. Choose acme under"),
        (Handover(AMARA, sandbox=True), "with Test. Choose the sandbox under"),
    ],
)
async def test_nobody_is_looked_for_in_another_account_than_was_meant(
    qapp: QCoreApplication,
    window: QWidget,
    sandbox: RunningSandbox,
    handover: Handover,
    words: str,
) -> None:
    async with office(sandbox) as at:
        Summons(window, at.line, at.desk, at.notices).heed(handover)
        assert words in at.last_words
        assert at.desk.opening is None


async def test_the_account_that_is_in_use_is_no_other(
    qapp: QCoreApplication, window: QWidget, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        summons = Summons(window, at.line, at.desk, at.notices)
        summons.heed(Handover(AMARA, account="test"))
        await until(lambda: at.desk.session is not None)


async def test_without_an_account_the_person_is_told(
    qapp: QCoreApplication, window: QWidget, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        notices = Notices()
        Summons(window, Line(notices), at.desk, notices).heed(Handover(AMARA))
        assert notices.history[-1].text.startswith("Redline is running already. Connect to")
        assert at.desk.opening is None


def test_the_desktops_permission_is_put_where_qt_looks_for_it(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    notices = Notices()
    line = Line(notices)
    summons = Summons(window, line, None, notices)  # type: ignore[arg-type]
    summons.heed(Handover(activation="desktop-7"))
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "desktop-7"
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN")
