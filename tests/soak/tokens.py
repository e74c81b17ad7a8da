"""The hunt for the token: one that exists nowhere else, and afterwards everything is searched.

A program of its own works with it through every kind of fault, with all logs open, with reports
of faults that hold it, with drafts, journal and settings on its disk. While it still runs, its
command line and environment are read; then its folders, its temporary files and all that it
printed. Another host listens where redirects, proxies and signed links lead, and tells who came
with what.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import logging
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication

from tests.helpers.garbage import collected_here
from tests.soak.serve import ROOT, served

ERRORS: Final = "standard-error"
"""The file in the folder of a hunt with what the program wrote there."""

_HOSTS: Final = (
    "evil.com/",
    "x@evil.com",
    "a#evil.com",
    "a?evil.com",
    "evil。com",
    "еvil",
    "soak.workable.com.evil.example",
    "127.0.0.1:9\\@evil",
)
"""What somebody might be talked into typing as a subdomain (reliability H20)."""


@dataclass
class Hunt:
    """What was searched and where the token was found."""

    requests: int = 0
    faults: int = 0
    files: int = 0
    searched: int = 0
    """Bytes."""
    elsewhere: int = 0
    """Requests that reached another host."""
    hits: list[str] = field(default_factory=list)


def hunt(cycles: int, seed: str, *, careless: bool = False) -> Hunt:
    """Lets a program work with a new token and searches everything for it.

    A `careless` one writes its log as it comes: there the token must be found, or the hunt is
    blind.
    """
    found = Hunt()
    token = f"tok-{secrets.token_hex(24)}"
    forms = _forms(token)
    with (
        tempfile.TemporaryDirectory(prefix="redline-hunt-") as name,
        served(token=token, seed=seed, people=5, rate=0.4, forgets=True) as server,
    ):
        folder = Path(name)
        with _program(folder, server.trap) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            options = {
                "url": server.url,
                "trap": server.trap,
                "token": token,
                "cycles": cycles,
                "careless": careless,
            }
            process.stdin.write(json.dumps(options) + "\n")
            process.stdin.flush()
            ready = process.stdout.readline()
            for place, data in _processes(process.pid):
                _look(found, forms, place, data)
            out, _none = process.communicate(timeout=120)
            printed = f"{ready}{out}{(folder / ERRORS).read_text()}"
        _look(found, forms, "what it printed", printed.encode())
        if "worked" not in ready or process.returncode != 0:
            found.hits.append(f"the program did not come to its end: {printed[-2000:]}")
        for file in folder.rglob("*"):
            if file.is_file():
                _look(found, forms, str(file.relative_to(folder)), file.read_bytes())
                found.files += 1
    found.requests = server.saw.get("requests", 0)
    found.faults = sum(server.saw.get("faults", {}).values())
    found.elsewhere = server.saw.get("trap", 0)
    if server.saw.get("token_in_trap", 1):
        found.hits.append("another host was given the token")
    return found


def _forms(token: str) -> dict[str, bytes]:
    """The token and what it is called in other alphabets."""
    plain = token.encode()
    return {
        "plain": plain,
        "in base64": base64.b64encode(plain).rstrip(b"=")[:-1],
        "as a bearer in base64": base64.b64encode(b"Bearer " + plain).rstrip(b"=")[:-1],
        "quoted": quote(token, safe="").encode(),
        "in hexadecimal": plain.hex().encode(),
        "in UTF-16": token.encode("utf-16-le"),
        "its second half": plain[len(plain) // 2 :],
    }


def _look(found: Hunt, forms: dict[str, bytes], place: str, data: bytes) -> None:
    found.searched += len(data)
    for name, form in forms.items():
        if form in data:
            found.hits.append(f"{place} ({name})")


@contextlib.contextmanager
def _program(folder: Path, trap: str) -> Iterator[subprocess.Popen[str]]:
    """The program in folders of its own, with proxies in its environment that lead elsewhere."""
    home, temporary = folder / "home", folder / "tmp"
    home.mkdir()
    temporary.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("REDLINE_")},
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "QT_QPA_PLATFORM": "offscreen",
        "HTTP_PROXY": trap,
        "HTTPS_PROXY": trap,
        "ALL_PROXY": trap,
        "PYTHONPATH": str(ROOT),
    }
    with (
        # Into a file: a pipe that nobody empties stops whoever fills it.
        (folder / ERRORS).open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.soak.tokens", str(folder / "profile")],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        yield process


def _processes(pid: int) -> Iterator[tuple[str, bytes]]:
    """Command line and environment of a process and all its children."""
    for name in ("cmdline", "environ"):
        with contextlib.suppress(OSError):
            yield f"{name} of {pid}", Path(f"/proc/{pid}/{name}").read_bytes()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                yield from _processes(int(child))


# --- the program that is hunted -----------------------------------------------------------------


def main(profile: Path) -> None:
    """Works with the token that comes by standard input; waits to be looked at, and ends."""
    import keyring

    import gui.log
    from tests.helpers.memory_keyring import MemoryKeyring

    options = json.loads(sys.stdin.readline())
    keyring.set_keyring(MemoryKeyring())
    if options["careless"]:
        gui.log.masked = lambda text: text
    app = QCoreApplication([])  # without one Qt complains about each timer
    stop = gui.log.start(profile / "logs", debug=True)
    for name in ("httpx", "httpcore", "hpack", "asyncio", "gui"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    with collected_here():
        asyncio.run(_work(profile, options))
    stop()
    del app


async def _work(folder: Path, options: dict[str, Any]) -> None:
    from gui.app.hooks import FaultReporter
    from gui.paths import Profile
    from gui.secret import Secret
    from gui.services.accounts import Accounts, SavedAccount, save_account
    from gui.services.connection import Connection
    from gui.services.line import AccountInUse
    from gui.services.reports import Reports
    from gui.services.secrets import SystemSecrets
    from gui.services.settings import Settings
    from gui.workable.client import WorkableClient
    from gui.workable.endpoint import endpoint_from_url
    from gui.workable.pace import Pace
    from gui.workable.transport import Limits, Transport
    from tests.helpers.office import Office, Person

    profile = Profile(folder)
    profile.create()
    token = Secret(options["token"])
    office = Office(Person(takes="mine"), profile)
    reports = Reports(profile.logs_dir)
    reporter = FaultReporter(office.notices, reports)
    settings = Settings(profile, office.notices)
    account = SavedAccount("soak", "Soak")
    await save_account(Accounts(settings), SystemSecrets(), account, token)
    endpoint = endpoint_from_url(options["url"], "soak")
    limits = Limits(read_deadline=0.3, answer_cap=1024 * 1024)
    transport = await Transport.connect(endpoint, token, limits=limits)
    client = WorkableClient(transport, Pace(limit=1000, interval=0.001), rand=lambda: 0.0)
    await office.line.use(
        Connection(client, office.person), AccountInUse("soak", "Soak", endpoint.host)
    )
    office.desk.use_account("soak")
    with reports.listening():
        for number in range(options["cycles"]):
            await _cycle(office, number)
        await _mishaps(client, token, options["trap"], reporter)
    _shown_requests(client, folder)
    print("worked", flush=True)
    # The parent looks at this process now, and ends its input.
    await asyncio.to_thread(sys.stdin.read)
    await office.aclose()
    settings.close()


async def _cycle(office: Any, number: int) -> None:
    from gui.errors import RedlineError
    from gui.model import edits

    candidate_id = f"1de0{number % 5:04x}"
    with contextlib.suppress(RedlineError):
        office.desk.open(candidate_id)
        await office.tasks.settled("open")
        session = office.desk.sessions.get(candidate_id)
        if session is None:
            return
        session.edit(lambda d: edits.set_value(d, "headline", f"Headline {number}"))
        session.edit(lambda d: edits.add_words(d, "tags", [f"t{number}"]))
        office.sending.send(session)
        await office.sending.settled(session)


async def _mishaps(client: Any, token: Any, trap: str, reporter: Any) -> None:
    """Everything that could carry the token somewhere else."""
    from gui.errors import RedlineError
    from gui.secret import Secret
    from gui.workable.endpoint import endpoint_from_url, endpoint_of_account, read_token
    from gui.workable.transport import Transport

    log = logging.getLogger("gui.soak")
    for text in _HOSTS:
        with contextlib.suppress(RedlineError):
            endpoint_of_account(text)
            log.error("%s was taken for a subdomain", text)
    for link in (f"{trap}/uploads/cv.pdf?sig=1", f"{trap}/x@y", "file:///etc/passwd"):
        with contextlib.suppress(RedlineError):
            await client.download(link)
    for text in (f"{token.reveal()} ", f"{token.reveal()}\nx", f"ß{token.reveal()}"):
        try:
            read_token(text)
        except RedlineError as error:
            log.warning("%s", error)
    broken = Secret(f"{token.reveal()}\r\nX-Other: 1")
    try:
        transport = await Transport.connect(endpoint_from_url(f"{trap}/spi/v3"), broken)
        await transport.send("GET", ("accounts",))
    except RedlineError as error:
        log.exception("as it should")
        reporter.report("a header", error)
    try:
        raise ValueError(f"a fault that quotes Bearer {token.reveal()}")
    except ValueError as error:
        log.exception("with a trace, token=%s", token.reveal())
        reporter.report("a fault", error)
    log.info("GET https://user:%s@host/path?access_token=%s", token.reveal(), token.reveal())


def _shown_requests(client: Any, folder: Path) -> None:
    """What a person may copy for support."""
    from gui.workable.body import as_curl, preview_body

    text = as_curl("PATCH", client.url_of_candidate("1de00000"), preview_body({"phone": "1"}))
    (folder / "copied.txt").write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
