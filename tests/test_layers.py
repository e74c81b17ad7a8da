"""The structure of the program, read from its source: who may import whom, and what is done in
one place only. Each rule is a test of its own, with its reason."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers.sources import GUI, ROOT, modules, nodes, tree

LEAVES = {"errors", "i18n", "log", "paths", "pseudo", "secret"}
QT = ("PySide6", "shiboken6", "qasync", "PyQt6", "PyQt5", "PySide2")


# --- reading ------------------------------------------------------------------------------------


class Import(NamedTuple):
    """One imported name, such as `gui.model.record` or `PySide6.QtCore.Signal`."""

    name: str
    where: str
    only_for_types: bool


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


@functools.cache
def imports(path: Path) -> tuple[Import, ...]:
    """Every import in the file, wherever it stands."""

    def walk(node: ast.AST, only_for_types: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(alias.name, where(path, child), only_for_types)
            elif isinstance(child, ast.ImportFrom):
                for alias in child.names:
                    name = f"{child.module}.{alias.name}"
                    yield Import(name, where(path, child), only_for_types)
            yield from walk(child, only_for_types or _is_type_checking(child))

    return tuple(walk(tree(path), False))


def is_within(name: str, *packages: str) -> bool:
    return any(name == each or name.startswith(each + ".") for each in packages)


def offenders(package: str, *forbidden: str, also_types: bool = True) -> list[str]:
    """Where modules of `package` import anything of `forbidden`."""
    return [
        f"{each.where} imports {each.name}"
        for path in modules(package)
        for each in imports(path)
        if is_within(each.name, *forbidden) and (also_types or not each.only_for_types)
    ]


# --- layers -------------------------------------------------------------------------------------


def test_this_test_reads_the_program() -> None:
    """A test that reads nothing would pass for ever."""
    read = {path.relative_to(GUI).as_posix() for path in modules()}
    assert {"__init__.py", "errors.py", "services/loop.py"} <= read
    assert "qasync" in {each.name for each in imports(GUI / "services" / "loop.py")}


def test_leaves_import_only_leaves() -> None:
    """Everybody imports them, so whatever they import is imported by everybody."""
    allowed = [f"gui.{name}" for name in LEAVES]
    wrong = [
        f"{each.where} imports {each.name}"
        for name in sorted(LEAVES)
        if (GUI / f"{name}.py").exists()
        for each in imports(GUI / f"{name}.py")
        if is_within(each.name, *QT)
        or (is_within(each.name, "gui") and each.name not in ("gui", "gui.paths"))
        if not is_within(each.name, *allowed)
    ]
    assert wrong == []


def test_modules_beside_the_layers_are_leaves_or_the_top() -> None:
    """A new file in `gui/` itself would belong to no layer, and no rule would hold it."""
    beside = {path.stem for path in GUI.glob("*.py")}
    assert beside <= LEAVES | {"__init__", "__main__", "app", "self_test"}


def test_model_imports_only_leaves() -> None:
    """The model is the part that must be right: pure data, testable in microseconds."""
    layers = ("gui.app", "gui.views", "gui.services", "gui.workable", "gui.sandbox")
    network_and_disk = (
        "httpx",
        "httpcore",
        "asyncio",
        "sqlite3",
        "keyring",
        "starlette",
        "uvicorn",
    )
    assert offenders("model", *layers, *QT, *network_and_disk) == []


def test_workable_imports_only_model_and_leaves() -> None:
    """The service client works without a window, and its tests without Qt."""
    assert offenders("workable", "gui.app", "gui.views", "gui.services", "gui.sandbox", *QT) == []


def test_sandbox_imports_only_model_and_leaves() -> None:
    """The stand-in judges the client. Were it to share the client's code, both would share its
    mistakes, and the tests would see none."""
    layers = ("gui.app", "gui.views", "gui.services", "gui.workable")
    assert offenders("sandbox", *layers, *QT, "httpx") == []


def test_services_use_qtcore_at_most() -> None:
    """What the program does must not depend on how it looks."""
    drawing = ("PySide6.QtWidgets", "PySide6.QtGui", "PySide6.QtSvg", "PySide6.QtSvgWidgets")
    assert offenders("services", "gui.app", "gui.views", *drawing) == []


def test_views_do_not_talk_to_the_service() -> None:
    """A widget that sends requests, opens databases or reads the keyring cannot be tested by
    looking at it, nor trusted."""
    wrong = offenders("views", "httpx", "keyring", "sqlite3", "starlette", "uvicorn")
    wrong += offenders("views", "gui.app", "gui.sandbox", "gui.workable", also_types=False)
    assert wrong == []


def test_only_the_top_imports_the_composition_root() -> None:
    """`app` knows everybody; whoever knew `app` would know everybody too."""
    wrong = [
        f"{each.where} imports {each.name}"
        for path in modules()
        if path.name != "__main__.py" and path.parent.name != "app"
        for each in imports(path)
        if is_within(each.name, "gui.app", "gui.__main__")
    ]
    assert wrong == []


def test_the_program_does_not_import_its_tests() -> None:
    """Tests are not installed with it."""
    assert offenders("", "tests", "pytest", "hypothesis", "PIL", "reportlab", "docx") == []


def test_no_package_hides_the_library_packaging() -> None:
    """With an `__init__.py`, our folder `packaging/` would be imported instead of the library."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


