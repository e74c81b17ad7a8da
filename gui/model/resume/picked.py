"""What a selection of a resume is for a field, once it was cleaned: values, a question, or nothing.

Apart from `picking`, which cleans and has to know how resumes are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gui.model.dates import Ambiguous, Present, Understood
from gui.model.values import Atom


@dataclass(frozen=True, slots=True)
class PickedText:
    """A text as the field would hold it. `was_cleaned` tells whether more was done than taking
    blanks off its ends."""

    value: str
    was_cleaned: bool = False


@dataclass(frozen=True, slots=True)
class PickedPhone:
    """A number as it is written; `international` with its country, where that can be told."""

    value: str
    international: str | None = None
    country: str = ""


@dataclass(frozen=True, slots=True)
class PickedDate:
    """What a picked date means: `Understood`, the question `Ambiguous`, or `Present`."""

    reading: Understood | Ambiguous | Present


@dataclass(frozen=True, slots=True)
class PickedWords:
    """Several words, each once."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PickedEntries:
    """A block or several lines as entries, each to be confirmed before it is added.

    Of each entry `fields` are the values, `questions` the dates to ask about, `spans` where its
    pieces stand in the picked text.
    """

    entries: tuple[SplitEntry, ...]


@dataclass(frozen=True, slots=True)
class SplitEntry:
    """A proposed split of a picked block: title, company, dates, summary."""

    fields: Mapping[str, Atom]
    questions: Mapping[str, Ambiguous]
    spans: Mapping[str, tuple[range, ...]]


@dataclass(frozen=True, slots=True)
class NothingPicked:
    """Nothing in it that the field takes; `hint` says what was expected."""

    hint: str


Picked: TypeAlias = (
    PickedText | PickedPhone | PickedDate | PickedWords | PickedEntries | NothingPicked
)
