"""Texts of strangers made fit to be shown; the stored value is never touched by it.

Everything here is for display: markers for characters that hide or reorder others (H46), one
line, a length, a readable form of HTML. Nothing of it may be stored, sent, compared or used to
decide who somebody is.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Final

from gui.i18n import _, grouped, ngettext

LABEL_LIMIT: Final = 300
"""Characters of one text in a label; more can freeze the layout (H43)."""
READING_LIMIT: Final = 20_000
"""Characters of HTML that are made readable."""
LINE_EDIT_LIMIT: Final = 32_767
"""UTF-16 units after which a line edit cuts (H44)."""

# Letters and symbols that are blank on the screen, besides the format characters.
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
_JOINERS: Final = frozenset("\u200c\u200d")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
# What an editor of several lines gives back as something else; found by trying every character.
_ALTERED_IN_EDITORS: Final = re.compile("[\r\0\u00a0\u2028\u2029\ufdd0\ufdd1\ud800-\udfff]")
_ALTERED_IN_LINES: Final = re.compile("[\n\r\0\u2028\u2029\ud800-\udfff]")


def is_hidden(text: str, position: int) -> bool:
    """Whether the character there hides, reorders or breaks text instead of showing something.

    Joiners count as hidden only beside Latin text: Persian, the scripts of India and emoji need
    them.
    """
    char = text[position]
    if char in _JOINERS:
        around = text[max(0, position - 1) : position] + text[position + 1 : position + 2]
        return len(around) < 2 or any(ord(other) < 0x0590 for other in around)
    return char in _BLANK_LETTERS or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def visible(text: str) -> str:
    """The text with a marker in the place of each hidden character, for names, hosts and files.

    Control characters become their picture ("␀", "␊"), others their number ("‹U+202E›").
    """
    if not has_hidden(text):
        return text
    return "".join(
        _marker(char) if is_hidden(text, position) else char for position, char in enumerate(text)
    )


def has_hidden(text: str) -> bool:
    """Whether a text has characters that `visible` would mark."""
    # Printable text has no format characters, which settles nearly every text at once.
    if text.isprintable() and _BLANK_LETTERS.isdisjoint(text):
        return False
    return any(is_hidden(text, position) for position in range(len(text)))


def without_hidden(text: str) -> str:
    """The text without its hidden characters, as a proposal; line breaks and tabs become blanks."""
    kept = (
        (" " if char in "\n\r\t\x0b\x0c\u2028\u2029" else "") if is_hidden(text, at) else char
        for at, char in enumerate(text)
    )
    return "".join(kept)


def has_lone_surrogate(text: str) -> bool:
    """Whether a text holds half of a surrogate pair, which no request can carry (H46)."""
    return _SURROGATES.search(text) is not None


def one_line(text: str) -> str:
    """The text in one line: every run of blanks and line ends becomes one blank."""
    return " ".join(text.split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, the last one "…" where something was left off.

    What belongs together on the screen stays together: combining marks, joined emoji, flags,
    halves of a surrogate pair.
    """
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    cut = limit - 1
    for earlier in range(cut, max(0, cut - 30), -1):
        if not _belongs_together(text, earlier):
            cut = earlier
            break
    return text[:cut].rstrip() + "…"


def for_label(text: str, limit: int = LABEL_LIMIT) -> str:
    """A stranger's text for one line of a label: in one line, marked and shortened."""
    # Shortened first as well: what will not be shown need not be looked at.
    return shorten(visible(one_line(text[: 4 * limit])), limit)


def widget_safe(text: str, *, multiline: bool = True) -> bool:
    """Whether an editor gives this text back as it got it (H44).

    False means: show it read-only and ask before it becomes plain text. Measured: a leading byte
    order mark, either way round, and surrogates are lost in both editors; CR, no-break blanks,
    U+2028, U+2029, U+FDD0 and U+FDD1 become others in the one of several lines; the other is cut
    at 32,767 units.
    """
    altered = _ALTERED_IN_EDITORS if multiline else _ALTERED_IN_LINES
    if text.startswith(("\ufeff", "\ufffe")) or altered.search(text):
        return False
    # Counted as Qt counts: characters beyond the basic plane are two.
    return multiline or len(text.encode("utf-16-le")) // 2 <= LINE_EDIT_LIMIT


def human_size(size: int) -> str:
    """A number of bytes as people know it, in steps of 1,024: "120 KB", "1.2 MB", "5 MB"."""
    if size < 1024:
        return ngettext("{count} byte", "{count} bytes", size).format(count=size)
    if round(size / 1024) < 1024:
        return _("{size} KB").format(size=round(size / 1024))
    return _("{size} MB").format(size=f"{size / 1024**2:,.1f}".removesuffix(".0"))


def count_text(text: str, limit: int | None = None) -> str:
    """How long a text is, "1,204 characters, 210 words", or against a limit where there is one."""
    count = len(text)
    if limit is not None:
        return _("{count} of {limit} characters").format(count=grouped(count), limit=grouped(limit))
    characters = ngettext("{count} character", "{count} characters", count)
    number = len(text.split())
    words = ngettext("{count} word", "{count} words", number).format(count=grouped(number))
    return _("{characters}, {words}").format(
        characters=characters.format(count=grouped(count)),
        words=words,
    )


