"""What is going on with a record; by itself, since a window says it before it knows any record."""

from __future__ import annotations

import enum


class Phase(enum.Enum):
    """What is going on with the record between the editor and the service."""

    IDLE = "idle"
    READING = "reading"
    ASKING = "asking"
    WRITING = "writing"
    CHECKING = "checking"
