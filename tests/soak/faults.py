"""What can go wrong with one request, by name: whether it is applied, and what answer comes.

A fault says what happens in the service and on the line, not what the client makes of it. Both
services, the one on sockets and the one in memory, carry out the same table.
"""

from __future__ import annotations

import enum
import json
import random
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias


class Applied(enum.Enum):
    """What becomes of a PATCH."""

    NO = "not applied"
    ONCE = "applied"
    TWICE = "delivered twice"
    LATE = "delivered later"


class Line(enum.Enum):
    """What the line does to the answer."""

    WHOLE = "whole"
    CLOSED_AFTER = "whole, then closed"
    DOWN_AFTER = "whole, then nothing listens any more"
    CLOSED = "closed without a word"
    RESET = "reset"
    UNREAD = "closed before the request was read"
    HALF_HEAD = "half of the head"
    HALF_BODY = "half of the body"
    LONG_LENGTH = "fewer bytes than announced"
    SHORT_LENGTH = "more bytes than announced"
    BAD_CHUNK = "chunks without sizes"
    CUT_CHUNKS = "chunks without an end"
    CHUNKS = "whole, in chunks"
    INTERIM = "whole, after interim answers"
    STRAY = "whole, with stray bytes behind"
    STALL = "nothing, for ever"
    TRICKLE = "a byte now and then"
    ENDLESS = "bytes without end"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and its way: body as it would be whole, headers without the length."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    line: Line = Line.WHOLE
    told: bool = False
    """Whether a client that reads it has learned the record as it is stored."""


JSON: Final = {"Content-Type": "application/json; charset=utf-8"}
HTML: Final = {"Content-Type": "text/html"}
PAGE: Final = b"<!doctype html><title>Log in</title><p>Welcome to this network</p>"

Shown: TypeAlias = Mapping[str, Any]
"""The record as a read gives it."""
Make: TypeAlias = Callable[[Shown, random.Random], Reply]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong. `reads` and `writes` say what it may happen to."""

    name: str
    applied: Applied
    make: Make
    reads: bool = True
    writes: bool = True


def record_body(shown: Shown) -> bytes:
    """The envelope of one candidate (API §4)."""
    return json.dumps({"candidate": shown}, ensure_ascii=False, separators=(",", ":")).encode()


def good(shown: Shown) -> Reply:
    """The answer of a day on which all is well."""
    return Reply(200, record_body(shown), JSON, told=True)


def refusal(status: int, body: object = None) -> Reply:
    """A refusal in the service's own shape (API §9)."""
    return Reply(status, b"" if body is None else json.dumps(body).encode(), JSON)


def _as(line: Line, *, told: bool = False) -> Make:
    return lambda shown, _rng: replace(good(shown), line=line, told=told)


def _fixed(status: int, body: bytes = b"", **headers: str) -> Make:
    shown_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if body and "Content-Type" not in shown_headers:
        shown_headers |= JSON
    return lambda _shown, _rng: Reply(status, body, shown_headers)


def _turned(change: Callable[[dict[str, Any]], object]) -> Make:
    """The record with something done to it."""

    def make(shown: Shown, _rng: random.Random) -> Reply:
        doc = dict(shown)
        change(doc)
        return Reply(200, record_body(doc), JSON)

    return make


def _bytes(change: Callable[[bytes], bytes], **headers: str) -> Make:
    """The body with something done to it."""

    def make(shown: Shown, _rng: random.Random) -> Reply:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return Reply(200, change(record_body(shown)), {**JSON, **names})

    return make


def _gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=31)
    return packer.compress(data) + packer.flush()


def _zipped(shown: Shown, _rng: random.Random) -> Reply:
    headers = {**JSON, "Content-Encoding": "gzip"}
    return Reply(200, _gzip(record_body(shown)), headers, told=True)


