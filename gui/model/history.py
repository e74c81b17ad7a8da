"""The steps that a draft can go back and forth by.

Which values a step puts back is the draft's business (`gui.model.draft`): after a send or a fresh
read they are not simply those that the step remembers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gui.model.merge import Renames
from gui.model.steps import Step
from gui.model.values import Place, Value


class History:
    """Steps that were done and steps that were undone, oldest first.

    Bursts of typing at one place are one step while the step is open.
    """

    def __init__(self, done: Iterable[Step] = (), undone: Iterable[Step] = ()) -> None:
        self._done = list(done)
        self._undone = list(undone)
        self._open = False

    @property
    def steps(self) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        """The steps that can be undone and those that can be done again."""
        return tuple(self._done), tuple(self._undone)

    def __iter__(self) -> Iterator[Step]:
        """All of them."""
        yield from self._done
        yield from self._undone

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def add(self, step: Step) -> None:
        """Notes what was done. Typing goes on in the open step of its place, which is gone where
        it leads back to where it began; what was undone cannot be done again."""
        last = self._done[-1] if self._done else None
        if (
            step.typing
            and self._open
            and last is not None
            and last.typing
            and last.place == step.place
            and set(last.after) == set(step.after)
        ):
            self._done.pop()
            if any(last.before[key] != step.after[key] for key in step.after):
                self._done.append(replace(last, after=step.after))
        else:
            self._done.append(step)
        self._undone.clear()
        self._open = step.typing

    def throw_texts(self, texts: Mapping[Place, str]) -> None:
        """Notes with the last step the unfinished texts that it threw away."""
        self._done[-1] = replace(self._done[-1], texts=texts)

    def close(self) -> None:
        """Ends a burst of typing: what comes next is a step of its own."""
        self._open = False

    def back(self) -> Step | None:
        """The last step, which counts as undone now; None where there is none."""
        return self._moved(self._done, self._undone)

    def forth(self) -> Step | None:
        """The step that was undone last, which counts as done now."""
        return self._moved(self._undone, self._done)

    def rename(self, key: str, renames: Renames) -> None:
        """Follows entries that have got other names."""
        self._done = [step.renamed(key, renames) for step in self._done]
        self._undone = [step.renamed(key, renames) for step in self._undone]

    def forget(self, key: str, sent: Value, instead: Value) -> None:
        """Takes a value that has gone out and cannot be read out of the steps."""

        def without(steps: list[Step]) -> list[Step]:
            left = (step.without_value(key, sent, instead) for step in steps)
            return [step for step in left if step.after or step.texts]

        self._done, self._undone = without(self._done), without(self._undone)

    def _moved(self, source: list[Step], target: list[Step]) -> Step | None:
        if not source:
            return None
        step = source.pop()
        target.append(step)
        self._open = False
        return step
