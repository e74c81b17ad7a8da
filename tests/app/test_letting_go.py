"""Staged files in memory: there as long as somebody needs them, and no longer."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QUrl

from gui.model.values import FileUpload
from gui.services.session import Session
from gui.views.actions import Act
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

AMARA = "1de04059"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


async def _nothing_to_choose(*_given: object) -> None:
    raise AssertionError("one file is no choice")


async def staged(hands: Hands, session: Session, path: Path, data: bytes) -> FileUpload:
    await asyncio.to_thread(path.write_bytes, data)
    url = QUrl.fromLocalFile(str(path)).toString()
    await hands.program.staging.stage_dropped(session, [url], choose=_nothing_to_choose)
    upload = session.value("resume")
    assert isinstance(upload, FileUpload)
    return upload


async def send(hands: Hands) -> None:
    hands.window.acts[Act.SEND].trigger()
    (await hands.dialog()).accept()  # the stored resume is replaced
    await hands.sent()
    await until(lambda: not hands.program.sending.is_busy)


async def test_what_was_sent_is_not_kept_in_memory(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open(AMARA)
        first = await staged(hands, session, tmp_path / "first.pdf", PDF + b"1")
        upload = await staged(hands, session, tmp_path / "cv.pdf", PDF)
        attachments = hands.program.attachments
        assert attachments.holds(upload)
        assert attachments.holds(first), "undo would bring it back"
        await send(hands)
        await until(lambda: not attachments.holds(upload))
        while session.draft.can_undo:
            hands.window.acts[Act.UNDO].trigger()
        assert session.value("resume") != first or attachments.holds(first)


async def test_what_neither_undo_nor_redo_leads_to_goes(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open(AMARA)
        upload = await staged(hands, session, tmp_path / "cv.pdf", PDF)
        hands.window.acts[Act.UNDO].trigger()
        assert session.value("resume") != upload
        hands.type_into("Headline", "Sent beside it")
        hands.press("Ctrl+S")
        await hands.sent()
        # Typing took redo away: nothing leads back to it.
        await until(lambda: not hands.program.attachments.holds(upload))


async def test_a_file_that_could_not_be_sent_stays(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open(AMARA)
        upload = await staged(hands, session, tmp_path / "cv.pdf", PDF)
        hands.window.acts[Act.SEND].trigger()
        (await hands.dialog()).reject()
        await hands.sent()
        assert hands.program.attachments.holds(upload)
        await send(hands)
        assert not hands.program.attachments.holds(upload)
        assert hands.patches()


async def test_the_same_file_staged_for_another_candidate_stays(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        other = await hands.open("1ddfd0cf")
        await staged(hands, other, tmp_path / "cv.pdf", PDF)
        session = await hands.open(AMARA)
        upload = await staged(hands, session, tmp_path / "cv.pdf", PDF)
        await send(hands)
        assert hands.program.attachments.holds(upload)
