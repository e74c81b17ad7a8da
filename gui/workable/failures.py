"""The one boundary between what goes wrong on the wire and what a person is told.

Exceptions of the HTTP library come in, errors of `gui.errors` go out, each with what happened,
what was kept and what to do next (statuses: `gui.workable.refusals`). No text holds a token, a
query or what a record contains. `outcome_of` tells whether a write can have been applied.

httpx is imported only when one of its exceptions has to be read.
"""

from __future__ import annotations

import enum
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from gui.errors import (
    AnswerError,
    AnswerTooLarge,
    ConnectionFailed,
    NotAllowed,
    NotFound,
    NotSendable,
    OutcomeUnknown,
    RedlineError,
    ServiceError,
    ServiceTrouble,
    TooManyRequests,
    UnexpectedAnswer,
)
from gui.i18n import _, grouped
from gui.workable.answer import Answer


class Interrupted(ServiceError):
    """A read broke off or took too long. Nothing was changed by it; it may be tried again.

    `in_time` is False where a time limit ended it.
    """

    def __init__(self, text: str, *, in_time: bool, next_step: str = "") -> None:
        super().__init__(text, next_step=next_step)
        self.in_time = in_time


class UntrustedConnection(ConnectionFailed):
    """The other side could not prove who it is; trying again changes nothing (H27)."""


class BrokenEnvironment(ConnectionFailed):
    """A variable of the environment stands in the way; `variable` is its name (H28)."""

    def __init__(self, text: str, *, variable: str, next_step: str = "") -> None:
        super().__init__(text, next_step=next_step)
        self.variable = variable


class Outcome(enum.Enum):
    """What became of a write (reliability.md §2)."""

    APPLIED = "applied"
    NOT_APPLIED = "not applied"
    UNKNOWN = "unknown"


_CERTAINLY_NOT: Final = frozenset({400, 401, 403, 404, 422, 429})


def outcome_of(error: BaseException | None) -> Outcome:
    """What became of a write that ended with this error; None is a believable success.

    Certain is only what never left the machine and the six statuses with which the service
    refuses. Everything else is unknown, a person's cancelling included.
    """
    if error is None:
        return Outcome.APPLIED
    if isinstance(error, (ConnectionFailed, NotSendable)):
        return Outcome.NOT_APPLIED
    if isinstance(error, AnswerError) and not isinstance(error, UnexpectedAnswer):
        return Outcome.NOT_APPLIED if error.status in _CERTAINLY_NOT else Outcome.UNKNOWN
    return Outcome.UNKNOWN


# --- the network -------------------------------------------------------------------------------


def from_transport(
    error: Exception, *, host: str, write: bool, upload: int | None = None
) -> ServiceError:
    """The error for an exception that httpx, ssl or a deadline raised.

    `upload` is the size of a large body in bytes: servers close the connection on what is too
    large for them, which looks like a broken line (H33).
    """
    import httpx

    certificate = next(
        (e for e in _chain(error) if isinstance(e, ssl.SSLCertVerificationError)), None
    )
    if certificate is not None:
        return _untrusted(certificate, host)
    if isinstance(error, httpx.ProxyError):
        return ConnectionFailed(
            _("The proxy did not let the connection to {host} through.").format(host=host),
            kept=kept_sentence(write),
            next_step=_("Ask those who run the network, or try again later."),
        )
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)):
        if isinstance(error, httpx.ConnectError) and any(_is_tls(e) for e in _chain(error)):
            return UntrustedConnection(
                _("No secure connection to {host} came about.").format(host=host),
                kept=kept_sentence(write),
                next_step=_("Something on the way may be in between; try another network."),
            )
        return ConnectionFailed(
            _("{host} cannot be reached.").format(host=host),
            kept=kept_sentence(write),
            next_step=_("Check the network connection and try again."),
        )
    if isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol | httpx.InvalidURL):
        # Its own text may hold the header, and so the token (H24).
        return ConnectionFailed(
            _("The request could not be formed, so nothing was sent."),
            kept=kept_sentence(write),
            next_step=_("Enter the token again."),
        )
    late = isinstance(error, (httpx.TimeoutException, TimeoutError))
    if upload is not None and not late:
        text = _(
            "{host} closed the connection while {size} bytes were on their way; they may be more "
            "than it takes."
        ).format(host=host, size=grouped(upload))
    elif late:
        text = _("{host} took too long to answer.").format(host=host)
    else:
        text = _("The connection to {host} broke off.").format(host=host)
    if write:
        return OutcomeUnknown(
            text,
            kept=kept_sentence(write),
            next_step=_("Whether it arrived is found out by reading."),
        )
    return Interrupted(text, in_time=not late, next_step=_("Try again."))


def bad_environment(variable: str) -> BrokenEnvironment:
    """A variable of the environment with which no connection can be made (H28)."""
    return BrokenEnvironment(
        _("The environment variable {name} holds something that cannot be used.").format(
            name=variable
        ),
        variable=variable,
        next_step=_("Correct it or remove it, and start Redline again."),
    )


def closed(host: str) -> ConnectionFailed:
    """The connection was closed on this side, by a switch of accounts or at the end."""
    return ConnectionFailed(
        _("The connection to {host} was closed.").format(host=host),
        next_step=_("Connect to the account again."),
    )


