"""What was said stays to be read; what could be done about it does not."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication

from gui.services.notices import Notice, Notices, Offer, Tone


class Draft:
    """What an offer leads to."""

    def undo(self) -> None:
        pass


@pytest.mark.parametrize("how", ["an event", "a state"])
def test_an_earlier_message_holds_no_draft(qapp: QCoreApplication, how: str) -> None:
    notices, draft = Notices(), Draft()
    seen = weakref.ref(draft)
    offers: list[int] = []
    notices.told.connect(lambda notice: offers.append(len(notice.offers)))
    if how == "an event":
        notices.tell("1 change sent.", Tone.SUCCESS, Offer("Undo", draft.undo))
        assert offers == [1], "who shows it has the offer"
    else:
        notices.set_state("offline", Notice("Offline.", offers=(Offer("Again", draft.undo),)))
        notices.clear_state("offline")
    del draft
    gc.collect()
    assert seen() is None
    assert len(notices.history) == 1
