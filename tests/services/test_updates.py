"""Newer versions are looked for only where that was turned on, and only ever told."""

from __future__ import annotations

import asyncio
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import gui
from gui.errors import ConnectionFailed, RedlineError
from gui.paths import Profile
from gui.services.notices import Notices
from gui.services.settings import UPDATE_URL, Settings
from gui.services.tasks import Tasks
from gui.services.updates import STATE, Updates, newer_version
from gui.workable.transport import read_public
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

ADDRESS = "https://it.example/redline.txt"


class Desk:
    """Updates with everything around it; `answer` is what the address gives."""

    def __init__(self, folder: Path, policy_url: str | None = None, answer: object = b"") -> None:
        profile = Profile.at(folder)
        profile.create()
        self.notices = Notices()
        self.settings = Settings(profile, self.notices)
        self.asked: list[str] = []
        self.answer = answer

        def on_error(_name: str, error: BaseException) -> None:
            raise error

        self.tasks = Tasks(on_error)
        self.updates = Updates(
            *(self.settings, self.tasks, self.notices),
            policy_url=policy_url,
            read=self.read,
            delay_s=0,
        )

    async def read(self, address: str, _cap: int) -> bytes:
        self.asked.append(address)
        if isinstance(self.answer, Exception):
            raise self.answer
        assert isinstance(self.answer, bytes)
        return self.answer

    async def close(self) -> None:
        await self.tasks.aclose()
        self.settings.close()


async def test_it_is_off_at_first(tmp_path: Path) -> None:
    desk = Desk(tmp_path, answer=b"99.0.0")
    assert desk.updates.address == ""
    desk.updates.start()
    for _ in range(5):
        await asyncio.sleep(0)
    assert desk.asked == []
    await desk.close()


async def test_a_newer_version_is_told_and_nothing_else_happens(tmp_path: Path) -> None:
    desk = Desk(tmp_path, answer=b"99.1.0\n")
    desk.updates.use(ADDRESS)
    await until(lambda: STATE in desk.notices.states)
    text = desk.notices.states[STATE].text
    assert "Redline 99.1.0 is there" in text
    assert gui.__version__ in text
    assert desk.asked == [ADDRESS]
    desk.updates.use("")
    assert STATE not in desk.notices.states
    assert desk.settings.get(UPDATE_URL) == ""
    await desk.close()


async def test_the_organisations_address_goes_before_the_persons(tmp_path: Path) -> None:
    desk = Desk(tmp_path, policy_url="https://policy.example/v", answer=b"99.0.0")
    desk.settings.set(UPDATE_URL, ADDRESS)
    desk.updates.start()
    await until(lambda: desk.asked)
    assert desk.asked == ["https://policy.example/v"]
    assert desk.updates.is_fixed
    await desk.close()


async def test_an_address_that_does_not_answer_disturbs_nobody(tmp_path: Path) -> None:
    desk = Desk(tmp_path, answer=ConnectionFailed("down"))
    desk.updates.use(ADDRESS)
    await until(lambda: desk.asked)
    await desk.tasks.settled("look for a newer version")
    assert desk.notices.states == {}
    assert list(desk.notices.history) == []
    await desk.close()


@pytest.mark.parametrize(
    "address", ["http://it.example/v", "ftp://it.example", "https://a b", "it.example", "file:///v"]
)
async def test_only_https_is_an_address(tmp_path: Path, address: str) -> None:
    desk = Desk(tmp_path)
    with pytest.raises(ValueError, match="https"):
        desk.updates.use(address)
    assert desk.updates.address == ""
    await desk.close()


@pytest.mark.parametrize(
    ("data", "newest"),
    [
        (b"0.1.1", "0.1.1"),
        (b"0.10.0\r\n", "0.10.0"),
        (b"0.1.0", None),
        (b"0.0.9", None),
        (b"", None),
        (b"<html>", None),
        (b"1.0", None),
        (b"1.0.0-beta", None),
        (b"1.0.0 https://evil.example", None),
        (b"\xff", None),
    ],
)
def test_what_counts_as_newer(data: bytes, newest: str | None) -> None:
    assert newer_version(data, "0.1.0") == newest


# --- the read itself, over real HTTP ----------------------------------------------------------


class Answers(BaseHTTPRequestHandler):
    seen: list[dict[str, str]] = []

    def do_GET(self) -> None:
        self.seen.append({name.lower(): value for name, value in self.headers.items()})
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/version")
            self.end_headers()
            return
        body = b"x" * 5000 if self.path == "/long" else b"1.2.3\n"
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        pass


async def test_the_file_is_read_without_token_cookies_and_redirects() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Answers.seen.clear()
    Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    try:
        assert await read_public(f"{base}/version", 1024) == b"1.2.3\n"
        assert not {"authorization", "cookie"} & Answers.seen[0].keys()
        for path in ("moved", "gone", "long"):
            with pytest.raises(RedlineError):
                await read_public(f"{base}/{path}", 1024)
        assert len(Answers.seen) == 4, "a redirect was followed"
        with pytest.raises(RedlineError):
            await read_public("http://it.example/version", 1024)
    finally:
        await asyncio.to_thread(server.shutdown)
        server.server_close()
