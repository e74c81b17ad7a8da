"""Who somebody is and how to reach them: name, e-mail, number, address, links, headline.

Each find carries where it stands, how sure it is and a reason a person understands. Other
people's numbers and addresses stand in resumes too (referees, employers), so that the place counts
as much as the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import phonenumbers

from gui.i18n import _
from gui.model.networks import ProfileLink, network_name, read_profile_url
from gui.model.resume import labels_contact as labels
from gui.model.resume.addresses import address_in, address_score, has_postcode
from gui.model.resume.document import Link
from gui.model.resume.folding import plain, skeleton
from gui.model.resume.items import SEPARATED, Find, Item
from gui.model.resume.labels_countries import LANGUAGE_REGIONS, REGIONS, country_name
from gui.model.resume.labels_entries import TITLE_WORDS, count
from gui.model.resume.labels_sections import Section
from gui.model.resume.naming import NameFind, NameReader, share_in_address
from gui.model.resume.periods import is_only_dates
from gui.model.resume.sections import Part, is_document_title, section_of_heading
from gui.model.resume.signs import Sign, digits_of, emails_in, phones_in, urls_in

_LABEL: Final = re.compile(r"([^\n\t|•·:]{1,30}?)\s*(?::|\t)\s*$")

_REST_OF_URL: Final = re.compile(r"[ \t]*\n([\w%-]{1,60}/?)[ \t]*(?=\n|$)")
_BROKEN_URL: Final = re.compile(
    r"(?<![\w@.-])([\w.-]{1,60}\.\w{2,3}/(?:[\w-]{1,20}/)?)[ \t]*\n([\w.%-]{1,60})(?=\n|$)"
)
_REST_OF_NUMBER: Final = re.compile(r"[ \t]*\n[ \t]*([0-9][0-9 /.-]{0,8})[ \t]*(?=\n|$)")


@dataclass(frozen=True, slots=True)
class PhoneFind:
    """A number as it is written. `international` is how it is dialled from anywhere, and only
    there where the country is known: from the number itself or from the address."""

    find: Find
    international: str | None = None
    country: str = ""
    """The country's name, to be said with the international form."""


@dataclass(frozen=True, slots=True)
class LinkFind:
    """A profile on a network the service knows."""

    link: ProfileLink
    find: Find


@dataclass(frozen=True, slots=True)
class Contact:
    """All that was found; each list with the likeliest first."""

    emails: tuple[Find, ...] = ()
    phones: tuple[PhoneFind, ...] = ()
    links: tuple[LinkFind, ...] = ()
    name: NameFind | None = None
    address: Find | None = None
    headline: Find | None = None


