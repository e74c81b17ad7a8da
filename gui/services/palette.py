"""What the palette finds: commands, fields, tabs and candidates by a few letters, best first, and
what is offered on the screen just then.

It knows no widget: whoever opens the palette gathers the items, and does what is chosen.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from gui.i18n import N_, _
from gui.model.seeking import Found, Sought, seek, words_of


class Kind(enum.Enum):
    """What an item is, by the untranslated heading of its group."""

    LATELY = N_("Used lately")
    OFFER = N_("Offered now")
    COMMAND = N_("Commands")
    TAB = N_("Tabs")
    FIELD = N_("Fields")
    CANDIDATE = N_("Candidates")

    @property
    def heading(self) -> str:
        return _(self.value)


_MOST: Final = {Kind.COMMAND: 12, Kind.TAB: 5, Kind.FIELD: 12, Kind.CANDIDATE: 20}
"""How many of a kind are shown of those found: the best are on top."""
_LATELY: Final = 5
_RECENT: Final = 5
"""Candidates before anything is typed."""
_BEFORE_TYPING: Final = (Kind.OFFER, Kind.CANDIDATE, Kind.COMMAND, Kind.TAB, Kind.FIELD)
_USED_BONUS: Final = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to go to or to do.

    `name` is what it is remembered by, empty for what is not to be remembered; `about` stands
    beside the title, `also` is what it is found by besides; `why_not` says why it cannot be done.
    One for `when_typed` is not shown before something is typed.
    """

    kind: Kind
    title: str
    deed: Callable[[], object]
    name: str = ""
    about: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    also: str = ""
    why_not: str = ""
    when_typed: bool = False
    sought: Sought = field(init=False, compare=False)
    sought_also: Sought = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sought", Sought.of(self.title))
        object.__setattr__(self, "sought_also", Sought.of(self.also))


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found, and where in its title."""

    item: Item
    spans: tuple[range, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind under its heading."""

    kind: Kind
    hits: tuple[Hit, ...]


def search(
    query: str,
    items: Sequence[Item],
    *,
    lately: Sequence[str] = (),
    more: Callable[[str], Iterable[Item]] = lambda _query: (),
) -> tuple[Group, ...]:
    """The groups that a query leaves, the one with the best hit first; all of them in their order
    for an empty one, those used `lately` (by their names, the last first) before.

    `more` gives items that are looked for elsewhere, such as the candidates of a long list: they
    are found already, and come in the order given.
    """
    words = words_of(query)
    if not words:
        return _all(items, lately)
    found: dict[Kind, list[tuple[float, Hit]]] = {kind: [] for kind in Kind}
    for item in items:
        hit = seek(words, item.sought, item.sought_also)
        if hit is not None:
            score = hit.score + (_USED_BONUS if item.name and item.name in lately else 0)
            found[item.kind].append((score, Hit(item, hit.spans)))
    for number, item in enumerate(more(query)):
        known = seek(words, item.sought, item.sought_also) or Found(0)
        found[item.kind].append((known.score - number / 1000, Hit(item, known.spans)))
    groups = []
    for kind, hits in found.items():
        # What cannot be done just now comes after all that can.
        best = sorted(hits, key=lambda scored: (bool(scored[1].item.why_not), -scored[0]))
        if best:
            first, hits = best[0], best[: _MOST.get(kind)]
            group = Group(kind, tuple(hit for _score, hit in hits))
            groups.append((bool(first[1].item.why_not), -first[0], group))
    return tuple(group for *_rank, group in sorted(groups, key=lambda ranked: ranked[:2]))


def _all(items: Sequence[Item], lately: Sequence[str]) -> tuple[Group, ...]:
    shown = [item for item in items if not item.when_typed]
    named = {item.name: item for item in shown if item.name and not item.why_not}
    used = [named[name] for name in lately if name in named][:_LATELY]
    groups = [Group(Kind.LATELY, tuple(map(Hit, used)))]
    for kind in _BEFORE_TYPING:
        rest = [item for item in shown if item.kind is kind and item not in used]
        rest.sort(key=lambda item: bool(item.why_not))
        rest = rest[:_RECENT] if kind is Kind.CANDIDATE else rest
        groups.append(Group(kind, tuple(map(Hit, rest))))
    return tuple(group for group in groups if group.hits)
