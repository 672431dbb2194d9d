"""What is fuzzed: each target takes any bytes and may answer with records or Issues, and with nothing else.

An Issue that blames a fault nobody foresaw is a finding too: the guard kept the run alive, and the report was lost.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

import msgspec
from bench.fuzz import trees
from bench.fuzz.bytes import Choices
from tests.read.pages import PAGE

from dateline.coding import SyntaxCoder
from dateline.errors import DatelineError, UsageError
from dateline.fuse import link
from dateline.model import Document, DocumentId, Issue, Parsed, Span
from dateline.parse import quotes, reference, times
from dateline.parse.layout import paragraphs
from dateline.parse.words import borders, words
from dateline.read import ReadOptions, dates, read
from dateline.read.listing import key_of, listing
from dateline.resolve import Resolver
from dateline.store import Query

Target = Callable[[bytes], None]
CORPUS = Path(__file__).parent / "corpus"
MOST = 1 << 20  # bytes of one document
UNFORESEEN = re.compile(r"the reader failed with|the stage '\w+' failed")


def reader(format_: str, data: bytes) -> None:
    """A reader, as `read` calls it."""
    for found in read(["-"], ReadOptions(format=format_, max_bytes=MOST), stdin=io.BytesIO(data)):
        if isinstance(found, Issue):
            check_issue(found)
        else:
            check_document(found)


def check_issue(issue: Issue) -> None:
    assert not UNFORESEEN.search(issue.reason), issue.reason
    assert issue.reason.strip(), issue
    assert len(issue.reason) < 2_000, issue.reason[:200]


def check_document(document: Document) -> None:
    """Its blocks stand in order inside its text, and it can be written down unless it holds half a surrogate pair."""
    ends = [0, *(block.end for block in document.blocks)]
    assert all(last <= block.start < block.end for last, block in zip(ends, document.blocks, strict=False)), document
    assert ends[-1] <= len(document.text), document
    if not any("\ud800" <= character <= "\udfff" for character in str(msgspec.structs.astuple(document))):
        msgspec.json.encode(document)


def days(data: bytes) -> None:
    """Publication dates, wherever they are written."""
    text = data.decode("utf-8", "replace")
    for stamp in (dates.parse(text[:80]), dates.in_url(text), dates.of_value(text), dates.of_value(len(text) * 977)):
        assert stamp is None or dates.parse(stamp.value) is not None, stamp
    dates.line(text)


def listed(data: bytes) -> None:
    """Feeds and sitemaps that are followed."""
    try:
        found = listing(data, "https://a.example/feed", MOST)
    except DatelineError as error:
        assert not UNFORESEEN.search(error.what), error.what
        return
    for one in (*found.stories, *found.listings):
        key_of(one.url)


def asked(data: bytes) -> None:
    """Queries, as written and as they stand in an address."""
    text = data.decode("utf-8", "replace")
    for ask in (Query.parse, Query.from_url):
        try:
            query = ask(text)
        except UsageError:
            continue
        assert Query.parse(str(query)) == query, str(query)
        assert Query.from_url(query.to_url()) == query, query.to_url()


@cache
def _tokenizer() -> Callable[[str], list[tuple[int, str]]]:
    import spacy

    blank = spacy.blank("en")
    return lambda text: [(token.idx, token.text) for token in blank.tokenizer(text)]


def cut(data: bytes) -> None:
    """Text to paragraphs, words and the borders of sentences, before any model sees them."""
    text = data.decode("utf-8", "replace")
    for paragraph in paragraphs(Document(id=DocumentId("d1"), text=text)):
        found = words(paragraph, _tokenizer())
        assert all(text[span.start : span.end] == span.text for span in found)
        assert "".join(span.text for span in found).split() == "".join(paragraph.text.split()).split()
        assert len(borders(found)) == len(found)


@cache
def _stages() -> tuple[SyntaxCoder, Resolver]:
    return SyntaxCoder.load(), Resolver.load()


def coded(data: bytes) -> None:
    """Everything after the parser, on any syntax tree: quotations, times, records, who, where, when, fusing."""
    parsed = enriched(trees.parsed(data))
    coder, resolver = _stages()
    events = link(parsed, resolver.resolve(parsed, coder.code(parsed)))
    text = parsed.document.text
    for event in events:
        for span in spans_of(event):
            assert text[span.start : span.end] == span.text, (span, event)
    assert len({event.id for event in events}) == len(events)
    msgspec.json.encode(events)


def enriched(parsed: Parsed) -> Parsed:
    """With what the parse room reads off a tree."""
    document, parse = parsed.document, parsed.parse
    quoted = msgspec.structs.replace(parse, times=times.find(document, parse), quotes=quotes.find(document, parse))
    return Parsed(document, msgspec.structs.replace(quoted, references=reference.find(document, quoted)))


def spans_of(record: object) -> list[Span]:
    """All that points into the text, however deep it stands in a record."""
    if isinstance(record, tuple):
        return [span for item in record for span in spans_of(item)]
    if not isinstance(record, msgspec.Struct):
        return []
    inside = [span for name in record.__struct_fields__ for span in spans_of(getattr(record, name))]
    pointing = {"text", "start", "end"} <= set(record.__struct_fields__)
    return [Span(record.start, record.end, record.text), *inside] if pointing else inside  # type: ignore[attr-defined]


@cache
def _pipeline() -> object:
    from dateline.run import Pipeline

    return Pipeline.load()


def modelled(data: bytes) -> None:
    """Text through the whole pipeline with its models: slow, some ten a second."""
    choices = Choices(data)
    text = " ".join(choices.pick(trees.words()) for _ in range(choices.number(40))) + choices.rest().decode(
        "utf-8", "replace"
    )
    document = Document(id=DocumentId("d1"), text=text, language="en")
    found = _pipeline().code(document)  # type: ignore[attr-defined]
    if isinstance(found, Issue):
        check_issue(found)
        return
    for span in spans_of(found.events):
        assert text[span.start : span.end] == span.text, span


FORMATS = ("html", "text", "markdown", "jsonl", "json", "csv", "parquet", "feed", "pdf", "email", "warc")
TARGETS: Mapping[str, Target] = {
    **{name: partial(reader, name) for name in FORMATS},
    "any": partial(reader, ""),
    "dates": days,
    "listing": listed,
    "query": asked,
    "words": cut,
    "coder": coded,
    "model": modelled,
}


def seeds(name: str) -> list[bytes]:
    """The kept inputs of a target, in the order of their names; those of `any` are those of all formats."""
    names = FORMATS if name == "any" else (name,)
    kept = [path.read_bytes() for one in names for path in sorted((CORPUS / one).glob("*"))]
    return [*kept, PAGE.encode()] if "html" in names else kept
