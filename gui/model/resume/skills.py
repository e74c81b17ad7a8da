"""Skills: what stands below their heading, and what the account already knows by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gui.i18n import _
from gui.model.resume.folding import Folded, plain
from gui.model.resume.items import Find, span_in, without_bullet
from gui.model.resume.labels_entries import LEVELS
from gui.model.resume.labels_sections import Section
from gui.model.resume.sections import Part
from gui.model.words import sign_of

_APART: Final = re.compile(r"\s*(?:[,;\t\n•·▪|●■]|\s[/–—]\s|\s{3,}|،|、)\s*")
_GROUP: Final = re.compile(r"^[^,;:•|]{2,40}:\s+")
_RATING: Final = re.compile(
    r"\s*(?:[●○★☆◆◇■□▪]{2,}|[0-9]{1,3}\s?%|[0-9]/[0-9]{1,2}|\([^()]*\))\s*$"
)
_LONGEST: Final = 48
_MOST_WORDS: Final = 6


def listed_skills(parts: Sequence[Part], text: str) -> tuple[Find, ...]:
    """The skills that a resume lists, each once, in their order."""
    found: dict[str, Find] = {}
    for part in parts:
        if part.section is not Section.SKILLS:
            continue
        reason = _("under “{heading}”").format(heading=part.title)
        for item in part.items:
            for skill in skills_in_line(item.bare if item.is_bullet else item.text):
                span = span_in(item, text, skill)
                spans = (span,) if span else item.spans
                found.setdefault(sign_of(skill), Find(skill, spans, 0.9, reason))
    return tuple(found.values())


def known_skills(vocabulary: Iterable[str], text: str, listed: Sequence[Find]) -> tuple[Find, ...]:
    """Skills of other records of the account that this resume has too, outside of its list."""
    folded = Folded(text)
    signs = {sign_of(find.value) for find in listed}
    found: dict[str, Find] = {}
    for skill in vocabulary:
        sign = sign_of(skill)
        if sign in signs or sign in found or len(sign) < 2:
            continue
        span = next((each for each in folded.find(skill) if _is_meant(text, each, skill)), None)
        if span is not None:
            found[sign] = Find(skill, (span,), 0.7, _("a skill of other records, in the text"))
    return tuple(found.values())


def _is_meant(text: str, span: range, skill: str) -> bool:
    """Short words such as "Go" and "R" have to be written alike, and stand apart, to be meant."""
    written = text[span.start : span.stop]
    if len(skill) > 3:
        return True
    return written == skill and (skill.isupper() and len(skill) > 1)


def skills_in_line(line: str) -> Iterator[str]:
    """The skills of one line: parted at its signs, without their group's name and without how
    well they are mastered."""
    line = _GROUP.sub("", without_bullet(line))
    pieces = _APART.split(_without_inner_commas(line))
    for piece in pieces:
        skill = piece.replace("\x00", ",").strip(" .,;:–—-•·")
        skill = _RATING.sub("", skill)
        skill = _without_level(skill).strip(" .,;:–—-(")
        words = skill.split()
        if LEVELS.fullmatch(plain(skill)):
            continue
        if (1 < len(skill) <= _LONGEST and len(words) <= _MOST_WORDS) or (
            len(skill) == 1 and skill.isupper()
        ):
            yield skill


def _without_inner_commas(line: str) -> str:
    """Commas inside of brackets part nothing."""
    return re.sub(r"\([^()]*\)", lambda match: match.group().replace(",", "\x00"), line)


def _without_level(skill: str) -> str:
    """The skill without how well it is mastered, where that stands behind a dash or colon."""
    match = re.search(r"\s*[–—:-]\s*([^–—:-]+)$", skill)
    if match and LEVELS.fullmatch(match[1].strip().casefold()):
        return skill[: match.start()]
    return skill
