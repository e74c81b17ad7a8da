"""The rows of the list of drafts as a Qt model, how one is painted, and how old it is in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.i18n import _, listed, ngettext
from gui.services.draft_bars import day_of
from gui.services.open_drafts import OpenDraft
from gui.views.icons import icon
from gui.views.text import shown
from gui.views.theme import Space, current_roles, grown, type_font

Index = QModelIndex | QPersistentModelIndex

DRAFT_ROLE: Final = Qt.ItemDataRole.UserRole
_GLYPH: Final = 16
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def age_text(saved_at: dt.datetime, now: dt.datetime) -> str:
    """How long ago that was, in one unit: "5 minutes", "3 days"."""
    seconds = max(0.0, (now - saved_at).total_seconds())
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        count = int(seconds // _MINUTE)
        return ngettext("{count} minute", "{count} minutes", count).format(count=count)
    if seconds < _DAY:
        count = int(seconds // _HOUR)
        return ngettext("{count} hour", "{count} hours", count).format(count=count)
    count = int(seconds // _DAY)
    return ngettext("{count} day", "{count} days", count).format(count=count)


class DraftRows(QAbstractListModel):
    """Drafts for a view, as far as their name, account or id holds every word of a filter."""

    def __init__(self, now: Callable[[], dt.datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._all: tuple[OpenDraft, ...] = ()
        self._words: tuple[str, ...] = ()
        self._shown: list[OpenDraft] = []

    @property
    def shown_drafts(self) -> Sequence[OpenDraft]:
        """What the filter leaves."""
        return tuple(self._shown)

    def show_drafts(self, drafts: Iterable[OpenDraft]) -> None:
        """Shows these from now on."""
        self._all = tuple(drafts)
        self._rebuild()

    def filter(self, typed: str) -> None:
        """Leaves only rows that hold every word."""
        words = tuple(typed.casefold().split())
        if words != self._words:
            self._words = words
            self._rebuild()

    def at(self, index: Index) -> OpenDraft | None:
        """The draft behind an index."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        return self._shown[index.row()]

    def is_old(self, draft: OpenDraft) -> bool:
        return draft.is_old(self._now())

    def age(self, draft: OpenDraft) -> str:
        """What stands at the end of the row."""
        if draft.is_on_its_way:
            return _("being sent")
        if draft.saved_at is None:
            return _("not on the disk")
        return age_text(draft.saved_at, self._now())

    def line(self, draft: OpenDraft) -> str:
        """The second line: how much is in it, where it belongs, when it was touched."""
        count = ngettext("{count} change", "{count} changes", draft.count)
        # A draft without changes is one of texts that are not finished.
        said = count.format(count=draft.count) if draft.count else _("not finished")
        parts = [said, draft.account_title]
        if draft.saved_at is not None:
            parts.append(day_of(draft.saved_at, self._now()))
        return " · ".join(part for part in parts if part)

    # --- Qt's questions --------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        draft = self.at(index)
        if draft is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(draft.name or _("No name"))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [draft.name or _("No name"), self.line(draft), self.age(draft)]
            if self.is_old(draft):
                parts.append(_("waits for long"))
            return shown(listed(parts))
        return draft if role == DRAFT_ROLE else None

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._shown = [draft for draft in self._all if self._fits(draft)]
        self.endResetModel()

    def _fits(self, draft: OpenDraft) -> bool:
        text = f"{draft.name} {draft.account_title} {draft.candidate_id}".casefold()
        return all(word in text for word in self._words)


class DraftDelegate(QStyledItemDelegate):
    """Paints a draft on two lines, with its age at the end of the first."""

    def __init__(self, rows: DraftRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        name, line = QFontMetrics(type_font("strong")), QFontMetrics(type_font("small"))
        return QSize(160, max(name.height() + line.height() + Space.L + 6, 54))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        draft = self._rows.at(index)
        if draft is None:
            return
        roles = current_roles()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(Space.XS, 1, -Space.XS, -1)
        paint_ground(painter, option, rect)
        inner = rect.adjusted(Space.M, Space.S, -Space.M, -Space.S)
        strong, small = type_font("strong"), type_font("small")
        first = QFontMetrics(strong).height()

        def placed(left: int, top: int, width: int, height: int) -> QRect:
            box = QRect(inner.left() + left, inner.top() + top, width, height)
            return QStyle.visualRect(option.direction, inner, box)

        age, is_old = self._rows.age(draft), self._rows.is_old(draft)
        width = QFontMetrics(small).horizontalAdvance(age) + 2
        left = inner.width() - width
        painter.setFont(small)
        tone = roles.warning if is_old or draft.saved_at is None else roles.quiet
        painter.setPen(QColor(tone))
        painter.drawText(placed(left, 0, width, first), Qt.AlignmentFlag.AlignVCenter, age)
        if is_old:
            side = grown(_GLYPH)
            left -= side + Space.XS
            at = placed(left, (first - side) // 2, side, side)
            icon("warning", "warning").paint(painter, at)
        leading = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for text, font, color, top, room in (
            (draft.name or _("No name"), strong, roles.text, 0, left - Space.S),
            (self._rows.line(draft), small, roles.quiet, first + 4, inner.width()),
        ):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(color))
            cut = metrics.elidedText(shown(text), Qt.TextElideMode.ElideRight, room)
            painter.drawText(placed(0, top, room, metrics.height()), leading, cut)
        painter.restore()


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
    """The ground of a row: tinted under the pointer and when selected, ringed with the focus."""
    roles = current_roles()
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if selected or hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.accent_soft if selected else roles.hover))
        painter.drawRoundedRect(rect, 6, 6)
    if option.state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
        painter.setPen(QPen(QColor(roles.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
