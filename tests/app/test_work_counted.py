"""Work counted instead of time: what is loaded before the first paint, compared for a key, asked
for a send and written while typing. Times are noisy; these are not (`make bench` has the times)."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.app.core import Core
from gui.app.program import Program
from gui.model.fields import Tab
from gui.services.draft_writer import Rhythm
from gui.services.storage.database import Database
from gui.views.form import Form
from gui.views.main_window import MainWindow
from gui.views.window_actions import Actions
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

ROOT = Path(__file__).parents[2]
GUI = str(ROOT / "gui")
ONE_JOB, SIXTY_JOBS = "1de04059", "1ddfd0cf"

# --- before the first paint ---------------------------------------------------------------------

LATER = (
    *("httpx", "httpcore", "anyio", "ssl", "asyncio", "qasync", "sqlite3", "keyring", "email"),
    *("pypdfium2", "pypdfium2_raw", "phonenumbers", "starlette", "uvicorn", "logging.handlers"),
    *("gui.app.program", "gui.model", "gui.workable.client", "gui.services.session", "gui.sandbox"),
    *("gui.views.form", "gui.views.dialogs", "gui.views.fields", "gui.views.tabs"),
    *("gui.views.window_actions", "gui.views.panels.candidates", "gui.views.panels.changes"),
)
"""What the window does not need before it is seen; each of these makes it come later."""
MODULES: Final = 230
"""As many modules as are loaded with the window's frame, and a few more."""
WIDGETS: Final = 60

PAINTED = """
import json, sys
before = set(sys.modules)
from pathlib import Path
from gui.__main__ import Options
from gui.app.late_functions import compile_late
from gui.app.quick_enums import make_enums_quickly
from gui.app.binding import import_lightly
from gui.paths import Profile
compile_late()
make_enums_quickly()
import_lightly()
from gui.app.frame import Frame
profile = Profile.at(Path(sys.argv[1])); profile.create()
frame = Frame(Options(), profile)
print(json.dumps({
    "modules": sorted(set(sys.modules) - before),
    "widgets": len(frame.app.allWidgets()),
}))
import os
sys.stdout.flush()
os._exit(0)
"""


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What there is when the window is painted."""
    done = subprocess.run(
        [sys.executable, "-c", PAINTED, str(tmp_path_factory.mktemp("profile"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nothing_is_loaded_before_the_first_paint_but_the_frame(painted: dict[str, Any]) -> None:
    loaded = painted["modules"]
    assert "gui.views.main_window" in loaded, "what is counted has another name"
    early = [
        name for name in loaded for later in LATER if name == later or name.startswith(f"{later}.")
    ]
    assert early == []
    assert len(loaded) <= MODULES


def test_few_widgets_are_made_before_the_first_paint(painted: dict[str, Any]) -> None:
    assert 20 < painted["widgets"] <= WIDGETS


# --- behind the first paint ---------------------------------------------------------------------

STEP: Final = 64
"""As many widgets as are made in ten milliseconds or so."""


async def test_no_step_of_a_start_makes_more_than_the_window_can_wait_for(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between any two of them keys and clicks are heard."""
    made: dict[str, list[int]] = {}

    def watch(kind: type, name: str) -> None:
        plain: Callable[[object], Iterator[None]] = getattr(kind, name)

        def steps(self: object) -> Iterator[None]:
            found = made.setdefault(f"{kind.__name__}.{name}", [])
            before = len(QApplication.allWidgets())
            for _step in plain(self):
                found.append(len(QApplication.allWidgets()) - before)
                yield
                before = len(QApplication.allWidgets())

        monkeypatch.setattr(kind, name, steps)

    watch(Core, "steps")
    watch(Core, "list_steps")
    watch(Program, "steps")
    async with running(tmp_path):
        pass
    most = {name: max(found) for name, found in made.items()}
    assert set(most) == {"Core.steps", "Core.list_steps", "Program.steps"}
    assert max(most.values()) <= STEP, made


# --- for a key ----------------------------------------------------------------------------------


def calls_for(work: Callable[[], object]) -> Counter[str]:
    """How often each function of the program is called by `work`."""
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _given: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(GUI):
            found[frame.f_code.co_qualname] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return found


async def one_key(hands: Hands, record_id: str) -> Counter[str]:
    """The calls for the third letter typed into a name."""
    await hands.open(record_id)
    hands.program.form.show_tab(Tab.PROFILE)
    line = hands.named("First name", QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "xy")
    await asyncio.sleep(0.05)
    found = calls_for(lambda: QTest.keyClicks(line, "z"))
    hands.session.edit(lambda draft: draft.revert_keys(["firstname"], label="Revert"))
    return found


