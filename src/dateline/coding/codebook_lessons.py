"""A codebook's own texts, and ordinary news, as lessons for its heads: what makes it work untrained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files

import msgspec
from msgspec.structs import replace

from dateline.coding.codebook_heads import Heads, Lesson, fit
from dateline.coding.codebook_reading import Reading, seen
from dateline.errors import InputError
from dateline.model import Parsed
from dateline.ontology.codebook import Codebook

Parse = Callable[[str], Parsed]  # raises InputError for a text that cannot be parsed
Labelled = tuple[str, frozenset[str]]  # a text and the labels that it bears


def heads(
    codebook: Codebook, reading: Reading, parse: Parse, *, encoder: str, taught: Sequence[tuple[Labelled, str]] = ()
) -> Heads:
    """The heads of a codebook, fitted to its own texts and to labelled ones, each with the document it stands in."""
    voices, fitted = fit(codebook.labels, lessons(codebook, reading, parse, taught=taught))
    return Heads(
        name=codebook.name,
        codebook=codebook.source,
        encoder=encoder,
        centre=tuple(round(x, 6) for x in voices.centre.tolist()),
        rarity=dict(voices.rarity),
        heads=fitted,
        taught=len(taught),
    )


def lessons(
    codebook: Codebook, reading: Reading, parse: Parse, *, taught: Sequence[tuple[Labelled, str]] = ()
) -> list[Lesson]:
    """What heads are fitted to: ordinary news, the codebook's own texts, and labelled ones."""
    desk = _Desk(reading, parse)
    return [*desk.ordinary_news(), *desk.own(codebook), *desk.taught(taught)]


def own_texts(codebook: Codebook) -> dict[str, frozenset[str]]:
    """Every text that says what a category is, with its labels: an example may stand in several categories."""
    found: dict[str, frozenset[str]] = {}
    for category in codebook.categories:
        for text in (category.definition, *category.includes, *category.examples):
            found[text] = found.get(text, frozenset()) | {category.name}
        for mode in category.modes:
            for text in (mode.definition, *mode.examples):
                found[text] = found.get(text, frozenset()) | {category.name, f"{category.name}/{mode.name}"}
    return found


class _Desk(msgspec.Struct, frozen=True):
    """What a text becomes a lesson with."""

    reading: Reading
    parse: Parse

    def lesson(self, text: str, labels: frozenset[str], group: int) -> Lesson:
        parsed = self.parse(text)
        if not parsed.parse.tokens:
            raise InputError("no sentence can be read in it.", f"'{text[:60]}'", "Write a sentence.")
        self.reading.forget()
        vectors = self.reading.vectors(parsed)
        return Lesson(seen(parsed, vectors, range(len(vectors))), labels, group)

    def own(self, codebook: Codebook) -> Iterator[Lesson]:
        for number, (text, labels) in enumerate(own_texts(codebook).items()):
            yield self.lesson(text, labels, number)
        for category in codebook.categories:
            for number, text in enumerate(category.excludes):
                yield replace(self.lesson(text, frozenset(), number), against=category.name)

    def taught(self, taught: Sequence[tuple[Labelled, str]]) -> Iterator[Lesson]:
        documents = {document: number for number, document in enumerate(dict.fromkeys(d for _, d in taught))}
        for (text, labels), document in taught:
            yield self.lesson(text, labels, documents[document])

    def ordinary_news(self) -> Iterator[Lesson]:
        """Each sentence of ordinary news: stories of the project's own."""
        stories = files(__package__).joinpath("data", "ordinary_news.txt").read_text("utf-8").split("\n\n")
        for number, story in enumerate(stories):
            parsed = self.parse(story.strip().replace("\n", "\n\n"))
            self.reading.forget()
            vectors = self.reading.vectors(parsed)
            for sentence in parsed.parse.sentences:
                text = seen(parsed, vectors, range(sentence.first, sentence.last))
                yield Lesson(text, frozenset(), number, ordinary=True)