BLOCKED = """
import importlib, pkgutil, sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"no {{name}} here", name=name)

sys.meta_path.insert(0, Blocker())
count = 0
for package in {packages!r}:
    module = importlib.import_module(package)
    names = [found.name for found in pkgutil.walk_packages(module.__path__, package + ".")]
    for name in names:
        if not name.endswith(".__main__"):
            importlib.import_module(name)
            count += 1
leaked = [name for name in sys.modules if name.partition(".")[0] in {names!r}]
assert not leaked, leaked
print(count)
"""


def test_model_workable_and_sandbox_import_without_qt() -> None:
    """They run in scripts, in the sandbox's own process and in tests, where there is no Qt."""
    packages = [f"gui.{name}" for name in ("model", "workable", "sandbox") if modules(name)]
    script = BLOCKED.format(names=QT, packages=packages)
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) >= len(packages)


def test_importing_the_command_line_stays_light() -> None:
    """Start-up: Qt's widgets, the HTTP client and the keyring are imported when they are needed,
    so that `--version` is instant and the first paint early."""
    if not (GUI / "__main__.py").exists():
        pytest.skip("no command line yet")
    heavy = ("httpx", "keyring", "starlette", "uvicorn", "PySide6", "qasync", "asyncio")
    script = f"import gui.__main__, sys; print([n for n in {heavy!r} if n in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "[]", run.stderr


# --- things done in one place -------------------------------------------------------------------


class Rule(NamedTuple):
    """What must not be written, except in the places that own it."""

    what: str
    pattern: str
    """Matched against the code, comments and texts left out."""
    allowed: tuple[str, ...]
    why: str


RULES = [
    Rule(
        "exec",
        r"\.exec_?\(",
        (),
        "a nested event loop in or below a task strands other tasks for ever",
    ),
    Rule(
        "process_events",
        r"\bprocessEvents\(",
        ("gui/app/",),
        "nests like exec; the start may paint once before any task runs",
    ),
    Rule(
        "focus_chain",
        r"\b(next|previous)InFocusChain\(",
        ("gui/views/focus.py",),
        "the binding takes the answer for a part of the one that was asked, and for dead with it",
    ),
    Rule(
        "redirects",
        r"follow_redirects\s*=\s*(?!False)",
        (),
        "a redirect carries the token to another host and turns a PATCH into a GET",
    ),
    Rule(
        "tls", r"\bverify\s*=\s*False|CERT_NONE|_create_unverified_context", (), "TLS is verified"
    ),
    Rule(
        "date_edit",
        r"\bQDate(Time)?Edit\b",
        (),
        "it has no empty state and invents dates for what it cannot show",
    ),
    Rule(
        "label",
        r"\bQLabel\(",
        ("gui/views/text.py",),
        "a label guesses at rich text; only the one class is sure to be plain",
    ),
    Rule(
        "label_class",
        r"class \w+\([^)]*\bQLabel\b",
        ("gui/views/text.py",),
        "a label guesses at rich text; only the one class is sure to be plain",
    ),
    Rule(
        "tool_tip",
        r"\bsetToolTip\(|\bQToolTip\.showText\(",
        ("gui/views/text.py",),
        "tool tips guess at rich text",
    ),
    Rule(
        "whats_this",
        r"\bsetWhatsThis\(|\bQErrorMessage\b",
        (),
        "shown as rich text",
    ),
    Rule(
        "rich_edit",
        r"\bQTextEdit\b|\bQTextBrowser\b|\bsetHtml\(|\bappendHtml\(|\binsertHtml\(",
        ("gui/views/text.py",),
        "rich text opens files and hangs on nested tables; QPlainTextEdit edits",
    ),
    Rule(
        "message_box",
        r"\bQMessageBox\b",
        ("gui/views/dialogs/message.py",),
        "its texts guess at rich text and its static calls nest an event loop",
    ),
    Rule(
        "static_dialogs",
        r"\bQInputDialog\b|\bQFileDialog\.get|\bQColorDialog\.get|\bQMenu\.exec",
        (),
        "nests an event loop",
    ),
    Rule(
        "desktop_services",
        r"\bQDesktopServices\b|\bwebbrowser\b|\bfromUserInput\(",
        ("gui/views/links.py",),
        "opens whatever scheme a stranger wrote",
    ),
    Rule(
        "http_client",
        r"\bhttpx\.(Async)?Client\(|\bhttpx\.(get|post|put|patch|delete|request|stream)\(",
        ("gui/workable/transport.py",),
        "limits, trust and the ban on redirects are set in one place",
    ),
    Rule(
        "tasks",
        r"\bcreate_task\(|\bensure_future\(|\bTaskGroup\(|@asyncSlot|@asyncClose",
        ("gui/services/tasks.py", "gui/sandbox/"),
        "tasks are only weakly held: without an owner they vanish, and their errors with them",
    ),
    Rule(
        "settings",
        r"\bQSettings\b",
        ("gui/services/settings.py",),
        "nothing of a record may reach the settings",
    ),
    Rule(
        "keyring",
        r"\bimport keyring\b|\bfrom keyring\b",
        ("gui/services/secrets.py", "gui/services/keyrings.py"),
        "it may block for a person and fails in many ways",
    ),
    Rule(
        "reveal",
        r"\.reveal\(\)",
        ("gui/workable/transport.py", "gui/services/secrets.py", "gui/secret.py"),
        "the token goes into the request's header and the keyring and nowhere else",
    ),
    Rule("shell", r"\bshell\s*=\s*True|\bos\.system\(|\bos\.popen\(", (), "strangers' file names"),
    Rule(
        "code_from_data",
        r"\b(pickle|marshal|shelve)\.|(?<![\w.])eval\(|(?<![\w.])exec\(",
        # PySide6's own modules out of its own archive; what `dataclasses` has written.
        ("gui/app/binding.py", "gui/app/late_functions.py"),
        "data is not code",
    ),
    Rule("print", r"(?<![\w.])print\(", ("gui/__main__.py", "gui/self_test.py"), "log or tell it"),
    Rule("sleep", r"\btime\.sleep\(", ("gui/sandbox/",), "it freezes the window"),
    Rule(
        "type_ignore",
        r"# type: ignore(?!\[)",
        (),
        "an exception from the types names which",
    ),
]


