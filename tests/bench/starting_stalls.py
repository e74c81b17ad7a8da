"""Starts the program as it is, and tells the longest turns between its first paint and the moment
when a candidate has stood in the form for a while: ``stalls waited computed``, in seconds.

All arguments go to the program.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gui.__main__ import Options
    from gui.app.core import Core
    from gui.app.frame import Frame
    from gui.paths import Profile
    from gui.services.reports import Reports
    from tests.bench.pulse import Stalls

_SETTLE_MS: Final = 1_500
"""After which photo and resume have come, and all that is made later is made."""


def main() -> int:
    from gui.app.late_functions import compile_late
    from gui.app.quick_enums import make_enums_quickly

    compile_late()
    make_enums_quickly()
    from gui.app.binding import import_lightly

    import_lightly()
    from gui.app import start
    from tests.bench.pulse import Stalls

    plain = start._core

    def watched(options: Options, profile: Profile, frame: Frame, reports: Reports) -> Core:
        # The window is painted by now.
        stalls = Stalls()
        stalls.start()
        core = plain(options, profile, frame, reports)
        _watch(core, stalls)
        return core

    start._core = watched
    from gui.__main__ import main as run

    return run(sys.argv[1:])


def _watch(core: Core, stalls: Stalls) -> None:
    from PySide6.QtCore import QTimer

    def over() -> None:
        waited, computed = stalls.stop()
        print(f"stalls {waited} {computed}", flush=True)
        os._exit(0)

    def shown() -> None:
        if core.desk.session is not None:
            QTimer.singleShot(_SETTLE_MS, over)

    core.desk.session_changed.connect(shown)


if __name__ == "__main__":
    sys.exit(main())
