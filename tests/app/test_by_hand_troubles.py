"""Troubles as a recruiter meets them, through the whole window: a fault of the program's own, an
entry beside mine, and a candidate that was left while its send was on its way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from gui.model import edits
from gui.model.fields import Tab
from gui.model.values import Place, entries
from gui.sandbox.faults import fault_from
from gui.sandbox.touching import Touch, TouchKind
from gui.services.session import Phase
from tests.helpers.form import entries_tab
from tests.helpers.harness import ExpectLog
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

AMARA, TOMASZ = "1de04059", "1de0559d"
SCHOOLS = "education_entries"


def titled(hands: Hands) -> dict[str, Any]:
    """The schools as the service stores them, by their ids."""
    stored: Any = hands.record(AMARA)[SCHOOLS]
    return {entry["id"]: entry for entry in stored}


async def test_a_raise_in_a_slot_is_told_and_costs_nothing(
    tmp_path: Path, expect_log: ExpectLog
) -> None:
    def broken() -> None:
        raise LookupError("Amara Osei")

    async with running(tmp_path / "profile") as hands:
        # Else the fault would fail the test at its end, as any other does.
        del hands.program.reporter.report
        session = await hands.open(AMARA)
        hands.type_into("Phone", "12345")
        with expect_log("LookupError in the window"):
            QTimer.singleShot(0, broken)
            await until(lambda: "Something in Redline went wrong (LookupError)" in hands.words)
        assert session.value("phone") == "12345"
        hands.type_into("Address", "1 Quay")
        hands.press("Ctrl+S")
        await hands.sent()
        assert not session.draft.is_dirty
        assert hands.record(AMARA)["address"] == "1 Quay"
        assert len(hands.patches()) == 1


async def test_another_entry_of_the_same_list_stays_and_nobody_is_asked(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open(AMARA)
        hands.program.form.show_tab(Tab.EDUCATION)
        mine, theirs = (entry.ref for entry in entries(session.value(SCHOOLS))[:2])
        entries_tab(hands.program.form).open_entry(mine)
        hands.type_into("School", "Lund")
        touch = Touch(
            kind=TouchKind.ANOTHER_ENTRY, changed=(SCHOOLS,), changed_entries=(mine,), key=SCHOOLS
        )
        hands.sandbox(lambda control: control.touch(AMARA, touch))
        before = titled(hands)[theirs]
        hands.press("Ctrl+S")
        await hands.sent()
        await until(lambda: "1 change sent" in hands.words)
        assert titled(hands)[mine]["school"] == "Lund"
        assert titled(hands)[theirs] == before, "theirs went over with mine"
        assert "was changed by somebody else meanwhile" in hands.words


async def test_a_candidate_left_during_its_send_gets_the_answer_and_the_one_in_front_does_not(
    tmp_path: Path,
) -> None:
    async with running(tmp_path / "profile") as hands:
        amara = await hands.open(AMARA)
        hands.type_into("Phone", "12345")
        fault = fault_from({"kind": "hold_before", "method": "PATCH"})
        hands.sandbox(lambda control: control.add_fault(fault))
        hands.press("Ctrl+S")
        await until(lambda: amara.phase is Phase.WRITING)
        tomasz = await hands.open(TOMASZ)
        assert tomasz is not amara
        tomasz.edit(lambda draft: edits.set_value(draft, "phone", "777"))
        hands.sandbox(lambda control: control.release())
        await hands.program.sending.settled(amara)
        assert not amara.draft.is_dirty
        assert (tomasz.value("phone"), tomasz.baseline.get("phone")) != ("12345", "12345")
        assert tomasz.value("phone") == "777"
        assert tomasz.draft.is_dirty
        await until(lambda: "1 change to Amara Osei-Lindqvist sent." in hands.words)
        assert Place("phone") not in tomasz.complaints
