"""What has a form of its own in any text: e-mail addresses, numbers to call, web addresses.

Found by form alone; whose they are is judged in `gui.model.resume.contact`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from gui.model.resume.folding import Levelled
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
    r"(?<![\w/.@#:=-])(?:\+|00)?[ \t]?\(?[0-9](?:[0-9 \t\u00a0()./-]*[0-9])(?![\w@%])"
)
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
    return tuple(found[at] for at in sorted(found))


def _broken_emails(text: str) -> list[Sign]:
    """Addresses in which one line end is to be left out."""
    found: list[Sign] = []
    for at in (match.start() for match in re.finditer("@", text)):
        line_start = text.rfind("\n", 0, at) + 1
        line_end = text.find("\n", at)
        if line_end < 0:
            continue
        behind = text[at + 1 : line_end].split(" ")[0].split("\t")[0]
        if behind == text[at + 1 : line_end] and (behind == "" or behind[-1] in ".-"):
            # name@ + example.com, name@exam- + ple.com
            candidate = text[line_start:line_end] + text[line_end + 1 : line_end + 80]
            cut = line_end - line_start
            found.extend(_joined(candidate, line_start, cut))
        before = text[line_start:at]
        if line_start >= 2 and before and not re.search(r"\s", before):
            # first.last + @example.com, first. + last@example.com
            earlier = text.rfind("\n", 0, line_start - 1) + 1
            head = text[earlier : line_start - 1]
            if head and (before == "" or head[-1] in "._-"):
                candidate = head + text[line_start : at + 80]
                found.extend(_joined(candidate, earlier, len(head)))
        elif line_start >= 2 and not before:
            earlier = text.rfind("\n", 0, line_start - 1) + 1
            head = text[earlier : line_start - 1]
            candidate = head + text[line_start : at + 80]
            found.extend(_joined(candidate, earlier, len(head)))
    return found


def _joined(candidate: str, start: int, cut: int) -> list[Sign]:
    """The addresses of a text with one line end taken out at `cut` that run across it."""
    return [
        Sign(match.group(), start + match.start(), start + match.end() + 1)
        for match in _EMAIL.finditer(candidate)
        if match.start() < cut < match.end()
    ]


def phones_in(text: str) -> tuple[Sign, ...]:
    """Everything written like a number to call, dates and periods left out."""
    found: list[Sign] = []
    plain = Levelled(text)
    for match in _PHONE.finditer(plain.text):
        written = match.group().strip()
        digits = digits_of(written)
        if not 6 <= len(digits) <= 15 or written.count("(") != written.count(")"):
            continue
        where = plain.at(
            match.start() + len(match.group()) - len(match.group().lstrip()), match.end()
        )
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
    plain = Levelled(text).text.replace("(0)", "")
    return "".join(char for char in plain if char.isascii() and char.isdigit())


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
