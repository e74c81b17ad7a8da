"""Which network a picture's address tells, and where browsers write that address down."""

from __future__ import annotations

import pytest

from gui.model.networks import NETWORKS
from gui.model.picture_sources import _PICTURE_HOSTS, picture_link_in, source_of_link


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://media.licdn.com/dms/image/v2/D4E03/profile-displayphoto/0/17?e=1", "linkedin"),
        ("https://avatars.githubusercontent.com/u/9919?v=4", "github"),
        ("https://github.com/octo.png", "github"),
        ("https://pbs.twimg.com/profile_images/1/a_400x400.jpg", "twitter"),
        ("https://scontent-ams2-1.xx.fbcdn.net/v/t1/1.jpg", "facebook"),
        ("https://secure.gravatar.com/avatar/0011", "gravatar"),
        ("https://profile-images.xing.com/images/1.jpg", "xing"),
        ("https://i.stack.imgur.com/abc.png", "stackoverflow"),
        ("https://example.com/face.jpg", None),
        ("https://licdn.com.example.com/face.jpg", None),
        ("https://notlicdn.com/face.jpg", None),
        ("file:///home/me/face.jpg", None),
        ("media.licdn.com/face.jpg", None),
        ("", None),
    ],
)
def test_the_network_of_an_address(url: str, source: str | None) -> None:
    assert source_of_link(url) == source


def test_only_networks_that_the_service_knows() -> None:
    assert set(_PICTURE_HOSTS.values()) <= NETWORKS.keys()


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        (
            "<meta charset='utf-8'><img src=\"https://media.licdn.com/a?b=1&amp;c=2\"/>",
            "https://media.licdn.com/a?b=1&c=2",
        ),
        ("<IMG alt='x' SRC='http://example.com/a.png'>", "http://example.com/a.png"),
        ("<img src='data:image/png;base64,AAAA'>", ""),
        ("<img src='javascript:alert(1)'>", ""),
        ("<a href='https://example.com'>no picture</a>", ""),
        ("<img " + "a" * 100_000, ""),
        ("", ""),
    ],
)
def test_the_address_in_what_a_browser_copies(markup: str, url: str) -> None:
    assert picture_link_in(markup) == url
