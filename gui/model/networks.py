"""The social networks the service knows (API §5.9) and how a pasted URL leads to one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

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
    """What a pasted URL says: the network's slug, the username in it, and its normal form."""

    type: str
    username: str | None
    url: str


# Host (without www. and country or mobile prefixes) -> (slug, pattern of the path whose first
# group is the username). None: the username is the first label of the host.
_HOSTS: Final[dict[str, tuple[str, str | None]]] = {
    "academia.edu": ("academiaedu", None),
    "angel.co": ("angellist", r"/(?:u/|p/)?([^/]+)"),
    "wellfound.com": ("angellist", r"/(?:u/|p/)?([^/]+)"),
    "behance.net": ("behance", r"/([^/]+)"),
    "bitbucket.org": ("bitbucket", r"/([^/]+)"),
    "blogspot.com": ("blogger", None),
    "blogger.com": ("blogger", r"/profile/([^/]+)"),
    "crunchbase.com": ("crunchbase", r"/person/([^/]+)"),
    "deviantart.com": ("deviantart", r"/([^/]+)"),
    "digg.com": ("digg", r"/@?([^/]+)"),
    "doyoubuzz.com": ("doyoubuzz", r"/([^/]+)"),
    "dribbble.com": ("dribbble", r"/([^/]+)"),
    "facebook.com": ("facebook", r"/([^/]+)"),
    "fb.com": ("facebook", r"/([^/]+)"),
    "flickr.com": ("flickr", r"/(?:people|photos)/([^/]+)"),
    "gist.github.com": ("gist", r"/([^/]+)"),
    "github.com": ("github", r"/([^/]+)"),
    "goodreads.com": ("goodreads", r"/(?:user/show/)?([^/]+)"),
    "plus.google.com": ("googleplus", r"/\+?([^/]+)"),
    "gravatar.com": ("gravatar", r"/([^/]+)"),
    "news.ycombinator.com": ("hackernews", None),
    "linkedin.com": ("linkedin", r"/(?:in|pub)/([^/]+)"),
    "myspace.com": ("myspace", r"/([^/]+)"),
    "openhub.net": ("ohloh", r"/accounts/([^/]+)"),
    "ohloh.net": ("ohloh", r"/accounts/([^/]+)"),
    "pinterest.com": ("pinterest", r"/([^/]+)"),
    "quora.com": ("quora", r"/profile/([^/]+)"),
    "reddit.com": ("reddit", r"/(?:user|u)/([^/]+)"),
    "scribd.com": ("scribd", r"/(?:user/\d+/)?([^/]+)"),
    "slideshare.net": ("slideshare", r"/([^/]+)"),
    "stackexchange.com": ("stackexchange", r"/users/\d+/([^/]+)"),
    "stackoverflow.com": ("stackoverflow", r"/users/(\d+(?:/[^/]+)?)"),
    "tumblr.com": ("tumblr", None),
    "twitter.com": ("twitter", r"/@?([^/]+)"),
    "x.com": ("twitter", r"/@?([^/]+)"),
    "typepad.com": ("typepad", None),
    "vk.com": ("vk", r"/([^/]+)"),
    "wordpress.com": ("wordpress", None),
    "xing.com": ("xing", r"/profile/([^/]+)"),
}
_NORMAL_HOST: Final[dict[str, str]] = {
    "linkedin": "www.linkedin.com",
    "facebook": "www.facebook.com",
}


def network_name(slug: str) -> str:
    """The display name of a slug; the slug itself where the service has a newer one."""
    return NETWORKS.get(slug, slug)


def is_web_url(text: str) -> bool:
    """Whether a text is a plain http(s) address with a host and without user details."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(host)
        and parts.username is None
        and not any(char.isspace() for char in text)
    )


def read_profile_url(pasted: str) -> ProfileLink | None:
    """Network, username and normal form of a profile URL; None when it is of no known network.

    A missing scheme is taken as https. Query and fragment are dropped unless they carry the
    identity (Hacker News keeps ``?id=``). Nothing is fetched.
    """
    trimmed = pasted.strip()
    if not trimmed or any(char.isspace() for char in trimmed):
        return None
    if "://" not in trimmed:
        trimmed = "https://" + trimmed
    if not is_web_url(trimmed):
        return None
    parts = urlsplit(trimmed)
    host = (parts.hostname or "").lower()
    found = _match_host(host)
    if found is None:
        return None
    slug, pattern, known = found
    path = parts.path.rstrip("/")
    username: str | None = None
    query = ""
    if slug == "hackernews":
        match = re.search(r"(?:^|&)id=([^&]+)", parts.query)
        username = unquote(match.group(1)) if match else None
        query = f"?{parts.query}" if match else ""
    elif pattern is None:
        first = host.removesuffix("." + known)
        username = first if first not in ("www", host) else None
    else:
        match = re.match(pattern, path)
        username = unquote(match.group(1)).lstrip("@") if match else None
    shown_host = _NORMAL_HOST.get(slug, host.removeprefix("www.") if pattern else host)
    return ProfileLink(slug, username, f"https://{shown_host}{path}{query}")


def _match_host(host: str) -> tuple[str, str | None, str] | None:
    """The longest known host that equals or ends this one."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        candidate = ".".join(labels[start:])
        if candidate in _HOSTS:
            slug, pattern = _HOSTS[candidate]
            return slug, pattern, candidate
    return None
