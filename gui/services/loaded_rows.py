"""The rows of a candidate list, less than half a kilobyte each, so that all of a company fit.

A row is kept as bytes and made again when somebody looks at it; what many have in common (job,
stage and the like) is kept once. Beside it lies the text that the filter line searches.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count, repeat
from operator import or_
from typing import Final, overload

from gui.model.merge import normal_text
from gui.workable.wire import RowSummary

_NEXT: Final = "\0"
_NOTHING: Final = "\1"
_HISTORY: Final = 8
"""How many results are remembered, for letters that are taken back."""

_Shared = tuple[str | None, str | None, bool, str | None, bool, bool, bool, str | None]


class LoadedRows(Sequence[RowSummary]):
    """The rows in the order in which they came; each candidate once."""

    def __init__(self) -> None:
        self._own: list[bytes | RowSummary] = []
        self._shared: array[int] = array("I")
        self._kinds: list[_Shared] = []
        self._kinds_sought: list[bytes] = []
        self._numbers: dict[_Shared, int] = {}
        self._sought: list[bytes] = []
        self._at: dict[str, int] = {}

    # --- reading ---------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._own)

    @overload
    def __getitem__(self, at: int) -> RowSummary: ...

    @overload
    def __getitem__(self, at: slice) -> list[RowSummary]: ...

    def __getitem__(self, at: int | slice) -> RowSummary | list[RowSummary]:
        if isinstance(at, slice):
            return [self._row(each) for each in range(*at.indices(len(self)))]
        return self._row(at)

    def __iter__(self) -> Iterator[RowSummary]:
        return map(self._row, range(len(self)))

    def position(self, candidate_id: str) -> int | None:
        """Where a candidate stands; None where they are not loaded."""
        return self._at.get(candidate_id)

    def _row(self, at: int) -> RowSummary:
        own, number = self._own[at], self._shared[at]
        job, job_shortcode, in_pool, stage, disqualified, anonymized, has_resume, head = (
            self._kinds[number]
        )
        if isinstance(own, RowSummary):
            return own
        parts = own.decode("utf-8", "surrogatepass").split(_NEXT)
        found, name, email, headline, updated_at, created_at, tail = parts
        return RowSummary(
            found,
            name,
            job=job,
            job_shortcode=job_shortcode,
            in_talent_pool=in_pool,
            stage=stage,
            email=_read(email),
            headline=_read(headline),
            updated_at=_read(updated_at),
            created_at=_read(created_at),
            disqualified=disqualified,
            anonymized=anonymized,
            has_resume=has_resume,
            profile_url=None if head is None else head + tail,
        )

    # --- changing --------------------------------------------------------------------------

    def clear(self) -> None:
        """Lets all rows go."""
        for each in (self._own, self._kinds, self._numbers, self._at):
            each.clear()
        self._sought.clear()
        self._kinds_sought.clear()
        del self._shared[:]

    def add(self, row: RowSummary) -> bool:
        """Adds a row at the end; False where the candidate is there already."""
        if row.id in self._at:
            return False
        self._at[row.id] = len(self._own)
        own, number, sought = self._packed(row)
        self._own.append(own)
        self._shared.append(number)
        self._sought.append(sought)
        return True

    def replace(self, at: int, row: RowSummary) -> None:
        """Puts another row of the same candidate in the place of one."""
        self._own[at], self._shared[at], self._sought[at] = self._packed(row)

    def _packed(self, row: RowSummary) -> tuple[bytes | RowSummary, int, bytes]:
        # What a page leads to differs in its last part alone.
        head, slash, tail = (row.profile_url or "").rpartition("/")
        shared = (
            row.job,
            row.job_shortcode,
            row.in_talent_pool,
            row.stage,
            row.disqualified,
            row.anonymized,
            row.has_resume,
            None if row.profile_url is None else head + slash,
        )
        number = self._numbers.get(shared)
        if number is None:
            number = self._numbers[shared] = len(self._kinds)
            self._kinds.append(shared)
            self._kinds_sought.append(_sought(row.job, row.stage))
        own = (row.id, row.name, row.email, row.headline, row.updated_at, row.created_at, tail)
        text = _NEXT.join(_NOTHING if part is None else part for part in own)
        packed: bytes | RowSummary = text.encode("utf-8", "surrogatepass")
        if text.count(_NEXT) != len(own) - 1 or _NOTHING in own:
            packed = row  # strangers may write anything
        return packed, number, _sought(row.name, row.email, row.headline)

    # --- searching -------------------------------------------------------------------------

    def beginning(self, text: str, among: Sequence[int]) -> int | None:
        """Which one of the positions given is the first whose name begins so; None if none."""
        word = normal_text(text).encode("utf-8", "surrogatepass")
        texts = map(self._sought.__getitem__, among)
        return next(compress(count(), map(bytes.startswith, texts, repeat(word))), None)

    def holding(self, word: bytes, among: Sequence[int]) -> Sequence[int]:
        """The positions, of those given and in their order, of the rows that hold a word in
        name, e-mail, headline, job or stage."""
        of_kinds = bytes(word in text for text in self._kinds_sought)
        if all(of_kinds):
            return among
        texts: Iterable[bytes] = self._sought
        kinds: Iterable[int] = self._shared
        if among != range(len(self)):
            texts = map(self._sought.__getitem__, among)
            kinds = map(self._shared.__getitem__, among)
        # Counting: `in` takes twice the time, since it asks first whether the word is a number.
        found: Iterable[int] = map(bytes.count, texts, repeat(word))
        if any(of_kinds):
            found = map(or_, found, map(of_kinds.__getitem__, kinds))
        left = array("I", compress(among, found))
        return left if len(left) < len(among) else among


class Search:
    """Finds rows as somebody types: each letter more searches only what was left before, and
    one that is taken back finds what is remembered."""

    def __init__(self, rows: LoadedRows) -> None:
        self._rows = rows
        self._known: list[tuple[frozenset[bytes], Sequence[int]]] = []

    def forget(self) -> None:
        """Other rows, or another order."""
        self._known.clear()

    def among(self, everybody: Sequence[int], words: frozenset[bytes]) -> Sequence[int]:
        """The positions of the rows that hold all the words, in the order of `everybody`."""
        if not words:
            return everybody
        found, done = everybody, frozenset[bytes]()
        for known, positions in reversed(self._known):
            if known == words:
                return positions
            if len(positions) < len(found) and _implied(known, words):
                found, done = positions, known
        for word in sorted(words - done, key=len, reverse=True):
            found = self._rows.holding(word, found)
        del self._known[: len(self._known) + 1 - _HISTORY]
        self._known.append((words, found))
        return found


def _implied(known: frozenset[bytes], words: frozenset[bytes]) -> bool:
    """Whether whatever holds `words` holds those known too: "am" is in "ama"."""
    return all(any(each in word for word in words) for each in known)


def words_of(typed: str) -> frozenset[bytes]:
    """The words of a filter line, as they are searched."""
    return frozenset(word.encode("utf-8", "surrogatepass") for word in normal_text(typed).split())


def _read(part: str) -> str | None:
    return None if part == _NOTHING else part


def _sought(*parts: str | None) -> bytes:
    """Texts as they are searched: in one line, in normal form, without case."""
    text = normal_text(" ".join(part for part in parts if part))
    return text.encode("utf-8", "surrogatepass")
