"""The real program on its sandbox, as ``--sandbox`` starts it, on a desktop of its own, and the
story told with it. What arrived is read from the sandbox's file when both have ended."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gui.paths import Profile
from gui.sandbox.host import DATABASE
from gui.sandbox.store import Store
from tests.helpers.sample_files import picture
from tests.outside.atspi import Accessibility
from tests.outside.desktop import desktop, ended
from tests.outside.person import Lost, Person
from tests.outside.story import AMARA, tell

ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """What came of it: the keys that arrived, in all writes together, how often something was
    written, the headline that is stored, how the program ended and what it complained of."""

    keys: frozenset[str]
    writes: int
    headline: str
    status: int
    complaints: str


def session(say: Callable[[str], None], *, patience: float = 15.0) -> Outcome:
    """Starts everything, tells the story, ends everything."""
    with desktop() as place, tempfile.TemporaryFile("w+") as errors:
        photo = place.home / "amara.png"
        photo.write_bytes(picture("PNG"))
        profile = Profile.at(place.home / "profile")
        program = subprocess.Popen(
            [sys.executable, "-m", "gui", "--sandbox", "--profile", str(profile.root)],
            cwd=ROOT,
            env=place.environment,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        try:
            with contextlib.closing(Accessibility(place.session_bus)) as ears:
                try:
                    tell(Person(place, ears, say, patience), photo)
                except Lost:
                    errors.seek(0)
                    say(f"The program says: {errors.read() or 'nothing'}")
                    raise
            program.terminate()
            program.wait(15)
        finally:
            ended(program)
        errors.seek(0)
        keys, headline = _arrived(profile)
        arrived = frozenset(key for each in keys for key in each)
        return Outcome(arrived, len(keys), headline, program.returncode, errors.read())


def _arrived(profile: Profile) -> tuple[list[list[str]], str]:
    """The keys of each write that the sandbox has got, and the headline that it has now."""
    with contextlib.closing(Store(profile.sandbox_dir / DATABASE)) as store:
        keys = [entry["keys"] for entry in store.log() if entry["method"] == "PATCH"]
        record = store.record(AMARA)
        assert record is not None
        return keys, str(record.document["headline"])
