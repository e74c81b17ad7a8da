"""From changed values to the body of a PATCH, and how that body is shown to a person.

Only changed keys go in, in the shapes of API §5 and never in those of a read (API §6). Stays
away from deciding what to send: whoever calls has compared, merged and asked.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import re
import secrets
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from gui.errors import NotSendable
from gui.i18n import _
from gui.model.fields import Field, Kind, field_of
from gui.model.values import (
    Entries,
    Entry,
    FileUpload,
    LinkUpload,
    Missing,
    Place,
    Value,
    Words,
    entries,
    words,
)

BytesOf: TypeAlias = Callable[[FileUpload], bytes]

SLICE: Final = 48 * 1024
"""Bytes of a file that are encoded at a time: a multiple of three, 64 KB of base64, some 50 µs."""

_SHORT: Final = 32 * 1024
"""Characters of one key that are encoded on the event loop: some 100 µs."""

_FEW: Final = 60
"""Entries or words of one key that are looked at there."""

_CONSENTS = ("forced", "declined")
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def wire_value(key: str, value: Value, bytes_of: BytesOf) -> dict[str, object]:
    """The keys that one changed key puts into the request; none for what must not be sent.

    A cleared text is ``""``, never null (API §5.2). A list that is missing or null gives
    nothing: it is unknown, and null is never sent for a list. A texting consent gives
    something only for the two words of API §5.10. KeyError for a key that is not editable,
    TypeError for a value that does not belong to the key.
    """
    return _keys(field_of(key), value, lambda file: _base64(bytes_of(file)))


def body_for(changes: Mapping[str, Value], bytes_of: BytesOf) -> dict[str, object]:
    """The whole body, ``{"candidate": {...}}``, with exactly the changed keys.

    `NotSendable` naming the place when a text holds half a surrogate pair, which no UTF-8
    can carry (H46). Each file is in it as a text: see `encode_body` for what is sent.
    """
    return _body(changes, lambda file: _base64(bytes_of(file)))


def _body(changes: Mapping[str, Value], data_of: Callable[[FileUpload], str]) -> dict[str, object]:
    candidate: dict[str, object] = {}
    for key, value in changes.items():
        _refuse_surrogates(field_of(key), value)
        candidate |= _keys(field_of(key), value, data_of)
    return {"candidate": candidate}


class FileBody:
    """A body with files in it that is never whole in memory: each is encoded as it goes out.

    Whole, a file of 5 MB would be there five times over (as base64, in the JSON, as bytes).
    """

    def __init__(self, parts: tuple[bytes, ...], files: tuple[bytes, ...]) -> None:
        """The JSON around the files, which stand between its parts."""
        self._parts = parts
        self._files = files
        self._size = sum(map(len, parts)) + sum(4 * ((len(data) + 2) // 3) for data in files)

    def __len__(self) -> int:
        """In bytes, as it goes out."""
        return self._size

    def slices(self) -> Iterator[bytes]:
        """All of it in steps of at most 64 KB, the JSON around the files apart."""
        for number, part in enumerate(self._parts):
            if number:
                whole = memoryview(self._files[number - 1])
                for at in range(0, len(whole), SLICE):
                    yield binascii.b2a_base64(whole[at : at + SLICE], newline=False)
            yield part

    def __bytes__(self) -> bytes:
        """All of it at once: for tests and for looking at."""
        return b"".join(self.slices())


Body: TypeAlias = bytes | FileBody


async def encode_body(changes: Mapping[str, Value], bytes_of: BytesOf) -> Body:
    """The body as UTF-8 JSON. What is long or has files in it is made in a thread, and `bytes_of`
    is called there; what is short is made at once, which takes less than the way to a thread.

    With files it is a `FileBody`, which holds their bytes and nothing more.
    """
    if all(map(_is_short, changes.values())):
        return _encoded(changes, bytes_of)
    return await asyncio.to_thread(_encoded, changes, bytes_of)


def _is_short(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) <= _SHORT
    if not isinstance(value, tuple):
        return not isinstance(value, FileUpload)
    if len(value) > _FEW:
        return False
    texts = [text for entry in entries(value) for text in entry.fields.values()]
    return sum(len(text) for text in (*texts, *words(value)) if isinstance(text, str)) <= _SHORT


def _encoded(changes: Mapping[str, Value], bytes_of: BytesOf) -> Body:
    files: list[bytes] = []
    # Nothing that anybody typed can hold it by chance, nor on purpose.
    mark = secrets.token_hex(16)

    def stand_in(file: FileUpload) -> str:
        files.append(bytes_of(file))
        return mark

    body = json_bytes(_body(changes, stand_in))
    if not files:
        return body
    parts = tuple(body.split(mark.encode()))
    # The order of the keys is that of the files.
    assert len(parts) == len(files) + 1
    return FileBody(parts, tuple(files))


def json_bytes(body: object) -> bytes:
    """Compact UTF-8 JSON."""
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def preview_body(changes: Mapping[str, Value]) -> dict[str, object]:
    """The body as a person reads it: the same, a file shown by its size and hash."""
    candidate: dict[str, object] = {}
    for key, value in changes.items():
        candidate |= _keys(field_of(key), value, _shown_file)
    return {"candidate": candidate}


def as_curl(method: str, url: str, body: object | None = None) -> str:
    """The request as a curl command for a shell, to be read and shared.

    The token appears as ``$REDLINE_TOKEN``, never as itself: it is not even passed in.
    """
    lines = [
        f"curl -X {shlex.quote(method)} {shlex.quote(url)}",
        '-H "Authorization: Bearer $REDLINE_TOKEN"',
        "-H 'Accept: application/json'",
    ]
    if body is not None:
        text = json.dumps(body, ensure_ascii=False, indent=2)
        lines += ["-H 'Content-Type: application/json'", f"--data-raw {shlex.quote(text)}"]
    return " \\\n  ".join(lines)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _shown_file(file: FileUpload) -> str:
    return f"<{file.size:,} bytes, sha256 {file.digest[:12]}…>"


def _keys(field: Field, value: Value, data_of: Callable[[FileUpload], str]) -> dict[str, object]:
    match value:
        case FileUpload():
            sent: dict[str, object] = {"name": value.name, "data": data_of(value)}
            if field.kind is Kind.PHOTO and value.source:
                sent["source"] = value.source
            return {field.key: sent}
        case LinkUpload():
            link: dict[str, object] = {f"{field.key}_url": value.url}
            if field.kind is Kind.PHOTO and value.source:
                link[f"{field.key}_source"] = value.source
            return link
        case Missing():
            return {}
    if field.kind in (Kind.RESUME, Kind.PHOTO):
        return {}
    if field.replaces_list:
        return {} if value is None else {field.key: _list(field, value)}
    if not (value is None or isinstance(value, str)):
        raise TypeError(f"{field.key} is a text, not a list")
    if field.kind is Kind.CONSENT:
        return {field.key: value} if value in _CONSENTS else {}
    return {field.key: value or ""}


def _list(field: Field, value: Value) -> list[object]:
    """Every item of the list: one that cannot be sent must not be deleted by silence."""
    return [item if isinstance(item, str) else _item(field, item) for item in _items(field, value)]


def _items(field: Field, value: Value) -> Words | Entries:
    listed: Words | Entries = words(value) if field.kind is Kind.WORDS else entries(value)
    if not isinstance(value, tuple) or len(listed) != len(value):
        raise TypeError(f"{field.key} holds something that does not belong there")
    return listed


def _item(field: Field, entry: Entry) -> dict[str, object]:
    return _profile(entry) if field.kind is Kind.PROFILES else _entry(field, entry)


def _entry(field: Field, entry: Entry) -> dict[str, object]:
    """With its id, or the stored one would be deleted; nulls allowed inside (API §5.2)."""
    sent: dict[str, object] = {} if entry.id is None else {"id": entry.id}
    for known in field.entry_fields:
        value = entry.get(known.name)
        if not isinstance(value, Missing):
            sent[known.name] = None if value == "" else value
    return sent


def _profile(entry: Entry) -> dict[str, object]:
    """No ``name``, which is not in the field table, and no empty username (API §5.8)."""
    sent: dict[str, object] = {"type": entry.text("type"), "url": entry.text("url")}
    if entry.text("username"):
        sent["username"] = entry.text("username")
    return sent


def _refuse_surrogates(field: Field, value: Value) -> None:
    for place, label, text in _texts(field, value):
        if _HALF_PAIR.search(text):
            raise NotSendable(
                _("{field} holds half of a character, which cannot be sent.").format(field=label),
                place=place,
                kept=_("Nothing was sent and everything is kept."),
                next_step=_("Delete the damaged character and type it again."),
            )


def _texts(field: Field, value: Value) -> list[tuple[Place, str, str]]:
    """Every text that would be sent, with its place and the label of its field."""
    here = Place(field.key)
    match value:
        case str():
            return [(here, field.label, value)]
        case FileUpload():
            return [(here, field.label, value.name)]
        case LinkUpload():
            return [(here, field.label, value.url)]
    found = [(Place(field.key, word), field.label, word) for word in words(value)]
    for entry in entries(value):
        for known in field.entry_fields:
            text = entry.text(known.name)
            found.append((Place(field.key, entry.ref, known.name), known.label, text))
    return found
