"""The bodies with which the service says no (API §9). Knows statuses and texts, no rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class Refusal(Exception):
    """Ends a request with a status other than success.

    `body` is the JSON of the answer; None for an empty body. `headers` come on top.
    """

    def __init__(
        self, status: int, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"{status}: {body!r}")
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


def not_found() -> Refusal:
    """404, the body as recorded."""
    return Refusal(404, {"error": "Not found"})


def not_authorized() -> Refusal:
    """401, the body as several clients report it."""
    return Refusal(401, {"error": "Not authorized"})


def wrong_subdomain() -> Refusal:
    """422, the body as recorded."""
    return Refusal(422, {"error": "Request subdomain does not match account subdomain"})


def forbidden(why: str) -> Refusal:
    """403; that the status is used is reported, the text is modelled."""
    return Refusal(403, {"error": why})


def malformed(why: str) -> Refusal:
    """400 for a body that is not what the endpoint takes; the text is modelled."""
    return Refusal(400, {"error": why})


def validation_failed(errors: Mapping[str, Sequence[str]]) -> Refusal:
    """422 with `validation_errors`; the shape is the reported one, most texts are modelled."""
    said = ", ".join(
        f"{_spoken(field)} {text}" for field, texts in errors.items() for text in texts
    )
    return Refusal(
        422,
        {
            "error": f"Validation failed: {said}",
            "validation_errors": {field: list(texts) for field, texts in errors.items()},
        },
    )


def _spoken(field: str) -> str:
    return field.replace("_", " ").replace(".", " ").capitalize()
