"""Prints what somebody hears who uses the program without seeing it: ``make outside``."""

from __future__ import annotations

import sys
import time

from tests.outside.desktop import missing
from tests.outside.person import Lost
from tests.outside.session import session
from tests.outside.story import HEADLINE, SENT


def main() -> int:
    """The exit status: 0 when the story came to its end and the right keys arrived."""
    if lacking := missing():
        print(f"This machine lacks {', '.join(lacking)}; make setup installs it on Debian.")
        return 2
    begin = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - begin:6.2f}  {line}", flush=True)

    try:
        outcome = session(say)
    except Lost as error:
        print(f"LOST: {error}")
        return 1
    print(f"Arrived in {outcome.writes} writes: {', '.join(sorted(outcome.keys))}")
    is_wrong = outcome.keys != SENT or outcome.headline != HEADLINE
    if is_wrong or outcome.status or outcome.complaints:
        print(f"Expected: {', '.join(sorted(SENT))}; ended with {outcome.status}")
        print(outcome.complaints)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
