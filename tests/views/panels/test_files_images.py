"""When the stored photo is fetched: once, and again only where it may be another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gui.model.record import Record
from gui.services.session import Session
from gui.views.theme import Theme
from tests.helpers import sample_files as sample
from tests.helpers.files import FilesStage, files, files_stage, record
from tests.helpers.harness import Aio
from tests.helpers.widgets import shown

FACE = "https://files.example.com/face.jpg"


@pytest.fixture
def stage(theme: Theme, tmp_path: Path, aio: Aio) -> Iterator[FilesStage]:
    with files_stage(theme, tmp_path, aio) as stage:
        stage.service.photo = sample.picture("JPEG", (200, 100))
        yield stage


def read(link: str, *, at: str) -> Record:
    """The record as a read at that time brings it."""
    made = record(updated_at=at)
    return replace(made, facts=replace(made.facts, image_url=link))


async def opened(stage: FilesStage) -> Session:
    stage.open(read(f"{FACE}?X-Amz-Date=1&X-Amz-Signature=aa", at="2026-03-03T10:00:00Z"))
    await shown(stage.window)
    await stage.quiet()
    assert stage.service.fetched == ["photo"]
    session = stage.window.session
    assert session is not None
    return session


@pytest.mark.parametrize(
    ("link", "again"),
    [
        (f"{FACE}?X-Amz-Date=2&X-Amz-Signature=bb", False),
        (f"{FACE}?Expires=2&Signature=bb", False),
        ("https://files.example.com/other.jpg?X-Amz-Signature=bb", True),
        # Without a signature the query may be what tells one picture from another.
        (f"{FACE}?picture=2", True),
    ],
)
async def test_after_a_send_of_something_else_the_photo_is_not_fetched_again(
    stage: FilesStage, link: str, again: bool
) -> None:
    session = await opened(stage)
    session.accept({"phone": "1"}, read(link, at="2026-04-01T10:00:00Z"))
    await stage.quiet()
    assert stage.service.fetched == ["photo"] * (1 + again)
    assert stage.panel.photo.now.frame.image is not None


async def test_a_photo_that_has_gone_out_is_fetched_wherever_it_lies(
    stage: FilesStage, tmp_path: Path
) -> None:
    session = await opened(stage)
    path = tmp_path / "new.png"
    path.write_bytes(sample.picture("PNG", (90, 90)))
    stage.intake.take(session, files(path), stage.window)
    await stage.quiet()
    stage.service.photo = path.read_bytes()
    link = f"{FACE}?X-Amz-Date=2&X-Amz-Signature=bb"
    session.accept({"image": session.value("image")}, read(link, at="2026-04-01T10:00:00Z"))
    await stage.quiet()
    assert stage.service.fetched == ["photo"] * 2
    image = stage.panel.photo.now.frame.image
    assert image is not None
    assert image.width() == 90
