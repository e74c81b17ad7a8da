"""One running Redline for each profile; a second start hands over what it was asked to open.

`Profile.lock_file` is locked by the operating system for as long as the process lives, so that
no crash leaves a stale lock behind (reliability H38). In it stands where the one who has the lock
listens: a Unix socket in the profile, elsewhere a port on loopback. Both sides prove that they
can read the file, which is for this user alone, before a word about a candidate is said.

Wanted before Qt is imported: a second start should be quick. Stays away from windows and from
what a reference means.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import secrets
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gui.errors import ProfileInUse
from gui.i18n import _
from gui.paths import Profile
from gui.services.profile_lock import give_up, take, write

if TYPE_CHECKING:
    import asyncio

PATIENCE_S: Final = 2.0
"""How long a second start waits for the first one's answer, or for its end."""

SOCKET_NAME: Final = "socket"

_ANSWER_S: Final = 1.5
"""How long the first one takes at most before it says no; less than who asks will wait."""

_AGAIN_S: Final = 0.05
_LONGEST: Final = 64 * 1024
_YES, _NO = b"yes", b"no"
_ACTIVATION_VARIABLES: Final = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")


@dataclass(frozen=True, slots=True)
class Handover:
    """What a start was asked for, as the one that runs already gets it.

    `activation` is the desktop's permission to raise a window, empty where there is none.
    """

    candidate: str | None = None
    account: str | None = None
    sandbox: bool = False
    activation: str = ""


def claim(
    profile: Profile, handover: Handover, *, patience_s: float = PATIENCE_S
) -> Instance | None:
    """Makes this process the one of the profile; None when another took the handover.

    The profile's folder must be there. `ProfileInUse` when another has it and does not answer in
    time, `ProfileUnusable` where the folder cannot be locked.
    """
    handover = replace(handover, activation=handover.activation or _activation())
    ends = time.monotonic() + patience_s
    while True:
        lock = take(profile.lock_file)
        if lock is not None:
            return Instance(profile, lock)
        if _handed_over(profile, handover, ends):
            return None
        if time.monotonic() >= ends:
            raise ProfileInUse(
                _("Another Redline uses the profile {folder} and does not answer.").format(
                    folder=profile.root
                ),
                next_step=_("Use its window or end it, or name another profile with --profile."),
            )
        # It may be starting or ending just now.
        threading.Event().wait(_AGAIN_S)


class Instance:
    """The one process that has the profile, and its ear for later starts.

    Handovers that come before `attend` are kept for it. Made by `claim`.
    """

    def __init__(self, profile: Profile, lock: int) -> None:
        self._socket_file = profile.root / SOCKET_NAME
        self._lock = lock
        self._secret = secrets.token_bytes(32)
        self._guard = threading.Lock()
        self._early: list[Handover] = []
        self._attendant: tuple[asyncio.AbstractEventLoop, Callable[[Handover], object]] | None
        self._attendant = None
        self._ear, address = _listening(self._socket_file)
        self._bell, self._rope = socket.socketpair()
        self._thread = threading.Thread(target=self._listen, name="instance", daemon=True)
        self._thread.start()
        note = {"pid": os.getpid(), "secret": self._secret.hex(), **address}
        write(self._lock, json.dumps(note).encode())

    def attend(self, loop: asyncio.AbstractEventLoop, heed: Callable[[Handover], object]) -> None:
        """Has `heed` called in the loop's thread for each handover, those that wait at once.

        Only when it has run is the other start told yes; one whose loop hangs says no.
        """
        with self._guard:
            self._attendant = (loop, heed)
            early, self._early = self._early, []
        for handover in early:
            loop.call_soon_threadsafe(heed, handover)

    def release(self) -> None:
        """Stops listening and lets the profile go; nothing happens the second time."""
        if self._lock < 0:
            return
        lock, self._lock = self._lock, -1
        with contextlib.suppress(OSError):
            self._rope.send(b"!")
        self._thread.join(PATIENCE_S)
        for each in (self._ear, self._bell, self._rope):
            if each is not None:
                each.close()
        with contextlib.suppress(OSError):
            self._socket_file.unlink(missing_ok=True)
        give_up(lock)

    # --- the ear, in its own thread --------------------------------------------------------

    def _listen(self) -> None:
        if self._ear is None:
            return
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._bell, selectors.EVENT_READ)
            waiting.register(self._ear, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _events in waiting.select()}
                if self._bell in ready:
                    return
                with contextlib.suppress(OSError, ValueError):
                    caller, _address = self._ear.accept()
                    with caller:
                        self._answer(_Talk(caller, time.monotonic() + PATIENCE_S))

    def _answer(self, talk: _Talk) -> None:
        theirs = talk.hear()
        mine = secrets.token_hex(16).encode()
        talk.say(mine + b" " + _proof(self._secret, b"first", theirs, mine))
        proof, _blank, body = talk.hear().partition(b" ")
        if not hmac.compare_digest(proof, _proof(self._secret, b"second", mine, body)):
            raise ValueError("somebody who cannot read the lock file")
        talk.say(_YES if self._taken(_handover(body)) else _NO)

    def _taken(self, handover: Handover) -> bool:
        with self._guard:
            if self._attendant is None:
                self._early.append(handover)
                return True
            loop, heed = self._attendant
        done = threading.Event()

        def take() -> None:
            heed(handover)
            done.set()

        try:
            loop.call_soon_threadsafe(take)
        except RuntimeError:  # the loop has closed: the program is ending
            return False
        return done.wait(_ANSWER_S)


