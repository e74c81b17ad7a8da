"""Where requests go: the account's address and the token for it.

Everything here is a check on what a person or a variable said, before a first byte is sent.
Stays away from the network and from where tokens are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from gui.errors import BadAccount
from gui.i18n import _
from gui.secret import Secret

API_PATH: Final = "/spi/v3"
SERVICE_DOMAINS: Final = ("workable.com", "workablesandbox.com")
"""The service's own and its test family (API §1)."""

_SUBDOMAIN: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOKEN_LENGTH: Final = 4096
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The base address of one account.

    `scheme`, `host` and `port` are asserted for every request, `path` ends in ``/spi/v3`` with
    whatever stands before it. `subdomain` is None where the address does not show it; the
    service tells it then (`Access.account`). Made by `endpoint_of_account` or
    `endpoint_from_url`.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    subdomain: str | None

    @property
    def origin(self) -> str:
        """Scheme, host and port as text, to be shown before a token is first used."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port else "")

    @property
    def base_url(self) -> str:
        """The address that requests begin with, without a slash at the end."""
        return self.origin + self.path

    @property
    def is_loopback(self) -> bool:
        """Whether the requests stay on this machine."""
        return is_loopback(self.host)


def read_token(text: str) -> Secret:
    """The token that a person pasted; `BadAccount` for anything but visible ASCII (H24)."""
    given = text.strip()
    if not given or len(given) > _TOKEN_LENGTH or not all("!" <= char <= "~" for char in given):
        raise BadAccount(
            _("This is not a token: a token is one word of Latin letters, digits and signs."),
            next_step=_("Copy it again from where it was made; it is shown there only once."),
        )
    return Secret(given)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its name or number, without asking a name server."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def read_subdomain(text: str) -> str:
    """The subdomain that a person typed, or the one in a pasted ``*.workable.com`` address.

    Only ``a-z 0-9 -`` can come out (H20); capitals of ASCII are folded. `BadAccount` else.
    """
    given = text.strip()
    if given.isascii():
        given = given.lower()
        host = given.partition("://")[2] or given
        host = re.split(r"[/?#]", host, maxsplit=1)[0] if is_service_host_text(host) else host
        for domain in SERVICE_DOMAINS:
            host = host.removesuffix("." + domain)
        if _SUBDOMAIN.fullmatch(host):
            return host
    raise BadAccount(
        _("“{text}” is not a subdomain.").format(text=given[:80]),
        next_step=_(
            "It is the first word of your Workable address, as harbourworks in "
            "harbourworks.workable.com."
        ),
    )


def is_service_host_text(text: str) -> bool:
    """Whether a text begins with a host of the service, a path perhaps after it."""
    host = re.split(r"[/?#]", text, maxsplit=1)[0]
    return any(host.endswith("." + domain) for domain in SERVICE_DOMAINS)


def endpoint_of_account(subdomain: str) -> Endpoint:
    """The endpoint of an account by its subdomain; `BadAccount` for a bad one."""
    checked = read_subdomain(subdomain)
    return Endpoint("https", f"{checked}.{SERVICE_DOMAINS[0]}", None, API_PATH, checked)


def endpoint_from_url(url: str, subdomain: str | None = None) -> Endpoint:
    """The endpoint of a base URL up to ``/spi/v3``: https, or http on loopback only.

    The subdomain is taken from the host where none is given. `BadAccount` says what is wrong
    with the URL.
    """
    wrong = _("The address {url} cannot be used: {reason}.")
    text = url.strip()

    def bad(reason: str) -> BadAccount:
        return BadAccount(
            wrong.format(url=_without_user(text)[:200], reason=reason),
            next_step=_("It has the form {form}.").format(
                form=f"https://SUBDOMAIN.{SERVICE_DOMAINS[0]}{API_PATH}"
            ),
        )

    if not text.isascii() or any(char <= " " or char == "\\" for char in text):
        raise bad(_("it holds characters that no address has"))
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise bad(_("it is not a web address")) from error
    if parts.scheme not in ("https", "http") or not host:
        raise bad(_("it has to begin with https:// and a host"))
    if parts.username is not None or parts.password is not None:
        raise bad(_("a user name or password must not stand in it"))
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise bad(_("it has to end with the path"))
    if parts.scheme == "http" and not is_loopback(host):
        raise bad(_("http is allowed on this machine only, take https"))
    path = parts.path.rstrip("/")
    if not path.endswith(API_PATH) or "//" in path or "%" in path or "/." in path:
        raise bad(_("its path has to end with {path}").format(path=API_PATH))
    if port == _DEFAULT_PORTS[parts.scheme]:
        port = None
    if subdomain is not None:
        subdomain = read_subdomain(subdomain)
    elif is_service_host_text(host):
        subdomain = read_subdomain(host)
    return Endpoint(parts.scheme, host, port, path, subdomain)


def _without_user(url: str) -> str:
    """The URL without user details, so that no password is shown back."""
    return re.sub(r"//[^/@]*@", "//…@", url)
