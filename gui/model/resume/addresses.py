"""Where somebody lives, as resumes write it: behind a label, or a line that looks like it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gui.i18n import _
from gui.model.resume import labels_contact as labels
from gui.model.resume.folding import plain
from gui.model.resume.items import SEPARATED, Find, Item, span_in
from gui.model.resume.labels_countries import REGIONS
from gui.model.resume.labels_entries import TITLE_WORDS, count
from gui.model.resume.labels_sections import Section
from gui.model.resume.periods import is_only_dates
from gui.model.resume.sections import Part
from gui.model.resume.signs import emails_in, phones_in, urls_in

_POSTCODE: Final = re.compile(
    r"(?<![\d+-])(?:[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|(?:[A-Z]{1,2}-)?\d{4,5}(?:\s[A-Z]{2})?"
    r"|\d{3}\s\d{2}|\d{2}-\d{3}|[A-Z]\d{2}\s[A-Z\d]{4})(?!\d)"
)
# "Kajskjulet 7, Göteborg", "2 Millrace, Bath"
_PLAIN_ADDRESS: Final = re.compile(
    r"[^\W\d_][^\d,@]{2,40} \d{1,4}\s?[a-zA-Z]?, [^\W\d_][^\d,@]{2,40}"
    r"|\d{1,4}[a-zA-Z]? [^\W\d_][^\d,@]{2,40}, [^\W\d_][^\d,@]{2,40}"
)
_LABELLED: Final = re.compile(r"([^:\t]{2,30}?)\s*[:\t]\s*(.*)$")
_BARE: Final = 0.6
_MOST_LINES: Final = 60


def address_in(text: str, parts: Sequence[Part]) -> Find | None:
    """The likeliest address; `text` is that of the whole resume."""
    best: Find | None = None
    for part in parts:
        if part.section not in (Section.TOP, Section.CONTACT):
            continue
        for at, item in enumerate(part.items[:_MOST_LINES]):
            found = _labelled(text, part.items, at) or _bare(text, item)
            if found is not None and (best is None or found.sureness > best.sureness):
                best = found
    return best


def has_postcode(text: str) -> bool:
    """Whether a text holds something like a postcode."""
    return _POSTCODE.search(text) is not None


def _labelled(text: str, items: Sequence[Item], at: int) -> Find | None:
    item = items[at]
    match = _LABELLED.match(item.text)
    if match is None and plain(item.text.strip(" .:")) in labels.ADDRESS:
        # A cell of its own, the value in the next one.
        match = _LABELLED.match(item.text + ":")
    if match is None or plain(match[1].strip(" .")) not in labels.ADDRESS:
        return None
    value, spans = match[2].strip(), item.spans
    if not value and at + 1 < len(items):
        value, spans = items[at + 1].text.strip(), items[at + 1].spans
    if not value or emails_in(value) or phones_in(value):
        return None
    span = span_in(item, text, value)
    reason = _("behind “{label}”").format(label=match[1].strip())
    return Find(value, (span,) if span else spans, 0.95, reason)


def _bare(text: str, item: Item) -> Find | None:
    for piece in _address_pieces(item.text):
        score = address_score(piece)
        if score >= _BARE:
            span = span_in(item, text, piece)
            reason = _("looks like an address")
            return Find(piece, (span,) if span else item.spans, 0.93 * score, reason)
    return None


def _address_pieces(text: str) -> Iterator[str]:
    """What in a line may be an address: the pieces between its signs, and what is left of a line
    with commas when the e-mail and the number are taken out."""
    pieces = [piece.strip(" ,;") for piece in SEPARATED.split(text) if piece.strip()]
    for piece in pieces:
        rest = piece
        for sign in (*emails_in(piece), *phones_in(piece), *urls_in(piece)):
            rest = rest.replace(sign.value, "\x00")
        if "\x00" not in rest:
            yield piece
        else:
            yield from (
                part.strip(" ,;/") for part in rest.split("\x00") if len(part.strip(" ,;/")) > 5
            )


def address_score(text: str) -> float:
    """How much a piece looks like somebody's address."""
    if not 6 <= len(text) <= 120 or "@" in text or is_only_dates(text):
        return 0.0
    flat = plain(text)
    words = re.findall(r"[^\W_]+(?:[.'/])?", flat)
    if not words or len(words) > 16:
        return 0.0
    has_number = any(char.isdigit() for char in text)
    street = any(word.strip(".") in labels.STREET or word in labels.STREET for word in words)
    street = street or any(
        word.rstrip(".").endswith(tuple(ending.rstrip(".") for ending in labels.STREET_ENDINGS))
        and len(word) > 5
        for word in words
    )
    post = _POSTCODE.search(text) is not None
    country = flat.rpartition(",")[2].strip() in REGIONS
    digits = sum(char.isdigit() for char in text)
    if digits > 12:
        return 0.0
    score = 0.0
    if street and has_number:
        score += 0.6
    if post:
        score += 0.35
        if "," in text or len(words) > 2:
            score += 0.15
    if country:
        score += 0.4
    if "," in text and has_number and re.search(r"\d+[a-z]?\s*,|^\d+[a-z]?\s", flat):
        score += 0.2
    if _PLAIN_ADDRESS.fullmatch(text):
        score += 0.45
    if count(TITLE_WORDS, text) and not street:
        score -= 0.3
    return min(score, 0.95)
