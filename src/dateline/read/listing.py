"""What an RSS or Atom feed, or a sitemap, points at."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import msgspec
from lxml import etree

from dateline.errors import InputError
from dateline.read.formats.feed import parsed, without_strangers
from dateline.read.guard import guarded

MOST = 1_000  # links of one listing, the newest first
MAPS = 10  # of a sitemap of sitemaps, those that changed last
SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b")
TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|ref|ref_src|cmpid|ocid)", re.IGNORECASE)


class Link(msgspec.Struct, frozen=True):
    """A story that a listing names; `changed` is ISO 8601, "" where it does not say."""

    url: str
    changed: str = ""


class Listing(msgspec.Struct, frozen=True):
    """What a listing points at: stories, and other listings."""

    stories: tuple[Link, ...] = ()
    listings: tuple[Link, ...] = ()


def listing(data: bytes, url: str, limit: int) -> Listing:
    """What a feed or sitemap that stood at `url` points at; raises InputError where it is neither."""
    inside = _unpacked(data, url, limit)
    reader = _sitemap if SITEMAP.search(inside[:4096]) else _feed
    return guarded(url, lambda: reader(inside, url))


def _feed(data: bytes, url: str) -> Listing:
    feed = parsed(data, url)
    if not feed.get("version"):
        raise InputError("it is no RSS or Atom feed and no sitemap.", url)
    found = (Link(_joined(url, entry.get("link")), _changed(entry)) for entry in feed.entries)
    return Listing(stories=_once(found)[:MOST])


def _changed(entry: Mapping[str, object]) -> str:
    """When an entry changed last; asked for what is not there, the library answers with something else, and warns."""
    return next((str(entry[name] or "") for name in ("updated", "published") if name in entry), "")


def _joined(base: str, address: object) -> str:
    """A whole address, "" where it is none."""
    try:
        return urljoin(base, str(address).strip()) if address else ""
    except ValueError:
        return ""


def key_of(url: str) -> str:
    """What two addresses of one story have in common: no fragment, no tracking, no scheme."""
    try:
        parts = urlsplit(url)
    except ValueError:  # whoever fetches it will say what is wrong with it
        return url
    told = [(name, value) for name, value in parse_qsl(parts.query, True) if not TRACKING.fullmatch(name)]
    query = f"?{urlencode(told)}" if told else ""
    return f"{(parts.netloc.rpartition('@')[2]).lower()}{parts.path or '/'}{query}"


def _unpacked(data: bytes, url: str, limit: int) -> bytes:
    """The bytes, or what is inside where they are gzipped, never more than a document may have."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        inside = gzip.GzipFile(fileobj=io.BytesIO(data)).read(limit + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise InputError(f"it is damaged ({fault}).", url) from fault
    if len(inside) > limit:
        raise InputError(f"it is larger than one document may be ({limit} bytes).", url)
    return inside


def _sitemap(data: bytes, url: str) -> Listing:
    rows = list(_rows(without_strangers(data), url))
    stories, listings = ([link for tag, link in rows if tag == wanted] for wanted in ("url", "sitemap"))
    return Listing(stories=_newest(stories)[:MOST], listings=_newest(listings)[:MAPS])


def _rows(data: bytes, url: str) -> Iterator[tuple[str, Link]]:
    """The rows of a sitemap; entities are not resolved, nothing is loaded, and no more than one row is kept."""
    walk = etree.iterparse(io.BytesIO(data), resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        for _, element in walk:
            tag = _local(element)
            if tag in ("url", "sitemap"):
                told = {_local(child): (child.text or "").strip() for child in element}
                if told.get("loc"):
                    yield tag, Link(_joined(url, told["loc"]), told.get("lastmod", ""))
                element.clear()
    except etree.XMLSyntaxError as fault:
        raise InputError(f"the sitemap is not well-formed ({fault}).", url) from fault


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _newest(links: list[Link]) -> tuple[Link, ...]:
    return _once(iter(sorted(links, key=lambda link: link.changed, reverse=True)))


def _once(links: Iterator[Link]) -> tuple[Link, ...]:
    return tuple({link.url: link for link in links if link.url}.values())
