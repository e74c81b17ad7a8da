"""A secret shows itself to nobody who did not ask for it by name."""

from __future__ import annotations

import copy
import gc
import json
import logging
import pickle
import pprint
from dataclasses import asdict, dataclass

import pytest

from gui.secret import BLIND, Secret, hidden

TOKEN = "wkb_7f3Kq+/=19"


@dataclass(frozen=True)
class Account:
    subdomain: str
    token: Secret


@pytest.fixture
def secret() -> Secret:
    return Secret(TOKEN)


def test_only_reveal_gives_it_away(secret: Secret) -> None:
    assert secret.reveal() == TOKEN


@pytest.mark.parametrize(
    "show",
    [
        repr,
        str,
        ascii,
        "{}".format,
        "{:>40}".format,
        "{!r}".format,
        "%s".__mod__,
        lambda each: f"{each}",
        lambda each: repr(Account("harbourworks", each)),
        lambda each: str(asdict(Account("harbourworks", each))),
        lambda each: pprint.pformat({"token": [each]}),
        lambda each: logging.LogRecord("x", 20, "x", 1, "%s", (each,), None).getMessage(),
        lambda each: repr(getattr(each, "__dict__", {})),
    ],
)
def test_no_way_of_showing_shows_it(secret: Secret, show: object) -> None:
    assert callable(show)
    assert TOKEN not in show(secret)


def test_it_cannot_be_written_down(secret: Secret) -> None:
    with pytest.raises(TypeError):
        json.dumps(secret)
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(secret)


def test_copies_are_itself(secret: Secret) -> None:
    assert copy.copy(secret) is secret
    assert copy.deepcopy([secret])[0] is secret


def test_equal_by_text_and_never_to_a_plain_one(secret: Secret) -> None:
    assert secret == Secret(TOKEN)
    assert hash(secret) == hash(Secret(TOKEN))
    assert secret != Secret("another")
    assert secret != TOKEN


def test_an_empty_one_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        Secret("")


def test_living_secrets_are_hidden_in_any_text(secret: Secret) -> None:
    assert hidden(f"sent {TOKEN} twice: {TOKEN}") == f"sent {BLIND} twice: {BLIND}"
    assert hidden("token=wkb_7f3Kq%2B%2F%3D19") == f"token={BLIND}"
    assert hidden("nothing here") == "nothing here"


def test_the_longer_of_two_is_hidden_whole(secret: Secret) -> None:
    longer = Secret(TOKEN + "tail")
    assert hidden(longer.reveal()) == BLIND


def test_one_of_two_equal_secrets_may_go(secret: Secret) -> None:
    Secret(TOKEN)
    gc.collect()
    assert hidden(TOKEN) == BLIND


def test_a_secret_that_is_gone_is_forgotten() -> None:
    Secret("0nly-f0r-a-moment")
    gc.collect()
    assert hidden("0nly-f0r-a-moment") == "0nly-f0r-a-moment"


def test_very_short_ones_do_not_blot_out_the_text() -> None:
    short = Secret("ab")
    assert hidden("about") == "about"
    assert short.reveal() == "ab"
