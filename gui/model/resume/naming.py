"""A person's name in a resume, and where it parts into first and last name.

What is found is offered, never applied: names are not reformatted by the program (ux rule 29). A
name that the resume has in capitals is offered in mixed case where that is no guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gui.i18n import _
from gui.model.names import has_capitals_only, proposed_case
from gui.model.resume import labels_contact as labels
from gui.model.resume.folding import is_wide, plain, skeleton
from gui.model.resume.items import SEPARATED, Item, span_in
from gui.model.resume.labels_entries import COMPANY_WORDS, SCHOOL_WORDS, TITLE_WORDS, count
from gui.model.resume.labels_sections import Section
from gui.model.resume.sections import Part, is_document_title, section_of_heading

_NAME_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u200c.'’‘-])*")
_PARTICLES: Final = frozenset(
    (
        *("van", "von", "vom", "der", "den", "de", "del", "da", "das", "do", "dos", "du", "des"),
        *("di", "della", "degli", "ter", "ten", "te", "zu", "zur", "af", "av", "la", "las", "los"),
        *(
            "le",
            "el",
            "al",
            "bin",
            "ben",
            "ibn",
            "bint",
            "y",
            "e",
            "st",
            "st.",
            "'t",
            "op",
            "aus",
            "auf",
            "und",
        ),
    )
)
_TITLES: Final = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|dr|prof|herr|frau|hr|m|mme|mlle|sr|sra|srta|don|doña|ing|dipl|κ|κα|κος|"
    r"mag|doc)\.?(?:-ing\.?)?\s+)+",
    re.IGNORECASE,
)
_DEGREES_BEHIND: Final = re.compile(
    r"(?:,\s*|\s+)(?:(?:ph\.?d|m\.?sc|b\.?sc|mba|m\.?a|b\.?a|cpa|pmp|rn|md|dr|jr|sr|ii|iii|cfa|cipd|"
    r"facca|meng|beng)\.?(?:,\s*|\s+|$))+$",
    re.IGNORECASE,
)
_FAMILY_FIRST: Final = frozenset(("hu", "zh", "ja", "ko", "vi"))
_SPANISH: Final = frozenset(("es", "pt"))
_MOST_LINES: Final = 120
_LABELLED: Final = re.compile(r"([^:\t]{2,30})\s*[:\t]\s*(\S.{1,60})$")
_DOUBLE_FIRSTS: Final = frozenset(
    (
        *("jose", "maria", "luis", "carlos", "manuel", "antonio", "jesus", "angel", "miguel"),
        *("isabel", "teresa", "carmen", "pilar", "elena", "ignacio", "javier", "francisco"),
        *("angeles", "dolores", "luisa", "alberto", "andres", "pablo", "ramon", "fernando"),
        *("joao", "paulo", "ana", "clara", "cristina", "jorge", "eduardo", "enrique", "rosa"),
    )
)


@dataclass(frozen=True, slots=True)
class NameFind:
    """A whole name in its parts. `first` and `last` are as they are proposed."""

    first: str
    last: str
    first_span: range
    last_span: range
    sureness: float
    reason: str


@dataclass(frozen=True, slots=True)
class NameReader:
    """Looks for the name in the parts of a resume.

    `email` is the person's address, if one was found: most begin with the name. The known names
    are the record's; they tell where a name of three words is to be parted.
    """

    text: str
    parts: Sequence[Part]
    language: str
    email: str = ""
    known_first: str = ""
    known_last: str = ""

    def read(self) -> NameFind | None:
        """The name, or None where nothing looks like one."""
        labelled = self._labelled()
        if labelled is not None:
            return labelled
        candidates = list(self._candidates())
        if not candidates:
            return None
        score, item, value = max(candidates, key=lambda each: each[0])
        if score < 0.55:
            return None
        return self._parted(value, item, min(0.97, 0.5 + score / 2), _("the name at the top"))

    def _candidates(self) -> Iterator[tuple[float, Item, str]]:
        tops = [part for part in self.parts if part.section in (Section.TOP, Section.CONTACT)]
        items = [item for part in tops for item in part.items]
        items += [part.heading for part in self.parts if part.heading is not None]
        largest = max((item.size for item in items), default=0.0)
        local = self.email.partition("@")[0]
        for order, item in enumerate(_joined_names(items[:_MOST_LINES], largest)):
            for piece in SEPARATED.split(item.text):
                value = _without_titles(piece)
                score = _name_score(value)
                if score <= 0:
                    continue
                if item.size and item.size >= largest - 0.1:
                    score += 0.35
                elif item.is_heading and item.level == 0:
                    score += 0.25
                score += 0.15 if order == 0 else 0.1 if order < 3 else -0.02 * min(order, 10)
                # With the Latin form that some put behind a name in other letters.
                score += 0.3 * share_in_address(piece.strip(), local)
                yield score, item, value

    def _labelled(self) -> NameFind | None:
        """A name behind "Name:", or in two lines behind "First name:" and "Surname:"."""
        lines: dict[str, tuple[str, range]] = {}
        for part in self.parts:
            if part.section not in (Section.TOP, Section.CONTACT):
                continue
            for item in part.items:
                match = _LABELLED.match(item.text)
                if match is None:
                    continue
                label, value = plain(match[1].strip(" .")), match[2].strip()
                span = span_in(item, self.text, value)
                for kind, known in (
                    ("first", labels.FIRST_NAME),
                    ("last", labels.LAST_NAME),
                    ("name", labels.NAME),
                ):
                    if label in known and _name_score(_without_titles(value)) > 0 and span:
                        lines.setdefault(kind, (value, span))
        if "first" in lines and "last" in lines:
            first, last = lines["first"], lines["last"]
            return NameFind(first[0], last[0], first[1], last[1], 0.97, _("behind its label"))
        if "name" in lines:
            value, span = lines["name"]
            item = Item(value, (span,))
            return self._parted(_without_titles(value), item, 0.95, _("behind its label"))
        return None

    def _parted(self, value: str, item: Item, sureness: float, reason: str) -> NameFind:
        known = self.known_first, self.known_last
        first, last, certain = split_name(value, self.language, *known)
        whole = span_in(item, self.text, value) or range(item.start, item.end)
        first_span = _span_within(self.text, whole, first)
        last_span = _span_within(self.text, whole, last)
        if has_capitals_only(value):
            other = self._mixed_elsewhere(value)
            first, last = other or (_mixed(first), _mixed(last))
            sureness -= 0.02 if other else 0.05
            reason = _("{reason}, written in capitals there").format(reason=reason)
        if not certain:
            sureness *= 0.85
        return NameFind(first, last, first_span, last_span, sureness, reason)

    def _mixed_elsewhere(self, value: str) -> tuple[str, str] | None:
        """The same name in small letters anywhere else, as at the foot of later pages."""
        pattern = re.compile(r"\s+".join(map(re.escape, value.split())), re.IGNORECASE)
        for match in pattern.finditer(self.text):
            written = " ".join(match.group().split())
            if not has_capitals_only(written) and not written.islower():
                known = self.known_first, self.known_last
                first, last, _certain = split_name(written, self.language, *known)
                return first, last
        return None


def _joined_names(items: Sequence[Item], largest: float) -> list[Item]:
    """The lines, a name that stands in two large ones put together."""
    out: list[Item] = []
    for item in items:
        if (
            out
            and item.size >= largest - 0.1 > 0
            and out[-1].style == item.style
            and out[-1].page == item.page
            and len(f"{out[-1].text} {item.text}".split()) <= 5
            and _name_score(item.text) > 0
            and _name_score(out[-1].text) > 0
        ):
            out[-1] = replace(
                out[-1],
                text=f"{out[-1].text} {item.text}",
                spans=(*out[-1].spans, *item.spans),
            )
        else:
            out.append(item)
    return out


def share_in_address(value: str, local: str) -> float:
    """How many of a name's words stand in an e-mail address, as a share."""
    words = [skeleton(word) for word in value.split() if len(skeleton(word)) > 1]
    flat = skeleton(local)
    if not words or not flat:
        return 0.0
    return sum(word in flat or word[:5] in flat for word in words) / len(words)


