"""The real program and a sandbox, each a process of its own on a desktop of its own, and the story
told with them."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from tests.outside.atspi import Accessibility
from tests.outside.desktop import Desktop, desktop, ended
from tests.outside.person import Person
from tests.outside.story import tell

ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """What came of it: the keys that arrived, in all writes together, how often something was
    written, how the program ended and what it complained of."""

    keys: frozenset[str]
    writes: int
    status: int
    complaints: str


def session(say: Callable[[str], None], *, patience: float = 15.0) -> Outcome:
    """Starts everything, tells the story, ends everything."""
    with desktop() as place, _sandbox(place) as told, tempfile.TemporaryFile("w+") as errors:
        # Named by its environment, as IT does: so the sandbox can be asked what arrived.
        environment = place.environment | {
            "REDLINE_API_URL": told["base_url"],
            "REDLINE_TOKEN": told["token"],
            "REDLINE_ACCOUNT": told["subdomain"],
        }
        program = subprocess.Popen(
            [sys.executable, "-m", "gui", "--profile", str(place.home / "profile")],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        try:
            with contextlib.closing(Accessibility(place.session_bus)) as ears:
                tell(Person(place, ears, say, patience))
            program.terminate()
            program.wait(15)
        finally:
            ended(program)
        errors.seek(0)
        keys = [entry["keys"] for entry in _log(told) if entry["method"] == "PATCH"]
        arrived = frozenset(key for each in keys for key in each)
        return Outcome(arrived, len(keys), program.returncode, errors.read())


@contextlib.contextmanager
def _sandbox(place: Desktop) -> Iterator[dict[str, str]]:
    """A sandbox with the invented people; what is needed to use it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gui.sandbox", "--folder", str(place.home / "sandbox")],
        cwd=ROOT,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        with process.stdout:
            yield json.loads(process.stdout.readline())
    finally:
        ended(process)


def _log(told: dict[str, str]) -> list[dict[str, Any]]:
    """The requests that the sandbox has got."""
    headers = {told["control_header"]: told["control_secret"]}
    with httpx.Client(trust_env=False, headers=headers) as control:
        log: list[dict[str, Any]] = control.get(f"{told['control_url']}/log").json()
        return log
