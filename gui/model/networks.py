"""The social networks the service knows (API §5.9) and how a pasted URL leads to one.

Also what counts as a web address at all, since profiles and files are the only links a record
takes. Nothing is ever fetched here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

import idna

NETWORKS: Final[dict[str, str]] = {
    "academiaedu": "Academia.edu",
    "angellist": "AngelList",
    "behance": "Behance",
    "bitbucket": "Bitbucket",
    "blogger": "Blogger",
    "crunchbase": "Crunchbase",
    "dandyid": "DandyID",
    "delicious": "Delicious",
    "deviantart": "DeviantArt",
    "digg": "Digg",
    "doyoubuzz": "DoYouBuzz",
    "dribble": "Dribble",
    "dribbble": "Dribbble",
    "econsultancy": "Econsultancy",
    "facebook": "Facebook",
    "flavorsme": "Flavors.me",
    "flickr": "Flickr",
    "fullcontact": "FullContact",
    "getglue": "GetGlue",
    "gist": "Gist",
    "github": "GitHub",
    "goodreads": "Goodreads",
    "googleplus": "Google+",
    "gravatar": "Gravatar",
    "hackernews": "Hacker News",
    "hiim": "Hi.im",
    "klout": "Klout",
    "lanyrd": "Lanyrd",
    "linkedin": "LinkedIn",
    "myspace": "Myspace",
    "ohloh": "Ohloh",
    "orkut": "Orkut",
    "pinterest": "Pinterest",
    "quora": "Quora",
    "reddit": "Reddit",
    "scribd": "Scribd",
    "skype": "Skype",
    "slideshare": "SlideShare",
    "stackexchange": "Stack Exchange",
    "stackoverflow": "Stack Overflow",
    "tumblr": "Tumblr",
    "twitter": "Twitter / X",
    "typepad": "TypePad",
    "vk": "VK",
    "wordpress": "WordPress",
    "xing": "XING",
}
"""Slug to display name, the 46 values of API §5.9."""


@dataclass(frozen=True, slots=True)
class ProfileLink:
    """What a pasted URL says: the network's slug, the username in it, and its normal form.

    `username` is None where the link is of the network but leads to no person that is named.
    """

    type: str
    username: str | None
    url: str


@dataclass(frozen=True, slots=True)
class _Site:
    """How one host writes profiles.

    `path` matches the part of the path that names the person, from its beginning; the last group
    that took part is the username, and what follows the match is left off. `by_host`: the
    username may be the first label of the host. `keeps_host`: the host is part of the identity.
    `host`: how the site itself writes its host. `query`: the parameter that names the person.
    """

    slug: str
    path: str = r"/@?([^/]+)"
    by_host: bool = False
    keeps_host: bool = False
    host: str = ""
    query: str = ""


_NO_PATH: Final = r"(?!)"
_STACK: Final = r"/users/([0-9]+)(?:/([^/]+))?"

# Without www., mobile and country prefixes.
_SITES: Final[dict[str, _Site]] = {
    "academia.edu": _Site("academiaedu", r"/([^\W\d][^/]*)", keeps_host=True),
    "angel.co": _Site("angellist", r"/(?:(?:u|p)/)?([^/]+)"),
    "askubuntu.com": _Site("stackexchange", _STACK),
    "behance.net": _Site("behance", host="www.behance.net"),
    "bitbucket.org": _Site("bitbucket"),
    "blogger.com": _Site("blogger", r"/profile/([^/]+)", host="www.blogger.com"),
    "blogspot.com": _Site("blogger", _NO_PATH, by_host=True),
    "crunchbase.com": _Site("crunchbase", r"/person/([^/]+)", host="www.crunchbase.com"),
    "delicious.com": _Site("delicious"),
    "deviantart.com": _Site("deviantart", by_host=True, host="www.deviantart.com"),
    "digg.com": _Site("digg"),
    "doyoubuzz.com": _Site("doyoubuzz", host="www.doyoubuzz.com"),
    "dribbble.com": _Site("dribbble"),
    "facebook.com": _Site(
        "facebook", r"/(?:people/)?([^/]+)(?:/[0-9]+)?", host="www.facebook.com", query="id"
    ),
    "fb.com": _Site("facebook", host="www.facebook.com"),
    "flavors.me": _Site("flavorsme"),
    "flickr.com": _Site("flickr", r"/(?:people|photos)/([^/]+)", host="www.flickr.com"),
    "gist.github.com": _Site("gist"),
    "github.com": _Site("github"),
    "goodreads.com": _Site(
        "goodreads", r"/user/show/[0-9]+-([^/]+)|/([^/]+)", host="www.goodreads.com"
    ),
    "gravatar.com": _Site("gravatar"),
    "klout.com": _Site("klout"),
    "lanyrd.com": _Site("lanyrd", r"/profile/([^/]+)"),
    "linkedin.com": _Site(
        "linkedin", r"/in/([^/]+)|/pub/([^/]+)(?:/[0-9a-z]+){0,3}", host="www.linkedin.com"
    ),
    "myspace.com": _Site("myspace"),
    "news.ycombinator.com": _Site("hackernews", _NO_PATH, query="id"),
    "ohloh.net": _Site("ohloh", r"/accounts/([^/]+)", host="www.ohloh.net"),
    "openhub.net": _Site("ohloh", r"/accounts/([^/]+)", host="www.openhub.net"),
    "pinterest.com": _Site("pinterest", host="www.pinterest.com"),
    "plus.google.com": _Site("googleplus", r"/\+?([^/]+)"),
    "quora.com": _Site("quora", r"/profile/([^/]+)", host="www.quora.com"),
    "reddit.com": _Site("reddit", r"/(?:user|u)/([^/]+)", host="www.reddit.com"),
    "scribd.com": _Site("scribd", r"/user/[0-9]+/([^/]+)|/([^/]+)", host="www.scribd.com"),
    "serverfault.com": _Site("stackexchange", _STACK),
    "slideshare.net": _Site("slideshare", host="www.slideshare.net"),
    "stackexchange.com": _Site("stackexchange", _STACK, keeps_host=True),
    "stackoverflow.com": _Site("stackoverflow", _STACK, keeps_host=True),
    "superuser.com": _Site("stackexchange", _STACK),
    "tumblr.com": _Site(
        "tumblr", r"/(?:blog/(?:view/)?)?@?([^/]+)", by_host=True, host="www.tumblr.com"
    ),
    "twitter.com": _Site("twitter"),
    "typepad.com": _Site("typepad", _NO_PATH, by_host=True),
    "vk.com": _Site("vk"),
    "wellfound.com": _Site("angellist", r"/(?:(?:u|p)/)?([^/]+)"),
    "wordpress.com": _Site("wordpress", _NO_PATH, by_host=True),
    "x.com": _Site("twitter"),
    "xing.com": _Site("xing", r"/profile/([^/]+)", host="www.xing.com"),
}
# First parts of a path that are pages of the site and not people.
_PAGES: Final = frozenset(
    (
        *("about", "company", "events", "explore", "features", "gallery", "groups", "hashtag"),
        *("help", "home", "i", "intent", "jobs", "login", "marketplace", "orgs", "pages"),
        *("people", "photo.php", "pricing", "profile.php", "search", "settings", "share"),
        *("sharer", "sharer.php", "signup", "story.php", "tags", "topics", "watch"),
    )
)
_SAME_FOR_ALL: Final = frozenset(("www", "m", "mobile", "web", "old", "new", "ssl"))
_HOST: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_ADDRESS: Final = re.compile(r"\[[0-9a-f:.]+\]")
_UNSAFE: Final = re.compile("[\\s\\\\\\x00-\\x1f\\x7f-\\x9f\ud800-\udfff]")
_DOMAIN_FIRST: Final = re.compile(r"[^/?#@:]+\.[^\W\d_]{2,}(?::[0-9]+)?(?:[/?#].*)?")
_LONGEST: Final = 2_000


def network_name(slug: str) -> str:
    """The display name of a slug; the slug itself where the service has a newer one."""
    return NETWORKS.get(slug, slug)


def is_web_url(text: str) -> bool:
    """Whether a text is a plain http(s) address with a host and without user details (H47).

    Blanks, backslashes and control characters are refused, because browsers and this program
    could take such an address for different ones.
    """
    return _split(text) is not None


def link_host(url: str) -> str | None:
    """The host of a web address in its ASCII form, for the person to see where a link leads.

    Letters beyond ASCII come as ``xn--…``, so that a lookalike cannot pass (H47). None where
    `is_web_url` is false.
    """
    parts = _split(url)
    return _ascii_host(parts) if parts is not None else None


def with_scheme(text: str) -> str | None:
    """The text with ``https://`` before it, where that makes it a web address; else None.

    For a proposal: "linkedin.com/in/jane" only lacks the scheme, "jane" and "jane@example.com"
    lack more.
    """
    trimmed = text.strip()
    if "://" in trimmed or not _DOMAIN_FIRST.fullmatch(trimmed):
        return None
    return f"https://{trimmed}" if is_web_url(f"https://{trimmed}") else None


def same_network(one: str, other: str) -> bool:
    """Whether two slugs mean one network; the service's list has Dribbble twice."""
    return one == other or {one, other} == {"dribble", "dribbble"}


