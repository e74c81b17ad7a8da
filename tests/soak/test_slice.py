"""A slice of the proof with a fixed seed; the whole of it is `make soak`.

`python -m tests.soak --replay SEED` tells a session that failed here step by step.
"""

from __future__ import annotations

import pytest

from tests.soak import merge_laws, programme
from tests.soak.faults import FAULTS
from tests.soak.lines import run_in_memory, run_on_sockets
from tests.soak.mutations import MUTATIONS, Verdict, try_mutation
from tests.soak.service import Manner, Service
from tests.soak.sessions import Play

SEED = 20
MUTATED = (
    "no read before writing",
    "no read back after writing",
    "a write of unknown outcome is repeated blindly",
    "a broken line counts as not applied",
    "what the service altered is not told",
    "collisions are not asked about",
    "deletions are not named",
    "social profiles go with the rest",
    "untouched keys go out too",
    "new entries are not known by their content",
    "a fresh read is the baseline at once",
    "what was typed during a send is dropped",
    "what is alike counts as arrived",
)
"""Those that turn red within a few sessions; the full run takes all away, one by one."""


@pytest.mark.timeout(180)
def test_sessions_in_memory_keep_every_promise() -> None:
    found = programme.in_memory(SEED, 0, 900)
    assert found.broken == []
    assert found.sessions == 900
    assert found.busiest <= 10
    # A proof that meets nothing proves nothing.
    assert len(found.faults) > 60
    assert found.counts["part sent"] > 600
    assert found.counts["killed"] > 60


@pytest.mark.timeout(180)
def test_sessions_over_sockets_keep_every_promise() -> None:
    found = programme.on_sockets(SEED, 0, 100)
    assert found.broken == []
    assert found.promises.total() == 0
    assert found.sessions == 100
    assert len(found.faults) > 30


@pytest.mark.parametrize("seed", ["s20261124.2448"])
def test_a_session_over_sockets_that_once_broke_a_promise_keeps_it(seed: str) -> None:
    assert run_on_sockets(Play(seed).on_sockets()).broken == []


@pytest.mark.parametrize("seed", ["m20261124.6092"])
def test_a_session_in_memory_that_once_broke_a_promise_keeps_it(seed: str) -> None:
    assert run_in_memory(Play(seed).in_memory()).broken == []


def test_the_naive_client_loses_edits_on_the_same_seeds() -> None:
    found = programme.naively(SEED, 0, 300)
    assert found.percent("lost") > 5
    assert found.harm["lost_foreign"] > 0
    assert found.harm["false_saved"] > 0


def test_merging_keeps_its_laws() -> None:
    found = programme.by_law(SEED, 0, 3_000)
    assert found.broken == []
    assert len(merge_laws.LAWS) == 6


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", MUTATED)
def test_a_safeguard_that_is_gone_is_missed(name: str) -> None:
    mutation = next(each for each in MUTATIONS if each.name == name)
    verdict: Verdict = try_mutation(mutation, f"x{SEED}", 150)
    assert verdict.is_caught


def test_there_are_faults_enough() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 30


def test_the_model_replaces_lists_and_keeps_ids() -> None:
    """The judge stands on this model: the replace rule of API §5.2 and §5.3."""
    entry = {"id": "a1", "title": "Analyst", "company": "Norrfrakt"}
    blank = {"education_entries": [], "social_profiles": [], "tags": ["old"], "skills": []}
    doc = {"id": "1de00000", **blank, "experience_entries": [entry, {**entry, "id": "a2"}]}
    service = Service([doc], Manner(), seed="1")
    sent = [{"id": "a1", "title": "Lead"}, {"title": "Planner"}]
    after = service.preview(doc, {"experience_entries": sent, "tags": [], "firstname": ""})
    first, second = after["experience_entries"]
    assert (first["id"], first["title"], first["company"]) == ("a1", "Lead", "Norrfrakt")
    assert second["id"] not in ("a1", "a2")
    assert after["tags"] == []
    assert after["firstname"] is None
    assert "phone" not in after
