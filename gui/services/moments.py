"""A moment of the past as people speak of it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, QTime

from gui.i18n import _, pgettext


def day_and_year(date: QDate) -> str:
    """ "4 Mar 2026", as the language writes it."""
    # Translators: the form of a date, in the letters of Qt: d day, MMM short month, yyyy year.
    return QLocale().toString(date, pgettext("form of a date", "d MMM yyyy"))


def spoken(moment: dt.datetime, now: dt.datetime) -> str:
    """ "14:02" today, "Tuesday 14:02" within a week, else with the date; in local time."""
    here = moment.astimezone()
    locale = QLocale()
    time = locale.toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
    days = (now.astimezone().date() - here.date()).days
    if days == 0:
        return time
    if 0 < days < 7:
        day = locale.standaloneDayName(here.isoweekday())
        return _("{day} {time}").format(day=day, time=time)
    date = day_and_year(QDate(here.year, here.month, here.day))
    return _("{day}, {time}").format(day=date, time=time)