# --- HTML -----------------------------------------------------------------------------------

_BLOCKS: Final = frozenset(
    (
        *("address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
    )
)
_INLINE: Final = ("a", "abbr", "b", "body", "code", "em", "font", "html", "i", "img", "small")
_TAGS: Final = "|".join(sorted((*_BLOCKS, *_INLINE, "span", "strong", "sub", "sup", "td", "u")))
_LOOKS_LIKE: Final = re.compile(
    rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|&(?:amp|lt|gt|quot|nbsp|apos|#[0-9]+|#x[0-9a-f]+);",
    re.IGNORECASE,
)
_SPACED: Final = frozenset(("p", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4"))
_SILENT: Final = frozenset(("script", "style", "head", "template", "title"))
# No part of it runs past the next "<", so that no text makes the search slow.
_MARKUP: Final = re.compile(
    r"""<!--|<[!?][^<>]*>|<(/?)([a-z][a-z0-9:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>""",
    re.IGNORECASE,
)


def looks_like_html(text: str) -> bool:
    """Whether a text has tags or character references as the service's texts may (API §12.6)."""
    return _LOOKS_LIKE.search(text[:READING_LIMIT]) is not None


def strip_html_for_reading(html: str) -> str:
    """What a person would read of a text that may be HTML; other texts come back as they are.

    Paragraphs and list items become lines, scripts, styles and comments nothing. Nothing is
    fetched. Only the first 20,000 characters of HTML are looked at. For reading only: what is
    stored and sent is the text itself. (The standard library's parser is not used because 20,000
    characters such as ``<a <a <a`` keep it busy for seconds.)
    """
    if not looks_like_html(html):
        return html
    html = html[:READING_LIMIT]
    reader = _Reader()
    here = 0
    while match := _MARKUP.search(html, here):
        reader.add(html[here : match.start()])
        here = match.end()
        closing, name = match.group(1), (match.group(2) or "").lower()
        if match.group() == "<!--":
            end = html.find("-->", here)
            here = len(html) if end < 0 else end + 3
        elif name in _SILENT and not closing:
            end_tag = re.compile(f"</{name}", re.IGNORECASE).search(html, here)
            here = end_tag.start() if end_tag else len(html)
        elif name:
            reader.tag(name, opening=not closing)
    reader.add(html[here:])
    return reader.text()


class _Reader:
    """Collects the readable text of a piece of HTML, line by line."""

    def __init__(self) -> None:
        self._lines: list[str] = [""]
        self._preformatted = 0

    def add(self, text: str) -> None:
        """Text between two tags."""
        text = unescape(text)
        if self._preformatted:
            first, *rest = text.split("\n")
            self._lines[-1] += first
            self._lines.extend(rest)
            return
        words = " ".join(text.split())
        if text[:1].isspace() and not self._lines[-1].endswith(" "):
            self._lines[-1] += " "
        self._lines[-1] += words
        if words and text[-1:].isspace():
            self._lines[-1] += " "

    def tag(self, name: str, *, opening: bool) -> None:
        """A tag; unknown ones are as good as none."""
        if name == "pre":
            self._preformatted = max(0, self._preformatted + (1 if opening else -1))
        if name == "br" and opening:
            self._lines.append("")
        elif name in _BLOCKS and name != "br":
            self._end_line(empty_line=name in _SPACED)
        if name == "li" and opening:
            self._lines[-1] += "• "
        elif name in ("td", "th") and opening and self._lines[-1].strip():
            self._lines[-1] += "  "

    def text(self) -> str:
        """All of it, without blanks at the ends of lines and without two empty lines in a row."""
        lines = "\n".join(line.strip(" ") for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")

    def _end_line(self, *, empty_line: bool) -> None:
        if self._lines[-1].strip():
            self._lines.append("")
        if empty_line and len(self._lines) > 1 and self._lines[-2]:
            self._lines.append("")


# --- pieces ---------------------------------------------------------------------------------


def _marker(char: str) -> str:
    number = ord(char)
    if number < 0x20:
        return chr(0x2400 + number)
    return "␡" if number == 0x7F else f"‹U+{number:04X}›"


def _belongs_together(text: str, at: int) -> bool:
    """Whether a cut right before this character would tear something apart."""
    before, char = text[at - 1], text[at]
    number = ord(char)
    if char in _JOINERS or before == "\u200d" or unicodedata.category(char).startswith("M"):
        return True
    if 0x1F3FB <= number <= 0x1F3FF or 0x1160 <= number <= 0x11FF or 0xDC00 <= number <= 0xDFFF:
        return True
    if before == "\r" and char == "\n":
        return True
    if _is_flag_half(char):
        halves = 0
        while halves < at and _is_flag_half(text[at - 1 - halves]):
            halves += 1
        return halves % 2 == 1
    return False


def _is_flag_half(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF
