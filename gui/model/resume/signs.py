"""What has a form of its own in any text: e-mail addresses, numbers to call, web addresses.

Found by form alone; whose they are is judged in `gui.model.resume.contact`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gui.model.resume import labels_contact as labels
from gui.model.resume.folding import Levelled, plain
from gui.model.resume.periods import periods_in

_LOCAL: Final = r"[^\W_](?:[\w.+'-]{0,62}[\w+])?"
_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL: Final = re.compile(rf"(?<![\w.+@])({_LOCAL})@((?:{_LABEL}\.)+[^\W\d_]{{2,24}})(?![\w@-])")
_SPELLED_OUT: Final = re.compile(
    rf"(?<![\w.+])({_LOCAL})\s?[\[(]\s?(?:at|@|arroba|ät)\s?[\])]\s?((?:{_LABEL}\s?"
    rf"(?:\.|[\[(]\s?(?:dot|punkt|punto|point)\s?[\])])\s?)+[^\W\d_]{{2,24}})(?![\w@-])",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?<![\w/.@#:=-])(?:\+|00)?[ \t]?\(?[0-9](?:[0-9 \t\u00a0()./-]{0,40}[0-9])(?![\w@%])"
)
_DASH_BEFORE_WORD: Final = re.compile(r"\s-\s(?=[0-9/]{1,5}[a-z]?\s+[^\W\d_])")
_URL: Final = re.compile(
    r"(?<![\w@.-])(?:https?://|www\.)?(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}"
    r"(?::[0-9]{2,5})?(?:/[^\s<>\"|•·]*)?",
    re.IGNORECASE,
)
_NO_HOSTS: Final = re.compile(
    r"(?:^|\.)(?:js|net|py|ts|md|txt|pdf|docx?|xlsx?|html?|sc|ing|eng|phil|nat|rer)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A piece of text with a form of its own. `value` is it in plain writing."""

    value: str
    start: int
    end: int

    @property
    def span(self) -> range:
        return range(self.start, self.end)


def emails_in(text: str) -> tuple[Sign, ...]:
    """E-mail addresses, those broken over two lines and spelled "(at)" included."""
    found = {
        match.start(): Sign(match.group(), match.start(), match.end())
        for match in _EMAIL.finditer(text)
    }
    for match in _SPELLED_OUT.finditer(text):
        host = re.sub(r"\s?[\[(]\s?[^\W\d_]+\s?[\])]\s?", ".", match[2])
        host = re.sub(r"\s", "", host)
        found.setdefault(match.start(), Sign(f"{match[1]}@{host}", match.start(), match.end()))
    for sign in _broken_emails(text):
        if sign.start not in found or found[sign.start].end < sign.end:
            found[sign.start] = sign
    # The rest of an address in two lines can look like one itself.
    out: list[Sign] = []
    for at in sorted(found):
        if not out or found[at].end > out[-1].end:
            out.append(found[at])
    return tuple(out)


def _broken_emails(text: str) -> Iterator[Sign]:
    """Addresses that a narrow column broke: line ends inside of them are left out.

    Behind the sign the next line is taken where the address is none without it, or ends in a way
    that no address does. Before it, what stands behind a label or ends in a dot.
    """
    for at in (match.start() for match in re.finditer("@", text)):
        local, start = _local_part(text, at)
        domain, end = _domain(text, at + 1)
        whole = f"{local}@{domain}"
        if local and "\n" in text[start:end] and _EMAIL.fullmatch(whole):
            yield Sign(whole, start, end)


def _local_part(text: str, at: int) -> tuple[str, int]:
    """What stands before the sign at an offset, and where it begins."""
    here = _LOCAL_END.search(text[max(0, at - _REACH) : at])
    assert here is not None
    start = at - len(here[0])
    if start < 2 or text[start - 1] != "\n":
        return here[0], start
    earlier = text[max(0, start - 1 - _REACH) : start - 1].rpartition("\n")[2]
    tail = _LOCAL_END.search(earlier)
    if tail is None or not tail[0] or "@" in earlier:
        return here[0], start
    labelled = plain(earlier[: tail.start()].strip(" \t:.-–•")) in labels.EMAIL
    if not here[0] or tail[0][-1] in "._-" or labelled:
        return tail[0] + here[0], start - 1 - len(tail[0])
    return here[0], start


def _domain(text: str, start: int) -> tuple[str, int]:
    """What stands behind the sign, and where it ends; over three lines at most."""
    here = _DOMAIN_START.match(text, start)
    assert here is not None
    domain, end = here[0], here.end()
    for _line in range(2):
        rest = _FRAGMENT.match(text, end + 1) if text[end : end + 1] == "\n" else None
        if rest is None or not _needs_more(domain, rest[1]):
            break
        domain, end = domain + rest[1], rest.end(1)
    return domain, end


