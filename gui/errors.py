"""The errors that a person may see, in one tree.

    RedlineError                 its text may be shown as it is
    ├── ServiceError             talking to the service failed
    │   ├── ConnectionFailed     no connection: certainly nothing was sent
    │   ├── OutcomeUnknown       a write may or may not have been applied; read before repeating
    │   └── AnswerError          the service answered, and not as hoped
    │       ├── BadRequest       400
    │       ├── NotAccepted      401: the token is missing, wrong, expired or revoked
    │       ├── NotAllowed       403: the token has no right to this
    │       ├── NotFound         404: unknown, deleted, merged or moved
    │       ├── TooLarge         413
    │       ├── Refused          422: what was sent does not pass; names the keys where it can
    │       ├── TooManyRequests  429: over the account's budget
    │       ├── ServiceTrouble   5xx: the service's own fault
    │       └── UnexpectedAnswer a redirect, not JSON, not the documented shape
    │           └── AnswerTooLarge  more than is read
    ├── NotSendable              the draft holds something that cannot go into a request
    ├── SetByOrganisation        not allowed by the organisation's policy
    ├── BadInput                 what a person typed or chose will not do
    │   ├── BadReference         not a candidate's id, profile URL or e-mail
    │   ├── BadAccount           not a subdomain or service URL
    │   │   └── BadToken         not a token that could be sent
    │   └── BadFile              not a file that can be sent as resume or photo
    └── StorageError             this computer's side
        ├── ProfileUnusable      the profile folder cannot be made or written
        ├── ProfileInUse         another Redline has it
        ├── SettingsDamaged      the settings cannot be read
        ├── DraftDamaged         a draft cannot be read; it was moved aside
        ├── NotKept              drafts or journal cannot be written: disk full, read-only
        └── KeyringUnavailable   the system's keyring cannot keep secrets here

Anything else that is raised is a fault of the program. The texts come from whoever raises:
three short sentences, already translated: what happened, what was kept, what to do next. Texts
never hold a token, nor a URL's query.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gui.i18n import _

SERVER_TEXT_LIMIT = 300
"""How many characters of a server's own words are shown; they are a stranger's."""


class RedlineError(Exception):
    """An error whose text may be shown as it is.

    `text` says what happened, `kept` what was kept, `next_step` what to do next; the latter two
    may be empty. `sentence` is all of it in a row, and what `str()` gives.
    """

    def __init__(self, text: str, *, kept: str = "", next_step: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.kept = kept
        self.next_step = next_step

    @property
    def sentence(self) -> str:
        """What happened, what was kept, what to do next."""
        return " ".join(part for part in (self.text, self.kept, self.next_step) if part)

    @property
    def detail(self) -> str:
        """More for who wants it, such as the support team; may be empty."""
        return ""

    def __str__(self) -> str:
        return self.sentence


# --- the service --------------------------------------------------------------------------------


class ServiceError(RedlineError):
    """Talking to the service failed."""


class ConnectionFailed(ServiceError):
    """No connection came about, so certainly nothing arrived: unreachable, no TLS, no name."""


class OutcomeUnknown(ServiceError):
    """Bytes of a write were sent and no believable answer came: it may have been applied.

    Never repeat the write before a fresh read has told. Whatever stopped the answer is
    `__cause__`.
    """


class AnswerError(ServiceError):
    """The service answered, and not as hoped.

    `status` is the HTTP status. `server_text` is the service's own explanation where there is
    one: a stranger's words, plain text, may be long. `request_id` is the `X-Request-Id` header,
    for the service's support (API §9).
    """

    def __init__(
        self,
        text: str,
        *,
        status: int,
        kept: str = "",
        next_step: str = "",
        server_text: str = "",
        request_id: str = "",
    ) -> None:
        super().__init__(text, kept=kept, next_step=next_step)
        self.status = status
        self.server_text = server_text
        self.request_id = request_id

    @property
    def detail(self) -> str:
        """The status, the service's words (shortened) and the request's id."""
        parts = [f"HTTP {self.status}"]
        if self.server_text:
            words = self.server_text
            if len(words) > SERVER_TEXT_LIMIT:
                words = words[: SERVER_TEXT_LIMIT - 1] + "…"
            parts.append(_("the service says: {words}").format(words=words))
        if self.request_id:
            parts.append(_("request {id}").format(id=self.request_id))
        return " · ".join(parts)


class BadRequest(AnswerError):
    """400: the request itself is malformed; nothing was applied."""


class NotAccepted(AnswerError):
    """401: the token is missing, wrong, expired or revoked; nothing was applied."""


class NotAllowed(AnswerError):
    """403: the token has no right to this; nothing was applied."""


class NotFound(AnswerError):
    """404: unknown, or deleted, merged or moved meanwhile; nothing was applied."""


class TooLarge(AnswerError):
    """413: more than the service takes."""


class Refused(AnswerError):
    """422: the service does not take these values; nothing was applied.

    `fields` maps the service's key ("email") to what it says about it; empty when it does not say,
    as with social profiles (API §5.8, §9).
    """

    def __init__(
        self,
        text: str,
        *,
        status: int = 422,
        fields: Mapping[str, tuple[str, ...]] | None = None,
        kept: str = "",
        next_step: str = "",
        server_text: str = "",
        request_id: str = "",
    ) -> None:
        super().__init__(
            text,
            status=status,
            kept=kept,
            next_step=next_step,
            server_text=server_text,
            request_id=request_id,
        )
        self.fields: Mapping[str, tuple[str, ...]] = MappingProxyType(dict(fields or {}))


class TooManyRequests(AnswerError):
    """429: over the account's budget; nothing was applied.

    `wait` is how long to hold back, in seconds, as far as the answer tells.
    """

    def __init__(
        self,
        text: str,
        *,
        status: int = 429,
        wait: float | None = None,
        kept: str = "",
        next_step: str = "",
        server_text: str = "",
        request_id: str = "",
    ) -> None:
        super().__init__(
            text,
            status=status,
            kept=kept,
            next_step=next_step,
            server_text=server_text,
            request_id=request_id,
        )
        self.wait = wait


class ServiceTrouble(AnswerError):
    """5xx: the service's own fault. For a write the outcome is unknown."""


