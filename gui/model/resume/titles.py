"""Which of an entry's names is the title and which the employer, and what is only a town.

Words that titles and firms have are votes; who decides is the whole section, counted in
`gui.model.resume.entries`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gui.model.resume.entry_heads import Found, part_of
from gui.model.resume.folding import plain
from gui.model.resume.labels_countries import REGIONS
from gui.model.resume.labels_entries import (
    AT_WORDS,
    COMPANY_WORDS,
    DEGREE_WORDS,
    LEGAL_FORMS,
    SCHOOL_WORDS,
    TITLE_WORDS,
    count,
)

COMMA: Final = re.compile(r"\s*[,;]\s+")
AT: Final = re.compile(
    rf"\s+(?:{'|'.join(sorted(map(re.escape, AT_WORDS), key=len, reverse=True))})"
    r"(?:\s+(?:der|dem|den|the|la|el))?\s+",
    re.IGNORECASE,
)


def title_votes(text: str) -> float:
    """How much a name is a title rather than an employer: positive for a title."""
    titles = min(count(TITLE_WORDS, text), 2)
    firms = min(count(COMPANY_WORDS, text), 2) + count(LEGAL_FORMS, text)
    return titles - 0.8 * firms


def names_a_job(labels: Sequence[Found], following: str) -> bool:
    """Whether a title and an employer are there, and the following line is none of them."""
    titled = any(title_votes(label.value) > 0 for label in labels)
    if labels and not titled and title_votes(following) > 0 and may_be_town(labels[-1].value):
        return False
    pair = two_names(without_countries(labels))
    if len(pair) < 2 or len(labels) > 1:
        return len(pair) == 2
    return max(title_votes(each.value) for each in pair) > 0 and abs(title_first_vote(pair)) >= 1


def without_countries(labels: Sequence[Found]) -> list[Found]:
    """The names of an entry without countries that stand for themselves."""
    return [label for label in labels if not _is_place(label.value)] or list(labels)


def tail_of(value: str) -> str:
    """What stands behind the last comma of a name; empty where there is none."""
    return value.rpartition(", ")[2].strip() if ", " in value else ""


def is_employer(text: str) -> bool:
    """Whether a name is no title, or ends in an employer: what a town can stand behind."""
    return title_votes(text) <= 0 or AT.search(text) is not None


def may_be_town(text: str) -> bool:
    """Whether a name can be a town: few words with a capital, none of them of a firm or title."""
    words = text.replace("-", " ").split()
    return (
        0 < len(words) <= 3
        and words[0][0].isupper()
        and not any(char.isdigit() for char in text)
        and not count(COMPANY_WORDS, text)
        and not count(TITLE_WORDS, text)
        and not count(DEGREE_WORDS, text)
        and not count(SCHOOL_WORDS, text)
        and not LEGAL_FORMS.search(plain(text))
    )


def title_slot(rows: Sequence[Sequence[Found]]) -> int | None:
    """Which of three or more names is the title, where entries have as many; else None."""
    wide = [row for row in rows if len(row) >= 3]
    if len(wide) * 2 <= len(rows):
        return None
    votes = [sum(title_votes(row[slot].value) for row in wide) for slot in range(3)]
    return max(range(3), key=lambda slot: votes[slot])


def title_and_employer(row: Sequence[Found], slot: int | None) -> list[Found]:
    """The two names that count: with a known slot the title and then the employer."""
    if slot is None or len(row) <= slot or len(row) < 2:
        return two_names(row)
    rest = [label for at, label in enumerate(row) if at != slot]
    return [row[slot], rest[0]]


def two_names(labels: Sequence[Found]) -> list[Found]:
    """The two names of an entry: a lone one is parted at "at" or a comma if both sides agree."""
    if len(labels) >= 2:
        return list(labels[:2])
    if not labels:
        return []
    label = labels[0]
    best: tuple[float, tuple[str, str]] | None = None
    for match in (*AT.finditer(label.value), *COMMA.finditer(label.value)):
        left, right = label.value[: match.start()], label.value[match.end() :]
        if not left or not right or LEGAL_FORMS.fullmatch(plain(right)):
            continue  # "Solaria Norte, S.A." is one name
        spread = abs(title_votes(left) - title_votes(right))
        comma = match.group().strip() in (",", ";")
        # Words such as "en" part a title from an employer only where both sides say so.
        sureness = spread + (0.5 if comma else 0.2 if match.group().strip().lower() != "en" else 0)
        if not comma and title_votes(left) <= 0:
            continue
        if comma and title_votes(left) < 0 and may_be_town(right):
            continue  # "Nordlager KG, Hamburg" has no title in it
        if best is None or sureness > best[0]:
            best = (sureness, (left, right))
    if best is None:
        return [label]
    return [part_of(label, piece) for piece in best[1]]


def title_first_vote(pair: Sequence[Found]) -> float:
    """Positive where the first name is the title, negative where it is the employer."""
    if len(pair) < 2:
        return 0.0
    difference = title_votes(pair[0].value) - title_votes(pair[1].value)
    return max(-2.0, min(2.0, difference))


def _is_place(text: str) -> bool:
    """Whether a name is a country or ends in one, and is no employer."""
    last = plain(text).rpartition(",")[2].strip()
    return last in REGIONS and not count(TITLE_WORDS, text) and not count(COMPANY_WORDS, text)
