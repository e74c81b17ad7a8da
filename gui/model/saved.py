"""A draft as JSON, so that it can be kept on disk and come back exactly as it was.

Entries occur again and again in baseline, current and undo steps, so each is written once into
a table and named by its number. The signed links of a record are secrets and are not written;
neither are the keys that nobody here knows, which the next read brings anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final, TypeAlias

from gui.model.arrival import Doubtful
from gui.model.draft import Draft
from gui.model.fields import BY_KEY
from gui.model.record import Facts, Record
from gui.model.steps import Step
from gui.model.values import MISSING, Entry, FileUpload, LinkUpload, Missing, Place, Value

Json: TypeAlias = Any

FORMAT: Final = 1
"""Goes up when an older program could not read what is written."""

STEPS_KEPT: Final = 200
"""How many steps of undo survive a restart; older ones are of no use and much text."""

_SECRET_FACTS: Final = frozenset({"resume_url", "image_url"})


class NotReadable(ValueError):
    """What was read is not a draft as this version writes it."""


class NewerFormat(NotReadable):
    """A newer version of the program wrote it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A draft as it stands at one moment, see `Draft` for the parts.

    It holds references to values that never change: taking one costs nothing, and another
    thread may write it down while the draft goes on.
    """

    baseline: Record
    current: Record
    held: frozenset[str]
    unknown: Mapping[str, Value]
    went_out: Mapping[str, Value]
    steps: tuple[tuple[Step, ...], tuple[Step, ...]]
    unfinished: Mapping[Place, str] = field(default_factory=dict)
    doubtful: Doubtful = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft) -> Snapshot:
        """The draft as it stands now."""
        return cls(
            draft.baseline,
            draft.current,
            draft.held,
            draft.unknown,
            draft.went_out,
            draft.steps,
            draft.texts.all,
            draft.doubtful,
        )


def draft_to_json(draft: Draft | Snapshot) -> Json:
    """The draft as plain lists, objects, texts, numbers, flags and nulls."""
    if isinstance(draft, Draft):
        draft = Snapshot.of(draft)
    table = _Table()
    # A step that threw away nothing but unfinished texts is one of this run only.
    done, undone = ([step for step in steps if step.after] for steps in draft.steps)
    body = {
        "baseline": _record_out(draft.baseline, table),
        "current": _values_out(draft.current.values, table),
        "held": sorted(draft.held),
        "unknown": _values_out(draft.unknown, table),
        "went_out": _values_out(draft.went_out, table),
        "done": [_step_out(step, table) for step in done[-STEPS_KEPT:]],
        "undone": [_step_out(step, table) for step in undone[-STEPS_KEPT:]],
    }
    # Older programs read the rest without the following.
    if draft.doubtful:
        body["doubtful"] = [
            [key, ref, sorted(ids)]
            for key, refs in draft.doubtful.items()
            for ref, ids in refs.items()
        ]
    if draft.unfinished:
        body["unfinished"] = [
            [place.key, place.entry, place.field, text] for place, text in draft.unfinished.items()
        ]
    return {"format": FORMAT, "entries": table.rows, **body}


def draft_from_json(source: Json) -> Draft:
    """The draft again; `NotReadable` for anything that `draft_to_json` does not write."""
    try:
        _check_format(source)
        table = [_entry_in(row) for row in source["entries"]]
        baseline = _record_in(source["baseline"], table)
        current = Record(baseline.id, _values_in(source["current"], table), baseline.facts)
        return Draft(
            baseline,
            current,
            held=[str(key) for key in source["held"]],
            done=[_step_in(row, table) for row in source["done"]],
            undone=[_step_in(row, table) for row in source["undone"]],
            unknown=_values_in(source["unknown"], table),
            went_out=_values_in(source["went_out"], table),
            unfinished=dict(map(_unfinished_in, source.get("unfinished", ()))),
            doubtful=_doubtful_in(source.get("doubtful", ())),
        )
    except NotReadable:
        raise
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise NotReadable(type(error).__name__) from error


def record_to_json(record: Record) -> Json:
    """One record, as in a draft; for the journal and for exports."""
    table = _Table()
    body = _record_out(record, table)
    return {"format": FORMAT, "entries": table.rows, "record": body}


def values_to_json(values: Mapping[str, Value]) -> Json:
    """Some keys with their values; for the journal."""
    table = _Table()
    body = _values_out(values, table)
    return {"format": FORMAT, "entries": table.rows, "values": body}


def values_from_json(source: Json) -> dict[str, Value]:
    """The values again; `NotReadable` as in `draft_from_json`."""
    try:
        _check_format(source)
        return _values_in(source["values"], [_entry_in(row) for row in source["entries"]])
    except NotReadable:
        raise
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise NotReadable(type(error).__name__) from error


def _check_format(source: Json) -> None:
    written = source["format"]
    if not isinstance(written, int) or written < 1:
        raise NotReadable("no format")
    if written > FORMAT:
        raise NewerFormat(f"format {written}")


class _Table:
    """Every entry once, by identity first and by what it says second."""

    def __init__(self) -> None:
        self.rows: list[Json] = []
        self._by_object: dict[int, tuple[Entry, int]] = {}

    def number(self, entry: Entry) -> int:
        known = self._by_object.get(id(entry))
        if known is not None:
            return known[1]
        self.rows.append([entry.ref, entry.id, dict(entry.fields)])
        # The entry is held too, so that its address is not given to another one meanwhile.
        self._by_object[id(entry)] = (entry, len(self.rows) - 1)
        return len(self.rows) - 1


def _entry_in(row: Json) -> Entry:
    ref, entry_id, inner = row
    if not isinstance(ref, str) or not (entry_id is None or isinstance(entry_id, str)):
        raise NotReadable("entry")
    if not all(value is None or isinstance(value, str | bool) for value in inner.values()):
        raise NotReadable("entry field")
    return Entry(ref, entry_id, inner)


def _record_out(record: Record, table: _Table) -> Json:
    facts = {key: value for key, value in asdict(record.facts).items() if key not in _SECRET_FACTS}
    return {"id": record.id, "values": _values_out(record.values, table), "facts": facts}


def _record_in(source: Json, table: list[Entry]) -> Record:
    known = {item.name for item in fields(Facts)} - _SECRET_FACTS
    facts = {key: value for key, value in source["facts"].items() if key in known}
    if not isinstance(source["id"], str):
        raise NotReadable("id")
    return Record(source["id"], _values_in(source["values"], table), Facts(**facts))


def _values_out(values: Mapping[str, Value], table: _Table) -> Json:
    return {key: _value_out(value, table) for key, value in values.items()}


def _values_in(source: Json, table: list[Entry]) -> dict[str, Value]:
    return {str(key): _value_in(value, table) for key, value in source.items() if key in BY_KEY}


def _value_out(value: Value, table: _Table) -> Json:
    match value:
        case Missing():
            return {"missing": True}
        case FileUpload():
            return {"file": asdict(value)}
        case LinkUpload():
            return {"link": asdict(value)}
        case tuple():
            if all(isinstance(item, Entry) for item in value):
                numbers = [table.number(item) for item in value if isinstance(item, Entry)]
                return {"entries": numbers} if value else []
            return list(value)
    return value


def _value_in(source: Json, table: list[Entry]) -> Value:
    match source:
        case None | str():
            return source
        case list():
            if not all(isinstance(item, str) for item in source):
                raise NotReadable("words")
            return tuple(source)
        case {"entries": list() as numbers}:
            return tuple(table[number] for number in numbers)
        case {"file": dict() as upload}:
            return FileUpload(**_typed(upload, size=int))
        case {"link": dict() as link}:
            return LinkUpload(**_typed(link))
        case {"missing": True}:
            return MISSING
    raise NotReadable("value")


def _typed(source: Json, **types: type) -> Json:
    for key, value in source.items():
        if value is not None and not isinstance(value, types.get(key, str)):
            raise NotReadable("upload")
    return source


def _unfinished_in(row: Json) -> tuple[Place, str]:
    key, entry, inner, text = row
    optional = str | None
    if not (isinstance(key, str) and isinstance(entry, optional) and isinstance(inner, optional)):
        raise NotReadable("unfinished")
    if not isinstance(text, str) or key not in BY_KEY:
        raise NotReadable("unfinished")
    return Place(key, entry, inner), text


def _doubtful_in(rows: Json) -> Doubtful:
    found: dict[str, dict[str, frozenset[str]]] = {}
    for key, ref, ids in rows:
        if key not in BY_KEY or not all(isinstance(each, str) for each in (ref, *ids)):
            raise NotReadable("doubtful")
        found.setdefault(key, {})[ref] = frozenset(ids)
    return found


def _step_out(step: Step, table: _Table) -> Json:
    place = step.place
    return {
        "label": step.label,
        "place": [place.key, place.entry, place.field],
        "before": _values_out(step.before, table),
        "after": _values_out(step.after, table),
        "typing": step.typing,
    }


def _step_in(source: Json, table: list[Entry]) -> Step:
    key, entry, inner = source["place"]
    return Step(
        str(source["label"]),
        Place(key, entry, inner),
        _values_in(source["before"], table),
        _values_in(source["after"], table),
        bool(source["typing"]),
    )
