"""Text of the resume carried over the form: which field stands under the pointer, shown there.

The drag stays inside the program, so that what is carried is plain text and no more. Tabs open
when the pointer rests on them, and the form scrolls at its edges. What becomes of the text is
decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from gui.i18n import _
from gui.model.fields import Tab
from gui.model.values import Place
from gui.services.resume_targets import deed_of, name_of
from gui.views.fields.row import row_of
from gui.views.form import Form
from gui.views.tabs.base import as_entries
from gui.views.theme import Space, current_roles, type_font

if TYPE_CHECKING:
    from gui.views.tabs.entries import EntriesTab

_REST_MS: Final = 350
"""How long the pointer rests on a tab before it opens."""
_EDGE: Final = 36
_SCROLL_MS: Final = 30
_SCROLL: Final = 14


class DropMark(QWidget):
    """Lies over the form's window: a frame around the field, and what letting go would do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("drop_mark")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = QRect()
        self.text = ""
        self.takes = False
        self.hide()

    def show_at(self, area: QRect, text: str, *, takes: bool) -> None:
        """Frames an area of the parent; `takes` tells whether letting go there does something."""
        if (area, text, takes) != (self.area, self.text, self.takes) or self.isHidden():
            self.area, self.text, self.takes = area, text, takes
            self.setGeometry(self._over.rect())
            self.raise_()
            self.show()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.area).adjusted(1, 1, -1, -1)
        pen = QPen(QColor(roles.accent if self.takes else roles.outline), 2 if self.takes else 1.5)
        if self.takes:
            fill = QColor(roles.accent)
            fill.setAlphaF(0.10)
            painter.setBrush(fill)
        else:
            pen.setDashPattern([4, 3])
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawRoundedRect(frame, 8, 8)
        self._paint_pill(painter, frame)

    def _paint_pill(self, painter: QPainter, frame: QRectF) -> None:
        roles = current_roles()
        painter.setFont(type_font("small"))
        metrics = painter.fontMetrics()
        room = max(frame.width() - 2 * Space.S, 80.0)
        text = metrics.elidedText(self.text, Qt.TextElideMode.ElideRight, int(room) - 2 * Space.S)
        width = metrics.horizontalAdvance(text) + 2 * Space.S
        height = metrics.height() + Space.XS
        left = frame.left() + Space.S if self.isRightToLeft() else frame.right() - width - Space.S
        pill = QRectF(left, frame.top() + Space.XS, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.accent if self.takes else roles.raised))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(roles.on_accent if self.takes else roles.quiet))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


class ResumeDrop(QObject):
    """Follows a drag over one form; `takes` tells whether a text can be put at a place."""

    def __init__(
        self,
        form: Form,
        *,
        takes: Callable[[Place | None], bool],
    ) -> None:
        super().__init__(form)
        self._form = form
        self._takes = takes
        self.mark = DropMark(form)
        self._at = QPoint()
        self._tab = -1
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._open_tab)
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)

    def over(self, where: QPoint) -> bool | None:
        """The drag is at a place of the screen; whether it can be let go there, None beside the
        form."""
        self._at = where
        self._watch_tabs(where)
        self._watch_edges(where)
        return self._show(where)

    def place_at(self, where: QPoint) -> Place | None:
        """The place under a point of the screen that takes a text; None for none."""
        found = self._find(where)
        return found[0] if found is not None and self._takes(found[0]) else None

    def end(self) -> None:
        """The drag is over."""
        self._rest.stop()
        self._scroll.stop()
        self._tab = -1
        self.mark.hide()

    # --- inside ----------------------------------------------------------------------------

    def _show(self, where: QPoint) -> bool | None:
        found = self._find(where)
        if found is None:
            self.mark.hide()
            return None
        place, widget, area = found
        takes = self._takes(place)
        refusal = _("{field} takes no text").format(field=name_of(place))
        top = widget.mapTo(self._form, area.topLeft())
        around = QRect(top, area.size()).adjusted(-Space.XS, -Space.XS, Space.XS, 0)
        seen = around.intersected(self._visible())
        self.mark.show_at(seen, deed_of(place) if takes else refusal, takes=takes)
        return takes

    def _visible(self) -> QRect:
        page = self._form.page
        area = page.area.viewport() if page.is_built else page
        return QRect(area.mapTo(self._form, QPoint()), area.size())

    def _find(self, where: QPoint) -> tuple[Place, QWidget, QRect] | None:
        """The place under a point, the widget it is of, and which area of that is framed."""
        form = self._form
        widget = QApplication.widgetAt(where)
        page = form.page
        if widget is None or not page.is_built or not page.isAncestorOf(widget):
            return None
        row = row_of(widget)
        if row is not None:
            return row.place, row, row.rect()
        entries = as_entries(page)
        return self._in_list(entries, widget, where) if entries is not None else None

    def _in_list(
        self, page: EntriesTab, widget: QWidget, where: QPoint
    ) -> tuple[Place, QWidget, QRect]:
        """A card, or the list as a whole, which takes a new entry."""
        from gui.views.tabs.card_view import CardView

        key = page.field.key
        view = page.list.view
        if widget is view.viewport() or isinstance(widget, CardView):
            index = view.indexAt(view.viewport().mapFromGlobal(where))
            card = page.list.cards.card(index.row()) if index.isValid() else None
            if card is not None and key != "social_profiles":
                return Place(key, card.ref), page.list, page.list.area_of(card.ref)
        around = page.area.viewport()
        return Place(key), around, around.rect().adjusted(Space.S, Space.XS, -Space.S, -Space.S)

    def _watch_tabs(self, where: QPoint) -> None:
        bar: QTabBar = self._form.tabs.tabBar()
        tab = bar.tabAt(bar.mapFromGlobal(where))
        if not bar.rect().contains(bar.mapFromGlobal(where)):
            tab = -1
        if tab != self._tab:
            self._tab = tab
            self._rest.stop()
            if tab >= 0 and tab != self._form.tabs.currentIndex():
                self._rest.start()

    def _open_tab(self) -> None:
        tabs = tuple(Tab)
        if 0 <= self._tab < len(tabs):
            self._form.show_tab(tabs[self._tab])

    def _watch_edges(self, where: QPoint) -> None:
        if self._edge(where):
            if not self._scroll.isActive():
                self._scroll.start()
        else:
            self._scroll.stop()

    def _edge(self, where: QPoint) -> int:
        page = self._form.page
        if not page.is_built:
            return 0
        view = page.area.viewport()
        at = view.mapFromGlobal(where)
        if not 0 <= at.x() < view.width() or not 0 <= at.y() < view.height():
            return 0
        if at.y() < _EDGE:
            return -1
        return 1 if at.y() > view.height() - _EDGE else 0

    def _scroll_on(self) -> None:
        by = self._edge(self._at)
        if not by:
            self._scroll.stop()
            return
        bar = self._form.page.area.verticalScrollBar()
        bar.setValue(bar.value() + by * _SCROLL)
        self._show(self._at)