# --- the second start ---------------------------------------------------------------------------


def _handed_over(profile: Profile, handover: Handover, ends: float) -> bool:
    """Whether the one that has the lock took it; False also while it is starting or ending."""
    try:
        note = json.loads(profile.lock_file.read_bytes())
        secret = bytes.fromhex(note["secret"])
        with _connected(note, profile.root, ends) as wire:
            talk = _Talk(wire, ends)
            mine = secrets.token_hex(16).encode()
            talk.say(mine)
            theirs, _blank, proof = talk.hear().partition(b" ")
            if not hmac.compare_digest(proof, _proof(secret, b"first", mine, theirs)):
                return False
            _allow_foreground(note["pid"])
            body = json.dumps(asdict(handover)).encode()
            talk.say(_proof(secret, b"second", theirs, body) + b" " + body)
            return talk.hear() == _YES
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _connected(note: dict[str, Any], folder: Path, ends: float) -> socket.socket:
    left = max(0.01, ends - time.monotonic())
    if "port" in note:
        return socket.create_connection(("127.0.0.1", note["port"]), timeout=left)
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        wire.settimeout(left)
        wire.connect(str(folder / SOCKET_NAME))
    except OSError:
        wire.close()
        raise
    return wire


def _activation() -> str:
    """The desktop's permission for this start to put a window in front."""
    return next((os.environ[name] for name in _ACTIVATION_VARIABLES if name in os.environ), "")


def _allow_foreground(pid: object) -> None:
    """On Windows only who has the foreground can let another process take it."""
    if sys.platform == "win32" and isinstance(pid, int):
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(pid)


# --- talking ------------------------------------------------------------------------------------


class _Talk:
    """Lines over a socket, all of them before a moment of the monotonic clock.

    `OSError` when the other side is late or gone, `ValueError` when it says too much.
    """

    def __init__(self, wire: socket.socket, ends: float) -> None:
        self._wire = wire
        self._ends = ends
        self._heard = bytearray()

    def say(self, line: bytes) -> None:
        self._set_timeout()
        self._wire.sendall(line + b"\n")

    def hear(self) -> bytes:
        while b"\n" not in self._heard:
            self._set_timeout()
            more = self._wire.recv(4096)
            if not more:
                raise ConnectionResetError("hung up in the middle of a line")
            self._heard += more
            if len(self._heard) > _LONGEST:
                raise ValueError("a line without an end")
        line, _end, self._heard = self._heard.partition(b"\n")
        return bytes(line)

    def _set_timeout(self) -> None:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("it takes too long")
        self._wire.settimeout(left)


def _proof(secret: bytes, who: bytes, *said: bytes) -> bytes:
    return hmac.new(secret, b"\n".join((who, *said)), "sha256").hexdigest().encode()


def _handover(body: bytes) -> Handover:
    """`ValueError` for what no start of ours says."""
    given = json.loads(body)
    match given:
        case {
            "candidate": str() | None as candidate,
            "account": str() | None as account,
            "sandbox": bool() as sandbox,
            "activation": str() as activation,
        }:
            return Handover(candidate, account, sandbox, activation)
    raise ValueError("not a handover")


def _listening(path: Path) -> tuple[socket.socket | None, dict[str, Any]]:
    """A socket that listens, and its address for the lock file.

    Without any, later starts only hear that the profile is in use.
    """
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # the path may be too long for a socket
            path.unlink(missing_ok=True)  # of one that crashed: the lock is ours
            ear = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                ear.bind(str(path))
                path.chmod(0o600)
                ear.listen()
            except OSError:
                ear.close()
                raise
            return ear, {}
    try:
        ear = socket.create_server(("127.0.0.1", 0))
    except OSError:
        return None, {}
    return ear, {"port": ear.getsockname()[1]}
