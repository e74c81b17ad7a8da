"""Two languages that nobody speaks, made from English, to see whether every text can be translated.

"en_XA" gives each text accents, brackets and a third more letters: what shows without brackets
was never handed to the translators, what is cut off has no room for German. "ar_XB" is the same
with the window mirrored, for right-to-left.
"""

from __future__ import annotations

import gettext
import re
from typing import Final

OPEN: Final = "⟦"
CLOSE: Final = "⟧"

_ACCENTS: Final = str.maketrans("AaCcEeGgIiLlNnOoRrSsTtUuYyZz", "ÅåÇçËëĞğÎîŁłÑñÖöŘřŠšŢţÛûÝýŽž")
# What a program reads in a text: placeholders, and the mark of a mnemonic with its letter.
_KEPT: Final = re.compile(r"(\{[^{}]*\}|&.)", re.DOTALL)


def pseudo(text: str) -> str:
    """A text as the pseudo-languages have it; placeholders and mnemonics stay."""
    if not text:
        return text
    pieces = _KEPT.split(text)
    said = "".join(
        piece if number % 2 else piece.translate(_ACCENTS) for number, piece in enumerate(pieces)
    )
    more = "~" * max(1, len(re.sub(_KEPT, "", text)) // 3)
    end = "…" if text.endswith("…") else ""  # menus and buttons look at it
    return f"{OPEN}{said.removesuffix('…')} {more}{CLOSE}{end}"


class PseudoTranslations(gettext.NullTranslations):
    """The catalogue of a pseudo-language; `code` is what it says of itself."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._info: dict[str, str] = {"language": code}

    def info(self) -> dict[str, str]:
        return self._info

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        # What stands between words and figures, and how a date is written, is not read as a text.
        return message if context.startswith(("between ", "form of ")) else pseudo(message)
