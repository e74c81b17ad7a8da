"""Fills an empty store with the invented world and its tokens."""

from __future__ import annotations

from typing import Any

from gui.sandbox.store import Store, StoredFile, StoredRecord
from gui.sandbox.tokens import issued
from gui.sandbox.uploads import media_type
from gui.sandbox.world import World, public_record

_FIRST_FILE = 0x4F000001


def seed(store: Store, world: World) -> None:
    """Everything of `world` goes in; what was there goes out. All or nothing."""
    with store.transaction():
        store.clear()
        for kind in (
            "account", "stages", "jobs", "members", "disqualification_reasons",
            "custom_attributes",
        ):  # fmt: skip
            store.set_reference(kind, getattr(world, kind))
        for token in issued(world.account["subdomain"]):
            store.set_token(token.value, token.document())
        for candidate in world.candidates:
            _seed_candidate(store, world, candidate)
        store.set_meta("seeded", "yes")


def _seed_candidate(store: Store, world: World, candidate: dict[str, Any]) -> None:
    document, aside = public_record(candidate), {}
    for kind in ("resume", "photo"):
        relative = candidate.get(f"{kind}_file")
        if relative is None:
            continue
        metadata = document.get("resume_metadata") if kind == "resume" else None
        name = metadata["filename"] if metadata else relative.rsplit("/", 1)[-1]
        file_id = new_file_id(store)
        store.keep_file(
            StoredFile(
                file_id,
                candidate["id"],
                kind,
                name,
                media_type(relative),
                world.file_bytes(relative),
            )
        )
        aside[f"{kind}_file"] = file_id
    store.keep(
        StoredRecord(candidate["number"], candidate["id"], document, aside), source="world", at=0.0
    )
    store.add_activities(candidate["id"], candidate.get("activities", []))


def new_file_id(store: Store) -> str:
    """The id under which a new file is kept."""
    return format(store.next_number("file", _FIRST_FILE), "x")
