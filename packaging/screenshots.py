"""Makes the pictures of the README and of the guide: the real program on its sandbox.

    .venv/bin/python packaging/screenshots.py                     all of them, where they belong
    .venv/bin/python packaging/screenshots.py --into DIR          all of them, into a folder
    .venv/bin/python packaging/screenshots.py --compared --into DIR    those that a test compares
    .venv/bin/python packaging/screenshots.py profile welcome     these scenes

The same program gives the same pictures: `still` holds the clocks, letters and cursor, a scene is
shot when nothing moves any more. A test compares some with those in the repository, so that who
changes the look on purpose runs this again and looks at what came out.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import still

still.hold()

import pictures
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from scenes import SCENES, Scene, Shot
from stage import Stage, running, speaking

from gui.services.loop import AppLoop
from gui.views.theme import Look, Theme

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
PIXELS = 2


async def _play(
    app: QApplication, theme: Theme, scene: Scene, into: Path | None, only: bool
) -> None:
    """Plays a scene and takes its shots; `only` those that a test compares."""
    looks = [look for look in Look if any(look in _looks(shot, only) for shot in scene.shots)]
    if not looks:
        return
    theme.choose(looks[0])
    theme.choose_contrast(scene.contrast)
    with speaking(app, scene.language):
        async with running(theme, scene.size, sandbox=scene.sandbox) as stage:
            await scene.play(stage)
            for look in looks:
                theme.choose(look)
                whole = await stage.shoot()
                for shot in scene.shots:
                    if look in _looks(shot, only):
                        _write(shot, look, _cut(whole, shot, stage), into)


def _looks(shot: Shot, only: bool) -> tuple[Look, ...]:
    return shot.compared if only else shot.looks


def _cut(whole: QImage, shot: Shot, stage: Stage) -> QImage:
    if shot.part is None:
        return whole
    part = shot.part(stage)
    corner = part.topLeft() * PIXELS
    return whole.copy(corner.x(), corner.y(), part.width() * PIXELS, part.height() * PIXELS)


def _write(shot: Shot, look: Look, image: QImage, into: Path | None) -> None:
    folder = (into or RESOURCES) / ("guide" if shot.guide else "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{shot.name}-{look.value}.png"
    size = (image.width(), image.height())
    picture = Image.frombytes(
        "RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine()
    )
    file.write_bytes(pictures.small(picture))
    print(file)


def main() -> int:
    parser = argparse.ArgumentParser(description="Makes the pictures of the README and the guide.")
    parser.add_argument("scenes", nargs="*", metavar="SCENE")
    parser.add_argument("--into", type=Path, metavar="DIR")
    parser.add_argument("--compared", action="store_true")
    given = parser.parse_args()
    unknown = set(given.scenes) - {scene.name for scene in SCENES}
    if unknown:
        parser.error(f"there is no scene {', '.join(sorted(unknown))}")
    app = QApplication(["redline"])
    still.prepare(app)
    theme = Theme(Look.LIGHT)
    theme.apply(app)
    theme.choose_less_motion(True)
    with asyncio.Runner(loop_factory=lambda: AppLoop(app)) as runner:
        for scene in SCENES:
            if not given.scenes or scene.name in given.scenes:
                runner.run(_play(app, theme, scene, given.into, given.compared))
    return 0


if __name__ == "__main__":
    sys.exit(main())
