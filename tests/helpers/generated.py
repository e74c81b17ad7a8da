"""Generated records, lists and edit scripts for property tests (hypothesis strategies)."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.values import Entries, Entry, Place, Value, Words, entries, words

# A small alphabet: collisions, twins and blanks come up often.
TEXTS = st.sampled_from(["", "a", "A", "b", "Jon", "jon smith", " Zoë ", "李", "x\u00a0y", "1"])
SAID = TEXTS.filter(bool)
"""What a required field of a new entry holds: the service takes no entry without it."""
NULLABLE = st.one_of(st.none(), TEXTS)
VOCABULARY = st.sampled_from(["sql", "SQL", "go", "café", "lead", "müll"])
WORDS = st.lists(VOCABULARY, max_size=4, unique_by=str.casefold).map(tuple)
SCALARS = ("firstname", "lastname", "email", "phone", "summary")


@st.composite
def jobs(draw: st.DrawFn, ids: str = "abcde") -> Entries:
    """A list of stored jobs with ids out of a few."""
    chosen = draw(st.lists(st.sampled_from(list(ids)), unique=True, max_size=4))
    return tuple(Entry(ref, ref, draw(job_fields())) for ref in chosen)


@st.composite
def job_fields(draw: st.DrawFn) -> dict[str, str | bool | None]:
    fields: dict[str, str | bool | None] = {"title": draw(NULLABLE), "company": draw(NULLABLE)}
    if draw(st.booleans()):
        fields["current"] = draw(st.sampled_from([True, False, None]))
    if draw(st.booleans()):
        fields["mystery"] = draw(NULLABLE)
    return fields


@st.composite
def edited_jobs(draw: st.DrawFn, base: Entries, new: str) -> Entries:
    """The list after some edits, removals, additions and moves; `new` prefixes added refs."""
    items = [entry for entry in base if draw(st.integers(0, 4))]
    items = [
        entry.with_field(draw(st.sampled_from(["title", "company"])), draw(NULLABLE))
        if draw(st.integers(0, 2)) == 0
        else entry
        for entry in items
    ]
    for number in range(draw(st.integers(0, 2))):
        ref = f"{new}{number}"
        stored = None if new.startswith("new:") else ref
        fields = draw(job_fields()) | {"title": draw(SAID)}
        items.insert(draw(st.integers(0, len(items))), Entry(ref, stored, fields))
    if len(items) > 1 and draw(st.integers(0, 3)) == 0:
        items.append(items.pop(0))
    return tuple(items)


@st.composite
def edited_words(draw: st.DrawFn, base: Words) -> Words:
    kept = tuple(word for word in base if draw(st.integers(0, 3)))
    signs = {word.casefold() for word in kept}
    return (*kept, *(word for word in draw(WORDS) if word.casefold() not in signs))


@st.composite
def changed(draw: st.DrawFn, *sides: str) -> tuple[str, Value, tuple[Value, ...]]:
    """A key, what it held, and what each side made of it; sides are named by the prefix of the
    refs that they add."""
    match draw(st.integers(0, 2)):
        case 0:
            return "phone", draw(NULLABLE), tuple(draw(NULLABLE) for _side in sides)
        case 1:
            base_words = draw(WORDS)
            return "tags", base_words, tuple(draw(edited_words(base_words)) for _side in sides)
    base = draw(jobs())
    made = tuple(draw(edited_jobs(base, side)) for side in sides)
    return "experience_entries", base, made


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record with some keys missing, some null, some empty."""
    values: dict[str, Value] = {}
    for key in SCALARS:
        if draw(st.integers(0, 9)):
            values[key] = draw(NULLABLE)
    if draw(st.integers(0, 9)):
        values["experience_entries"] = draw(jobs())
    values["tags"] = draw(WORDS)
    if draw(st.booleans()):
        values["skills"] = draw(WORDS)
    return Record("1de04059", values)


Edit = Callable[[Draft], object]


@st.composite
def edit(draw: st.DrawFn) -> Edit:
    """One thing a person does to a draft; a function that may find nothing to act on."""
    what = draw(st.integers(0, 8))
    text = draw(TEXTS)
    number = draw(st.integers(0, 5))
    key = draw(st.sampled_from(SCALARS))
    chips = draw(st.sampled_from(["tags", "skills"]))
    typing = draw(st.booleans())
    name = draw(st.sampled_from(["title", "company"]))

    def run(draft: Draft) -> object:
        here = entries(draft.value("experience_entries"))
        place = Place("experience_entries", here[number % len(here)].ref) if here else None
        chosen = words(draft.value(chips))
        match what:
            case 0 | 1:
                return edits.set_value(draft, key, text, typing=typing)
            case 2:
                return edits.add_entry(draft, "experience_entries", {"title": text}, at=number)
            case 3 if place:
                return edits.remove_entry(draft, place)
            case 4 if place:
                return edits.move_entry(draft, place, number - 2)
            case 5 if place and place.entry:
                field = Place(place.key, place.entry, name)
                return edits.set_entry_field(draft, field, text, typing=typing)
            case 6:
                return edits.add_words(draft, chips, [text]) if text else None
            case 7 if chosen:
                return edits.remove_word(draft, chips, chosen[number % len(chosen)])
            case 8 if place:
                return edits.duplicate_entry(draft, place)
        draft.close_step()
        return None

    return run


SCRIPTS = st.lists(edit(), max_size=25)
