"""Where a token may go: what is refused before a first byte is sent (H20, H23, H24)."""

from __future__ import annotations

import pytest

from gui.errors import BadAccount
from gui.workable.endpoint import (
    endpoint_from_url,
    endpoint_of_account,
    read_subdomain,
    read_token,
)


@pytest.mark.parametrize(
    "text",
    [
        "harbourworks",
        " HarbourWorks ",
        "harbourworks.workable.com",
        "https://harbourworks.workable.com/backend/jobs?x#y",
        "https://harbourworks.workablesandbox.com",
    ],
)
def test_a_subdomain_however_it_is_pasted(text: str) -> None:
    assert read_subdomain(text) == "harbourworks"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "evil.com/",
        "x@evil.com",
        "evil.com#",
        "evil.com?",
        "evil.com\\",
        "harbourworks\uff0eworkable\uff0ecom",
        "h\u0430rbourworks",  # a Cyrillic letter
        "\u212a",  # the Kelvin sign, which folds to a k
        "a b",
        "a_b",
        "-a",
        "a" * 64,
        "evil.com/.workable.com",
        "https://evil.com/harbourworks.workable.com",
        "https://x@evil.workable.com",
        "a.b.workable.com",
        "a\nb",
    ],
)
def test_what_is_no_subdomain(text: str) -> None:
    with pytest.raises(BadAccount) as caught:
        read_subdomain(text)
    assert "first word" in caught.value.sentence


def test_the_endpoint_of_an_account() -> None:
    endpoint = endpoint_of_account("harbourworks")
    assert endpoint.base_url == "https://harbourworks.workable.com/spi/v3"
    assert (endpoint.host, endpoint.subdomain) == ("harbourworks.workable.com", "harbourworks")
    assert not endpoint.is_loopback


@pytest.mark.parametrize(
    ("url", "base", "subdomain"),
    [
        ("http://127.0.0.1:8099/spi/v3", "http://127.0.0.1:8099/spi/v3", None),
        ("http://localhost:8099/spi/v3/", "http://localhost:8099/spi/v3", None),
        ("http://[::1]:8099/spi/v3", "http://[::1]:8099/spi/v3", None),
        (
            "https://harbourworks.workable.com/spi/v3",
            "https://harbourworks.workable.com/spi/v3",
            "harbourworks",
        ),
        ("https://ats.example.com:443/w/spi/v3", "https://ats.example.com/w/spi/v3", None),
        ("HTTPS://ATS.Example.com/spi/v3", "https://ats.example.com/spi/v3", None),
    ],
)
def test_a_base_url(url: str, base: str, subdomain: str | None) -> None:
    endpoint = endpoint_from_url(url)
    assert endpoint.base_url == base
    assert endpoint.subdomain == subdomain
    assert endpoint_from_url(url, "other").subdomain == "other"


@pytest.mark.parametrize(
    "url",
    [
        "http://harbourworks.workable.com/spi/v3",
        "http://127.0.0.1.evil.example/spi/v3",
        "http://192.168.0.1/spi/v3",
        "https://user:secret@ats.example.com/spi/v3",
        "https://@ats.example.com/spi/v3",
        "https://ats.example.com/spi/v3?x=1",
        "https://ats.example.com/spi/v3?",
        "https://ats.example.com/spi/v3#",
        "https://ats.example.com/",
        "https://ats.example.com/../spi/v3",
        "https://ats.example.com/%2e%2e/spi/v3",
        "https://ats.example.com//spi/v3",
        "https://ats.example.com\\@evil.example/spi/v3",
        "https://ats.example.com:99999/spi/v3",
        "https://[::1/spi/v3",
        "https:///spi/v3",
        "ftp://ats.example.com/spi/v3",
        "ats.example.com/spi/v3",
        "https://äts.example.com/spi/v3",
        "https://ats.example.com/ /spi/v3",
        "",
    ],
)
def test_a_base_url_that_will_not_do(url: str) -> None:
    with pytest.raises(BadAccount) as caught:
        endpoint_from_url(url)
    assert "secret" not in caught.value.sentence


def test_a_token_is_hidden_wherever_it_is_printed() -> None:
    token = read_token("  tok_abcdef0123456789\n")
    assert token.reveal() == "tok_abcdef0123456789"
    assert "abcdef" not in f"{token} {token!r}"


@pytest.mark.parametrize("text", ["", " ", "a b", "a\nb", "tök", "a\x00b", "a\x7f", "x" * 5000])
def test_what_is_no_token(text: str) -> None:
    with pytest.raises(BadAccount) as caught:
        read_token(text)
    assert not text.strip() or text not in caught.value.sentence
