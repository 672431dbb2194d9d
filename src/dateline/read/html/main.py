"""A page's main text as typed parts.

Which paragraphs belong to the article is trafilatura's judgement (Barbaresi 2021). Added here: the standfirst above the
text, which it tends to lose and which tells the main event; captions where they stand; what the markup calls a part.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from dateline.model import BlockKind
from dateline.read.draft import Part
from dateline.read.html.facts import Facts
from dateline.read.html.tree import ancestors, blocks, linked, marks, sizes, tidy, words
from dateline.read.lines import is_prose, same

STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|leadtext|leadin|intro|introduction|introtext|teaser|teasertext|chapo|chapeau|abstract|standfirst|subhead"
    r"|subheadline|subtitle|sub-title|excerpt|summary|preface|deck|dek|vorspann|entradilla|bajada|sumario|ingress|manchet)"
    r"(?:$|[\s_-])"
)
CALLED: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (
        re.compile(r"(?:^|[\s_-])(?:figcaption|caption|wp-caption-text|image-desc\w*|bildunterschrift)(?:$|[\s_-])"),
        "caption",
    ),
    (re.compile(r"(?:^|[\s_-])(?:credits?|copyright|photo-?credit|image-credit)(?:$|[\s_-])"), "credit"),
    (re.compile(r"(?:^|[\s_-])(?:byline|author-?name|by-author|vcard)(?:$|[\s_-])"), "byline"),
    (
        re.compile(
            r"(?:^|[\s_-])(?:related|read-?more|readmore|read-?also|recirc|recommended|more-stories|see-also)(?:$|[\s_-])"
        ),
        "related",
    ),
    (
        re.compile(
            r"(?:^|[\s_-])(?:newsletter|subscribe|subscription|sign-?up|cookie|paywall|promo|social|share)(?:$|[\s_-])"
        ),
        "boilerplate",
    ),
)
OUTSIDE = frozenset(("nav", "footer", "button", "aside"))
SMALL = 400  # characters of a container that says something about the paragraph in it
LOWEST = 40  # characters of a standfirst
STAND_IN = 300  # characters of main text below which the page's own articleBody is preferred
FLAT = frozenset(("item", "p", "row", "list", "quote", "table", "head", "div"))
NESTING = frozenset(("body", "list", "quote", "table", "div"))
Placed = tuple[int, Part]


def parts(tree: HtmlElement, facts: Facts, *, fast: bool = False) -> list[Part]:
    """The article's parts in page order, the title first; [] where there is no article."""
    found = [Part(kind, text) for kind, text in _extracted(tree, fast=fast)]
    if sum(len(part.text) for part in found) < STAND_IN < len(facts.body):
        found = [Part("body", line.strip()) for line in facts.body.split("\n") if line.strip()]
    if not found:
        return []
    page = Page(tree)
    placed = page.place(found)
    placed = sorted([*placed, *page.captions(placed), *page.standfirst(placed, facts)], key=lambda item: item[0])
    rest = [part for _, part in placed if not same(part.text, facts.title)]
    return [Part("title", facts.title), *rest] if facts.title else rest


@cache
def _quiet() -> None:
    """Keep the library's log from the user's terminal: what matters in it becomes an issue."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _extracted(tree: HtmlElement, *, fast: bool) -> Iterator[tuple[BlockKind, str]]:
    _quiet()
    document = trafilatura.bare_extraction(tree, fast=fast, include_comments=False, include_tables=True)
    body = getattr(document, "body", None)
    if body is not None:
        yield from _flat(body)


def _flat(element: etree._Element) -> Iterator[tuple[BlockKind, str]]:
    """The paragraphs of one element of trafilatura's output."""
    if element.tag in NESTING and any(child.tag in FLAT for child in element):
        yield from _loose(element.text)
        for child in element:
            yield from _flat(child)
            yield from _loose(child.tail)
    elif element.tag == "row":
        cells = (tidy("".join(cell.itertext())) for cell in element)
        yield "body", " | ".join(cell for cell in cells if cell)
    else:
        kind: BlockKind = "heading" if element.tag == "head" else "body"
        for line in _lines(element):
            yield kind, line


def _loose(text: str | None) -> Iterator[tuple[BlockKind, str]]:
    """Text that stands between elements."""
    if text and tidy(text):
        yield "body", tidy(text)


