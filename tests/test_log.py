"""The log: where it goes, what it never holds, and that it never stops the program."""

from __future__ import annotations

import logging
import re
import stat
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui import log
from gui.log import masked
from gui.secret import BLIND, Secret
from tests.helpers.harness import ExpectLog


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    """The log file, while the log is running."""
    stop = log.start(tmp_path / "logs")
    yield tmp_path / "logs" / log.FILE_NAME
    stop()


def test_a_line_says_when_how_grave_who_and_what(written: Path) -> None:
    logging.getLogger("gui.services.drafts").info("draft kept after %d ms", 12)
    line = written.read_text(encoding="utf-8")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d INFO gui.services.drafts: "
        r"draft kept after 12 ms\n",
        line,
    )


def test_the_file_is_for_this_user_alone(written: Path) -> None:
    logging.getLogger("gui").info("x")
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert stat.S_IMODE(written.parent.stat().st_mode) == 0o700


def test_old_files_are_few_and_private_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_SIZE", 2000)
    stop = log.start(tmp_path)
    for number in range(300):
        logging.getLogger("gui").info("line %d", number)
    stop()
    files = sorted(tmp_path.iterdir())
    assert len(files) == 4
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert "line 299" in (tmp_path / log.FILE_NAME).read_text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Authorization: Bearer abc.def-123", f"Authorization: {BLIND}"),
        ("{'authorization': 'Bearer abc.def-123'}", f"{{'authorization': {BLIND}"),
        ("sent bearer abcdef123456 along", f"sent bearer {BLIND} along"),
        (
            "GET https://files.example/r.pdf?X-Amz-Signature=beef&Expires=1 200",
            f"GET https://files.example/r.pdf?{BLIND} 200",
        ),
        ("at https://files.example/r.pdf#tok", f"at https://files.example/r.pdf?{BLIND}"),
        ("via http://me:pass@proxy.example:3128/", f"via http://{BLIND}@proxy.example:3128/"),
        ("GET /spi/v3/candidates?email=a%40b.example", f"GET /spi/v3/candidates?{BLIND}"),
        ("asked for ana.o'neil+x@mail.example.org", f"asked for ana.o'{BLIND}@{BLIND}"),
        ("Set-Cookie: id=1; Secure", f"Set-Cookie: {BLIND}"),
        ("Is it so? Yes.", "Is it so? Yes."),
        ("9 of 10 requests free", "9 of 10 requests free"),
        ("https://harbourworks.workable.com/spi/v3/jobs",) * 2,
    ],
)
def test_what_the_mask_takes_and_leaves(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_secrets_are_hidden_in_messages_arguments_and_traces(written: Path) -> None:
    token = Secret("wkb_0123456789abcdef")
    logger = logging.getLogger("gui.workable")
    logger.info("token %s", token)
    logger.info("token %s", token.reveal())
    try:
        raise RuntimeError(f"header {token.reveal()} refused")
    except RuntimeError:
        logger.info("failed", exc_info=True)
    text = written.read_text(encoding="utf-8")
    assert "RuntimeError: header ••• refused" in text
    assert token.reveal() not in text


def test_a_strangers_text_cannot_pose_as_a_record(written: Path) -> None:
    logging.getLogger("gui").info("name %s", "Ana\n2026-01-01T00:00:00 ERROR gui: forged")
    lines = written.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("2026-01-01T00:00:00")] == []
    assert lines[1].startswith("    ")


def test_texts_that_are_no_unicode_are_written(written: Path) -> None:
    logging.getLogger("gui").info("name %s", "half \ud83d of it")
    assert "half \\ud83d of it" in written.read_text(encoding="utf-8")


def test_the_http_client_is_quiet(written: Path) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://x.example/?token=1")
    logging.getLogger("httpcore.http11").info("send_request_headers.started")
    logging.getLogger("uvicorn.access").info("GET /spi/v3/candidates")
    assert written.read_text(encoding="utf-8") == ""


def test_detail_only_on_request(tmp_path: Path) -> None:
    for debug, expected in ((False, ""), (True, "DEBUG gui.model: detail\n")):
        stop = log.start(tmp_path / str(debug), debug=debug)
        logging.getLogger("gui.model").debug("detail")
        stop()
        assert (tmp_path / str(debug) / log.FILE_NAME).read_text().endswith(expected)
    assert (tmp_path / "False" / log.FILE_NAME).read_text() == ""


def test_pythons_warnings_are_logged(
    tmp_path: Path, expect_log: ExpectLog, recwarn: pytest.WarningsRecorder
) -> None:
    stop = log.start(tmp_path)
    with warnings.catch_warnings(), expect_log("old way"):
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.simplefilter("always")
        warnings.warn("old way", DeprecationWarning, stacklevel=1)
    stop()
    assert "WARNING py.warnings" in (tmp_path / log.FILE_NAME).read_text()


def test_warnings_reach_the_terminal_masked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], expect_log: ExpectLog
) -> None:
    stop = log.start(tmp_path)
    logging.getLogger("gui").info("quiet")
    with expect_log("loud"):
        logging.getLogger("gui").warning("loud for ana@mail.example")
    stop()
    assert capsys.readouterr().err.endswith(f"WARNING gui: loud for {BLIND}@{BLIND}\n")


def test_a_folder_that_cannot_be_written_is_said_and_does_no_harm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], expect_log: ExpectLog
) -> None:
    (tmp_path / "file").touch()
    with expect_log("No log is written"):
        stop = log.start(tmp_path / "file" / "logs")
    logging.getLogger("gui").info("goes nowhere")
    stop()
    assert "No log is written" in capsys.readouterr().err


def test_a_full_disk_does_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    (tmp_path / log.FILE_NAME).symlink_to("/dev/full")
    stop = log.start(tmp_path)
    logging.getLogger("gui").info("does not fit")
    stop()
    assert capsys.readouterr().err == ""


def test_without_folder_and_terminal_it_still_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    stop = log.start(None)
    logging.getLogger("gui").info("goes nowhere")
    stop()


def test_stopping_leaves_logging_as_it_was(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.getLogger("httpx").level)
    log.start(tmp_path)()
    assert (root.level, list(root.handlers), logging.getLogger("httpx").level) == before
