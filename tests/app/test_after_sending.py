"""A resume is sent, the service's parser overwrites fields, and the person gets theirs back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gui.model.fileformats import Role
from gui.services.staging import Look
from gui.views.dialogs.after_upload import AfterUploadDialog
from gui.views.dialogs.confirm_send import ConfirmSend
from tests.helpers.dialogs import button, texts
from tests.helpers.program import Hands, running
from tests.helpers.truth import FOLDER
from tests.helpers.wait import until

FIELDS = ["First name", "Last name", "Phone", "Experience entries", "Skills"]


async def first(_role: Role, looks: tuple[Look, ...], /) -> Look | None:
    return looks[0]


async def overwritten(program: Hands) -> AfterUploadDialog:
    """Sends a resume; the parser does its worst; the line about it is pressed."""
    watch = program.program.after_sending.watch
    watch.look_again_s = 0.05
    service = program.program.connecting.sandbox
    assert service is not None
    service.switch("parser_rewrites", True).result()
    await program.open("callum.mckay@example.com")
    path = FOLDER / "resumes" / "callum-mckay.pdf"
    await program.program.staging.stage_files(program.session, [path], choose=first)
    program.press("Ctrl+S")
    asked = await program.dialog()
    assert isinstance(asked, ConfirmSend)
    QTest.mouseClick(asked.verb, Qt.MouseButton.LeftButton)
    await program.sent()
    service.clock.advance(60)
    await until(lambda: watch.altered(program.session), what="the record is read again")
    assert "Since you sent, this has changed in Workable" in program.words
    program.click("Show", QPushButton, program.window.bar)
    dialog = await program.dialog()
    assert isinstance(dialog, AfterUploadDialog)
    return dialog


async def test_each_field_and_all_of_them_come_back(tmp_path: Path, qapp: QApplication) -> None:
    async with running(tmp_path) as program:
        dialog = await overwritten(program)
        assert [card.accessibleName() for card in dialog.cards.values()] == FIELDS
        assert "waits for the next send" in texts(dialog)
        phone = dialog.cards["phone"]
        QTest.mouseClick(phone.restore_button, Qt.MouseButton.LeftButton)
        assert [change.key for change in program.session.draft.changes()] == ["phone"]
        assert "restored, not sent yet" in texts(phone)
        assert not phone.restore_button.isVisible()

        # The rest by the keyboard.
        everything = button(dialog, "Restore all mine")
        everything.setFocus()
        QTest.keyClick(everything, Qt.Key.Key_Return)
        assert len(program.session.draft.changes()) == 5
        assert not everything.isEnabled()
        assert dialog.focusWidget() is dialog.cancel_button
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert len(program.patches()) == 1, "nothing was sent by it"
        assert program.session.current.get("firstname") == "Callum"
        # One press of undo takes the last restoring back, and only that.
        program.session.undo()
        assert [change.key for change in program.session.draft.changes()] == ["phone"]


async def test_keeping_all_takes_the_line_away(tmp_path: Path, qapp: QApplication) -> None:
    async with running(tmp_path) as program:
        dialog = await overwritten(program)
        QTest.mouseClick(button(dialog, "Keep all as it is"), Qt.MouseButton.LeftButton)
        await until(lambda: "Since you sent" not in program.words)
        assert not program.session.draft.is_dirty
        assert program.session.current.get("firstname") == "CALLUM"
