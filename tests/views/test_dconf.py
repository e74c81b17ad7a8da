"""GNOME's own switch for motion, out of a file that dconf has written."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.views.dconf import flag
from gui.views.system_look import SystemLook
from tests.helpers.wait import until

INTERFACE = "/org/gnome/desktop/interface/"

# What dconf 0.40 wrote after three times "gsettings set org.gnome.desktop.interface": no
# enable-animations, clock-show-date, a text-scaling-factor of 1.5.
WRITTEN = zlib.decompress(
    base64.b64decode(
        "eNpzD0ssykzMK2GAAgkQwQhmanBAxZiBmBWK2YCYHYpB8gfq4+1YoHoEGcoYJIC0NBD/2F20DyQOYgsDxQ2AtBUQ"
        "b9iuYgAyB8RmY/BhcADSLkC8s+PvLSYGCJsDKO4DpAOA2PKotT/IfhCbCygeA6QzgNg7YAI3yC0gNgtQPAdIFwDx"
        "la1MDP+BAMRmBIqXAOkKIP4nP68e5B4Qmx/ong4g3Q3EqXmJSTmpuol5mbmJJZn5ecWwgGBIKkmtKNEtTk7MycxL"
        "101LTC7JL4LJ/bBnSEnPy89N1Qe5LSW1OLskv0AfZH5mXklqEVBxqj4kjGDBmV+Urg/ynz40HJNz8pOzdYsz8st1"
        "UxJLUoFqkgBV80QM"
    )
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "user"
    written.write_bytes(WRITTEN)
    return written


def test_a_switch_that_was_set_is_read_and_others_are_not_known(file: Path) -> None:
    assert flag(f"{INTERFACE}enable-animations", file) is False
    assert flag(f"{INTERFACE}clock-show-date", file) is True
    assert flag(f"{INTERFACE}text-scaling-factor", file) is None, "no switch"
    assert flag(f"{INTERFACE}clock-show-weekday", file) is None, "never set"
    assert flag("/org/gnome/enable-animations", file) is None, "another with the same end"
    assert flag("enable-animations", file) is None


@pytest.mark.parametrize("cut", [0, 7, 8, 20, 24, 40, 100, 200, 300])
def test_a_file_that_was_cut_off_says_nothing(file: Path, cut: int) -> None:
    file.write_bytes(WRITTEN[:cut])
    assert flag(f"{INTERFACE}enable-animations", file) in (None, False)
    assert flag(f"{INTERFACE}nothing", file) is None


def test_any_byte_may_be_wrong(file: Path) -> None:
    for at in range(len(WRITTEN)):
        damaged = bytearray(WRITTEN)
        damaged[at] ^= 0xFF
        file.write_bytes(damaged)
        assert flag(f"{INTERFACE}enable-animations", file) in (None, False, True)


def test_no_file_is_no_answer(tmp_path: Path) -> None:
    assert flag(f"{INTERFACE}enable-animations", tmp_path / "none") is None
    assert flag(f"{INTERFACE}enable-animations", tmp_path) is None


async def test_under_gnome_nothing_moves_when_its_switch_says_so_while_the_program_runs(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "dconf"
    folder.mkdir()
    system = SystemLook(qapp)
    assert not system.wants_calm
    heard: list[bool] = []
    system.changed.connect(lambda: heard.append(system.wants_calm))
    # As dconf does it: beside, then in its place.
    (folder / "user.new").write_bytes(WRITTEN)
    (folder / "user.new").replace(folder / "user")
    await until(lambda: heard and heard[-1], what="the switch is noticed")
    system.deleteLater()
