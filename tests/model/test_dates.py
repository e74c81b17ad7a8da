"""Dates as typed, stored, shown and stepped (ux rule 26, H45)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.dates import (
    Ambiguous,
    Empty,
    NotADate,
    Part,
    Precision,
    Present,
    Understood,
    duration_text,
    is_stored_form,
    keep_day,
    long_text,
    month_text,
    months_between,
    part_at,
    period_text,
    read_date,
    show_stored,
    step,
)

TODAY = dt.date(2026, 11, 23)
typeable = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def understood(typed: str) -> Understood:
    reading = read_date(typed, today=TODAY)
    assert isinstance(reading, Understood), f"{typed!r} was read as {reading!r}"
    return reading


@pytest.mark.parametrize(
    "typed",
    [
        "2011-03-05",
        " 2011-3-5 ",
        "2011/03/05",
        "2011.03.05",
        "20110305",
        "05.03.2011",
        "5. 3. 2011",
        "5 Mar 2011",
        "5 march 2011",
        "Mar 5, 2011",
        "March 5th, 2011",
        "the 5th of March 2011",
        "5-Mar-2011",
        "5/mar/2011",
        "2011 March 5",
        "5. März 2011",
        "5 Maerz 2011",
        "5 mars 2011",
        "5 de marzo de 2011",
        "5 Μαρτίου 2011",
        "5 ΜΑΡΤΙΟΥ 2011",
        "٥ Mar ٢٠١١",
        "２０１１-０３-０５",
        "2011年3月5日",
        "2011–03–05",
    ],
)
def test_a_full_date_in_many_forms(typed: str) -> None:
    assert understood(typed) == Understood("2011-03-05", Precision.DAY, "5 Mar 2011")


@pytest.mark.parametrize(
    "typed",
    [
        *("2011-03", "2011/3", "Mar 2011", "March 2011", "03/2011", "3.2011", "3 2011"),
        *("mar2011", "Mar. 2011", "Mar-2011", "2011, March", "Mär 2011", "Mrz 2011"),
        *("Μάρτιος 2011", "2011年3月"),
    ],
)
def test_a_missing_day_becomes_01_and_says_so(typed: str) -> None:
    assert understood(typed) == Understood("2011-03-01", Precision.MONTH, "Mar 2011 (day unknown)")


def test_a_missing_month_becomes_01_and_says_so() -> None:
    assert understood("2011") == Understood("2011-01-01", Precision.YEAR, "2011 (month unknown)")


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("Januar 2011", 1),
        ("ene 2011", 1),
        ("févr. 2011", 2),
        ("Φεβ 2011", 2),
        ("avr 2011", 4),
        ("Mai 2011", 5),
        ("Μάϊος 2011", 5),
        ("juin 2011", 6),
        ("Juni 2011", 6),
        ("juil. 2011", 7),
        ("JULIO 2011", 7),
        ("août 2011", 8),
        ("sept 2011", 9),
        ("Okt 2011", 10),
        ("Nov 2011", 11),
        ("1er décembre 2011", 12),
        ("Dez 2011", 12),
    ],
)
def test_month_names_of_five_languages(typed: str, month: int) -> None:
    assert understood(typed).stored == f"2011-{month:02}-01"


@pytest.mark.parametrize("word", ["Ju 2011", "jui 2011", "Ιου 2011", "ma 2011", "Smarch 2011"])
def test_a_word_that_is_no_single_month_is_not_guessed(word: str) -> None:
    assert isinstance(read_date(word), NotADate)


@pytest.mark.parametrize("typed", ["03/04/2011", "3-4-2011", "03 04 2011"])
def test_two_way_dates_ask(typed: str) -> None:
    reading = read_date(typed)
    assert isinstance(reading, Ambiguous)
    assert [(option.stored, option.shown) for option in reading.options] == [
        ("2011-04-03", "3 Apr 2011"),
        ("2011-03-04", "4 Mar 2011"),
    ]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("25/03/2011", "2011-03-25"),
        ("03/25/2011", "2011-03-25"),
        ("03/03/2011", "2011-03-03"),
        ("03.04.2011", "2011-04-03"),
        ("29/02/2012", "2012-02-29"),
    ],
)
def test_dates_with_one_meaning_do_not_ask(typed: str, stored: str) -> None:
    assert understood(typed).stored == stored


def test_a_year_of_two_digits_is_asked_about_and_never_taken() -> None:
    for typed, stored in {
        "Mar '11": "2011-03-01",
        "5 Mar '98": "1998-03-05",
        "03/98": "1998-03-01",
        "25/03/11": "2011-03-25",
        "05.03.36": "2036-03-05",
        "05.03.37": "1937-03-05",
    }.items():
        reading = read_date(typed, today=TODAY)
        assert isinstance(reading, Ambiguous), typed
        assert [option.stored for option in reading.options] == [stored]
    both_ways = read_date("05/03/11", today=TODAY)
    assert isinstance(both_ways, Ambiguous)
    assert [option.stored for option in both_ways.options] == ["2011-03-05", "2011-05-03"]


@pytest.mark.parametrize(
    "typed",
    ["present", "Now", " TODAY ", "to date", "heute", "aujourd’hui", "actualidad", "Έως σήμερα"],
)
def test_words_for_the_present(typed: str) -> None:
    assert read_date(typed) == Present()


@pytest.mark.parametrize("typed", ["", "   ", "\t\n", "\u200b"])
def test_blank_is_empty(typed: str) -> None:
    assert read_date(typed) == Empty()


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("2011-02-29", "Feb 2011 has days 1 to 28."),
        ("31 Apr 2011", "Apr 2011 has days 1 to 30."),
        ("2011-03-00", "Mar 2011 has days 1 to 31."),
        ("31.04.2011", "Apr 2011 has days 1 to 30."),
        ("2011-13", "There is no month 13."),
        ("2011-00-01", "There is no month 0."),
        ("03.25.2011", "There is no month 25."),
        ("3011", "Type a year between 1900 and 2100."),
        ("0000-00-00", "Type a year between 1900 and 2100."),
        ("5 March", "Add the year with four digits, such as Mar 2011."),
        ("25/11", "Add the year with four digits, such as Mar 2011."),
        ("Mar 11", "Add the year with four digits, such as Mar 2011."),
        ("soon", "Type a date such as 2011-03-05, Mar 2011 or 2011."),
        ("2011-2013", "Type a date such as 2011-03-05, Mar 2011 or 2011."),
        ("Mar 2011 - Apr 2012", "Type a date such as 2011-03-05, Mar 2011 or 2011."),
    ],
)
def test_what_is_no_date_says_what_is_wrong(typed: str, hint: str) -> None:
    assert read_date(typed) == NotADate(hint)


def test_both_orders_impossible_is_no_date() -> None:
    assert isinstance(read_date("31/02/2011"), NotADate)
    assert isinstance(read_date("30/31/2011"), NotADate)


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_failure(typed: str) -> None:
    reading = read_date(typed, today=TODAY)
    options = reading.options if isinstance(reading, Ambiguous) else (reading,)
    assert options
    for option in options:
        if isinstance(option, Understood):
            assert is_stored_form(option.stored)


@given(typeable)
def test_every_form_of_a_day_leads_to_that_day(day: dt.date) -> None:
    stored = day.isoformat()
    assert understood(stored).stored == stored
    assert understood(f"{day:%d.%m.%Y}").stored == stored
    assert understood(f"{day:%d %B %Y}").stored == stored
    assert understood(f"{day:%b %d, %Y}").stored == stored
    assert understood(understood(stored).shown).stored == stored
    slashed = read_date(f"{day:%m/%d/%Y}")
    options = slashed.options if isinstance(slashed, Ambiguous) else (slashed,)
    assert stored in [getattr(option, "stored", "") for option in options]


# --- stored values ----------------------------------------------------------------------------


@pytest.mark.parametrize("odd", ["2010", "March 2010", "0000-00-00", "2010-3-5", " 2010-03-05"])
def test_odd_stored_values_are_shown_as_they_are(odd: str) -> None:
    assert show_stored(odd) == month_text(odd) == long_text(odd) == odd
    assert not is_stored_form(odd)
    assert step(odd, Part.YEAR, 1) is None


def test_null_and_other_things_show_nothing() -> None:
    for stored in (None, True, 2010):
        assert show_stored(stored) == ""
        assert not is_stored_form(stored)


def test_only_days_of_the_calendar_in_plain_digits_are_the_stored_form() -> None:
    assert is_stored_form("2012-02-29")
    assert not is_stored_form("2011-02-29")
    assert not is_stored_form("2011-02-28\n")
    assert not is_stored_form("٢٠١١-٠٢-٢٨")
    assert not is_stored_form("20110228")


def test_words_for_stored_dates() -> None:
    assert month_text("2011-03-05") == "Mar 2011"
    assert long_text("2011-03-05") == "5 Mar 2011"


# --- keeping the day --------------------------------------------------------------------------


def test_a_changed_month_or_year_keeps_the_stored_day() -> None:
    kept = keep_day(understood("Apr 2012"), "2011-03-15")
    assert kept == Understood("2012-04-15", Precision.DAY, "15 Apr 2012")
    assert keep_day(understood("2012"), "2011-03-15").stored == "2012-03-15"


def test_a_day_that_the_new_month_lacks_is_unknown() -> None:
    assert keep_day(understood("Apr 2011"), "2011-03-31") == understood("Apr 2011")
    kept = keep_day(understood("2011"), "2012-02-29")
    assert kept == Understood("2011-02-01", Precision.MONTH, "Feb 2011 (day unknown)")


@pytest.mark.parametrize("stored", [None, "", "2010", "March 2010", "2011-02-30"])
def test_nothing_is_kept_from_no_full_date(stored: str | None) -> None:
    assert keep_day(understood("Apr 2011"), stored) == understood("Apr 2011")


def test_a_typed_day_wins() -> None:
    assert keep_day(understood("2011-04-02"), "2011-03-15").stored == "2011-04-02"


# --- steps and spans --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "part", "by", "expected"),
    [
        ("2011-03-31", Part.DAY, 1, "2011-04-01"),
        ("2011-01-31", Part.MONTH, 1, "2011-02-28"),
        ("2011-01-15", Part.MONTH, -1, "2010-12-15"),
        ("2012-02-29", Part.YEAR, 1, "2013-02-28"),
        ("9999-12-31", Part.DAY, 1, None),
        ("9999-12-31", Part.MONTH, 1, None),
        ("0001-01-01", Part.YEAR, -1, None),
    ],
)
def test_steps(stored: str, part: Part, by: int, expected: str | None) -> None:
    assert step(stored, part, by) == expected


@given(typeable, st.sampled_from(Part), st.integers(-500, 500))
def test_a_step_gives_a_day_of_the_calendar(day: dt.date, part: Part, by: int) -> None:
    stepped = step(day.isoformat(), part, by)
    assert is_stored_form(stepped)
    if part is Part.DAY:
        assert step(stepped, part, -by) == day.isoformat()


def test_the_part_under_the_cursor() -> None:
    parts = [part_at(position) for position in range(11)]
    assert parts == [Part.YEAR] * 5 + [Part.MONTH] * 3 + [Part.DAY] * 3


@pytest.mark.parametrize(
    ("start", "end", "months", "shown"),
    [
        ("2019-01-01", "2019-03-01", 3, "3 mos"),
        ("2019-01-31", "2019-01-31", 1, "1 mo"),
        ("2016-01-01", "2018-12-31", 36, "3 yrs"),
        ("2016-01-01", "2018-03-31", 27, "2 yrs 3 mos"),
        ("2016-01-01", "2017-01-01", 13, "1 yr 1 mo"),
        ("2019-03-01", "2019-01-01", None, ""),
        ("2019", "2020-01-01", None, ""),
        ("2019-03-01", None, None, ""),
    ],
)
def test_spans(start: str, end: str | None, months: int | None, shown: str) -> None:
    assert months_between(start, end) == months
    assert duration_text(start, end) == shown


def test_the_period_of_an_entry() -> None:
    assert period_text("2011-03-05", "2014-01-01") == "Mar 2011 – Jan 2014"
    assert period_text("2011-03-05", None, current=True) == "Mar 2011 – Present"
    assert period_text("2011", None) == "2011"
    assert period_text(None, "2014-01-01") == "until Jan 2014"
    assert period_text(None, None) == ""
