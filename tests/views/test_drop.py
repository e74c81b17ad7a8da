"""Dragging over the window: the verdict before the drop, and what becomes of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from gui.model.fileformats import Role
from gui.model.values import FileUpload, LinkUpload
from gui.views.dialogs.link_file import LinkFile
from gui.views.dialogs.which_file import WhichFile
from gui.views.drop_target import Fit
from gui.views.theme import Theme
from tests.helpers import sample_files as sample
from tests.helpers.files import FilesStage, files, files_stage, record
from tests.helpers.harness import Aio
from tests.helpers.wait import until
from tests.helpers.widgets import drag_away, drag_over, drop, shown

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


@pytest.fixture
def stage(theme: Theme, tmp_path: Path, aio: Aio) -> Iterator[FilesStage]:
    with files_stage(theme, tmp_path, aio) as stage:
        yield stage


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def link(url: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(url)])
    mime.setText(url)
    return mime


def fits(stage: FilesStage) -> tuple[Fit, Fit]:
    targets = stage.overlay.targets
    return targets[Role.RESUME].fit, targets[Role.PHOTO].fit


async def judged(stage: FilesStage) -> None:
    await until(lambda: Fit.LOOKING not in fits(stage), what="the verdict is there")


def is_gone(stage: FilesStage) -> bool:
    return not stage.overlay.isVisible()


# --- the verdict before the drop ----------------------------------------------------------------


async def test_a_resume_in_the_air_lights_up_its_target_with_the_verdict(
    stage: FilesStage, tmp_path: Path
) -> None:
    session = stage.open()
    await shown(stage.window)
    assert stage.drag_in(files(put(tmp_path, "cv.pdf", sample.rtf().ljust(1_258_291))))
    assert stage.overlay.isVisible()
    assert stage.overlay.geometry() == stage.window.rect()
    assert fits(stage) == (Fit.LOOKING, Fit.LOOKING)
    assert stage.overlay.targets[Role.PHOTO].verdict == "looking…"
    await judged(stage)
    assert fits(stage) == (Fit.FITS, Fit.NONE)
    assert stage.overlay.targets[Role.RESUME].verdict == "cv.pdf\nRTF, 1.2 MB"
    stage.drag_out()
    await until(lambda: is_gone(stage))
    assert not session.draft.is_dirty
    await stage.quiet()


async def test_resume_and_photo_together_light_up_both(stage: FilesStage, tmp_path: Path) -> None:
    stage.open()
    await shown(stage.window)
    cv = put(tmp_path, "cv.pdf", sample.pdf())
    face = put(tmp_path, "face.png", sample.picture("PNG"))
    mime = files(cv, face)
    stage.drag_in(mime)
    await judged(stage)
    assert fits(stage) == (Fit.FITS, Fit.FITS)
    assert "PNG, 40 × 30" in stage.overlay.targets[Role.PHOTO].verdict
    assert stage.drop_in(mime)
    assert is_gone(stage)
    await stage.quiet()
    assert isinstance(stage.staged(Role.RESUME), FileUpload)
    assert isinstance(stage.staged(Role.PHOTO), FileUpload)


async def test_what_fits_nowhere_is_said_before_the_drop_and_after_it(
    stage: FilesStage, tmp_path: Path
) -> None:
    session = stage.open()
    await shown(stage.window)
    mime = files(put(tmp_path, "notes.pages", b"notes"))
    stage.drag_in(mime)
    await judged(stage)
    assert fits(stage) == (Fit.NONE, Fit.NONE)
    assert stage.overlay.verdict.startswith("“notes.pages”: Not accepted: .pages.")
    assert stage.drop_in(mime)
    await stage.quiet()
    assert stage.panel.refusal.text.startswith("“notes.pages”: Not accepted: .pages.")
    assert not session.draft.is_dirty


def too_large_photo(folder: Path, name: str = "me.png") -> Path:
    return put(folder, name, sample.picture("PNG").ljust(6_000_000, b"\0"))


async def test_a_photo_that_is_too_large_says_so_and_what_redline_can_do(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    await shown(stage.window)
    mime = files(too_large_photo(tmp_path))
    stage.drag_in(mime)
    await judged(stage)
    assert fits(stage) == (Fit.NONE, Fit.NONE)
    assert stage.overlay.verdict == (
        "“me.png”: Not accepted: 6,000,000 bytes are more than the limit of 5,242,880 bytes "
        "(5 MB). Drop it here, and Redline offers to make it smaller."
    )
    stage.drop_in(mime)
    await stage.quiet()
    assert stage.panel.refusal.offer_button.text() == "Make it smaller"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("folder", "“cvs” is a folder. Choose one file."),
        ("gone", "“cv.pdf” is not there (any more). Choose it again."),
        ("large", "“cv.pdf”: Not accepted: 6,000,000 bytes are more than the limit of 5,242,880"),
        ("empty", "“cv.pdf”: Not accepted: the file is empty."),
        ("damaged", "“me.png”: Not accepted: the picture is damaged. Open it in another program"),
    ],
)
async def test_each_refusal_says_once_who_is_meant_why_and_what_to_do(
    stage: FilesStage, tmp_path: Path, what: str, said: str
) -> None:
    stage.open()
    await shown(stage.window)
    if what == "folder":
        path = tmp_path / "cvs"
        path.mkdir()
    elif what == "gone":
        path = tmp_path / "cv.pdf"
    elif what == "damaged":
        path = put(tmp_path, "me.png", sample.picture("PNG")[:20])
    else:
        path = put(tmp_path, "cv.pdf", sample.pdf().ljust(6_000_000) if what == "large" else b"")
    stage.drag_in(files(path))
    await judged(stage)
    verdict = stage.overlay.verdict
    assert verdict.startswith(said)
    assert verdict.count(path.name) == 1
    assert what != "large" or verdict.endswith("Save a smaller one first.")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="this user may read everything"
)
async def test_a_file_that_may_not_be_read_says_what_to_do(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    await shown(stage.window)
    path = put(tmp_path, "cv.pdf", sample.pdf())
    path.chmod(0)
    stage.drag_in(files(path))
    await judged(stage)
    assert stage.overlay.verdict == "“cv.pdf” may not be read. Copy it to a folder of yours."


async def test_of_several_files_each_reason_is_told_once_and_the_large_photo_is_offered(
    stage: FilesStage, tmp_path: Path
) -> None:
    session = stage.open()
    await shown(stage.window)
    notes = [put(tmp_path, name, b"notes") for name in ("one.pages", "two.pages")]
    cv = put(tmp_path, "cv.pdf", sample.pdf())
    mime = files(*notes, cv, too_large_photo(tmp_path))
    stage.drag_in(mime)
    await judged(stage)
    assert fits(stage) == (Fit.FITS, Fit.NONE)
    verdict = stage.overlay.verdict
    assert verdict.startswith("“one.pages”, “two.pages”: Not accepted: .pages. A resume is")
    assert verdict.count("A resume is") == 1
    assert "“me.png”: Not accepted: 6,000,000 bytes" in verdict
    stage.drop_in(mime)
    await stage.quiet()
    assert isinstance(stage.staged(Role.RESUME), FileUpload), "what fits is taken all the same"
    told = stage.panel.refusal.text
    assert "“one.pages”, “two.pages”: Not accepted" in told
    assert "“me.png”: Not accepted: 6,000,000 bytes" in told
    assert "Nothing was changed" not in told
    assert stage.panel.refusal.offer_button.text() == "Make it smaller"
    assert session.draft.count == 1


@posix_only
async def test_a_pipe_neither_blocks_the_drag_nor_the_drop(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    await shown(stage.window)
    os.mkfifo(tmp_path / "cv.pdf")
    stage.drag_in(files(tmp_path / "cv.pdf"))
    await judged(stage)
    assert "not an ordinary file" in stage.overlay.verdict
    stage.drop_in(files(tmp_path / "cv.pdf"))
    await stage.quiet()
    assert "not an ordinary file" in stage.panel.refusal.text


async def test_a_file_on_another_computer_is_refused(stage: FilesStage) -> None:
    session = stage.open()
    await shown(stage.window)
    mime = files("file://fileserver/share/cv.pdf")
    stage.drag_in(mime)
    await judged(stage)
    assert "another computer, “fileserver”" in stage.overlay.verdict
    stage.drop_in(mime)
    await stage.quiet()
    assert "another computer" in stage.panel.refusal.text
    assert not session.draft.is_dirty


async def test_without_a_candidate_nothing_is_taken_and_the_cover_says_why(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.show(None)
    await shown(stage.window)
    mime = files(put(tmp_path, "cv.pdf", sample.pdf()))
    assert not stage.drag_in(mime)
    assert stage.overlay.isVisible()
    assert "Nothing is taken" in stage.overlay.verdict
    assert not stage.drop_in(mime)
    assert is_gone(stage)


async def test_an_anonymised_record_takes_nothing(stage: FilesStage, tmp_path: Path) -> None:
    session = stage.open(record(anonymized=True))
    await shown(stage.window)
    mime = files(put(tmp_path, "cv.pdf", sample.pdf()))
    assert not stage.drag_in(mime)
    assert "anonymised" in stage.overlay.verdict
    assert not stage.drop_in(mime)
    await stage.quiet()
    assert not session.draft.is_dirty


async def test_a_heap_of_files_is_refused_before_it_is_read(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    await shown(stage.window)
    mime = files(*(tmp_path / f"{n}.pdf" for n in range(20)))
    stage.drag_in(mime)
    assert "20 files are too many" in stage.overlay.verdict
    stage.drop_in(mime)
    await stage.quiet()
    assert "20 files are too many" in stage.panel.refusal.text


async def test_a_cover_that_was_left_behind_goes_with_a_click(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    await shown(stage.window)
    stage.drag_in(files(put(tmp_path, "cv.pdf", sample.pdf())))
    QTest.mouseClick(stage.overlay, Qt.MouseButton.LeftButton)
    assert is_gone(stage)
    await stage.quiet()


# --- the drop -----------------------------------------------------------------------------------


async def test_a_file_dropped_over_an_editor_is_staged_and_not_written_into_it(
    stage: FilesStage, tmp_path: Path
) -> None:
    stage.open()
    await shown(stage.window)
    for name, data, editor, role in (
        ("cv.pdf", sample.pdf(), stage.line, Role.RESUME),
        ("face.png", sample.picture("PNG"), stage.text, Role.PHOTO),
    ):
        assert stage.drop_in(files(put(tmp_path, name, data)), at=editor)
        await stage.quiet()
        upload = stage.staged(role)
        assert isinstance(upload, FileUpload)
        assert upload.name == name
    assert (stage.line.text(), stage.text.text()) == ("", "")


async def test_a_text_dropped_on_an_editor_is_text_as_ever(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    mime = QMimeData()
    mime.setText("Analyst")
    assert stage.drop_in(mime, at=stage.line)
    assert stage.line.text() == "Analyst"
    assert not stage.drag_in(mime, at=stage.panel)
    assert is_gone(stage)


async def test_a_move_is_taken_as_a_copy(stage: FilesStage, tmp_path: Path) -> None:
    """A file manager that hears "moved" deletes the file."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QDropEvent
    from PySide6.QtWidgets import QApplication

    stage.open()
    await shown(stage.window)
    mime = files(put(tmp_path, "cv.pdf", sample.pdf()))
    actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(600, 400), actions, mime, button, key)
    event.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(stage.window.windowHandle(), event)
    assert event.isAccepted()
    assert event.dropAction() is Qt.DropAction.CopyAction

    only_move = QDropEvent(QPointF(600, 400), Qt.DropAction.MoveAction, mime, button, key)
    QApplication.sendEvent(stage.window.windowHandle(), only_move)
    assert not only_move.isAccepted()
    await stage.quiet()