_REACH: Final = 120
"""How far an address reaches before its sign, at most."""
_LOCAL_END: Final = re.compile(r"[\w.+-]{0,64}$")
_DOMAIN_START: Final = re.compile(r"[\w.-]{0,120}")
_FRAGMENT: Final = re.compile(r"[ \t]*([^\W_A-ZÀ-Þ][\w.-]{0,40})(?=[ \t]*(?:\n|$|[|•·,;]))")
_ENDINGS: Final = frozenset(
    [
        "com",
        "org",
        "net",
        "edu",
        "gov",
        "mil",
        "int",
        "info",
        "biz",
        "name",
        "pro",
        "eu",
        "io",
        "me",
        "tv",
        "cc",
        "co",
        "dev",
        "app",
        "email",
        "online",
        "site",
        "tech",
        "cloud",
        "blog",
        "design",
        "studio",
        "agency",
        "company",
        "consulting",
        "digital",
        "group",
        "media",
        "network",
        "solutions",
        "systems",
        "work",
        "works",
        "world",
        "example",
        "test",
        "invalid",
        "london",
        "berlin",
        "paris",
        "wien",
        "koeln",
        "hamburg",
        "bayern",
        "ac",
        "ad",
        "ae",
        "af",
        "ag",
        "al",
        "am",
        "ar",
        "at",
        "au",
        "az",
        "ba",
        "bd",
        "be",
        "bg",
        "bh",
        "bo",
        "br",
        "by",
        "ca",
        "ch",
        "cl",
        "cn",
        "cr",
        "cy",
        "cz",
        "de",
        "dk",
        "do",
        "dz",
        "ec",
        "ee",
        "eg",
        "es",
        "et",
        "fi",
        "fr",
        "gb",
        "ge",
        "gh",
        "gr",
        "gt",
        "hk",
        "hr",
        "hu",
        "id",
        "ie",
        "il",
        "in",
        "iq",
        "ir",
        "is",
        "it",
        "jm",
        "jo",
        "jp",
        "ke",
        "kr",
        "kw",
        "kz",
        "lb",
        "lk",
        "lt",
        "lu",
        "lv",
        "ly",
        "ma",
        "md",
        "mk",
        "mt",
        "mx",
        "my",
        "ng",
        "nl",
        "no",
        "np",
        "nz",
        "om",
        "pa",
        "pe",
        "ph",
        "pk",
        "pl",
        "pt",
        "py",
        "qa",
        "ro",
        "rs",
        "ru",
        "sa",
        "se",
        "sg",
        "si",
        "sk",
        "sn",
        "sv",
        "th",
        "tn",
        "tr",
        "tw",
        "tz",
        "ua",
        "ug",
        "uk",
        "us",
        "uy",
        "uz",
        "ve",
        "vn",
        "za",
        "zm",
        "zw",
    ]
)


def _needs_more(domain: str, rest: str) -> bool:
    """Whether a domain at a line's end goes on in the next line."""
    if "." not in domain or domain[-1] in ".-":
        return True
    ending = domain.rpartition(".")[2].lower()
    whole = (domain + rest).rpartition(".")[2].lower()
    if ending not in _ENDINGS:
        return whole in _ENDINGS or "." not in rest
    return whole in _ENDINGS and len(rest) <= 2 and "." not in rest


def phones_in(text: str) -> tuple[Sign, ...]:
    """Everything written like a number to call, dates and periods left out."""
    found: list[Sign] = []
    levelled = Levelled(text)
    for match in _PHONE.finditer(levelled.text):
        written = match.group().strip()
        if cut := _DASH_BEFORE_WORD.search(levelled.text, match.start(), match.end() + 8):
            # "020 7946 0321 – 51 Ferry Road": the dash ends the number.
            written = levelled.text[match.start() : cut.start()].strip()
        digits = digits_of(written)
        if not 6 <= len(digits) <= 15 or written.count("(") != written.count(")"):
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        where = levelled.at(start, start + len(written))
        piece = text[where.start : where.stop]
        if _is_dates(piece):
            continue
        found.append(Sign(piece, where.start, where.stop))
    return tuple(found)


def _is_dates(text: str) -> bool:
    """Whether the digits are those of dates: "2019-2021", "01.02.2019 - 03.04.2020"."""
    covered = sum(
        sum(char.isdigit() for char in text[period.start : period.end])
        for period in periods_in(text)
    )
    return covered >= 4 and covered >= sum(char.isdigit() for char in text) - 2


def urls_in(text: str) -> tuple[Sign, ...]:
    """Web addresses, with or without scheme; what only looks like one ("B.Sc") is left out."""
    found: list[Sign] = []
    for match in _URL.finditer(text):
        written = match.group().rstrip(".,;:!?)]}'\"")
        host = re.sub(r"^https?://", "", written, flags=re.IGNORECASE).split("/")[0]
        has_more = "/" in written or written.lower().startswith("www.")
        if not has_more and (_NO_HOSTS.search(host) or host != host.lower()):
            continue
        if text[match.start() + len(written) :].startswith("@"):
            continue
        found.append(Sign(written, match.start(), match.start() + len(written)))
    return tuple(found)


def digits_of(text: str) -> str:
    """The digits of a number to call, a "(0)" that is not dialled left out."""
    digits = Levelled(text).text.replace("(0)", "")
    return "".join(char for char in digits if char.isascii() and char.isdigit())


def same_number(one: str, other: str) -> float:
    """How surely two texts are one number: 1 for the same digits, less with a country left out."""
    first, second = digits_of(one), digits_of(other)
    if len(first) < 5 or len(second) < 5:
        return 0.0
    if first == second:
        return 1.0
    first, second = (digits.removeprefix("00").lstrip("0") for digits in (first, second))
    if first == second:
        return 0.97
    short, long = sorted((first, second), key=len)
    if len(short) >= 7 and long.endswith(short) and len(long) - len(short) <= 3:
        return 0.9
    return 0.0


def bare_url(url: str) -> str:
    """A web address without scheme, "www." and closing slash, its host in lower case."""
    bare = re.sub(r"^[a-z][a-z0-9+.-]*://", "", url.strip(), flags=re.IGNORECASE)
    bare = re.sub(r"^www\.", "", bare, flags=re.IGNORECASE)
    host, slash, path = bare.rstrip("/").partition("/")
    return host.lower() + slash + path
