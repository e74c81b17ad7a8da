"""Dates as people type them and as the service stores them (``YYYY-MM-DD``, API §5.3).

Reading never guesses in silence: what was not typed is named in the text shown ("day unknown"),
what can be read in two ways is asked about, and stored values of another form ("2010",
"0000-00-00") are shown as they are. There are no clocks and no time zones here: a date is three
numbers.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from typing import Final, TypeAlias

from gui.i18n import N_, _, ngettext

MIN_YEAR: Final = 1900
MAX_YEAR: Final = 2100
"""The years a person can type; stored ones may lie outside."""


class Precision(enum.Enum):
    """How much of a date was typed; the rest is 01."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Part(enum.Enum):
    """The part of a date that the arrow keys step."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Understood:
    """A date: the form to store, how much of it was typed, and words that say both."""

    stored: str
    precision: Precision
    shown: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The text can mean each of these, so the person is asked; one option asks "this one?"."""

    options: tuple[Understood, ...]


@dataclass(frozen=True, slots=True)
class NotADate:
    """No date; `hint` says what is wrong or what to type."""

    hint: str


@dataclass(frozen=True, slots=True)
class Present:
    """A word for "until now": no end date."""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing but blanks."""


Reading: TypeAlias = Understood | Ambiguous | NotADate | Present | Empty

_SHORT_MONTHS: Final = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)

# English, German, French, Spanish, Greek; without accents and in lower case, because typed
# words are folded the same way. Beginnings of three letters and more are understood by
# themselves where they lead to one month only, so only odd short forms are listed.
_MONTH_LINES: Final = (
    "january januar janner janvier enero ιανουαριος ιανουαριου",
    "february februar feber fevrier febrero φεβρουαριος φεβρουαριου",
    "march marz maerz mrz mars marzo μαρτιος μαρτιου",
    "april avril abril απριλιος απριλιου",
    "may mai mayo μαιος μαιου μαης",
    "june juni juin junio ιουνιος ιουνιου",
    "july juli juillet julio ιουλιος ιουλιου",
    "august aout agosto αυγουστος αυγουστου",
    "september septembre septiembre setiembre σεπτεμβριος σεπτεμβριου",
    "october oktober octobre octubre οκτωβριος οκτωβριου",
    "november novembre noviembre νοεμβριος νοεμβριου",
    "december dezember decembre diciembre δεκεμβριος δεκεμβριου",
)
# Folded like typed words, which turns the Greek sigma at a word's end into the common one.
_MONTH_WORDS: Final = tuple(
    (word.casefold(), number)
    for number, line in enumerate(_MONTH_LINES, start=1)
    for word in line.split()
)
_PRESENT_WORDS: Final = frozenset(
    (
        *("present", "the present", "now", "today", "current", "currently", "ongoing", "to date"),
        *("until now", "till now", "till date", "to present", "until present", "present day"),
        *("heute", "bis heute", "jetzt", "aktuell", "gegenwart", "gegenwartig", "laufend"),
        *("aujourd'hui", "actuel", "actuelle", "actuellement", "maintenant", "en cours"),
        *("actual", "actualidad", "actualmente", "presente", "hoy", "ahora", "hasta hoy"),
        *("σημερα", "τωρα", "παρον", "μεχρι σημερα", "εωσ σημερα", "μεχρι τωρα"),
    )
)
_FILLERS: Final = frozenset(("of", "the", "de", "del", "der", "den", "le", "el", "του"))

_STORED_FORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EAST_ASIAN: Final = re.compile(
    r"([0-9]{4}) ?[年년](?: ?([0-9]{1,2}) ?[月월](?: ?([0-9]{1,2}) ?[日일])?)?"
)
_NUMBERS: Final = re.compile(r"([0-9]+)(?:([./ -])([0-9]+)(?:\2([0-9]+))?)?")
_PIECES: Final = re.compile(r"'?[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)*")
_ORDINAL: Final = re.compile(r"(?<=[0-9])(?:st|nd|rd|th|er|re|o|a|η|ης)\b")
_LONGEST: Final = 60


def read_date(typed: str, *, today: dt.date | None = None) -> Reading:
    """What a typed text means (ux rule 26).

    Day first, month first or year first, by numbers or with the month's name in five languages;
    a missing day or month becomes 01 and `shown` says so. Dots mean day.month.year. `today`
    only helps to find the century of a two-digit year, which is asked about in any case.
    """
    text = _folded(typed)
    if not text:
        return Empty()
    if text in _PRESENT_WORDS:
        return Present()
    if len(text) > _LONGEST:
        return NotADate(_generic_hint())
    if east := _EAST_ASIAN.fullmatch(text):
        return _as_reading(*(int(part) if part else None for part in east.groups()))
    if numbers := _NUMBERS.fullmatch(text):
        first, separator, second, third = numbers.groups()
        if third is not None:
            return _three_numbers(first, second, third, separator, today)
        return _two_numbers(first, second, today) if second else _one_number(first)
    return _with_month_name(text, today)


def keep_day(reading: Understood, stored: object) -> Understood:
    """The same date with the parts that were not typed taken from the stored date.

    Somebody who types "Apr 2011" over 2011-03-15 moves the month and keeps the 15th, if April
    has one, and who types "2012" keeps month and day; the text shown names the whole date then.
    Without a stored full date the reading stays as it is.
    """
    old = _as_date(stored) if isinstance(stored, str) else None
    if reading.precision is Precision.DAY or old is None:
        return reading
    year, month = int(reading.stored[:4]), int(reading.stored[5:7])
    if reading.precision is Precision.YEAR:
        month = old.month
    return _understood(year, month, old.day if old.day <= monthrange(year, month)[1] else None)


def is_stored_form(value: object) -> bool:
    """Whether a value is a text of exactly the form ``YYYY-MM-DD`` and a day of the calendar."""
    return isinstance(value, str) and _as_date(value) is not None


def show_stored(stored: object) -> str:
    """The text a date field shows for a stored value: the value itself, empty for null.

    Odd values ("2010", "March 2010", "0000-00-00") come back as they are: showing one must
    never be the reason that it changes.
    """
    return stored if isinstance(stored, str) else ""


def month_text(stored: object) -> str:
    """A stored date as people say it on a card, "Mar 2011"; odd values as they are."""
    shown = show_stored(stored)
    date = _as_date(shown)
    return shown if date is None else _month_and_year(date.year, date.month)


def long_text(stored: object) -> str:
    """A stored date in full, "5 Mar 2011"; odd values as they are."""
    shown = show_stored(stored)
    date = _as_date(shown)
    return shown if date is None else _understood(date.year, date.month, date.day).shown


def part_at(cursor: int) -> Part:
    """The part of ``YYYY-MM-DD`` in which a cursor position lies, or which it follows."""
    if cursor <= 4:
        return Part.YEAR
    return Part.MONTH if cursor <= 7 else Part.DAY


def step(stored: object, part: Part, by: int) -> str | None:
    """The stored date with one part moved; None where there is no full date to step.

    Days run through the calendar. A month or year that lacks the day ends on its last one.
    Steps that would leave the years 1 to 9999 give None.
    """
    date = _as_date(stored) if isinstance(stored, str) else None
    if date is None:
        return None
    try:
        if part is Part.DAY:
            return (date + dt.timedelta(days=by)).isoformat()
        months = date.year * 12 + date.month - 1 + (by if part is Part.MONTH else 12 * by)
        year, month = divmod(months, 12)
        return date.replace(
            year=year, month=month + 1, day=min(date.day, monthrange(year, month + 1)[1])
        ).isoformat()
    except (ValueError, OverflowError):
        return None


def months_between(start: object, end: object) -> int | None:
    """Calendar months from the one of `start` to the one of `end`, both counted.

    A job held from January to March is three months, as on every resume. None without two full
    dates in this order.
    """
    first = _as_date(start) if isinstance(start, str) else None
    last = _as_date(end) if isinstance(end, str) else None
    if first is None or last is None or last < first:
        return None
    return (last.year - first.year) * 12 + last.month - first.month + 1


def duration_text(start: object, end: object) -> str:
    """The time between two stored dates as "2 yrs 3 mos"; empty where it cannot be told."""
    months = months_between(start, end)
    if months is None:
        return ""
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(ngettext("{count} yr", "{count} yrs", years).format(count=years))
    if rest:
        parts.append(ngettext("{count} mo", "{count} mos", rest).format(count=rest))
    return " ".join(parts)


def period_text(start: object, end: object, *, current: bool = False) -> str:
    """Both dates of an entry in one line: "Mar 2011 – Jan 2014", "Mar 2011 – Present"."""
    last = _("Present") if current and not show_stored(end) else month_text(end)
    first = month_text(start)
    if first and last:
        return _("{start} – {end}").format(start=first, end=last)
    return first or (_("until {end}").format(end=last) if last else "")


# --- reading --------------------------------------------------------------------------------


def _folded(typed: str) -> str:
    """Typed text in one spelling: plain digits and dashes, lower case, no accents."""
    text = unicodedata.normalize("NFKD", typed.replace("’", "'")).casefold()
    text = "".join(
        str(digit) if (digit := unicodedata.decimal(char, None)) is not None else char
        for char in text
        if unicodedata.category(char) not in ("Mn", "Cf")
    )
    text = re.sub(r"[‐-―−]", "-", unicodedata.normalize("NFC", text))
    text = re.sub(r"\s+", " ", text).strip(" .,;")
    return re.sub(r" ?([./-]) ?", r"\1", text)


def _one_number(number: str) -> Reading:
    if len(number) == 4:
        return _as_reading(int(number))
    if len(number) == 8:
        return _as_reading(int(number[:4]), int(number[4:6]), int(number[6:]))
    return NotADate(_generic_hint())


def _two_numbers(first: str, second: str, today: dt.date | None) -> Reading:
    if len(first) == 4 and len(second) <= 2:
        return _as_reading(int(first), int(second))
    if len(second) == 4 and len(first) <= 2:
        return _as_reading(int(second), int(first))
    if len(second) == 2 and int(second) > 31 and len(first) <= 2:
        return _ask(_as_reading(_century(int(second), today), int(first)))
    if len(first) <= 2 and len(second) <= 2:
        return NotADate(_year_hint())
    return NotADate(_generic_hint())


def _three_numbers(
    first: str, second: str, third: str, separator: str, today: dt.date | None
) -> Reading:
    if len(first) == 4 and len(second) <= 2 and len(third) <= 2:
        return _as_reading(int(first), int(second), int(third))
    if len(first) > 2 or len(second) > 2 or len(third) not in (2, 4):
        return NotADate(_generic_hint())
    one, two = int(first), int(second)
    year = int(third) if len(third) == 4 else _century(int(third), today)
    day_first = _as_reading(year, two, one)
    readings: tuple[Reading, ...] = (day_first,)
    if separator != "." and one != two:
        readings = (day_first, _as_reading(year, one, two))
    options = tuple(item for item in readings if isinstance(item, Understood))
    if len(options) > 1 or (options and len(third) == 2):
        return Ambiguous(options)
    return options[0] if options else day_first


def _with_month_name(text: str, today: dt.date | None) -> Reading:
    """A month's name with a year, and perhaps a day, in whatever order."""
    pieces = [piece for piece in _PIECES.findall(_ORDINAL.sub("", text)) if piece not in _FILLERS]
    numbers = [piece for piece in pieces if piece.lstrip("'").isdigit()]
    names = [piece for piece in pieces if piece not in numbers]
    month = _month_of(names[0]) if len(names) == 1 else None
    if month is None or len(numbers) > 2:
        return NotADate(_generic_hint())
    years = [number for number in numbers if len(number) == 4 and number.isdigit()]
    short = [number for number in numbers if len(number) <= 2]
    if len(years) == 1 and len(short) == len(numbers) - 1:
        return _as_reading(int(years[0]), month, int(short[0]) if short else None)
    rest = [number for number in numbers if len(number) <= 2 and int(number) <= 31]
    old = [number for number in numbers if number.startswith("'") or int(number) > 31]
    if len(old) == 1 and len(old[0].lstrip("'")) == 2 and len(rest) == len(numbers) - 1:
        year = _century(int(old[0].lstrip("'")), today)
        return _ask(_as_reading(year, month, int(rest[0]) if rest else None))
    return NotADate(_year_hint() if len(years) == 0 else _generic_hint())


