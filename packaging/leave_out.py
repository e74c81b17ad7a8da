"""What a package leaves out, by list and with reasons; the spec and the tests read it.

Names of files are matched as the frozen program's folder has them, without the folder.
"""

from __future__ import annotations

import re

MODULES = [
    # Nothing in the program draws with them; they come along because something could use them.
    *("tkinter", "_tkinter", "curses", "_curses", "readline", "turtle", "idlelib"),
    *("unittest", "doctest", "pydoc", "pdb", "test", "lib2to3", "ensurepip", "distutils"),
    *("setuptools", "pkg_resources", "pip", "wheel"),
    # Optional friends of our libraries: pictures and numbers for PDFium, other loops and speeds
    # for the sandbox's server, colours for httpx's command line.
    *("PIL", "numpy", "matplotlib", "IPython"),
    *("uvloop", "httptools", "watchfiles", "websockets", "wsproto", "dotenv", "yaml"),
    *("requests", "urllib3", "chardet", "charset_normalizer", "cchardet"),
    *("rich", "click.testing", "pygments", "trio", "brotli", "zstandard", "h2", "socksio"),
    *("pypdfium2_cli", "pypdfium2.internal.cli"),
    # Qt beyond Core, Gui, Widgets, Svg and what those need.
    *(
        f"PySide6.Qt{part}"
        for part in (
            *("Network", "Qml", "Quick", "QuickWidgets", "QuickControls2", "QuickTest", "Test"),
            *("OpenGL", "OpenGLWidgets", "PrintSupport", "Sql", "Xml", "Concurrent", "Help"),
            *("Designer", "UiTools", "SvgWidgets", "DBus"),
        )
    ),
]

_QT_PARTS = [
    # Screens that are no desktop, and drawing through a graphics card: the window needs none.
    r"plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vnc|vkkhrdisplay)\b.*",
    r"plugins/egldeviceintegrations/.*",
    r"plugins/xcbglintegrations/.*",
    r"plugins/wayland-graphics-integration-(client|server)/.*",
    r"plugins/generic/.*",
    # GTK as a look: it would drag in a second toolkit; the program has its own look.
    r"plugins/platformthemes/libqgtk3\b.*",
    # An on-screen keyboard in QML.
    r"plugins/platforminputcontexts/.*virtualkeyboard.*",
    r"plugins/virtualkeyboard/.*",
    # Pictures that the service does not take.
    r"plugins/imageformats/(lib)?q(icns|pdf|tga|tiff|wbmp|webp)\b.*",
    # Qt's own network is not used: httpx is.
    r"plugins/(tls|networkinformation|sqldrivers|printsupport|qmltooling|qmllint)/.*",
    r"(lib)?Qt6(Network|Qml\w*|Quick\w*|VirtualKeyboard\w*|Pdf|OpenGL\w*|EglF\w+|Sql|Test)\b.*",
    r"(lib)?Qt6(LabsQml\w*|WaylandCompositor|ShaderTools|Eglfs\w*)\b.*",
    r"opengl32sw\.dll",
    r"qml/.*",
    # Texts of Qt's other parts; qtbase has those of the dialogs.
    r"translations/(?!qtbase_).*\.qm",
]

_SYSTEM_LIBRARIES = [
    # The C and C++ libraries: older ones than the system's would break its own parts.
    *(r"libstdc\+\+\.so.*", r"libgcc_s\.so.*", r"ld-linux.*"),
    # X, Wayland, keyboard, graphics, D-Bus, glib, fonts: they talk to the running desktop and
    # read its settings, so that they have to be its own. The package depends on them.
    *(r"libX.*\.so.*", r"libxcb.*\.so.*", r"libxkbcommon.*\.so.*", r"libwayland-.*\.so.*"),
    *(r"libGL.*\.so.*", r"libEGL.*\.so.*", r"libOpenGL.*\.so.*", r"libdrm.*\.so.*", r"libgbm.*"),
    *(r"libdbus-1.*", r"libsystemd.*", r"libcap\.so.*", r"libgcrypt.*", r"libgpg-error.*"),
    *(r"libglib-.*", r"libgobject-.*", r"libgio-.*", r"libgmodule-.*", r"libgthread-.*"),
    *(r"libfontconfig.*", r"libfreetype.*", r"libharfbuzz.*", r"libgraphite2.*", r"libpng16.*"),
    *(r"libbrotli.*", r"libpcre2?.*", r"libmount.*", r"libblkid.*", r"libselinux.*"),
    *(r"libbsd.*", r"libmd\.so.*", r"liblz4.*", r"libzstd.*", r"libz\.so.*", r"libexpat.*"),
    *(r"libICE.*", r"libSM.*", r"libgssapi.*", r"libkrb5.*", r"libk5crypto.*", r"libcom_err.*"),
    # What came along with the GTK look that is left out above.
    *(r"libatk-.*", r"libatspi.*", r"libcairo.*", r"libpango.*", r"libgdk.*", r"libgtk.*"),
    *(r"libfribidi.*", r"libthai.*", r"libdatrie.*", r"libpixman.*", r"libjpeg\.so.*"),
    *(r"libkeyutils.*", r"libtinfo.*", r"libncurses.*", r"libreadline.*"),
]

_QT = re.compile("|".join(f"(?:{each})" for each in _QT_PARTS))
_SYSTEM = re.compile("|".join(f"(?:{each})" for each in _SYSTEM_LIBRARIES))


def is_text_of_another_language(name: str, languages: set[str]) -> bool:
    """Whether a file holds Qt's own texts in a language that the program does not speak."""
    match = re.search(r"translations[/\\]qtbase_(\w+)\.qm$", name)
    if match is None:
        return False
    short = {each.partition("_")[0] for each in languages}
    return match[1] not in languages and match[1] not in short


_PICTURES_OF_LANGUAGES = re.compile(r"gui/resources/guide/[^/]+/.*")
"""The guide's pictures in other languages than English: 3.3 MB that no packing makes smaller, more
than the agreed size of the package has left. There the guide shows the English ones."""


def is_left_out(name: str, platform: str) -> bool:
    """Whether a file of the frozen program stays out, by its path in the program's folder."""
    path = name.replace("\\", "/")
    base = path.rsplit("/", 1)[-1]
    inside = re.sub(r"^PySide6/(Qt/)?(lib/)?", "", path)
    if _QT.fullmatch(inside) or _QT.fullmatch(base) or _PICTURES_OF_LANGUAGES.fullmatch(path):
        return True
    return platform == "linux" and _SYSTEM.fullmatch(base) is not None
