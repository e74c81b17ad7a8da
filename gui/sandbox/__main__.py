"""The sandbox by itself: ``python -m gui.sandbox --folder DIR [--port N] [--fresh]``.

Prints what it is, then one line of JSON with everything that is needed to use it, and runs until
it is interrupted.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from gui.errors import RedlineError
from gui.i18n import _
from gui.paths import resources
from gui.sandbox.control import SECRET_HEADER
from gui.sandbox.host import NOTICE, SandboxHost
from gui.sandbox.world import load_world


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs it; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m gui.sandbox", description=_(NOTICE))
    parser.add_argument("--folder", type=Path, required=True, help="where its state is kept")
    parser.add_argument("--port", type=int, default=0, help="the port; a free one unless named")
    parser.add_argument("--fresh", action="store_true", help="start over with the invented people")
    parser.add_argument("--world", type=Path, default=None, help="another folder of people")
    options = parser.parse_args(arguments)
    world = partial(load_world, options.world or resources() / "sandbox")
    host = SandboxHost(world, options.folder, port=options.port, fresh=options.fresh)
    try:
        running = host.start()
    except RedlineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    line = {
        "base_url": running.base_url,
        "token": running.token,
        "subdomain": running.subdomain,
        "control_url": running.control_url,
        "control_header": SECRET_HEADER,
        "control_secret": running.control_secret,
    }
    sys.stderr.write(f"{_(NOTICE)}\n")
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()
    leave = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: leave.set())
    leave.wait()
    running.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
