"""What there is in a snapshot of a draft besides its values: staged files, and how much text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gui.model.saved import Snapshot
from gui.model.steps import Step
from gui.model.values import FileUpload, Value, entries, text, words

STEPS_TEXT: Final = 2_000_000
"""Characters of undo steps that are kept; the newest steps win."""


def uploads_in(snapshot: Snapshot) -> Iterator[FileUpload]:
    """The staged files of a draft, those that undo would bring back among them."""
    done, undone = snapshot.steps
    steps = (values for step in (*done, *undone) for values in (step.before, step.after))
    for values in (snapshot.current.values, *steps):
        yield from (value for value in values.values() if isinstance(value, FileUpload))


def within(snapshot: Snapshot) -> Snapshot:
    """The snapshot without those of its oldest steps that are too much text to write each time."""
    done, undone = snapshot.steps
    left = STEPS_TEXT
    kept: list[tuple[Step, ...]] = []
    for steps in (undone, done):
        at = len(steps)
        while at and left > 0:
            left -= sum(_length(value) for value in steps[at - 1].after.values())
            at -= 1
        kept.append(steps[at:])
    return replace(snapshot, steps=(kept[1], kept[0]))


def _length(value: Value) -> int:
    inner = sum(len(str(it)) for entry in entries(value) for it in entry.fields.values())
    return len(text(value)) + sum(map(len, words(value))) + inner
