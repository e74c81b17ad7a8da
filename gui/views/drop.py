"""The cover over the window while a file is dragged across it: where it fits, said before the drop.

Drags of files are taken at the window's edge, before Qt looks for the widget below: a line or an
editor under the pointer would take a file for text and show its path. Texts go their usual way,
and so do links, which may be meant for a field: for them only the lower part is covered.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWindow,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.i18n import _, ngettext
from gui.model.fileformats import Role
from gui.model.networks import link_host
from gui.services.session import Session
from gui.services.staging import MOST_FILES, Look, Staging, told
from gui.services.tasks import Tasks
from gui.views.announce import announce
from gui.views.dragged import Offered, carries_files, what_is_in
from gui.views.drop_target import DropTarget, Fit
from gui.views.icons import Glyph
from gui.views.intake import Intake
from gui.views.main_window import MainWindow
from gui.views.text import Label, isolated
from gui.views.theme import Space, current_roles

LOOK_TASK: Final = "look at a drag"
_WIDTH: Final = 640
_COVER: Final = 0.92
_GRACE_MS: Final = 50
"""Between two widgets a drag leaves one and enters the other; only then is it really gone."""
_DRAGS: Final = frozenset(
    (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop)
)


class DropOverlay(QWidget):
    """A child of the window that it covers; see `gui.views.main_window.DropOverlay`.

    What is dropped goes to where it fits, wherever over the window it is let go; only a link
    over a field goes into the field.
    """

    def __init__(self, window: MainWindow, intake: Intake, staging: Staging, tasks: Tasks) -> None:
        super().__init__(window)
        self.setObjectName("drop_overlay")
        self._main = window
        self._intake = intake
        self._staging = staging
        self._tasks = tasks
        self._offered: Offered | None = None
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(_GRACE_MS)
        self._leaving.timeout.connect(self._gone)
        self._heading = Label(role="title", wrap=True)
        self.targets = {role: DropTarget(role) for role in (Role.RESUME, Role.PHOTO)}
        self._refusal = Label(wrap=True)
        self._compose()
        self._edge = _WindowEdge(window, self)
        self.hide()

    @property
    def verdict(self) -> str:
        """What is said about what does not fit anywhere; empty where all of it does."""
        return self._refusal.text()

    # --- what the window tells ---------------------------------------------------------------

    def drag_entered(self, event: QDragEnterEvent) -> None:
        """A drag has come over the window."""
        self._follow(event)

    def drag_moved(self, event: QDragMoveEvent) -> None:
        """A drag moves over the window."""
        self._follow(event)

    def drag_left(self, _event: QEvent) -> None:
        """A drag has left the window, or only the widget that it was over."""
        if not self._edge.is_inside:
            self._leaving.start()

    def dropped(self, event: QDropEvent) -> None:
        """Takes what was let go over the window."""
        session = self._taker(event.mimeData())
        aimed = self._aimed(event.position().toPoint())
        self._gone()
        if session is None or not _as_copy(event):
            event.ignore()
            return
        self._intake.take(session, event.mimeData(), self._main, aimed=aimed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press ends a cover whose drag has ended without a word."""
        self._gone()

    # --- showing -----------------------------------------------------------------------------

    def _compose(self) -> None:
        card = QWidget()
        card.setMaximumWidth(_WIDTH)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        for target in self.targets.values():
            row.addWidget(target, 1)
        self._said = QFrame()
        self._said.setProperty("look", "bar")
        self._said.setProperty("tone", "error")
        said = QHBoxLayout(self._said)
        said.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        said.setSpacing(Space.S)
        said.addWidget(Glyph("error", "error"), 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._refusal, 1)
        self._said.setMinimumHeight(2 * self._refusal.fontMetrics().lineSpacing() + Space.XL)
        hint = Label(_("Nothing is sent by dropping. It waits for the next send."), role="quiet")
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(self._heading)
        column.addLayout(row)
        column.addWidget(hint)
        column.addWidget(self._said)
        self._hint = hint
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.XXL, Space.L, Space.XXL, Space.L)
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 8)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        cover = QColor(roles.window)
        cover.setAlphaF(_COVER)
        painter = QPainter(self)
        painter.fillRect(self.rect(), cover)
        if self.y() > 0:
            painter.fillRect(0, 0, self.width(), 1, QColor(roles.line))

    def _follow(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        offered = what_is_in(event.mimeData())
        if offered is None or QApplication.activeModalWidget() is not None:
            event.ignore()
            return
        self._leaving.stop()
        if offered != self._offered or self.isHidden():
            self._offered = offered
            self._show(offered)
        if self._taker(event.mimeData()) is None or not _as_copy(event):
            event.ignore()
        self._aim(self._aimed(event.position().toPoint()))

    def _show(self, offered: Offered) -> None:
        session = self._main.session
        name = session.current.full_name if session is not None else ""
        heading = _("Drop for {name}").format(name=isolated(name)) if name else _("Drop a file")
        self._say("")
        fits = Fit.OPEN if session is not None else Fit.NONE
        for target in self.targets.values():
            target.show_fit(fits)
        if session is None:
            heading = _("Open a candidate first")
            self._say(_("A file belongs to somebody. Nothing is taken now."))
        elif session.is_read_only:
            heading = _("Not for this record")
            self._refuse(_("This record is anonymised and takes no files."))
        elif offered.has_picture:
            self.targets[Role.PHOTO].show_fit(Fit.FITS, _("A picture"))
            self.targets[Role.RESUME].show_fit(Fit.NONE)
        elif offered.link:
            self._show_link(offered.link)
        elif len(offered.files) > MOST_FILES:
            count = len(offered.files)
            text = _("{count} files are too many at once. Drop one resume and one photo.")
            self._refuse(text.format(count=count))
        else:
            for target in self.targets.values():
                target.show_fit(Fit.LOOKING)
            self._tasks.start(self._look(offered), name=LOOK_TASK, key=LOOK_TASK)
        self._heading.setText(heading)
        self._place(whole=offered.has_picture or not offered.link)
        self.raise_()
        self.show()

    def _place(self, *, whole: bool) -> None:
        """Covers the window, or for a link that may be meant for a field its lower part."""
        area = self._main.rect()
        self._hint.setVisible(whole)
        keeper = self._said.sizePolicy()
        keeper.setRetainSizeWhenHidden(whole)
        self._said.setSizePolicy(keeper)
        if not whole:
            area.setTop(area.bottom() - self.sizeHint().height())
        self.setGeometry(area)

    def _show_link(self, link: str) -> None:
        host = link_host(link) or ""
        for target in self.targets.values():
            target.show_fit(Fit.FITS, _("A link to {host}").format(host=host))

    async def _look(self, offered: Offered) -> None:
        looks = [await self._staging.look_at_dropped(url) for url in offered.files]
        if offered != self._offered:
            return
        for role, target in self.targets.items():
            fitting = [look for look in looks if look.role is role]
            target.show_fit(Fit.FITS if fitting else Fit.NONE, _summary(fitting))
        self._say(told(look for look in looks if look.role is None))
        announce(self, told(looks))

    def _refuse(self, text: str) -> None:
        for target in self.targets.values():
            target.show_fit(Fit.NONE)
        self._say(text)

    def _say(self, text: str) -> None:
        self._refusal.setText(text)
        self._said.setVisible(bool(text))

    def _aimed(self, at: QPoint) -> Role | None:
        """The target below a point of the window."""
        for role, target in self.targets.items():
            if target.rect().contains(target.mapFrom(self._main, at)):
                return role
        return None

    def _aim(self, role: Role | None) -> None:
        """A link can be meant for either: the one under the pointer is marked."""
        for each, target in self.targets.items():
            target.set_aimed(each is role)

    def _gone(self) -> None:
        self._leaving.stop()
        self._tasks.cancel(LOOK_TASK)
        self._offered = None
        self.hide()

    def _taker(self, mime: QMimeData) -> Session | None:
        session = self._main.session
        if session is None or session.is_read_only or what_is_in(mime) is None:
            return None
        return session if not self._main.is_held else None


class _WindowEdge(QObject):
    """Sees drags where they come from outside, before they are given to a widget."""

    def __init__(self, window: MainWindow, overlay: DropOverlay) -> None:
        super().__init__(overlay)
        self._main = window
        self._overlay = overlay
        self._handle: QWindow | None = None
        self._is_ours = False
        self.is_inside = False
        """Whether a drag from outside is over the window, whatever widget has it."""
        window.installEventFilter(self)
        self._take_handle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._main:
            if kind in (QEvent.Type.Show, QEvent.Type.WinIdChange):
                self._take_handle()
            return False
        return kind in _DRAGS and self._take(event)

    def _take_handle(self) -> None:
        if not self._main.internalWinId():
            return
        handle = self._main.windowHandle()
        if handle is not self._handle:
            self._handle = handle
            handle.installEventFilter(self)

    def _take(self, event: QEvent) -> bool:
        """Gives a drag of files to the overlay; False leaves it to the widgets."""
        is_over = event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop)
        self.is_inside = not is_over
        if isinstance(event, QDropEvent):  # which the moves and the entry are, too
            self._is_ours = carries_files(event.mimeData())
        if not self._is_ours:
            if is_over:
                self._overlay.drag_left(event)
            return False
        if isinstance(event, QDragEnterEvent):
            self._overlay.drag_entered(event)
        elif isinstance(event, QDragMoveEvent):
            self._overlay.drag_moved(event)
        elif isinstance(event, QDropEvent):
            self._is_ours = False
            self._overlay.dropped(event)
        else:
            self._is_ours = False
            self._overlay.drag_left(event)
        return True


def _as_copy(event: QDropEvent) -> bool:
    """Takes the drag as a copy, since moving would delete the file where it comes from."""
    if event.possibleActions() & Qt.DropAction.CopyAction:
        event.setDropAction(Qt.DropAction.CopyAction)
    elif event.possibleActions() & Qt.DropAction.LinkAction:
        event.setDropAction(Qt.DropAction.LinkAction)
    else:
        return False
    event.accept()
    return True


def _summary(looks: list[Look]) -> str:
    if len(looks) > 1:
        text = ngettext(
            "{count} file, one is asked for", "{count} files, you choose one", len(looks)
        )
        return text.format(count=len(looks))
    return f"{looks[0].name}\n{looks[0].sentence.partition(' — ')[0]}" if looks else ""