async def test_of_two_resumes_the_person_is_asked(stage: FilesStage, tmp_path: Path) -> None:
    stage.open()
    await shown(stage.window)
    paths = [put(tmp_path, "old.pdf", sample.pdf()), put(tmp_path, "new.docx", sample.docx())]
    stage.drag_in(files(*paths))
    await judged(stage)
    assert stage.overlay.targets[Role.RESUME].verdict == "2 files, you choose one"
    stage.drop_in(files(*paths))
    dialog = await stage.dialog()
    assert isinstance(dialog, WhichFile)
    assert [dialog.list.item(row).text() for row in range(2)] == [
        f"old.pdf — PDF, {_size(sample.pdf())}",
        f"new.docx — Word (docx), {_size(sample.docx())}",
    ]
    dialog.list.setCurrentRow(1)
    dialog.done(1)
    await stage.quiet()
    upload = stage.staged(Role.RESUME)
    assert isinstance(upload, FileUpload)
    assert upload.name == "new.docx"


def _size(data: bytes) -> str:
    from gui.model.texts import human_size

    return human_size(len(data))


async def test_while_a_dialog_is_open_nothing_is_taken(stage: FilesStage, tmp_path: Path) -> None:
    stage.open()
    await shown(stage.window)
    stage.drop_in(link("https://example.com/cv.pdf"), at=stage.panel)
    dialog = await stage.dialog()
    mime = files(put(tmp_path, "cv.pdf", sample.pdf()))
    assert not stage.drag_in(mime)
    assert is_gone(stage)
    dialog.reject()
    await stage.quiet()
    assert stage.staged(Role.RESUME) is None


