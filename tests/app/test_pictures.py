"""The program looks as it did: scenes of the README and the guide, compared with those stored.

A child plays them (`packaging/screenshots.py --compared`), since its clocks stand still and its
letters are its own. What may differ is said in `packaging/pictures.py`. After a deliberate change
of the look `make screenshots` makes the stored ones anew; look at them before they are committed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.helpers.packaging_scripts import PACKAGING, script

ROOT = PACKAGING.parent
STORED = ROOT / "resources"
LEFT = ROOT / "build" / "pictures"
pictures = script("pictures")

# One child for all of them, in one worker: some 20 seconds of one core, more on a busy machine.
pytestmark = pytest.mark.timeout(300)

COMPARED = [
    "screenshots/welcome-dark",
    "screenshots/profile-light",
    "screenshots/profile-dark",
    "screenshots/education-light",
    "screenshots/experience-dark",
    "screenshots/tags-light",
    "screenshots/resume-light",
    "screenshots/collision-light",
    "screenshots/empty-record-light",
    "screenshots/mirrored-light",
    "screenshots/palette-light",
    "screenshots/contrast-dark",
]


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the pictures as they come out today."""
    folder = tmp_path_factory.mktemp("pictures")
    done = subprocess.run(
        [sys.executable, PACKAGING / "screenshots.py", "--compared", "--into", folder],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_the_list_here_is_what_the_scenes_say(shot: Path) -> None:
    made = {str(file.relative_to(shot).with_suffix("")) for file in shot.rglob("*.png")}
    assert made == set(COMPARED)


@pytest.mark.parametrize("name", COMPARED)
def test_it_looks_as_it_did(shot: Path, name: str) -> None:
    now, before = pictures.read(shot / f"{name}.png"), pictures.read(STORED / f"{name}.png")
    share, told = pictures.differing(before, now)
    if share > pictures.MOST:
        LEFT.mkdir(parents=True, exist_ok=True)
        stem = name.replace("/", "-")
        for kind, picture in (("expected", before), ("actual", now), ("difference", told)):
            picture.save(LEFT / f"{stem}-{kind}.png")
    assert share <= pictures.MOST, (
        f"{share:.3%} of {name}.png differ; see build/pictures. "
        "If that is on purpose: make screenshots"
    )


def test_the_readme_shows_each_picture_that_is_kept_for_it() -> None:
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"resources/screenshots/([\w-]+\.png)", said))
    kept = {file.name for file in (STORED / "screenshots").iterdir()}
    assert shown == kept


def test_a_changed_word_is_seen_and_the_edge_of_a_letter_is_not() -> None:
    """The measure itself, on a stored picture: a word painted over, and letters drawn softer."""
    picture = pictures.read(STORED / "screenshots" / "profile-light.png")
    # The headline in the header, 300 by 40 pixels of it.
    without = picture.copy()
    patch = picture.getpixel((1400, 280))
    without.paste(patch, (722, 260, 1022, 300))
    assert pictures.differing(picture, without)[0] > pictures.MOST
    shifted = Image.blend(picture, _moved(picture), 0.2)
    assert pictures.differing(picture, shifted)[0] <= pictures.MOST
    assert pictures.differing(picture, _moved(picture, by=2))[0] > pictures.MOST


def _moved(picture: Image.Image, by: int = 1) -> Image.Image:
    moved = picture.copy()
    moved.paste(picture, (by, 0))
    return moved
