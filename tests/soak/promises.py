"""The promises that are judged (reliability.md §1), by the names under which they are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

P1: Final = "P1 edits lost"
P2: Final = "P2 false saved"
P3: Final = "P3 false not saved"
P4: Final = "P4 foreign edits overwritten unseen"
P5: Final = "P5 entries gone or doubled"
P6: Final = "P6 untouched fields sent"
PROMISES: Final = (P1, P2, P3, P4, P5, P6)


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that was not kept."""

    promise: str
    text: str