async def test_a_drop_given_to_the_window_itself_works_too(
    stage: FilesStage, tmp_path: Path
) -> None:
    """Programs that reach in by events rather than through the window system."""
    stage.open()
    await shown(stage.window)
    mime = files(put(tmp_path, "cv.pdf", sample.pdf()))
    assert drag_over(stage.window, mime)
    drag_away(stage.window)
    await until(lambda: is_gone(stage))
    for widget in (stage.panel.resume, stage.line, stage.text.viewport()):
        assert drop(widget, mime)
        await stage.quiet()
        assert isinstance(stage.staged(Role.RESUME), FileUpload)
        stage.panel.resume.staged.remove_button.click()
    assert (stage.line.text(), stage.text.text()) == ("", "")


# --- links and pictures -------------------------------------------------------------------------


async def test_a_dropped_link_is_asked_about_and_staged_without_being_opened(
    stage: FilesStage,
) -> None:
    stage.open()
    await shown(stage.window)
    mime = link("https://cdn.example.com/amara.jpg")
    assert stage.drag_in(mime, at=stage.panel)
    assert fits(stage) == (Fit.FITS, Fit.FITS)
    assert "cdn.example.com" in stage.overlay.targets[Role.PHOTO].verdict
    stage.drop_in(mime, at=stage.panel)
    dialog = await stage.dialog()
    assert isinstance(dialog, LinkFile)
    assert dialog.role is Role.PHOTO
    dialog.source_choice.show_source("linkedin")
    dialog.stage_button.click()
    await stage.quiet()
    assert stage.staged(Role.PHOTO) == LinkUpload("https://cdn.example.com/amara.jpg", "linkedin")


