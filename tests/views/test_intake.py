"""Choosing, pasting and linking: every way in without dragging, by keys and real dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from gui.model.fileformats import Role
from gui.model.values import FileUpload, LinkUpload
from gui.views.dialogs.choose_file import name_filter
from gui.views.dialogs.link_file import LinkFile, guessed_role, link_warnings
from gui.views.text import Label
from gui.views.theme import Theme
from tests.helpers import sample_files as sample
from tests.helpers.files import FilesStage, files, files_stage, record
from tests.helpers.harness import Aio
from tests.helpers.widgets import shown

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(theme: Theme, tmp_path: Path, aio: Aio) -> Iterator[FilesStage]:
    QGuiApplication.clipboard().clear()
    with files_stage(theme, tmp_path, aio) as stage:
        yield stage
    QGuiApplication.clipboard().clear()


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def copy(mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)


def copied_text(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label))


async def file_dialog(stage: FilesStage) -> tuple[QFileDialog, QLineEdit]:
    dialog = await stage.dialog()
    assert isinstance(dialog, QFileDialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    return dialog, line


# --- choosing -----------------------------------------------------------------------------------


async def test_a_resume_is_chosen_with_the_button(stage: FilesStage, tmp_path: Path) -> None:
    stage.open()
    await shown(stage.window)
    path = put(tmp_path, "cv.docx", sample.docx())
    QTest.mouseClick(stage.panel.resume.invitation.button, Qt.MouseButton.LeftButton)
    dialog, line = await file_dialog(stage)
    assert dialog.windowTitle() == "Choose a resume"
    assert dialog.nameFilters()[0] == "Resumes (*.pdf *.doc *.dot *.docx *.dotx *.rtf)"
    line.setText(str(path))
    QTest.keyClick(line, Qt.Key.Key_Return)
    await stage.quiet()
    upload = stage.staged(Role.RESUME)
    assert isinstance(upload, FileUpload)
    assert upload.name == "cv.docx"

    # The next time it begins where the last file was.
    stage.panel.choose_photo()
    dialog, _line = await file_dialog(stage)
    assert Path(dialog.directory().absolutePath()) == tmp_path
    assert dialog.nameFilters()[0] == name_filter(Role.PHOTO)
    dialog.reject()
    await stage.quiet()
    assert stage.staged(Role.PHOTO) is None


async def test_a_chosen_file_that_will_not_do_is_refused_in_the_panel(
    stage: FilesStage, tmp_path: Path
) -> None:
    session = stage.open()
    await shown(stage.window)
    stage.panel.choose_resume()
    dialog, line = await file_dialog(stage)
    dialog.selectNameFilter(dialog.nameFilters()[1])
    line.setText(str(put(tmp_path, "face.png", sample.picture("PNG"))))
    QTest.keyClick(line, Qt.Key.Key_Return)
    await stage.quiet()
    assert stage.panel.refusal.text.startswith("“face.png” is PNG, which cannot be a resume.")
    assert not session.draft.is_dirty


async def test_without_a_candidate_choosing_says_what_to_do(stage: FilesStage) -> None:
    stage.panel.choose_resume()
    await stage.quiet()
    assert stage.told == ["Open a candidate first; then files can be added."]
    stage.open(record(anonymized=True))
    stage.panel.choose_photo()
    await stage.quiet()
    assert stage.told[1:] == ["This record is anonymised and takes no files."]
    assert not stage.panel.photo.invitation.button.isEnabled()


# --- pasting ------------------------------------------------------------------------------------


async def test_a_copied_picture_is_pasted_as_photo(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    QGuiApplication.clipboard().setImage(image)
    stage.panel.paste()
    await stage.quiet()
    upload = stage.staged(Role.PHOTO)
    assert isinstance(upload, FileUpload)
    assert upload.name == "pasted picture.png"
    back = QImage.fromData(stage.attachments.bytes_of(upload))
    assert (back.width(), back.height(), back.pixel(3, 3) & 0xFFFFFF) == (30, 20, 0x336699)


async def test_a_picture_copied_elsewhere_keeps_its_very_bytes(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    data = sample.picture("JPEG")
    mime = QMimeData()
    mime.setData("image/jpeg", data)
    copy(mime)
    stage.panel.paste()
    await stage.quiet()
    upload = stage.staged(Role.PHOTO)
    assert isinstance(upload, FileUpload)
    assert stage.attachments.bytes_of(upload) == data


async def test_ctrl_v_takes_copied_files_in_while_no_text_is_edited(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    await shown(stage.window)
    stage.panel.resume.invitation.button.setFocus()
    copy(
        files(
            put(tmp_path, "cv.pdf", sample.pdf()),
            put(tmp_path, "face.gif", sample.picture("GIF")),
        )
    )
    QTest.keyClick(stage.panel.resume.invitation.button, Qt.Key.Key_V, CTRL)
    await stage.quiet()
    assert isinstance(stage.staged(Role.RESUME), FileUpload)
    assert isinstance(stage.staged(Role.PHOTO), FileUpload)


async def test_ctrl_v_in_a_line_pastes_text(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    copy(copied_text("https://example.com/cv.pdf"))
    for editor in (stage.line, stage.text):
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
        assert editor.text() == "https://example.com/cv.pdf"
    await stage.quiet()
    assert stage.staged(Role.RESUME) is None


async def test_pasting_what_is_no_file_says_so_and_ctrl_v_stays_quiet(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    copy(copied_text("just words"))
    stage.panel.resume.invitation.button.setFocus()
    QTest.keyClick(stage.panel.resume.invitation.button, Qt.Key.Key_V, CTRL)
    assert stage.told == []
    stage.panel.paste()
    assert stage.told == ["There is no file, picture or link in the clipboard. Copy one first."]
    await stage.quiet()


# --- links --------------------------------------------------------------------------------------


async def test_a_pasted_link_is_staged_as_resume_after_asking(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    copy(copied_text("  https://files.example.com/people/cv.pdf \n"))
    stage.panel.paste()
    dialog = await stage.dialog()
    assert isinstance(dialog, LinkFile)
    assert "files.example.com" in texts(dialog)
    assert "Workable fetches the file from there when you send." in texts(dialog)
    assert dialog.role is Role.RESUME
    assert dialog.stage_button.text() == "Use as resume"
    assert not dialog.source_choice.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    await stage.quiet()
    assert stage.staged(Role.RESUME) == LinkUpload("https://files.example.com/people/cv.pdf")


async def test_a_link_as_photo_has_a_source_to_choose(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    mime = QMimeData()
    mime.setUrls([QUrl("https://cdn.example.com/amara")])
    copy(mime)
    stage.panel.paste()
    dialog = await stage.dialog()
    assert isinstance(dialog, LinkFile)
    QTest.keyClick(dialog.photo_button, Qt.Key.Key_Space)
    box = dialog.source_choice.box
    assert (box.count(), box.itemText(0)) == (47, "From the candidate")
    QTest.keyClicks(box, "xing")
    assert dialog.source == "xing"
    assert dialog.stage_button.text() == "Use as photo"
    dialog.stage_button.click()
    await stage.quiet()
    assert stage.staged(Role.PHOTO) == LinkUpload("https://cdn.example.com/amara", "xing")


async def test_escape_stages_nothing(stage: FilesStage) -> None:
    session = stage.open()
    await shown(stage.window)
    copy(copied_text("https://example.com/cv.pdf"))
    stage.panel.paste()
    QTest.keyClick(await stage.dialog(), Qt.Key.Key_Escape)
    await stage.quiet()
    assert not session.draft.is_dirty


@pytest.mark.parametrize(
    ("url", "role"),
    [
        ("https://example.com/CV.PDF?x=1", Role.RESUME),
        ("https://example.com/a/face.jpeg#top", Role.PHOTO),
        ("https://example.com/download?file=cv.pdf", None),
        ("https://example.com", None),
    ],
)
def test_what_a_link_is_meant_for_is_guessed_by_its_end(url: str, role: Role | None) -> None:
    assert guessed_role(url) is role


@pytest.mark.parametrize(
    ("url", "warning"),
    [
        ("https://localhost/cv.pdf", "only reached from here"),
        ("https://192.168.1.5/cv.pdf", "only reached from here"),
        ("https://[::1]:8080/cv.pdf", "only reached from here"),
        ("https://nas.local/cv.pdf", "only reached from here"),
        ("http://example.com/cv.pdf", "begins with http:"),
        ("https://bücher.example/cv.pdf", "letters beyond ASCII"),
    ],
)
def test_doubtful_links_say_what_is_doubtful(url: str, warning: str) -> None:
    (said,) = link_warnings(url)
    assert warning in said


def test_a_plain_link_has_no_warning() -> None:
    assert link_warnings("https://example.com/cv.pdf") == ()
    assert link_warnings("https://8.8.8.8/cv.pdf") == ()
