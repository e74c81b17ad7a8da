"""Text picked from a resume, cleaned by what the field takes (ux rule 36).

What somebody selects has line ends, bullets, labels and more or less than was meant. Here it
becomes what the field would store, or a question; nothing is put anywhere. Names are trimmed and
never reformatted; a date that can be read in two ways stays a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gui.i18n import _
from gui.model.dates import Ambiguous, Empty, NotADate, Present, Reading, Understood, read_date
from gui.model.fields import Kind, field_of
from gui.model.networks import read_profile_url, with_scheme
from gui.model.resume import labels_contact as labels
from gui.model.resume.contact import international
from gui.model.resume.entries import FoundEntry, split_entries
from gui.model.resume.folding import joined_lines, plain
from gui.model.resume.items import without_bullet
from gui.model.resume.kinds import DayOrder
from gui.model.resume.naming import split_name
from gui.model.resume.periods import mentions_in, periods_in
from gui.model.resume.picked import (
    NothingPicked,
    Picked,
    PickedDate,
    PickedEntries,
    PickedPhone,
    PickedText,
    PickedWords,
    SplitEntry,
)
from gui.model.resume.signs import emails_in, phones_in, urls_in
from gui.model.resume.skills import skills_in_line
from gui.model.texts import one_line, without_hidden
from gui.model.values import Atom
from gui.model.words import split_words

_LONGEST: Final = 20_000
_LABEL: Final = re.compile(r"^\s*([^\n:]{1,30}?)\s*[:\t]\s*(?=\S)")
_EDGES: Final = " \t\n,;|•·▪/–—"


def pick(
    key: str,
    selected: str,
    *,
    field: str | None = None,
    order: DayOrder = DayOrder.UNKNOWN,
    region: str | None = None,
) -> Picked:
    """A selected text, cleaned for a key of the record or for a field of one of its entries.

    `order` is what the whole resume tells about its dates (`periods.day_order`), `region` the
    country for numbers without one, two letters. Never raises for any text.
    """
    text = _readable(selected)
    if not text:
        return NothingPicked(_("Select some text first."))
    known = field_of(key)
    inner = known.entry_field(field) if field else None
    kind = inner.kind if inner is not None else known.kind
    if kind is Kind.DATE:
        return _date(text, field or "", order)
    if kind is Kind.PHONE:
        return _phone(text, region)
    if kind is Kind.EMAIL:
        return _email(text)
    if kind in (Kind.URL, Kind.NETWORK):
        return _url(text, network_only=kind is Kind.NETWORK)
    if kind is Kind.TEXT:
        value = long_text(text)
        return PickedText(value, was_cleaned=value != selected.strip())
    if kind is Kind.WORDS:
        return _words(text)
    if kind is Kind.PROFILES:
        return _profiles(text)
    if kind is Kind.ENTRIES:
        return _entries(key, text, order)
    if kind is Kind.LINE:
        return _line(key, text, selected)
    return NothingPicked(_("This field takes no text from the resume."))


def pick_name(selected: str, *, language: str = "") -> tuple[str, str]:
    """A selected whole name as first and last name, trimmed and not reformatted."""
    value = _without_label(one_line(joined_lines(_readable(selected)))).strip(_EDGES)
    first, last, _certain = split_name(value, language) if value else ("", "", False)
    return first, last


def long_text(selected: str) -> str:
    """A text of several lines as paragraphs: words broken at a line's end are put together, lines
    that only the page broke are joined, bullets stay lines of their own."""
    text = joined_lines(_readable(selected))
    out: list[str] = []
    begins = True
    for line in text.split("\n"):
        bare = one_line(line)
        if not bare:
            begins = True
            continue
        is_item = without_bullet(bare) != bare
        if begins or is_item or not out or _is_whole(out[-1], bare):
            out.append(without_bullet(bare))
        else:
            out[-1] = f"{out[-1]} {bare}"
        begins = False
    return "\n".join(out)


# --- by kind ----------------------------------------------------------------------------------


def _readable(selected: str) -> str:
    """Without characters that hide or reorder, tabs and line ends kept; not endless."""
    lines = selected[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(
        "\t".join(without_hidden(cell) for cell in line.split("\t")) for line in lines
    ).strip()


def _line(key: str, text: str, selected: str) -> Picked:
    value = without_bullet(one_line(joined_lines(text)))
    if key not in ("firstname", "lastname", "headline"):
        value = _without_label(value)
    cleaned = value.strip(_EDGES)
    if not cleaned:
        return NothingPicked(_("There is no text in the selection."))
    return PickedText(cleaned, was_cleaned=cleaned != selected.strip())


def _without_label(value: str) -> str:
    """Without "Address:" and its like; other text before a colon belongs to the value."""
    match = _LABEL.match(value)
    if match and plain(match[1].strip(" .")) in labels.ANY:
        return value[match.end() :]
    return value


def _email(text: str) -> Picked:
    found = emails_in(text)
    if found:
        return PickedText(found[0].value, was_cleaned=found[0].value != text)
    return NothingPicked(_("There is no e-mail address in the selection."))


def _phone(text: str, region: str | None) -> Picked:
    found = phones_in(one_line(text))
    if not found:
        return NothingPicked(_("There is no phone number in the selection."))
    value = found[0].value.strip()
    shown = international(value, region or "ZZ")
    return PickedPhone(value, *(shown or (None, "")))


def _url(text: str, *, network_only: bool) -> Picked:
    candidates = [sign.value for sign in urls_in(text)] or ["".join(text.split())]
    for candidate in candidates:
        link = read_profile_url(candidate)
        if link is not None:
            return PickedText(link.type if network_only else link.url, was_cleaned=True)
    if not network_only:
        for candidate in candidates:
            if "://" in candidate:
                return PickedText(candidate, was_cleaned=candidate != text)
            if address := with_scheme(candidate):
                return PickedText(address, was_cleaned=True)
    return NothingPicked(_("There is no web address of a known network in the selection."))


def _profiles(text: str) -> Picked:
    """Every profile in the selection as an entry with network, username and address."""
    found: list[SplitEntry] = []
    seen: set[str] = set()
    for sign in urls_in(text):
        link = read_profile_url(sign.value)
        if link is None or link.url in seen:
            continue
        seen.add(link.url)
        fields: dict[str, Atom] = {"type": link.type, "url": link.url}
        if link.username:
            fields["username"] = link.username
        found.append(SplitEntry(fields, {}, {"url": (sign.span,)}))
    if found:
        return PickedEntries(tuple(found))
    return NothingPicked(_("There is no web address of a known network in the selection."))


def _words(text: str) -> Picked:
    lines = joined_lines(text).split("\n")
    found = [skill for line in lines for skill in skills_in_line(line)]
    words = split_words("\n".join(found)) or split_words(one_line(text))
    return PickedWords(words) if words else NothingPicked(_("There is no word in the selection."))


def _date(text: str, field: str, order: DayOrder) -> Picked:
    """The date of a selection; of a period its beginning or its end, as the field asks for."""
    line = one_line(text)
    typed = _decided(read_date(_without_label(line).strip("()[] ")), line, order)
    if typed is not None:
        return PickedDate(typed)
    periods = periods_in(line, order)
    if field == "end_date":
        for period in periods:
            if period.last is not None and not (period.is_single and len(periods) > 1):
                reading = period.last.reading
                if isinstance(reading, Understood | Ambiguous):
                    return PickedDate(reading)
            if period.is_current:
                return PickedDate(Present())
    for mention in mentions_in(line, order):
        reading = mention.reading
        if isinstance(reading, Understood | Ambiguous):
            return PickedDate(reading)
    return NothingPicked(_("There is no date in the selection."))


def _decided(
    reading: Reading, line: str, order: DayOrder
) -> Understood | Ambiguous | Present | None:
    """A typed date as it is, unless the resume tells which of its two meanings is meant."""
    if isinstance(reading, NotADate | Empty):
        return None
    if isinstance(reading, Ambiguous) and order is not DayOrder.UNKNOWN:
        for mention in mentions_in(line, order):
            settled = mention.reading
            if isinstance(settled, Understood | Ambiguous):
                return settled
    return reading


def _entries(key: str, text: str, order: DayOrder) -> Picked:
    found: Sequence[FoundEntry] = tuple(split_entries(key, text, order))
    if not found:
        return PickedEntries((_as_lines(key, text),))
    return PickedEntries(tuple(_split(entry, text) for entry in found))


def _split(entry: FoundEntry, text: str) -> SplitEntry:
    spans = {name: find.spans for name, find in entry.fields.items()}
    spans.update({name: (span,) for name, (_reading, span) in entry.dates.items()})
    values = entry.values()
    if told := spans.get("summary"):
        # As one text: its lines were broken by the page and not by a person.
        values["summary"] = long_text(text[told[0].start : told[-1].stop])
    return SplitEntry(values, entry.questions(), spans)


def _as_lines(key: str, text: str) -> SplitEntry:
    """A block without dates: its first lines are the names, in the order of the fields."""
    names = ("school", "degree") if key == "education_entries" else ("title", "company")
    lines = [without_bullet(one_line(line)) for line in text.split("\n") if line.strip()]
    fields: dict[str, Atom] = dict(zip(names, lines, strict=False))
    if key == "experience_entries" and len(lines) > 2:
        rest = [line for line in text.split("\n") if line.strip()][2:]
        fields["summary"] = long_text("\n".join(rest))
    return SplitEntry(fields, {}, {})


def _is_whole(line: str, following: str) -> bool:
    """Whether a line ended by itself and the following one begins something new."""
    return line[-1:] in ".!?:;" and following[:1].isupper() and len(line) < 60
