"""The pytest plug-in under every test: asynchronous tests, and nothing left behind.

Loaded by `tests/conftest.py`. What a test author has to know:

- `async def test_*` just works. It runs on asyncio's own loop, or on the Qt loop
  (`gui.services.loop.AppLoop`) when the test uses `qapp`, directly or through `qtbot`. It has
  60 seconds. In it, poll with `tests.helpers.wait.until` or `asyncio.sleep`, never with
  `qtbot.wait*`, which runs a nested event loop inside the task.
- Fixtures are plain functions. One that needs a coroutine asks for `aio` and calls
  `aio.run(coroutine)`; that is the very loop on which the test runs:

      @pytest.fixture
      def client(aio: Aio) -> Iterator[Client]:
          client = Client()
          yield client
          aio.run(client.aclose())

- A test fails when it leaves a task running, when an error ends in the loop's exception handler,
  when it leaves a window or a connection open, and when it logs a WARNING or worse that it did
  not announce:

      def test_full_disk(expect_log: ExpectLog) -> None:
          with expect_log("drafts are not being kept"):
              ...
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import inspect
import logging
import sys
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

import pytest

from tests.helpers.garbage import collect, collected_here

T = TypeVar("T")

TIME_LIMIT = 60.0
"""Seconds that one coroutine of a test may take."""
CLOSING_LIMIT = 5.0
"""Seconds that tasks may take to end once they are cancelled."""


# --- asynchronous tests -------------------------------------------------------------------------


class Aio:
    """The event loop of one test, for its body and its fixtures alike."""

    def __init__(self, loop_factory: Callable[[], asyncio.AbstractEventLoop] | None) -> None:
        self._runner = asyncio.Runner(loop_factory=loop_factory)
        self._runner.get_loop().set_exception_handler(self._keep)
        self._problems: list[str] = []

    def _keep(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        self._problems.append(f"{context['message']}" + (f": {error!r}" if error else ""))

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop itself, for code that wants to be told which."""
        return self._runner.get_loop()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run one coroutine to its end, from a fixture or a plain test.

        Tasks that it starts stay in the loop, but move on only while something runs in it. They
        must have ended when the test is over.
        """
        return self._runner.run(_limited(coroutine))

    def run_test(self, coroutine: Coroutine[Any, Any, object]) -> None:
        """Run a test's body; fail if it leaves tasks or unhandled errors behind."""
        leaked = self.run(_body(coroutine))
        if leaked:
            pytest.fail(f"tasks left running: {', '.join(leaked)}", pytrace=False)
        self._fail_on_problems()

    def close(self) -> None:
        """Close the loop; fail if fixtures left tasks or unhandled errors behind."""
        leaked = [] if self.loop.is_closed() else _names(asyncio.all_tasks(self.loop))
        if leaked:
            # They are cancelled. One that goes on nevertheless would hang the whole run: while
            # Qt's loop waits, no signal of a time limit gets through.
            self.loop.call_later(CLOSING_LIMIT, self.loop.stop)
        try:
            self._runner.close()
        finally:
            if leaked:
                pytest.fail(f"tasks left running by fixtures: {', '.join(leaked)}", pytrace=False)
        self._fail_on_problems()

    def _fail_on_problems(self) -> None:
        # "Exception was never retrieved" is reported when the task is collected. A task that
        # failed hangs in a cycle with its own traceback; it is young, so this is quick.
        gc.collect(1)
        problems, self._problems = self._problems, []
        if problems:
            pytest.fail("the loop reported: " + "; ".join(problems), pytrace=False)


_LEFT: list[str] = []
"""Connections that were still open when their loop was closed, of this test or of its threads."""


def _count_what_is_left(
    close: Callable[[asyncio.Runner], None],
) -> Callable[[asyncio.Runner], None]:
    """Wrap a runner's `close`, to know at once what the collector would find in another test."""

    @functools.wraps(close)
    def closing(runner: asyncio.Runner) -> None:
        loop = getattr(runner, "_loop", None)  # None where it never ran, or was closed before
        close(runner)
        known = getattr(loop, "_transports", {})
        _LEFT.extend(f"{one!r}" for one in list(known.values()) if one._sock is not None)

    return closing


asyncio.Runner.close = _count_what_is_left(asyncio.Runner.close)  # type: ignore[method-assign, assignment]


def _names(tasks: set[asyncio.Task[Any]]) -> list[str]:
    return sorted(
        f"{task.get_name()} ({getattr(task.get_coro(), '__qualname__', '?')})" for task in tasks
    )


async def _limited(coroutine: Coroutine[Any, Any, T]) -> T:
    limit = asyncio.timeout(TIME_LIMIT)
    try:
        async with limit:
            return await coroutine
    except TimeoutError:
        if limit.expired():
            pytest.fail(f"not done after {TIME_LIMIT:g} s; where it waited is above")
        raise


