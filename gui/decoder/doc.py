"""Documents of this format; not read yet."""

from __future__ import annotations

from gui.decoder.protocol import DAMAGED, CannotRead


def read(data: bytes) -> dict[str, object]:
    """Not yet read."""
    raise CannotRead(DAMAGED + data[:0].decode())
