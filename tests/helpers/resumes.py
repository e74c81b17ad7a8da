"""The labelled set: invented resumes of which is known what stands in them.

`labelled_set(DEVELOPMENT_SEED)` may be looked at while the reading is improved,
`labelled_set(HELD_OUT_SEED)` has other people, firms, headings and layouts and is only measured.
The same seed makes the same resumes; nothing is read from outside. Six layouts, five languages,
twelve ways to write a date, as pdf, docx and rtf, some as scans without text.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from tests.helpers import resume_pages, resume_words
from tests.helpers.resume_words import Vocabulary

DEVELOPMENT_SEED: Final = 11
MORE_DEVELOPMENT_SEEDS: Final = (12, 13)
HELD_OUT_SEED: Final = 2_027

LAYOUTS: Final = ("one column", "two columns", "sidebar", "table", "timeline", "compact")
DATE_FORMS: Final = (
    *("short month", "long month", "03/2019", "03.2019", "2019-03", "2019-03-15"),
    *("15.03.2019", "2019", "15/03/2019", "15 March 2019", "2019/03", "Mar '19"),
)
_LANGUAGES: Final = ("en", "de", "fr", "en", "es", "el", "en", "de", "en", "fr", "es", "el")
_KINDS: Final = {
    "one column": ("pdf", "docx", "pdf", "rtf", "pdf", "pdf", "docx", "pdf", "scan", "pdf"),
    "two columns": ("pdf", "pdf", "docx", "pdf", "pdf", "pdf", "pdf", "scan", "pdf", "pdf"),
    "sidebar": ("pdf", "pdf", "pdf", "docx", "pdf", "pdf", "pdf", "pdf", "pdf", "scan"),
    "table": ("pdf", "docx", "pdf", "docx", "pdf", "pdf", "docx", "pdf", "pdf", "scan"),
    "timeline": ("pdf", "rtf", "pdf", "docx", "pdf", "pdf", "rtf", "pdf", "scan", "pdf"),
    "compact": ("pdf", "docx", "pdf", "rtf", "pdf", "docx", "pdf", "pdf", "pdf", "scan"),
}
_PER_LAYOUT: Final = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it is true; how much of it is printed depends on the form."""

    year: int
    month: int
    day: int

    def stored(self, form: str) -> str:
        """What a careful person stores who sees it printed in that form."""
        if form == "2019":
            return f"{self.year}-01-01"
        if form in ("2019-03-15", "15.03.2019", "15/03/2019", "15 March 2019"):
            return f"{self.year}-{self.month:02}-{self.day:02}"
        return f"{self.year}-{self.month:02}-01"


@dataclass(frozen=True, slots=True)
class TrueJob:
    """A job as it is true; `end` is None while it goes on."""

    title: str
    company: str
    start: Day
    end: Day | None
    deeds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrueSchool:
    """An education as it is true; `start` is None where only the end is printed."""

    school: str
    degree: str
    study: str
    start: Day | None
    end: Day


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is true of a person and printed in the resume."""

    language: str
    first: str
    last: str
    email: str
    phone: str
    address: str
    headline: str
    profile: str
    links: tuple[str, ...]
    jobs: tuple[TrueJob, ...]
    schools: tuple[TrueSchool, ...]
    skills: tuple[str, ...]
    referee: tuple[str, str, str] | None = None
    """Somebody else's name, number and e-mail, which must not be taken for the person's."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a resume is set; what a layout does not need it ignores."""

    heading_capitals: bool
    name_capitals: bool
    title_first: bool
    joiner: str
    dates: str
    """Where a one-column layout has its dates: right, below, brackets or above."""
    bullet: str
    separator: str
    labels: bool
    document_title: str
    education_first: bool
    size: float
    face: str
    accent: str
    side: float
    side_right: bool
    deeds_as_text: bool
    places: bool = False
    """Employers and schools with their towns."""
    durations: bool = False
    personal: bool = False
    papers: bool = False
    heading_form: str = "{}"
    three_columns: bool = False
    """A table with dates, title and employer each in a column of its own."""
    headings: dict[str, str] = field(default_factory=dict)
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """One resume of the set: the file, how it came about, and what is true."""

    name: str
    layout: str
    language: str
    form: str
    kind: str
    data: bytes
    truth: Truth


@dataclass(frozen=True, slots=True)
class _Pools:
    """The choices of one set; the other set has others."""

    joiners: tuple[str, ...]
    dates: tuple[str, ...]
    bullets: tuple[str, ...]
    separators: tuple[str, ...]
    titles: dict[str, tuple[str, ...]]
    sizes: tuple[float, ...]
    faces: tuple[str, ...]
    accents: tuple[str, ...]
    sides: tuple[float, ...]
    mail: tuple[str, ...]
    heading_forms: tuple[str, ...]


