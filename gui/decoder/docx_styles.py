"""What paragraphs of a Word document are: by their style, their own settings and their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from gui.decoder.flow import BOLD, ITALIC, UNDERLINED, sign

_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Look:
    """Of a paragraph: level of a heading (0 a title) or None, and how its text looks."""

    heading: int | None = None
    flags: int = 0
    size: float = 0.0


def child_of(element: Element | None, path: str) -> Element | None:
    """The first child, or child of a child, of those names."""
    for name in path.split("/"):
        if element is None:
            return None
        element = next((each for each in element if each.tag == name), None)
    return element


def is_on(switch: Element | None) -> bool:
    """Whether a setting such as ``w:b`` is on; missing ones are not."""
    return switch is not None and switch.get("w:val") not in ("0", "false", "off", "none")


def number(element: Element | None, path: str) -> int | None:
    """The whole number that an element's child states."""
    found = child_of(element, path)
    text = found.get("w:val", "") if found is not None else ""
    digits = text[1:] if text.startswith("-") else text
    return int(text) if digits.isdecimal() and len(digits) < 10 else None


class Styles:
    """The styles part of a document; without one everything is plain."""

    def __init__(self, tree: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._size = 0.0
        if tree is None:
            return
        for style in tree.iter("w:style"):
            name = style.get("w:styleId", "")
            self._styles[name] = style
            is_default = style.get("w:default") in ("1", "true", "on")
            if is_default and style.get("w:type") == "paragraph":
                self._default = name
        half_points = number(tree, "w:docDefaults/w:rPrDefault/w:rPr/w:sz")
        self._size = (half_points or 0) / 2

    def paragraph(self, own: Element | None) -> Look:
        """What a paragraph is by its style and its own settings (``w:pPr``)."""
        heading: int | None = None
        flags, size = 0, self._size
        for style in reversed(self._chain(_named(own, "w:pStyle") or self._default)):
            look = child_of(style, "w:rPr")
            flags, size, _hidden = _looks(look, flags, size)
            name_element = child_of(style, "w:name")
            name = (name_element.get("w:val", "") if name_element is not None else "").lower()
            level = number(style, "w:pPr/w:outlineLvl")
            if level is not None:
                heading = level + 1 if 0 <= level < 9 else None
            elif name.startswith("heading ") and name[8:].isdecimal():
                heading = int(name[8:11])
            elif name == "title":
                heading = 0
        level = number(own, "w:outlineLvl")
        if level is not None:
            heading = level + 1 if 0 <= level < 9 else None
        return Look(heading, flags, size)

    def list_level(self, own: Element | None) -> tuple[int, int] | None:
        """The number of the list and the depth in it, from 0; None outside lists."""
        found: list[Element] = [own] if own is not None else []
        for style in self._chain(_named(own, "w:pStyle") or self._default):
            settings = child_of(style, "w:pPr")
            if settings is not None:
                found.append(settings)
        which = depth = None
        for settings in found:
            which = number(settings, "w:numPr/w:numId") if which is None else which
            depth = number(settings, "w:numPr/w:ilvl") if depth is None else depth
        return (which, min(max(depth or 0, 0), 8)) if which else None

    def run(self, own: Element | None, flags: int, size: float) -> tuple[int, float, bool]:
        """Flags, size and whether it is hidden, of a run with those settings (``w:rPr``)."""
        hidden = False
        for style in reversed(self._chain(_named(own, "w:rStyle"))):
            flags, size, hidden = _looks(child_of(style, "w:rPr"), flags, size)
        flags, size, own_hidden = _looks(own, flags, size)
        return flags, size, hidden or own_hidden

    def _chain(self, name: str | None) -> list[Element]:
        """A style and those that it is based on."""
        found: list[Element] = []
        while name in self._styles and len(found) < _LONGEST_CHAIN:
            assert name is not None
            found.append(self._styles[name])
            name = _named(found[-1], "w:basedOn")
        return found


def _named(element: Element | None, path: str) -> str | None:
    found = child_of(element, path)
    return found.get("w:val") if found is not None else None


def _looks(look: Element | None, flags: int, size: float) -> tuple[int, float, bool]:
    if look is None:
        return flags, size, False
    for path, flag in (("w:b", BOLD), ("w:i", ITALIC), ("w:u", UNDERLINED)):
        switch = child_of(look, path)
        if switch is not None:
            flags = flags | flag if is_on(switch) else flags & ~flag
    half_points = number(look, "w:sz")
    if half_points is not None and 0 < half_points < 4_000:
        size = half_points / 2
    return flags, size, is_on(child_of(look, "w:vanish"))


class Numbering:
    """The numbering part: what stands before the items of lists. Counts as it is asked."""

    def __init__(self, tree: Element | None) -> None:
        self._levels: dict[int, dict[int, Element]] = {}
        self._counts: dict[int, list[int]] = {}
        if tree is None:
            return
        kinds: dict[int, dict[int, Element]] = {}
        for abstract in tree.iter("w:abstractNum"):
            levels = {_attribute(each, "w:ilvl"): each for each in abstract.iter("w:lvl")}
            kinds[_attribute(abstract, "w:abstractNumId")] = levels
        for each in tree.iter("w:num"):
            abstract_number = number(each, "w:abstractNumId")
            if abstract_number is not None:
                self._levels[_attribute(each, "w:numId")] = kinds.get(abstract_number, {})

    def marker(self, which: int, depth: int) -> str:
        """The sign or number of the next item; empty where there is none."""
        level = self._levels.get(which, {}).get(depth)
        if level is None:
            return "•"
        form = _named(level, "w:numFmt") or "decimal"
        text = _named(level, "w:lvlText") or ""
        if form == "none":
            return ""
        if form == "bullet":
            return _bullet(text)
        counts = self._counts.setdefault(which, [0] * 9)
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (8 - depth)
        for at in range(9):
            holder = f"%{at + 1}"
            if holder in text:
                start = number(self._levels[which].get(at), "w:start")
                value = max(counts[at], 1) - 1 + (1 if start is None else start)
                text = text.replace(holder, _counted(value, form if at == depth else "decimal"))
        return text[:20]


def _attribute(element: Element, name: str) -> int:
    text = element.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _bullet(text: str) -> str:
    if not text:
        return "•"
    char = text[0]
    if "\ue000" <= char <= "\uf8ff":
        return sign(ord(char)) or "•"
    return {"o": "◦", "§": "▪", "·": "•", "Ø": "➢", "v": "❖", "ü": "✓", "q": "❑"}.get(char, char)


def _counted(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 0 < value <= 26:
        letter = chr(ord("a") + value - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < value < 40:
        roman = (
            "x" * (value // 10)
            + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[value % 10]
        )
        return roman.upper() if form == "upperRoman" else roman
    return str(value)
