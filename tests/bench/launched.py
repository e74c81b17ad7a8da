"""Starts the program as it is, and tells on standard output when it has come how far.

``loop`` is the first turn of the event loop, ``filled`` the moment when a candidate stands in the
form and was painted; both with `time.monotonic`, which is one clock for all processes. All
arguments go to the program.
"""

from __future__ import annotations

import asyncio
import sys
import time

from PySide6.QtCore import QTimer


def told(what: str) -> None:
    print(f"{what} {time.monotonic()}", flush=True)


def main() -> int:
    from gui.app import program

    class Told(program.Program):
        """The program, and one line for each step."""

        async def run(self, leave: asyncio.Event) -> None:
            told("loop")
            await super().run(leave)

        def _show_session(self) -> None:
            super()._show_session()
            if self.desk.session is not None:
                # Behind the paint that is posted now, and the one that follows from laying out.
                QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: told("filled")))

    program.Program = Told  # type: ignore[misc]
    from gui.__main__ import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