_DEVELOPMENT_POOLS: Final = _Pools(
    joiners=(", ", " – ", " | ", " — ", "at"),
    dates=("right", "below", "brackets", "above"),
    bullets=("•", "-", "➢", "○"),
    separators=("  |  ", "  ·  ", " – ", "; "),
    titles={
        "en": ("", "Curriculum Vitae", "CV"),
        "de": ("", "Lebenslauf"),
        "fr": ("", "CURRICULUM VITAE"),
        "es": ("", "Currículum"),
        "el": ("", "Βιογραφικό"),
    },
    sizes=(8.4, 9.6, 10.4, 11.4),
    faces=("sans", "serif"),
    accents=("#1f5f8b", "#7a3b69"),
    sides=(0.27, 0.31, 0.34, 0.39),
    mail=("example.com", "example.org", "mail.example"),
    heading_forms=("{}", "{}", "{}:", "spaced", "» {}", "I. {}", "{} ________"),
)
_HELD_OUT_POOLS: Final = _Pools(
    joiners=(", ", " · ", " / ", "at"),
    dates=("right", "above", "brackets", "below"),
    bullets=("▪", "–", "•", "*"),
    separators=("  •  ", " / ", "  |  ", ", "),
    titles={
        "en": ("", "", "RESUME"),
        "de": ("", "Tabellarischer Lebenslauf"),
        "fr": ("", "Curriculum vitæ"),
        "es": ("", "Currículum vítae"),
        "el": ("", "Βιογραφικό σημείωμα"),
    },
    sizes=(8.8, 10.0, 11.0),
    faces=("sans", "other", "serif"),
    accents=("#14746f", "#2b2d42", "#b3541e"),
    sides=(0.29, 0.37),
    mail=("example.net", "example.com", "post.example.org"),
    heading_forms=("{}", "{}", "— {} —", "spaced", "1. {}"),
)


def labelled_set(seed: int) -> Iterator[Labelled]:
    """The resumes of a set, 72 of them, made one after the other."""
    for number in range(len(LAYOUTS) * _PER_LAYOUT):
        yield labelled(seed, number)


