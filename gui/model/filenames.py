"""The name under which a file is sent, and how a stranger's file name is shown (H55).

The original name may hold path separators, characters that reorder or hide others, names that
Windows reserves, bytes that are no text. What is sent is a plain base name with the extension of
the content.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from gui.model.fileformats import Role, format_of, role_of
from gui.model.texts import is_hidden, one_line, shorten, visible

LONGEST: Final = 120
"""Bytes of UTF-8 of a sent name without its extension; file systems take 255 for all."""

_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE
)
_SEPARATING: Final = re.compile(r'[<>:"|?*]+')
_NOT_ASCII_SAFE: Final = re.compile(r"[^A-Za-z0-9 ._+()-]+")
# Letters that do not fall apart into a plain letter and an accent.
_SPELLED: Final = str.maketrans(
    dict(
        zip("ØøŁłĐđðı–—", "OoLlDddi--", strict=True), ß="ss", æ="ae", Æ="AE", œ="oe", Œ="OE", þ="th"
    )
)
# Extensions that say nothing more once the content is known.
_KINDS: Final = frozenset(
    (
        *("pdf", "doc", "docx", "dot", "dotx", "docm", "rtf", "odt", "txt", "htm", "html", "pages"),
        *("jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "heic", "tif", "tiff", "bmp", "svg"),
        *("exe", "com", "bat", "scr", "js", "zip", "tmp", "crdownload", "part"),
    )
)


def sent_name(original: str, media: str) -> str:
    """A clean name for a file with that content; never empty, always with its extension.

    Keeps letters of every script. Where nothing is left, the name is "resume" or "photo".
    """
    base = _fitting(_cleaned(_base_of(original, media)))
    return f"{base or _fallback(media)}{_extension(media)}"


def ascii_name(original: str, media: str) -> str:
    """The same in plain ASCII, for places that take nothing else.

    Accents are left off and other scripts dropped; where too little is left, "resume" or "photo".
    """
    plain = unicodedata.normalize("NFKD", _base_of(original, media).translate(_SPELLED))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    base = _fitting(_cleaned(_NOT_ASCII_SAFE.sub(" ", plain)))
    has_letters = any(char.isalnum() for char in base)
    return f"{base if has_letters else _fallback(media)}{_extension(media)}"


def shown_name(original: str, limit: int = 80) -> str:
    """A stranger's file name for the screen: hidden characters marked, the end kept.

    Long names lose their middle, because the end says what the file claims to be.
    """
    marked = visible(original)
    if len(marked) <= limit:
        return marked
    tail = marked[-min(20, limit // 3) :]
    while tail and unicodedata.category(tail[0]).startswith("M"):
        tail = tail[1:]
    return shorten(marked, limit - len(tail)) + tail


def is_reserved(name: str) -> bool:
    """Whether Windows takes a file name for a device, with whatever extension."""
    return _RESERVED.fullmatch(name.rstrip(" .")) is not None


def _base_of(original: str, media: str) -> str:
    """The last part of a path, without the extension where it is one of a known format."""
    name = re.split(r"[/\\]", original)[-1]
    base, dot, extension = name.rpartition(".")
    found = format_of(media)
    usual = found.extensions if found is not None else ()
    # "Anna.Smith" keeps its second name, "cv.exe" loses what the content contradicts.
    if dot and base and (extension.lower() in usual or extension.lower() in _KINDS):
        return base
    return name


def _cleaned(base: str) -> str:
    text = unicodedata.normalize("NFC", base)
    text = "".join(
        (" " if char.isspace() else "") if is_hidden(text, at) else char
        for at, char in enumerate(text)
    )
    text = one_line(_SEPARATING.sub("_", text)).strip(" .")
    # A leading dot hides the file, a leading hyphen is an option to many commands.
    text = text.lstrip("-~ .")
    return f"_{text}" if is_reserved(text) else text


def _fitting(base: str) -> str:
    """The beginning that fits, cut where a character ends."""
    limit = len(base)
    while len(base.encode("utf-8", "replace")) > LONGEST:
        limit = min(limit - 1, len(base) - 1)
        base = shorten(base, limit).removesuffix("…").rstrip(" .")
    return base


def _fallback(media: str) -> str:
    return "photo" if role_of(media) is Role.PHOTO else "resume"


def _extension(media: str) -> str:
    found = format_of(media)
    return f".{found.extensions[0]}" if found is not None else ""
