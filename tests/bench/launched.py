"""Starts the program as it is, and tells on standard output when it has come how far.

``loop`` is the first turn of the event loop, ``filled`` the moment when a candidate stands in the
form and was painted; both with `time.monotonic`, which is one clock for all processes. All
arguments go to the program.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gui.app.core import Core


def told(what: str) -> None:
    print(f"{what} {time.monotonic()}", flush=True)


def main() -> int:
    from gui.app.late_functions import compile_late
    from gui.app.quick_enums import make_enums_quickly

    compile_late()
    make_enums_quickly()
    from gui.app.binding import import_lightly

    import_lightly()
    from gui.app import start

    plain = start._core

    def watched(*given: Any) -> Core:
        # Not before it is its turn: the window is painted by now.
        _watch()
        return plain(*given)

    start._core = watched  # type: ignore[assignment]
    from gui.__main__ import main as run

    return run(sys.argv[1:])


def _watch() -> None:
    """Has the program tell one line for each step."""
    from PySide6.QtCore import QTimer

    from gui.app import core

    class Told(core.Core):
        def begin(self) -> None:
            told("loop")
            super().begin()

        def _show_session(self) -> None:
            super()._show_session()
            if self.desk.session is not None:
                # Behind the paint that is posted now, and the one that follows from laying out.
                QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: told("filled")))

    core.Core = Told  # type: ignore[misc]


if __name__ == "__main__":
    sys.exit(main())