def _lines(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph, cut at line breaks that follow the end of a sentence."""
    pieces = [""]
    for text in _broken(element):
        if text is None:
            pieces.append("")
        else:
            pieces[-1] += text
    line: list[str] = []
    for piece in filter(None, map(tidy, pieces)):
        if line and re.search(r"[.!?:…][\"”’»)\]]*$", line[-1]):
            yield " ".join(line)
            line = []
        line.append(piece)
    if line:
        yield " ".join(line)


def _broken(element: etree._Element) -> Iterator[str | None]:
    yield element.text or ""
    for child in element:
        if child.tag == "lb":
            yield None
        else:
            yield " " if child.tag in FLAT else ""
            yield from _broken(child)
            yield " " if child.tag in FLAT else ""
        yield child.tail or ""


class Page:
    """The page's own elements, to find where a paragraph came from and what stands around it."""

    def __init__(self, tree: HtmlElement) -> None:
        self._elements = list(blocks(tree))
        self._sizes = sizes(tree)
        self._texts = [words(element) for element in self._elements]
        self._where: dict[str, int] = {}
        for i, text in enumerate(self._texts):
            self._where.setdefault(_key(text), i)

    def place(self, found: Sequence[Part]) -> list[Placed]:
        """The parts with the index of the element each came from, typed by what the page calls it."""
        placed: list[Placed] = []
        at = -1
        for part in found:
            index = self._where.get(_key(part.text), -1)
            known = index >= max(at, 0)
            at = index if known else at
            placed.append((at, msgspec.structs.replace(part, kind=self._kind(part, index)) if known else part))
        return placed

    def _kind(self, part: Part, index: int) -> BlockKind:
        element = self._elements[index]
        if any(a.tag in ("figcaption", "figure") for a in ancestors(element, 4)):
            return "caption"
        teaser = len(part.text) > 20 and not is_prose(part.text) and linked(element) > 0.9
        return self._called(index) or ("related" if teaser else part.kind)

    def _called(self, index: int) -> BlockKind | None:
        """What the page calls an element or the small container that it stands in."""
        limit = max(SMALL, 3 * len(self._texts[index]))
        for a in ancestors(self._elements[index], 6):
            if self._sizes.get(a, 0) > limit:
                return None
            names = marks(a)
            for pattern, kind in CALLED:
                if pattern.search(names) and (kind not in ("credit", "byline") or len(self._texts[index]) <= 150):
                    return kind
        return None

    def captions(self, placed: Sequence[Placed]) -> Iterator[Placed]:
        """Captions between the headline and the last paragraph that the extraction left out."""
        said = {_key(part.text) for _, part in placed}
        last = max(index for index, _ in placed)
        for i in range(max(self._headline(placed), 0), last + 1):
            inside = any(a.tag == "figcaption" for a in ancestors(self._elements[i], 4))
            if inside and len(self._texts[i]) > 3 and _key(self._texts[i]) not in said and not self._outside(i):
                said.add(_key(self._texts[i]))
                yield i, Part("caption", self._texts[i])

    def standfirst(self, placed: Sequence[Placed], facts: Facts) -> Iterator[Placed]:
        """The paragraphs above the text that sum it up, where the extraction left them out."""
        start, body = self._headline(placed), self._body(placed)
        said = _key(" ".join(part.text for _, part in placed))
        for i in range(body):
            text = self._texts[i]
            if not LOWEST <= len(text) <= 1500 or _key(text) in said or self._outside(i):
                continue
            if _begins(text, facts.description) or (i > start >= 0 and self._sums_up(i)):
                said += _key(text)
                yield i, Part("body", text)

    def _sums_up(self, index: int) -> bool:
        """Whether an element between headline and text is a standfirst by its name, or a paragraph of prose."""
        element, text = self._elements[index], self._texts[index]
        if linked(element) > 0.3 or self._called(index):
            return False
        named = any(STANDFIRST.search(marks(a)) for a in ancestors(element, 3))
        return (named and len(text.split()) >= 8) or (element.tag == "p" and len(text) >= 80 and is_prose(text))

    def _body(self, placed: Sequence[Placed]) -> int:
        """The index of the first paragraph of prose that was extracted; 0 where none was found on the page."""
        return next((i for i, part in placed if i >= 0 and len(part.text) >= 80 and is_prose(part.text)), 0)

    def _headline(self, placed: Sequence[Placed]) -> int:
        """The index of the last first-level heading before the text; -1 where there is none."""
        return next((i for i in range(self._body(placed) - 1, -1, -1) if self._elements[i].tag == "h1"), -1)

    def _outside(self, index: int) -> bool:
        """Whether an element stands in a part of the page that is not the article."""
        return any(a.tag in OUTSIDE for a in ancestors(self._elements[index])) or self._called(index) in (
            "related",
            "boilerplate",
        )


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _begins(text: str, description: str) -> bool:
    """Whether a paragraph is what the page's description quotes, perhaps cut short."""
    quoted = _key(description)[:60]
    return len(quoted) >= 30 and _key(text).startswith(quoted)
