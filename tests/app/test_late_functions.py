"""Dataclasses that compile their methods late are dataclasses like all others."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from gui.app.late_functions import compile_late


@pytest.fixture(params=["late", "usual"])
def kinds(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """The same classes with the methods of either kind."""
    before = dataclasses._create_fn  # type: ignore[attr-defined]
    if request.param == "late":
        compile_late()
        assert dataclasses._create_fn is not before or before.__name__ == "_late"  # type: ignore[attr-defined]
    try:
        yield _made()
    finally:
        dataclasses._create_fn = before  # type: ignore[attr-defined]


def _made() -> dict[str, Any]:
    @dataclass(frozen=True, slots=True)
    class Place:
        """A place."""

        key: str
        entry: str | None = None
        more: list[int] = field(default_factory=list, compare=False, repr=False)

    @dataclass
    class Open:
        """Not frozen, with something after it was made."""

        one: int
        two: int = 2

        def __post_init__(self) -> None:
            self.sum = self.one + self.two

    @dataclass(frozen=True, kw_only=True, order=True)
    class Named:
        """By names only."""

        first: int
        second: int = 5

    @dataclass(frozen=True)
    class Base:
        """To be derived from."""

        a: int

    @dataclass(frozen=True)
    class Derived(Base):
        """Derived."""

        b: int = 1

    return {each.__name__: each for each in (Place, Open, Named, Base, Derived)}


def refused(work: Callable[[], object]) -> str:
    with pytest.raises((TypeError, AttributeError)) as caught:
        work()
    return f"{type(caught.value).__name__}: {caught.value}"


def test_made_compared_shown_and_held(kinds: dict[str, Any]) -> None:
    place = kinds["Place"]
    one, other = place("jobs", "x"), place(key="jobs", entry="x", more=[3])
    assert one == other
    assert hash(one) == hash(other)
    assert one != place("jobs")
    assert one.__eq__(3) is NotImplemented
    assert place("jobs").more == []
    assert place("a").more is not place("b").more
    assert repr(one).endswith("Place(key='jobs', entry='x')")
    assert copy.copy(one) == one
    assert dataclasses.replace(one, entry="y").entry == "y"
    assert dataclasses.asdict(one) == {"key": "jobs", "entry": "x", "more": []}
    match one:
        case place(key, entry):
            assert (key, entry) == ("jobs", "x")


def test_what_is_wrong_is_told_in_the_same_words(kinds: dict[str, Any]) -> None:
    place, named = kinds["Place"], kinds["Named"]
    made = place("jobs")
    assert "missing 1 required positional argument: 'key'" in refused(place)
    assert "cannot assign to field 'key'" in refused(lambda: setattr(made, "key", "x"))
    assert "cannot delete field 'key'" in refused(lambda: delattr(made, "key"))
    assert "unexpected keyword argument 'nobody'" in refused(lambda: place("x", nobody=1))
    assert "takes 1 positional argument" in refused(lambda: named(1))
    assert "required keyword-only argument: 'first'" in refused(named)


def test_other_kinds(kinds: dict[str, Any]) -> None:
    assert kinds["Open"](1).sum == 3
    made = kinds["Open"](one=1, two=5)
    made.two = 7
    assert made == kinds["Open"](1, 7)
    assert kinds["Named"](first=1) < kinds["Named"](first=2, second=1)
    assert kinds["Derived"](1, 2) == kinds["Derived"](a=1, b=2)
    assert "cannot assign" in refused(lambda: setattr(kinds["Derived"](1), "a", 2))


def test_from_its_first_call_on_it_is_what_it_would_have_been() -> None:
    before = dataclasses._create_fn  # type: ignore[attr-defined]
    compile_late()
    try:
        place = _made()["Place"]
    finally:
        dataclasses._create_fn = before  # type: ignore[attr-defined]
    late = place.__init__.__code__
    assert late.co_flags & 0x04, "it takes anything, since it is not compiled yet"
    place("jobs")
    now = place.__init__.__code__
    assert now is not late
    assert now.co_varnames[: now.co_argcount] == ("self", "key", "entry", "more")
    assert place.__init__.__qualname__.endswith("Place.__init__")


def test_values_of_the_model_still_travel_by_pickle() -> None:
    """The decoder's process is told with them."""
    from gui.model.values import Place

    assert pickle.loads(pickle.dumps(Place("jobs", "x"))) == Place("jobs", "x")
