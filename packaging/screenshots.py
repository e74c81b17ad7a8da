"""Makes the pictures of the README and of the guide: the real program on its sandbox.

    .venv/bin/python packaging/screenshots.py                     all of them, where they belong
    .venv/bin/python packaging/screenshots.py --into DIR          all of them, into a folder
    .venv/bin/python packaging/screenshots.py --compared --into DIR    those that a test compares
    .venv/bin/python packaging/screenshots.py profile welcome     these scenes

Those of the guide are made in each language that there are texts in.

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

from gui import i18n
from gui.services.loop import AppLoop
from gui.views.theme import Look, Theme

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
PIXELS = 2


async def _play(app: QApplication, theme: Theme, scene: Scene, into: Path, only: bool) -> None:
    """Plays a scene and takes its shots; `only` those that a test compares."""
    shots = [(shot, shot.compared if only else shot.looks) for shot in scene.shots]
    await _take(app, theme, scene, shots, into, scene.language)
    of_guide = [(shot, looks) for shot, looks in shots if shot.guide]
    for code in i18n.available():
        if code != scene.language:
            await _take(app, theme, scene, of_guide, into, code)


async def _take(
    app: QApplication,
    theme: Theme,
    scene: Scene,
    shots: list[tuple[Shot, tuple[Look, ...]]],
    into: Path,
    code: str,
) -> None:
    """Plays a scene in a language and takes these shots, each in these looks."""
    looks = [look for look in Look if any(look in of_shot for _shot, of_shot in shots)]
    if not looks:
        return
    theme.choose(looks[0])
    theme.choose_contrast(scene.contrast)
    with speaking(app, code):
        async with running(theme, scene.size, sandbox=scene.sandbox) as stage:
            await scene.play(stage)
            for look in looks:
                theme.choose(look)
                whole = await stage.shoot()
                for shot, of_shot in shots:
                    if look in of_shot:
                        folder = into / ("guide" if shot.guide else "screenshots")
                        if shot.guide and code != "en":
                            folder /= code
                        _write(folder / f"{shot.name}-{look.value}.png", _cut(whole, shot, stage))


def _cut(whole: QImage, shot: Shot, stage: Stage) -> QImage:
    if shot.part is None:
        return whole
    part = shot.part(stage)
    corner = part.topLeft() * PIXELS
    return whole.copy(corner.x(), corner.y(), part.width() * PIXELS, part.height() * PIXELS)


def _write(file: Path, image: QImage) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
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
                runner.run(_play(app, theme, scene, given.into or RESOURCES, given.compared))
    return 0


if __name__ == "__main__":
    sys.exit(main())
