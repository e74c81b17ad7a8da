"""The shadow is where its widget is, below it, and takes no time to paint."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFrame, QWidget

from gui.services.notices import Notices
from gui.views.panels.shadow import REACH, Shadow
from gui.views.panels.toasts import Toast


def grabbed(host: QWidget) -> QImage:
    return host.grab().toImage()


def dark(image: QImage, x: int, y: int) -> int:
    return 255 - QColor(image.pixel(x, y)).lightness()


def test_it_follows_its_widget_and_goes_with_it(qapp: object) -> None:
    host = QWidget()
    host.setStyleSheet("background: white")
    host.resize(300, 200)
    card = QFrame(host)
    shadow = Shadow(card, 8)
    host.show()
    card.setGeometry(QRect(80, 60, 100, 50))
    assert shadow.isVisible()
    image = grabbed(host)
    assert dark(image, 130, 114) > dark(image, 130, 122) > 0
    assert dark(image, 75, 85) > 0
    assert dark(image, 183, 112) > 0, "the corner"
    assert dark(image, 130, 60 + 50 + 4 + REACH + 1) == 0
    card.move(150, 100)
    assert shadow.geometry().contains(card.geometry())
    assert dark(grabbed(host), 75, 85) == 0
    card.hide()
    assert not shadow.isVisible()
    card.show()
    assert shadow.isVisible()
    host.close()


def test_the_widget_stays_above_it_and_it_takes_no_clicks(qapp: object) -> None:
    host = QWidget()
    card, other = QFrame(host), QFrame(host)
    shadow = Shadow(card, 8)
    host.show()
    card.show()
    card.raise_()
    assert host.children().index(other) < host.children().index(shadow)
    assert host.children().index(shadow) < host.children().index(card)
    assert shadow.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    host.close()


def test_nothing_is_blurred_for_a_toast(qapp: object) -> None:
    """A blurred shadow took ten milliseconds whenever the toast was painted."""
    host = QWidget()
    host.resize(600, 300)
    notices = Notices()
    toast = Toast(notices, host, lambda _notice: None)
    host.show()
    notices.tell("Sent.")
    assert toast.graphicsEffect() is None
    (shadow,) = host.findChildren(Shadow)
    assert shadow.isVisible()
    toast.dismiss()
    assert not shadow.isVisible()
    host.close()
