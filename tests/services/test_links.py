"""Links from outside name one candidate and can do nothing else."""

from __future__ import annotations

import pytest

from gui.__main__ import _parse
from gui.errors import BadReference
from gui.services.links import candidate_of_link, is_link


@pytest.mark.parametrize(
    ("link", "candidate"),
    [
        ("redline://candidate/1de04059", "1de04059"),
        ("redline://candidate/1de04059/", "1de04059"),
        ("Redline://Candidate/ABC123", "ABC123"),
        ("  redline://candidate/1 \n", "1"),
    ],
)
def test_a_link_names_a_candidate(link: str, candidate: str) -> None:
    assert is_link(link)
    assert candidate_of_link(link) == candidate


@pytest.mark.parametrize(
    "link",
    [
        "redline:",
        "redline://",
        "redline:candidate/1",
        "redline://candidate/",
        "redline://candidate/1?send=1",
        "redline://candidate/1#x",
        "redline://candidate/../1",
        "redline://candidate/1/2",
        "redline://candidate/a%20b",
        "redline://candidate/somebody@example.org",
        "redline://send/1",
        "redline://candidate/" + "1" * 41,
        "redline://user@candidate/1",
    ],
)
def test_everything_else_is_refused(link: str) -> None:
    assert is_link(link)
    with pytest.raises(BadReference, match="cannot be followed"):
        candidate_of_link(link)


@pytest.mark.parametrize("text", ["1de04059", "https://x.workable.com/redline:1", "", "red"])
def test_what_is_no_link(text: str) -> None:
    assert not is_link(text)


def test_beside_a_link_no_other_argument_counts() -> None:
    """On Windows a stranger's link may break out of its quotes."""
    link = "redline://candidate/1"
    options = _parse([link, "--profile", "/evil", "--account", "other", "--self-test"])
    assert options.link == link
    assert options.profile is None
    assert options.account is None
    assert not options.self_test
    assert options.candidate is None
