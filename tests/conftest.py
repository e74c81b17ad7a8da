"""The surroundings of all tests: no display, English, no network, and nobody's profile touched.

The hooks that run and watch the tests are in `tests/helpers/harness.py`.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.helpers.memory_keyring import MemoryKeyring

# All of this before anything imports Qt, and at import so that child processes inherit it.
_HOME = Path(tempfile.mkdtemp(prefix="redline-tests-"))
_ENVIRONMENT = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "runtime",
}
for _name, _folder in _ENVIRONMENT.items():
    os.environ[_name] = str(_HOME / _folder)
    (_HOME / _folder).mkdir(parents=True, exist_ok=True, mode=0o700)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"
os.environ["LANGUAGE"] = "en"
os.environ["TZ"] = "UTC"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
# A desktop's session bus would lead to the person's own keyring and notifications.
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
for _name in tuple(os.environ):
    if _name.lower().endswith("_proxy") or _name.startswith(("REDLINE_", "SSL_CERT_", "QT_STYLE")):
        del os.environ[_name]

pytest_plugins = ["tests.helpers.harness", "tests.helpers.measures"]


def pytest_configure(config: pytest.Config) -> None:
    from hypothesis import settings

    # The same examples in every run: a failure is somebody's change, never luck.
    settings.register_profile("suite", deadline=None, derandomize=True, print_blob=True)
    # `HYPOTHESIS_PROFILE=search`: new examples, many of them, to look for what nobody thought of.
    settings.register_profile("search", deadline=None, max_examples=3000, print_blob=True)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


# --- no network ---------------------------------------------------------------------------------

_LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "::", ""}


def _is_near(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    return host is None or host in _LOOPBACK or str(host).startswith("127.")


def _loopback_only(event: str, args: tuple[Any, ...]) -> None:
    """Let no test reach beyond this machine: names do not resolve, addresses refuse."""
    if event == "socket.getaddrinfo" and not _is_near(args[0]):
        raise socket.gaierror(socket.EAI_NONAME, f"tests reach loopback only, not {args[0]!r}")
    if event == "socket.connect" and isinstance(args[1], tuple) and not _is_near(args[1][0]):
        raise ConnectionRefusedError(f"tests reach loopback only, not {args[1][0]!r}")


sys.addaudithook(_loopback_only)


# --- fixtures -----------------------------------------------------------------------------------


@pytest.fixture
def memory_keyring() -> Iterator[MemoryKeyring]:
    """A system keyring that works and forgets; without this fixture there is none."""
    import keyring

    from tests.helpers.memory_keyring import MemoryKeyring

    before = keyring.get_keyring()
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def _same_environment() -> Iterator[None]:
    """What a test puts into the environment, or has the program put there, goes with it."""
    before = dict(os.environ)
    yield
    for name in set(os.environ) - before.keys():
        if name != "PYTEST_CURRENT_TEST":
            del os.environ[name]


def pytest_sessionfinish() -> None:
    """Empties the clipboard: Qt destroys what is in it after Python has ended, and an object that
    a test made in Python would crash it there."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
