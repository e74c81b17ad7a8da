"""Running the sandbox: where it listens, what it keeps, how it stops, by itself or embedded."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from gui.sandbox.host import DATABASE, NOTICE, SandboxHost, SandboxNotStarted
from gui.sandbox.tokens import Token
from gui.sandbox.world import World, WorldError
from tests.helpers.harness import ExpectLog
from tests.helpers.sandbox import RunningSandbox, fetch, running_sandbox, until
from tests.helpers.sandbox_world import AMARA, PDF, small_world

ROOT = Path(__file__).parent.parent.parent
PATH = f"/candidates/{AMARA}"


def lastname(sandbox: RunningSandbox) -> str:
    with sandbox.client() as api:
        name: str = api.get(PATH).json()["candidate"]["lastname"]
    return name


def rename(sandbox: RunningSandbox, name: str) -> None:
    with sandbox.client() as api:
        assert api.patch(PATH, json={"candidate": {"lastname": name}}).status_code == 200


class TestState:
    def test_it_survives_a_restart(self, tmp_path: Path) -> None:
        with running_sandbox(folder=tmp_path) as sandbox, sandbox.client() as api:
            rename(sandbox, "Osei")
            link = api.get(PATH).json()["candidate"]["resume_url"]
            sandbox.issue(token := _unique_token(sandbox))
            port = httpx.URL(sandbox.base_url).port
        with running_sandbox(folder=tmp_path) as sandbox:
            assert lastname(sandbox) == "Osei"
            assert [entry["method"] for entry in sandbox.log()][:2] == ["PATCH", "GET"]
            with sandbox.client(token.value) as api:
                assert api.get(PATH).status_code == 200
            # Links that are out stay good, apart from the port.
            moved = link.replace(f":{port}", f":{httpx.URL(sandbox.base_url).port}")
            assert fetch(moved).content == PDF

    def test_ids_go_on_where_they_were(self, tmp_path: Path) -> None:
        ids = []
        for _round in range(2):
            with running_sandbox(folder=tmp_path) as sandbox, sandbox.client() as api:
                sent = {"candidate": {"education_entries": [{"school": "KTH"}]}}
                entries = api.patch(PATH, json=sent).json()["candidate"]["education_entries"]
                ids.append(entries[0]["id"])
        assert len(set(ids)) == 2

    def test_fresh_starts_over(self, tmp_path: Path) -> None:
        with running_sandbox(folder=tmp_path) as sandbox:
            rename(sandbox, "Osei")
        running = SandboxHost(small_world, tmp_path, fresh=True).start()
        try:
            fresh = RunningSandbox(running)
            assert fresh.log() == []
            assert lastname(fresh) == "Osei-Lindqvist"
        finally:
            running.stop()

    def test_switches_do_not_survive(self, tmp_path: Path) -> None:
        with running_sandbox(folder=tmp_path) as sandbox:
            sandbox.switch("offline", True)
        with running_sandbox(folder=tmp_path) as sandbox:
            assert lastname(sandbox) == "Osei-Lindqvist"

    def test_files_are_this_users_only(self, tmp_path: Path) -> None:
        folder = tmp_path / "deep" / "sandbox"
        with running_sandbox(folder=folder) as sandbox:
            rename(sandbox, "Osei")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
        assert modes == dict.fromkeys(modes, 0o600)
        assert DATABASE in modes
        assert f"{DATABASE}-wal" in modes
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    def test_one_file_is_left_when_it_has_stopped(self, tmp_path: Path) -> None:
        with running_sandbox(folder=tmp_path) as sandbox:
            rename(sandbox, "Osei")
        assert [path.name for path in tmp_path.iterdir()] == [DATABASE]

    @pytest.mark.parametrize("what", ["no database", "another version"])
    def test_a_file_that_cannot_be_used_is_moved_aside(self, tmp_path: Path, what: str) -> None:
        path = tmp_path / DATABASE
        if what == "no database":
            path.write_bytes(b"not a database, but somebody may want it " * 100)
        else:
            with sqlite3.connect(path) as db:
                db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
                db.execute("INSERT INTO meta VALUES ('version', '0')")
            db.close()
        before = path.read_bytes()
        with running_sandbox(folder=tmp_path) as sandbox:
            aside = sandbox.running.moved_aside
            assert lastname(sandbox) == "Osei-Lindqvist"
        assert aside is not None
        assert aside.read_bytes() == before


class TestStarting:
    def test_it_listens_on_loopback_only(self, sandbox: RunningSandbox) -> None:
        for url in (sandbox.base_url, sandbox.running.control_url):
            parts = httpx.URL(url)
            assert parts.host == "127.0.0.1"
            with pytest.raises(OSError, match="refused"):
                socket.create_connection(("127.0.0.2", parts.port or 0), timeout=2)

    def test_it_says_how_to_reach_it(self, sandbox: RunningSandbox) -> None:
        running = sandbox.running
        assert running.base_url.endswith("/spi/v3")
        assert running.control_url.endswith("/sandbox")
        assert running.subdomain == "harbourworks"
        assert running.token == "sandbox-token-full-access"

    def test_on_a_named_port(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        running = SandboxHost(small_world, port=port).start()
        running.stop()
        assert running.base_url == f"http://127.0.0.1:{port}/spi/v3"

    def test_a_port_that_is_taken_is_said(self, sandbox: RunningSandbox) -> None:
        port = httpx.URL(sandbox.base_url).port or 0
        before = threading.active_count()
        with pytest.raises(SandboxNotStarted, match="could not be started"):
            SandboxHost(small_world, port=port).start()
        until(lambda: threading.active_count() == before)

    def test_a_folder_that_is_none_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        with pytest.raises(SandboxNotStarted, match="could not be started"):
            SandboxHost(small_world, tmp_path / "file").start()

    def test_a_world_that_is_damaged_is_said(self, tmp_path: Path) -> None:
        def no_world() -> World:
            raise WorldError("The sandbox cannot read its people.")

        with pytest.raises(SandboxNotStarted, match="cannot read its people"):
            SandboxHost(no_world, tmp_path).start()
        with running_sandbox(folder=tmp_path) as sandbox:
            assert lastname(sandbox) == "Osei-Lindqvist"

    def test_it_is_quick(self) -> None:
        # Measured: 4 ms. Hundreds of tests start one. Counted in this process's own time, so
        # that a busy machine does not matter.
        began = time.process_time()
        with running_sandbox():
            pass
        assert time.process_time() - began < 0.15

    def test_starting_offline(self) -> None:
        with running_sandbox(switches={"offline": True}) as sandbox, sandbox.client() as api:
            with pytest.raises(httpx.ConnectError):
                api.get(PATH)
            sandbox.switch("offline", False)
            assert api.get(PATH).status_code == 200


class TestStopping:
    def test_nothing_is_left(self) -> None:
        before = threading.active_count()
        with running_sandbox() as sandbox, sandbox.client() as api:
            api.get(PATH)
            url = sandbox.base_url
            sandbox.running.stop()
            assert threading.active_count() == before
            with pytest.raises(httpx.TransportError):
                fetch(url)
            sandbox.running.stop()

    def test_a_request_under_way_does_not_hold_it(self, sandbox: RunningSandbox) -> None:
        sandbox.switch("slow", 30)
        ended: list[str] = []

        def ask() -> None:
            with sandbox.client() as client:
                try:
                    client.get(PATH)
                except httpx.TransportError as error:
                    ended.append(type(error).__name__)

        asking = threading.Thread(target=ask)
        asking.start()
        until(lambda: sandbox.under_way() == 1)
        began = time.monotonic()
        sandbox.running.stop()
        asking.join(5)
        assert time.monotonic() - began < 5
        assert ended

    def test_two_at_once_do_not_meet(self, sandbox: RunningSandbox) -> None:
        with running_sandbox() as other:
            rename(other, "Osei")
            assert lastname(sandbox) == "Osei-Lindqvist"
            assert other.base_url != sandbox.base_url


def test_a_client_that_goes_before_its_request_is_read_is_no_fault(
    sandbox: RunningSandbox,
) -> None:
    """Nothing is logged, which the test run itself would notice."""
    sandbox.switch("slow", 0.05)
    host, port = sandbox.origin.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(b"GET /spi/v3/accounts HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        until(lambda: sandbox.under_way() == 1)
    until(lambda: sandbox.under_way() == 0)


def test_invalid_http_is_a_400_and_no_more(sandbox: RunningSandbox, expect_log: ExpectLog) -> None:
    host, port = sandbox.origin.removeprefix("http://").split(":")
    with expect_log("Invalid HTTP"), socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(b"HELO sandbox\r\n\r\n")
        assert line.recv(200).startswith(b"HTTP/1.1 400")
    assert lastname(sandbox) == "Osei-Lindqvist"


class TestByItself:
    """``python -m gui.sandbox``, with the people that come with the program."""

    def run(self, folder: Path, *more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "gui.sandbox", "--folder", str(folder), *more],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def test_it_says_what_it_is_and_serves_until_it_is_told_to_stop(self, tmp_path: Path) -> None:
        process = self.run(tmp_path)
        try:
            assert process.stdout is not None
            told: dict[str, Any] = json.loads(process.stdout.readline())
            headers = {"Authorization": f"Bearer {told['token']}"}
            page = fetch(f"{told['base_url']}/candidates", **headers)
            assert len(page.json()["candidates"]) == 50
            control = {told["control_header"]: told["control_secret"]}
            log = fetch(f"{told['control_url']}/log", **control)
            assert len(log.json()) == 1
        finally:
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=10)
        assert process.returncode == 0
        assert out == ""
        assert err.strip() == NOTICE
        assert "imitation" in NOTICE
        assert "invented people" in NOTICE

    def test_what_stops_it_from_starting_is_one_line(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        process = self.run(tmp_path / "file")
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out) == (1, "")
        assert err.count("\n") == 1
        assert "could not be started" in err


def _unique_token(sandbox: RunningSandbox) -> Token:
    return Token("sandbox-unique", "unique", ("r_candidates",), sandbox.subdomain)
