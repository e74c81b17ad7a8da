"""What a drag or the clipboard holds of files, pictures and links; nothing is read or judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMimeData

from gui.model.networks import is_web_url
from gui.model.picture_sources import picture_link_in

PICTURE_FORMATS: Final = ("image/png", "image/jpeg", "image/gif")
"""Pictures that are taken as they are, which neither decodes a stranger's picture here nor makes
it larger."""
_LONGEST_LINK: Final = 2_000


@dataclass(frozen=True, slots=True)
class Offered:
    """What a drag or the clipboard holds of what may become a resume or photo.

    `files` are addresses of files, those of other computers among them, `link` a web address:
    of a picture, where there is one too, the one that it comes from.
    """

    files: tuple[str, ...] = ()
    has_picture: bool = False
    link: str = ""


def what_is_in(mime: QMimeData) -> Offered | None:
    """What is offered, files before a picture before a link; None where it is nothing for us."""
    urls = [bytes(url.toEncoded().data()).decode("ascii", "replace") for url in mime.urls()]
    files = tuple(url for url in urls if not url.startswith(("http:", "https:")))
    if files:
        return Offered(files=files)
    if mime.hasImage() or any(mime.hasFormat(name) for name in PICTURE_FORMATS):
        return Offered(has_picture=True, link=_link_of_picture(mime, urls))
    text = urls[0] if urls else mime.text()[: _LONGEST_LINK + 1].strip()
    return Offered(link=text) if is_web_url(text) and len(text) <= _LONGEST_LINK else None


def _link_of_picture(mime: QMimeData, urls: list[str]) -> str:
    """Where a browser says that a picture comes from: in the HTML beside it, or its address."""
    link = picture_link_in(mime.html()) if mime.hasHtml() else ""
    if not link and urls:
        link = urls[0]
    return link if is_web_url(link) and len(link) <= _LONGEST_LINK else ""


def carries_files(mime: QMimeData) -> bool:
    """Whether it is one of files, which no line and no editor is to take for text."""
    return any(url.scheme() == "file" for url in mime.urls())