def _untrusted(error: ssl.SSLCertVerificationError, host: str) -> UntrustedConnection:
    """A sentence for each cause, by the code with which the check failed (H27)."""
    match error.verify_code:
        case 10 | -67818 | 0x800B0101:
            text = _("The certificate of {host} has expired.")
            step = _("Check this computer's date and time; else only its operator can renew it.")
        case 9 | -67819:
            text = _("The certificate of {host} is not valid yet.")
            step = _("Check this computer's date and time.")
        case 62 | 63 | 64 | -67602 | 0x800B010F:
            text = _("What answers as {host} has a certificate for another name.")
            step = _("Check the address, and whether the network wants you to log in first.")
        case 23 | -67820 | 0x800B010C:
            text = _("The certificate of {host} has been revoked.")
            step = _("Do not go on; tell those who look after your computers.")
        case 18 | 19 | 20 | 21 | 2 | -67843 | 0x800B0109 | 0x800B010A:
            text = _(
                "The certificate of {host} comes from an authority this computer does not know."
            )
            step = _(
                "If your company checks traffic, its certificate has to be in the system's store."
            )
        case _:
            text = _("The certificate of {host} does not pass the check.")
            step = _("Try another network, or tell those who look after your computers.")
    return UntrustedConnection(text.format(host=host), kept=_("Nothing was sent."), next_step=step)


def _is_tls(error: BaseException) -> bool:
    """Whether the handshake failed, and was not merely waiting for more bytes."""
    waiting = (ssl.SSLWantReadError, ssl.SSLWantWriteError)
    return isinstance(error, ssl.SSLError) and not isinstance(error, waiting)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


# --- answers that are not answers -----------------------------------------------------------------


def unexpected(what: str, status: int = 200, *, request_id: str | None = None) -> UnexpectedAnswer:
    """The answer is not what the service documents; `what` names the part in its own words."""
    return UnexpectedAnswer(
        _("The service's answer cannot be read: {what} is not as expected.").format(what=what),
        status=status,
        next_step=_("Try again; if it stays so, the service may have changed."),
        request_id=request_id or "",
    )


def not_json(answer: Answer) -> UnexpectedAnswer:
    """A 2xx that is no JSON: mostly the log-in page of a network (H29)."""
    return UnexpectedAnswer(
        _("Something else than the service answered, perhaps the log-in page of this network."),
        status=answer.status,
        next_step=_("Open a web page in your browser, log in if it asks, and try again."),
        request_id=answer.request_id or "",
    )


def moved(answer: Answer, *, host: str, write: bool) -> UnexpectedAnswer:
    """A redirect, which is never followed; the text names where it points (H22)."""
    target = answer.headers.get("location", "")
    try:
        other = urlsplit(target).hostname or host
    except ValueError:
        other = "?"
    return UnexpectedAnswer(
        _("{host} wants to send the request on to {other}, which Redline does not do.").format(
            host=host, other=other[:100]
        ),
        status=answer.status,
        kept=kept_sentence(write),
        next_step=_("Check the address of the account and whether the network wants a log-in."),
        request_id=answer.request_id or "",
    )


def too_large(cap: int) -> AnswerTooLarge:
    """An answer of more bytes than are read (H30)."""
    return AnswerTooLarge(
        _("The answer is larger than {size} MB and was not read to its end.").format(
            size=cap // (1024 * 1024)
        ),
        status=200,
        next_step=_("Nothing of it is used. Try again later."),
    )


def bad_link(host: str | None) -> UnexpectedAnswer:
    """A link or path that must not be asked for."""
    text = (
        _("The service gave a link to {host} that Redline does not open.").format(host=host[:100])
        if host
        else _("The service gave a link that Redline does not open.")
    )
    step = _("Nothing was sent there. Open the profile in the browser instead.")
    return UnexpectedAnswer(text, status=200, next_step=step)


def refused_link(answer: Answer, *, host: str) -> AnswerError:
    """The storage behind a signed link refuses it: expired, or gone (H32)."""
    kind: type[AnswerError] = ServiceTrouble if answer.status >= 500 else NotAllowed
    if answer.status in (404, 410):
        kind = NotFound
    return kind(
        _("{host} did not give the file.").format(host=host),
        status=answer.status,
        next_step=_("Reload the candidate for a fresh link and try again."),
    )


@contextmanager
def saying_what_is_kept() -> Iterator[None]:
    """Around a write: an unexpected answer is raised on with what it means for the changes."""
    try:
        yield
    except UnexpectedAnswer as error:
        error.kept = kept_sentence(True)
        raise


def before_a_write(error: RedlineError, *, nothing_sent: bool) -> None:
    """Has the error of a read that a send begins with say what that means for the changes.

    `nothing_sent` tells that no earlier part of the same send has been written.
    """
    kept = kept_sentence(True)
    error.kept = _("Nothing was sent. {kept}").format(kept=kept) if nothing_sent else kept
    if isinstance(error, TooManyRequests):
        error.next_step = _("Send again when the countdown is over.")
    elif isinstance(error, ServiceTrouble):
        error.next_step = _("Send again later.")
    elif isinstance(error, Interrupted):
        error.next_step = _("Send again.")


def kept_sentence(write: bool) -> str:
    """What a person is told about the changes; nothing for a read, which changes nothing."""
    return _("Everything you entered is kept.") if write else ""
