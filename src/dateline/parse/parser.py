"""Documents to parses: the one entry to this room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from dateline.model import Document, Issue, Parse, Parsed
from dateline.parse import quotes, reference, times
from dateline.parse.layout import paragraphs
from dateline.parse.syntax import SENTENCE, Syntax

LONGEST = 300_000  # characters of coded text: some 50,000 words, a short book
LANGUAGES = ("", "en")


class Parser:
    """Finds sentences, syntax, entities, quotations, times and references in the coded blocks of documents."""

    def __init__(self, syntax: Syntax) -> None:
        self._syntax = syntax

    @classmethod
    def load(cls) -> Parser:
        """A parser with the installed model (half a second); raises DataError if it is not the tested one."""
        return cls(Syntax.load())

    def pipe(self, documents: Iterable[Document]) -> Iterator[Parsed | Issue]:
        """One Parsed for each document, or an Issue that says why there is none. Documents are read one at a time.

        An Issue that costs nothing stands before the Parsed that it is about.
        """
        for document in documents:
            parsed = self.parse(document)
            if isinstance(parsed, Parsed):
                yield from _notes(parsed)
            yield parsed

    def parse(self, document: Document) -> Parsed | Issue:
        """The parse of one document, or why there is none."""
        found = paragraphs(document)
        if reason := _refusal(document, sum(len(paragraph.text) for paragraph in found)):
            where = document.source or document.id
            return Issue(stage="parse", where=where, reason=reason, document=document.id)
        return Parsed(document, self._enriched(document, self._syntax.parse(found)))

    def _enriched(self, document: Document, parse: Parse) -> Parse:
        """The parse with what is read off it: times, quotations, and then what "he" and "we" stand for."""
        quoted = replace(parse, times=times.find(document, parse), quotes=quotes.find(document, parse))
        return replace(quoted, references=reference.find(document, quoted))


def _notes(parsed: Parsed) -> Iterator[Issue]:
    if any(sentence.last - sentence.first >= SENTENCE for sentence in parsed.parse.sentences):
        document = parsed.document
        where = document.source or document.id
        reason = f"a sentence reached the limit of {SENTENCE} words; what is longer is read in pieces of that length."
        yield Issue(stage="parse", where=where, reason=reason, document=document.id, fatal=False)


def _refusal(document: Document, size: int) -> str:
    """Why the document cannot be parsed, or nothing."""
    if document.language.split("-")[0] not in LANGUAGES:
        return f"the document is in the language '{document.language}', and only English ('en') can be parsed."
    if not size:
        return "the document has no body text to parse."
    if size > LONGEST:
        return f"the body has {size:,} characters, and the limit is {LONGEST:,}; split it into several documents."
    return ""
