"""Rows that could not be used, kept as files beside the damaged databases instead of deleted."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gui.services.storage.files import write_private


def set_aside(folder: Path, kind: str, row: Mapping[str, Any], why: str) -> Path:
    """Writes a row into a file of its own; on return it is on the disk.

    Done twice it is the same file, so that a crash before the row is deleted doubles nothing.
    The name of the file tells nobody's name.
    """
    plain = {name: _plain(value) for name, value in row.items()}
    content = json.dumps({"kind": kind, "why": why, "row": plain}, indent=2).encode("ascii")
    path = folder / f"{kind}-{hashlib.sha256(content).hexdigest()[:16]}.json"
    write_private(path, content)
    return path


def erase_aside(folder: Path, account: str, candidate_id: str) -> None:
    """Deletes what was set aside of a candidate. Damaged databases are not looked into."""
    for path in folder.glob("*.json"):
        try:
            row = json.loads(path.read_bytes())["row"]
            found = (row["account"], row["candidate"])
        except (ValueError, KeyError, TypeError):
            continue
        if found == (account, candidate_id):
            path.unlink()


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return value if isinstance(value, (str, int, float)) or value is None else repr(value)
