"""From which network a picture comes, as far as its web address tells (API §5.7, §5.9).

Networks keep pictures under other hosts than profiles. What an address says is only ever a
proposal to the person: a picture may be linked from anywhere.
"""

from __future__ import annotations

import html
import re
from typing import Final

from gui.model.networks import NETWORKS, is_web_url, link_host, read_profile_url

_PICTURE_HOSTS: Final[dict[str, str]] = {
    "a.deviantart.net": "deviantart",
    "avatars.githubusercontent.com": "github",
    "bytebucket.org": "bitbucket",
    "dribbbleusercontent.com": "dribbble",
    "fbcdn.net": "facebook",
    "i.stack.imgur.com": "stackoverflow",
    "licdn.com": "linkedin",
    "pinimg.com": "pinterest",
    "quoracdn.net": "quora",
    "redd.it": "reddit",
    "redditmedia.com": "reddit",
    "redditstatic.com": "reddit",
    "slidesharecdn.com": "slideshare",
    "staticflickr.com": "flickr",
    "twimg.com": "twitter",
    "userapi.com": "vk",
    "xingassets.com": "xing",
}
_IMAGE: Final = re.compile(r"<img\b[^>]{0,2000}?\bsrc\s*=\s*[\"']([^\"']{1,2000})[\"']", re.I)
_LOOKED_AT: Final = 20_000


def source_of_link(url: str) -> str | None:
    """The network that a picture's web address belongs to; None where it tells none."""
    host = link_host(url)
    if host is None:
        return None
    labels = host.split(".")
    for start in range(len(labels) - 1):
        known = _PICTURE_HOSTS.get(".".join(labels[start:]))
        if known is not None:
            return known
    link = read_profile_url(url)
    return link.type if link is not None and link.type in NETWORKS else None


def picture_link_in(markup: str) -> str:
    """The address of the first picture in HTML, as browsers put it beside a copied picture.

    Empty where there is none that is a web address.
    """
    found = _IMAGE.search(markup[:_LOOKED_AT])
    url = html.unescape(found[1]).strip() if found else ""
    return url if is_web_url(url) else ""
