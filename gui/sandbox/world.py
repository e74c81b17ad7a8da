"""The invented world of the sandbox, read from its folder: `world.json`, resumes and photos.

This module reads and checks nothing but the outer shape; what the service makes of the records
(profile URLs, signed links, list rows) is the server's affair. It never writes and never looks
outside its folder. No Qt, no network.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

JsonObject = dict[str, Any]

WORLD_FILE = "world.json"
# Keys of a candidate that tell the sandbox something and that no answer of the service holds.
PRIVATE_KEYS = frozenset({"number", "resume_file", "photo_file", "activities", "_note", "_truth"})


class WorldError(ValueError):
    """The folder does not hold a world: a damaged installation, not a mistake of the person."""


@dataclass(frozen=True)
class World:
    """Everything the sandbox starts with, as lists of JSON objects in the shapes of the service.

    - `account`: API §8.5. `stages`: §8.4. `members`: §8.3. `custom_attributes`: §8.10.
    - `jobs`: §8.2 rows plus `number`, the number in the browser URL.
    - `disqualification_reasons`: objects `id`, `name`.
    - `candidates`: the record of API §4, ascending by id, without what a server computes
      (`account`, `profile_url`, `resume_url`, `image_url`), plus the private keys: `number` (the
      browser number), `resume_file` and `photo_file` (paths for `file_bytes`), `activities`
      (§8.6, oldest first), `_note` (what is wrong with the record on purpose), `_truth` (of the
      wrongly parsed ones: name, phone, `jobs` with their months and `skills` as the resume has
      them). Of these only `number` and `activities` are always there.
    """

    folder: Path
    account: JsonObject
    stages: list[JsonObject]
    jobs: list[JsonObject]
    members: list[JsonObject]
    disqualification_reasons: list[JsonObject]
    custom_attributes: list[JsonObject]
    candidates: list[JsonObject]

    def file_bytes(self, relative: str) -> bytes:
        """The content of a resume or photo, named as the record names it (`resumes/x.pdf`).

        Raises `WorldError` for a path that leaves the folder or that is not there.
        """
        parts = PurePosixPath(relative)
        if parts.is_absolute() or ".." in parts.parts or "\\" in relative:
            raise WorldError(f"Not a file of the sandbox: {relative}")
        try:
            return self.folder.joinpath(*parts.parts).read_bytes()
        except OSError as error:
            raise WorldError(f"The sandbox has no file {relative}.") from error


def public_record(candidate: JsonObject) -> JsonObject:
    """A candidate without its private keys: the part that an answer of the service may hold."""
    return {key: value for key, value in candidate.items() if key not in PRIVATE_KEYS}


def load_world(folder: Path) -> World:
    """Reads the world from `folder`. Raises `WorldError` when it is missing or damaged."""
    path = folder / WORLD_FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WorldError(f"The sandbox cannot read its people from {path}.") from error
    if not isinstance(content, dict):
        raise WorldError(f"The sandbox cannot read its people from {path}.")
    return World(
        folder=folder,
        account=_object(content, "account"),
        stages=_objects(content, "stages"),
        jobs=_objects(content, "jobs"),
        members=_objects(content, "members"),
        disqualification_reasons=_objects(content, "disqualification_reasons"),
        custom_attributes=_objects(content, "custom_attributes"),
        candidates=_objects(content, "candidates"),
    )


def _object(content: JsonObject, key: str) -> JsonObject:
    value = content.get(key)
    if not isinstance(value, dict):
        raise WorldError(f"{WORLD_FILE} has no “{key}”.")
    return cast(JsonObject, value)


def _objects(content: JsonObject, key: str) -> list[JsonObject]:
    value = content.get(key)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise WorldError(f"{WORLD_FILE} has no list “{key}”.")
    return cast(list[JsonObject], value)
