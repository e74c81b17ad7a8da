"""How dates and periods are written: expressions for levelled text (`folding.Levelled`).

What is found by them is made sense of in `gui.model.resume.periods`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from gui.model.resume.folding import plain
from gui.model.resume.labels_months import (
    EXPECTED_WORDS,
    FROM_WORDS,
    MONTHS,
    PRESENT,
    SINCE_WORDS,
    TO_WORDS,
    UNTIL_WORDS,
)


def _any_of(words: Iterable[str]) -> str:
    """An alternation of words, longest first, any blanks standing for a blank."""
    ordered = sorted({plain(word) for word in words}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


_YEAR: Final = r"(?:19|20)[0-9]{2}"
_MONTH_NAME: Final = rf"(?:{_any_of(MONTHS)})(?![^\W\d_])"
_OF: Final = r"(?:(?:de|del|of|d')\s*)?"
_ORDINAL: Final = r"(?:st|nd|rd|th|er|re|\.|º|o)?"
_DAY_NUMBER: Final = r"(?:3[01]|[12][0-9]|0?[1-9])"
_MONTH_NUMBER: Final = r"(?:1[0-2]|0?[1-9])"
_BEFORE: Final = r"(?<![\w])(?<![0-9][.,/])(?<![@#€$£])"
_BEHIND: Final = r"(?![\w%°])(?![./,][0-9])(?!\s?[€$£%])"
DATE: Final = re.compile(
    "|".join(
        (
            # 2019-03-15, 2019/03, 2019.03.15
            (
                rf"{_BEFORE}(?P<y1>{_YEAR})(?P<s1>[-/.])(?P<m1>{_MONTH_NUMBER})"
                rf"(?:(?P=s1)(?P<d1>{_DAY_NUMBER}))?{_BEHIND}"
            ),
            # 15.03.2019, 15/03/2019, 3/4/19
            (
                rf"{_BEFORE}(?P<d2>[0-9]{{1,2}})(?P<s2>\s?[-/.]\s?)(?P<m2>[0-9]{{1,2}})(?P=s2)"
                rf"(?P<y2>{_YEAR}|[0-9]{{2}}){_BEHIND}"
            ),
            # 03/2019, 03.2019, 3 - 2019
            rf"{_BEFORE}(?P<m3>{_MONTH_NUMBER})\s?[-/.]\s?(?P<y3>{_YEAR}){_BEHIND}",
            # 15 March 2019, 15. März 2019, 1er mars 2019, 15 de marzo de 2019
            (
                rf"{_BEFORE}(?P<d4>{_DAY_NUMBER}){_ORDINAL}\s*{_OF}(?P<n4>{_MONTH_NAME})\.?,?\s*"
                rf"{_OF}(?P<y4>{_YEAR}){_BEHIND}"
            ),
            # March 15, 2019
            (
                rf"{_BEFORE}(?P<n5>{_MONTH_NAME})\.?\s*(?P<d5>{_DAY_NUMBER}){_ORDINAL},?\s+"
                rf"(?P<y5>{_YEAR}){_BEHIND}"
            ),
            # Mar 2019, march, 2019, marzo de 2019, Mar-2019, Mar '19
            (
                rf"{_BEFORE}(?P<n6>{_MONTH_NAME})\.?,?[\s/-]*{_OF}(?:(?P<y6>{_YEAR})|'(?P<c6>[0-9]{{2}}))"
                rf"{_BEHIND}"
            ),
            # 2019 March, 2019, Mar
            rf"{_BEFORE}(?P<y7>{_YEAR})[\s,.]{{1,2}}(?P<n7>{_MONTH_NAME})",
            # 2019年3月
            rf"(?<![0-9])(?P<y8>{_YEAR})\s?[年년]\s?(?:(?P<m8>{_MONTH_NUMBER})\s?[月월])?",
            rf"{_BEFORE}(?P<y9>{_YEAR}){_BEHIND}",
        )
    )
)
_DASH: Final = r"(?:-{1,2}|>|→|~|/)"
JOINT: Final = re.compile(
    rf"\s*(?:{_DASH}|(?:{_any_of(TO_WORDS)})(?![^\W\d_]))\s*(?:le\s+|the\s+)?"
)
NOW: Final = re.compile(
    rf"(?:\s*{_DASH}\s*|\s+)(?:(?:{_any_of(TO_WORDS)})\s+)?(?P<now>{_any_of(PRESENT)})"
    r"\.?(?![^\W\d_])"
)
OPEN_END: Final = re.compile(r"\s*-{1,2}\s*(?:\(?\?\)?|\.\.\.|…)?\s*(?:$|\n|\t|[|,;·•(])")
SINCE: Final = re.compile(rf"(?<![^\W_])(?:{_any_of(SINCE_WORDS)})\s+$")
FROM: Final = re.compile(rf"(?<![^\W_])(?:{_any_of(FROM_WORDS)})\s+$")
UNTIL: Final = re.compile(rf"(?<![^\W_])(?:{_any_of(UNTIL_WORDS)})\s+$")
# "Feb-Jul 2019", "02-07/2019", "02/19 - 07/21", "2019-21": the first or last date is not whole.
MONTH_THEN: Final = re.compile(rf"(?<![^\W_])(?P<n>{_MONTH_NAME})\.?\s*(?:{_DASH}|to|bis|a|al)\s*$")
ODD_MONTH: Final = re.compile(r"[^\W\d_]{2,10}\.?\s+")
NUMBER_THEN: Final = re.compile(rf"(?<![\w./-])(?P<m>{_MONTH_NUMBER})\s*-\s*$")
SHORT_YEAR: Final = re.compile(r"\s*[-/]\s*'?(?P<c>[0-9]{2})(?![\w./-])")
SHORT_PERIOD: Final = re.compile(
    rf"(?<![\w./-])(?P<m1>{_MONTH_NUMBER})/(?P<c1>[0-9]{{2}})\s*-\s*"
    rf"(?:(?P<m2>{_MONTH_NUMBER})/(?P<c2>[0-9]{{2}})(?![\w./-])|(?P<now>{_any_of(PRESENT)})(?![^\W\d_]))"
)
_LENGTH: Final = (
    r"(?:yrs?|years?|mos?|months?|jahre?n?|monate?n?|ans?|annees?|mois|anos?|mes(?:es)?|ετη|ετοσ|"
    r"χρονια|μηνεσ|μηνασ|jaar|maanden|anni|mesi|lata?|lat)"
)
DURATION: Final = re.compile(
    rf"[(·•,]?\s*[0-9]+([.,][0-9])?\+?\s*{_LENGTH}\b"
    rf"(?:\s*(?:,|and|und|et|y|και)?\s*[0-9]+\s*{_LENGTH}\b)?\.?\s*\)?"
)
WORDS: Final = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)?")
SMALL_WORDS: Final = frozenset(
    (
        *(
            word
            for words in (TO_WORDS, FROM_WORDS, SINCE_WORDS, UNTIL_WORDS, PRESENT)
            for each in words
            for word in plain(each).split()
        ),
        *("yr", "yrs", "year", "years", "mo", "mos", "month", "months", "jahr", "jahre"),
        *("jahren", "monat", "monate", "monaten", "an", "ans", "annee", "annees", "mois"),
        *("ano", "anos", "mes", "meses", "ετοσ", "ετη", "χρονια", "μηνασ", "μηνεσ"),
    )
)
LEFT_OVER: Final = re.compile(
    rf"[\s.,;:()\[\]|·•/–-]|\b(?:{_any_of((*FROM_WORDS, *SINCE_WORDS, *EXPECTED_WORDS))})\b"
)
