"""What the service stores and what a request does to it, from the API reference alone.

Written without a look at the sandbox or the client, so that a mistake in either is not repeated
here. Documents are never changed in place: each write makes a new one, and the history keeps all.
What the reference leaves open ([U]) is a `Manner`, drawn anew for each session.

Stays away from HTTP (`tests.soak.faults`, `tests.soak.model_server`) and from judging.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

Doc: TypeAlias = Mapping[str, Any]
"""A candidate in the shape of a read (API §4.1); keys with a leading ``_`` are never shown."""

TEXTS: Final = (
    "firstname",
    "lastname",
    "email",
    "phone",
    "headline",
    "address",
    "summary",
    "cover_letter",
)
ENTRY_FIELDS: Final = {
    "education_entries": ("school", "degree", "field_of_study", "start_date", "end_date"),
    "experience_entries": (
        "title",
        "company",
        "industry",
        "summary",
        "start_date",
        "end_date",
        "current",
    ),
}
REQUIRED: Final = {"education_entries": "school", "experience_entries": "title"}
NETWORKS: Final = frozenset(
    {
        *("academiaedu", "angellist", "behance", "bitbucket", "blogger", "crunchbase", "dandyid"),
        *("delicious", "deviantart", "digg", "doyoubuzz", "dribble", "dribbble", "econsultancy"),
        *("facebook", "flavorsme", "flickr", "fullcontact", "getglue", "gist", "github"),
        *("goodreads", "googleplus", "gravatar", "hackernews", "hiim", "klout", "lanyrd"),
        *("linkedin", "myspace", "ohloh", "orkut", "pinterest", "quora", "reddit", "scribd"),
        *("skype", "slideshare", "stackexchange", "stackoverflow", "tumblr", "twitter"),
        *("typepad", "vk", "wordpress", "xing"),
    }
)
"""The 46 values of API §5.9."""
WRITABLE: Final = frozenset(
    {
        *TEXTS,
        *ENTRY_FIELDS,
        *("skills", "tags", "social_profiles", "texting_consent"),
        *("resume", "resume_url", "image", "image_url", "image_source"),
    }
)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_RESUMES: Final = (".pdf", ".doc", ".docx", ".rtf")


class Refusal(Exception):
    """The service does not take a request; nothing of it is applied."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


@dataclass(frozen=True, slots=True)
class Manner:
    """How this service behaves where the reference leaves it open."""

    skills_add: bool = False
    """`skills` adds to what is there instead of replacing it (API §5.5)."""
    skills_lower: bool = False
    tags_folded: bool = False
    """Tags in lower case, cut at a blank, long ones ignored (API §5.5)."""
    absent_is_null: bool = False
    """A field left out of an entry that is sent with its id is emptied."""
    unknown_id: str = "new"
    """An entry with an id that is not stored: ``new``, ``404`` or ``422`` (API §5.3)."""
    order: str = "sent"
    """The order of entries after saving: ``sent``, ``id`` or ``turned``."""
    socials: str = "shown"
    """``shown``, ``omitted`` when empty, ``hidden`` always, or ``refused`` (API §4.6, §5.8)."""
    trims: bool = False
    plain_phone: bool = False
    cuts: bool = False
    """Long headlines and addresses are cut without a word."""
    parses: bool = False
    """Resumes and addresses are read in the background, which fills other fields later."""


def draw_manner(rng: random.Random) -> Manner:
    """Mostly what is documented, sometimes what is feared."""
    return Manner(
        skills_add=rng.random() < 0.08,
        skills_lower=rng.random() < 0.3,
        tags_folded=rng.random() < 0.2,
        absent_is_null=rng.random() < 0.3,
        unknown_id=rng.choice(("new", "new", "404", "422")),
        order=rng.choice(("sent", "sent", "sent", "id", "turned")),
        socials=rng.choice(("shown",) * 6 + ("omitted", "omitted", "hidden", "refused")),
        trims=rng.random() < 0.25,
        plain_phone=rng.random() < 0.25,
        cuts=rng.random() < 0.1,
        parses=rng.random() < 0.3,
    )


@dataclass(frozen=True, slots=True)
class Write:
    """One change of a candidate: by ``me`` (a request), ``them`` or the ``service`` itself."""

    version: int
    who: str
    before: Doc
    after: Doc
    request: int | None = None
    late: bool = False
    """Delivered by the network after the client had heard of something else."""


