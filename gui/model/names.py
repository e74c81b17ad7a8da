"""Names of people: written in capitals only, or with first and last name exchanged.

Names are never reformatted by the program (ux rule 29). What is found here is offered, and only
where a person would agree nearly always: mixed case, particles, short names, initials and names
of one word are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Written small before a family name by most of those who bear one.
_PARTICLES: Final = frozenset(
    (
        *("van", "von", "vom", "der", "den", "de", "del", "da", "das", "do", "dos", "du", "des"),
        *("ter", "ten", "te", "zu", "zur", "af", "av", "y", "e", "'t"),
    )
)
# Small only behind another particle: "de la Cruz", but "Le Goff".
_FOLLOWING: Final = frozenset(("la", "las", "los", "le", "les", "het"))
_KEPT: Final = frozenset(("II", "III", "IV", "VI", "VII", "MBA", "CPA", "MD", "PMP"))
_OWN_CASE: Final = {"JR": "Jr", "SR": "Sr", "PHD": "PhD", "MSC": "MSc", "BSC": "BSc"}
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# Greek loses its accents in capitals and Turkish has two letters i: lower case would be a guess.
_GUESSED: Final = re.compile("[\u0370-\u03ff\u1f00-\u1fffİĞŞ]")
_VOWELS: Final = frozenset("AEIOUY")


def has_capitals_only(name: str) -> bool:
    """Whether a name is shouted: capitals only, and not just initials or a short name.

    False for scripts without case, for "JP", "J.R.R." and "NG", and for a lone "III".
    """
    return name.isupper() and any(
        len(word) >= 3 and word not in _KEPT for word in _LETTERS.findall(name)
    )


def proposed_case(name: str) -> str | None:
    """A shouted name as it is most likely written; None where that would be a guess.

    "MARY-ANN O'NEIL" becomes "Mary-Ann O'Neil", "VAN DER BERG" "van der Berg", "MCKAY" "McKay".
    """
    if not has_capitals_only(name) or _GUESSED.search(name):
        return None
    words = re.split(r"(\s+)", name)
    spoken = [word for word in words if word.strip()]
    proposed: list[str] = []
    number = -1
    for word in words:
        if not word.strip():
            proposed.append(word)
            continue
        number += 1
        low = word.lower()
        before = spoken[number - 1].lower() if number else ""
        is_last = number == len(spoken) - 1
        small = low in _PARTICLES or (low in _FOLLOWING and before in _PARTICLES)
        proposed.append(low if small and not is_last else _capitalised(word))
    return "".join(proposed)


def exchanged(first: str, last: str, email: str = "") -> tuple[str, str] | None:
    """The names the other way round where they look exchanged, else None.

    Signs are a comma behind what should be the first name ("Osei," "Amara"; "Osei, Amara") and
    a family name in capitals standing first, as French forms have it ("DUPONT" "Jean"), unless
    the e-mail begins with it.
    """
    first, last = first.strip(), last.strip()
    if not last:
        family, comma, given = (part.strip() for part in first.partition(","))
        one_of_each = comma and family and given and "," not in given
        return (given, family) if one_of_each and not _is_suffix(given) else None
    if first.endswith(",") and first.strip(", "):
        return last, first.strip(", ")
    if (
        has_capitals_only(first)
        and not last.isupper()
        and last.lower() != last.upper()
        and not _folded(email).startswith(_folded(first))
    ):
        return last, first
    return None


def _capitalised(word: str) -> str:
    """One word between blanks; parts joined by hyphens and apostrophes are words of their own."""
    bare = word.strip(".,;()")
    if bare in _KEPT:
        return word
    if bare in _OWN_CASE:
        return word.replace(bare, _OWN_CASE[bare])
    return _LETTERS.sub(lambda match: _part(match.group()), word)


def _part(letters: str) -> str:
    short = len(letters) == 2 and not _VOWELS & set(unicodedata.normalize("NFD", letters))
    if short or len(letters) == 1:
        return letters
    if letters.startswith("MC") and len(letters) >= 5:
        return "Mc" + letters[2:].capitalize()
    return letters.capitalize()


def _is_suffix(word: str) -> bool:
    return word.strip(".").upper() in {*_KEPT, *_OWN_CASE}


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum())
