"""Answers with a status from 400 on: what they mean in plain words, and what the service says.

Bodies of refusals may be anything (API §9): JSON in several shapes, text, a page of HTML, nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gui.errors import (
    SERVER_TEXT_LIMIT,
    AnswerError,
    BadRequest,
    NotAccepted,
    NotAllowed,
    NotFound,
    Refused,
    ServiceTrouble,
    TooLarge,
    TooManyRequests,
    UnexpectedAnswer,
)
from gui.i18n import _, listed
from gui.model.fields import BY_KEY
from gui.workable.answer import Answer
from gui.workable.failures import kept_sentence
from gui.workable.strict import NotStrictJson, read_json

_TEXT_LIMIT: Final = 2000
"""Characters of the service's own words that are kept; showing shortens them further."""


def from_answer(answer: Answer, *, write: bool, wait: float | None = None) -> AnswerError:
    """The error for an answer with a status from 400 on (API §9).

    `wait` in seconds for a 429. `kept` is told for writes only: a read changes nothing.
    """
    said, fields = _explanation(answer)
    status, kept, request_id = answer.status, kept_sentence(write), answer.request_id or ""
    if status == 422:
        return _refused(answer, said, fields, kept)
    if status == 429:
        return TooManyRequests(
            _("The account has used up its requests for the moment."),
            wait=wait,
            kept=kept,
            next_step=_("Send again when the countdown is over.")
            if write
            else _("Try again when the countdown is over."),
            server_text=said,
            request_id=request_id,
        )
    kind, text, step = _meaning(status, write)
    return kind(
        text, status=status, kept=kept, next_step=step, server_text=said, request_id=request_id
    )


def _meaning(status: int, write: bool) -> tuple[type[AnswerError], str, str]:
    match status:
        case 401:
            return (
                NotAccepted,
                _("The token is not accepted: it may have expired or been revoked."),
                _("An Admin of the account can make a new one."),
            )
        case 403 if write:
            return (
                NotAllowed,
                _(
                    "This is not allowed: the token may lack the right to change candidates, or "
                    "the job may be archived."
                ),
                _("An Admin of the account can give the token the right w_candidates."),
            )
        case 403:
            return (
                NotAllowed,
                _("This is not allowed: the token lacks the right to read it."),
                _("An Admin of the account can make a token with that right."),
            )
        case 404:
            return (
                NotFound,
                _("This is not there any more: it may have been deleted, merged or moved."),
                _("Find the candidate by e-mail; moving to another job gives a new id."),
            )
        case 409:
            return (
                AnswerError,
                _("The service sees a conflict with something stored."),
                _("Reload the candidate and compare."),
            )
        case 413:
            return (
                TooLarge,
                _("This is more than the service takes at once."),
                _("Take a smaller file and send again."),
            )
        case 511:
            return (
                UnexpectedAnswer,
                _("This network wants you to log in first."),
                _("Open a web page in your browser, log in, and try again."),
            )
        case _ if status >= 500:
            return (
                ServiceTrouble,
                _("The service has a fault of its own (status {status}).").format(status=status),
                _("Whether it arrived is found out by reading.")
                if write
                else _("Try again later."),
            )
        case 400:
            return (
                BadRequest,
                _("The service does not understand the request."),
                _("Look at the request in the Changes panel, or tell support."),
            )
        case _:
            return (
                AnswerError,
                _("The service refuses the request (status {status}).").format(status=status),
                _("Try again later."),
            )


def _refused(
    answer: Answer, said: str, fields: Mapping[str, tuple[str, ...]], kept: str
) -> Refused:
    if "subdomain" in said.lower():
        text = _("The token belongs to another account than the one you are connected to.")
        step = _("Check the subdomain, or take a token of this account.")
    elif fields:
        text, step = _about_fields(fields)
    elif said:
        text = _("The service does not take this: {words}").format(words=_ended(said))
        step = _("Correct it and send again.")
    else:
        text = _("The service does not take this and does not say why.")
        step = _("Leave out a part of the changes and send the rest.")
    return Refused(
        text,
        status=answer.status,
        fields=fields,
        kept=kept,
        next_step=step,
        server_text=said,
        request_id=answer.request_id or "",
    )


def _about_fields(fields: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """The sentences for a refusal by field; what belongs to no field here is said in full,
    because nothing can be marked with it."""
    strangers = {name: words for name, words in fields.items() if key_named(name) is None}
    said = _ended(
        "; ".join(
            _("{field}: {what}").format(field=name, what=listed(words)) if words else name
            for name, words in strangers.items()
        )
    )
    if len(strangers) == len(fields):
        text = _("The service does not take this: {words}").format(words=said)
        return text, _("Leave out a part of the changes and send the rest.")
    text = _("The service does not take these values.")
    if strangers:
        text = _("The service does not take these values, nor this: {words}").format(words=said)
    return text, _("Correct what is marked and send again.")


def key_named(name: str) -> str | None:
    """The editable key that the service means with ``email`` or ``experience_entries.0.title``;
    None for what cannot be edited here."""
    key = name.split(".", 1)[0].split("[", 1)[0]
    key = {"resume_url": "resume", "image_url": "image"}.get(key, key)
    return key if key in BY_KEY else None


def _explanation(answer: Answer) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The service's own words and what it says by field; empty where it says nothing.

    ``error`` may be a text, an empty one, a list or an object; the body may be no JSON at all
    (API §9). A page of HTML says nothing to a person.
    """
    try:
        body = read_json(answer.body)
    except NotStrictJson:
        media = answer.headers.get("content-type", "")
        text = answer.body[:_TEXT_LIMIT].decode("utf-8", "replace").strip()
        plain = "html" not in media.lower() and not text.startswith(("<", "{", "["))
        return (_one_line(text) if plain else ""), {}
    if isinstance(body, str):
        return _one_line(body), {}
    if not isinstance(body, dict):
        return "", {}
    said = _words(body.get("error")) or _words(body.get("message"))
    fields: dict[str, tuple[str, ...]] = {}
    by_field = body.get("validation_errors")
    if isinstance(by_field, dict):
        for key, messages in by_field.items():
            listed = messages if isinstance(messages, list) else [messages]
            fields[key] = tuple(text for each in listed[:20] if (text := _words(each)))
    return said, fields


def _words(error: object) -> str:
    if isinstance(error, str):
        return _one_line(error)
    if isinstance(error, list):
        return "; ".join(text for each in error[:20] if (text := _words(each)))[:_TEXT_LIMIT]
    if isinstance(error, dict):
        for key in ("message", "error_description", "description", "code"):
            if text := _words(error.get(key)):
                return text
    return ""


def _ended(said: str) -> str:
    """A stranger's words as the end of a sentence of ours, not too long."""
    words = said if len(said) <= SERVER_TEXT_LIMIT else said[: SERVER_TEXT_LIMIT - 1] + "…"
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _one_line(text: str) -> str:
    return " ".join(text[:_TEXT_LIMIT].split())
