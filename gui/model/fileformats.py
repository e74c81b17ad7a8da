"""Judging files by their content."""

from __future__ import annotations

from typing import Final

MAX_FILE_SIZE: Final = 5_242_880
"""Bytes of a resume or photo, as the service's application forms state it (API §11)."""
