"""Named places between the steps of keeping something, where the proof may end the program.

In the program `reach` does nothing: nothing here reads the environment. The proof installs a
hook that kills its own process, or raises what a full disk raises, at the n-th time a name is
reached, and then looks whether anything was lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

POINTS: Final = (
    # opening a database
    "open.folder",
    "open.created",
    "open.connected",
    "open.checked",
    # from one format to the next
    "migrate.begun",
    "migrate.stepped",
    "migrate.versioned",
    "migrate.committed",
    "migrate.settled",
    # moving a damaged database aside
    "aside.salvaged",
    "aside.moved",
    "aside.log_moved",
    # one transaction
    "write.begun",
    "write.done",
    "write.committed",
    # files by their contents
    "file.made",
    "file.written",
    "file.synced",
    "file.named",
    "file.kept",
    "file.removed",
    # drafts
    "draft.file_kept",
    "draft.encoded",
    "draft.written",
    "draft.removed",
    "draft.set_aside",
    # the journal
    "journal.written",
    "journal.expired",
    # the outbox
    "outbox.written",
    # erasing
    "erase.deleted",
    "erase.vacuumed",
    # one send
    "send.begun",
    "send.journaled",
    "send.intended",
    "send.applied",
    "send.settled",
    "send.cleared",
)

_hook: Callable[[str], None] | None = None


def reach(point: str) -> None:
    """The program has come to this place."""
    if _hook is not None:
        _hook(point)


def arm(hook: Callable[[str], None] | None) -> None:
    """For the proof: calls `hook` with each name from now on, in whatever thread it is reached."""
    global _hook
    _hook = hook
