"""Starts the decoder: limits first, then what the first four bytes of the input ask for (H53).

Imports stand inside functions: the limits must hold before anything else is loaded.
"""

from __future__ import annotations

import sys


def find_package() -> None:
    """Makes ``gui.decoder`` importable where this file was started by its path.

    Isolated, Python knows neither the folder it is started in nor that of the script. The folder
    is looked in for this package and for nothing else: it may hold anything.
    """
    if "gui" in sys.modules or getattr(sys, "frozen", False):
        return
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parents[2]))
    try:
        import gui.decoder  # noqa: F401  # its parts are then found beside it
    finally:
        del sys.path[0]


def main() -> int:
    """One picture, or one resume until there are no more questions; returns the exit status."""
    find_package()
    from gui.decoder import limits

    limits.limit_self(limits.CPU_SECONDS_IN_ALL)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    form = source.read(4)
    if form == b"docs":
        from gui.decoder import serving

        return serving.serve(source, sink)
    limits.limit_self()
    if form == b"edit":
        from gui.decoder import cutting

        return cutting.answer(source, sink)
    from gui.decoder import pictures

    return pictures.answer(form, source, sink)


if __name__ == "__main__":
    sys.exit(main())
