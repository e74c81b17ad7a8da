"""What a self-test looks at before there is a window: versions, folders, texts, certificates,
keyring, pictures. Each check stands alone and says in a few words what it found."""

from __future__ import annotations

import importlib
import os
import platform
import sqlite3
import ssl
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QImage, QImageReader

from gui import __version__, i18n, paths
from gui.app.about import set_lines
from gui.app.selftest_report import CheckFailed, Finding, Verdict
from gui.services.policy import policy_file, read_policy
from gui.services.secrets import Kept, SystemSecrets, keyring_name
from gui.views.icons import app_icon, icon
from gui.workable.transport import system_trust

_PICTURES: Final = {"png", "jpeg", "gif", "svg"}
_SIZES: Final = (16, 32, 48, 256)
_KEYRINGS: Final = {
    "darwin": "keyring.backends.macOS",
    "win32": "keyring.backends.Windows",
    "linux": "keyring.backends.SecretService",
}


async def versions() -> Finding:
    """Names what runs here."""
    import httpx
    import pypdfium2.version
    import PySide6

    if PySide6.__version__ != qVersion():
        raise CheckFailed(f"PySide6 {PySide6.__version__} runs on Qt {qVersion()}")
    parts = (
        f"Redline {__version__} ({'packaged' if paths.is_frozen() else 'from source'})",
        f"Python {platform.python_version()}",
        f"Qt {qVersion()}",
        f"httpx {httpx.__version__}",
        f"PDFium {pypdfium2.version.PDFIUM_INFO.build}",
        f"SQLite {sqlite3.sqlite_version}",
        ssl.OPENSSL_VERSION.rsplit(" ", 3)[0],
        f"{platform.system()} {platform.release()} {platform.machine()}",
    )
    return Finding(", ".join(parts))


async def resources() -> Finding:
    """Looks for the program's own files."""
    folder = paths.resources()
    found = {
        "icons": len(list((folder / "icons").glob("*.svg"))),
        "style sheets": len(list((folder / "styles").glob("*.qss"))),
        "pictures of the guide": len(list((folder / "guide").glob("*.png"))),
        "sandbox": int((folder / "sandbox" / "world.json").is_file()),
    }
    missing = [name for name, count in found.items() if not count]
    if missing:
        raise CheckFailed(f"no {', '.join(missing)} in {folder}")
    return Finding(f"{found['icons']} icons in {folder}")


async def translations() -> Finding:
    """Loads each catalogue that is there; English needs none."""
    folder = paths.resources() / "translations"
    languages = sorted(file.parent.parent.name for file in folder.glob("*/LC_MESSAGES/*.mo"))
    try:
        for language in languages:
            loaded = i18n.install(language)
            if loaded.partition("_")[0] != language.partition("_")[0]:
                raise CheckFailed(f"the catalogue for {language} cannot be read")
            if not i18n._("Cancel"):
                raise CheckFailed(f"the catalogue for {language} is empty")
    finally:
        i18n.install("en")
    return Finding(f"English{''.join(f', {name}' for name in languages)}")


async def certificates() -> Finding:
    """Loads the system's trust store as a connection does."""
    context = system_trust()
    if context.verify_mode is not ssl.CERT_REQUIRED or not context.check_hostname:
        raise CheckFailed("certificates would not be checked")
    if sys.platform != "linux":
        return Finding("checked by the system")
    count = context.cert_store_stats()["x509_ca"]
    if count == 0 and not os.environ.get("SSL_CERT_DIR"):
        raise CheckFailed("the system's trust store is empty; install its certificates")
    return Finding(f"{count} authorities of the system are trusted")


async def keyring() -> Finding:
    """Looks for the system's keyring; nothing in it is read or written."""
    backend = _KEYRINGS.get(sys.platform, "keyring.backends.SecretService")
    importlib.import_module(backend)
    if await SystemSecrets(patience=15).place() is Kept.KEYRING:
        return Finding(f"tokens are kept in {keyring_name()}")
    return Finding("none that can be used now; a token is kept until Redline ends", Verdict.NOTE)


async def policy() -> Finding:
    """Says what the organisation has set on this computer, and what of it cannot be followed."""
    file = policy_file()
    found = read_policy(file)
    if found.problems:
        return Finding(" ".join(found.problems), Verdict.NOTE)
    if found.file is None:
        return Finding(f"none in {file}")
    return Finding(" ".join(set_lines(found)) or f"{file} leaves everything to the person")


async def pictures() -> Finding:
    """Draws icons and asks Qt which pictures it reads."""
    known = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    if not known >= _PICTURES:
        raise CheckFailed(f"Qt cannot read {', '.join(sorted(_PICTURES - known))}")
    for side in _SIZES:
        if is_blank(app_icon().pixmap(side, side).toImage()):
            raise CheckFailed(f"the program's icon is empty at {side} pixels")
    if is_blank(icon("send").pixmap(20, 20).toImage()):
        raise CheckFailed("an icon is drawn empty")
    return Finding(f"{', '.join(sorted(_PICTURES))}; the icon at {_SIZES[0]} to {_SIZES[-1]}")


async def display() -> Finding:
    """Names the display and the fonts."""
    from PySide6.QtGui import QFontDatabase, QFontInfo

    name = QGuiApplication.platformName()
    screens = QGuiApplication.screens()
    if not screens or not QFontDatabase.families():
        raise CheckFailed(f"{name} has no screen or no fonts")
    screen = screens[0]
    size, font = screen.size(), QFontInfo(QGuiApplication.font()).family()
    return Finding(
        f"{name}, {size.width()} × {size.height()} at {screen.devicePixelRatio():g}, font {font}"
    )


def is_blank(image: QImage) -> bool:
    """Whether a picture has one colour only, or no size."""
    if image.isNull():
        return True
    held = image.convertToFormat(QImage.Format.Format_ARGB32)  # as long as its bits are read
    pixels = bytes(held.constBits())
    return pixels == pixels[:4] * (len(pixels) // 4)


def sample(folder: str, suffix: str) -> Path:
    """The smallest file of a kind among the sandbox's."""
    files = list((paths.resources() / "sandbox" / folder).glob(f"*{suffix}"))
    if not files:
        raise CheckFailed(f"no {suffix} among the sandbox's {folder}")
    return min(files, key=lambda file: file.stat().st_size)
