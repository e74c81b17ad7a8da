"""Every error that a person may see says what to do next, read from the source.

The sentence of a `RedlineError` is what happened, what was kept, what to do next. What happened is
easily written and leaves a person standing there; so whoever raises one says the third too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gui import errors
from tests.helpers.sources import ROOT, modules, nodes

ARE_THE_STEP = {
    ("gui/services/accounts.py", "Paste the token here."),
    ("gui/workable/reference.py", "Type an id, a profile link or an e-mail address."),
    # Somebody was asked whom to open and cancelled: there is nothing to be told.
    ("gui/services/connection.py", "Nobody was opened."),
}
"""Texts that say it themselves, by file."""
GIVEN_WHOLE = {"NobodyFound"}
"""Kinds whose whole sentence, the step with it, is made by another module."""


def files() -> Iterator[tuple[str, tuple[ast.AST, ...]]]:
    for path in modules():
        yield path.relative_to(ROOT).as_posix(), nodes(path)


def kinds() -> dict[str, bool]:
    """The names of all errors that people see, and whether the class says the step for all."""
    found = {
        name: False
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.RedlineError)
    }
    grew = True
    while grew:
        grew = False
        for _file, inside in files():
            for node in inside:
                if not isinstance(node, ast.ClassDef) or node.name in found:
                    continue
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                if bases & found.keys():
                    found[node.name] = any(
                        isinstance(inside, ast.keyword) and inside.arg == "next_step"
                        for inside in ast.walk(node)
                    )
                    grew = True
    return found


def made() -> Iterator[tuple[str, ast.Call]]:
    known = kinds()
    for file, inside in files():
        for node in inside:
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and known.get(node.func.id) is False
                and node.func.id not in GIVEN_WHOLE
            ):
                yield file, node


def test_this_reads_the_program() -> None:
    names = {call.func.id for _file, call in made() if isinstance(call.func, ast.Name)}
    assert {"BadFile", "NotKept", "BadReference", "SandboxNotStarted", "ConnectionFailed"} <= names


def test_every_error_says_what_to_do_next() -> None:
    without = [
        f"{file}:{call.lineno}: {ast.unparse(call)[:100]}"
        for file, call in made()
        if not any(word.arg in ("next_step", None) for word in call.keywords)
        and (file, _text(call)) not in ARE_THE_STEP
    ]
    assert without == []


def _text(call: ast.Call) -> str:
    return next(
        (
            node.value
            for node in ast.walk(call)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ),
        "",
    )
