"""Fixtures of the sandbox's tests."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.helpers.sandbox import RunningSandbox, sandbox

__all__ = ["sandbox"]


@pytest.fixture
def api(sandbox: RunningSandbox) -> Iterator[httpx.Client]:
    """A client with every right."""
    with sandbox.client() as client:
        yield client
