"""Profile URLs and web addresses as strangers write them (ux rule 30, H47, API §5.8, §5.9)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.networks import (
    NETWORKS,
    ProfileLink,
    is_web_url,
    link_host,
    network_name,
    read_profile_url,
    same_network,
    with_scheme,
)


def test_the_service_knows_46_networks() -> None:
    assert len(NETWORKS) == 46
    assert {"linkedin", "dribble", "dribbble", "skype"} <= NETWORKS.keys()
    assert network_name("linkedin") == "LinkedIn"
    assert network_name("brandnew") == "brandnew"
    assert same_network("dribble", "dribbble")
    assert not same_network("github", "gist")


@pytest.mark.parametrize(
    ("pasted", "network", "username", "url"),
    [
        # the same person in many spellings
        *(
            (pasted, "linkedin", "jane-doe", "https://www.linkedin.com/in/jane-doe")
            for pasted in (
                "https://www.linkedin.com/in/jane-doe",
                "http://linkedin.com/in/jane-doe/",
                "linkedin.com/in/jane-doe",
                "  WWW.LinkedIn.com/in/jane-doe?trk=profile#experience ",
                "https://gr.linkedin.com/in/jane-doe/en",
                "https://m.linkedin.com/in/jane-doe/details/skills/",
                "<https://linkedin.com/in/jane-doe>,",
                "https://linkedin.com.:443/in/jane-doe",
            )
        ),
        (
            "linkedin.com/in/j%C3%BCrgen",
            *("linkedin", "jürgen", "https://www.linkedin.com/in/j%C3%BCrgen"),
        ),
        (
            "https://se.linkedin.com/pub/jane-doe/12/345/6a7",
            *("linkedin", "jane-doe", "https://www.linkedin.com/pub/jane-doe/12/345/6a7"),
        ),
        ("github.com/jane/project", "github", "jane", "https://github.com/jane"),
        ("gist.github.com/jane/0123", "gist", "jane", "https://gist.github.com/jane"),
        ("x.com/@jane", "twitter", "jane", "https://x.com/@jane"),
        ("mobile.twitter.com/jane/status/1", "twitter", "jane", "https://twitter.com/jane"),
        ("https://twitter.com/#!/jane", "twitter", "jane", "https://twitter.com/jane"),
        (
            "https://www.facebook.com/profile.php?id=1000&sk=about",
            *("facebook", "1000", "https://www.facebook.com/profile.php?id=1000"),
        ),
        (
            "facebook.com/people/Jane-Doe/1000123",
            *("facebook", "Jane-Doe", "https://www.facebook.com/people/Jane-Doe/1000123"),
        ),
        ("m.facebook.com/jane.doe", "facebook", "jane.doe", "https://www.facebook.com/jane.doe"),
        (
            "news.ycombinator.com/user?id=jane",
            *("hackernews", "jane", "https://news.ycombinator.com/user?id=jane"),
        ),
        (
            "stackoverflow.com/users/12/jane?tab=profile",
            *("stackoverflow", "jane", "https://stackoverflow.com/users/12/jane"),
        ),
        (
            "stackoverflow.com/users/12",
            *("stackoverflow", "12", "https://stackoverflow.com/users/12"),
        ),
        (
            "math.stackexchange.com/users/7/jane",
            *("stackexchange", "jane", "https://math.stackexchange.com/users/7/jane"),
        ),
        ("jane.tumblr.com/post/1", "tumblr", "jane", "https://jane.tumblr.com"),
        ("www.tumblr.com/jane", "tumblr", "jane", "https://www.tumblr.com/jane"),
        ("http://jane.wordpress.com/about", "wordpress", "jane", "https://jane.wordpress.com"),
        ("jane.blogspot.com", "blogger", "jane", "https://jane.blogspot.com"),
        ("jane.deviantart.com", "deviantart", "jane", "https://jane.deviantart.com"),
        (
            "harvard.academia.edu/JaneDoe",
            "academiaedu",
            "JaneDoe",
            "https://harvard.academia.edu/JaneDoe",
        ),
        ("dribbble.com/jane/shots", "dribbble", "jane", "https://dribbble.com/jane"),
        ("wellfound.com/u/jane", "angellist", "jane", "https://wellfound.com/u/jane"),
        (
            "goodreads.com/user/show/1-jane",
            "goodreads",
            "jane",
            "https://www.goodreads.com/user/show/1-jane",
        ),
        ("old.reddit.com/u/jane/comments", "reddit", "jane", "https://www.reddit.com/u/jane"),
        (
            "xing.com/profile/Jane_Doe/cv",
            "xing",
            "Jane_Doe",
            "https://www.xing.com/profile/Jane_Doe",
        ),
    ],
)
def test_a_pasted_url_gives_network_username_and_normal_form(
    pasted: str, network: str, username: str, url: str
) -> None:
    link = read_profile_url(pasted)
    assert link == ProfileLink(network, username, url)
    assert network in NETWORKS
    assert read_profile_url(url) == link


@pytest.mark.parametrize(
    ("pasted", "network"),
    [
        ("https://www.linkedin.com/company/acme?x=1", "linkedin"),
        ("https://github.com/features", "github"),
        ("https://github.com", "github"),
        ("https://x.com/i/flow/login", "twitter"),
        ("https://www.facebook.com/groups/42", "facebook"),
        ("https://wordpress.com/read", "wordpress"),
        ("https://www.facebook.com/profile.php", "facebook"),
    ],
)
def test_a_page_of_a_network_that_is_nobodys_has_no_username(pasted: str, network: str) -> None:
    link = read_profile_url(pasted)
    assert link is not None
    assert (link.type, link.username) == (network, None)
    assert link.url.removeprefix("https://").removeprefix("www.") in pasted


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "jane",
        "jane@example.com",
        "https://instagram.com/jane",
        "https://notx.com/jane",
        "https://github.com.example.net/jane",
        "https://example.com/github.com/jane",
        "https://user@github.com/jane",
        "https://github.com:8443/jane",
        "https://github.com:port/jane",
        "javascript://github.com/%0aalert(1)",
        "ftp://github.com/jane",
        "https://github.com\\@example.com/jane",
        "https://gith\u202eub.com/jane",
        "https://github.com/ja ne",
        "https://github.com/" + "j" * 3000,
        "https://[::1]/jane",
    ],
)
def test_other_addresses_are_of_no_known_network(pasted: str) -> None:
    assert read_profile_url(pasted) is None


@given(st.sampled_from(["https://github.com/", "x.com/", "linkedin.com/in/", ""]), st.text())
def test_any_pasted_text_gives_nothing_or_a_web_address_of_the_network(
    head: str, rest: str
) -> None:
    link = read_profile_url(head + rest)
    if link is not None:
        assert is_web_url(link.url)
        again = read_profile_url(link.url)
        assert again is not None
        assert again.type == link.type


# --- web addresses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.com/cv.pdf?x=1#y", "example.com"),
        ("HTTP://Example.COM:8080", "example.com"),
        ("http://localhost:8000/cv.pdf", "localhost"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://[::1]:80/x", "[::1]"),
        ("https://my_bucket.example.com./x", "my_bucket.example.com"),
        ("https://straße.example/", "xn--strae-oqa.example"),
        ("https://gооgle.com/", "xn--ggle-55da.com"),
        ("https://example。com/", "example.com"),
    ],
)
def test_web_addresses_and_the_host_they_lead_to(url: str, host: str) -> None:
    assert is_web_url(url)
    assert link_host(url) == host


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com",
        "https://",
        "https:///path",
        "https:example.com",
        "//example.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "smb://host/share",
        "https://user:secret@example.com/",
        "https://@example.com/",
        "https://good.example\\.evil.example/",
        "https://example.com/\\evil.example",
        "https://exa mple.com",
        "https://example.com/a\nb",
        "https://example.com/\x00",
        "https://-bad-.example",
        "https://a..b",
        "https://.",
        "https://" + "a" * 64 + ".com",
        "https://[::1",
        "https://example.com:99999",
        "https://example.com:x",
        "https://\udc80.com",
        "https://exa\u200bmple.com%00",
        "https://💩\u202e.la",
    ],
)
def test_what_is_no_web_address(text: str) -> None:
    assert not is_web_url(text)
    assert link_host(text) is None


@given(st.text())
def test_any_text_is_judged_without_a_failure(text: str) -> None:
    assert is_web_url("https://" + text) == (link_host("https://" + text) is not None)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("linkedin.com/in/jane", "https://linkedin.com/in/jane"),
        (" www.example.com ", "https://www.example.com"),
        ("example.com:8080/x", "https://example.com:8080/x"),
        ("παράδειγμα.gr", "https://παράδειγμα.gr"),
        ("jane", None),
        ("jane@example.com", None),
        ("1.5", None),
        ("https://example.com", None),
        ("ftp://example.com", None),
        ("mailto:jane@example.com", None),
        ("two words.com", None),
    ],
)
def test_a_missing_scheme_is_proposed_where_nothing_else_is_missing(
    text: str, proposal: str | None
) -> None:
    assert with_scheme(text) == proposal
