"""Statuses and strange bodies: what a person is told, and what a write's outcome is."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.errors import (
    AnswerError,
    BadRequest,
    ConnectionFailed,
    NotAccepted,
    NotAllowed,
    NotFound,
    NotSendable,
    OutcomeUnknown,
    RedlineError,
    Refused,
    ServiceTrouble,
    TooLarge,
    TooManyRequests,
    UnexpectedAnswer,
)
from gui.workable.answer import Answer
from gui.workable.failures import Outcome, from_transport, outcome_of
from gui.workable.refusals import from_answer
from tests.workable.samples import FULL_ID, full
from tests.workable.wire_server import TOKEN, Script, answer, connected, serving

HTML = "<html><body>Log in to the guest network</body></html>"


async def failing(script: Script, *, write: bool = True) -> RedlineError:
    """The error with which a PATCH ends, or a read."""
    async with serving(script) as server, connected(server) as client:
        with pytest.raises(RedlineError) as caught:
            await (client.patch(FULL_ID, b"{}") if write else client.candidate(FULL_ID))
    if write:
        assert len(server.seen) == 1
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind", "says", "outcome"),
    [
        (400, BadRequest, "does not understand", Outcome.NOT_APPLIED),
        (401, NotAccepted, "expired or been revoked", Outcome.NOT_APPLIED),
        (403, NotAllowed, "the job may be archived", Outcome.NOT_APPLIED),
        (404, NotFound, "deleted, merged or moved", Outcome.NOT_APPLIED),
        (409, AnswerError, "conflict", Outcome.UNKNOWN),
        (413, TooLarge, "more than the service takes", Outcome.UNKNOWN),
        (418, AnswerError, "status 418", Outcome.UNKNOWN),
        (422, Refused, "does not say why", Outcome.NOT_APPLIED),
        (429, TooManyRequests, "used up its requests", Outcome.NOT_APPLIED),
        (500, ServiceTrouble, "status 500", Outcome.UNKNOWN),
        (502, ServiceTrouble, "status 502", Outcome.UNKNOWN),
        (503, ServiceTrouble, "status 503", Outcome.UNKNOWN),
        (511, UnexpectedAnswer, "log in", Outcome.UNKNOWN),
    ],
)
@pytest.mark.parametrize(
    ("body", "media"), [(b"", None), (HTML, "text/html"), (b"{}", "application/json")]
)
async def test_a_status_has_its_sentence(
    status: int,
    kind: type[AnswerError],
    says: str,
    outcome: Outcome,
    body: str | bytes,
    media: str | None,
) -> None:
    error = await failing(answer(body, status, {"X-Request-Id": "r-77"}, media=media))
    assert type(error) is kind
    assert isinstance(error, AnswerError)
    assert says in error.text
    assert error.status == status
    assert "kept" in error.kept
    assert error.next_step
    assert "guest network" not in error.sentence + error.detail
    assert "r-77" in error.detail
    assert outcome_of(error) is outcome


async def test_a_read_is_told_what_right_is_missing_and_that_nothing_is_at_stake() -> None:
    error = await failing(answer(b"", 403), write=False)
    assert "right to read" in error.text
    assert error.kept == ""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"error": "Not authorized"}, "Not authorized"),
        ({"error": ""}, ""),
        ({"error": None}, ""),
        ({"error": ["One", "two", 3, None]}, "One; two"),
        ({"error": {"code": 7, "message": "Wrong"}}, "Wrong"),
        ({"error": [{"message": "Wrong"}, ["deep"]]}, "Wrong; deep"),
        ({"message": "Elsewhere"}, "Elsewhere"),
        ("Just text", "Just text"),
        ({"error": "a\nb\x00\tc  d"}, "a b\x00 c d"),
        ({"error": "x" * 5000}, "x" * 2000),
        ([], ""),
        ({}, ""),
    ],
)
async def test_the_service_s_own_words(body: Any, said: str) -> None:
    media = "text/plain" if isinstance(body, str) else "application/json"
    error = await failing(answer(body, 401, media=media))
    assert isinstance(error, AnswerError)
    assert error.server_text == said


@pytest.mark.parametrize("page", [HTML, "Guests log in here", "{broken", "[broken"])
async def test_a_page_says_nothing_to_a_person(page: str) -> None:
    error = await failing(answer(page, 403, media="text/html; charset=utf-8"))
    assert isinstance(error, AnswerError)
    assert error.server_text == ""


async def test_a_failed_validation_names_the_keys() -> None:
    body = {
        "error": "Validation failed: Email candidate already exists",
        "validation_errors": {"email": ["candidate already exists", 7], "phone": "odd", "x": {}},
    }
    error = await failing(answer(body, 422))
    assert isinstance(error, Refused)
    assert error.fields["email"] == ("candidate already exists",)
    assert error.fields["phone"] == ("odd",)
    assert "marked" in error.next_step
    assert "candidate already exists" in error.detail


@pytest.mark.parametrize(
    ("errors", "text", "step"),
    [
        (
            {"hired_at": ["is locked"]},
            "The service does not take this: hired_at: is locked.",
            "Leave out a part",
        ),
        ({"base": []}, "The service does not take this: base.", "Leave out a part"),
        (
            {"email": ["is taken"], "base": ["two", "words"]},
            "The service does not take these values, nor this: base: two, words.",
            "Correct what is marked",
        ),
        ({"resume_url": ["odd"]}, "The service does not take these values.", "Correct what is"),
        (
            {"experience_entries.0.title": ["odd"]},
            "The service does not take these values.",
            "Correct what is marked",
        ),
    ],
)
async def test_what_belongs_to_no_field_here_is_said_and_not_looked_for_in_the_form(
    errors: dict[str, list[str]], text: str, step: str
) -> None:
    error = await failing(answer({"validation_errors": errors}, 422))
    assert error.text == text
    assert error.next_step.startswith(step)


async def test_a_foreign_subdomain_is_no_fault_of_the_values() -> None:
    body = {"error": "Request subdomain does not match account subdomain"}
    error = await failing(answer(body, 422))
    assert "another account" in error.text


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Phone is odd", "The service does not take this: Phone is odd."),
        (["One.", "Two!"], "The service does not take this: One.; Two!"),
        ("x" * 5000, f"The service does not take this: {'x' * 299}…"),
    ],
)
async def test_what_the_service_says_about_a_refusal_is_in_the_sentence(
    said: object, text: str
) -> None:
    error = await failing(answer({"error": said}, 422))
    assert isinstance(error, Refused)
    assert error.text == text
    assert "kept" in error.kept


async def test_social_profiles_that_are_refused_without_a_word() -> None:
    error = await failing(answer({"error": ""}, 422))
    assert isinstance(error, Refused)
    assert error.fields == {}
    assert "does not say why" in error.text


@pytest.mark.parametrize(
    "script",
    [
        answer(HTML, media="text/html"),
        answer(HTML, media="text/html; charset=utf-8"),
        answer("ok", media="text/plain"),
    ],
)
async def test_a_log_in_page_is_no_success(script: Script) -> None:
    for write in (True, False):
        error = await failing(script, write=write)
        assert isinstance(error, UnexpectedAnswer)
        assert "log-in page" in error.text
        assert outcome_of(error) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "body",
    [
        b'{"candidate": {"id": "1de04059", "id": "1de04059"}}',
        b'{"candidate": {"id": "1de04059", "x": NaN}}',
        b'{"candidate": {"id": "1de04059"}',
        b'{"candidate": []}',
        b'{"candidate": {"id": "../jobs"}}',
        b'{"candidate": {"id": "1de0559d"}}',
        b'{"status": "ok"}',
        b"[" * 100_000,
        b"\xff\xfe{\x00}\x00",
        b"null",
        b'"ok"',
    ],
)
async def test_json_of_another_kind_is_unexpected(body: bytes) -> None:
    for write in (True, False):
        error = await failing(answer(body), write=write)
        assert isinstance(error, UnexpectedAnswer)
        assert outcome_of(error) is Outcome.UNKNOWN


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_any_2xx_without_a_body_is_accepted_and_to_be_read_back(status: int) -> None:
    script = answer(b"" if status != 204 else None, status, media=None)
    async with serving(script) as server, connected(server) as client:
        result = await client.patch(FULL_ID, b"{}")
    assert (result.record, result.status) == (None, status)


async def test_json_that_does_not_say_what_it_is_is_read() -> None:
    script = answer({"candidate": full()}, media=None)
    async with serving(script) as server, connected(server) as client:
        assert (await client.candidate(FULL_ID)).id == FULL_ID


@given(
    st.integers(400, 599),
    st.binary(max_size=80) | st.sampled_from([b'{"error":', b'{"error": {"error": []}}']),
    st.sampled_from(["application/json", "text/html", "", "x"]),
    st.booleans(),
)
def test_any_refusal_becomes_an_error_with_a_sentence(
    status: int, body: bytes, media: str, write: bool
) -> None:
    error = from_answer(Answer(status, {"content-type": media}, body), write=write)
    assert error.status == status
    assert error.text
    assert error.next_step
    assert len(error.detail) < 700


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, Outcome.APPLIED),
        (ConnectionFailed("x"), Outcome.NOT_APPLIED),
        (NotSendable("x"), Outcome.NOT_APPLIED),
        (OutcomeUnknown("x"), Outcome.UNKNOWN),
        (asyncio.CancelledError(), Outcome.UNKNOWN),
        (TimeoutError(), Outcome.UNKNOWN),
        (ValueError(), Outcome.UNKNOWN),
        # A redirect or page with a refusing status is nobody's refusal.
        (UnexpectedAnswer("x", status=403), Outcome.UNKNOWN),
    ],
)
def test_outcomes(error: BaseException | None, outcome: Outcome) -> None:
    assert outcome_of(error) is outcome


def test_a_header_that_cannot_be_formed_does_not_show_the_token() -> None:
    import httpx

    own = httpx.LocalProtocolError(f"Illegal header value b'Bearer {TOKEN}'")
    error = from_transport(own, host="h", write=True)
    assert TOKEN not in str(error)
    assert outcome_of(error) is Outcome.NOT_APPLIED
