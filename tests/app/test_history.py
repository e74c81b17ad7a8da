"""What was typed and what was sent, from the menus of the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from gui.model.values import FileUpload
from gui.sandbox.touching import touch_from
from gui.services.commenting import comment_text
from gui.services.notices import Notice
from gui.services.session import Session
from gui.views.actions import Act
from gui.views.dialogs.comments import CommentsDialog
from gui.views.dialogs.drafts import DraftsDialog
from gui.views.dialogs.gone import RecordGoneDialog
from gui.views.dialogs.journal import JournalDialog
from tests.helpers.dialogs import opened, press, texts
from tests.helpers.program import Hands, running
from tests.helpers.wait import until
from tests.helpers.widgets import drop

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


async def sent(hands: Hands, phone: str) -> None:
    hands.type_into("Phone", phone)
    hands.press("Ctrl+S")
    await hands.sent()
    await until(lambda: "1 change sent." in hands.words)


async def test_what_was_sent_is_reverted_by_one_command_and_sent_by_one_more(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open(AMARA)
        before = session.value("phone")
        await sent(hands, "12345")
        hands.window.acts[Act.REVERT_SENT].trigger()
        await until(lambda: session.draft.is_dirty)
        assert session.value("phone") == before
        assert len(hands.patches()) == 1
        await until(lambda: "Put back as changes, not sent yet: Phone." in hands.words)
        hands.click("Send", QPushButton, hands.window.toast)
        await hands.sent()
        await until(lambda: hands.record(AMARA)["phone"] == before)


async def replaced_resume(hands: Hands, folder: Path) -> tuple[Session, str | None]:
    """Amara after another resume was dropped and sent, and the name of the one before."""
    session = await hands.open(AMARA)
    old_name, _old = await hands.program.line.resume(session.baseline)
    new = folder / "new.pdf"
    new.write_bytes(PDF)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(new))])
    drop(hands.window, mime)
    await until(lambda: session.change("resume"))
    hands.press("Ctrl+S")
    dialog = await hands.dialog()
    hands.click("Replace and send", QPushButton, dialog)
    await hands.sent()
    await until(lambda: "1 change sent." in hands.words)
    hands.window.activateWindow()
    await until(hands.window.isActiveWindow)
    return session, old_name


async def test_undo_behind_a_resume_that_was_sent_says_so_and_offers_the_way_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        session, old_name = await replaced_resume(hands, tmp_path)
        hands.press("Ctrl+Z", hands.window)
        said = "Undo ends here: what was sent of Resume comes back by reverting the send."
        await until(lambda: said in hands.words)
        assert "Undone" not in hands.words
        assert not session.draft.is_dirty
        hands.click("Revert what was sent", QPushButton, hands.window.toast)
        await until(lambda: session.change("resume"), what="the old resume")
        staged = session.value("resume")
        assert isinstance(staged, FileUpload)
        assert staged.name == old_name
        hands.press("Ctrl+Z", hands.window)
        assert not session.draft.is_dirty


async def test_a_replaced_resume_comes_back_from_the_toast(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open(AMARA)
        _name, old = await hands.program.line.resume(session.baseline)
        session, old_name = await replaced_resume(hands, tmp_path)
        hands.click("Undo", QPushButton, hands.window.toast)
        await until(lambda: session.change("resume"), what="the old resume")
        staged = session.value("resume")
        assert isinstance(staged, FileUpload)
        assert staged.name == old_name
        assert hands.program.attachments.bytes_of(staged) == old


async def test_the_journal_opens_beside_the_window_and_reverts(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open(AMARA)
        before = session.value("phone")
        await sent(hands, "12345")
        hands.press("Ctrl+H")
        dialog = await opened(hands.window, JournalDialog)
        assert isinstance(dialog, JournalDialog)
        await until(lambda: "Sent and read back" in texts(dialog))
        press(dialog, "Only Amara Osei-Lindqvist")
        press(dialog, "Revert…")
        await until(lambda: session.value("phone") == before)
        await sent_again(hands)
        await until(lambda: dialog.view.model().rowCount() == 2)
        dialog.close()


async def sent_again(hands: Hands) -> None:
    hands.window.activateWindow()
    hands.window.acts[Act.SEND].trigger()
    await hands.sent()


async def test_a_draft_is_discarded_and_brought_back_from_the_toast(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open(AMARA)
        hands.type_into("Phone", "12345")
        hands.window.acts[Act.DISCARD_DRAFT].trigger()
        await until(lambda: "Discarded: the draft of Amara Osei-Lindqvist." in hands.words)
        assert not session.draft.is_dirty
        hands.click("Undo", QPushButton, hands.window.toast)
        await until(lambda: session.value("phone") == "12345")


async def test_a_draft_is_opened_from_the_list(qapp: QApplication, tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        hands.type_into("Phone", "12345")
        other = next(row for row in hands.program.list.rows if row.id != AMARA)
        await hands.open(other.id)
        assert hands.session.record_id == other.id
        hands.press("Ctrl+Shift+D")
        dialog = await opened(hands.window, DraftsDialog)
        assert isinstance(dialog, DraftsDialog)
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
        await until(lambda: hands.session.record_id == AMARA)
        assert hands.session.value("phone") == "12345"


async def test_a_record_that_is_gone_offers_ways_on(qapp: QApplication, tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open(AMARA)
        hands.type_into("Phone", "12345")
        deletion = touch_from({"kind": "delete"})
        hands.sandbox(lambda control: control.touch(AMARA, deletion))
        told: list[Notice] = []
        hands.program.notices.told.connect(told.append)
        hands.press("Ctrl+S")
        await hands.sent()
        await until(lambda: told and told[-1].offers)
        told[-1].offers[0].act()
        dialog = await opened(hands.window, RecordGoneDialog)
        assert "Your 1 change is kept here as a draft." in texts(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert session.value("phone") == "12345"


async def test_a_comment_is_left_once_it_was_chosen_in_whose_name(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        hands.window.acts[Act.COMMENTS].trigger()
        dialog = await opened(hands.window, CommentsDialog)
        combo = dialog.findChild(QComboBox)
        assert combo is not None
        QTest.keyClick(combo, Qt.Key.Key_Down)
        press(dialog, "Save")
        await hands.program.tasks.settled("ask about comments")
        hands.window.activateWindow()
        await until(hands.window.isActiveWindow)
        await sent(hands, "12345")

        def comments() -> list[str]:
            log = hands.sandbox(lambda control: control.log())
            assert isinstance(log, list)
            found = [entry for entry in log if entry["path"].endswith("/comments")]
            return [entry["body"]["comment"]["body"] for entry in found]

        await until(comments)
        assert comments() == [comment_text(["phone"])]
