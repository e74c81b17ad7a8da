"""The only way out to other programs: web links strictly read, and documents of our own making.

Qt hands any scheme to whatever program claims it, so a link from a record is opened only when
it is a plain web address without a user name, and its host is known in the form that the
network uses (reliability H47).
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from gui.errors import BadInput
from gui.i18n import _

DOCUMENTS: Final = frozenset((".pdf", ".doc", ".docx", ".rtf"))
"""Endings that lead to a viewer and never to a program or script."""

_ENCODED = QUrl.ComponentFormattingOption.FullyEncoded


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link that may be opened; `host` is its ASCII form, to be shown before opening."""

    url: str
    host: str


def web_link(text: str) -> WebLink:
    """The link that the text is; `BadInput` with a sentence where it is none to be opened."""
    refused = BadInput(
        _("This link cannot be opened: it is not a plain http or https address."),
        next_step=_("Copy it and look at it first."),
    )
    if not text.isprintable() or any(char.isspace() or char in '\\"<>^`{|}' for char in text):
        raise refused
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise refused from None
    host = parts.hostname or ""
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        raise refused
    ascii_host = host if host.isascii() else bytes(QUrl.toAce(host).data()).decode("ascii")
    netloc = ascii_host if ":" not in ascii_host else f"[{ascii_host}]"
    if port is not None:
        netloc = f"{netloc}:{port}"
    url = QUrl(parts._replace(netloc=netloc).geturl(), QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.host(_ENCODED) != ascii_host.lower() or url.userInfo():
        raise refused
    return WebLink(url.toString(_ENCODED), ascii_host)


def open_web(link: WebLink | str) -> bool:
    """Opens a link in the browser; False when the system has none for it.

    `BadInput` for a text that is no link to be opened. A link whose host the person does not
    know should be shown before: see `WebLink.host`.
    """
    if isinstance(link, str):
        link = web_link(link)
    return QDesktopServices.openUrl(QUrl(link.url, QUrl.ParsingMode.StrictMode))


def open_file(path: Path) -> bool:
    """Opens a document in the system's viewer; False when the system has none for it.

    `BadInput` for everything but an ordinary file with the ending of a document: what another
    file does when it is opened is its writer's choice. Whoever calls has judged the content.
    """
    refused = BadInput(
        _("This file is not opened from here."), next_step=_("Save it and look at it with care.")
    )
    if path.suffix.lower() not in DOCUMENTS or not path.is_absolute():
        raise refused
    try:
        is_file = stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        is_file = False
    if not is_file:
        raise refused
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
