"""Telling in which language a resume is written, by its small words and its letters.

Only good enough to choose between customs: whether the family name stands first, which country a
number without one is likely to be of, whether days stand before months.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Final

from gui.model.resume.folding import plain

_SMALL: Final[dict[str, frozenset[str]]] = {
    language: frozenset(plain(words).split())
    for language, words in {
        "en": "the and of for with to in from by that this at which experience education skills",
        "de": "und der die das mit von für bei im zur zum des den ein eine kenntnisse ausbildung",
        "fr": "et le la les des du de d une pour avec sur dans par aux formation compétences à",
        "es": "y el la los las de del en con para por una al experiencia formación teléfono correo",
        "nl": "en de het van een met voor bij op aan werkervaring opleiding vaardigheden",
        "it": "e il lo la gli le di del della con per una esperienza istruzione competenze",
        "pt": "e o a os as do da dos das em com para por uma experiência formação competências",
        "pl": "i w z na do od oraz dla doświadczenie wykształcenie umiejętności obecnie",
        "hu": "és a az egy tapasztalat tanulmányok készségek utca jelenleg magyar",
        "sv": "och att det som en ett för med på av till arbetslivserfarenhet utbildning",
        "tr": "ve bir için ile bu eğitim deneyim beceriler halen",
        "vi": "và của là có trong cho với kinh nghiệm học vấn kỹ năng",
        "ru": "и в на с по для от до опыт работы образование навыки",
        "uk": "і в на з по для від до досвід роботи освіта навички та",
    }.items()
}
_SCRIPTS: Final = (
    ("GREEK", "el"),
    ("HANGUL", "ko"),
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("CJK", "zh"),
    ("HEBREW", "he"),
)
_LOOKED_AT: Final = 6_000


def language_of(text: str) -> str:
    """The language of a resume as two letters; English where nothing tells."""
    sample = text[:_LOOKED_AT]
    scripts = Counter(
        unicodedata.name(char, "").split(" ")[0].split("-")[0] for char in sample if char.isalpha()
    )
    letters = scripts.total() or 1
    for script, language in _SCRIPTS:
        if scripts[script] > 0.15 * letters:
            return language
    if scripts["ARABIC"] > 0.15 * letters:
        return "fa" if any(char in "پچژگ" for char in sample) else "ar"
    words = Counter(plain(sample).replace("'", " ").split())
    scores = {language: sum(words[word] for word in small) for language, small in _SMALL.items()}
    if scripts["CYRILLIC"] > 0.15 * letters:
        return "uk" if any(char in "іїєґ" for char in sample.lower()) else "ru"
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= 3 else "en"
