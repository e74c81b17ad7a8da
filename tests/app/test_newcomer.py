"""What a newcomer does in the first five minutes, through the real window and the real sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPushButton

from gui.views.text import Label
from tests.helpers.program import running
from tests.helpers.wait import until
from tests.helpers.widgets import drop

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


async def test_fixes_a_name_a_job_a_tag_removes_a_school_and_drops_a_resume(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        before = hands.record(AMARA)
        # Picks a person in the list, by keys.
        hands.type_into("Filter candidates", "osei-lindqvist")
        QTest.keyClick(hands.focus, Qt.Key.Key_Down)
        QTest.keyClick(hands.named("Candidates", QListView), Qt.Key.Key_Return)
        await until(lambda: hands.program.desk.session)
        assert hands.window.windowTitle() == "Amara Osei-Lindqvist — Redline[*]"

        hands.type_into("First name", "Abena")
        assert hands.window.isWindowModified()
        for _ in range(2):
            hands.press("Ctrl+PgDown")
        cards = next(one for one in hands.all_named("Experience entries", QListView))
        cards.setFocus()
        QTest.keyClick(cards, Qt.Key.Key_Home)
        QTest.keyClick(cards, Qt.Key.Key_Return)
        hands.type_into("Title", "Senior Analyst")
        for _ in range(2):
            hands.press("Ctrl+PgDown")
        hands.type_into("Add tag", "senior")
        QTest.keyClick(hands.focus, Qt.Key.Key_Return)
        for _ in range(3):
            hands.press("Ctrl+PgUp")
        schools = next(one for one in hands.all_named("Education entries", QListView))
        schools.setFocus()
        QTest.keyClick(schools, Qt.Key.Key_Home)
        QTest.keyClick(schools, Qt.Key.Key_Delete)

        resume = tmp_path / "amara-2026.pdf"
        resume.write_bytes(PDF)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(resume))])
        drop(hands.window, mime)
        await until(lambda: hands.session.change("resume"), what="the resume to be staged")
        assert hands.session.draft.count == 5

        hands.press("Ctrl+S")
        dialog = await hands.dialog()
        said = " ".join(one.text() for one in dialog.findChildren(Label))
        assert "Chalmers" in said
        QTest.keyClick(dialog, Qt.Key.Key_Return)  # Enter alone removes nothing
        assert hands.patches() == []
        hands.press("Ctrl+S")
        dialog = await hands.dialog()
        hands.click("Remove 1 entry and send", QPushButton, dialog)
        await hands.sent()

        (patch,) = hands.patches()
        assert sorted(patch["keys"]) == [  # type: ignore[call-overload]
            "education_entries",
            "experience_entries",
            "firstname",
            "resume",
            "tags",
        ]
        after = hands.record(AMARA)
        assert after["firstname"] == "Abena"
        assert after["tags"] == [*before["tags"], "senior"]  # type: ignore[misc]
        assert [entry["school"] for entry in after["education_entries"]] == ["Lund University"]  # type: ignore[attr-defined]
        assert after["experience_entries"][0]["title"] == "Senior Analyst"  # type: ignore[index]
        assert {key for key in before if before[key] != after.get(key)} <= {
            "firstname",
            "name",
            "tags",
            "education_entries",
            "experience_entries",
            "resume_metadata",
            "updated_at",
        }
        assert not hands.window.isWindowModified()
        assert "5 changes sent." in hands.words
