"""The language of the window: the program's texts, Qt's own, dates, and the reading direction.

It follows the system's list of languages unless one was chosen, and is settled before the first
widget is made. What the service gets is no matter of language: dates go out as ISO.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from gui import i18n
from gui.i18n import N_, _
from gui.services.settings import LANGUAGE

if TYPE_CHECKING:
    from gui.services.settings import Settings

_MIRRORED_PSEUDO: Final = "ar_XB"

# Qt has texts of its own in these menus and tab bars, and none of them in Greek.
_QT_TEXTS: Final = {
    "&Undo": N_("&Undo"),
    "&Redo": N_("&Redo"),
    "Cu&t": N_("Cu&t"),
    "&Copy": N_("&Copy"),
    "Copy &Link Location": N_("Copy &link"),
    "&Paste": N_("&Paste"),
    "Delete": N_("Delete"),
    "Select All": N_("Select all"),
    "OK": N_("OK"),
    "Cancel": N_("Cancel"),
    "Close": N_("Close"),
    "Scroll Left": N_("Scroll left"),
    "Scroll Right": N_("Scroll right"),
}


class QtTexts(QTranslator):
    """The few texts that Qt's widgets bring along, out of the program's catalogue."""

    def translate(
        self,
        _context: str,
        sourceText: str,  # noqa: N803  Qt's name
        _disambiguation: str | None = None,
        _n: int = -1,
    ) -> str:
        known = _QT_TEXTS.get(sourceText)
        # An empty text would be taken for the translation; None is none, whatever the stubs say.
        return _(known) if known is not None else None  # type: ignore[return-value]

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        return False


def install_texts(chosen: str = "") -> str:
    """Puts the program's texts into the chosen language, else into the system's first that there
    is; returns its code. Before anything is said, and without a window."""
    if chosen:
        return i18n.install(chosen)
    return i18n.install([code.replace("-", "_") for code in QLocale.system().uiLanguages()])


def apply(app: QApplication) -> None:
    """Has Qt follow the language in force: its own texts, dates and numbers, the direction."""
    code = i18n.language()
    locale = _locale(code)
    QLocale.setDefault(locale)
    if code == "en":
        return
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for translator in (QTranslator(app), QtTexts(app)):  # the last is asked first
        if isinstance(translator, QtTexts) or translator.load(f"qtbase_{code}", folder):
            app.installTranslator(translator)
    mirrored = code == _MIRRORED_PSEUDO or (
        locale.textDirection() is Qt.LayoutDirection.RightToLeft
    )
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    )


def _locale(code: str) -> QLocale:
    """The locale of a language, as it is in the system's country where that speaks it."""
    system = QLocale.system()
    if system.name().split("_")[0] == code.split("_")[0]:
        return system
    return QLocale(code) if code != _MIRRORED_PSEUDO else QLocale("ar")


async def choose(window: QWidget, settings: Settings) -> str | None:
    """Asks for a language and keeps it; what to say of it, None where nothing was changed."""
    from gui.views.ask import ask
    from gui.views.dialogs.language import NAMES, TAKE, LanguageDialog

    before = settings.get(LANGUAGE)
    dialog = LanguageDialog(i18n.available(), before, window)
    if await ask(dialog) != TAKE or dialog.chosen == before:
        return None
    settings.set(LANGUAGE, dialog.chosen)
    name = NAMES.get(dialog.chosen, dialog.chosen)
    if not name:
        return _("Redline speaks the system's language from the next start on.")
    return _("Redline speaks {language} from the next start on.").format(language=name)
