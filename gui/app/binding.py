"""PySide6 imported without what it loads in order to explain mistakes.

Each import of PySide6 compiles a dozen modules out of an archive inside the library: the text of
error messages, of ``__doc__`` and of type stubs. And from then on each import of anything reads
that module's source, and keeps it, to see whether it asks for ``snake_case`` names. Together this
is a third of a bare window's start, and twelve megabytes. Here those modules are loaded when
somebody asks one of them for something, as for the text of a `TypeError`, and nothing is read.

What the library does not do as expected is left as it is: then it only takes longer.
"""

from __future__ import annotations

import builtins
import sys
import threading
from typing import Any, Final

_ARCHIVE: Final = "shibokensupport/signature/"
_LATER: Final = frozenset(
    f"{_ARCHIVE}{name}.py"
    for name in (
        *("mapping", "errorhandler", "layout", "parser"),
        *("lib/tool", "lib/enum_sig", "lib/pyi_generator"),
    )
)
_loading = threading.RLock()
_STAND_IN: Final = """
def __getattr__(name):
    if name == "__path__":
        raise AttributeError(name)
    from gui.app.binding import load
    return load(globals(), name)

def update_mapping():  # of `mapping`: the library looks it up past __getattr__
    __getattr__("update_mapping")()
"""


def import_lightly() -> None:
    """Imports PySide6; nothing happens where it was imported already."""
    if "PySide6" in sys.modules or "shiboken6" in sys.modules:
        return
    real: Any = builtins.compile
    stand_in = real(_STAND_IN, __file__, "exec")

    def compiled(source: Any, filename: Any, *more: Any, **others: Any) -> Any:
        return stand_in if filename in _LATER else real(source, filename, *more, **others)

    builtins.compile = compiled
    try:
        import PySide6  # noqa: F401
    finally:
        builtins.compile = real
    if sys.modules.get("__feature__") is not None and hasattr(builtins, "__orig_import__"):
        builtins.__import__ = builtins.__orig_import__


def load(module: dict[str, Any], name: str) -> Any:
    """What a module of the archive has under a name, now that it is asked for."""
    with _loading:  # whichever thread makes a mistake first
        if module.pop("__getattr__", None) is not None:
            file = module["__file__"]
            source = module["__loader__"].zfile.read(file)
            exec(compile(source, file, "exec"), module)  # noqa: S102  # the library's own
    try:
        return module[name]
    except KeyError:
        raise AttributeError(name) from None
