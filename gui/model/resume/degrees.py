"""School, degree and field of study out of the names of an entry: "BSc in Logistics, X College"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gui.model.resume.entry_heads import Found, part_of
from gui.model.resume.folding import plain
from gui.model.resume.labels_entries import DEGREE_WORDS, IN_WORDS, SCHOOL_WORDS, count
from gui.model.resume.titles import AT, COMMA

_IN: Final = re.compile(
    rf"^\s*(?:[,:–—|·-]|\((?=[^)]*\)$)|(?:{'|'.join(IN_WORDS)})(?![^\W\d_]))\s*", re.IGNORECASE
)
_OF: Final = re.compile(
    r"\s+(?:of|in)\s+(?:applied\s+|fine\s+)?(?:arts?|sciences?|engineering|laws?|education|music|"
    r"commerce|business administration|philosophy|technology|medicine|architecture|nursing|"
    r"social work|public health|design|research)(?![^\W\d_])",
    re.IGNORECASE,
)
_MORE_DEGREE: Final = re.compile(
    r"^\s*(?:\((?:hons?|honours|honors)\.?\)|hons?\.?(?![^\W\d_])|level\s+\d|\d(?=\s|$)|"
    r"universitaire|universitario|professionnelle|pro(?![^\W\d_])|magistrale|d[’']ing[ée]nieur|"
    r"superior|de conclusión|δίπλωμα|ειδίκευσης)",
    re.IGNORECASE,
)
_OF_WHAT: Final = re.compile(r"^(?:bachelor|master|doctor|associate)", re.IGNORECASE)


def school_first_vote(labels: Sequence[Found]) -> float:
    """Positive where the school stands first."""
    if len(labels) < 2:
        return 0.0
    first, last = labels[0].value, labels[-1].value
    return (
        count(SCHOOL_WORDS, first)
        - count(SCHOOL_WORDS, last)
        + (count(DEGREE_WORDS, last) > 0)
        - (count(DEGREE_WORDS, first) > 0)
    )


def names_a_school(labels: Sequence[Found], following: str) -> bool:
    """Whether a school and a degree are there, and the following line is none of them."""
    if len(labels) != 1:
        has_degree = any(degree_length(label.value) for label in labels)
        return len(labels) > 1 and (has_degree or not degree_length(following))
    parts = comma_parts(labels[0])
    return any(is_school(part.value) for part in parts) and any(
        degree_length(part.value) for part in parts
    )


def school_pieces(labels: Sequence[Found], *, school_first: bool) -> dict[str, Found]:
    """The names of an entry as `school`, `degree` and `field_of_study`; empty without a school."""
    if len(labels) == 1:
        parts = comma_parts(labels[0])
    elif len(labels) == 2:
        parts = list(labels)
    else:
        parts = list(labels[:3])
    schools = [part for part in parts if is_school(part.value)]
    if schools:
        school = schools[0] if school_first else schools[-1]
    elif len(parts) > 1:
        school = parts[0] if school_first else parts[-1]
    elif count(DEGREE_WORDS, parts[0].value):
        return {}
    else:
        school = parts[0]
    others = [part for part in parts if part is not school and part not in schools]
    if len(labels) == 1 and len(others) > 1:
        at = parts.index(school)
        # "BSc, Logistics, College, Leeds": what stands behind the school is a place.
        others = [part for part in others if (parts.index(part) < at) == (at > 0)]
    return {"school": school, **degree_and_field(others)}


def is_school(text: str) -> bool:
    """Whether a name is a school; "Ausbildung" and "High School Diploma" are degrees."""
    degree = degree_length(text)
    rest = text[degree:] if degree else text
    return count(SCHOOL_WORDS, rest) > 0


def comma_parts(label: Found) -> list[Found]:
    """A name in its pieces: at commas, and at an "at" before a school."""
    values: list[str] = []
    for value in COMMA.split(label.value):
        for match in reversed(list(AT.finditer(value))):
            left, right = value[: match.start()], value[match.end() :]
            if left and is_school(right) and not is_school(left):
                values += [left, right]
                break
        else:
            values.append(value)
    return [part_of(label, value.strip()) for value in values if value.strip()]


def degree_and_field(parts: Sequence[Found]) -> dict[str, Found]:
    """Degree and field of study out of what is left beside the school."""
    if not parts:
        return {}
    for part in parts:
        end = degree_length(part.value)
        if not end:
            continue
        degree = part_of(part, part.value[:end].strip(" ,:–-"))
        rest = _IN.sub("", part.value[end:], count=1).strip(" ,:–-")
        if rest.endswith(")") and rest.count(")") > rest.count("("):
            rest = rest[:-1].strip()
        found = {"degree": degree}
        others = [other for other in parts if other is not part]
        if rest:
            found["field_of_study"] = part_of(part, rest)
        elif others:
            found["field_of_study"] = others[0]
        return found
    for part in parts:
        inside = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", part.value)
        if inside and degree_length(inside[2]):
            return {
                "degree": part_of(part, inside[2]),
                "field_of_study": part_of(part, inside[1]),
            }
    if len(parts) > 1:
        return {"degree": parts[0], "field_of_study": parts[1]}
    first, comma, rest = parts[0].value.partition(", ")
    if comma:
        return {
            "degree": part_of(parts[0], first),
            "field_of_study": part_of(parts[0], rest),
        }
    return {"degree": parts[0]}


def degree_length(text: str) -> int:
    """How many characters at the beginning of a text name a degree; 0 for none."""
    words = list(re.finditer(r"\S+", text))
    best = 0
    for count_of in range(min(4, len(words)), 0, -1):
        end = words[count_of - 1].end()
        piece = plain(text[:end].rstrip(",:;"))
        if DEGREE_WORDS.fullmatch(piece):
            best = len(text[:end].rstrip(",:;"))
            break
    if not best:
        return 0
    if _OF_WHAT.match(text) and (match := _OF.match(text[best:])):
        best += match.end()
    while match := _MORE_DEGREE.match(text[best:]):
        best += match.end()
    return best