class UnexpectedAnswer(AnswerError):
    """Not what the service documents: a redirect, a log-in page, not JSON, another shape, too
    much. For a write the outcome is unknown."""


class AnswerTooLarge(UnexpectedAnswer):
    """More bytes than are read of an answer, or of a file."""


# --- this side ----------------------------------------------------------------------------------


class NotSendable(RedlineError):
    """The draft holds something that cannot go into a request; nothing was sent.

    `place` tells where in the form, for the layer that raises and the one that shows to agree on.
    """

    def __init__(
        self, text: str, *, place: object = None, kept: str = "", next_step: str = ""
    ) -> None:
        super().__init__(text, kept=kept, next_step=next_step)
        self.place = place


class SetByOrganisation(RedlineError):
    """What was asked for is not allowed by the organisation's policy; nothing was done."""


class BadInput(RedlineError):
    """What a person typed or chose will not do."""


class BadReference(BadInput):
    """Not a candidate's id, profile URL or e-mail."""


class BadAccount(BadInput):
    """Not a subdomain or a service URL that may be used."""


class BadToken(BadAccount):
    """Not a token that could be sent; the text never shows what was typed."""


class BadFile(BadInput):
    """Not a file that can be sent as resume or photo."""


class StorageError(RedlineError):
    """Something on this computer: profile, settings, drafts, keyring."""


class ProfileUnusable(StorageError):
    """The profile folder cannot be made, read or written."""


class ProfileInUse(StorageError):
    """Another running Redline has this profile."""


class SettingsDamaged(StorageError):
    """The settings cannot be read."""


class DraftDamaged(StorageError):
    """A draft cannot be read; it was moved aside, not deleted."""


class NotKept(StorageError):
    """Drafts or journal cannot be written; what is on the screen is still there."""


class KeyringUnavailable(StorageError):
    """The system's keyring cannot keep or give secrets here."""
