"""The program from outside: a script that knows only names opens a candidate, corrects a field of
every kind, chooses a photo, reads what is changed, settles what is removed, and sends; then it
settles what a colleague has changed meanwhile."""

from __future__ import annotations

import pytest

from tests.helpers.measures import Measure
from tests.outside.desktop import missing
from tests.outside.session import session
from tests.outside.story import HEADLINE, SENT


@pytest.mark.skipif(bool(missing()), reason=f"there is no {', '.join(missing())}")
def test_by_names_alone_everything_is_corrected_and_sent(measure: Measure) -> None:
    spoken: list[str] = []
    outcome = session(spoken.append, patience=25)
    measure("M10", "keys sent from outside by names alone", len(outcome.keys), f"{len(SENT)}")
    assert outcome.keys == SENT
    assert outcome.status == 0
    assert outcome.complaints == ""
    assert outcome.headline == HEADLINE
    assert "MSc, Chalmers" in " ".join(spoken)
