"""E-mail addresses, numbers and web addresses by their form, whole or broken by a column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.resume.signs import bare_url, emails_in, phones_in, same_number, urls_in


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        ("E-mail: a.osei@example.com.", ["a.osei@example.com"]),
        ("amara.osei@\nexample.org\nPhone", ["amara.osei@example.org"]),
        ("rosalindmck84@exa\nmple.com\nnext", ["rosalindmck84@example.com"]),
        ("schoene.sabine@mail.exampl\ne\n", ["schoene.sabine@mail.example"]),
        ("E-mail: oluwaseun.t\nremayne@example.\ncom", ["oluwaseun.tremayne@example.com"]),
        ("jane (at) example (dot) com", ["jane@example.com"]),
        ("Contact\nlee@example.com", ["lee@example.com"]),
        ("lee@example.com\nwww.lee.example", ["lee@example.com"]),
        ("@handle, a@b, x@@example.com", []),
    ],
)
def test_addresses_are_found_whole(text: str, emails: list[str]) -> None:
    assert [sign.value for sign in emails_in(text)] == emails


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("Tel. +44 (0)20 7946 0321, Leeds", ["+44 (0)20 7946 0321"]),
        ("020 7946 0321 – 51 Ferry Road", ["020 7946 0321"]),
        ("06 39 98 12 34 | 59000 Lille", ["06 39 98 12 34"]),
        ("Mar 2019 – 2021, 01.02.2019 - 03.04.2020, 2012-2019", []),
        ("Bath BA1 1SU, 12345", []),
    ],
)
def test_numbers_are_no_dates(text: str, phones: list[str]) -> None:
    assert [sign.value.strip() for sign in phones_in(text)] == phones


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("+44 20 7946 0321", "+442079460321", 1.0),
        ("+44 (0)20 7946 0321", "0044 20 7946 0321", 0.9),
        ("020 7946 0321", "+44 20 7946 0321", 0.9),
        ("020 7946 0321", "020 7946 0322", 0.0),
        ("12", "12", 0.0),
        ("7946 0321", "+44 161 7946 0321", 0.0),
    ],
)
def test_numbers_are_compared_by_what_is_dialled(one: str, other: str, least: float) -> None:
    found = same_number(one, other)
    assert found >= least if least else found == 0.0


def test_web_addresses_are_told_from_degrees_and_file_names() -> None:
    text = "B.Sc. in node.js, see linkedin.com/in/amara-osei. and https://amara.example/x"
    assert [sign.value for sign in urls_in(text)] == [
        "linkedin.com/in/amara-osei",
        "https://amara.example/x",
    ]
    assert bare_url("HTTPS://WWW.Example.com/Path/") == "example.com/Path"


@given(st.text(alphabet="ab@.-_ \n019+()/:w•E-mail", max_size=120))
def test_signs_lie_inside_the_text(text: str) -> None:
    for sign in (*emails_in(text), *phones_in(text), *urls_in(text)):
        assert 0 <= sign.start < sign.end <= len(text)
