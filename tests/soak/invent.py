"""Invented people and what anybody might type, all from a random source with a seed.

Texts are made so that the judge can tell whose they are: each is used once, and each text of an
entry holds the entry's mark. Now and then one is the same as what somebody else wrote.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from tests.soak.atoms import mark_of
from tests.soak.service import ENTRY_FIELDS, REQUIRED, Doc

FIRST: Final = ("Amara", "José", "Zoë", "李", "Anne-Marie", "O’Neil", "van der", "ŁUKASZ", "Mc")
LAST: Final = ("Osei", "Lindqvist", "SMITH", "de la Cruz", "Müller", "Nguyễn", "Bielak")
JOBS: Final = ("Analyst", "Planner", "LEAD", "Köchin", "Site manager", "🙂 Officer", "<b>Clerk</b>")
PLACES: Final = ("Norrfrakt AB", "Kajen", "Smith & Sons", "Æther", "ACME", "Ünlü", "شركة")
WORDS: Final = ("sql", "SQL", "go", "café", "lead", "müll", "forecasting", "C++", "first aid", "R")
NETWORKS: Final = ("linkedin", "github", "twitter", "xing", "behance")
ODD: Final = (
    "two  blanks",
    " leading",
    "no\u00a0break",
    "e\u0301 in two",
    "line\nbreak",
    "<p>mark &amp; up</p>",
    "rtl \u202e over",
    "zero\u200bwidth",
    "a" * 300,
    "“quotes” \\ and /",
)
PDF: Final = b"%PDF-1.4\n%soak\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG: Final = b"\x89PNG\r\n\x1a\nsoak"


class Invention:
    """Texts and records of one session. `side` is a letter that tells whose they are."""

    def __init__(self, rng: random.Random, side: str) -> None:
        self._rng = rng
        self._side = side
        self._count = 0

    def number(self) -> int:
        """Another one each time."""
        self._count += 1
        return self._count

    def mark(self) -> str:
        """A mark for a new entry."""
        return f"~{self._side}{self.number()}"

    def text(self) -> str:
        """Something nobody wrote before."""
        rng = self._rng
        stem = rng.choice(ODD) if rng.random() < 0.15 else rng.choice((*FIRST, *LAST, *JOBS))
        return f"{stem} {self._side}{self.number()}"

    def scalar(self, key: str) -> str:
        """Something for a key of the profile, in the form that the key wants."""
        number = f"{self._side}{self.number()}"
        match key:
            case "email":
                return f"{number}@example.com"
            case "phone":
                return f"+46 31 {self._rng.randint(100, 999)} {self.number():03}"
            case "summary" | "cover_letter":
                return f"<p>{self.text()}</p>\n<p>{self.text()}</p>"
        return self.text()

    def date(self) -> str:
        return (
            f"{self._rng.randint(1990, 2025)}-{self._rng.randint(1, 12):02}"
            f"-{self._rng.randint(1, 28):02}"
        )

    def field(self, name: str, mark: str) -> Any:
        """Something for a field of an entry."""
        if name.endswith("_date"):
            return self.date()
        if name == "current":
            return self._rng.random() < 0.5
        stem = self._rng.choice(JOBS if name in ("title", "degree") else PLACES)
        return f"{stem} {mark} {self.number()}"

    def entry(self, key: str, mark: str | None = None) -> dict[str, Any]:
        """The fields of a new entry, some of them left out."""
        mark = mark or self.mark()
        rng = self._rng
        fields = {name: self.field(name, mark) for name in ENTRY_FIELDS[key] if rng.random() < 0.5}
        fields[REQUIRED[key]] = self.field(REQUIRED[key], mark)
        return fields

    def word(self) -> str:
        rng = self._rng
        if rng.random() < 0.4:
            return rng.choice(WORDS)
        return f"{rng.choice(('w', 'W', 'two w'))}{self._side}{self.number()}"

    def profile(self, network: str) -> dict[str, Any]:
        number = f"{self._side}{self.number()}"
        fields = {"type": network, "url": f"https://{network}.example/{number}"}
        if self._rng.random() < 0.7:
            fields["username"] = number
        return fields

    def record(self, candidate_id: str) -> dict[str, Any]:
        """A whole candidate as the service may hold it, gaps and oddities included."""
        rng = self._rng
        doc: dict[str, Any] = {
            "id": candidate_id,
            "account": {"subdomain": "soak", "name": "Soak"},
            "job": {"shortcode": "9F3A6C21D0", "title": "Logistics Planner"},
            "stage": "Applied",
            "stage_kind": "applied",
            "disqualified": False,
            "anonymized": False,
            "profile_url": f"https://soak.workable.com/backend/jobs/1/candidates/{candidate_id}",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-01T08:00:00Z",
            "answers": [{"question": {"body": "When?"}, "answer": {"date": "2026-08-01"}}],
            "location": {"location_str": None, "country": None},
            "resume_url": None,
            "image_url": None,
        }
        for key in ("firstname", "lastname", "email", "phone", "headline", "address"):
            doc[key] = self.scalar(key) if rng.random() < 0.85 else None
        for key in ("summary", "cover_letter"):
            doc[key] = self.scalar(key) if rng.random() < 0.5 else None
        doc["name"] = " ".join(part for part in (doc["firstname"], doc["lastname"]) if part)
        for key in ENTRY_FIELDS:
            doc[key] = [self._stored(key) for _ in range(rng.choice((0, 1, 2, 2, 3, 4)))]
        doc["tags"] = list(dict.fromkeys(self.word() for _ in range(rng.randint(0, 4))))
        names = dict.fromkeys(self.word() for _ in range(rng.randint(0, 4)))
        doc["skills"] = [{"name": name} for name in names]
        networks = rng.sample(NETWORKS, rng.randint(0, 3))
        doc["social_profiles"] = [
            {"name": network.title(), "username": None, **self.profile(network)}
            for network in networks
        ]
        if rng.random() < 0.3:
            doc |= {
                "_resume": "before",
                "resume_url": "https://storage.example.com/uploads/0/download/old.pdf",
                "resume_metadata": {"filename": "old.pdf", "updated_at": doc["created_at"]},
            }
        if rng.random() < 0.3:
            doc |= {"_image": "before", "image_url": "https://storage.example.com/avatars/0.png"}
        return doc

    def _stored(self, key: str) -> dict[str, Any]:
        mark = self.mark()
        entry = dict.fromkeys(ENTRY_FIELDS[key]) | self.entry(key, mark)
        if self._rng.random() < 0.06:
            # What is read may lack what a write needs (API §5.4).
            other = "company" if key == "experience_entries" else "degree"
            entry |= {REQUIRED[key]: None, other: self.field(other, mark)}
        return {"id": entry_id(self._rng), **entry}


def somebody_elses_change(
    doc: Doc,
    rng: random.Random,
    said: Invention,
    mine: Sequence[tuple[str, str]] = (),
    *,
    spared: Collection[str] = (),
) -> tuple[Doc, str]:
    """What another client does to a candidate, and what it was.

    `mine` are values that the person here has typed and not sent: now and then the other types
    the very same. Entries with the `spared` marks are not edited.
    """
    after = dict(doc)
    what = rng.choices(
        ("value", "same", "clear", "field", "add", "remove", "order", "words", "profile"),
        (20, 6, 4, 22, 14, 8, 5, 14, 7),
    )[0]
    key = rng.choice(tuple(ENTRY_FIELDS))
    items = [dict(entry) for entry in doc[key]]
    match what:
        case "value":
            name = rng.choice(("firstname", "lastname", "phone", "headline", "address", "summary"))
            after[name] = said.scalar(name)
        case "same" if mine:
            name, value = rng.choice(mine)
            after[name] = value
        case "clear":
            after[rng.choice(("phone", "headline", "address", "summary"))] = None
        case "field" if items:
            entry = rng.choice(items)
            name = rng.choice(ENTRY_FIELDS[key])
            mark = mark_of(key, entry)
            if not mark.startswith("?") and mark not in spared:
                entry[name] = said.field(name, mark)
            after[key] = items
        case "add":
            entry = {"id": entry_id(rng), **said.entry(key)}
            items.insert(rng.randint(0, len(items)), dict.fromkeys(ENTRY_FIELDS[key]) | entry)
            after[key] = items
        case "remove" if items:
            items.pop(rng.randrange(len(items)))
            after[key] = items
        case "order" if len(items) > 1:
            rng.shuffle(items)
            after[key] = items
        case "words":
            after |= _other_words(doc, rng, said)
        case "profile":
            after["social_profiles"] = _other_profiles(doc, rng, said)
    return after, what


def other_ids(doc: Doc, rng: random.Random) -> tuple[Doc, set[str]]:
    """The same entries under new ids, as a client makes them that sends entries without; and
    their marks."""
    key = rng.choice(tuple(ENTRY_FIELDS))
    fresh = [{**entry, "id": entry_id(rng)} for entry in doc[key]]
    return {**doc, key: fresh}, {mark_of(key, entry) for entry in fresh}


def same_entry(doc: Doc, key: str, fields: Mapping[str, Any], rng: random.Random) -> Doc:
    """The very entry that the person here is adding, added by somebody else too."""
    entry = {"id": entry_id(rng), **dict.fromkeys(ENTRY_FIELDS[key]), **fields}
    return {**doc, key: [*doc[key], entry]}


def entry_id(rng: random.Random) -> str:
    return f"{rng.getrandbits(36) | 1 << 36:x}"


def _other_words(doc: Doc, rng: random.Random, said: Invention) -> dict[str, Any]:
    key = rng.choice(("tags", "skills"))
    here = [item["name"] if isinstance(item, dict) else item for item in doc[key]]
    match rng.choice(("add", "add", "remove", "spell")):
        case "add":
            here.insert(rng.randint(0, len(here)), said.word())
        case "remove" if here:
            here.pop(rng.randrange(len(here)))
        case "spell" if here:
            at = rng.randrange(len(here))
            here[at] = here[at].swapcase()
    here = list(dict.fromkeys(here))
    return {key: [{"name": word} for word in here] if key == "skills" else here}


def _other_profiles(doc: Doc, rng: random.Random, said: Invention) -> list[dict[str, Any]]:
    by_type = {item["type"]: item for item in doc["social_profiles"]}
    network = rng.choice(NETWORKS)
    if network in by_type and rng.random() < 0.3:
        del by_type[network]
    else:
        by_type[network] = {"name": network.title(), "username": None, **said.profile(network)}
    return list(by_type.values())
