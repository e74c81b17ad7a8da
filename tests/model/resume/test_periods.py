"""Dates and periods as resumes write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.dates import Ambiguous, Understood, is_stored_form
from gui.model.resume.kinds import DayOrder
from gui.model.resume.periods import (
    day_order,
    is_duration,
    is_only_dates,
    is_part_of_dates,
    mentions_in,
    periods_in,
)


@pytest.mark.parametrize(
    ("text", "start", "end", "current"),
    [
        ("Mar 2019 – present", "2019-03-01", None, True),
        ("March 2019 to April 2021", "2019-03-01", "2021-04-01", False),
        ("03/2019 – 04/2021", "2019-03-01", "2021-04-01", False),
        ("03.2019–heute", "2019-03-01", None, True),
        ("2019-03 – 2021-04", "2019-03-01", "2021-04-01", False),
        ("2019/03—2021/04", "2019-03-01", "2021-04-01", False),
        ("2019-03-15 – 2021-04-30", "2019-03-15", "2021-04-30", False),
        ("15.03.2019 – 30.04.2021", "2019-03-15", "2021-04-30", False),
        ("15 March 2019 – 3 April 2021", "2019-03-15", "2021-04-03", False),
        ("March 15, 2019 - April 3, 2021", "2019-03-15", "2021-04-03", False),
        ("2019 – 2021", "2019-01-01", "2021-01-01", False),
        ("sep 2012 – jui 2014", "2012-09-01", "2014-01-01", False),
        ("2019–21", "2019-01-01", "2021-01-01", False),
        ("Feb–Jul 2019", "2019-02-01", "2019-07-01", False),
        ("seit 03/2019", "2019-03-01", None, True),
        ("depuis mars 2019", "2019-03-01", None, True),
        ("2017 –", "2017-01-01", None, True),
        ("bis 2012", None, "2012-01-01", False),
        ("février 2019 – août 2020", "2019-02-01", "2020-08-01", False),
        ("Mär. 2019 bis Sept. 2020", "2019-03-01", "2020-09-01", False),
        ("1er mars 2019 au 3 avril 2020", "2019-03-01", "2020-04-03", False),
        ("de marzo de 2019 a abril de 2021", "2019-03-01", "2021-04-01", False),
        ("Φεβρουάριος 2018 – Μάιος 2019", "2018-02-01", "2019-05-01", False),
        ("Ιαν. 2015 έως σήμερα", "2015-01-01", None, True),
        ("sty 2019 – obecnie", "2019-01-01", None, True),
        ("2019年3月 – 至今", "2019-03-01", None, True),
    ],
)
def test_a_period_is_read(text: str, start: str | None, end: str | None, current: bool) -> None:
    (period,) = periods_in(text)
    assert (period.first.numbers.stored if period.first else None) == start
    assert (period.last.numbers.stored if period.last else None) == end
    assert period.is_current is current
    assert is_only_dates(text)


def test_a_period_is_found_between_other_words() -> None:
    text = "Northgate Insurance, Leeds · Mar 2019 – present (2 yrs 3 mos)"
    (period,) = periods_in(text)
    assert text[period.start : period.end] == "Mar 2019 – present"
    assert period.present is not None
    assert text[period.present.start : period.present.stop] == "present"


def test_numbers_that_are_no_dates_are_left_alone() -> None:
    assert (
        periods_in("1,200 requests, 99.98 percent, +44 20 7946 0321, £2019, room 2019/4444") == ()
    )


def test_two_digits_of_a_year_are_a_question() -> None:
    (period,) = periods_in("02/19 – 07/21")
    assert period.first is not None
    assert isinstance(period.first.reading, Ambiguous)


def test_a_two_way_date_stays_a_question_until_the_resume_tells() -> None:
    (mention,) = mentions_in("03/04/2019")
    assert isinstance(mention.reading, Ambiguous)
    assert {each.stored for each in mention.reading.options} == {"2019-04-03", "2019-03-04"}
    (mention,) = mentions_in("03/04/2019", DayOrder.MONTH_FIRST)
    assert isinstance(mention.reading, Understood)
    assert mention.reading.stored == "2019-03-04"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("15/03/2019 to 03/04/2021", DayOrder.DAY_FIRST),
        ("03/15/2019 to 04/03/2021", DayOrder.MONTH_FIRST),
        ("03/04/2019 to 05/06/2021", DayOrder.UNKNOWN),
        ("15/03/2019 to 04/30/2021", DayOrder.UNKNOWN),
        ("15.03.2019", DayOrder.UNKNOWN),
    ],
)
def test_one_day_above_twelve_tells_the_order(text: str, order: DayOrder) -> None:
    assert day_order(text) is order


@pytest.mark.parametrize("text", ["Worked 2019", "2019 employees", "Company", "", "Mar", "12"])
def test_other_text_is_not_only_dates(text: str) -> None:
    assert not is_only_dates(text)


def test_pieces_that_a_narrow_column_broke_are_known() -> None:
    assert is_part_of_dates("18/02/2021 –")
    assert is_part_of_dates("presente", loose=True)
    assert not is_part_of_dates("presente")
    assert not is_part_of_dates("Leeds 2019", loose=True)
    assert is_duration("2 yrs 3 mos")
    assert is_duration("1 Jahr 4 Monate")
    assert not is_duration("3 engineers")


@given(st.text(alphabet="0123456789./- –,'MarchabisseitOfpresentnow年月\n", max_size=60))
def test_dates_can_be_stored_and_lie_inside_the_text(text: str) -> None:
    for period in periods_in(text):
        assert 0 <= period.start < period.end <= len(text)
        for mention in (period.first, period.last):
            if mention is None:
                continue
            assert 0 <= mention.start < mention.end <= len(text)
            assert is_stored_form(mention.numbers.stored)
            options = mention.reading
            if isinstance(options, Ambiguous):
                assert all(is_stored_form(each.stored) for each in options.options)
