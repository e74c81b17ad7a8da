"""Draws the program's icon in every form that systems want, from its two drawings.

    python packaging/icons.py FOLDER

`resources/icons/redline.svg` is the icon; `packaging/icon-small.svg` the same with fewer and
thicker strokes, for sizes at which the other would blur. FOLDER gets hicolor/SIZExSIZE/… and
hicolor/scalable/… (Linux), redline.ico (Windows) and redline.icns (macOS).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
ICON = HERE.parent / "resources" / "icons" / "redline.svg"
SMALL = HERE / "icon-small.svg"
SMALL_UP_TO = 24

LINUX_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
MAC_SIZES = (16, 32, 64, 128, 256, 512, 1024)


def drawn(side: int, *, margin: float = 0.0) -> QImage:
    """The icon at that size; `margin` is the part of it left free at each edge."""
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    room = QRectF(0, 0, side, side).adjusted(*(side * margin * sign for sign in (1, 1, -1, -1)))
    QSvgRenderer(str(SMALL if side <= SMALL_UP_TO else ICON)).render(painter, room)
    painter.end()
    return image


def as_pillow(image: QImage) -> Image.Image:
    """The same picture for who writes Windows' and macOS' forms."""
    held = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return Image.frombytes("RGBA", (held.width(), held.height()), bytes(held.constBits()))


def make(folder: Path) -> list[Path]:
    """Draws everything into a folder; the files made."""
    app = QGuiApplication.instance() or QGuiApplication(["icons"])
    assert app is not None
    made: list[Path] = []
    for side in LINUX_SIZES:
        target = folder / "hicolor" / f"{side}x{side}" / "apps" / "redline.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        drawn(side).save(str(target))
        made.append(target)
    scalable = folder / "hicolor" / "scalable" / "apps" / "redline.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ICON, scalable)
    made.append(scalable)

    *smaller, largest = (as_pillow(drawn(side)) for side in WINDOWS_SIZES)
    ico = folder / "redline.ico"
    largest.save(ico, sizes=[(side, side) for side in WINDOWS_SIZES], append_images=smaller)
    made.append(ico)

    # macOS leaves a tenth free around the shape, so that icons of a dock line up.
    *smaller, largest = (as_pillow(drawn(side, margin=0.05)) for side in MAC_SIZES)
    icns = folder / "redline.icns"
    largest.save(icns, append_images=smaller)
    made.append(icns)
    return made


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: icons.py FOLDER", file=sys.stderr)
        return 2
    for file in make(Path(sys.argv[1])):
        print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
