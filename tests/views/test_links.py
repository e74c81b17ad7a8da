"""Links from records: plain web addresses are opened, everything else is refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from gui.errors import BadInput
from gui.views.links import open_file, open_web, web_link


class Browser(QObject):
    """Stands for the system's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser(qapp: QApplication) -> Iterator[Browser]:
    browser = Browser()
    schemes = ("http", "https", "file", "javascript", "data", "smb")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, browser, "open")  # type: ignore[arg-type]  # the stub asks for bytes, Qt does not
    yield browser
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


def test_a_web_address_is_opened(browser: Browser) -> None:
    open_web("https://harbourworks.workable.com/backend/candidates/17?a=b%20c#top")
    assert browser.opened == ["https://harbourworks.workable.com/backend/candidates/17?a=b c#top"]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "smb://host/share",
        "https://user:pass@example.com/",
        "https://example.com@evil.test/",
        "https:///nohost",
        "https://exa mple.com",
        "https://example.com\\@evil.test",
        "https://example.com/\u202egpj",
        "//example.com",
        "www.example.com",
        "https://example.com:99999/",
        "https://[::1",
        "",
    ],
)
def test_anything_else_is_refused_in_words(browser: Browser, text: str) -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        open_web(text)
    assert browser.opened == []


def test_the_host_is_told_in_the_form_of_the_network() -> None:
    assert web_link("https://EXAMPLE.com/x").host == "example.com"
    assert web_link("https://exаmple.com/").host == "xn--exmple-4nf.com"  # a Cyrillic а
    assert web_link("http://127.0.0.1:8080/a").host == "127.0.0.1"


def test_a_document_is_opened_in_the_viewer(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "Osei #1 50%.PDF"
    path.write_bytes(b"%PDF-1.7")
    open_file(path)
    assert [QUrl(url).toLocalFile() for url in browser.opened] == [str(path)]


@pytest.mark.parametrize("name", ["cv.exe", "cv.desktop", "cv.html", "cv", "cv.pdf.lnk", ".pdf"])
def test_what_is_no_document_is_not_opened(browser: Browser, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7")
    with pytest.raises(BadInput, match="not opened from here"):
        open_file(tmp_path / name)
    assert browser.opened == []


def test_only_ordinary_files_by_their_whole_path_are_opened(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "folder.pdf").mkdir()
    for path in (tmp_path / "folder.pdf", tmp_path / "gone.pdf", Path("cv.pdf")):
        with pytest.raises(BadInput):
            open_file(path)
    assert browser.opened == []