@dataclass(slots=True)
class Request:
    """One request for a candidate as the service saw it."""

    number: int
    method: str
    candidate_id: str
    body: bytes
    at: float
    version: int
    """How many writes the candidate had seen when the request arrived."""
    keys: tuple[str, ...] = ()
    sent: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""
    delivered: bool = False
    """Whether an answer left that tells the client the whole record as it is stored."""
    lost: bool = False
    """The program ended before it had the answer."""
    applied: list[int] = field(default_factory=list)
    """The versions that it made, none while it was not applied."""
    held: bool = False
    """Still somewhere in the network, to arrive later."""
    claimed: str = ""
    """What the person was told became of it."""
    previous: Request | None = None


class Candidate:
    """A record with everything that ever happened to it."""

    def __init__(self, doc: Doc) -> None:
        self.id: str = doc["id"]
        self.docs: list[Doc] = [doc]
        self.writes: list[Write] = []
        self.requests: list[Request] = []
        self.gone = False

    @property
    def doc(self) -> Doc:
        return self.docs[-1]

    @property
    def version(self) -> int:
        return len(self.writes)

    def forget(self) -> None:
        """Lets go of everything but the record as it is."""
        self.docs, self.writes, self.requests = [self.doc], [], []


class Service:
    """One account of the service. `on_write` hears of each change, `breaches` what no client
    may send (API §5, §6), whatever became of it."""

    def __init__(self, docs: Sequence[Doc], manner: Manner, *, seed: str) -> None:
        self.manner = manner
        self.candidates = {doc["id"]: Candidate(self._as_kept(doc)) for doc in docs}
        self.on_write: Callable[[Candidate, Write], None] = lambda _candidate, _write: None
        self.breaches: list[str] = []
        self._ids = random.Random(f"{seed}/ids")
        self._links = 0
        self._later: list[tuple[int, Candidate, Callable[[Candidate], None]]] = []

    # --- reading ---------------------------------------------------------------------------

    def shown(self, candidate: Candidate) -> dict[str, Any]:
        """The candidate as a read gives it, with links signed anew (API §4.5)."""
        self._links += 1
        doc = {key: value for key, value in candidate.doc.items() if not key.startswith("_")}
        for key in ("resume_url", "image_url"):
            if doc.get(key):
                doc[key] = f"{doc[key]}?X-Amz-Expires=60000&X-Amz-Signature={self._links:08x}"
        hidden = self.manner.socials
        if hidden == "hidden" or (hidden == "omitted" and not doc.get("social_profiles")):
            doc.pop("social_profiles", None)
        return doc

    def row(self, candidate: Candidate) -> dict[str, Any]:
        """The candidate as a list gives it (API §8.1)."""
        names = ("id", "name", "firstname", "lastname", "headline", "email", "phone", "job")
        return {name: candidate.doc.get(name) for name in names}

    # --- writing ---------------------------------------------------------------------------

    def patch(self, candidate: Candidate, request: Request, *, late: bool = False) -> None:
        """Applies a PATCH; `Refusal` where it does not pass (API §5)."""
        after = self.preview(candidate.doc, request.sent)
        write = self._write(candidate, after, "me", request.number, late=late)
        request.applied.append(write.version)
        if self.manner.parses and not {"resume", "resume_url", "address"}.isdisjoint(request.sent):
            self.later(2, candidate, self._parse)

    def change(self, candidate: Candidate, after: Doc, who: str = "them") -> None:
        """What somebody else does in the web application."""
        after = self._as_kept(after)
        if after != candidate.doc:
            self._write(candidate, after, who, None)

    def later(self, requests: int, candidate: Candidate, act: Callable[[Candidate], None]) -> None:
        """Does something once that many more requests for the candidate have arrived."""
        self._later.append((requests, candidate, act))

    def tick(self, candidate: Candidate) -> None:
        """A request for the candidate has arrived: what was due happens before it."""
        due = []
        left = []
        for count, whose, act in self._later:
            if whose is candidate and count <= 1:
                due.append(act)
            else:
                left.append((count - (whose is candidate), whose, act))
        self._later = left
        for act in due:
            act(candidate)

    def flush(self) -> None:
        """Everything that was to happen later happens now."""
        while self._later:
            _count, candidate, act = self._later.pop(0)
            act(candidate)

    def _write(
        self, candidate: Candidate, after: Doc, who: str, request: int | None, *, late: bool = False
    ) -> Write:
        version = candidate.version + 1
        after = {**after, "updated_at": _moment(version), "name": _full_name(after)}
        write = Write(version, who, candidate.doc, after, request, late)
        candidate.docs.append(after)
        candidate.writes.append(write)
        self.on_write(candidate, write)
        return write

    def _parse(self, candidate: Candidate) -> None:
        doc = dict(candidate.doc)
        if doc.get("headline") is None:
            doc["headline"] = f"Parsed {candidate.version}"
        doc["location"] = {"location_str": f"Place {candidate.version}", "country": None}
        self.change(candidate, doc, "service")

    # --- one request -----------------------------------------------------------------------

    def preview(self, doc: Doc, sent: Mapping[str, Any]) -> Doc:
        """The document that a PATCH would make of this one; `Refusal` as in `patch`."""
        after = dict(doc)
        for key, value in sent.items():
            if key in TEXTS:
                if isinstance(value, str):
                    after[key] = self._text(key, value, doc.get(key))
            elif key in ENTRY_FIELDS:
                if isinstance(value, list):
                    after[key] = self._entries(key, doc.get(key) or [], value)
            elif key == "skills" and isinstance(value, list):
                after[key] = self._skills(doc.get(key) or [], value)
            elif key == "tags" and isinstance(value, list):
                after[key] = self._tags(value)
            elif key == "social_profiles" and isinstance(value, list):
                after[key] = self._profiles(value)
            elif key == "texting_consent":
                if value not in ("forced", "declined"):
                    raise _invalid(key, "is not included in the list")
                after["_consent"] = value
            elif key in ("resume", "image"):
                after |= self._file(key, value)
            elif key in ("resume_url", "image_url"):
                after |= self._link(key, value)
        return after

    def new_id(self) -> str:
        """An id that no entry ever had (API §3.1)."""
        return f"{self._ids.getrandbits(40) | 1 << 40:x}"

    def _as_kept(self, doc: Doc) -> Doc:
        """Words in the form in which this service keeps them, whoever wrote them."""
        skills = [item["name"] for item in doc["skills"]]
        if self.manner.skills_lower:
            skills = list(dict.fromkeys(name.lower() for name in skills))
        kept = {"tags": self._tags(doc["tags"]), "skills": [{"name": name} for name in skills]}
        return {**doc, **kept}

    def _text(self, key: str, value: str, stored: object) -> str | None:
        if value == stored:
            return value
        if self.manner.trims:
            value = " ".join(value.split())
        if key == "phone" and self.manner.plain_phone:
            value = "".join(value.split())
        if key in ("headline", "address") and self.manner.cuts:
            value = value[:24]
        return value or None

    def _entries(
        self, key: str, stored: Sequence[Doc], sent: Sequence[object]
    ) -> list[dict[str, Any]]:
        known = {entry["id"]: entry for entry in stored}
        made: dict[str, dict[str, Any]] = {}
        for item in sent:
            if not isinstance(item, dict):
                raise _invalid(key, "is no object")
            entry_id = item.get("id")
            if entry_id is not None and entry_id not in known:
                if self.manner.unknown_id == "404":
                    raise Refusal(404, {"error": "Not found"})
                if self.manner.unknown_id == "422":
                    raise _invalid(key, "unknown id")
                entry_id = None
            old = known.get(entry_id) if entry_id is not None else None
            entry = self._entry(key, old, item)
            entry_id = entry_id or self.new_id()
            made[entry_id] = {"id": entry_id, **entry}
        listed = list(made.values())
        if self.manner.order == "id":
            listed.sort(key=lambda entry: str(entry["id"]))
        elif self.manner.order == "turned":
            listed.reverse()
        return listed

    def _entry(self, key: str, old: Doc | None, item: Mapping[str, Any]) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        for name in ENTRY_FIELDS[key]:
            before = old.get(name) if old is not None else None
            value = item.get(name, None if self.manner.absent_is_null else before)
            if name.endswith("_date") and value and not _DATE.fullmatch(str(value)):
                raise _invalid(key, f"{name} is no date")
            if isinstance(value, str) and value != before and self.manner.trims:
                value = " ".join(value.split())
            entry[name] = None if value == "" else value
        needed = entry[REQUIRED[key]]
        if not isinstance(needed, str) or not needed.strip():
            raise _invalid(key, f"{REQUIRED[key]} can't be blank")
        return entry

    def _skills(self, stored: Sequence[Doc], sent: Sequence[object]) -> list[dict[str, str]]:
        given = [item["name"] if isinstance(item, dict) else str(item) for item in sent]
        if self.manner.skills_lower:
            given = [word.lower() for word in given]
        words = [entry["name"] for entry in stored] if self.manner.skills_add else []
        signs = {word.lower() for word in words}
        for word in given:
            if word.lower() not in signs or not self.manner.skills_add:
                words.append(word)
                signs.add(word.lower())
        return [{"name": word} for word in dict.fromkeys(words)]

    def _tags(self, sent: Sequence[object]) -> list[str]:
        tags = [str(tag) for tag in sent]
        if self.manner.tags_folded:
            tags = [tag.lower().partition(" ")[0] for tag in tags if len(tag) < 25]
        return [tag for tag in dict.fromkeys(tags) if tag]

    def _profiles(self, sent: Sequence[object]) -> list[dict[str, Any]]:
        if self.manner.socials == "refused":
            raise Refusal(422, {"error": ""})
        made: dict[str, dict[str, Any]] = {}
        for item in sent:
            if not isinstance(item, dict) or item.get("type") not in NETWORKS:
                raise _invalid("social_profiles", "type is not included in the list")
            if not item.get("url"):
                raise _invalid("social_profiles", "url can't be blank")
            if item["type"] in made:
                raise _invalid("social_profiles", "type has already been taken")
            made[item["type"]] = {
                "type": item["type"],
                "name": item["type"].title(),
                "username": item.get("username") or None,
                "url": item["url"],
            }
        return list(made.values())

    def _file(self, key: str, value: object) -> dict[str, Any]:
        if not isinstance(value, dict) or not isinstance(value.get("data"), str):
            raise _invalid(key, "is no file")
        try:
            data = base64.b64decode(value["data"], validate=True)
        except binascii.Error as error:
            raise _invalid(key, "is not base64") from error
        name = str(value.get("name", ""))
        if key == "resume" and not name.lower().endswith(_RESUMES):
            raise _invalid(key, "file type is not supported")
        return self._stored_file(key, name, hashlib.sha256(data).hexdigest())

    def _link(self, key: str, value: object) -> dict[str, Any]:
        if not isinstance(value, str) or not value.startswith("http"):
            raise _invalid(key, "is no address")
        key = key.removesuffix("_url")
        return self._stored_file(key, value.rpartition("/")[2], f"link:{value}")

    def _stored_file(self, key: str, name: str, digest: str) -> dict[str, Any]:
        self._links += 1
        made: dict[str, Any] = {f"_{key}": digest}
        if key == "resume":
            made["resume_url"] = (
                f"https://storage.example.com/uploads/{self._links}/download/{name}"
            )
            moment = _moment(self._links)
            made["resume_metadata"] = {
                "filename": name,
                "filetype": name.rpartition(".")[2],
                "created_at": moment,
                "updated_at": moment,
            }
        else:
            made["image_url"] = f"https://storage.example.com/avatars/{self._links}.png"
        return made


