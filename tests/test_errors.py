"""The tree of errors: what they say, and that the picture of it is true."""

from __future__ import annotations

import inspect
import re

import pytest

from gui import errors
from gui.errors import (
    NotFound,
    RedlineError,
    Refused,
    ServiceTrouble,
    TooManyRequests,
)


def test_a_sentence_is_what_happened_what_was_kept_and_what_next() -> None:
    error = RedlineError("It broke.", kept="Nothing is lost.", next_step="Try again.")
    assert str(error) == error.sentence == "It broke. Nothing is lost. Try again."
    assert str(RedlineError("It broke.", next_step="Try again.")) == "It broke. Try again."


def test_detail_holds_status_the_services_words_and_the_request() -> None:
    error = NotFound("Gone.", status=404, server_text="Not found", request_id="9f3a")
    assert error.detail == "HTTP 404 · the service says: Not found · request 9f3a"
    assert NotFound("Gone.", status=404).detail == "HTTP 404"
    assert RedlineError("It broke.").detail == ""


def test_a_servers_long_text_is_shortened_for_showing_only() -> None:
    error = ServiceTrouble("It broke.", status=502, server_text="<html>" + "x" * 5000)
    assert len(error.detail) < 400
    assert error.detail.endswith("…")
    assert len(error.server_text) == 5006


def test_a_refusal_names_the_keys_and_cannot_be_altered() -> None:
    told = {"email": ("candidate already exists",)}
    error = Refused("Not taken.", fields=told)
    told.clear()
    assert error.fields["email"] == ("candidate already exists",)
    assert error.status == 422
    with pytest.raises(TypeError):
        error.fields["phone"] = ()  # type: ignore[index]
    assert dict(Refused("Not taken.").fields) == {}


def test_over_the_budget_tells_how_long() -> None:
    assert TooManyRequests("Too fast.", wait=4.5).wait == 4.5
    assert TooManyRequests("Too fast.").wait is None


def test_the_picture_of_the_tree_is_true() -> None:
    """It is what people read instead of the classes."""
    drawn: dict[str, str | None] = {}
    parents: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"^ {4}([│├└─ ]*)([A-Z]\w+) ", line + " ")
        if not match or not (match[1] or not drawn):
            continue
        depth = len(match[1])
        parents = [each for each in parents if each[0] < depth]
        drawn[match[2]] = parents[-1][1] if parents else None
        parents.append((depth, match[2]))
    real = {
        name: None if each is RedlineError else each.__bases__[0].__name__
        for name, each in inspect.getmembers(errors, inspect.isclass)
        if issubclass(each, RedlineError)
    }
    assert drawn == real
