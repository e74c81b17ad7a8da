"""Entries that were removed and still stand in their place, when the record moves around them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.views.tabs.card import Ghost
from gui.views.tabs.entry_list import EntryList
from gui.views.tabs.ghost import GhostCard

pytestmark = pytest.mark.usefixtures("qapp")


def removed(entries: EntryList) -> list[str]:
    cards = entries.findChildren(GhostCard)
    return [card.ghost.name for card in cards if card.isVisibleTo(entries)]


def test_one_that_a_colleague_renamed_stands_there_once_and_goes_when_it_was_sent(
    qtbot: QtBot,
) -> None:
    entries = EntryList("Education entries")
    qtbot.addWidget(entries)
    entries.set_cards([], [Ghost(ref="a", name="MSc, Chalmers", before=0)])
    assert removed(entries) == ["MSc, Chalmers"]
    entries.set_cards([], [Ghost(ref="a", name="PhD, Chalmers", before=0)])
    assert removed(entries) == ["PhD, Chalmers"]
    entries.set_cards([], [])
    assert removed(entries) == []