def read_patch(service: Service, request: Request) -> None:
    """Reads the body of a PATCH into the request and notes what no client may send."""
    try:
        body = json.loads(request.body)
        sent = body["candidate"]
        assert isinstance(sent, dict)
    except (ValueError, KeyError, TypeError, AssertionError) as error:
        service.breaches.append(f"a body that is no candidate: {type(error).__name__}")
        raise Refusal(400, {"error": "Bad request"}) from error
    request.sent = sent
    request.keys = tuple(sent)
    service.breaches.extend(_breaches(body, sent))


def _breaches(body: Mapping[str, Any], sent: Mapping[str, Any]) -> Iterator[str]:
    """What the reference says never to send (API §5.1, §5.2, §5.8, §6)."""
    if set(body) != {"candidate"}:
        yield "something beside the candidate"
    for key, value in sent.items():
        if key not in WRITABLE:
            yield f"a key that is not writable: {key}"
        elif value is None:
            yield f"null for {key}"
        elif key in ("skills", "tags"):
            if not isinstance(value, list) or any(not isinstance(word, str) for word in value):
                yield f"{key} in the shape of a read"
        elif key in ENTRY_FIELDS or key == "social_profiles":
            fields = {"id", *ENTRY_FIELDS.get(key, ("type", "url", "username"))}
            if not isinstance(value, list) or any(not set(item) <= fields for item in value):
                yield f"{key} with fields that are not writable"
    if "social_profiles" in sent and len(sent) > 1:
        yield "social profiles together with other keys"
    if {"resume", "resume_url"} <= set(sent):
        yield "two resumes"


def _invalid(key: str, text: str) -> Refusal:
    return Refusal(
        422, {"error": f"Validation failed: {key} {text}", "validation_errors": {key: [text]}}
    )


def _moment(number: int) -> str:
    minutes, seconds = divmod(number, 60)
    hours, minutes = divmod(minutes, 60)
    return f"2026-03-04T{hours % 24:02}:{minutes:02}:{seconds:02}Z"


def _full_name(doc: Doc) -> str:
    return " ".join(part for part in (doc.get("firstname"), doc.get("lastname")) if part)
