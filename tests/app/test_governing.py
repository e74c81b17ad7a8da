"""What an organisation has set, in the whole program: it is seen, and there is no way round it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from gui.__main__ import Options
from gui.errors import SetByOrganisation
from gui.secret import Secret
from gui.services.policy import Policy
from gui.services.settings import JOURNAL_DAYS
from gui.views.text import Label
from gui.workable.endpoint import endpoint_from_url
from gui.workable.transport import Transport
from tests.helpers.program import Hands, running
from tests.helpers.sandbox import running_sandbox
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"


def words_of(dialog: QDialog) -> str:
    return " | ".join(one.text() for one in dialog.findChildren(Label))


def button(dialog: QDialog, name: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == name)


def states(hands: Hands) -> list[str]:
    return [notice.text for notice in hands.program.notices.states.values()]


async def test_read_only_keeps_drafts_and_sends_nothing(tmp_path: Path) -> None:
    async with running(tmp_path / "profile", policy=Policy(read_only=True)) as hands:
        assert "Set by your organisation: read only." in states(hands)[0]
        await hands.open(AMARA)
        hands.type_into("First name", "Abena")
        hands.press("Ctrl+S")
        await until(lambda: "Nothing was sent" in hands.words)
        await hands.sent()
        assert hands.patches() == []
        assert hands.session.draft.is_dirty
        assert hands.session.can_send
        assert hands.program.outbox.waiting == ()
        assert await hands.program.keeper.flush()


async def test_a_write_does_not_leave_a_read_only_transport() -> None:
    with running_sandbox() as sandbox:
        endpoint = endpoint_from_url(sandbox.base_url, sandbox.subdomain)
        transport = await Transport.connect(endpoint, Secret(sandbox.token), read_only=True)
        for method in ("PATCH", "POST", "PUT", "DELETE"):
            with pytest.raises(SetByOrganisation, match="read only"):
                await transport.send(method, ("candidates", AMARA), body=b"{}")
        assert (await transport.send("GET", ("candidates", AMARA))).ok
        await transport.aclose()
        assert [entry["method"] for entry in sandbox.log()] == ["GET"]


async def test_each_send_is_looked_through_first(tmp_path: Path) -> None:
    async with running(tmp_path / "profile", policy=Policy(review_always=True)) as hands:
        await hands.open(AMARA)
        hands.type_into("First name", "Abena")
        hands.press("Ctrl+S")
        dialog = await hands.dialog()
        assert "Set by your organisation" in words_of(dialog)
        assert "First name: Amara → Abena" in words_of(dialog)
        button(dialog, "Cancel").click()
        await hands.sent()
        assert hands.patches() == []
        assert hands.session.can_send

        hands.window.activateWindow()
        await until(hands.window.isActiveWindow)
        hands.press("Ctrl+S")
        button(await hands.dialog(), "Send").click()
        await until(lambda: not hands.session.draft.is_dirty)
        await hands.sent()
        assert len(hands.patches()) == 1
        assert hands.record(AMARA)["firstname"] == "Abena"


async def test_the_days_of_the_journal_are_shown_and_cannot_be_changed(tmp_path: Path) -> None:
    async with running(tmp_path / "profile", policy=Policy(journal_days=7)) as hands:
        hands.press("Ctrl+H")
        dialog = await hands.dialog()
        kept = next(
            one for one in dialog.findChildren(QPushButton) if one.text().startswith("Kept for")
        )
        assert kept.text() == "Kept for 7 days · Set by your organisation"
        assert not kept.isEnabled()
        hands.program.settings.set(JOURNAL_DAYS, 365)
        assert hands.program.settings.get(JOURNAL_DAYS) == 7
        dialog.close()


async def test_a_preset_account_asks_for_the_token_only(tmp_path: Path) -> None:
    policy = Policy(account="harbourworks", allowed_subdomains=("harbourworks",))
    async with running(tmp_path / "profile", Options(), policy) as hands:
        dialog = await hands.dialog()
        line = next(
            one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == "Subdomain"
        )
        assert line.text() == "harbourworks"
        assert line.isReadOnly()
        assert "This account is set by your organisation" in words_of(dialog)
        button(dialog, "Cancel").click()


async def test_what_is_wrong_with_the_file_is_said_until_it_is_closed(tmp_path: Path) -> None:
    policy = Policy(problems=("In policy.json stands “readonly”, which Redline does not know.",))
    async with running(tmp_path / "profile", policy=policy) as hands:
        assert any("readonly" in text for text in states(hands))
        assert "which Redline does not know" in hands.words
        hands.click("Close")
        assert not any("readonly" in text for text in states(hands))
