"""The guide: read page by page, searched, by keys alone; its keys are those in force."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QScrollArea
from shiboken6 import Shiboken

from gui import i18n, paths
from gui.app.guiding import keys_of
from gui.model.dates import Present, Understood, read_date
from gui.views import keymap
from gui.views.actions import Act
from gui.views.dialogs.guide import GuideWindow
from gui.views.dialogs.guide_page import DENSITY, Picture, picture_file
from gui.views.dialogs.guide_pages import PAGES, matches
from gui.views.theme import Look, Theme
from tests.helpers.dialogs import button, line, press, texts
from tests.helpers.widgets import show

MOST_BYTES = 900_000
"""Of the pictures in one language; all of them are in each package."""
LANGUAGES = i18n.available()


@pytest.fixture
def guide(qapp: QApplication, theme: Theme) -> Iterator[GuideWindow]:
    guide = GuideWindow(keys_of, None)
    show(guide)
    yield guide
    if Shiboken.isValid(guide):  # it goes with its window
        guide.close()


def contents(guide: GuideWindow) -> QListWidget:
    return guide.findChildren(QListWidget)[0]


def titles(guide: GuideWindow) -> list[str]:
    rows = contents(guide)
    return [rows.item(row).text() for row in range(rows.count())]


def search(guide: GuideWindow) -> QLineEdit:
    return line(guide, "Search the guide")


# --- reading ------------------------------------------------------------------------------------


def test_it_opens_on_the_first_page_with_all_others_in_the_contents(guide: GuideWindow) -> None:
    assert titles(guide) == [page.title for page in PAGES]
    assert 6 <= len(PAGES) <= 8
    assert "Open a candidate" in texts(guide)
    assert not guide.isModal()


def test_it_is_read_by_the_keys_alone(guide: GuideWindow) -> None:
    focus = QApplication.focusWidget()
    assert focus is contents(guide)
    QTest.keyClick(focus, Qt.Key.Key_Down)
    assert "Correct what is wrong" in texts(guide)
    QTest.keyClick(focus, Qt.Key.Key_Tab)
    page = QApplication.focusWidget()
    assert isinstance(page, QScrollArea)
    assert page.accessibleName() == "Correct what is wrong"
    guide.resize(700, 420)
    QApplication.sendPostedEvents()
    QTest.keyClick(page, Qt.Key.Key_End)
    assert page.verticalScrollBar().value() == page.verticalScrollBar().maximum() > 0
    QTest.keyClick(page, Qt.Key.Key_Home)
    assert page.verticalScrollBar().value() == 0
    QTest.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.accessibleName() == "See what you have changed"
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_the_buttons_turn_pages_and_stop_at_both_ends(guide: GuideWindow) -> None:
    assert not button(guide, "Previous page").isEnabled()
    for _turn in range(len(PAGES) - 1):
        press(guide, "Next page")
    assert "When something goes wrong" in texts(guide)
    assert not button(guide, "Next page").isEnabled()
    press(guide, "Previous page")
    assert contents(guide).currentRow() == len(PAGES) - 2


def test_a_screen_reader_hears_the_whole_page_and_what_the_picture_shows(
    guide: GuideWindow,
) -> None:
    guide.show_page("changes")
    page = guide.findChildren(QScrollArea, "guide_page")[0]
    for sentence in PAGES[2].sentences(keys_of):
        assert sentence in page.accessibleDescription()
    (picture,) = (each for each in guide.findChildren(Picture) if each.isVisible())
    assert picture.accessibleName() == PAGES[2].shows


# --- searching ----------------------------------------------------------------------------------


def test_a_word_leads_to_the_pages_that_have_it(guide: GuideWindow) -> None:
    QTest.keyClick(guide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    focus = QApplication.focusWidget()
    assert focus is search(guide)
    QTest.keyClicks(focus, "KEYRING")
    assert titles(guide) == ["Drafts, undo and the journal"]
    assert "1 page has it" in texts(guide)
    assert "keyring" in texts(guide)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is contents(guide)


def test_nothing_found_says_so_and_escape_brings_all_back(guide: GuideWindow) -> None:
    QTest.keyClick(guide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(search(guide), "xyzzy")
    assert titles(guide) == []
    assert "No page has it" in texts(guide)
    assert not button(guide, "Next page").isEnabled()
    QTest.keyClick(search(guide), Qt.Key.Key_Escape)
    assert len(titles(guide)) == len(PAGES)
    assert guide.isVisible()


def test_a_sentence_has_all_the_words_whatever_their_accents() -> None:
    assert matches("Ένα πρόχειρο που επιστρέφει", "ΠΡΟΧΕΙΡΟ επιστρεφει")
    assert matches("Échap la ferme", "echap")
    assert not matches("Échap la ferme", "echap ouvre")


# --- what it says -------------------------------------------------------------------------------


def test_the_keys_are_those_in_force(qapp: QApplication, theme: Theme) -> None:
    try:
        keymap.choose({Act.SEND: ("F2",), Act.JOURNAL: ()})
        said = {page.name: " ".join(page.sentences(keys_of)) for page in PAGES}
        assert said["send"].startswith("F2 reads the record once more")
        # What has no keys is called by its name.
        assert "“Journal” opens the journal" in said["keep"]
    finally:
        keymap.choose({})
    assert PAGES[3].sentences(keys_of)[0].startswith("Ctrl+S reads")


@pytest.mark.parametrize("code", ["en", "de", "fr", "es", "el", "en_XA"])
def test_every_page_can_be_said_in_every_language(code: str) -> None:
    """Placeholders are names of commands; one that is misspelt would raise here."""
    i18n.install(code)
    try:
        for page in PAGES:
            for sentence in (page.heading, *page.sentences(keys_of)):
                assert sentence
                assert "{" not in sentence
                assert len(sentence) < 400
    finally:
        i18n.install("en")


@pytest.mark.parametrize("code", ["en", "de", "fr", "es", "el"])
def test_the_dates_that_it_shows_are_understood(code: str) -> None:
    """The page on correcting gives examples of how a date is typed in that language."""
    i18n.install(code)
    try:
        (said,) = (each for each in PAGES[1].sentences(keys_of) if "2011-03" in each)
    finally:
        i18n.install("en")
    found = re.search(r"2011-03, ([^,]+), 03/2011,? \w+ (.+?)\.(?: |$)", said)
    assert found is not None, said
    month, present = found.groups()
    for typed in ("2011-03", month, "03/2011"):
        assert isinstance(read_date(typed), Understood), typed
    assert isinstance(read_date(present), Present), present


# --- pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [page.name for page in PAGES])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_picture_light_and_dark_in_each_language(
    page: str, dark: bool, language: str
) -> None:
    file = picture_file(page, dark=dark, language=language)
    assert file.parent.name == ("guide" if language == "en" else language), "run: make screenshots"
    picture = QImage(str(file))
    assert not picture.isNull(), "run: make screenshots"
    assert picture.width() <= 900 * DENSITY
    # Its corner tells which look it has.
    assert (picture.pixelColor(4, picture.height() - 4).lightness() < 128) is dark


def test_the_pictures_stay_small_and_none_is_left_over() -> None:
    files = [file for file in (paths.resources() / "guide").rglob("*") if file.is_file()]
    for language in LANGUAGES:
        wanted = {
            picture_file(page.name, dark=dark, language=language)
            for page in PAGES
            for dark in (False, True)
        }
        assert sum(file.stat().st_size for file in wanted) < MOST_BYTES
        assert wanted <= set(files)
        files = [file for file in files if file not in wanted]
    assert files == []


def test_a_language_without_pictures_of_its_own_is_shown_the_english_ones() -> None:
    english = picture_file("open", dark=True)
    assert picture_file("open", dark=True, language="en_XA") == english
    assert picture_file("open", dark=True, language="de") != english


def test_the_picture_is_in_the_language_of_the_words(qapp: QApplication, theme: Theme) -> None:
    def seen() -> QImage:
        picture = Picture("open", "")
        picture.resize(picture.sizeHint())
        image = picture.grab().toImage()
        picture.deleteLater()
        return image

    english = seen()
    i18n.install("de")
    try:
        assert seen() != english
    finally:
        i18n.install("en")
    assert seen() == english


def test_the_picture_follows_the_look(guide: GuideWindow, theme: Theme) -> None:
    def corner() -> int:
        (picture,) = (each for each in guide.findChildren(Picture) if each.isVisible())
        image = picture.grab().toImage()
        return image.pixelColor(image.width() // 2, image.height() - 6).lightness()

    light = corner()
    theme.choose(Look.DARK)
    assert corner() < 128 < light


def test_it_is_mirrored_where_a_language_reads_from_the_right(
    qapp: QApplication, theme: Theme
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    guide = GuideWindow(keys_of, None)
    try:
        show(guide)
        page = guide.findChildren(QScrollArea, "guide_page")[0]
        rows = contents(guide)
        assert rows.mapTo(guide, QPoint(0, 0)).x() > page.mapTo(guide, QPoint(0, 0)).x()
    finally:
        guide.close()
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
