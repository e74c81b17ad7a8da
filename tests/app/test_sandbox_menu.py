"""The Sandbox menu in the real window: it shows how the sandbox stands, whatever happened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from gui.sandbox.control import Control
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"


def line(hands: Hands, *path: str) -> QAction:
    """A line of the menu by the words it begins with."""
    actions = [a for a in hands.window.menuBar().actions() if a.text() == "&Sandbox"]
    for words in path:
        menu = actions[0].menu()
        assert isinstance(menu, QMenu)
        actions = [a for a in menu.actions() if a.text().startswith(words)]
        assert len(actions) == 1, words
    return actions[0]


def setting(hands: Hands, name: str) -> object:
    settings = hands.sandbox(Control.switches)
    assert isinstance(settings, dict)
    return settings[name]


async def test_the_switches_reach_the_sandbox_and_one_token_at_a_time(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        line(hands, "Slow: 3 seconds").trigger()
        line(hands, "Expired token").trigger()
        line(hands, "Read-only token").trigger()
        await until(lambda: setting(hands, "token") == "read_only")
        assert setting(hands, "slow") == 3.0
        assert not line(hands, "Expired token").isChecked()


async def test_the_menu_tells_how_the_sandbox_stands_after_another_account(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        line(hands, "Fold tags").trigger()
        await until(lambda: setting(hands, "fold_tags"))
        hands.program.connecting.use_sandbox()  # as when one comes back to it
        await until(lambda: not line(hands, "Expired token").isChecked())
        await until(lambda: hands.program.list.rows)
        assert line(hands, "Fold tags").isChecked()


async def test_starting_over_brings_back_the_people_and_every_switch(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        hands.type_into("Headline", "Planner")
        line(hands, "Fold tags").trigger()
        line(hands, "Change this record", "Change the same field").trigger()
        await until(lambda: "A colleague has changed the same field." in hands.words)
        assert hands.record(AMARA)["headline"] == "Supply chain analyst (colleague)"
        line(hands, "Start over").trigger()
        await until(lambda: "has started over" in hands.words)
        told = "Discarded with it: the draft of Amara Osei-Lindqvist."
        assert told in hands.words, "the draft was about people who are gone"
        assert not line(hands, "Fold tags").isChecked()
        assert not hands.session.draft.has_work
        assert hands.record(AMARA)["headline"] == "Supply chain analyst"
        await until(lambda: hands.program.list.rows and not hands.program.list.is_loading)
