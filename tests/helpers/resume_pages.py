"""Sets an invented resume: what stands where in each layout. The files are `resume_files`'.

A resume is composed as pieces (a heading, a line with its dates at the right edge, a row of a
table), which the writers of pdf, docx and rtf turn into what each format has for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.helpers import resume_files
from tests.helpers.resume_words import Vocabulary

if TYPE_CHECKING:
    from tests.helpers.resumes import Day, Style, TrueJob, TrueSchool, Truth

_SHORT: Final = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.",
    "el": "Ιαν. Φεβ. Μαρ. Απρ. Μάι. Ιουν. Ιουλ. Αυγ. Σεπ. Οκτ. Νοε. Δεκ.",
}
_OF: Final = (
    "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου "
    "Οκτωβρίου Νοεμβρίου Δεκεμβρίου"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a page. `right` stands at the right edge of the same line.

    Kinds: name, title (of the document), headline, heading, bold, grey, text, bullet, pair
    (`text` and `right` on one line), row (`text` on the left, `inner` on the right), gap.
    """

    kind: str
    text: str = ""
    right: str = ""
    inner: tuple[Piece, ...] = ()


@dataclass(slots=True)
class Regions:
    """The pieces of a resume: across the top, in the wide part, and beside it."""

    head: list[Piece] = field(default_factory=list)
    main: list[Piece] = field(default_factory=list)
    side: list[Piece] = field(default_factory=list)


def written(
    truth: Truth, style: Style, layout: str, form: str, kind: str, words: Vocabulary
) -> bytes:
    """The file of a resume."""
    composer = _Composer(truth, style, layout, form, words)
    regions = composer.compose()
    return resume_files.write(regions, style, layout, kind, truth)


