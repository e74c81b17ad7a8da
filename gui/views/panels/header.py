"""Who is open: photo, name, headline and the facts that cannot be edited."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from PySide6.QtCore import QDateTime, QEvent, QRectF, Qt, QTextBoundaryFinder, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.record import Facts, Record
from gui.model.values import text
from gui.services.moments import day_and_year
from gui.views.buttons import Button
from gui.views.text import Label, set_tip
from gui.views.theme import Space, current_roles, grown, type_font

AVATAR = 64
MOST_AVATAR = 96
"""Logical pixels across, and the most that it grows to with the letters beside it."""

LEAST_LETTERS = 12
"""How many letters of the headline are worth more than the words on a button."""

WIDEST = 1440
"""Logical pixels beyond which it goes no farther than the form below it."""

USUAL_FACTS = 110
"""How many letters the line of facts has for most people."""


class Avatar(QWidget):
    """A round photo, or the person's initials where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = ""
        self._photo: QImage | None = None
        self._is_staged = False
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedSize(avatar_side(), avatar_side())

    def show_name(self, name: str) -> None:
        """Takes the initials from a name."""
        letters = initials(name)
        if letters != self._initials:
            self._initials = letters
            self.update()

    def show_photo(self, photo: QImage | None, *, staged: bool = False) -> None:
        """Shows a photo; `staged` marks one that is not sent yet."""
        self._photo = None if photo is None or photo.isNull() else photo
        self._is_staged = staged and self._photo is not None
        set_tip(self, _("New photo, not sent yet") if self._is_staged else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        circle = QRectF(self.rect())
        path = QPainterPath()
        path.addEllipse(circle)
        if self._photo is None:
            painter.fillPath(path, QColor(roles.accent_soft))
            painter.setPen(QColor(roles.accent))
            painter.setFont(type_font("display"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._initials)
        else:
            painter.save()
            painter.setClipPath(path)
            side = min(self._photo.width(), self._photo.height())
            middle = QRectF(
                (self._photo.width() - side) / 2, (self._photo.height() - side) / 2, side, side
            )
            painter.drawImage(circle, self._photo, middle)
            painter.restore()
        if self._is_staged:
            painter.setPen(QPen(QColor(roles.changed), 3))
            painter.drawEllipse(circle.adjusted(1.5, 1.5, -1.5, -1.5))


class Badge(QFrame):
    """A word about the record that must be seen, such as "Disqualified"."""

    def __init__(self, tone: Literal["error", "warning"]) -> None:
        super().__init__()
        self.setProperty("look", "badge")
        self.setProperty("tone", tone)
        self._label = Label(role="label", tone=tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, 2, Space.S, 2)
        row.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_text(self, words: str) -> None:
        self._label.setText(words)
        self.setVisible(bool(words))


class Header(QWidget):
    """The top of the form. `browser_asked()` when the person wants the profile page."""

    browser_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.avatar = Avatar()
        self._name = Label(role="display", elide=True)
        self._headline = Label(elide=True)
        for label in (self._name, self._headline):
            label.setAlignment(_beside_the_photo(self))
        self._facts = Label(role="small", selectable=True, wrap=True)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._facts.setAccessibleDescription(_("Facts that cannot be edited here"))
        self._outcome = Badge("error")
        self._anonymized = Badge("warning")
        self._said: tuple[str, str, Facts] | None = None
        self._browser = Button(_("Open in browser"), kind="quiet", icon_name="external")
        self._browser.clicked.connect(self.browser_asked)

        second = QHBoxLayout()
        second.setSpacing(Space.S)
        second.addWidget(self._outcome)
        second.addWidget(self._anonymized)
        second.addWidget(self._headline, 1)
        second.addWidget(self._browser)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addLayout(second)
        column.addWidget(self._facts)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.L, Space.XL, Space.S)
        row.setSpacing(Space.L)
        row.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_record(self, current: Record, facts: Facts) -> None:
        """Shows the person as the draft has them, with the facts as last read."""
        name = current.full_name
        said = (name, text(current.get("headline")), facts)
        if said == self._said:
            return  # a key in any other field
        self._said = said
        self._name.setText(name or _("No name"))
        self.avatar.show_name(name)
        # Its line stays, so that nothing jumps from one person to the next; empty it looks broken.
        nothing = " " if facts.anonymized else _("No headline")
        self._headline.setText(said[1] or nothing)
        self._headline.set_tone("text" if said[1] else "quiet")
        self._facts.setText(fact_line(facts))
        self._facts.setEnabled(bool(self._facts.text()))  # nothing is no place for the focus
        self._outcome.show_text(_outcome(facts))
        self._anonymized.show_text(_("Anonymised, read only") if facts.anonymized else "")
        self._browser.setVisible(bool(facts.profile_url))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Ends where the form does, and leaves the words off the browser button where the
        headline needs the room; keeps room for a second line of facts where some people's need
        one: nothing below jumps."""
        far = max(0, self.width() - grown(WIDEST) - 2 * Space.XL) + Space.XL
        left, right = (far, Space.XL) if self.isRightToLeft() else (Space.XL, far)
        self._row.setContentsMargins(left, Space.L, right, Space.S)
        beside = self.width() - self.avatar.width() - left - right - Space.L
        self._facts.setMinimumHeight(height_of_facts(beside, self._facts.fontMetrics()))
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self._browser.accessibleName())
        badges = sum(
            badge.sizeHint().width()
            for badge in (self._outcome, self._anonymized)
            if not badge.isHidden()
        )
        room = beside - badges - words - 2 * Space.XXL
        self._browser.show_words(room > LEAST_LETTERS * metrics.averageCharWidth())


def avatar_side() -> int:
    """How wide the photo is beside letters of this size, in logical pixels."""
    return min(grown(AVATAR), MOST_AVATAR)


def height_of_facts(room: int, metrics: QFontMetrics) -> int:
    """What the line of facts has in that width, whether a person's facts need it or not."""
    lines = 2 if room < USUAL_FACTS * metrics.averageCharWidth() else 1
    return lines * metrics.lineSpacing()


def _beside_the_photo(widget: QWidget) -> Qt.AlignmentFlag:
    """The side of the photo for every script; a label by itself goes where its text begins."""
    mirrored = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def _outcome(facts: Facts) -> str:
    if facts.withdrew:
        return _("Withdrew")
    return _("Disqualified") if facts.disqualified else ""


def fact_line(facts: Facts) -> str:
    """Job, stage, dates and source in one line; what is not known is left out."""
    parts = [
        facts.job_title or (_("Talent pool") if facts.in_talent_pool else ""),
        facts.stage or "",
        _("created {day}").format(day=day_text(facts.created_at)) if facts.created_at else "",
        _("changed {day}").format(day=day_text(facts.updated_at)) if facts.updated_at else "",
        _origin(facts),
    ]
    return " · ".join(part for part in parts if part)


def _origin(facts: Facts) -> str:
    if facts.source:
        return _("source {name}").format(name=facts.source)
    if facts.sourced is None:
        return ""
    return _("sourced") if facts.sourced else _("applied")


def day_text(stamp: str) -> str:
    """A time of the service as a day on this computer's calendar; itself where it is none."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp())).toLocalTime()
    return day_and_year(local.date())


def initials(name: str) -> str:
    """The first letters, as a reader sees letters, of the first and the last word."""
    parts = name.split()
    chosen = parts[:1] if len(parts) < 2 else [parts[0], parts[-1]]
    letters = [_first_letter(part) for part in chosen]
    if any("\u2e80" <= letter < "\ue000" for letter in letters):  # Han, kana, Hangul: one will do
        letters = letters[:1]
    return "".join(letters).upper()


def _first_letter(word: str) -> str:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    end = finder.toNextBoundary()
    # Qt counts UTF-16 units, Python characters.
    units = word.encode("utf-16-le", "surrogatepass")[: 2 * max(end, 0)]
    return units.decode("utf-16-le", "replace")
