"""Bytes from anybody: JSON that can be relied on, or one error type."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.workable.strict import MAX_DEPTH, NotStrictJson, read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_reads_what_json_writes(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=60))
def test_any_bytes_give_a_value_or_the_one_error(data: bytes) -> None:
    with contextlib.suppress(NotStrictJson):
        read_json(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" ",
        b"{",
        b'{"a": 1} x',
        b"<html></html>",
        b"NaN",
        b'{"a": Infinity}',
        b"-Infinity",
        b"1e999",
        b'{"a": 1, "a": 2}',
        b'{"x": {"a": 1, "\\u0061": 1}}',
        b'{"a": "\xff"}',
        '{"a": "ü"}'.encode("utf-16"),
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
        b"1" * 5000,
        b"1." + b"1" * 5000,
        b"-" + b"9" * 41,
    ],
)
def test_refuses(data: bytes) -> None:
    with pytest.raises(NotStrictJson) as caught:
        read_json(data)
    assert "\xff" not in str(caught.value)


def test_the_deepest_that_is_allowed() -> None:
    value = read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
    assert isinstance(value, list)


def test_a_byte_order_mark_is_tolerated() -> None:
    assert read_json(b'\xef\xbb\xbf{"a": "\\u00fc"}') == {"a": "ü"}


def test_half_a_surrogate_pair_stays_what_it_is() -> None:
    assert read_json(b'{"a": "x\\ud800y"}') == {"a": "x\ud800y"}