def _marked(shown: Shown, _rng: random.Random) -> Reply:
    """With a byte order mark, which is tolerated."""
    return Reply(200, b"\xef\xbb\xbf" + record_body(shown), JSON, told=True)


def _redirect(status: int) -> Make:
    """To the same place, to another host that listens, or far away."""

    def make(shown: Shown, rng: random.Random) -> Reply:
        targets = (
            f"/spi/v3/candidates/{shown['id']}",
            f"{{trap}}/spi/v3/candidates/{shown['id']}",
            "https://evil.example/spi/v3/x",
        )
        return Reply(status, b"", {"Location": rng.choice(targets)})

    return make


def _without_lists(doc: dict[str, Any]) -> None:
    for key in ("education_entries", "experience_entries", "tags", "skills"):
        doc.pop(key, None)


def _null_lists(doc: dict[str, Any]) -> None:
    for key in ("education_entries", "experience_entries", "tags", "skills", "social_profiles"):
        doc[key] = None


def _wrong_types(doc: dict[str, Any]) -> None:
    doc["education_entries"] = ["none", 7]
    doc["experience_entries"] = {"0": None}
    doc["tags"] = [{"deep": []}]


def _other_record(doc: dict[str, Any]) -> None:
    doc["id"] = "ffff01"


def _twice_a_name(body: bytes) -> bytes:
    return body.replace(b'{"candidate":{', b'{"candidate":{"phone":"000","headline":"bogus",', 1)


_NOTHING = {"error": "Not found"}
_FIELDS = {
    "error": "Validation failed: Phone is odd",
    "validation_errors": {"phone": ["is odd"], "experience_entries": ["is odd"]},
}


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


_LOST: Final[dict[str, Make]] = {
    # The answer does not arrive, or nobody can read it. For a PATCH it was applied.
    "drop": _as(Line.CLOSED),
    "reset": _as(Line.RESET),
    "stall": _as(Line.STALL),
    "trickle": _as(Line.TRICKLE),
    "half_head": _as(Line.HALF_HEAD),
    "half_body": _as(Line.HALF_BODY),
    "long_length": _as(Line.LONG_LENGTH),
    "short_length": _as(Line.SHORT_LENGTH),
    "bad_chunk": _as(Line.BAD_CHUNK),
    "cut_chunks": _as(Line.CUT_CHUNKS),
    "endless": _as(Line.ENDLESS),
    "garbage": _bytes(lambda _body: b"\x00\xff{]garbage"),
    "html_200": _fixed(200, PAGE, Content_Type="text/html"),
    "text_200": _bytes(lambda body: body, Content_Type="text/plain"),
    "gzip_garbage": _bytes(lambda body: body, Content_Encoding="gzip"),
    "gzip_cut": _bytes(lambda body: _gzip(body)[:-9], Content_Encoding="gzip"),
    "strange_encoding": _bytes(lambda body: body, Content_Encoding="br"),
    "twice_a_name": _bytes(_twice_a_name),
    "bad_utf8": _bytes(lambda body: body.replace(b'"name":"', b'"name":"\xff', 1)),
    "not_a_number": _bytes(lambda body: body[:-2] + b',"score":NaN}}'),
    "deep": _bytes(lambda body: body[:-2] + b',"x":' + b"[" * 900 + b"]" * 900 + b"}}"),
    "digits": _bytes(lambda body: body[:-2] + b',"x":' + b"9" * 5000 + b"}}"),
    "other_record": _turned(_other_record),
    "null_record": _fixed(200, b'{"candidate":null}'),
    "no_lists": _turned(_without_lists),
    "null_lists": _turned(_null_lists),
    "wrong_types": _turned(_wrong_types),
    "empty_200": _fixed(200),
    "empty_202": _fixed(202),
    "empty_204": _fixed(204),
    "fault_500": _fixed(500),
    "fault_502": _fixed(502, PAGE, Content_Type="text/html"),
    "fault_503": _fixed(503, b"try later", Content_Type="text/plain"),
    "fault_504": _fixed(504, _json({"error": "timeout"})),
    "log_in_511": _fixed(511, PAGE, Content_Type="text/html"),
    "moved_301": _redirect(301),
    "moved_302": _redirect(302),
    "moved_303": _redirect(303),
    "moved_307": _redirect(307),
    "moved_308": _redirect(308),
    "conflict_409": _fixed(409, _json({"error": "conflict"})),
    "large_413": _fixed(413, PAGE, Content_Type="text/html"),
}

