"""Files inside a request: base64 in JSON (API §5.6, §5.7), judged by name, content and size.

Accepted types are documented for resumes and modelled on the application form for photos; the
texts of the refusals are modelled.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from gui.sandbox.behaviour import Switch, Switches

LARGEST: Final = 5_242_880
"""Bytes; what the application form of a job states for resumes and photos."""

_RESUME_MEDIA: Final = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "rtf": "application/rtf",
}
_PHOTO_MEDIA: Final = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
}
_KINDS: Final = {"resume": _RESUME_MEDIA, "image": _PHOTO_MEDIA}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was accepted. `filetype` is its ending, `media` its media type."""

    name: str
    filetype: str
    media: str
    data: bytes


def attachment(value: Any, rules: Switches) -> Upload | list[str]:
    """A file of any type, as comments carry them, or what is wrong with it."""
    found = _decoded(value)
    if isinstance(found, list):
        return found
    name, content = found
    if rules.on(Switch.CHECK_FILE_SIZES) and len(content) > LARGEST:
        return [_too_large()]
    return Upload(name, _ending(name), media_type(name), content)


def upload(key: str, value: Any, rules: Switches) -> Upload | list[str]:
    """The file sent under `key` (``resume`` or ``image``), or what is wrong with it."""
    found = _decoded(value)
    if isinstance(found, list):
        return found
    name, content = found
    filetype, kinds = _ending(name), _KINDS[key]
    if rules.on(Switch.CHECK_FILE_SIZES) and len(content) > LARGEST:
        return [_too_large()]
    if rules.on(Switch.CHECK_FILE_TYPES):
        if filetype not in kinds:
            return [f"type is not one of {', '.join(kinds)}"]
        if kinds.get(content_type(content) or "") != kinds[filetype]:
            return ["content does not match its type"]
    return Upload(name, filetype, kinds.get(filetype, "application/octet-stream"), content)


def media_type(name: str) -> str:
    """The media type that goes with a file name's ending."""
    return (_RESUME_MEDIA | _PHOTO_MEDIA).get(_ending(name), "application/octet-stream")


def content_type(content: bytes) -> str | None:
    """What a file is by its first bytes: an ending as in its tables, or None."""
    for start, ending in (
        (b"\xff\xd8\xff", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"{\\rtf", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    ):
        if content.startswith(start):
            return ending
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                return "docx" if "word/document.xml" in parts.namelist() else None
        except (zipfile.BadZipFile, ValueError, OSError):
            return None
    return None


def _decoded(value: Any) -> tuple[str, bytes] | list[str]:
    if not isinstance(value, dict):
        return ["is not an object with name and data"]
    name, data = value.get("name"), value.get("data")
    if not isinstance(name, str) or not name.strip():
        return ["name can't be blank"]
    if not isinstance(data, str) or not data:
        return ["data can't be blank"]
    try:
        return name, base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return ["data is not valid base64"]


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def _too_large() -> str:
    return f"size must be less than or equal to {LARGEST} bytes"
