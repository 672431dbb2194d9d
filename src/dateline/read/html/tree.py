"""A page's tree, and the few questions asked of its elements."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from dateline.errors import InputError
from dateline.read.bounds import ELEMENTS, check_length, short_tags

BLOCK = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form"  # noqa: SIM905
    " h1 h2 h3 h4 h5 h6 header hgroup li main nav ol p pre section summary table tbody td th tr ul".split()
)
SILENT = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "select", "option", "head"))
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML, section 2.2


def parse(page: str, where: str) -> HtmlElement:
    """The tree of a page; raises InputError where there is no markup to speak of, or far too much."""
    check_length(page, where)
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    source = short_tags(DECLARATION.sub("", page).replace("\x00", "")).encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError("there is no page in it.", where) from error
    if "&#" in page or FORBIDDEN.search(page):
        _allow(tree)
    if (number := sum(1 for _ in tree.iter())) > ELEMENTS:
        raise InputError(f"the page has {number:,} elements, and it may have {ELEMENTS:,}.", where, "Split it.")
    return tree


def _allow(tree: HtmlElement) -> None:
    """Take out characters that libxml2 reads and refuses to write: whoever moved such a text would fail."""
    for element in tree.iter():
        for place in ("text", "tail"):
            text = getattr(element, place)
            if text and FORBIDDEN.search(text):
                setattr(element, place, FORBIDDEN.sub("", text))
        for name, value in element.items():
            if FORBIDDEN.search(value):
                del element.attrib[name]


def words(element: HtmlElement) -> str:
    """The text of an element, white space collapsed, scripts and the like left out."""
    return tidy("".join(_texts(element)))


def tidy(text: str) -> str:
    """A text as a reader sees it: characters composed, white space collapsed, soft hyphens and the like gone."""
    return " ".join(unicodedata.normalize("NFC", UNSEEN.sub("", text)).split())


def _texts(element: HtmlElement) -> Iterator[str]:
    if element.tag in SILENT or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        yield " " if child.tag == "br" or child.tag in BLOCK else ""
        yield from _texts(child)
        yield " " if child.tag in BLOCK else ""
        yield child.tail or ""


def blocks(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that hold a paragraph: block elements without block elements inside, in page order."""
    for element in tree.iter():
        if element.tag in BLOCK and not any(child.tag in BLOCK for child in element.iterdescendants()):
            yield element


def sizes(tree: HtmlElement) -> dict[HtmlElement, int]:
    """For each element, how many characters of text stand in it."""
    found: dict[HtmlElement, int] = {}
    for element in reversed(list(tree.iter("*"))):
        inside = sum(found[child] + len(child.tail or "") for child in element.iterchildren("*"))
        found[element] = len(element.text or "") + inside
    return found


def marks(element: HtmlElement) -> str:
    """What an element's attributes call it: class, id, itemprop, data-testid, in lower case."""
    names = (element.get(name) or "" for name in ("class", "id", "itemprop", "data-testid", "data-component"))
    return " ".join(names).lower()


def ancestors(element: HtmlElement, levels: int = 40) -> Iterator[HtmlElement]:
    """The element and what it stands in, from the inside out."""
    at: HtmlElement | None = element
    for _ in range(levels):
        if at is None:
            return
        yield at
        at = at.getparent()


def linked(element: HtmlElement) -> float:
    """The share of an element's text that is links."""
    whole = len(words(element))
    return sum(len(words(link)) for link in element.iter("a")) / whole if whole else 0.0
