"""Stories written by hand for the resolver: `word/TAG/dep/head`, and events with bare spans."""

from __future__ import annotations

from dateline.model import (
    Attribution,
    Document,
    DocumentId,
    Entity,
    Event,
    EventId,
    Extent,
    Parse,
    Parsed,
    Party,
    Place,
    Published,
    Quote,
    Reference,
    Sentence,
    Span,
    Timex,
    Token,
    When,
)

POS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "JJ": "ADJ",
    "DT": "DET",
    "IN": "ADP",
    "PRP": "PRON",
}


def story(
    *sentences: str, names: dict[str, str] | None = None, published: str = "2024-08-13", title: str = ""
) -> Parsed:
    """A parsed document; `names` gives the entity label of phrases ("Lloyd Austin": "PERSON")."""
    tokens: list[Token] = []
    spans: list[Sentence] = []
    text = ""
    for number, sentence in enumerate(sentences):
        base, start = len(tokens), len(text)
        for place, item in enumerate(sentence.split()):
            word, tag, dep, head = item.rsplit("/", 3)
            glued = word in (",", ".", "'s")
            text = text.rstrip() if glued else text
            index = base + place
            above = base + int(head) - 1 if int(head) else index
            pos = "PUNCT" if word in ",." else POS.get(tag, "VERB" if tag.startswith("V") else "X")
            tokens.append(
                Token(index, len(text), len(text) + len(word), word, word.lower(), pos, tag, dep, above, number)
            )
            text += word + " "
        spans.append(Sentence(number, start, len(text) - 1, base, len(tokens)))
    text = text.rstrip()
    day = Published(published, "day", "given") if published else None
    document = Document(id=DocumentId("d1"), text=text, title=title, published=day)
    parse = Parse(tokens=tuple(tokens), sentences=tuple(spans))
    found = tuple(_entity(parse, text, name, label) for name, label in (names or {}).items())
    return Parsed(document, Parse(tokens=tuple(tokens), sentences=tuple(spans), entities=found))


def plain(text: str, names: tuple[str, ...] = (), published: str = "2024-08-13") -> Parsed:
    """A story without syntax: every word hangs on the word after it, so the last word of a phrase is its head."""
    words = text.replace(",", " ,").replace(".", " .").split()
    last = len(words)
    items = [f"{w}/{'NNP' if w[:1].isupper() else 'NN'}/dep/{min(i + 2, last)}" for i, w in enumerate(words)]
    return story(" ".join(items), names=dict.fromkeys(names, "GPE"), published=published)


def _entity(parse: Parse, text: str, name: str, label: str) -> Entity:
    start = text.index(name)
    inside = [t.index for t in parse.tokens if start <= t.start < start + len(name)]
    return Entity(inside[0], inside[-1] + 1, label)


def span(parsed: Parsed, words: str, nth: int = 0) -> Span:
    """The nth occurrence of some words."""
    at = -1
    for _ in range(nth + 1):
        at = parsed.document.text.index(words, at + 1)
    return Span(at, at + len(words), words)


def event(
    parsed: Parsed,
    *,
    actor: Span | None = None,
    place: Span | None = None,
    date: Span | None = None,
    source: Span | None = None,
) -> Event:
    """An event as a coder leaves it: spans without names, coordinates and days."""

    def bare(s: Span) -> dict[str, object]:
        return {"text": s.text, "start": s.start, "end": s.end}

    return Event(
        id=EventId("e1"), document=parsed.document.id, sentence=Extent(0, 1), type="ASSAULT", mode=None,
        quad="material conflict", score=-9.0, cameo="190", trigger=Span(0, 1, parsed.document.text[:1]),
        actors=(Party(**bare(actor)),) if actor else (), place=Place(**bare(place)) if place else None,
        date=When(**bare(date)) if date else None, attribution=(Attribution(**bare(source)),) if source else (),
    )  # fmt: skip


__all__ = ["Quote", "Reference", "Timex", "event", "plain", "span", "story"]