def labelled(seed: int, number: int) -> Labelled:
    """One resume of a set, without making the others."""
    held_out = seed == HELD_OUT_SEED
    pools = _HELD_OUT_POOLS if held_out else _DEVELOPMENT_POOLS
    tables = resume_words.HELD_OUT if held_out else resume_words.DEVELOPMENT
    at, layout = number // len(LAYOUTS), LAYOUTS[number % len(LAYOUTS)]
    rng = random.Random(f"{seed}/{number}")
    language = _LANGUAGES[(at + LAYOUTS.index(layout)) % len(_LANGUAGES)]
    forms = DATE_FORMS if held_out else DATE_FORMS[:10]
    form = forms[(number * 7 + number // 6) % len(forms)]
    kinds = _KINDS[layout]
    kind = kinds[at % len(kinds)]
    words = tables[language]
    truth = _person(rng, language, words, pools)
    style = _style(rng, truth, words, pools)
    form = "03/2019" if form == "Mar '19" and language == "el" else form
    data = resume_pages.written(truth, style, layout, form, kind, words)
    return Labelled(
        f"{number:02} {layout} {language} {kind}", layout, language, form, kind, data, truth
    )


# --- people -----------------------------------------------------------------------------------


def _person(rng: random.Random, language: str, words: Vocabulary, pools: _Pools) -> Truth:
    first, last = rng.choice(words.first), rng.choice(words.last)
    jobs = _jobs(rng, words)
    schools = _schools(rng, words, jobs[-1].start.year)
    latin = _latin(first), _latin(last)
    email = _email(rng, *latin, pools)
    handle = f"{latin[0]}-{latin[1]}".lower().replace(" ", "-").replace("'", "")
    links = [f"linkedin.com/in/{handle}"] if rng.random() < 0.7 else []
    if rng.random() < 0.3:
        links.append(f"github.com/{handle.replace('-', '')}")
    headline = jobs[0].title if rng.random() < 0.6 else ""
    other_first, other_last = rng.choice(words.first), rng.choice(words.last)
    referee = None
    if rng.random() < 0.3 and (other_first, other_last) != (first, last):
        mail = f"{_latin(other_last).split()[-1].lower().replace(chr(39), '')}@example.edu"
        referee = (f"Dr {other_first} {other_last}", _phone(rng, words), mail)
    return Truth(
        language=language,
        first=first,
        last=last,
        email=email,
        phone=_phone(rng, words),
        address=rng.choice(words.addresses),
        headline=headline,
        profile=rng.choice(words.profiles) if rng.random() < 0.7 else "",
        links=tuple(links),
        jobs=jobs,
        schools=schools,
        skills=tuple(rng.sample(words.skills, rng.randint(4, min(8, len(words.skills))))),
        referee=referee,
    )


def _jobs(rng: random.Random, words: Vocabulary) -> tuple[TrueJob, ...]:
    count = rng.choice((2, 3, 3, 4, 6))
    titles = rng.sample(words.titles, min(count, len(words.titles)))
    count = len(titles)
    titles, count = titles[: len(words.companies)], min(count, len(words.companies))
    companies = rng.sample(words.companies, count)
    if count > 2 and rng.random() < 0.2:
        companies[1] = companies[0]
    deeds = list(words.deeds)
    rng.shuffle(deeds)
    start = Day(rng.randint(2018, 2023), rng.randint(1, 12), rng.randint(1, 28))
    going_on = rng.random() < 0.8
    ended = Day(start.year + rng.randint(1, 2), rng.randint(1, 12), rng.randint(1, 28))
    end = None if going_on else ended
    jobs: list[TrueJob] = []
    for title, company in zip(titles, companies, strict=True):
        done = tuple(deeds.pop() for _ in range(rng.randint(0, 2)) if deeds)
        jobs.append(TrueJob(title, company, start, end, done))
        end = _earlier(start, rng.randint(0, 2), rng)
        start = _earlier(end, rng.randint(10, 50), rng)
    return tuple(jobs)


def _earlier(day: Day, months: int, rng: random.Random) -> Day:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return Day(year, month + 1, rng.randint(1, 28) if months else min(day.day, 28))


def _schools(rng: random.Random, words: Vocabulary, before: int) -> tuple[TrueSchool, ...]:
    count = rng.choice((1, 1, 2))
    found: list[TrueSchool] = []
    end = Day(before, rng.choice((6, 7, 9)), rng.randint(1, 28))
    named = rng.sample(words.schools, count)
    degrees = rng.sample(words.degrees, count)
    studies = rng.sample(words.studies, count)
    only_end = rng.random() < 0.25
    for school, degree, study in zip(named, degrees, studies, strict=True):
        start = Day(end.year - rng.randint(2, 4), rng.choice((8, 9, 10)), rng.randint(1, 28))
        found.append(TrueSchool(school, degree, study, None if only_end else start, end))
        end = Day(start.year, rng.choice((6, 7)), rng.randint(1, 28))
    return tuple(found)


def _email(rng: random.Random, first: str, last: str, pools: _Pools) -> str:
    given, family = (
        "".join(char for char in name.lower() if char.isalnum() or char in "-")
        for name in (first.split()[0], last)
    )
    local = rng.choice(
        (f"{given}.{family}", f"{given[0]}.{family}", f"{family}.{given}", f"{given}{family[:3]}84")
    )
    return f"{local}@{rng.choice(pools.mail)}"


def _phone(rng: random.Random, words: Vocabulary) -> str:
    return "".join(
        str(rng.randint(0, 9)) if char == "#" else char for char in rng.choice(words.phones)
    )


def _latin(name: str) -> str:
    """A name in plain Latin letters, as addresses have it."""
    exact = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "ê": "e", "ë": "e",
             "ç": "c", "ñ": "n", "á": "a", "í": "i", "ó": "o", "ú": "u", "É": "E", "Á": "A",
             "ş": "s", "ı": "i", "ï": "i", "î": "i", "ã": "a", "à": "a"}  # fmt: skip
    greek = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊΐ",
                     "avgdezithiklmnxoprsstyfhpoaeiioyoii", strict=False))  # fmt: skip
    out = []
    for char in name:
        low = char.lower()
        if char in exact:
            out.append(exact[char])
        elif low in greek:
            out.append(greek[low].upper() if char != low else greek[low])
        else:
            out.append(char)
    return "".join(char for char in "".join(out) if char.isascii())


# --- looks ------------------------------------------------------------------------------------


def _style(rng: random.Random, truth: Truth, words: Vocabulary, pools: _Pools) -> Style:
    titles = pools.titles.get(truth.language, ("",))
    joiner = rng.choice(pools.joiners)
    more = rng.sample(words.h_more, rng.randint(0, len(words.h_more)))
    style = Style(
        heading_capitals=rng.random() < 0.35,
        name_capitals=rng.random() < 0.2 and truth.language != "el",
        title_first=rng.random() < 0.65,
        joiner=f" {rng.choice(words.at)} " if joiner == "at" else joiner,
        dates=rng.choice(pools.dates),
        bullet=rng.choice(pools.bullets),
        separator=rng.choice(pools.separators),
        labels=rng.random() < 0.5,
        document_title=rng.choice(titles),
        education_first=rng.random() < 0.2,
        size=rng.choice(pools.sizes),
        face=rng.choice(pools.faces),
        accent=rng.choice(pools.accents),
        side=rng.choice(pools.sides),
        side_right=rng.random() < 0.4,
        deeds_as_text=rng.random() < 0.3,
        places=rng.random() < 0.3,
        durations=rng.random() < 0.15,
        personal=rng.random() < 0.25,
        papers=rng.random() < 0.2,
        heading_form=rng.choice(pools.heading_forms),
        three_columns=rng.random() < 0.35,
        headings={
            key: rng.choice(getattr(words, f"h_{key}"))
            for key in ("profile", "contact", "experience", "education", "skills")
        },
        more=tuple(more),
    )
    # "at" reads from the title to the employer.
    return replace(style, title_first=True) if joiner == "at" else style