def read_profile_url(pasted: str) -> ProfileLink | None:
    """Network, username and normal form of a profile URL; None when it is of no known network.

    A missing scheme is taken as https, brackets and punctuation around the address are left off,
    as are query and fragment unless they name the person. Nothing is fetched.
    """
    trimmed = pasted.strip().strip("<>()[]\"'.,;")
    if not trimmed or len(trimmed) > _LONGEST:
        return None
    if "://" not in trimmed:
        trimmed = f"https://{trimmed}"
    parts = _split(trimmed)
    host = _ascii_host(parts) if parts is not None else None
    if parts is None or host is None or parts.port not in (None, 80, 443):
        return None
    found = _site_of(host)
    if found is None:
        return None
    known, site = found
    path = f"/{parts.fragment[2:]}" if parts.fragment.startswith("!/") else parts.path
    return _profile(site, known, host, path.rstrip("/"), parts.query)


def _profile(site: _Site, known: str, host: str, path: str, query: str) -> ProfileLink:
    shown_host = host if site.keeps_host else site.host or known
    if site.query and (named := parse_qs(query).get(site.query)):
        username = named[0]
        url = f"https://{shown_host}{path}?{site.query}={quote(username, safe='')}"
        return ProfileLink(site.slug, username, url)
    label = host.removesuffix(known).rstrip(".").rpartition(".")[2]
    if site.by_host and label and label not in _SAME_FOR_ALL:
        return ProfileLink(site.slug, label, f"https://{label}.{known}")
    match = re.match(rf"(?:{site.path})(?=/|$)", path)
    names = [name for name in match.groups() if name] if match else []
    if match and names and path.split("/")[1].lower() not in _PAGES - {"people"}:
        username = unquote(names[-1]).lstrip("@")
        if username and username.lower() not in _PAGES:
            return ProfileLink(site.slug, username, f"https://{shown_host}{match.group()}")
    rest = f"?{query}" if query else ""
    return ProfileLink(site.slug, None, f"https://{shown_host}{path}{rest}")


def _site_of(host: str) -> tuple[str, _Site] | None:
    """The longest known host that equals or ends this one."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        known = ".".join(labels[start:])
        if known in _SITES:
            return known, _SITES[known]
    return None


def _split(text: str) -> SplitResult | None:
    """The parts of a web address; None for everything that is not surely one."""
    if _UNSAFE.search(text):
        return None
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return None
    return parts if _ascii_host(parts) is not None else None


def _ascii_host(parts: SplitResult) -> str | None:
    """The host in lower case and ASCII; None where there is none or it cannot be one."""
    host = (parts.hostname or "").lower().removesuffix(".")
    if "[" in parts.netloc:
        return f"[{host}]" if _ADDRESS.fullmatch(f"[{host}]") else None
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    return host if len(host) <= 253 and _HOST.fullmatch(host) else None
