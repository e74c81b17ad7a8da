"""The command line: what was asked for, and the few answers that need no window.

Imports nothing heavy, so that `--version` and a missing display are answered at once; the
program itself is `gui.app`.
"""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gui import __version__
from gui.errors import RedlineError
from gui.i18n import _

if TYPE_CHECKING:
    from gui.services.instance import Instance

EXIT_FAILED = 1
EXIT_NO_DISPLAY = 3
DECODE = "--decode"
"""Starts the child that decodes strangers' pictures instead of the program."""


@dataclass(frozen=True)
class Options:
    """What the command line asks for.

    `link` is one from outside that names a candidate; it is followed after asking. `profile` is
    None for the platform's folders. `fresh` starts the sandbox over. `report` is the
    file that a self-test writes to besides the terminal.
    """

    candidate: str | None = None
    sandbox: bool = False
    fresh: bool = False
    account: str | None = None
    profile: Path | None = None
    debug: bool = False
    link: str | None = None
    self_test: bool = False
    report: Path | None = None


def main(arguments: list[str] | None = None) -> int:
    """Runs Redline; returns the exit status: 0 well, 1 failed, 2 wrong usage, 3 no display."""
    from gui.app.late_functions import compile_late
    from gui.app.quick_enums import make_enums_quickly

    compile_late()
    make_enums_quickly()
    if (sys.argv[1:] if arguments is None else arguments) == [DECODE]:
        # The frozen program has no interpreter to start the decoder with: it is its own child.
        from gui.decoder.__main__ import main as decode

        return decode()
    options = _parse(arguments)
    missing = missing_display()
    if options.self_test:
        return _self_test(options, has_display=not missing)
    if missing:
        print(missing, file=sys.stderr)
        return EXIT_NO_DISPLAY
    # Nothing that a start makes is garbage; `gui.app.collector` takes over from there.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _run_once(options)
    except RedlineError as error:
        print(error.sentence, file=sys.stderr)
        return EXIT_FAILED
    finally:
        if was_enabled:
            gc.enable()


def _run_once(options: Options) -> int:
    """Runs the program, or hands over to the one that has the profile already."""
    from gui.paths import Profile
    from gui.services.profile_lock import take

    profile = Profile.at(options.profile)
    profile.create()
    # Before Qt is imported: a second start is over in a moment.
    claimed: Instance | int | None = take(profile.lock_file)
    if claimed is None:
        from gui.services.instance import Handover, claim

        wanted = options.link or options.candidate
        handover = Handover(wanted, account=options.account, sandbox=options.sandbox)
        claimed = claim(profile, handover)
        if claimed is None:
            return 0
    from gui.app.binding import import_lightly

    import_lightly()
    from gui.app.start import run

    return run(options, profile, claimed)


def _self_test(options: Options, *, has_display: bool) -> int:
    """Checks this installation, off screen where there is no display."""
    if not has_display:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from gui.app.selftest import self_test

    return self_test(Options(sandbox=True), options.report)


def _parse(arguments: list[str] | None) -> Options:
    import argparse

    parser = argparse.ArgumentParser(
        prog="redline",
        description=_("Corrects candidate records in Workable and sends only what changed."),
    )
    parser.add_argument(
        "candidate",
        nargs="?",
        metavar="CANDIDATE",
        help=_("open a candidate: an API id or a pasted profile URL"),
    )
    parser.add_argument(
        "--sandbox",
        action="store_true",
        help=_("start the local sandbox (invented people) and connect to it"),
    )
    parser.add_argument(
        "--fresh", action="store_true", help=_("with --sandbox: start the sandbox over")
    )
    parser.add_argument("--account", metavar="SUBDOMAIN", help=_("use this saved account"))
    parser.add_argument(
        "--profile",
        metavar="DIR",
        type=Path,
        help=_("keep settings, drafts, journal and logs here"),
    )
    parser.add_argument(
        "--self-test",
        nargs="?",
        const="",
        metavar="FILE",
        help=_("check this installation without touching any account; also write to FILE"),
    )
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--version", action="version", version=f"Redline {__version__}")
    link = _link_among(sys.argv[1:] if arguments is None else arguments)
    if link is not None:
        return Options(link=link)
    given = parser.parse_args(arguments)
    if given.fresh and not given.sandbox:
        parser.error(_("--fresh goes with --sandbox"))
    if given.sandbox and given.account:
        parser.error(_("--sandbox and --account exclude each other"))
    return Options(
        candidate=given.candidate,
        sandbox=given.sandbox,
        fresh=given.fresh,
        account=given.account,
        profile=given.profile,
        debug=given.debug,
        self_test=given.self_test is not None,
        report=Path(given.self_test) if given.self_test else None,
    )


def _link_among(arguments: list[str]) -> str | None:
    """The link that a desktop or browser passed, if one is among the arguments.

    A stranger wrote it, and may have found a way to write other arguments too: none of them
    counts then.
    """
    from gui.services.links import is_link

    return next((each for each in arguments if is_link(each)), None)


def missing_display() -> str:
    """One line saying that there is no display to open a window on; empty when there is one.

    Qt would end the process with a dump. Only X11 and Wayland can be missing.
    """
    if not sys.platform.startswith("linux"):
        return ""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] not in ("", "xcb", "wayland"):
        return ""
    if _wayland_answers() or _x_answers(os.environ.get("DISPLAY", "")):
        return ""
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if display:
        return _("Redline needs a display, and {display} does not answer.").format(display=display)
    return _("Redline needs a display: set DISPLAY or WAYLAND_DISPLAY, or start it on a desktop.")


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / name
    return _connects(str(path))


def _x_answers(display: str) -> bool:
    host, colon, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not colon or not number.isdecimal():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108  # where X puts it
        return _connects("\0" + path) or _connects(path)
    return _connects((host, 6000 + int(number)))


def _connects(address: str | tuple[str, int]) -> bool:
    """Whether somebody answers at a Unix socket, or at a port."""
    import socket

    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(2.0)
        try:
            probe.connect(address)
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