class _Composer:
    def __init__(
        self, truth: Truth, style: Style, layout: str, form: str, words: Vocabulary
    ) -> None:
        self.truth, self.style, self.layout, self.form, self.words = (
            truth, style, layout, form, words,
        )  # fmt: skip
        self.narrow = layout in ("two columns", "sidebar")
        # A joint between title and firm is chosen once for a resume, as people do.
        self.now = words.now[len(truth.first) % len(words.now)]
        self.to = words.to[len(truth.last) % len(words.to)]
        if self.to != "bis":
            self.now = self.now.removeprefix("bis ")

    # --- parts -----------------------------------------------------------------------------

    def compose(self) -> Regions:
        regions = Regions()
        truth, style = self.truth, self.style
        name = f"{truth.first} {truth.last}"
        top = regions.main if self.layout == "sidebar" else regions.head
        if style.document_title:
            top.append(Piece("title", style.document_title))
        top.append(Piece("name", name.upper() if style.name_capitals else name))
        if truth.headline:
            top.append(Piece("headline", truth.headline))
        beside = self.narrow
        contact = list(self._contact(regions.side if beside else regions.head, narrow=beside))
        (regions.side if beside else regions.head).extend(contact)
        blocks = {
            "profile": list(self._profile()),
            "experience": list(self._experience()),
            "education": list(self._education()),
            "skills": list(self._skills()),
            "more": list(self._more()),
        }
        order = ["profile", "experience", "education", "skills", "more"]
        if style.education_first or self.layout == "compact":
            order = ["profile", "education", "experience", "skills", "more"]
        for name in order:
            goes_beside = beside and (
                name in ("skills", "more") or (name == "education" and self.layout == "two columns")
            )
            (regions.side if goes_beside else regions.main).extend(blocks[name])
        return regions

    def _heading(self, text: str) -> Piece:
        shown = text.upper() if self.style.heading_capitals else text
        if self.style.heading_form == "spaced":
            narrow = self.narrow or len(shown) > 20 or not self.style.heading_capitals
            return Piece("heading", shown if narrow else "  ".join(map(" ".join, shown.split())))
        return Piece("heading", self.style.heading_form.format(shown))

    def _contact(self, into: list[Piece], *, narrow: bool) -> Iterable[Piece]:
        truth, style, words = self.truth, self.style, self.words
        labelled = [
            (words.l_email[len(truth.email) % len(words.l_email)], truth.email),
            (words.l_phone[len(truth.address) % len(words.l_phone)], truth.phone),
            (words.l_address[len(truth.phone) % len(words.l_address)], truth.address),
            *((link.split(".")[0].capitalize(), link) for link in truth.links),
        ]
        if len(truth.last) % 2:
            labelled = [labelled[2], labelled[1], labelled[0], *labelled[3:]]
        if style.personal:
            labelled += [
                (label, value)
                for label, _, value in (line.partition(": ") for line in words.personal)
                if value or narrow or style.labels
            ]
        if narrow:
            yield self._heading(style.headings["contact"])
            for label, value in labelled:
                shown = f"{label}: {value}" if style.labels and value else value or label
                yield Piece("text", shown)
        elif self.layout == "table":
            for label, value in labelled:
                yield Piece("row", label, inner=(Piece("text", value),))
        elif style.labels:
            for label, value in labelled:
                yield Piece("text", f"{label}: {value}" if value else label)
        else:
            values = [value for _label, value in labelled]
            half = len(values) if len(values) < 4 else 3
            yield Piece("text", style.separator.join(values[:half]))
            if values[half:]:
                yield Piece("text", style.separator.join(values[half:]))

    def _profile(self) -> Iterable[Piece]:
        if self.truth.profile:
            yield self._heading(self.style.headings["profile"])
            yield Piece("text", self.truth.profile)

    def _experience(self) -> Iterable[Piece]:
        yield self._heading(self.style.headings["experience"])
        for job in self.truth.jobs:
            yield from self._job(job)
            yield Piece("gap")

    def _education(self) -> Iterable[Piece]:
        yield self._heading(self.style.headings["education"])
        for school in self.truth.schools:
            yield from self._school(school)
            yield Piece("gap")

    def _skills(self) -> Iterable[Piece]:
        yield self._heading(self.style.headings["skills"])
        skills = self.truth.skills
        if self.narrow or (self.layout == "one column" and len(skills) % 2):
            for skill in skills:
                yield Piece("bullet", skill)
        else:
            joint = ", " if self.style.separator == ", " else self.style.separator
            yield Piece("text", ", ".join(skills) if len(skills) % 3 else joint.join(skills))

    def _more(self) -> Iterable[Piece]:
        if self.style.papers:
            heading, _, text = self.words.papers[0].partition(": ")
            yield self._heading(heading)
            for work in text.split("; "):
                yield Piece("bullet" if len(text) % 2 else "text", work)
        for line in self.style.more:
            heading, _, text = line.partition(": ")
            yield self._heading(heading)
            yield Piece("text", text)
        if self.truth.referee:
            heading = {"en": "References", "de": "Referenzen", "fr": "Références",
                       "es": "Referencias", "el": "Συστάσεις"}[self.truth.language]  # fmt: skip
            yield self._heading(heading)
            name, phone, email = self.truth.referee
            yield Piece("text", f"{name}, {phone}, {email}")

    # --- entries ---------------------------------------------------------------------------

    def _job(self, job: TrueJob) -> Iterable[Piece]:
        style = self.style
        company = self._with_place(job.company)
        first, second = job.title, company
        if not style.title_first:
            first, second = second, first
        period = self._period(job.start, job.end)
        if style.durations:
            year, month = (job.end.year, job.end.month) if job.end else (2026, 1)
            months = max(1, (year - job.start.year) * 12 + month - job.start.month + 1)
            period += f" ({self._duration(months)})"
        deeds = self._deeds(job.deeds)
        if self.layout == "table" and style.three_columns:
            yield Piece("row", period, right=company, inner=(Piece("bold", job.title), *deeds))
            return
        yield from self._entry(first, second, period, deeds)

    def _school(self, school: TrueSchool) -> Iterable[Piece]:
        joints = {"en": " in ", "de": " ", "fr": " ", "es": " en "}
        joint = ", " if len(school.study) % 2 else joints.get(self.truth.language, ", ")
        what = f"{school.degree}{joint}{school.study}"
        named = self._with_place(school.school)
        first, second = (what, named) if self.style.title_first else (named, what)
        period = self._period(school.start, school.end) if school.start else self.date(school.end)
        if self.layout == "table" and self.style.three_columns:
            yield Piece("row", period, right=named, inner=(Piece("bold", what),))
            return
        yield from self._entry(first, second, period, ())

    def _with_place(self, name: str) -> str:
        if not self.style.places:
            return name
        place = self.words.places[len(name) % len(self.words.places)]
        joiner = self.style.joiner if self.style.joiner.strip() in "|·–/" else ", "
        return f"{name}{joiner}{place}"

    def _duration(self, months: int) -> str:
        years, rest = divmod(months, 12)
        year, years_, month, months_ = {
            "en": ("yr", "yrs", "mo", "mos"),
            "de": ("Jahr", "Jahre", "Monat", "Monate"),
            "fr": ("an", "ans", "mois", "mois"),
            "es": ("año", "años", "mes", "meses"),
            "el": ("έτος", "έτη", "μήνας", "μήνες"),
        }[self.truth.language]
        parts = [f"{years} {year if years == 1 else years_}"] if years else []
        parts += [f"{rest} {month if rest == 1 else months_}"] if rest else []
        return " ".join(parts)

    def _deeds(self, deeds: tuple[str, ...]) -> tuple[Piece, ...]:
        if not deeds:
            return ()
        if self.style.deeds_as_text:
            return (Piece("text", " ".join(deeds)),)
        return tuple(Piece("bullet", deed) for deed in deeds)

    def _entry(
        self, first: str, second: str, period: str, deeds: tuple[Piece, ...]
    ) -> Iterable[Piece]:
        joiner = self.style.joiner
        if self.layout == "table":
            yield Piece("row", period, inner=(Piece("bold", f"{first}{joiner}{second}"), *deeds))
        elif self.layout == "timeline":
            yield Piece("row", period, inner=(Piece("bold", first), Piece("grey", second), *deeds))
        elif self.layout == "compact":
            if self.style.dates in ("right", "below"):
                yield Piece("pair", f"{first}{joiner}{second}", period)
            else:
                yield Piece("text", f"{first}{joiner}{second}, {period}")
            yield from deeds
        elif self.narrow or self.style.dates == "below":
            yield Piece("bold", first)
            if self.style.dates == "above" and self.narrow:
                yield Piece("text", second)
                yield Piece("grey", period)
            else:
                yield Piece("grey", f"{second}  ·  {period}")
            yield from deeds
        elif self.style.dates == "right":
            yield Piece("pair", first, period)
            yield Piece("grey", second)
            yield from deeds
        elif self.style.dates == "brackets":
            yield Piece("bold", f"{first}{joiner}{second} ({period})")
            yield from deeds
        else:
            yield Piece("grey", period)
            yield Piece("bold", first)
            yield Piece("text", second)
            yield from deeds

    # --- dates -----------------------------------------------------------------------------

    def _period(self, start: Day, end: Day | None) -> str:
        last = self.date(end) if end else self.now
        return f"{self.date(start)}{self._joint()}{last}".replace(" bis bis ", " bis ")

    def _joint(self) -> str:
        # Words stand apart; some dashes touch the dates, some do not.
        apart = self.to.isalpha() or len(self.truth.email) % 3
        return f" {self.to} " if apart else self.to

    def date(self, day: Day) -> str:
        """A date in the form of the resume and the month names of its language."""
        language = self.truth.language
        month, year = day.month - 1, day.year
        long = self.words.months[month]
        short = _SHORT[language].split()[month]
        if self.form == "15 March 2019":
            name = {"el": _OF.split()[month]}.get(language, long)
            joint = {"es": " de "}.get(language, " ")
            dot = "." if language == "de" else ""
            return f"{day.day}{dot}{joint}{name}{joint}{year}"
        if self.form == "long month":
            joint = " de " if language == "es" and len(self.truth.last) % 2 else " "
            return f"{long}{joint}{year}"
        return {
            "short month": f"{short} {year}",
            "03/2019": f"{month + 1:02}/{year}",
            "03.2019": f"{month + 1:02}.{year}",
            "2019-03": f"{year}-{month + 1:02}",
            "2019-03-15": f"{year}-{month + 1:02}-{day.day:02}",
            "15.03.2019": f"{day.day:02}.{month + 1:02}.{year}",
            "2019": f"{year}",
            "15/03/2019": f"{day.day:02}/{month + 1:02}/{year}",
            "2019/03": f"{year}/{month + 1:02}",
            "Mar '19": f"{short} ’{year % 100:02}",
        }[self.form]
