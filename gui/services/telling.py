"""What a person is told when a send is over: what went, what stayed and why, and the ways on.

Nothing is decided here. What became of a send is known from its report, and what is typed
meanwhile from the session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from gui.errors import NotSendable, RedlineError, Refused
from gui.i18n import _, listed, ngettext
from gui.model.fields import Kind, field_of
from gui.model.intended import Alteration
from gui.model.unfinished import labels_of
from gui.model.values import Place, Value, is_blank, text, words
from gui.services.notices import Notices, Offer, Tone
from gui.services.session import Session, tab_of
from gui.workable.refusals import key_named
from gui.workable.report import Part, SendEnd, SendReport

_ARRIVED: Final = (SendEnd.SENT, SendEnd.ALREADY_SO)
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class News:
    """What a finished send has to say, and the way back.

    `went` is what went out of the keys that are stored now, `before` what stood there just
    before, `count` how many changes of them a person counts. `others` are the keys that somebody
    else has changed since the person saw them, and that came in with it.
    """

    report: SendReport
    count: int
    before: Mapping[str, Value]
    went: Mapping[str, Value]
    others: tuple[str, ...] = ()


class Front(Protocol):
    """Which candidate the person looks at."""

    def is_in_front(self, session: Session) -> bool:
        """Whether it is this one."""

    def bring_to_front(self, session: Session) -> None:
        """Shows this one."""


class OneCandidate:
    """A `Front` where there is only one to look at."""

    def is_in_front(self, _session: Session) -> bool:
        return True

    def bring_to_front(self, _session: Session) -> None:
        pass


class Telling:
    """Says what became of sends. `revert` takes back files too, where somebody has kept them."""

    def __init__(
        self,
        notices: Notices,
        *,
        front: Front,
        send_again: Callable[[Session], object],
        offers_for: Callable[[Session, RedlineError], tuple[Offer, ...]],
        revert: Callable[[Session], object] | None,
    ) -> None:
        self._notices = notices
        self._front = front
        self._send_again = send_again
        self._offers_for = offers_for
        self._revert = revert

    def cannot_be_sent(self, session: Session, labels: str, reason: str, place: Place) -> None:
        """Some keys stay behind because of an error in them."""
        said = _("{fields} cannot be sent yet: {reason}").format(fields=labels, reason=reason)
        self._tell(session, said, Tone.WARNING, self._show(session, place, _("Show")))

    def failed(self, session: Session, error: RedlineError) -> None:
        """A send that ended before anything of it went out."""
        self._complain(session, error, None)
        self._say_error(session, error)

    def over(self, session: Session, news: News, *, waits: bool) -> None:
        """A send is over; `waits` tells that somebody else goes on with what is left of it."""
        report = news.report
        last = report.parts[-1]
        if report.error is not None:
            self._complain(session, report.error, last)
        if any(part.end in _ARRIVED for part in report.parts):
            self._say_arrived(session, news, None if waits else last)
        elif waits:
            return
        elif last.end is SendEnd.UNKNOWN:
            said = _(
                "It is not known whether the changes to {name} arrived. Everything is kept. "
                "Reload shows what Workable holds; sending again checks first and repeats nothing."
            ).format(name=session.current.full_name)
            detail = report.error.sentence if report.error is not None else ""
            self._notices.tell(said, Tone.WARNING, self._again(session), detail=detail)
        elif report.error is not None:
            self._say_error(session, report.error)
        else:
            self._tell(session, _("Nothing was sent. Your changes are kept."))

    # --- what arrived, in whole or in part --------------------------------------------------

    def _say_arrived(self, session: Session, news: News, last: Part | None) -> None:
        report = news.report
        parts = [self._what_arrived(session, news)]
        parts.extend(_altered(item) for item in report.alterations)
        if news.others:
            parts.append(_of_others(news.others))
        if left := session.draft.unfinished:
            text = _("Typed but not finished, and not sent: {fields}.")
            parts.append(text.format(fields=labels_of(left)))
        offers: list[Offer] = []
        detail = ""
        has_stayed = last is not None and last.end not in _ARRIVED
        if last is not None and has_stayed:
            parts.extend(_what_stayed(last))
            place = Place(last.keys[0])
            offers.append(self._show(session, place, _label_of_way(place)))
            if last.end is SendEnd.UNKNOWN:
                offers.append(self._again(session))
            elif last.error is not None:
                offers.extend(self._offers_for(session, last.error))
            detail = last.error.detail if last.error is not None else ""
        elif news.others:
            offers.append(self._show(session, Place(news.others[0]), _("Show")))
        if any(part.end is SendEnd.SENT for part in report.parts):
            offers.append(Offer(_("Undo"), lambda: self._undo(session, news)))
        tone = Tone.WARNING if has_stayed or report.alterations else Tone.SUCCESS
        self._notices.tell(" ".join(parts), tone, *offers, detail=detail)

    def _what_arrived(self, session: Session, news: News) -> str:
        """Names the person where it is not the one that is looked at."""
        name = "" if self._front.is_in_front(session) else session.current.full_name
        if all(part.end is not SendEnd.SENT for part in news.report.parts):
            said = _("Nothing had to be sent: Workable holds these values already.")
            if name:
                said = _("Nothing had to be sent to {name}: Workable holds these values already.")
        elif name:
            said = ngettext(
                "{count} change to {name} sent.", "{count} changes to {name} sent.", news.count
            )
        else:
            said = ngettext("{count} change sent.", "{count} changes sent.", news.count)
        return said.format(count=news.count, name=name)

    def _undo(self, session: Session, news: News) -> None:
        """Puts back what was sent, files too where somebody has kept them; sends nothing."""
        if self._revert is not None and any(field_of(key).write_only for key in news.before):
            self._revert(session)
        else:
            # From what went out, not from what was read back: others may have changed more.
            session.take_back(news.before, news.went)

    # --- inside ----------------------------------------------------------------------------

    def _tell(
        self,
        session: Session,
        said: str,
        tone: Tone = Tone.INFO,
        *offers: Offer,
        detail: str = "",
    ) -> None:
        if not self._front.is_in_front(session):
            said = _("{name}: {text}").format(name=session.current.full_name, text=said)
        self._notices.tell(said, tone, *offers, detail=detail)

    def _say_error(self, session: Session, error: RedlineError) -> None:
        offers = self._offers_for(session, error)
        self._tell(session, error.sentence, Tone.ERROR, *offers, detail=error.detail)

    def _show(self, session: Session, place: Place, label: str) -> Offer:
        def go() -> None:
            self._front.bring_to_front(session)
            session.go_to(place)

        return Offer(label, go)

    def _again(self, session: Session) -> Offer:
        return Offer(_("Send again"), lambda: self._send_again(session))

    def _complain(self, session: Session, error: RedlineError, part: Part | None) -> None:
        """Ties what was said to the fields that it is about (H15)."""
        if isinstance(error, NotSendable) and isinstance(error.place, Place):
            places = {error.place: error.text}
        elif isinstance(error, Refused):
            places = _places(error, part)
        else:
            return
        if places:
            session.complain(places)
            session.go_to(next(iter(places)))


def _places(error: Refused, part: Part | None) -> dict[Place, str]:
    """The fields that a refusal is about: those that it names, or the only one that was sent."""
    told = {
        key: "; ".join(reasons)
        for name, reasons in error.fields.items()
        if (key := key_named(name)) is not None
    }
    if not told and not error.fields and part is not None and len(part.keys) == 1:
        if not error.server_text:
            return {Place(part.keys[0]): _("Workable does not take it and does not say why.")}
        told = {part.keys[0]: error.server_text}
    said = _("Workable: {reason}")
    return {Place(key): said.format(reason=reason) for key, reason in told.items()}


def _what_stayed(part: Part) -> list[str]:
    """What of a send stays behind after the rest of it has arrived, why, and what to do next."""
    labels = listed(field_of(key).label for key in part.keys)
    error = part.error
    if part.end is SendEnd.UNKNOWN:
        said = _("{fields}: it is not known whether they arrived. They are kept as changes.")
        return [said.format(fields=labels), _("Sending again checks first and repeats nothing.")]
    parts = [_("{fields}: not sent, and kept as changes.").format(fields=labels)]
    if error is not None:
        step = error.next_step
        if isinstance(error, Refused):
            step = _("Correct them and send again.")
        parts.extend(filter(None, (error.text, step)))
    return parts


def _of_others(keys: tuple[str, ...]) -> str:
    """What somebody else has changed meanwhile: the first by their names, the rest counted."""
    labels = listed(field_of(key).label for key in keys[:_NAMED])
    rest = len(keys) - _NAMED
    if len(keys) == 1:
        return _("{field} was changed by somebody else meanwhile.").format(field=labels)
    if rest <= 0:
        return _("{fields} were changed by somebody else meanwhile.").format(fields=labels)
    text = ngettext(
        "{fields} and {count} more were changed by somebody else meanwhile.",
        "{fields} and {count} more were changed by somebody else meanwhile.",
        rest,
    )
    return text.format(fields=labels, count=rest)


def _label_of_way(place: Place) -> str:
    return _("Show {tab}").format(tab=tab_of(place).title)


def _altered(item: Alteration) -> str:
    """One sentence about a key that the service stored differently."""
    field = field_of(item.key)
    if field.kind is Kind.WORDS:
        return _("Workable stored {field} as: {stored}.").format(
            field=field.label, stored=listed(words(item.stored)) or _("nothing")
        )
    if field.entry_fields:
        return _("Workable stored {field} differently from what was sent.").format(
            field=field.label
        )
    stored = _("empty") if is_blank(item.stored) else _("“{text}”").format(text=text(item.stored))
    return _("Workable stored {field} as {stored}.").format(field=field.label, stored=stored)