def _month_of(word: str) -> int | None:
    """The month a word names or begins; None when there is none, or more than one."""
    found = {number for name, number in _MONTH_WORDS if name == word}
    if not found and len(word) >= 3:
        found = {number for name, number in _MONTH_WORDS if name.startswith(word)}
    return found.pop() if len(found) == 1 else None


def _century(two_digits: int, today: dt.date | None) -> int:
    """The likeliest year that ends in these two digits: at most ten years ahead."""
    latest = today.year + 10 if today else 2049
    return latest - (latest - two_digits) % 100


def _ask(reading: Reading) -> Reading:
    """The same reading as a question, because the year was not written out."""
    return Ambiguous((reading,)) if isinstance(reading, Understood) else reading


def _as_reading(year: int | None, month: int | None = None, day: int | None = None) -> Reading:
    """The date of these numbers if the calendar has it, else what is wrong with them."""
    if year is None or not MIN_YEAR <= year <= MAX_YEAR:
        return NotADate(
            _("Type a year between {first} and {last}.").format(first=MIN_YEAR, last=MAX_YEAR)
        )
    if month is not None and not 1 <= month <= 12:
        return NotADate(_("There is no month {month}.").format(month=month))
    if day is not None and month is not None and not 1 <= day <= monthrange(year, month)[1]:
        days = monthrange(year, month)[1]
        return NotADate(
            _("{month} has days 1 to {days}.").format(month=_month_and_year(year, month), days=days)
        )
    return _understood(year, month, day)


def _understood(year: int, month: int | None, day: int | None) -> Understood:
    stored = f"{year:04}-{month or 1:02}-{day or 1:02}"
    if month is None:
        return Understood(stored, Precision.YEAR, _("{year} (month unknown)").format(year=year))
    shown = _month_and_year(year, month)
    if day is None:
        return Understood(stored, Precision.MONTH, _("{month} (day unknown)").format(month=shown))
    return Understood(stored, Precision.DAY, _("{day} {month}").format(day=day, month=shown))


def _month_and_year(year: int, month: int) -> str:
    return _("{month} {year}").format(month=_(_SHORT_MONTHS[month - 1]), year=year)


def _generic_hint() -> str:
    return _("Type a date such as 2011-03-05, Mar 2011 or 2011.")


def _year_hint() -> str:
    return _("Add the year with four digits, such as Mar 2011.")


def _as_date(stored: str) -> dt.date | None:
    if not _STORED_FORM.fullmatch(stored):
        return None
    try:
        return dt.date.fromisoformat(stored)
    except ValueError:
        return None
