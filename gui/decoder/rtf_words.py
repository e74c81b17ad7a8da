"""The words of rich text: tokens, code pages, letters, and groups that are no text."""

from __future__ import annotations

import re

from gui.model.resume.kinds import Part

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"  # 1, 2: a word and its number
    rb"|\\'([0-9a-fA-F]{2})"  # 3: a byte
    rb"|\\(\r\n|[\s\S])"  # 4: a sign
    rb"|([{}])"  # 5: a group
    rb"|[\r\n\0]+"
    rb"|([^\\{}\r\n\0]+)"  # 6: letters
)
"""One piece of a file."""
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk",
    136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Codecs by the number of a font's character set."""
SYMBOL = "symbol"
"""In place of a codec: signs, not letters."""
CODECS = (*CHARSETS.values(), "utf-8", "cp1250", "cp1251", "cp950", "mac_cyrillic", "mac_greek")
"""Everything that may be needed to decode letters; to be loaded before the doors close."""

CHARS = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"emspace": " ", b"enspace": " ",
    b"qmspace": " ", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"zwj": "\u200d", b"zwnj": "\u200c", b"lbr": "\n", b"softline": "\n",
}  # fmt: skip
"""Words that stand for a character."""
SIGNS = {b"~": " ", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
"""Signs after a backslash that stand for a character."""
SKIPPED = frozenset((
    b"colortbl", b"info", b"pict", b"objdata", b"objclass", b"objname", b"themedata",
    b"datastore", b"latentstyles", b"listtable", b"listoverridetable", b"rsidtbl", b"generator",
    b"xmlnstbl", b"mmathPr", b"filetbl", b"revtbl", b"annotation", b"atnid", b"atnauthor",
    b"atrfstart", b"atrfend", b"atndate", b"atnicn", b"atnref", b"bkmkstart", b"bkmkend",
    b"nonshppict", b"sn", b"sv", b"shprslt", b"colorschememapping", b"pgptbl", b"userprops",
    b"ftnsep", b"ftnsepc", b"ftncn", b"aftnsep", b"aftnsepc", b"aftncn", b"nonesttables",
    b"pnseclvl", b"xe", b"tc", b"txe", b"rxe", b"wgrffmtfilter", b"docvar", b"fontemb", b"falt",
    b"panose", b"template", b"blipuid", b"defchp", b"defpap", b"ffname", b"formfield", b"mmath",
    b"background", b"oldcprops", b"oldpprops", b"oldtprops", b"oldsprops", b"upr", b"passwordhash",
))  # fmt: skip
"""Groups whose text is not the document's."""
ENTERED = frozenset((b"shpinst", b"shppict", b"fldinst"))
"""Groups that readers may pass over, and that hold text all the same."""
PARTS = {
    b"header": Part.HEADER, b"headerl": Part.HEADER, b"headerr": Part.HEADER,
    b"headerf": Part.HEADER, b"footer": Part.FOOTER, b"footerl": Part.FOOTER,
    b"footerr": Part.FOOTER, b"footerf": Part.FOOTER, b"footnote": Part.NOTE,
    b"shptxt": Part.BOX, b"dptxbxtext": Part.BOX,
}  # fmt: skip
"""Groups that are another part of the document."""


def page_of(number: int) -> str:
    """The codec of a code page by its number; that of Western Europe for unknown ones."""
    named = {
        10000: "mac_roman",
        65001: "utf-8",
        936: "gbk",
        10007: "mac_cyrillic",
        10006: "mac_greek",
    }
    codec = named.get(number, f"cp{number}")
    return codec if codec in CODECS else "cp1252"