async def _body(coroutine: Coroutine[Any, Any, object]) -> list[str]:
    """Await `coroutine`; return the names of the tasks that it started and that still run."""
    before = asyncio.all_tasks()
    try:
        await coroutine
        # A task that was cancelled last needs a turn or two to end.
        for _turn in range(5):
            if not asyncio.all_tasks() - before:
                return []
            await asyncio.sleep(0)
        return _names(asyncio.all_tasks() - before)
    finally:
        leaked = asyncio.all_tasks() - before
        for task in leaked:
            task.cancel()
        if leaked:
            await asyncio.wait(leaked, timeout=2)


@pytest.fixture
def aio(request: pytest.FixtureRequest) -> Iterator[Aio]:
    """The loop of this test: Qt's when the test uses `qapp`, else asyncio's own."""
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    if "qapp" in request.fixturenames:
        app = request.getfixturevalue("qapp")
        from gui.services.loop import AppLoop  # Qt only where a test wants it

        app.setQuitOnLastWindowClosed(False)
        factory = functools.partial(AppLoop, app)
    aio = Aio(factory)
    yield aio
    aio.close()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run `async def` tests, also those that hypothesis calls many times."""
    function = pyfuncitem.obj
    hypothesis = getattr(function, "hypothesis", None)
    inner = getattr(hypothesis, "inner_test", None)
    if inner is not None and inspect.iscoroutinefunction(inner):
        aio: Aio = pyfuncitem._request.getfixturevalue("aio")

        @functools.wraps(inner)
        def run_example(*args: Any, **kwargs: Any) -> None:
            aio.run_test(inner(*args, **kwargs))

        hypothesis.inner_test = run_example  # type: ignore[union-attr]
        try:
            return None  # pytest goes on with the function, which is a plain one now
        finally:
            pyfuncitem.addfinalizer(lambda: setattr(hypothesis, "inner_test", inner))
    if not inspect.iscoroutinefunction(function):
        return None
    aio = pyfuncitem._request.getfixturevalue("aio")
    wanted = pyfuncitem._fixtureinfo.argnames
    aio.run_test(function(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


# --- windows left open --------------------------------------------------------------------------


def _close_open_windows() -> list[str]:
    """Close every window that is still shown; return their class names."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    names = []
    for widget in widgets.QApplication.topLevelWidgets():
        # Qt's own tool tip hides itself by a timer.
        if widget.isVisible() and widget.metaObject().className() != "QTipLabel":
            title = widget.windowTitle()
            names.append(type(widget).__name__ + (f" ‘{title}’" if title else ""))
            # Not close(): the window may ask something first.
            widget.hide()
            widget.deleteLater()
    return sorted(names)


# --- unexpected log records ---------------------------------------------------------------------


class ExpectLog(Protocol):
    """The type of the `expect_log` fixture."""

    def __call__(
        self, text: str, *, level: int = logging.WARNING
    ) -> AbstractContextManager[list[logging.LogRecord]]:
        """Announce records of at least `level` with `text` in their message; one must come."""


class _Watch(logging.Handler):
    """Keeps what was logged at WARNING or above since it was last asked."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def take(self) -> list[str]:
        records, self.records = self.records, []
        return [f"{r.levelname} {r.name}: {r.getMessage()}" for r in records]


_WATCH = pytest.StashKey[_Watch]()


@pytest.fixture
def expect_log(request: pytest.FixtureRequest) -> ExpectLog:
    """Announce that a warning or an error will be logged; without it the test fails."""
    watch = request.node.stash[_WATCH]

    @contextlib.contextmanager
    def expect(text: str, *, level: int = logging.WARNING) -> Iterator[list[logging.LogRecord]]:
        start = len(watch.records)
        found: list[logging.LogRecord] = []
        yield found
        new = watch.records[start:]
        found += [r for r in new if r.levelno >= level and text in r.getMessage()]
        if not found:
            pytest.fail(f"not logged: {text!r}", pytrace=True)
        watch.records[start:] = [r for r in new if r not in found]

    return expect


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop() -> Generator[None, object, object]:
    gc.freeze()  # modules and tests stay to the end
    with collected_here():
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    watch = item.stash[_WATCH] = _Watch()
    logging.getLogger().addHandler(watch)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    try:
        result = yield
    except BaseException:
        # It failed already, and its report shows the log.
        item.stash[_WATCH].take()
        raise
    _fail_on_records(item)
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    watch = item.stash.get(_WATCH, None)
    try:
        result = yield
    finally:
        if watch is not None:
            logging.getLogger().removeHandler(watch)
        windows = _close_open_windows()
        collect()
    if windows:
        pytest.fail(f"windows left open: {', '.join(windows)}", pytrace=False)
    left, _LEFT[:] = list(_LEFT), []
    if left:
        pytest.fail(f"connections left open: {', '.join(left)}", pytrace=False)
    _fail_on_records(item)
    return result


def _fail_on_records(item: pytest.Item) -> None:
    watch = item.stash.get(_WATCH, None)
    if watch is not None and (lines := watch.take()):
        pytest.fail("logged without `expect_log`: " + "; ".join(lines), pytrace=False)


# --- reports ------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, object, object]:
    """Let tests with halves of characters run in parallel.

    Worker processes send their reports, captured output included, as UTF-8; one lone surrogate
    in a log line would end the whole run.
    """
    return _encodable((yield))


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_encodable(key): _encodable(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_encodable(each) for each in value)
    return value