@functools.cache
def code(path: Path) -> str:
    """The source without docstrings, texts and comments, line numbers kept."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    for node in nodes(path):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))):
            continue
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        for number in range(node.lineno - 1, node.end_lineno):
            # Offsets count bytes.
            line = lines[number].encode()
            start = node.col_offset if number == node.lineno - 1 else 0
            end = node.end_col_offset if number == node.end_lineno - 1 else len(line)
            lines[number] = (line[:start] + b" " * (end - start) + line[end:]).decode()
    return "\n".join(line if "# type: ignore" in line else line.split("#")[0] for line in lines)


def findings(rule: Rule, path: Path) -> list[str]:
    relative = path.relative_to(ROOT).as_posix()
    if any(
        relative == each or (each[-1] == "/" and relative.startswith(each)) for each in rule.allowed
    ):
        return []
    return [
        f"{relative}:{number}: {line.strip()}"
        for number, line in enumerate(code(path).split("\n"), 1)
        if re.search(rule.pattern, line)
    ]


@pytest.mark.parametrize("rule", RULES, ids=[rule.what for rule in RULES])
def test_done_in_one_place(rule: Rule) -> None:
    """The rules that a script can check; each has its reason beside it."""
    found = [each for path in modules() for each in findings(rule, path)]
    assert found == [], f"{rule.why}; allowed in: {', '.join(rule.allowed) or 'no place'}"


BREACHES = {
    "exec": "dialog.exec()",
    "focus_chain": "widget.nextInFocusChain()",
    "process_events": "app.processEvents()",
    "redirects": "client.get(path, follow_redirects=True)",
    "tls": "make(verify=False)",
    "date_edit": "QDateEdit()",
    "label": "label = QLabel(text)",
    "label_class": "class Name(QLabel): pass",
    "tool_tip": "button.setToolTip(name)",
    "whats_this": "button.setWhatsThis(name)",
    "rich_edit": "edit = QTextEdit()",
    "message_box": "QMessageBox.question(self, a, b)",
    "static_dialogs": "QFileDialog.getOpenFileName(self)",
    "desktop_services": "QDesktopServices.openUrl(url)",
    "http_client": "async with httpx.AsyncClient() as client: pass",
    "tasks": "asyncio.create_task(work())",
    "settings": "QSettings().value(a)",
    "keyring": "import keyring",
    "reveal": "log.info(token.reveal())",
    "shell": "subprocess.run(line, shell=True)",
    "code_from_data": "pickle.loads(data)",
    "print": "print(name)",
    "sleep": "time.sleep(1)",
    "type_ignore": "x = y  # type: ignore",
}


@pytest.mark.parametrize("rule", RULES, ids=[rule.what for rule in RULES])
def test_each_rule_sees_a_breach(
    rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pattern with a slip in it would forbid nothing."""
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    breach = tmp_path / "breach.py"
    breach.write_text(f'"""Docs may say {BREACHES[rule.what]}"""\n{BREACHES[rule.what]}\n')
    assert [line.split(":")[1] for line in findings(rule, breach)] == ["2"]