async def test_a_link_dropped_on_a_target_is_meant_for_it(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    mime = link("https://example.com/download?id=7")
    stage.drag_in(mime, at=stage.panel)
    stage.drop_in(mime, at=stage.overlay.targets[Role.PHOTO])
    dialog = await stage.dialog()
    assert isinstance(dialog, LinkFile)
    assert dialog.role is Role.PHOTO
    dialog.reject()
    await stage.quiet()
    assert stage.staged(Role.PHOTO) is None


async def test_a_link_dropped_on_a_line_is_its_text(stage: FilesStage) -> None:
    """Whoever drags a profile's address to the URL field means the field."""
    stage.open()
    await shown(stage.window)
    mime = link("https://www.linkedin.com/in/amara")
    stage.drag_in(mime, at=stage.panel)
    assert stage.overlay.isVisible()
    assert not stage.overlay.geometry().contains(stage.line.mapTo(stage.window, QPoint(5, 5)))
    assert stage.drag_on(mime, at=stage.line)
    assert stage.overlay.isVisible()
    hiding = stage.overlay.findChild(QTimer)
    assert hiding is not None
    assert not hiding.isActive(), "the targets stay as long as the link is over the window"
    assert stage.drop_in(mime, at=stage.line)
    assert stage.line.text() == "https://www.linkedin.com/in/amara"
    await until(lambda: is_gone(stage))


async def test_a_dragged_picture_becomes_the_photo(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    mime = QMimeData()
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(0xFF8800)
    mime.setImageData(image)
    assert stage.drop_in(mime, at=stage.panel)
    await stage.quiet()
    upload = stage.staged(Role.PHOTO)
    assert isinstance(upload, FileUpload)
    assert upload.media == "image/png"


async def test_strange_links_are_nothing_for_us(stage: FilesStage) -> None:
    stage.open()
    await shown(stage.window)
    for url in ("https://user:pass@example.com/cv.pdf", "https://example.com/a b\\c"):
        mime = QMimeData()
        mime.setText(url)
        assert not stage.drag_in(mime, at=stage.panel)
        assert is_gone(stage)
