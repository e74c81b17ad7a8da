"""The draft: the baseline, the record as the person wants it, and the way back.

Two full records and a comparison, never a flag. The draft knows nothing of widgets, requests
or files; whoever shows it asks `changes()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from gui.model.arrival import (
    Doubtful,
    as_it_went,
    identities,
    in_doubt,
    learned,
    perhaps_there,
    with_doubtful,
)
from gui.model.comparison import Change, compare_key
from gui.model.fields import BY_KEY, FIELDS, LIST_KEYS, field_of
from gui.model.history import History
from gui.model.merge import (
    Collision,
    CollisionKind,
    Renames,
    Side,
    is_unknown,
    merge_value,
    rename,
    settle,
)
from gui.model.record import Record
from gui.model.steps import Step
from gui.model.unfinished import UnfinishedTexts
from gui.model.values import (
    MISSING,
    NewRefs,
    Place,
    Value,
    entries,
)
from gui.model.waysback import restored, reverted, taken_back


class Draft:
    """One candidate being edited.

    Values enter only through `apply` (and the verbs in `gui.model.edits`); each call is one
    undo step, bursts of typing at one place being amended into one while the step is open.
    """

    def __init__(
        self,
        baseline: Record,
        current: Record | None = None,
        *,
        held: Iterable[str] = (),
        done: Iterable[Step] = (),
        undone: Iterable[Step] = (),
        unknown: Mapping[str, Value] | None = None,
        went_out: Mapping[str, Value] | None = None,
        unfinished: Mapping[Place, str] | None = None,
        doubtful: Doubtful | None = None,
    ) -> None:
        self._baseline = baseline
        self._current = baseline if current is None else current
        self._held = set(held)
        self.texts = UnfinishedTexts(unfinished)
        self._history = History(done, undone)
        self._unknown: Mapping[str, Value] = dict(unknown or {})
        self._went_out: Mapping[str, Value] = {**self._unknown, **(went_out or {})}
        self._doubtful: Doubtful = dict(doubtful or {})
        self._unseen = {key for key in LIST_KEYS if self._is_nowhere(key)}
        self._compared: dict[str, tuple[Value, Value, Change | None]] = {}
        self._found: tuple[Record, Record, tuple[Change, ...]] | None = None
        self._refs = NewRefs(self._all_refs())

    # --- reading ---------------------------------------------------------------------------

    @property
    def baseline(self) -> Record:
        """The record as last read from the service."""
        return self._baseline

    @property
    def current(self) -> Record:
        """The record as the person wants it."""
        return self._current

    @property
    def held(self) -> frozenset[str]:
        """The changed keys that the person keeps for later instead of sending."""
        return frozenset(self._held)

    @property
    def steps(self) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        """The steps that can be undone and those that can be done again, oldest first."""
        return self._history.steps

    def value(self, key: str) -> Value:
        """The value of a key as the person wants it."""
        return self._current.get(key)

    def change(self, key: str) -> Change | None:
        """The change of one key, None while it is as it was read."""
        before, after = self._baseline.get(key), self._current.get(key)
        known = self._compared.get(key)
        if known is None or known[0] is not before or known[1] is not after:
            last = known[2] if known is not None else None
            known = (before, after, compare_key(key, before, after, last))
            self._compared[key] = known
        return known[2]

    def changes(self) -> tuple[Change, ...]:
        """Every change, in the order of the field table."""
        # Everybody asks, some twenty times a send: records that are the same ones have the same.
        found = self._found
        if found is None or found[0] is not self._baseline or found[1] is not self._current:
            each = (self.change(field.key) for field in FIELDS)
            changes = tuple(change for change in each if change is not None)
            found = self._found = (self._baseline, self._current, changes)
        return found[2]

    def changes_to_send(self) -> tuple[Change, ...]:
        """The changes of keys that are not held back."""
        return tuple(change for change in self.changes() if change.key not in self._held)

    @property
    def is_dirty(self) -> bool:
        """Whether there is anything that could be sent."""
        return bool(self.changes())

    @property
    def unfinished(self) -> Mapping[Place, str]:
        """What was typed and is no value yet, by its place; never sent, see `texts`."""
        return self.texts.within(self._current)

    @property
    def has_work(self) -> bool:
        """Whether there is anything that would be lost: changes, or unfinished texts."""
        return bool(self.unfinished) or self.is_dirty

    @property
    def count(self) -> int:
        """How many changes a person would count."""
        return sum(change.count for change in self.changes())

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    # --- editing ---------------------------------------------------------------------------

    def new_ref(self) -> str:
        """A name for an entry about to be added."""
        return self._refs.next()

    def apply(
        self, values: Mapping[str, Value], *, place: Place, label: str, typing: bool = False
    ) -> bool:
        """Sets keys as one undo step; False when nothing changes.

        A value that is blank where the baseline was blank becomes the baseline's own blank, so
        that null, missing and empty stay what they were.
        """
        wanted = {
            key: restored(key, self._baseline.get(key), value, self._current.get(key))
            for key, value in values.items()
        }
        changed = {
            key: value
            for key, value in wanted.items()
            if value is not self._current.get(key) and value != self._current.get(key)
        }
        if not changed:
            return False
        before = {key: self._current.get(key) for key in changed}
        self._history.add(Step(label, place, before, changed, typing))
        self._put(changed)
        return True

    def close_step(self) -> None:
        """Ends a burst of typing: what comes next is a step of its own."""
        self._history.close()

    def hold(self, key: str, held: bool) -> None:
        """Keeps a changed key for later, or lets it be sent again."""
        if held:
            self._held.add(key)
        else:
            self._held.discard(key)

    def undo(self) -> Step | None:
        """Takes the last step back; the step that was undone, None when there is none."""
        return self._travel(self._history.back(), lambda step: (step.after, step.before))

    def redo(self) -> Step | None:
        """Does the last undone step again."""
        return self._travel(self._history.forth(), lambda step: (step.before, step.after))

    def revert(self, place: Place, *, label: str) -> bool:
        """Puts a key, an entry, a field or a word back to what was read, as one step."""
        base, here = self._baseline.get(place.key), self._current.get(place.key)
        return self.apply({place.key: reverted(place, base, here)}, place=place, label=label)

    def revert_keys(self, keys: Iterable[str], *, label: str) -> bool:
        """Puts several keys back as one step; the place is the first that changed."""
        values = {key: self._baseline.get(key) for key in keys if self.change(key) is not None}
        if not values:
            return False
        return self.apply(values, place=Place(next(iter(values))), label=label)

    def discard(self, *, label: str) -> bool:
        """Puts everything back to what was read and forgets the unfinished texts, as one step."""
        texts = self.texts.clear()
        if not self.revert_keys([change.key for change in self.changes()], label=label):
            if not texts:
                return False
            self._history.add(Step(label, next(iter(texts)), {}, {}))
        self._history.throw_texts(texts)
        return True

    # --- meeting the service ---------------------------------------------------------------

    def accept(self, sent: Mapping[str, Value], server: Record) -> None:
        """Takes the service's record as the new baseline.

        `sent` holds what went out, per key, as it stood in this draft. What was not touched
        since follows the service, what was typed meanwhile stays a change. With nothing sent
        it moves the draft onto a fresh read.

        A key that was changed on both sides keeps its old baseline and my value: it stays a
        collision, to be asked about when it is sent, and is never overwritten unseen.

        What no read shows, a file or a consent, leaves the steps of undo once it has gone out:
        taking it back there would change nothing. The journal is the way back for it.
        """
        self.learn(server)
        bases: dict[str, Value] = {}
        joined: dict[str, Value] = {}
        for key in BY_KEY:
            theirs = server.get(key)
            if field_of(key).write_only:
                mine = self._current.get(key)
                joined[key] = theirs if key in sent and mine == sent[key] else mine
                if key in sent:
                    self._history.forget(key, sent[key], theirs)
                continue
            if key in self._unseen:
                joined[key] = theirs
                continue
            base = sent.get(key, self._baseline.get(key))
            if key in sent:
                base = self._adopt(key, base, theirs)
            mine = self._current.get(key)
            merged = merge_value(key, base, mine, theirs)
            if merged.collisions:
                bases[key], joined[key] = base, mine
            else:
                joined[key] = merged.value
        self._move(server, bases, joined)
        self._doubtful = {key: refs for key, refs in self._doubtful.items() if key not in sent}
        self._held = {key for key in self._held if self.change(key) is not None}
        self.close_step()

    def sent_unknown(
        self, sent: Mapping[str, Value], out: Mapping[str, Value] | None = None
    ) -> None:
        """Remembers what was sent with an unknown outcome, until a read tells.

        `sent` is per key as it stood in this draft, `out` as it really went out: with what
        others had changed joined in. Without `out` both are the same.
        """
        self._unknown = {**self._unknown, **sent}
        went = {key: (out or {}).get(key, value) for key, value in sent.items()}
        self._went_out = {**self._went_out, **went}

    @property
    def unknown(self) -> Mapping[str, Value]:
        """What was sent and may or may not have arrived, per key, as it stood in this draft."""
        return dict(self._unknown)

    @property
    def went_out(self) -> Mapping[str, Value]:
        """The same keys with the values that really went out."""
        return dict(self._went_out)

    @property
    def doubtful(self) -> Doubtful:
        """New entries that were sent, were not found since, and may be there as something else."""
        return self._doubtful

    def learn(self, server: Record) -> None:
        """Finds out from a read what became of writes of unknown outcome.

        What arrived counts as read: new entries get their ids, and what was typed since stays a
        change. What did not arrive is as if it had never been sent. A list that the read does not
        show stays open.
        """
        open_ones: set[str] = set()
        for key, value in self._unknown.items():
            theirs = server.get(key)
            if field_of(key).write_only or key in self._unseen:
                continue
            if field_of(key).replaces_list and is_unknown(theirs):
                open_ones.add(key)
                continue
            before = self._baseline.get(key)
            sent = as_it_went(before, value, self._went_out.get(key, value))
            base, renames = learned(key, before, sent, theirs)
            self._rename(key, renames)
            if field_of(key).entry_fields:
                out = entries(self._went_out.get(key, value))
                known = {entry.ref for entry in (*entries(before), *out)}
                missed = perhaps_there(key, known, entries(rename(out, renames)), entries(theirs))
                self._doubtful = in_doubt(self._doubtful, key, missed)
                base = with_doubtful(entries(before), entries(base), self._current.get(key))
            self._baseline = self._baseline.with_value(key, base)
        self._unknown = {key: value for key, value in self._unknown.items() if key in open_ones}
        self._went_out = {key: value for key, value in self._went_out.items() if key in open_ones}
        self._compared.clear()

    def settle(
        self, theirs: Record, items: Sequence[tuple[Collision, Side]], *, label: str
    ) -> None:
        """Moves onto a fresh read with its collisions decided, as one step of undo.

        Each item is a collision and what to keep there (see `gui.model.merge.settle`). Undoing
        the step brings back mine everywhere. What collides and is not among the items (a key
        held back, something typed meanwhile) keeps its old baseline and is asked about later; so
        does a list of mine that goes out although no read shows what it replaces.
        """
        self.learn(theirs)
        asked = {
            collision.place
            for collision, result in items
            if collision.kind is not CollisionKind.LIST_UNKNOWN or result is not collision.mine
        }
        bases: dict[str, Value] = {}
        joined: dict[str, Value] = {}
        mine_stands: set[Place] = set()
        for key in BY_KEY:
            mine = self._current.get(key)
            if field_of(key).write_only:
                joined[key] = mine
                continue
            merged = merge_value(key, self._baseline.get(key), mine, theirs.get(key))
            base, value = theirs.get(key), merged.value
            for collision in merged.collisions:
                if collision.kind is not CollisionKind.MINE_DELETED:
                    mine_stands.add(collision.place)
                if collision.place not in asked:
                    base = settle(base, collision, collision.base)
                    value = settle(value, collision, collision.mine)
            bases[key], joined[key] = base, value
        self._move(theirs, bases, joined)
        self.close_step()
        decided: dict[str, Value] = {}
        for collision, result in items:
            key = collision.place.key
            if result == collision.mine and collision.place in mine_stands:
                continue  # as it was asked about, or as it was typed since
            decided[key] = settle(decided.get(key, joined[key]), collision, result)
        if decided:
            self.apply(decided, place=items[0][0].place, label=label)
            self.close_step()
        # A list left alone is not one that was emptied.
        self._unseen |= {key for key in decided if key in LIST_KEYS and self._is_nowhere(key)}

    def take_back(
        self, before: Mapping[str, Value], sent: Mapping[str, Value], *, label: str
    ) -> bool:
        """Puts what a send changed back to what it was, as one step of changes to send.

        `sent` is what was stored after it; what changed since then is left alone.
        """
        values = {
            key: taken_back(key, sent.get(key, MISSING), value, self._current.get(key))
            for key, value in before.items()
            if not field_of(key).write_only
        }
        if not values:
            return False
        return self.apply(values, place=Place(next(iter(values))), label=label)

    def collisions(self, server: Record) -> tuple[Collision, ...]:
        """Where a fresh read collides with my changes."""
        found: list[Collision] = []
        for change in self.changes():
            merged = merge_value(
                change.key,
                self._baseline.get(change.key),
                self._current.get(change.key),
                server.get(change.key),
            )
            found.extend(merged.collisions)
        return tuple(found)

    # --- inside ----------------------------------------------------------------------------

    def _move(
        self, server: Record, bases: Mapping[str, Value], joined: Mapping[str, Value]
    ) -> None:
        """Onto another record, some keys keeping a baseline of their own."""
        self._baseline = replace(server, values={**server.values, **bases})
        self._current = replace(server, values={**server.values, **joined})
        self._unseen = {key for key in LIST_KEYS if self._is_nowhere(key)}
        self._compared.clear()

    def _is_nowhere(self, key: str) -> bool:
        """Whether neither the baseline nor the form has such a list at all.

        While nobody touches it, it is *unseen*: whatever a later read brings is shown, and is
        nothing that the person removed.
        """
        return is_unknown(self._baseline.get(key)) and is_unknown(self._current.get(key))

    def _put(self, values: Mapping[str, Value]) -> None:
        self._unseen.difference_update(values)
        merged = {**self._current.values, **values}
        self._current = replace(self._current, values=merged)
        for key in values:
            if key in self._held and self.change(key) is None:
                self._held.discard(key)

    def _travel(
        self,
        step: Step | None,
        ends: Callable[[Step], tuple[Mapping[str, Value], Mapping[str, Value]]],
    ) -> Step | None:
        if step is None:
            return None
        start, goal = ends(step)
        values: dict[str, Value] = {}
        for key, wanted in goal.items():
            here = self._current.get(key)
            # Usually the value is just as the step left it. After a send or a fresh read it
            # may not be: then only what the step changed is taken back, nothing else.
            if here is start[key] or here == start[key]:
                values[key] = wanted
            else:
                values[key] = taken_back(key, start[key], wanted, here)
        self._put(values)
        return step

    def _adopt(self, key: str, sent: Value, theirs: Value) -> Value:
        """Gives entries their new identities everywhere; the sent list so renamed."""
        known = entries(self._baseline.get(key))
        if not field_of(key).entry_fields:
            return sent
        renames = identities(key, known, entries(sent), entries(theirs))
        self._rename(key, renames)
        return rename(sent, renames)

    def _rename(self, key: str, renames: Renames) -> None:
        if renames:
            self._current = self._current.with_value(key, rename(self._current.get(key), renames))
            self._history.rename(key, renames)
            self.texts.rename(key, renames)

    def _all_refs(self) -> Iterable[str]:
        values: list[Value] = [*self._baseline.values.values(), *self._current.values.values()]
        for step in self._history:
            values.extend((*step.before.values(), *step.after.values()))
        yield from (entry.ref for value in values for entry in entries(value))
        for refs in self._doubtful.values():
            yield from refs
