"""What the release workflow and the page for IT name is there, and nothing that is there is left
out of them."""

from __future__ import annotations

import os
import re
from dataclasses import fields
from pathlib import Path

import pytest

from gui.services.policy import Policy, policy_file
from tests.helpers.packaging_scripts import PACKAGING, script

ROOT = PACKAGING.parent
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
PAGE = (PACKAGING / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SCRIPTS = sorted(
    file.relative_to(ROOT).as_posix()
    for kind in ("*.sh", "*.ps1")
    for file in PACKAGING.rglob(kind)
)


def test_every_script_that_the_workflow_runs_is_there() -> None:
    named = set(re.findall(r"packaging/[\w./-]+\.(?:sh|py|ps1)", WORKFLOW))
    assert len(named) >= 8
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
    targets = set(re.findall(r"\bmake ([a-z -]+)", WORKFLOW))
    wanted = {each for line in targets for each in line.split()}
    assert wanted <= set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)) | {"python", "ca"}


@pytest.mark.skipif(os.name != "posix", reason="modes")
@pytest.mark.parametrize("name", [name for name in SCRIPTS if name.endswith(".sh")])
def test_scripts_can_be_run_and_stop_at_the_first_fault(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert os.access(ROOT / name, os.X_OK)
    assert re.search(r"^set -eu", text, re.MULTILINE)


def test_actions_of_others_are_pinned_to_a_commit() -> None:
    used = re.findall(r"uses: (\S+)", WORKFLOW)
    assert used
    assert [each for each in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each)] == []


def test_the_page_names_every_key_and_place_of_the_policy() -> None:
    keys = {field.name for field in fields(Policy)} - {"problems", "file"}
    assert {key for key in keys if f"| `{key}` |" not in PAGE} == set()
    for platform in ("linux", "darwin"):
        assert policy_file(platform).as_posix() in PAGE
    assert r"C:\Program Files\Redline\policy.json" in PAGE


def test_the_page_names_the_agreed_sizes() -> None:
    freeze = (PACKAGING / "freeze.py").read_text(encoding="utf-8")
    unpacked = re.search(r"^MOST_MB = (\d+)", freeze, re.MULTILINE)
    packed = re.search(
        r"^MOST_MB = (\d+)", (PACKAGING / "linux" / "deb.py").read_text("utf-8"), re.MULTILINE
    )
    assert unpacked is not None
    assert packed is not None
    assert f"{unpacked[1]} MB unpacked and {packed[1]} MB as `.deb`" in PAGE


def test_the_page_names_where_the_person_s_data_is() -> None:
    from gui.paths import Profile

    home = Path("/somewhere")
    profile = Profile(home)
    names = [
        *(profile.settings_file, profile.drafts_file, profile.journal_file, profile.sandbox_dir),
        *(profile.staged_dir, profile.kept_dir, profile.damaged_dir, profile.logs_dir),
    ]
    assert [path.name for path in names if f"`{path.name}" not in PAGE] == []


def test_every_switch_of_the_installer_is_on_the_page() -> None:
    nsi = (PACKAGING / "windows" / "redline.nsi").read_text(encoding="utf-8")
    for switch in ("/S", "/D=", "/KEEPDATA="):
        assert switch in nsi
        assert switch in PAGE
    assert "RequestExecutionLevel user" in nsi
    assert "HKLM" not in nsi


def test_links_are_registered_by_each_package() -> None:
    scheme = script("facts").SCHEME
    assert f"x-scheme-handler/{scheme};" in (PACKAGING / "linux" / "redline.desktop").read_text()
    assert '"URL Protocol"' in (PACKAGING / "windows" / "redline.nsi").read_text(encoding="utf-8")
    assert "CFBundleURLSchemes" in (PACKAGING / "redline.spec").read_text(encoding="utf-8")
    from gui.services.links import SCHEME

    assert scheme == SCHEME
