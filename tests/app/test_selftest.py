"""`redline --self-test`: passes where everything works, and says by name what does not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gui.app import selftest_parts
from gui.app.selftest_report import FILE_NAME, CheckFailed, Finding, Report, Verdict
from gui.services.policy import read_policy

ROOT = Path(__file__).parent.parent.parent
LINE = re.compile(r"(ok|note|FAILED) +([a-z ]+?)  +(.+)")
NAMES = [
    *("versions", "display", "resources", "translations", "certificates", "keyring"),
    *("policy", "pictures"),
    *("window", "photo", "pdf", "docx", "open", "edit", "send", "end"),
]

# The same program with a child process that cannot start.
WITHOUT_DECODER = """
import sys
from gui.services import preview
preview.decoder_command.__code__ = (lambda: ("/nonexistent/decoder",)).__code__
from gui.__main__ import main
sys.exit(main(["--self-test"]))
"""
WITHOUT_CONSOLE = """
import sys
sys.stdout = None
from gui.__main__ import main
sys.exit(main(["--self-test"]))
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=80,
        check=False,
    )


def verdicts(text: str) -> dict[str, str]:
    found = [LINE.fullmatch(line) for line in text.splitlines()[1:-1]]
    return {match[2]: match[1] for match in found if match is not None}


def test_it_passes_from_source_and_leaves_nothing(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    report = tmp_path / "report.txt"
    ran = run(
        *("-m", "gui", "--self-test", str(report)),
        TMPDIR=str(temporary),
        REDLINE_TOKEN="token-of-somebody",
        REDLINE_API_URL="https://harbourworks.workable.com/spi/v3",
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert list(verdicts(ran.stdout)) == NAMES
    assert "FAILED" not in ran.stdout
    assert ran.stdout.splitlines()[-1] == f"passed: {len(NAMES)} checks"
    assert '{"candidate": {"firstname": "Selftest"}}' in ran.stdout
    assert report.read_text(encoding="utf-8") == ran.stdout
    assert ran.stderr == ""
    assert "token-of-somebody" not in ran.stdout
    assert list(temporary.iterdir()) == []


def test_what_does_not_work_is_named(tmp_path: Path) -> None:
    ran = run("-c", WITHOUT_DECODER, TMPDIR=str(tmp_path))
    assert ran.returncode == 1, ran.stdout + ran.stderr
    found = verdicts(ran.stdout)
    assert [name for name in found if found[name] == "FAILED"] == ["photo", "pdf", "docx"]
    assert ran.stdout.splitlines()[-1] == f"FAILED: 3 of {len(NAMES)} checks (photo, pdf, docx)"


def test_without_a_console_the_report_is_a_file(tmp_path: Path) -> None:
    ran = run("-c", WITHOUT_CONSOLE, TMPDIR=str(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]
    assert list(verdicts((tmp_path / FILE_NAME).read_text(encoding="utf-8"))) == NAMES


async def test_an_error_that_nobody_expected_fails_its_check_and_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def good() -> Finding:
        return Finding("well")

    async def wrong() -> Finding:
        raise CheckFailed("no fonts")

    async def broken() -> Finding:
        raise ZeroDivisionError("by nought")

    async def noted() -> Finding:
        return Finding("none", Verdict.NOTE)

    report = Report(tmp_path / "report.txt")
    checks = (("a", broken), ("b", wrong), ("c", good), ("d", noted))
    passed = [await report.run(name, check) for name, check in checks]
    assert passed == [False, False, True, True]
    assert report.end() == 1
    report.close()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["FAILED", "a", "ZeroDivisionError:", "by", "nought"]
    assert lines[-1] == "FAILED: 2 of 4 checks (a, b)"
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").splitlines() == lines


async def test_what_an_organisation_has_set_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "policy.json"
    monkeypatch.setattr(selftest_parts, "policy_file", lambda: file)
    monkeypatch.setattr(
        selftest_parts,
        "read_policy",
        lambda path: read_policy(path, owners=frozenset({path.parent.stat().st_uid})),
    )
    assert await selftest_parts.policy() == Finding(f"none in {file}")
    file.write_text('{"read_only": true}', encoding="utf-8")
    file.chmod(0o644)
    said = await selftest_parts.policy()
    assert said == Finding(f"Set by your organisation ({file}): read only.")
    file.write_text('{"read_onyl": true}', encoding="utf-8")
    said = await selftest_parts.policy()
    assert said.verdict is Verdict.NOTE
    assert "read_onyl" in said.text
    file.write_text("{}", encoding="utf-8")
    assert "leaves everything to the person" in (await selftest_parts.policy()).text
