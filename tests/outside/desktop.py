"""A desktop of its own for one program: an X server, a window manager, a session bus with
accessibility, and a home nobody else uses. All of it is gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PROGRAMS: Final = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
LAUNCHERS: Final = tuple(
    Path(folder) / "at-spi-bus-launcher" for folder in ("/usr/libexec", "/usr/lib/at-spi2-core")
)
SIZE: Final = "1280x800x24"
_KEPT: Final = ("PATH", "TZ", "VIRTUAL_ENV", "LD_LIBRARY_PATH")


def missing() -> list[str]:
    """What the machine lacks for it, by the names of programs."""
    lacking = [name for name in PROGRAMS if shutil.which(name) is None]
    return lacking + ([] if _launcher() else [LAUNCHERS[0].name])


def _launcher() -> Path | None:
    return next((path for path in LAUNCHERS if path.exists()), None)


@dataclass(frozen=True)
class Desktop:
    """`environment` is what a program is started with to be on it; `session_bus` its address."""

    home: Path
    environment: dict[str, str]

    @property
    def session_bus(self) -> str:
        return self.environment["DBUS_SESSION_BUS_ADDRESS"]

    def press(self, *keys: str) -> None:
        """Presses keys as a keyboard does, where the focus is: "ctrl+Home", "Return"."""
        command = ["xdotool", "key", "--clearmodifiers", *keys]
        subprocess.run(command, env=self.environment, check=True, capture_output=True)

    def type(self, text: str) -> None:
        """Types letters as a keyboard does."""
        command = ["xdotool", "type", "--delay", "5", text]
        subprocess.run(command, env=self.environment, check=True, capture_output=True)


@contextlib.contextmanager
def desktop() -> Iterator[Desktop]:
    """A desktop for the time of the block."""
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="redline-outside-")))
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700)
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "LANGUAGE": "en",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "NO_AT_BRIDGE": "1",
        }
        screen = ["Xvfb", "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset", "-displayfd"]
        environment["DISPLAY"] = f":{_told_by(screen, environment, stack)}"
        bus = ["dbus-daemon", "--session", "--nofork", f"--address=unix:path={runtime}/bus"]
        told = _told_by([*bus, "--print-address"], environment, stack)
        environment["DBUS_SESSION_BUS_ADDRESS"] = told
        launcher = _launcher()
        assert launcher is not None
        for command in (["openbox"], [str(launcher), "--launch-immediately"]):
            _running(command, environment, stack)
        yield Desktop(home, environment)


def _told_by(command: list[str], environment: dict[str, str], stack: contextlib.ExitStack) -> str:
    """Starts what writes one line to a pipe once it is ready: its last argument is given the
    pipe's number."""
    reader, writer = os.pipe()
    last = command[-1]
    whole = [*command[:-1], f"{last}={writer}"] if last[:2] == "--" else [*command, str(writer)]
    try:
        _running(whole, environment, stack, pipe=writer)
    finally:
        os.close(writer)
    with os.fdopen(reader) as told:
        return told.readline().strip()


def _running(
    command: list[str],
    environment: dict[str, str],
    stack: contextlib.ExitStack,
    *,
    pipe: int | None = None,
) -> None:
    """Starts a program that ends with the stack."""
    process = subprocess.Popen(
        command,
        env=environment,
        pass_fds=[] if pipe is None else [pipe],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(ended, process)


def ended(process: subprocess.Popen[Any]) -> None:
    """Asks a process to end, and sees to it."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