_REFUSED: Final[dict[str, Make]] = {
    # Certainly not applied, by the words of the reference.
    "bad_400": _fixed(400, _json({"error": "bad request"})),
    "token_401": _fixed(401, _json({"error": "Not authorized"})),
    "scope_403": _fixed(403),
    "gone_404": _fixed(404, _json(_NOTHING)),
    "invalid_422": _fixed(422, _json(_FIELDS)),
    "silent_422": _fixed(422, _json({"error": ""})),
    "listed_422": _fixed(422, _json({"error": ["one", "two"]})),
    "limit_bare": _fixed(429),
    "limit_past": _fixed(429, X_Rate_Limit_Reset="1000"),
    "limit_far": _fixed(429, X_Rate_Limit_Reset="99999999999"),
    "limit_ms": _fixed(429, X_Rate_Limit_Reset="1772615700000"),
    "limit_text": _fixed(429, X_Rate_Limit_Reset="soon"),
    "limit_seconds": _fixed(429, Retry_After="0"),
    "limit_date": _fixed(429, Retry_After="Wed, 04 Mar 2026 09:15:00 GMT"),
}

_ON_THE_WAY: Final[dict[str, Make]] = {
    # The request does not get through.
    "unread": _as(Line.UNREAD),
    "dropped_before": _as(Line.CLOSED),
    "reset_before": _as(Line.RESET),
    "stall_before": _as(Line.STALL),
    "portal_200": _fixed(200, PAGE, Content_Type="text/html"),
    "empty_before": _fixed(200),
    "fault_before": _fixed(502, PAGE, Content_Type="text/html"),
    "moved_before": _redirect(303),
    "conflict_before": _fixed(409),
    "large_before": _fixed(413, PAGE, Content_Type="text/html"),
}

_HARMLESS: Final[dict[str, Make]] = {
    "interim": _as(Line.INTERIM, told=True),
    "chunks": _as(Line.CHUNKS, told=True),
    "stray": _as(Line.STRAY, told=True),
    "closed_after": _as(Line.CLOSED_AFTER, told=True),
    "down_after": _as(Line.DOWN_AFTER, told=True),
    "zipped": _zipped,
    "marked": _marked,
}

_READS_ONLY: Final = frozenset({"marked"})

FAULTS: Final[tuple[Fault, ...]] = (
    *(Fault(name, Applied.ONCE, make) for name, make in _LOST.items()),
    *(Fault(name, Applied.NO, make) for name, make in _REFUSED.items()),
    *(Fault(name, Applied.NO, make, reads=False) for name, make in _ON_THE_WAY.items()),
    *(Fault(name, Applied.ONCE, make) for name, make in _HARMLESS.items()),
    Fault("twice", Applied.TWICE, lambda shown, _rng: good(shown), reads=False),
    Fault("twice_lost", Applied.TWICE, _as(Line.CLOSED), reads=False),
    Fault("late_lost", Applied.LATE, _as(Line.CLOSED), reads=False),
    Fault("late_504", Applied.LATE, _fixed(504), reads=False),
    Fault("late_stall", Applied.LATE, _as(Line.STALL), reads=False),
)
BY_NAME: Final = {fault.name: fault for fault in FAULTS}
READ_FAULTS: Final = tuple(fault for fault in FAULTS if fault.reads)
WRITE_FAULTS: Final = tuple(fault for fault in FAULTS if fault.writes)
