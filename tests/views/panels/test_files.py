"""The files panel: what it shows of stored and staged files, and what its buttons do."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from gui.errors import ConnectionFailed, NotFound
from gui.model.draft import Draft
from gui.model.fileformats import MAX_FILE_SIZE, Role
from gui.model.values import MISSING, FileUpload, Place
from gui.services.session import Session
from gui.views.panels.side import Side
from gui.views.text import Label
from gui.views.theme import Theme
from tests.helpers import sample_files as sample
from tests.helpers.files import FilesStage, files, files_stage, record
from tests.helpers.harness import Aio
from tests.helpers.widgets import shown


class Viewer(QObject):
    """Stands for the system's viewer."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer(qapp: QApplication) -> Iterator[Viewer]:
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "open")  # type: ignore[arg-type]  # the stub asks for bytes, Qt does not
    yield viewer
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def stage(theme: Theme, tmp_path: Path, aio: Aio) -> Iterator[FilesStage]:
    with files_stage(theme, tmp_path, aio) as stage:
        stage.service.photo = sample.picture("JPEG", (200, 100))
        stage.service.resume_file = sample.pdf()
        yield stage


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def seen(widget: QWidget) -> str:
    """Every text that is to be seen in a widget."""
    return "\n".join(
        label.text() for label in widget.findChildren(Label) if label.isVisible() and label.text()
    )


def click(button: QWidget) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def stage_file(stage: FilesStage, path: Path) -> None:
    stage.intake.take(stage.window.session, files(path), stage.window)
    await stage.quiet()


# --- what is stored -----------------------------------------------------------------------------


async def test_names_that_scripts_rely_on(stage: FilesStage) -> None:
    stage.open()
    panel = stage.panel
    assert panel.resume.accessibleName() == "Resume"
    assert panel.photo.accessibleName() == "Photo"
    assert panel.resume.invitation.button.accessibleName() == "Choose resume…"
    assert panel.photo.invitation.button.accessibleName() == "Choose photo…"
    await stage.quiet()


async def test_without_a_candidate_it_says_so(stage: FilesStage) -> None:
    stage.show(None)
    await shown(stage.window)
    assert seen(stage.panel) == "Open a candidate to see resume and photo."