@dataclass(slots=True)
class ContactReader:
    """Looks for a person's contact in a resume whose parts are known."""

    text: str
    links: Sequence[Link]
    parts: Sequence[Part]
    language: str
    known_first: str = ""
    known_last: str = ""
    """The names of the record: they tell where a name of three words is to be parted."""
    _sections: list[tuple[int, int, Section]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for part in self.parts:
            for item in (*((part.heading,) if part.heading else ()), *part.items):
                self._sections += [(span.start, span.stop, part.section) for span in item.spans]
        self._sections.sort()

    def read(self) -> Contact:
        """Everything; see `Contact`."""
        emails = tuple(self._emails())
        name = NameReader(
            self.text,
            self.parts,
            self.language,
            emails[0].value if emails else "",
            self.known_first,
            self.known_last,
        ).read()
        address = address_in(self.text, self.parts)
        phones = tuple(self._phones(address))
        return Contact(
            emails=emails,
            phones=phones,
            links=tuple(self._links(name)),
            name=name,
            address=address,
            headline=self._headline(name, emails),
        )

    # --- where ---------------------------------------------------------------------------

    def _section(self, offset: int) -> Section | None:
        """The part in which an offset lies; None for headers and footers of pages."""
        for start, end, section in self._sections:
            if start <= offset < end:
                return section
        return None

    def _label_before(self, start: int) -> str:
        """The label in the same line before an offset, or alone in the line above."""
        text = self.text
        line = text.rfind("\n", 0, start) + 1
        before = text[line:start]
        pieces = SEPARATED.split(before.rstrip()) if before.strip() else []
        if match := _LABEL.search(before):
            return plain(match[1].strip(" .-–•"))
        if pieces and pieces[-1]:
            return plain(pieces[-1].strip(" .:-–•"))
        if not before.strip() and line:
            above = text[text.rfind("\n", 0, line - 1) + 1 : line - 1].strip()
            if above.endswith(":") or plain(above.strip(" :.")) in labels.ANY:
                return plain(above.strip(" :."))
        return ""

    def _place_weight(self, offset: int) -> tuple[float, str]:
        """How much a place speaks for the person, and the words for it."""
        section = self._section(offset)
        if section is Section.CONTACT:
            return 0.95, _("under the contact details")
        if section in (Section.TOP, None):
            return 0.93, _("at the top")
        if section is Section.REFERENCES:
            return 0.1, _("under the references")
        if section in (Section.EXPERIENCE, Section.EDUCATION, Section.CERTIFICATES):
            return 0.35, _("in the text")
        return 0.6, _("in the text")

    # --- e-mail --------------------------------------------------------------------------

    def _emails(self) -> Iterator[Find]:
        found: dict[str, Find] = {}
        text = self.text
        signs = list(emails_in(text))
        for link in self.links:
            if link.url.lower().startswith("mailto:") and link.start < link.end:
                address = link.url[7:].split("?")[0]
                if emails_in(address):
                    signs.append(Sign(address, link.start, link.end))
        for sign in signs:
            weight, where = self._place_weight(sign.start)
            label = self._label_before(sign.start)
            reason = where
            if label in labels.EMAIL:
                weight = min(0.99, weight + 0.04) if weight > 0.5 else weight
                reason = _("next to “{label}”, {where}").format(
                    label=self._written_label(sign.start), where=where
                )
            key = sign.value.casefold()
            if key not in found or found[key].sureness < weight:
                found[key] = Find(sign.value, (sign.span,), weight, reason)
        yield from sorted(found.values(), key=lambda each: (-each.sureness, each.spans[0].start))

    def _written_label(self, start: int) -> str:
        """The label as it is written, for the reason."""
        text = self.text
        line = text.rfind("\n", 0, start) + 1
        before = text[line:start].strip(" \t:.")
        if not before:
            before = text[text.rfind("\n", 0, line - 1) + 1 : line - 1].strip(" \t:.")
        return SEPARATED.split(before)[-1].strip(" \t:.")[-30:]

    # --- phone ---------------------------------------------------------------------------

    def _phones(self, address: Find | None) -> Iterator[PhoneFind]:
        text = self.text
        regions = self._regions(address)
        found: dict[str, PhoneFind] = {}
        for sign in map(self._whole_phone, phones_in(text)):
            label = self._label_before(sign.start)
            if label in labels.NUMBERS_NOT_PHONES or label in labels.FAX:
                continue
            weight, where = self._place_weight(sign.start)
            labelled = label in labels.PHONE
            number, region = _number(sign.value, regions)
            plus = sign.value.lstrip("( ").startswith(("+", "00"))
            if number is None:
                if not labelled or not 6 <= len(digits_of(sign.value)) <= 15:
                    continue
                weight *= 0.85
            elif not phonenumbers.is_valid_number(number) and not plus and not labelled:
                # Digits of any kind can be a possible number.
                weight *= 0.5 if not _looks_dialled(sign.value) else 0.9
            if labelled and weight > 0.5:
                weight = min(0.99, weight + 0.04)
                where = _("next to “{label}”, {where}").format(
                    label=self._written_label(sign.start), where=where
                )
            find = Find(sign.value.strip(), (sign.span,), weight, where)
            entry = PhoneFind(find)
            if number is not None and region and _differs(number, sign.value):
                shown = phonenumbers.format_number(
                    number, phonenumbers.PhoneNumberFormat.INTERNATIONAL
                )
                entry = PhoneFind(find, shown, country_name(region))
            key = digits_of(sign.value)
            if key not in found or found[key].find.sureness < weight:
                found[key] = entry
        yield from sorted(
            found.values(), key=lambda each: (-each.find.sureness, each.find.spans[0].start)
        )

    def _whole_phone(self, sign: Sign) -> Sign:
        """A number with what a narrow column broke off, if only that makes it one."""
        match = _REST_OF_NUMBER.match(self.text, sign.end)
        if match is None:
            return sign
        regions = LANGUAGE_REGIONS.get(self.language, ())
        joined = f"{sign.value} {match[1].strip()}"
        alone, _region = _number(sign.value, regions)
        whole, _region = _number(joined, regions)
        if alone is None and whole is not None:
            return Sign(joined, sign.start, match.end(1))
        is_alone = alone is not None and phonenumbers.is_valid_number(alone)
        is_whole = whole is not None and phonenumbers.is_valid_number(whole)
        # German numbers are good at many lengths: a few digits alone in a line belong to them.
        if not is_whole or (is_alone and len(digits_of(match[1])) > 4):
            return sign
        return Sign(joined, sign.start, match.end(1))

    def _regions(self, address: Find | None) -> tuple[str, ...]:
        """The countries a number without one may be of: that of the address, else of the
        language."""
        named: list[str] = []
        if address is not None:
            last = plain(address.value).rpartition(",")[2].strip()
            if last in REGIONS:
                named.append(REGIONS[last])
        return (*named, *LANGUAGE_REGIONS.get(self.language, ()))

    # --- links ---------------------------------------------------------------------------

    def _links(self, name: NameFind | None) -> Iterator[LinkFind]:
        found: dict[tuple[str, str], LinkFind] = {}
        text = self.text
        candidates: list[tuple[str, tuple[range, ...]]] = [
            (sign.value, (sign.span,)) for sign in (*_joined_urls(text), *urls_in(text))
        ]
        candidates += [
            (link.url, (range(link.start, link.end),) if link.start < link.end else ())
            for link in self.links
        ]
        ends: dict[int, int] = {}
        for value, spans in candidates:
            link = read_profile_url(value)
            if link is None or link.username is None:
                continue
            if spans:
                start = spans[0].start
                if ends.get(start, 0) > spans[0].stop:
                    continue  # the rest of it was broken off
                ends[start] = spans[0].stop
            weight, where = self._place_weight(spans[0].start) if spans else (0.9, _("as a link"))
            if name is not None and _shares_name(link.username, name):
                weight = min(0.98, weight + 0.04)
            reason = _("{network} address, {where}").format(
                network=network_name(link.type), where=where
            )
            find = Find(link.url, spans, weight, reason)
            key = (link.type, link.username.casefold())
            if key not in found or found[key].find.sureness < weight:
                found[key] = LinkFind(link, find)
        yield from sorted(found.values(), key=lambda each: -each.find.sureness)

    def _headline(self, name: NameFind | None, emails: Sequence[Find]) -> Find | None:
        if name is None:
            return None
        for part in self.parts:
            items = part.items
            for at, item in enumerate(items):
                if not any(name.first_span.start in span for span in item.spans):
                    continue
                below = next(
                    (each for each in items[at + 1 :] if name.last_span.start not in _reach(each)),
                    None,
                )
                if below is None or not self._can_be_headline(below.text.strip(), below):
                    return None
                text = below.text.strip()
                titled = count(TITLE_WORDS, text) > 0
                local = emails[0].value.partition("@")[0] if emails else ""
                if not titled and share_in_address(text, local) >= 0.5:
                    return None  # the name again, in Latin letters
                return Find(text, below.spans, 0.9 if titled else 0.7, _("below the name"))
        return None

    def _can_be_headline(self, text: str, item: Item) -> bool:
        parted = SEPARATED.split(text)
        return (
            2 < len(text) <= 120
            and not item.is_bullet
            and not emails_in(text)
            and not phones_in(text)
            and not urls_in(text)
            and not re.match(r"[^\W\d_][\w .-]{0,30}:\s", text)
            and not has_postcode(text)
            and not is_only_dates(text)
            and not is_document_title(text)
            and section_of_heading(text) is None
            and plain(text.strip(" :.")) not in labels.ANY
            and not (text.endswith(".") and len(text) > 60)
            and (len(parted) < 3 or count(TITLE_WORDS, text) > 0)
            and not address_score(text) > 0.5
        )


# --- pieces -----------------------------------------------------------------------------------


def _reach(item: Item) -> range:
    return range(item.start, item.end)


def _number(
    written: str, regions: Sequence[str]
) -> tuple[phonenumbers.PhoneNumber | None, str | None]:
    """The number that is meant, and its country where that is known; the first valid reading."""
    possible: tuple[phonenumbers.PhoneNumber, str | None] | None = None
    plus = written.lstrip("( ").startswith(("+", "00"))
    text = re.sub(r"^\s*00", "+", written) if plus else written
    for region in ("ZZ",) if plus else regions:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number, phonenumbers.region_code_for_number(number) or region
        if possible is None and phonenumbers.is_possible_number(number):
            where = phonenumbers.region_code_for_country_code(number.country_code or 0)
            possible = number, where if plus else None
    return possible or (None, None)


def international(written: str, region: str) -> tuple[str, str] | None:
    """A number in its international form, with the name of the country it was read for.

    None where the number cannot be of that country, or is in this form already.
    """
    number, where = _number(written, (region,))
    if number is None or where is None or not _differs(number, written):
        return None
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return shown, country_name(where)


def _differs(number: phonenumbers.PhoneNumber, written: str) -> bool:
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return not written.strip().startswith("+") or digits_of(shown) != digits_of(written)


def _looks_dialled(written: str) -> bool:
    """Whether digits are grouped as numbers are that people call: not one run, not two dates."""
    return written.startswith(("0", "(")) and bool(re.search(r"[\s()/.-]", written.strip()))


def _joined_urls(text: str) -> Iterator[Sign]:
    """Addresses of profiles that a narrow column broke over two lines."""
    for sign in urls_in(text):
        match = _REST_OF_URL.match(text, sign.end)
        if match is None or "/" not in sign.value or sign.value.endswith("/"):
            continue
        if match[1].islower():
            yield Sign(sign.value + match[1], sign.start, match.end(1))
    for match in _BROKEN_URL.finditer(text):
        yield Sign(match[1] + match[2], match.start(), match.end())


def _shares_name(username: str, name: NameFind) -> bool:
    flat = skeleton(username)
    words = [skeleton(word) for word in f"{name.first} {name.last}".split()]
    return any(len(word) > 2 and word in flat for word in words)
