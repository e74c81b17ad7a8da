"""Reads resumes in the test's own process: the decoder's code without the process around it.

Quick, and good enough for files that the tests made themselves; `gui.services.reading` is what
strangers' files go through.
"""

from __future__ import annotations

import json
from typing import Any

from gui.decoder import serving
from gui.model.resume.document import MOST_PAGES, ResumeText
from gui.services.reader_answers import Pages, read_flowing, read_pages

MEDIA = {
    "pdf": "application/pdf",
    "scan": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "rtf": "application/rtf",
    "doc": "application/msword",
}
_FORMS = {"pdf": b"pdf ", "scan": b"pdf ", "docx": b"docx", "rtf": b"rtf ", "doc": b"doc "}


def read_here(data: bytes, kind: str) -> ResumeText:
    """The text of a resume; `kind` is pdf, scan, docx, rtf or doc."""
    document: Any = serving._open(_FORMS[kind], data)
    if kind not in ("pdf", "scan"):
        return read_flowing(MEDIA[kind], _plain(document.text(0)))
    sizes, more = read_pages(_plain(document.about()), MOST_PAGES)
    pages = Pages(MEDIA[kind], more)
    for number, (width, height) in enumerate(sizes):
        pages.add(width, height, _plain(document.text(number)))
    return pages.whole()


def _plain(made: Any) -> dict[str, object]:
    """An answer as it arrives from the other process."""
    found = json.loads(json.dumps(made))
    assert isinstance(found, dict)
    return found