async def test_stored_resume_and_photo_are_shown(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    assert "Osei CV.pdf" in seen(stage.panel.resume)
    assert "stored 3 Mar 2026" in seen(stage.panel.resume)
    assert "PDF, DOC, DOCX, RTF up to 5\u00a0MB" in seen(stage.panel.resume)
    assert "fetching…" in seen(stage.panel.photo)
    await stage.quiet()
    image = stage.panel.photo.now.frame.image
    assert image is not None
    assert (image.width(), image.height()) == (200, 100)
    assert image.pixelColor(10, 50).red() > 200
    assert stage.photos[-1] == (image, False)
    assert "now" in seen(stage.panel.photo)
    assert stage.service.fetched == ["photo"]  # the resume only when it is asked for


async def test_nothing_stored_is_an_invitation(stage: FilesStage) -> None:
    stage.open(record(files=False))
    await shown(stage.window)
    await stage.quiet()
    assert "No resume stored" in seen(stage.panel.resume)
    assert "Drop a file anywhere in the window" in seen(stage.panel.resume)
    assert not stage.panel.resume.open_button.isVisible()
    assert "none stored" in seen(stage.panel.photo)
    assert stage.service.fetched == []


async def test_a_photo_that_cannot_be_fetched_is_said_and_tried_again(stage: FilesStage) -> None:
    good = stage.service.photo
    stage.service.photo = ConnectionFailed("The service cannot be reached.")
    stage.open()
    await shown(stage.window)
    await stage.quiet()
    assert "The service cannot be reached." in seen(stage.panel.photo)
    assert stage.told == []
    stage.service.photo = good
    click(stage.panel.photo.retry_button)
    await stage.quiet()
    assert stage.panel.photo.now.frame.image is not None
    assert "cannot be reached" not in seen(stage.panel.photo)


async def test_a_stored_photo_that_is_a_bomb_is_not_shown(stage: FilesStage) -> None:
    stage.service.photo = b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/x'/></svg>"
    stage.open()
    await shown(stage.window)
    await stage.quiet()
    assert "not a picture that can be shown" in seen(stage.panel.photo)
    assert stage.panel.photo.now.frame.image is None


async def test_a_late_photo_of_another_candidate_is_not_shown(stage: FilesStage) -> None:
    for following in (None, Session(Draft(record("3c4d", name="Bea", files=False)))):
        stage.open()
        stage.show(following)
        await shown(stage.window)
        await stage.quiet()
        assert stage.panel.photo.now.frame.image is None
        assert stage.photos == []


# --- what is staged -----------------------------------------------------------------------------


async def test_a_staged_photo_stands_beside_the_stored_one(
    stage: FilesStage, tmp_path: Path
) -> None:
    session = stage.open()
    await shown(stage.window)
    await stage.quiet()
    data = sample.picture("PNG", (300, 300))
    await stage_file(stage, put(tmp_path, "face & smile.png", data))
    zone = stage.panel.photo
    assert zone.now.frame.image is not None
    assert zone.new.frame.image is not None
    assert stage.photos[-1] == (zone.new.frame.image, True)
    words = seen(zone)
    assert "face & smile.png" in words
    assert f"PNG, 300 × 300, {_size(data)}" in words
    assert f"{_size(b'x' * (4 * -(-len(data) // 3)))} on its way, as base64" in words
    assert "changed" in words
    assert zone.accessibleDescription() == "changed, was another photo"
    assert stage.panel.resume.accessibleDescription() == ""

    session.undo()
    await stage.quiet()
    assert zone.accessibleDescription() == ""
    assert not zone.staged.isVisible()
    assert stage.photos[-1] == (zone.now.frame.image, False)
    session.redo()
    await stage.quiet()
    assert stage.photos[-1][1]


def _size(data: bytes) -> str:
    from gui.model.texts import human_size

    return human_size(len(data))


async def test_a_staged_resume_names_the_one_it_replaces_and_can_be_taken_off(
    stage: FilesStage, tmp_path: Path
) -> None:
    session = stage.open()
    await shown(stage.window)
    await stage_file(stage, put(tmp_path, "new\u202e.doc", sample.rtf()))
    zone = stage.panel.resume
    assert zone.accessibleDescription() == "changed, was Osei CV.pdf"
    words = seen(zone)
    assert "new‹U+202E›.doc" in words
    assert "The name ends in .doc, but this is RTF." in words
    assert "Osei CV.pdf" in words
    zone.staged.remove_button.setFocus()
    QTest.keyClick(zone.staged.remove_button, Qt.Key.Key_Return)
    assert not session.draft.is_dirty
    assert not zone.staged.isVisible()
    assert zone.invitation.button.hasFocus()
    session.undo()
    assert zone.staged.isVisible()
    await stage.quiet()


async def test_where_the_picture_comes_from_is_chosen_and_undone(
    stage: FilesStage, tmp_path: Path
) -> None:
    session = stage.open()
    await shown(stage.window)
    await stage_file(stage, put(tmp_path, "face.png", sample.picture("PNG")))
    source = stage.panel.photo.source
    assert source.box.accessibleName() == "Where the picture comes from"
    assert source.box.currentText() == "From the candidate"
    source.box.setFocus()
    QTest.keyClicks(source.box, "linkedin")
    upload = stage.staged(Role.PHOTO)
    assert isinstance(upload, FileUpload)
    assert upload.source == "linkedin"
    image = stage.panel.photo.new.frame.image
    assert image is not None, "the picture stays while its source changes"
    session.undo()
    assert source.box.currentText() != "LinkedIn"
    await stage.quiet()


async def test_a_position_in_the_photo_is_said_and_removed(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    await shown(stage.window)
    await stage_file(stage, put(tmp_path, "face.jpg", sample.picture("JPEG", located=True)))
    assert "The photo tells where it was taken." in seen(stage.panel.photo)
    click(stage.panel.photo.staged.clean_button)
    await stage.quiet()
    assert "where it was taken" not in seen(stage.panel.photo)
    assert not stage.panel.photo.staged.clean_button.isVisible()
    assert stage.told == ["The photo no longer tells where, when and with what it was taken."]


async def test_a_staged_link_shows_its_host_and_fetches_nothing(stage: FilesStage) -> None:
    session = stage.open()
    await shown(stage.window)
    await stage.quiet()
    fetched = list(stage.service.fetched)
    stage.staging.stage_link(session, Role.PHOTO, "https://bücher.example/a.jpg", source="xing")
    await stage.quiet()
    words = seen(stage.panel.photo)
    assert "xn--bcher-kva.example" in words
    assert "Workable fetches it from there." in words
    assert stage.panel.photo.source.source == "xing"
    assert stage.panel.photo.new.frame.image is None
    assert stage.service.fetched == fetched
    click(stage.panel.photo.staged.remove_button)
    assert stage.staged(Role.PHOTO) is None


async def test_what_the_service_says_about_a_file_stands_at_it(
    stage: FilesStage, tmp_path: Path
) -> None:
    session = stage.open()
    await shown(stage.window)
    await stage_file(stage, put(tmp_path, "cv.pdf", sample.pdf()))
    session.complain({Place("resume"): "The service says: file is not readable."})
    assert "file is not readable" in seen(stage.panel.resume)
    assert "file is not readable" in stage.panel.resume.accessibleDescription()
    await stage_file(stage, put(tmp_path, "other.pdf", sample.pdf() + b"\n"))
    assert "file is not readable" not in seen(stage.panel.resume)


async def test_a_draft_whose_file_is_not_at_hand_says_so(stage: FilesStage) -> None:
    upload = FileUpload("cv.pdf", 1234, "0" * 64, "application/pdf")
    shown_record = record()
    draft = Draft(shown_record, shown_record.with_value("resume", upload))
    stage.show(Session(draft))
    await shown(stage.window)
    await stage.quiet()
    assert "Choose the file again." in seen(stage.panel.resume)


async def test_after_a_send_the_new_photo_is_the_stored_one(
    stage: FilesStage, tmp_path: Path
) -> None:
    session = stage.open()
    await shown(stage.window)
    await stage.quiet()
    data = sample.picture("PNG", (30, 30))
    await stage_file(stage, put(tmp_path, "face.png", data))
    sent = {"image": session.value("image")}
    stage.service.photo = data
    session.accept(sent, record(updated_at="2026-04-01T10:00:00Z"))
    await stage.quiet()
    image = stage.panel.photo.now.frame.image
    assert image is not None
    assert image.width() == 30
    assert stage.photos[-1] == (image, False)
    assert not stage.panel.photo.staged.isVisible()


# --- the stored resume --------------------------------------------------------------------------


async def test_the_stored_resume_is_opened_from_a_private_place(
    stage: FilesStage, viewer: Viewer
) -> None:
    stage.open()
    await shown(stage.window)
    click(stage.panel.resume.open_button)
    assert not stage.panel.resume.open_button.isEnabled()
    await stage.quiet()
    (path,) = viewer.opened
    assert path.name == "Osei CV.pdf"
    assert path.is_relative_to(stage.opened)
    assert path.read_bytes() == stage.service.resume_file
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stage.panel.resume.open_button.isEnabled()


@pytest.mark.parametrize("data", [b"MZ\x90\0" + bytes(200), b"#!/bin/sh\n", b"<html></html>"])
async def test_a_stored_resume_that_is_no_document_is_not_opened(
    data: bytes, stage: FilesStage, viewer: Viewer
) -> None:
    stage.service.resume_file = data
    stage.open()
    await shown(stage.window)
    click(stage.panel.resume.open_button)
    await stage.quiet()
    assert viewer.opened == []
    assert "is not opened from here" in stage.told[0]


async def test_a_resume_that_is_gone_is_told(stage: FilesStage, viewer: Viewer) -> None:
    stage.service.resume_file = NotFound("The resume is not there any more.", status=404)
    stage.open()
    await shown(stage.window)
    click(stage.panel.resume.open_button)
    await stage.quiet()
    assert stage.told == ["The resume is not there any more."]
    assert viewer.opened == []
    assert stage.panel.resume.open_button.isEnabled()


async def test_the_stored_resume_is_saved_where_the_person_says(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    await shown(stage.window)
    click(stage.panel.resume.save_button)
    dialog = await stage.dialog()
    assert isinstance(dialog, QFileDialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    assert line.text() == "Osei CV.pdf"
    line.setText(str(tmp_path / "kept.pdf"))
    QTest.keyClick(line, Qt.Key.Key_Return)
    await stage.quiet()
    assert (tmp_path / "kept.pdf").read_bytes().startswith(b"%PDF")
    assert stage.told == [f"Saved {tmp_path / 'kept.pdf'}."]


# --- refusals, other candidates, places ---------------------------------------------------------


async def test_a_refusal_stays_until_it_is_dismissed_or_a_file_fits(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    await shown(stage.window)
    await stage_file(stage, put(tmp_path, "empty.pdf", b""))
    assert "“empty.pdf”: Not accepted: the file is empty." in seen(stage.panel.refusal)
    assert stage.told == []
    click(stage.panel.refusal.close_button)
    assert not stage.panel.refusal.isVisible()
    await stage_file(stage, put(tmp_path, "empty.pdf", b""))
    await stage_file(stage, put(tmp_path, "cv.pdf", sample.pdf()))
    assert not stage.panel.refusal.isVisible()


async def test_a_refusal_is_a_toast_while_the_panel_is_not_seen(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    stage.window.show_side(Side.CHANGES)
    await shown(stage.window)
    await stage_file(stage, put(tmp_path, "empty.pdf", b""))
    assert "the file is empty" in stage.told[0]


async def test_a_photo_that_is_too_large_is_made_smaller_on_demand(
    stage: FilesStage, tmp_path: Path
) -> None:
    session, refusal = stage.open(), stage.panel.refusal
    await shown(stage.window)
    path = put(tmp_path, "IMG_1.jpg", sample.picture("JPEG", (4200, 3000), noisy=True))
    await stage_file(stage, path)
    assert "are more than the limit of 5,242,880 bytes" in seen(refusal)
    assert not session.draft.is_dirty
    assert refusal.offer_button.text() == "Make it smaller"
    click(refusal.offer_button)
    assert not refusal.offer_button.isEnabled(), "it is being done"
    await stage.quiet()
    upload = session.value("image")
    assert isinstance(upload, FileUpload)
    assert (upload.name, upload.size < MAX_FILE_SIZE) == ("IMG_1.jpg", True)
    assert not refusal.isVisible()
    (said,) = stage.told
    assert said.startswith("Made smaller: 4,200\u00a0×\u00a03,000, ")
    assert said in seen(stage.panel.photo)
    session.undo()
    assert session.value("image") is MISSING
    await stage.quiet()
    # What is only refused offers nothing.
    await stage_file(stage, put(tmp_path, "empty.pdf", b""))
    assert not refusal.offer_button.isVisible()


async def test_a_photo_that_cannot_be_made_smaller_says_why_and_offers_it_no_more(
    stage: FilesStage, tmp_path: Path
) -> None:
    session, refusal = stage.open(), stage.panel.refusal
    await shown(stage.window)
    data = sample.picture("JPEG")[:300] + bytes(MAX_FILE_SIZE)
    await stage_file(stage, put(tmp_path, "half.jpg", data))
    click(refusal.offer_button)
    await stage.quiet()
    assert "This picture cannot be made smaller: it is damaged" in seen(refusal)
    assert not refusal.offer_button.isVisible()
    assert not session.draft.is_dirty


async def test_a_file_read_for_a_candidate_who_is_no_longer_in_front(
    stage: FilesStage, tmp_path: Path
) -> None:
    amara = stage.open()
    await shown(stage.window)
    path = put(tmp_path, "cv.pdf", sample.pdf())
    stage.intake.take(amara, files(path), stage.window)
    bea = stage.open(record("3c4d", name="Bea"))
    await stage.quiet()
    assert isinstance(amara.value("resume"), FileUpload)
    assert not bea.draft.is_dirty
    assert stage.told == ["A file was staged for Amara; it goes with the next send."]


async def test_undo_can_lead_to_a_zone(stage: FilesStage, tmp_path: Path) -> None:
    session = stage.open()
    await shown(stage.window)
    await stage_file(stage, put(tmp_path, "cv.pdf", sample.pdf()))
    assert stage.panel.show_place(Place("resume"))
    assert stage.panel.resume.staged.remove_button.hasFocus()
    session.undo()
    assert stage.panel.show_place(Place("image"))
    assert stage.panel.photo.invitation.button.hasFocus()
    assert not stage.panel.show_place(Place("phone"))
    await stage.quiet()


async def test_an_anonymised_record_can_be_looked_at_only(stage: FilesStage) -> None:
    stage.open(record(anonymized=True))
    await shown(stage.window)
    await stage.quiet()
    assert not stage.panel.resume.invitation.button.isEnabled()
    assert stage.panel.resume.open_button.isEnabled()
