"""Editing a photo as people do it: by the mouse alone, by keys alone, undone, and begun again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.model.cropping import Corner
from gui.model.fileformats import Role
from gui.model.values import FileUpload
from gui.views.dialogs.photo import PhotoDialog
from gui.views.theme import Theme
from tests.helpers import sample_files as sample
from tests.helpers.dialogs import texts
from tests.helpers.files import FilesStage, files, files_stage
from tests.helpers.harness import Aio
from tests.helpers.widgets import shown


@pytest.fixture
def stage(theme: Theme, tmp_path: Path, aio: Aio) -> Iterator[FilesStage]:
    with files_stage(theme, tmp_path, aio) as stage:
        stage.service.photo = sample.picture("JPEG", (200, 100))
        yield stage


async def staged(stage: FilesStage, folder: Path, data: bytes, name: str = "face.jpg") -> None:
    path = folder / name
    path.write_bytes(data)
    stage.open()
    await shown(stage.window)
    stage.intake.take(stage.window.session, files(path), stage.window)
    await stage.quiet()


async def editing(stage: FilesStage) -> PhotoDialog:
    button = stage.panel.photo.staged.edit_button
    assert button.accessibleName() == "Edit photo…"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = await stage.dialog()
    assert isinstance(dialog, PhotoDialog)
    await shown(dialog)
    return dialog


def sent(stage: FilesStage) -> Image.Image:
    upload = stage.staged(Role.PHOTO)
    assert isinstance(upload, FileUpload)
    return Image.open(io.BytesIO(stage.attachments.bytes_of(upload)))


def is_red(image: Image.Image, x: int, y: int) -> bool:
    pixel = image.convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel[0] > 200 and pixel[2] < 60


def drag(widget: QWidget, start: QPointF, end: QPointF) -> None:
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start.toPoint())
    QTest.mouseMove(widget, ((start + end) / 2).toPoint())
    QTest.mouseMove(widget, end.toPoint())
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end.toPoint())


async def test_by_the_mouse_alone(stage: FilesStage, tmp_path: Path) -> None:
    await staged(stage, tmp_path, sample.picture("JPEG", (800, 400), located=True))
    session = stage.window.session
    assert session is not None
    dialog = await editing(stage)
    canvas = dialog.canvas
    assert (dialog.crop.left, dialog.crop.top, dialog.crop.side) == (200, 0, 400)
    # All the way to the left, then smaller by its lower right corner.
    middle = canvas.square().center()
    drag(canvas, middle, middle - QPointF(300, 0))
    assert (dialog.crop.left, dialog.crop.side) == (0, 400)
    corner = canvas.square().bottomRight()
    assert canvas.corner_at(corner) is Corner.BOTTOM_RIGHT
    drag(canvas, corner, canvas.square().center())
    assert abs(dialog.crop.side - 200) <= 4
    assert (dialog.crop.left, dialog.crop.top) == (0, 0)
    QTest.mouseClick(dialog.crop_button, Qt.MouseButton.LeftButton)
    await stage.quiet()
    picture = sent(stage)
    assert picture.width == picture.height
    assert is_red(picture, 5, 5)
    assert is_red(picture, picture.width - 5, picture.width - 5)
    assert [step.label for step in session.draft.steps[0]] == ["Stage Photo", "Crop photo"]
    words = texts(stage.panel.photo)
    assert "Place and camera data removed." in words
    assert "where it was taken" not in words

    session.undo()
    await stage.quiet()
    assert sent(stage).size == (800, 400)
    session.redo()
    await stage.quiet()
    assert sent(stage).size == picture.size


async def test_by_keys_alone(stage: FilesStage, tmp_path: Path) -> None:
    await staged(stage, tmp_path, sample.picture("JPEG", (800, 400)))
    button = stage.panel.photo.staged.edit_button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Return)
    dialog = await stage.dialog()
    assert isinstance(dialog, PhotoDialog)
    await shown(dialog)
    canvas = dialog.canvas
    assert canvas.hasFocus()
    assert canvas.accessibleName() == "Part of the photo"
    for _time in range(6):
        QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert (dialog.crop.left, dialog.crop.top) == (396, 0)
    QTest.keyClicks(canvas, "+++-")
    assert 330 < dialog.crop.side < 350
    said = f"A square of {dialog.crop.side} pixels, {dialog.crop.left} from the left and"
    assert canvas.accessibleDescription().startswith(said)
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert dialog.crop.turns == 1
    assert canvas.accessibleDescription().endswith("of 400 × 800.")
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    await stage.quiet()
    picture = sent(stage)
    assert abs(picture.width - 340) < 10
    assert not is_red(picture, 20, 20)
    # The focus is where it came from.
    assert stage.window.focusWidget() is button


async def test_turning_is_seen_and_sent(stage: FilesStage, tmp_path: Path) -> None:
    await staged(stage, tmp_path, sample.picture("JPEG", (400, 200), orientation=6))
    dialog = await editing(stage)
    assert (dialog.crop.width, dialog.crop.height) == (200, 400)
    QTest.mouseClick(dialog.left_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.left_button, Qt.MouseButton.LeftButton)
    assert dialog.crop.turns == 2
    assert dialog.canvas.turned.height() == 2 * dialog.canvas.turned.width()
    QTest.mouseClick(dialog.crop_button, Qt.MouseButton.LeftButton)
    await stage.quiet()
    # Red was up, and is down now.
    assert not is_red(sent(stage), 100, 20)
    assert is_red(sent(stage), 100, 180)
    assert "Turned upright; place and camera data removed." in texts(stage.panel.photo)


async def test_again_starts_from_the_photo_that_was_chosen(
    stage: FilesStage, tmp_path: Path
) -> None:
    await staged(stage, tmp_path, sample.picture("PNG", (400, 300)), "face.png")
    dialog = await editing(stage)
    for _time in range(5):
        QTest.mouseClick(dialog.larger_button, Qt.MouseButton.LeftButton)
    chosen = dialog.crop
    QTest.mouseClick(dialog.crop_button, Qt.MouseButton.LeftButton)
    await stage.quiet()
    assert sent(stage).width < 200
    dialog = await editing(stage)
    assert dialog.crop == chosen
    QTest.mouseClick(dialog.reset_button, Qt.MouseButton.LeftButton)
    assert dialog.crop.side == 300
    assert not dialog.smaller_button.isEnabled()
    QTest.mouseClick(dialog.crop_button, Qt.MouseButton.LeftButton)
    await stage.quiet()
    assert sent(stage).size == (300, 300)


async def test_cancelling_changes_nothing(stage: FilesStage, tmp_path: Path) -> None:
    await staged(stage, tmp_path, sample.picture("PNG", (400, 300)), "face.png")
    before = stage.staged(Role.PHOTO)
    dialog = await editing(stage)
    QTest.keyClicks(dialog.canvas, "++")
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Escape)
    await stage.quiet()
    assert stage.staged(Role.PHOTO) is before


async def test_a_small_part_is_said_to_look_blurred(stage: FilesStage, tmp_path: Path) -> None:
    await staged(stage, tmp_path, sample.picture("PNG", (60, 40)), "tiny.png")
    dialog = await editing(stage)
    assert "40 × 40 pixels: small, it may look blurred" in texts(dialog)
    dialog.reject()
    await stage.quiet()


async def test_a_press_beside_and_the_wheel(stage: FilesStage, tmp_path: Path) -> None:
    await staged(stage, tmp_path, sample.picture("PNG", (800, 400)), "face.png")
    dialog = await editing(stage)
    canvas = dialog.canvas
    spot = canvas.square().center()
    turn = QWheelEvent(
        spot,
        QPointF(canvas.mapToGlobal(spot.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    for _time in range(6):
        QApplication.sendEvent(canvas, turn)
    assert dialog.crop.side < 270
    area = canvas.picture_area()
    QTest.mouseClick(
        canvas,
        Qt.MouseButton.LeftButton,
        pos=QPointF(area.left() + 4, area.top() + 4).toPoint(),
    )
    assert (dialog.crop.left, dialog.crop.top) == (0, 0)
    dialog.reject()
    await stage.quiet()


async def test_a_photo_on_its_side_is_turned_for_good(stage: FilesStage, tmp_path: Path) -> None:
    await staged(stage, tmp_path, sample.picture("JPEG", (400, 200), orientation=6))
    card = stage.panel.photo.staged
    assert card.clean_button.accessibleName() == "Turn upright for good"
    QTest.mouseClick(card.clean_button, Qt.MouseButton.LeftButton)
    await stage.quiet()
    assert sent(stage).size == (200, 400)
    assert not card.clean_button.isVisible()


# --- where it comes from ------------------------------------------------------------------------


def picture_from(link: str, *, as_html: bool) -> QMimeData:
    mime = QMimeData()
    mime.setData("image/png", sample.picture("PNG", (90, 80)))
    if as_html:
        mime.setHtml(f'<meta charset="utf-8"><img src="{link}">')
    else:
        mime.setData("text/uri-list", link.encode())
    return mime


@pytest.mark.parametrize("as_html", [True, False])
async def test_the_network_of_a_picture_from_a_browser_is_offered(
    stage: FilesStage, as_html: bool
) -> None:
    session = stage.open()
    await shown(stage.window)
    mime = picture_from("https://media.licdn.com/dms/image/1.png", as_html=as_html)
    assert stage.intake.take(session, mime, stage.window)
    await stage.quiet()
    upload = stage.staged(Role.PHOTO)
    assert isinstance(upload, FileUpload)
    assert upload.source is None, "offered, not set"
    source = stage.panel.photo.source
    assert source.offer_button.accessibleName() == "Its address says LinkedIn: use that"
    QTest.mouseClick(source.offer_button, Qt.MouseButton.LeftButton)
    changed = stage.staged(Role.PHOTO)
    assert isinstance(changed, FileUpload)
    assert changed.source == "linkedin"
    assert source.box.currentText() == "LinkedIn"
    assert not source.offer_button.isVisible()
    session.undo()
    await stage.quiet()
    assert source.offer_button.isVisible()


async def test_a_picture_from_elsewhere_offers_nothing(stage: FilesStage) -> None:
    session = stage.open()
    await shown(stage.window)
    stage.intake.take(
        session, picture_from("https://example.com/1.png", as_html=True), stage.window
    )
    await stage.quiet()
    assert stage.staged(Role.PHOTO) is not None
    assert not stage.panel.photo.source.offer_button.isVisible()


async def test_the_offer_outlives_a_crop(stage: FilesStage) -> None:
    session = stage.open()
    await shown(stage.window)
    mime = picture_from("https://avatars.githubusercontent.com/u/1", as_html=True)
    stage.intake.take(session, mime, stage.window)
    await stage.quiet()
    dialog = await editing(stage)
    QTest.mouseClick(dialog.crop_button, Qt.MouseButton.LeftButton)
    await stage.quiet()
    assert sent(stage).size == (80, 80)
    assert "GitHub" in stage.panel.photo.source.offer_button.accessibleName()
