"""A keyring that fails, to stand where the system's would."""

from __future__ import annotations

from tests.helpers.memory_keyring import MemoryKeyring


class FailingKeyring(MemoryKeyring):
    """Raises the error it was given, whatever is asked."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error

    def delete_password(self, service: str, username: str) -> None:
        raise self.error
