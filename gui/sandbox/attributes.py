"""Values of custom attributes (API §8.10): they can be written; where to read them is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from gui.sandbox.answers import not_found, validation_failed
from gui.sandbox.entries import is_date
from gui.sandbox.records import Records
from gui.sandbox.store import Document, StoredRecord

_CARRIER: Final = {
    "boolean": "checked",
    "short_text": "value",
    "free_text": "value",
    "numeric": "value",
    "date": "date",
    "dropdown": "choices",
    "multiple_choice": "choices",
    "file": "file",
}
_LONGEST: Final = 128


def set_attribute(records: Records, record: StoredRecord, body: Mapping[str, Any]) -> None:
    """Stores one value beside the record. Refusal 404 for an unknown key, 422 for a wrong value."""
    definitions: list[Document] = records.store.reference("custom_attributes")
    found = [row for row in definitions if row["id"] == body.get("custom_attribute_key")]
    if not found:
        raise not_found()
    carrier = _CARRIER[found[0]["type"]]
    if carrier not in body or not _fits(found[0], body[carrier]):
        raise validation_failed({carrier: ["does not fit the attribute"]})
    values = {**record.aside.get("custom_attributes", {}), found[0]["id"]: body[carrier]}
    changed = replace(record, aside={**record.aside, "custom_attributes": values})
    records.save(changed, source="api")


def _fits(definition: Document, value: Any) -> bool:
    kind = definition["type"]
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "numeric":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "date":
        return isinstance(value, str) and is_date(value)
    if kind == "short_text":
        return isinstance(value, str) and len(value) <= _LONGEST
    if kind == "free_text":
        return isinstance(value, str)
    if kind in ("dropdown", "multiple_choice"):
        known = {choice["id"] for choice in definition["choices"]}
        return isinstance(value, list) and set(map(str, value)) <= known
    return isinstance(value, dict)
