"""Fixtures of the services' tests."""

from __future__ import annotations

from tests.helpers.sandbox import sandbox

__all__ = ["sandbox"]
