"""Records and documents taken apart into the smallest things that can be lost: atoms.

    ("phone",)                                a value
    ("experience_entries", "~j7")             an entry, by the mark in its texts
    ("experience_entries", "~j7", "title")    a field of it
    ("social_profiles", "github", "url")      a profile, of which there is one for each network
    ("tags", "sql")                           a word, by its sign, with its spelling

Every text that anybody puts into an entry holds the entry's mark, so the judge knows entries
without trusting ids or the client's way of telling which is which. What is blank is no atom.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from gui.model.record import Record
from gui.model.values import Entry, FileUpload, LinkUpload, entries, words
from tests.soak.service import ENTRY_FIELDS, REQUIRED, TEXTS, Doc

Atom: TypeAlias = tuple[str, ...]
Held: TypeAlias = str | bool
Atoms: TypeAlias = dict[Atom, Held]

LISTS: Final = ("education_entries", "experience_entries")
PROFILE_FIELDS: Final = ("url", "username")
_MARK: Final = re.compile(r"~[a-z]\d+")


def mark_of(key: str, get: Mapping[str, object]) -> str:
    """The mark in an entry's texts, in the required field first; its content where it has none."""
    names = dict.fromkeys((REQUIRED[key], *ENTRY_FIELDS[key]))
    for name in names:
        value = get.get(name)
        if isinstance(value, str) and (found := _MARK.search(value)):
            return found.group()
    said = repr(sorted((name, value) for name in names if (value := get.get(name))))
    return "?" + hashlib.sha256(said.encode()).hexdigest()[:8]


def marks_in(said: str) -> set[str]:
    """Every mark in a text."""
    return set(_MARK.findall(said))


def sign(word: str) -> str:
    """What two spellings of one word have in common."""
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())


def of_doc(doc: Doc) -> Atoms:
    """The atoms of a document of the service."""
    found: Atoms = {}
    for key in TEXTS:
        if value := doc.get(key):
            found[(key,)] = value
    for key in LISTS:
        found.update(_entries(key, doc.get(key) or ()))
    for profile in doc.get("social_profiles") or ():
        found.update(_profile(profile))
    found.update(_words("tags", doc.get("tags") or ()))
    found.update(_words("skills", [item["name"] for item in doc.get("skills") or ()]))
    for hidden, key in (
        ("_consent", "texting_consent"),
        ("_resume", "resume"),
        ("_image", "image"),
    ):
        if value := doc.get(hidden):
            found[(key,)] = value
    return found


def of_sent(sent: Mapping[str, Any]) -> Atoms:
    """The atoms that the body of a PATCH holds; a key cleared by it holds none."""
    doc = dict(sent)
    if "skills" in doc:
        doc["skills"] = [{"name": word} for word in doc["skills"]]
    found = of_doc(doc)
    if "texting_consent" in sent:
        found["texting_consent",] = sent["texting_consent"]
    for key in ("resume", "image"):
        if isinstance(file := sent.get(key), dict):
            found[key,] = hashlib.sha256(base64.b64decode(file["data"])).hexdigest()
        elif f"{key}_url" in sent:
            found[key,] = f"link:{sent[f'{key}_url']}"
    return found


def of_record(record: Record) -> Atoms:
    """The atoms of a record as the form shows it."""
    found: Atoms = {}
    for key in (*TEXTS, "texting_consent"):
        value = record.get(key)
        if isinstance(value, str) and value:
            found[key,] = value
    for key in LISTS:
        found.update(_entries(key, [entry.fields for entry in entries(record.get(key))]))
    for profile in entries(record.get("social_profiles")):
        found.update(_profile(profile.fields))
    for key in ("tags", "skills"):
        found.update(_words(key, words(record.get(key))))
    for key in ("resume", "image"):
        upload = record.get(key)
        if isinstance(upload, FileUpload):
            found[key,] = upload.digest
        elif isinstance(upload, LinkUpload):
            found[key,] = f"link:{upload.url}"
    return found


def differing(one: Mapping[Atom, Held], other: Mapping[Atom, Held]) -> Iterator[Atom]:
    """The atoms in which two differ, in the same order in every run."""
    for atom in dict.fromkeys((*one, *other)):
        if one.get(atom) != other.get(atom):
            yield atom


def marks(key: str, items: Iterable[Mapping[str, object]]) -> Counter[str]:
    """How often each mark stands in a list of entries."""
    return Counter(mark_of(key, item) for item in items)


def place_of_entry(key: str, entry: Entry | Mapping[str, object]) -> Atom:
    """The atom of an entry of any list."""
    fields = entry.fields if isinstance(entry, Entry) else entry
    if key == "social_profiles":
        return (key, str(fields.get("type") or "?"))
    return (key, mark_of(key, fields))


def _entries(key: str, items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Atom, Held]]:
    seen: Counter[str] = Counter()
    for item in items:
        mark = mark_of(key, item)
        seen[mark] += 1
        if seen[mark] > 1:
            mark = f"{mark}#{seen[mark]}"
        yield (key, mark), True
        for name in ENTRY_FIELDS[key]:
            value = item.get(name)
            if value not in (None, ""):
                yield (key, mark, name), value


def _profile(item: Mapping[str, Any]) -> Iterator[tuple[Atom, Held]]:
    network = str(item.get("type") or "?")
    yield ("social_profiles", network), True
    for name in PROFILE_FIELDS:
        if value := item.get(name):
            yield ("social_profiles", network, name), value


def _words(key: str, items: Iterable[str]) -> Iterator[tuple[Atom, Held]]:
    spellings: dict[str, list[str]] = {}
    for word in items:
        spellings.setdefault(sign(word), []).append(word)
    for said, words_of_it in spellings.items():
        yield (key, said), " | ".join(sorted(words_of_it))
