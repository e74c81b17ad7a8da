"""Waiting for a state in asynchronous tests: by asking again, never by a fixed sleep."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds; what is waited for comes at once, yet a busy machine may need long for it. Less than
the time that a test has, so that it can still say what it waited for."""


async def until(state: Callable[[], T], *, limit: float = PATIENCE, what: str = "") -> T:
    """Ask `state` again and again, letting the loop run, until it is true; return its value.

    Fails the test after `limit` seconds, saying `what` was waited for.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + limit
    while True:
        if value := state():
            return value
        if loop.time() > end:
            pytest.fail(f"not within {limit:g} s: {what or getattr(state, '__name__', state)}")
        await asyncio.sleep(0.005)
