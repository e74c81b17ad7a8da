"""Every view of the program with real content, one after the other, for what has to hold in all.

    async with running(folder) as hands:
        async for view in tour(hands, folder):
            ...  # `view.root` is on the screen: the window, or a dialog or popover over it

A view is a scene: the window on a tab and a side page, a dialog as its asker opens it. Scenes
build on what the ones before left, as a day at the program does. `unseen` names the widgets of
the program that no scene has shown: whoever adds a dialog is told to add its scene to
`tests/helpers/scenes.py` or `scenes_over.py`.
"""

from __future__ import annotations

import ast
import asyncio
from collections.abc import AsyncIterator, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.views.drop import DropOverlay
from tests.helpers.program import Hands
from tests.helpers.scenes import AMARA, OTHERS, WINDOW, Stage
from tests.helpers.scenes_over import OVER
from tests.helpers.scenes_resume import RESUME
from tests.helpers.wait import until

VIEWS: Final = Path(__file__).resolve().parents[2] / "gui" / "views"


@dataclass(frozen=True)
class View:
    """One of them: its name, and the window that is in front, or what lies over it."""

    name: str
    root: QWidget

    @property
    def widgets(self) -> list[QWidget]:
        """All that is seen of it."""
        return [one for one in (self.root, *self.root.findChildren(QWidget)) if one.isVisible()]


async def tour(hands: Hands, folder: Path, only: Collection[str] = ()) -> AsyncIterator[View]:
    """Shows one view after the other; dialogs and popovers are gone before the next. `folder`
    takes files that are staged; `only` are names of scenes, all for none."""
    await hands.open(AMARA)
    stage = Stage(hands, folder)
    for name, scene in {**WINDOW, **OVER, **RESUME, **OTHERS}.items():
        if only and name not in only:
            continue
        root = await scene(stage)
        await _settled(root)
        yield View(name, root)
        await _tidy(hands, root)


async def _settled(root: QWidget) -> None:
    """Waits until the window has the keys, and what was put off is done."""
    window = root.window()
    if window.windowType() is not Qt.WindowType.Popup:
        window.activateWindow()
        await until(window.isActiveWindow, what=f"{window!r} is active")
    for _turn in range(3):
        QApplication.sendPostedEvents()
        await asyncio.sleep(0)


async def _tidy(hands: Hands, root: QWidget) -> None:
    """Puts away whatever stands over the window, or lies over a part of it."""
    for cover in hands.window.findChildren(DropOverlay):
        if cover.isVisible():  # the drag is over that it was there for
            QTest.mouseClick(cover, Qt.MouseButton.LeftButton)
    focus = QApplication.focusWidget()
    if not root.isWindow() and focus is not None:
        QTest.keyClick(focus, Qt.Key.Key_Escape)
        await until(lambda: not root.isVisible(), what=f"Esc puts {root!r} away")

    def over() -> list[QWidget]:
        return [
            one
            for one in QApplication.topLevelWidgets()
            if one.isVisible() and one is not hands.window
        ]

    def put_away() -> bool:
        # One that is in the middle of something ends that first.
        for one in over():
            one.close()
        return not over()

    await until(put_away, what="the window is alone")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    hands.window.activateWindow()
    await until(hands.window.isActiveWindow)


# --- is anything left out -----------------------------------------------------------------------


def unseen(shown: Iterable[type]) -> set[str]:
    """The widget classes under `gui/views` of which none of these was one."""
    seen = {f"{one.__module__}.{one.__qualname__}" for kind in shown for one in kind.__mro__}
    return {name for name in _widget_classes() if name not in seen}


def _widget_classes() -> set[str]:
    """Every class there that is a widget, read off the sources: nobody has to import it."""
    bases: dict[str, list[str]] = {}
    for path in sorted(VIEWS.rglob("*.py")):
        module = ".".join(path.relative_to(VIEWS.parents[1]).with_suffix("").parts)
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef):
                bases[f"{module}.{node.name}"] = [ast.unparse(base) for base in node.bases]
    ours = {name.rpartition(".")[2]: name for name in bases}

    def is_widget(name: str) -> bool:
        return any(
            base in _QT_WIDGETS or (base in ours and ours[base] != name and is_widget(ours[base]))
            for base in bases[name]
        )

    return {name for name in bases if is_widget(name)}


_QT_WIDGETS: Final = frozenset(
    f"Q{name}"
    for name in (
        *("Widget", "Frame", "Dialog", "MainWindow", "Label", "PushButton", "ToolButton"),
        *("AbstractButton", "LineEdit", "PlainTextEdit", "TextEdit", "TextBrowser", "ComboBox"),
        *("ListView", "ListWidget", "TableView", "TreeView", "ScrollArea", "AbstractScrollArea"),
        *("Menu", "TabWidget", "TabBar", "CheckBox", "RadioButton", "GroupBox", "ProgressBar"),
        *("StackedWidget", "Splitter", "SplitterHandle", "Slider", "SpinBox", "ToolBar"),
    )
)
