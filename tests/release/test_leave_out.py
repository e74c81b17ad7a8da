"""What a package carries and what it leaves to the system."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from tests.helpers.packaging_scripts import PACKAGING, script

ROOT = Path(__file__).parent.parent.parent
leave_out = script("leave_out")

KEPT = [
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/imageformats/libqjpeg.so",
    "PySide6/Qt/plugins/imageformats/libqgif.so",
    "PySide6/Qt/plugins/imageformats/libqsvg.so",
    "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
    "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
    "PySide6/Qt/translations/qtbase_de.qm",
    "PySide6/Qt/lib/libQt6XcbQpa.so.6",
    "libQt6DBus.so.6",
    "libcrypto.so.3",
    "libsqlite3.so.0",
    "libffi.so.8",
    "pypdfium2_raw/libpdfium.so",
    "gui/resources/sandbox/world.json",
    "gui/resources/guide/open-dark.png",
]
LEFT_OUT = [
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/plugins/platforms/libqvnc.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/plugins/imageformats/libqpdf.so",
    "PySide6/Qt/plugins/tls/libqopensslbackend.so",
    "PySide6/Qt/translations/qtdeclarative_de.qm",
    "PySide6/Qt/lib/libQt6Network.so.6",
    "libQt6Qml.so.6",
    "PySide6/Qt/qml/QtQuick/qmldir",
    "gui/resources/guide/de/open-dark.png",
]
SYSTEM = ["libstdc++.so.6", "libX11.so.6", "libxcb-cursor.so.0", "libglib-2.0.so.0", "libz.so.1"]


@pytest.mark.parametrize("name", KEPT)
def test_kept(name: str) -> None:
    assert not leave_out.is_left_out(name, "linux")
    assert not leave_out.is_left_out(name, "win32")


@pytest.mark.parametrize("name", LEFT_OUT)
def test_left_out_everywhere(name: str) -> None:
    assert leave_out.is_left_out(name, "linux")
    assert leave_out.is_left_out(name, "darwin")


@pytest.mark.parametrize("name", SYSTEM)
def test_the_system_supplies_it_on_linux_only(name: str) -> None:
    assert leave_out.is_left_out(name, "linux")
    assert not leave_out.is_left_out(name, "darwin")


def test_windows_names_are_matched_too() -> None:
    assert leave_out.is_left_out(r"PySide6\plugins\imageformats\qpdf.dll", "win32")
    assert leave_out.is_left_out(r"PySide6\opengl32sw.dll", "win32")
    assert not leave_out.is_left_out(r"PySide6\plugins\platforms\qwindows.dll", "win32")
    assert not leave_out.is_left_out(r"PySide6\Qt6Core.dll", "win32")


def test_no_module_that_the_program_imports_is_left_out() -> None:
    imported: set[str] = set()
    for file in (ROOT / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module)
    assert "PySide6.QtSvg" in imported
    assert imported & set(leave_out.MODULES) == set()


def test_the_spec_is_python_that_reads_the_lists() -> None:
    tree = ast.parse((PACKAGING / "redline.spec").read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert {"MODULES", "is_left_out", "version"} <= names


def test_the_guides_pictures_go_along_and_the_readmes_stay() -> None:
    """The wheel and the frozen program take all of `resources` but what they name."""
    spec = (PACKAGING / "redline.spec").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    for left_out in (spec, "".join(wheel["exclude"])):
        assert "screenshots" in left_out
        assert "guide" not in left_out
        assert ".png" not in left_out
    assert wheel["include"] == ["/gui", "/resources"]


def test_qt_speaks_the_languages_of_the_program_only() -> None:
    other = leave_out.is_text_of_another_language
    folder = "PySide6/Qt/translations"
    assert other(f"{folder}/qtbase_ko.qm", {"de", "pt_BR"})
    assert not other(f"{folder}/qtbase_de.qm", {"de", "pt_BR"})
    assert not other(f"{folder}/qtbase_pt_BR.qm", {"de", "pt_BR"})
    assert not other(r"PySide6\translations\qtbase_de.qm", {"de_AT"})
    assert not other("gui/resources/styles/redline.qss", set())
