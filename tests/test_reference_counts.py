"""PySide6 must not lose references to True, False and None.

6.12.0 does so on Python 3.10 and 3.11: one for each call that returns nothing and each boolean
signal. The interpreter aborts when the count reaches zero, after some thousand keystrokes, which
no short test run ever sees.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit

TIMES = 20_000
# Other threads and caches move the counts by a few; a fault moves them by TIMES.
TOLERANCE = 200


class _Sender(QObject):
    told = Signal(bool)
    told_object = Signal(object)


def _counts() -> dict[str, int]:
    return {str(each): sys.getrefcount(each) for each in (True, False, None)}


def _lost(action: Callable[[int], object]) -> dict[str, int]:
    """How many references to each are gone after many calls; gained ones count as none."""
    # A fault would end the process before it can be counted: leave plenty to lose.
    spare = [(True, False, None)] * 1
    plenty: list[object] = [each for each in spare[0] for _ in range(3 * TIMES)]
    action(0)
    before = _counts()
    for turn in range(TIMES):
        action(turn)
    after = _counts()
    assert len(plenty) == 9 * TIMES
    return {name: max(0, before[name] - after[name]) for name in before}


@pytest.fixture
def line_edit(qapp: QApplication) -> QLineEdit:
    return QLineEdit()


def _assert_kept(lost: dict[str, int]) -> None:
    assert {name: count for name, count in lost.items() if count > TOLERANCE} == {}


def test_emitting_booleans() -> None:
    sender = _Sender()
    received: list[bool] = []
    sender.told.connect(lambda value: received.__setitem__(slice(None), [value]))
    _assert_kept(_lost(lambda turn: sender.told.emit(turn % 2 == 0)))
    assert received == [False]


def test_emitting_objects() -> None:
    sender = _Sender()
    sender.told_object.connect(lambda value: None)
    values = (True, False, None)
    _assert_kept(_lost(lambda turn: sender.told_object.emit(values[turn % 3])))


def test_connecting_and_disconnecting() -> None:
    sender = _Sender()

    def slot(value: bool) -> None: ...

    def both(turn: int) -> None:
        sender.told.connect(slot)
        sender.told.disconnect(slot)

    _assert_kept(_lost(both))


def test_calls_that_return_nothing(line_edit: QLineEdit) -> None:
    _assert_kept(_lost(lambda turn: line_edit.setText("a" if turn % 2 else "b")))
    _assert_kept(_lost(lambda turn: line_edit.setEnabled(turn % 2 == 0)))


def test_calls_that_return_a_boolean(line_edit: QLineEdit) -> None:
    _assert_kept(_lost(lambda turn: line_edit.isEnabled()))


def test_a_loss_would_be_seen() -> None:
    """The measure itself: references given back must show as lost."""
    held: list[object] = [None] * (TIMES + 1)
    assert _lost(lambda turn: held.pop())["None"] > TOLERANCE
