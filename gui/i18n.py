"""The language of the program's own texts, over the standard library's gettext.

Modules write `from gui.i18n import _, ngettext` and English sentences with named placeholders:
`_("Removed {name}").format(name=name)`. English needs no catalogue. Texts of records are never
translated; dates and numbers are Qt's business.

Extractors look for `_`, `ngettext`, `pgettext` and `N_`. Compiled catalogues are
`resources/translations/LANGUAGE/LC_MESSAGES/redline.mo`.
"""

from __future__ import annotations

import gettext
import logging
import struct

from gui import paths

DOMAIN = "redline"

_log = logging.getLogger(__name__)
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def install(language: str | None = None) -> str:
    """Choose the language of all texts asked for from now on; return the one in force.

    `language` is a code such as "de" or "pt_BR"; without one the environment decides (LANGUAGE,
    LC_ALL, LC_MESSAGES, LANG). Where there is no catalogue, or a damaged one, it is English:
    "en". Call it before widgets are built: texts already shown do not change.
    """
    global _catalogue
    folder = paths.resources() / "translations"
    wanted = [language] if language else None
    try:
        _catalogue = gettext.translation(DOMAIN, folder, wanted, fallback=True)
    except (OSError, ValueError, struct.error) as error:
        _log.warning("The catalogue for %s cannot be read: %s", language or "here", error)
        _catalogue = gettext.NullTranslations()
    return _catalogue.info().get("language") or "en"


def _(message: str) -> str:
    """The text in the person's language."""
    # An empty text is the catalogue's header to gettext.
    return _catalogue.gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The text that fits `number`; still to be formatted with it."""
    return _catalogue.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """The text, where the same English word means different things: `pgettext("verb", "Open")`."""
    return _catalogue.pgettext(context, message)


def N_(message: str) -> str:
    """Mark a text in a table for the translators and return it as it is; `_` it when shown."""
    return message
