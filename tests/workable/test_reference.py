"""What a person types or pastes, and which reads it leads to (API §3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.errors import BadReference
from gui.workable.reference import (
    Attempt,
    ByEmail,
    ById,
    ByNumber,
    Reference,
    api_id_of,
    candidates_to_try,
    number_in_link,
    parse_reference,
)

SUB = "harbourworks"
HOST = f"https://{SUB}.workable.com"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1de04059", ById("1de04059")),
        ("  1de04059\n", ById("1de04059")),
        ("7a", ById("7a")),
        ("501234567", ByNumber("501234567", from_link=False)),
        (f"{HOST}/backend/jobs/6012345/candidates/501234567", ByNumber("501234567", True)),
        (f"{HOST}/backend/jobs/6012345/candidates/501234567/", ByNumber("501234567", True)),
        (
            f"{HOST}/backend/jobs/6012345/candidates/501234567?a=b#timeline",
            ByNumber("501234567", True),
        ),
        (f"{HOST}/backend/jobs/6012345/candidates/501234567#email", ByNumber("501234567", True)),
        (
            f"{HOST}/backend/jobs/6012345/browser/phone-screen/candidate/501234567",
            ByNumber("501234567", True),
        ),
        (
            f"{HOST}/backend/talent_pool/browser/sourced/candidate/501240011",
            ByNumber("501240011", True),
        ),
        (f"{HOST}/backend/candidates/1de04059", ById("1de04059")),
        (f"{HOST}/backend/candidates/db/profile/1de04059", ById("1de04059")),
        (f"{HOST}/backend/jobs/9F3A6C21D0/candidates/1de04059", ById("1de04059")),
        (f"{HOST}/backend/candidates/candidate/candidates/abcd/dead", ById("abcd")),
        (f"{HOST}/spi/v3/candidates/1de04059", ById("1de04059")),
        (f"HTTPS://{SUB.upper()}.WORKABLE.COM/backend/candidates/1de04059", ById("1de04059")),
        (f"{SUB}.workable.com/backend/candidates/1de04059", ById("1de04059")),
        (f"https://{SUB}.workablesandbox.com/backend/candidates/1de04059", ById("1de04059")),
        (f"<{HOST}/backend/candidates/1de04059>", ById("1de04059")),
        (f'"{HOST}/backend/candidates/1de04059"', ById("1de04059")),
        ("redline://candidate/1de04059", ById("1de04059")),
        ("redline://candidate/501234567/", ById("501234567")),
        ("amara.osei+x@example.com", ByEmail("amara.osei+x@example.com")),
        ("mailto:amara@example.com?subject=x", ByEmail("amara@example.com")),
        ("Amara Osei <amara@example.com>", ByEmail("amara@example.com")),
    ],
)
def test_understands(text: str, found: Reference) -> None:
    assert parse_reference(text, SUB) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Type an id"),
        ("  \n", "Type an id"),
        ("Amara Osei", "cannot search by name"),
        ("Amara", "cannot search by name"),
        ("a@b@c", "not an id"),
        ("1de0/4059", "not a link of Workable"),
        ("../jobs", "not a link of Workable"),
        ("https://evil.example/backend/candidates/1de04059", "not a link of Workable"),
        ("https://harbourworks.workable.com.evil.example/candidates/1de04059", "not a link"),
        (f"https://{SUB}.workable.com@evil.example/candidates/1de04059", "not a link of Workable"),
        (f"https://x@{SUB}.workable.com/candidates/1de04059", "not a link of Workable"),
        ("https://workable.com/candidates/1de04059", "not a link of Workable"),
        (f"ftp://{SUB}.workable.com/candidates/1de04059", "not a link of Workable"),
        ("https://[::1/candidates/1de04059", "not a link of Workable"),
        ("https://other.workable.com/backend/candidates/1de04059", "account other"),
        (f"https://a.{SUB}.workable.com/backend/candidates/1de04059", "account a.harbourworks"),
        (f"{HOST}/backend/jobs/6012345", "names no candidate"),
        (f"{HOST}/backend/candidates/", "names no candidate"),
        (f"{HOST}/backend/candidates/new", "names no candidate"),
        (f"{HOST}/backend/candidates/1de%2F04059", "names no candidate"),
        ("redline://candidate/../x", "not a link to a candidate"),
        ("redline://jobs/1de04059", "not a link to a candidate"),
        ("javascript:alert(1)", "not an id"),
        ("１２３４５", "not an id"),
        ("x" * 5000, "not an id"),
    ],
)
def test_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(BadReference) as caught:
        parse_reference(text, SUB)
    assert says in caught.value.sentence
    assert len(caught.value.sentence) < 300


def test_without_a_subdomain_any_account_will_do() -> None:
    link = "https://other.workable.com/backend/candidates/1de04059"
    assert parse_reference(link, None) == ById("1de04059")


@given(st.text())
def test_any_text_is_understood_or_refused_in_words(text: str) -> None:
    try:
        found = parse_reference(text, SUB)
    except BadReference:
        return
    for attempt in () if isinstance(found, ByEmail) else candidates_to_try(found):
        assert attempt.id.isascii()
        assert attempt.id.isalnum()
        assert len(attempt.id) <= 32


@pytest.mark.parametrize(
    ("number", "api_id"),
    [("501234567", "1de04059"), ("501240011", "1de0559d"), (6012345, "5bc28b")],
)
def test_the_arithmetic_of_the_reference(number: str | int, api_id: str) -> None:
    assert api_id_of(number) == api_id


def test_a_number_from_a_link_is_computed_first_and_verified() -> None:
    assert candidates_to_try(ByNumber("501234567", from_link=True)) == (
        Attempt("1de04059", number="501234567"),
        Attempt("501234567", certain=False),
    )


def test_bare_digits_are_an_id_first_and_never_certain_as_such() -> None:
    assert candidates_to_try(ByNumber("501234567", from_link=False)) == (
        Attempt("501234567", certain=False),
        Attempt("1de04059", number="501234567"),
    )


def test_an_id_is_taken_as_it_is() -> None:
    assert candidates_to_try(ById("1DE0")) == (Attempt("1DE0"),)


@pytest.mark.parametrize(
    ("link", "number"),
    [
        (f"{HOST}/backend/jobs/6012345/candidates/501234567", "501234567"),
        (f"{HOST}/x/501234567/?a=1#b", "501234567"),
        (None, None),
        ("", None),
        ("https://[", None),
    ],
)
def test_the_number_of_a_record(link: str | None, number: str | None) -> None:
    assert number_in_link(link) == number
