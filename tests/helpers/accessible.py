"""What assistive technology is told of a view, and what is wrong with it.

Read through Qt's own accessible interfaces, which the bridges of all systems read too. A fault is
one line that names the widget; an empty list is what the measure M10 wants.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

from tests.helpers.gallery import View

_NAME, _DESCRIPTION, _VALUE = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
)
_MEANINGLESS: Final = (QAccessible.Role.NoRole, QAccessible.Role.Client)


def told(widget: QWidget) -> QAccessibleInterface:
    """What assistive technology has for the widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, f"{widget!r} is hidden from assistive technology"
    return found


def takes_focus(widget: QWidget) -> bool:
    """Whether keys or a click can bring the focus there."""
    return (
        widget.isEnabled()
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        # The list of a closed box and its line are parts of the box.
        and not isinstance(widget.parent(), QComboBox)
    )


def called(widget: QWidget) -> str:
    """How a fault names the widget."""
    at = type(widget).__name__
    name = told(widget).text(_NAME) or widget.objectName()
    return f"{at} {name!r}" if name else f"{at} in {type(widget.parent()).__name__}"


def faults(view: View) -> Iterator[str]:
    """All that is wrong in a view, a line each."""
    alike: dict[tuple[object, ...], list[QWidget]] = defaultdict(list)
    for widget in view.widgets:
        for fault in _of_widget(widget):
            yield f"{view.name}: {called(widget)}: {fault}"
        if takes_focus(widget):
            iface = told(widget)
            name = iface.text(_NAME)
            alike[iface.role(), name, iface.text(_DESCRIPTION), _around(widget)].append(widget)
    for several in alike.values():
        if len(several) > 1 and told(several[0]).text(_NAME):
            yield f"{view.name}: {len(several)} times {called(several[0])} in the same part"
    if isinstance(view.root, QDialog) and not view.root.windowTitle():
        yield f"{view.name}: the dialog has no title"


def nameless(view: View) -> list[QWidget]:
    """What takes the focus and has no name."""
    return [
        one
        for one in view.widgets
        if one.isEnabled()
        and (takes_focus(one) or told(one).state().focusable)
        and not told(one).text(_NAME).strip()
    ]


def mute_buttons(view: View) -> list[QWidget]:
    """Buttons that say nothing: neither words nor a name with a tip."""
    return [
        one
        for one in view.widgets
        if isinstance(one, QAbstractButton)
        and (
            not told(one).text(_NAME).strip()
            or (not one.icon().isNull() and not (one.text() or one.toolTip()))
            or (one.icon().isNull() and isinstance(one, QToolButton) and not one.text())
        )
    ]


def _around(widget: QWidget) -> str:
    """The names of the parts that a widget is in, which are read before its own."""
    names, part = [], widget.parentWidget()
    while part is not None and not part.isWindow():
        names.append(told(part).text(_NAME))
        part = part.parentWidget()
    return "/".join(name for name in names if name)


def _of_widget(widget: QWidget) -> Iterator[str]:
    iface = told(widget)
    name, state = iface.text(_NAME), iface.state()
    if takes_focus(widget):
        # A named area that the keys scroll has no other role in Qt.
        if iface.role() in _MEANINGLESS and not isinstance(widget, QScrollArea):
            yield f"takes the focus and its role is {iface.role().name}"
        if not state.focusable:
            yield "takes the focus and is not told to"
    if bool(widget.property("fault")) and not iface.text(_DESCRIPTION):
        yield "is marked as at fault and not described"
    if bool(state.disabled) is widget.isEnabled():
        yield "is disabled to one and not to the other"
    match widget:
        case QAbstractButton():
            yield from _of_button(widget, iface)
        case QLineEdit() | QPlainTextEdit():
            yield from _of_text(widget, iface)
        case QLabel() if widget.text() and not widget.pixmap().cacheKey():
            if name != widget.text():
                yield f"reads {name!r} instead of {widget.text()!r}"
        case QAbstractItemView():
            yield from _of_items(widget)
        case QTabBar():
            yield from _of_tabs(widget, iface)


def _of_button(button: QAbstractButton, iface: QAccessibleInterface) -> Iterator[str]:
    state, words = iface.state(), button.text().replace("&", "")
    name = iface.text(_NAME).replace("&", "")
    # Who speaks to the computer says what is seen.
    rest = iter(re.findall(r"\w+", name))
    seen = re.sub(r"\w*…", "", words)  # what was cut off is in the name whole
    if not all(word in rest for word in re.findall(r"\w+", seen)):
        yield f"shows {words!r}, which is not in its name"
    if button.isCheckable() is not bool(state.checkable):
        yield "can be checked for one and not for the other"
    if button.isChecked() is not bool(state.checked):
        yield "is checked for one and not for the other"
    if isinstance(button, QPushButton) and button.isDefault() is not bool(state.defaultButton):
        yield "is the default for one and not for the other"
    action = iface.actionInterface()
    if button.isEnabled() and not action.actionNames():
        yield "cannot be pressed"


def _of_text(field: QLineEdit | QPlainTextEdit, iface: QAccessibleInterface) -> Iterator[str]:
    state, text = iface.state(), iface.textInterface()
    if field.isReadOnly() is not bool(state.readOnly):
        yield "is read-only for one and not for the other"
    if isinstance(field, QPlainTextEdit) and not state.multiLine:
        yield "has several lines and does not say so"
    if isinstance(field, QLineEdit) and field.echoMode() is QLineEdit.EchoMode.Password:
        if not state.passwordEdit:
            yield "is no password to assistive technology"
    else:
        shown = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        if text.text(0, text.characterCount()) != shown:
            yield "reads otherwise than it shows"


def _of_items(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(), 100)):
        index = model.index(row, 0)
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
        if not str(spoken or "").strip():
            yield f"row {row} says nothing"


def _of_tabs(tabs: QTabBar, iface: QAccessibleInterface) -> Iterator[str]:
    for at in range(tabs.count()):
        tab = iface.child(at)
        if not tab.text(_NAME).strip():
            yield f"tab {at} has no name"
        if bool(tab.state().selected) is not (at == tabs.currentIndex()):
            yield f"tab {at} is in front for one and not for the other"
