"""What a page says about itself: JSON-LD first, then meta elements, then the visible head of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urlsplit

import msgspec
from lxml.html import HtmlElement

from dateline.model import Published
from dateline.read import dates
from dateline.read.cues import phrases
from dateline.read.html.tree import ancestors, tidy, words

ARTICLE = re.compile(r"(?:news|blog|posting|article|report|review)", re.IGNORECASE)
SEPARATED = re.compile(r"\s+(?:[|•·»«]|::|[-–—])\s+")
LONGEST = 1_000  # characters of a title
SYNDICATED = ("syndication-source", "original-source")


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """A page's own statements; "" and None where it makes none."""

    title: str = ""
    publisher: str = ""
    original_publisher: str = ""
    byline: str = ""
    section: str = ""
    language: str = ""
    description: str = ""
    body: str = ""
    published: Published | None = None


class Sources(msgspec.Struct, frozen=True):
    """Where facts are looked up: the page's article object in JSON-LD, and its meta elements by lower-cased name."""

    article: Mapping[str, object]
    meta: Mapping[str, str]


def facts(tree: HtmlElement, url: str) -> Facts:
    """The facts of a page fetched from `url` ("" for a file)."""
    found = Sources(_article(tree), _meta(tree))
    publisher = _publisher(found, url)
    return Facts(
        title=_title(tree, found, publisher),
        publisher=publisher,
        original_publisher=_original(tree, found, url),
        byline=_byline(tree, found, publisher),
        section=_name(found.article.get("articleSection")) or found.meta.get("article:section", ""),
        language=tree.get("lang") or _name(found.article.get("inLanguage")) or found.meta.get("og:locale", ""),
        description=_description(found),
        body=_text(found.article.get("articleBody")),
        published=_published(tree, found),
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Meta elements by name, property or itemprop; the first of each name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = tidy(unescape(element.get("content") or ""))
        for name in (element.get("property"), element.get("name"), element.get("itemprop")):
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


def _article(tree: HtmlElement) -> Mapping[str, object]:
    objects = [item for script in tree.iter("script") for item in _linked_data(script)]
    articles = (item for item in objects if ARTICLE.search(_name(item.get("@type"))))
    dated = (item for item in objects if item.get("datePublished"))
    return next(articles, None) or next(dated, None) or {}


def _linked_data(script: HtmlElement) -> Iterator[Mapping[str, object]]:
    if "ld+json" not in (script.get("type") or "").lower():
        return
    source = re.sub(r"[\x00-\x1f]+", " ", (script.text or "").replace("<!--", "").replace("-->", "")).strip(" ;")
    try:
        yield from _objects(msgspec.json.decode(source), depth=0)
    except (msgspec.DecodeError, RecursionError):
        return  # a page's broken JSON-LD is no fault of the report; the other places are asked


def _objects(data: object, depth: int) -> Iterator[Mapping[str, object]]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth)
    elif isinstance(data, Mapping) and depth < 4:
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(data.get(key), depth + 1)


def _name(value: object) -> str:
    """A JSON-LD value as a line: a text, an object's name, or a list of either."""
    if isinstance(value, str):
        return tidy(unescape(value))
    if isinstance(value, Mapping):
        return _name(value.get("name"))
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for item in value if (name := _name(item))))
    return ""


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _description(found: Sources) -> str:
    stated = (
        _name(found.article.get("description")),
        found.meta.get("description", ""),
        found.meta.get("og:description", ""),
    )
    return " ".join(re.sub(r"<[^<>]+>", " ", max(stated, key=len)).split())


def _publisher(found: Sources, url: str) -> str:
    named = (
        _name(found.article.get("publisher")) or found.meta.get("og:site_name") or found.meta.get("application-name")
    )
    return named or _host(url)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _title(tree: HtmlElement, found: Sources, publisher: str) -> str:
    headings = [words(element) for element in tree.iter("h1")]
    stated = _name(found.article.get("headline")) or found.meta.get("og:title") or found.meta.get("twitter:title", "")
    if stated:
        return _without_site(stated, publisher, headings)
    titles = [words(element) for element in tree.iter("title")]
    title = _without_site(titles[0], publisher, headings) if titles else ""
    return headings[0] if len(headings) == 1 and 10 <= len(headings[0]) <= 250 else title


def _without_site(title: str, publisher: str, headings: list[str]) -> str:
    """A title without the site's name behind it; what is longer than a title is left as it is."""
    if len(title) > LONGEST:
        return title
    parts = SEPARATED.split(title)
    shorter = title
    for end in range(len(parts) - 1, 0, -1):
        cut = title[: _nth_separator(title, end)].strip()
        tail = title[len(cut) :].strip(" |•·»«:-–—")
        if cut in headings or tail.casefold() == publisher.casefold():
            shorter = cut
    return shorter


def _nth_separator(title: str, number: int) -> int:
    return [match.start() for match in SEPARATED.finditer(title)][number - 1]


def _byline(tree: HtmlElement, found: Sources, publisher: str) -> str:
    visible = next(
        (words(e) for e in tree.iter("a", "span", "div", "p") if "author" in (e.get("rel") or e.get("itemprop") or "")),
        "",
    )
    named = (
        _name(found.article.get("author")) or found.meta.get("author") or found.meta.get("article:author") or visible
    )
    named = re.sub(r"^by\s+", "", named, flags=re.IGNORECASE)
    return "" if "://" in named or len(named) > 200 or named == publisher else named


def _original(tree: HtmlElement, found: Sources, url: str) -> str:
    """The host that the page names as the report's first place: a syndication source, or a canonical link elsewhere."""
    canonical = next(
        (e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"), ""
    )
    based = found.article.get("isBasedOn")
    stated = [found.meta.get(name, "") for name in SYNDICATED] + [based if isinstance(based, str) else ""]
    here = _host(url)
    for there in (*stated, canonical if here else ""):
        host = _host(there)
        if host and _site(host) != _site(here):
            return host
    return ""


def _site(host: str) -> str:
    """The part of a host that two hosts of one owner share, roughly: two labels, or three under ac.uk and the like."""
    labels = host.split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2 else labels[-2:])


def _published(tree: HtmlElement, found: Sources) -> Published | None:
    for value, how in _stated_dates(tree, found):
        stamp = dates.parse(value) if len(value) <= 80 else None
        if stamp is not None and stamp.precision not in ("year", "month"):
            return stamp.found(how)
    return None


def _stated_dates(tree: HtmlElement, found: Sources) -> Iterator[tuple[str, str]]:
    yield _text(found.article.get("datePublished")), "json-ld"
    for name in phrases("dated"):
        yield found.meta.get(name, ""), "meta"
    for element in _times(tree):
        yield (element.get("datetime") or element.get("content") or words(element)), "time"


def _times(tree: HtmlElement) -> list[HtmlElement]:
    """Time elements of the article itself: those marked as its date, else the first one in its head."""
    times = [
        e
        for e in tree.iter()
        if e.tag in ("time", "abbr", "span") and (e.tag == "time" or e.get("itemprop") == "datePublished")
    ]
    marked = [e for e in times if e.get("pubdate") is not None or e.get("itemprop") == "datePublished"]
    inside = [e for e in times if any(a.tag in ("article", "main", "header") for a in ancestors(e))]
    outside = [e for e in inside if not any(a.tag in ("aside", "nav", "footer", "li") for a in ancestors(e))]
    return [*marked, *outside[:1]] or (times if len(times) == 1 else [])
