"""The set-up on machines that lack something, with stand-ins for the system's own commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent.parent
LISTS = sorted((ROOT / "packaging" / "system-packages").glob("*.txt"))

# What the script itself calls, and nothing more.
TOOLS = ["bash", "cat", "cut", "dirname", "echo", "env", "mktemp", "rm", "sed", "sha256sum"]
TOOLS += ["true", "xargs"]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the set-up is a shell script")


class Machine(NamedTuple):
    """A checkout and a PATH of our making; `calls` is what apt-get was asked to do."""

    checkout: Path
    commands: Path

    def command(self, name: str, body: str) -> None:
        path = self.commands / name
        path.write_text(f"#!/bin/bash\n{body}\n")
        path.chmod(0o755)

    def setup(self, what: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.checkout / "packaging" / "setup.sh", what],
            env={"PATH": str(self.commands), "HOME": str(self.checkout), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        log = self.checkout / "apt.log"
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Debian without any of the packages, a person without rights, and no Python."""
    checkout, commands = tmp_path / "checkout", tmp_path / "bin"
    shutil.copytree(ROOT / "packaging", checkout / "packaging")
    commands.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found
        (commands / name).symlink_to(found)
    made = Machine(checkout, commands)
    made.command("dpkg-query", "exit 1")
    made.command("id", "echo 1000")
    made.command("apt-get", f'echo "$@" >>{checkout}/apt.log')
    made.command("apt-cache", "exit 0")
    return made


def test_without_rights_one_line_says_what_is_missing(machine: Machine) -> None:
    run = machine.setup("run")
    assert run.returncode == 1
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
    assert "sudo apt-get install --no-install-recommends libgl1 libegl1" in run.stderr
    assert "libglib2.0-0 " in run.stderr
    assert "xvfb" not in run.stderr
    assert machine.calls == []


def test_the_tests_want_more_than_the_program(machine: Machine) -> None:
    run = machine.setup("test")
    assert "libgl1" in run.stderr
    assert "xvfb" in run.stderr


@pytest.mark.parametrize("rights", ["root", "sudo"])
def test_with_rights_only_what_is_missing_is_installed(machine: Machine, rights: str) -> None:
    machine.command("dpkg-query", "printf 'installed %s\\n' libgl1 libegl1 libglib2.0-0t64; exit 1")
    if rights == "root":
        machine.command("id", "echo 0")
    else:
        machine.command("sudo", '[ "$1" = -n ] && shift && exec "$@"')
    machine.setup("run")
    update, install = machine.calls
    assert update.endswith(" update")
    assert " install -y --no-install-recommends libxkbcommon0 " in install
    assert not re.search(r"libgl1|libegl1|libglib2", install)


def test_the_renamed_package_is_taken_where_there_is_no_other(machine: Machine) -> None:
    machine.command("id", "echo 0")
    machine.command("apt-cache", 'case "$*" in *libglib2.0-0) exit 100 ;; esac')
    machine.setup("run")
    assert "libglib2.0-0t64" in machine.calls[1]


def test_when_apt_fails_its_words_are_shown(machine: Machine) -> None:
    machine.command("id", "echo 0")
    machine.command("apt-get", 'case "$*" in *install*) echo "E: no space"; exit 100 ;; esac')
    run = machine.setup("run")
    assert run.returncode == 1
    assert "E: no space" in run.stderr
    assert "could not install" in run.stderr.splitlines()[-1]


def test_on_other_systems_packages_are_left_alone(machine: Machine) -> None:
    (machine.commands / "apt-get").unlink()
    run = machine.setup("run", PYTHON="/nowhere/python")
    assert "apt" not in run.stderr


def test_an_old_python_is_said_in_one_line(machine: Machine) -> None:
    for name in ("requirements.txt", "requirements-build.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, machine.checkout)
    (machine.checkout / "gui").mkdir()
    shutil.copy(ROOT / "gui" / "__init__.py", machine.checkout / "gui")
    machine.command("python3", "exit 1")
    run = machine.setup("run", REDLINE_NO_APT="1", PYTHON="python3")
    assert run.returncode == 1
    assert run.stderr.splitlines() == ["setup: PYTHON=python3 is not a Python 3.11 or newer."]


@pytest.mark.parametrize("path", LISTS, ids=[path.stem for path in LISTS])
def test_lists_hold_package_names_and_comments(path: Path) -> None:
    lines = [line.partition("#")[0].strip() for line in path.read_text().splitlines()]
    names = [line for line in lines if line]
    assert names
    assert [n for n in names if not re.fullmatch(r"[a-z0-9.+-]+( \| [a-z0-9.+-]+)*", n)] == []
    assert len(set(names)) == len(names)


def test_make_help_names_every_target() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("no make here")
    told = subprocess.run([make, "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = set(re.findall(r"^  make ([a-z]+) +\S", told.stdout, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert listed == targets
    assert {"run", "test", "setup", "lint"} <= listed