def _without_titles(text: str) -> str:
    text = re.sub(r"\s*\([^)]*\)\s*$", "", text.strip())
    return _DEGREES_BEHIND.sub("", _TITLES.sub("", text)).strip(" ,")


def _name_score(value: str) -> float:
    """How much a line looks like a person's name: 0 for not at all."""
    words = value.replace(",", " ").split()
    if not 1 <= len(words) <= 14 or len(value) > 160:
        return 0.0
    if any(char.isdigit() for char in value) or is_document_title(value):
        return 0.0
    if section_of_heading(value) is not None:
        return 0.0
    if not all(_NAME_WORD.fullmatch(word) for word in words):
        return 0.0
    cased = [word for word in words if word.lower() not in _PARTICLES]
    if not cased or any(word[0].islower() for word in cased):
        return 0.0
    score = 0.45 if 2 <= len(words) <= 4 else 0.25 if len(words) <= 6 else 0.1
    if count(TITLE_WORDS, value) or count(COMPANY_WORDS, value) or count(SCHOOL_WORDS, value):
        score -= 0.35
    return max(score, 0.05)


def split_name(
    value: str, language: str = "", known_first: str = "", known_last: str = ""
) -> tuple[str, str, bool]:
    """A whole name as first and last name, and whether the parting is certain.

    The names of the record decide where they fit; then a comma, capitals, particles, the custom
    of the language; else all but the last word are first names.
    """
    family, comma, given = (part.strip() for part in value.partition(","))
    if comma and family and given:
        return given, family, True
    words = value.split()
    if len(words) == 1:
        return _parted_letters(value, language)
    if language in _FAMILY_FIRST:
        # Hungarian, Chinese: the family name stands first.
        return " ".join(words[1:]), words[0], len(words) == 2
    for known, is_first in ((known_first, True), (known_last, False)):
        number = _words_matched(words, known, from_start=is_first)
        at = number if is_first else len(words) - number
        # "Jasper van" is no first name: the record may be what is wrong.
        if number and 0 < at < len(words) and words[at - 1].lower() not in _PARTICLES:
            if language in _SPANISH and len(words) == 3 and at == 2 and not _is_double_first(words):
                # "Ignacio Valdeverde | Soto": it has lost the first of two family names, likely.
                return words[0], " ".join(words[1:]), False
            return " ".join(words[:at]), " ".join(words[at:]), True
    if not value.isupper():
        capitals = [len(word) > 1 and word.isupper() for word in words]
        if any(capitals) and not all(capitals):
            if capitals[0]:
                at = capitals.index(False)
                if not any(capitals[at:]):
                    return " ".join(words[at:]), " ".join(words[:at]), True
            else:
                at = capitals.index(True)
                if all(capitals[at:]):
                    return " ".join(words[:at]), " ".join(words[at:]), True
    for at, word in enumerate(words[1:-1], start=1):
        if word.lower() in _PARTICLES:
            if language in _SPANISH and at > 1:
                # "Lucía García de la Torre": the particle is inside the family name.
                at = max(1, at - 1)
            return " ".join(words[:at]), " ".join(words[at:]), True
    if len(words) == 2:
        return words[0], words[1], True
    if language in _SPANISH:
        if len(words) == 3:
            at = 2 if _is_double_first(words) else 1
            return " ".join(words[:at]), " ".join(words[at:]), at == 1
        return " ".join(words[:-2]), " ".join(words[-2:]), True
    return " ".join(words[:-1]), words[-1], False