async def test_a_key_costs_the_same_with_sixty_entries_as_with_one(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        few = await one_key(hands, ONE_JOB)
        many = await one_key(hands, SIXTY_JOBS)
    assert few["compare_key"] > 0, "typing compares nothing: what is counted has another name"
    assert many["compare_key"] <= few["compare_key"]
    assert many.total() <= few.total() * 1.1 + 50, (many - few).most_common(12)


async def test_a_key_compares_the_key_that_it_changes_and_no_other(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        found = await one_key(hands, ONE_JOB)
    assert found["compare_key"] <= 3
    assert found["check_record"] == 0
    assert found["Record.from_json"] == found["record_from_json"] == 0


# --- for a send ---------------------------------------------------------------------------------


async def test_a_send_of_one_field_is_a_read_a_write_and_a_read(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(ONE_JOB)
        await until(lambda: not hands.session.is_sending)
        hands.sandbox(lambda control: control.clear_log())
        hands.type_into("Headline", "Counted")
        hands.press("Ctrl+S")
        await hands.sent()
        log: Any = hands.sandbox(lambda control: control.log())
    record = [entry for entry in log if entry["path"].endswith(ONE_JOB)]
    assert [entry["method"] for entry in record] == ["GET", "PATCH", "GET"]
    assert record[1]["keys"] == ["headline"]
    assert record[1]["bytes"] == len(b'{"candidate":{"headline":"Counted"}}')


async def test_a_send_of_one_field_leaves_the_others_alone(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = 0
    refresh = MainWindow._refresh

    def counted(self: MainWindow) -> None:
        nonlocal whole
        whole += 1
        refresh(self)

    monkeypatch.setattr(MainWindow, "_refresh", counted)
    async with running(tmp_path) as hands:
        session = await hands.open(SIXTY_JOBS)
        await until(lambda: not session.is_sending)
        hands.type_into("Headline", "Counted")
        told: list[frozenset[str]] = []
        session.changed.connect(lambda changed: told.append(changed.keys))
        whole = 0
        hands.press("Ctrl+S")
        await hands.sent()
    assert [keys - {"resume", "image"} for keys in told] == [{"headline"}]
    assert 1 <= whole <= 2, "the phases of a send say nothing new of the record"


# --- while typing -------------------------------------------------------------------------------


async def test_typing_writes_the_draft_once_in_a_while(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However quickly somebody types; and never in the window's thread, which tests of its own
    hold (tests/services/storage)."""
    writes = 0
    write = Database.write

    def counted(self: Database, work: Callable[[Any], Any]) -> Any:
        nonlocal writes
        writes += "drafts" in self._path.name
        return write(self, work)

    async with running(tmp_path) as hands:
        await hands.open(ONE_JOB)
        await hands.program.keeper.flush()
        line = hands.named("Headline", QLineEdit)
        line.setFocus()
        monkeypatch.setattr(Database, "write", counted)
        began = time.monotonic()
        for number in range(60):
            QTest.keyClicks(line, "abcdefgh"[number % 8])
            await asyncio.sleep(0.02)
        took = time.monotonic() - began
        typed = writes
        await hands.program.keeper.flush()
        assert writes > 0, "nothing was written: what is counted has another name"
    # One may begin at once, and one be of the opening; each key written would be sixty.
    assert typed <= took / 0.9 + 2, "more than one write in nine tenths of a second"


def test_what_was_typed_begins_to_be_written_within_a_second() -> None:
    rhythm = Rhythm()
    assert max(rhythm.pause, rhythm.latest, rhythm.gap) <= 0.9
    assert rhythm.gap >= 0.9, "the disk is asked too often"


# --- for an opening -----------------------------------------------------------------------------


async def test_an_opening_reads_once_and_shows_once(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was left is not shown again in between, nor are commands looked at anew and anew."""
    async with running(tmp_path) as hands:
        hands.program.core.arriving._late.setInterval(60_000)  # this machine may be busy
        await hands.open(ONE_JOB)
        await until(lambda: not hands.session.is_sending)
        hands.sandbox(lambda control: control.clear_log())
        seen: Counter[str] = Counter()
        for kind, name in ((Form, "show_session"), (Actions, "_look")):
            monkeypatch.setattr(kind, name, counted(seen, kind, name))
        await hands.open(SIXTY_JOBS)
        await asyncio.sleep(0.05)
        log: Any = hands.sandbox(lambda control: control.log())
    reads = [entry for entry in log if entry["path"].endswith(SIXTY_JOBS)]
    assert [entry["method"] for entry in reads] == ["GET"]
    assert seen["Form.show_session"] == 1
    assert 1 <= seen["Actions._look"] <= 6, seen


def counted(seen: Counter[str], kind: type, name: str) -> Callable[..., object]:
    """A method that is counted under the names of its class and itself."""
    plain: Callable[..., object] = getattr(kind, name)

    def count(*given: object, **more: object) -> object:
        seen[f"{kind.__name__}.{name}"] += 1
        return plain(*given, **more)

    return count
