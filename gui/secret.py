"""A token that cannot be printed by accident.

Every living `Secret` is known to `hidden`, through which the log passes all that it writes; so
none has to be registered, and none can be forgotten.
"""

from __future__ import annotations

import hmac
import threading
import weakref
from typing import NoReturn, SupportsIndex
from urllib.parse import quote

BLIND = "•••"
"""What stands where a secret was."""

_SHORTEST = 4  # shorter ones would blot out half of every line and protect nothing

_living: weakref.WeakValueDictionary[int, Secret] = weakref.WeakValueDictionary()
_lock = threading.Lock()


class Secret:
    """Holds a secret text; only `reveal()` gives it away.

    Its repr, str and format are blind, it cannot be pickled, and it has no `__dict__` in which a
    dump of variables would find it. Equal when the texts are equal.
    """

    __slots__ = ("__weakref__", "_text")

    def __init__(self, text: str) -> None:
        """Raises ValueError, without the text in it, when `text` is empty."""
        if not text:
            raise ValueError("a secret cannot be empty")
        self._text = text
        with _lock:
            _living[id(self)] = self

    def reveal(self) -> str:
        """The text itself, for the request's header and the keyring and nothing else."""
        return self._text

    def __repr__(self) -> str:
        return f"Secret({BLIND})"

    def __str__(self) -> str:
        return BLIND

    def __format__(self, spec: str) -> str:
        return BLIND

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash(self._text)

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a secret is not pickled")


def hidden(text: str) -> str:
    """`text` with every living secret in it made blind, also where it is percent-encoded."""
    with _lock:
        texts = {secret.reveal() for secret in _living.values()}
    forms = {form for each in texts for form in (each, quote(each, safe=""), quote(each))}
    # Longest first: one secret may be part of another.
    for form in sorted(forms, key=len, reverse=True):
        if len(form) >= _SHORTEST:
            text = text.replace(form, BLIND)
    return text