def _parted_letters(value: str, language: str) -> tuple[str, str, bool]:
    """A name without blanks: Chinese and Korean family names mostly have one letter, Japanese
    ones two."""
    length = {"zh": 1, "ko": 1, "ja": 2}.get(language)
    if length is None or not is_wide(value[0]) or not length < len(value) <= 5:
        return value, "", False
    return value[length:], value[:length], False


def _is_double_first(words: Sequence[str]) -> bool:
    """Whether the second word is commonly a second first name: "María José Quintana"."""
    return plain(words[1]) in _DOUBLE_FIRSTS


def _words_matched(words: Sequence[str], known: str, *, from_start: bool) -> int:
    """How many words at one end of a name are the known one; 0 for none."""
    wanted = skeleton(known)
    if not wanted:
        return 0
    for number in range(1, len(words)):
        piece = words[:number] if from_start else words[-number:]
        if skeleton("".join(piece)) == wanted:
            return number
    return 0


def _mixed(name: str) -> str:
    return proposed_case(name) or name


def _span_within(text: str, whole: range, value: str) -> range:
    if value:
        pattern = re.compile(r"\s+".join(map(re.escape, value.split())), re.IGNORECASE)
        match = pattern.search(text, whole.start, whole.stop)
        if match:
            return range(match.start(), match.end())
    return whole
