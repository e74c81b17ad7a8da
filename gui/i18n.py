"""The language of the program's own texts, over the standard library's gettext.

Modules write `from gui.i18n import _, ngettext` and English sentences with named placeholders:
`_("Removed {name}").format(name=name)`. English needs no catalogue. Texts of records are never
translated; dates and numbers are Qt's business.

Extractors look for `_`, `ngettext`, `pgettext`, `N_` and `NN_`. Compiled catalogues are
`resources/translations/LANGUAGE/LC_MESSAGES/redline.mo`.
"""

from __future__ import annotations

import gettext
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

from gui import paths

DOMAIN = "redline"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def install(languages: str | Sequence[str] | None = None) -> str:
    """Choose the language of all texts asked for from now on; return the one in force.

    `languages` is a code such as "de" or "pt_BR", or several, the best first; without any the
    environment decides (LANGUAGE, LC_ALL, LC_MESSAGES, LANG). Where there is no catalogue, or a
    damaged one, it is English: "en". Of several those after English are not looked at, since
    English needs no catalogue. "en_XA" and "ar_XB" are the pseudo-languages of `gui.pseudo`.
    Call it before widgets are built: texts already shown do not change.
    """
    global _catalogue, _language
    folder = paths.resources() / "translations"
    wanted = [languages] if isinstance(languages, str) else languages
    try:
        _catalogue = _found(folder, wanted)
    except (OSError, ValueError, struct.error) as error:
        import logging  # most starts have nothing to tell

        told = ", ".join(wanted) if wanted else "here"
        logging.getLogger(__name__).warning("The catalogue for %s cannot be read: %s", told, error)
        _catalogue = gettext.NullTranslations()
    _language = _catalogue.info().get("language") or "en"
    return _language


def language() -> str:
    """The code of the language in force: "en", "de", …"""
    return _language


def available() -> tuple[str, ...]:
    """The codes of all languages there are texts in, English among them, sorted."""
    found = (paths.resources() / "translations").glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return tuple(sorted({"en", *(file.parent.parent.name for file in found)}))


def _found(folder: Path, wanted: Sequence[str] | None) -> gettext.NullTranslations:
    for code in wanted or ():
        if code in ("en_XA", "ar_XB"):
            from gui.pseudo import PseudoTranslations  # tests and translators alone want them

            return PseudoTranslations(code)
        if code.split("_")[0] in ("en", "C"):
            return gettext.NullTranslations()
        if gettext.find(DOMAIN, folder, [code]) is not None:
            return gettext.translation(DOMAIN, folder, [code])
    # Empty is not none: to gettext it would be the environment.
    if wanted is not None:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, folder, None, fallback=True)


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


def grouped(value: int) -> str:
    """A whole number with its thousands apart, as the language writes it: "12,000", "12.000"."""
    # Translators: what stands between the thousands of a number.
    return f"{value:,}".replace(",", pgettext("between thousands", ","))


def listed(words: Iterable[str]) -> str:
    """Several words one after the other, as the language separates them: "Phone, Tags"."""
    # Translators: what stands between the words of a list.
    return pgettext("between words", ", ").join(words)


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802  beside N_
    """Mark the forms of a counted word in a table; shown with `ngettext(*forms, count)`."""
    return one, many


def N_(message: str) -> str:
    """Mark a text in a table for the translators and return it as it is; `_` it when shown."""
    return message
