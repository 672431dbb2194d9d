"""Anaphora inside a document: pronouns, surnames, acronyms, "the group", each with the mention it takes its name from.

Agreement, recency and grammatical role choose, in the tradition of Lappin and Leass (1994); where two candidates come
close there is no reference rather than a doubtful one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from dateline.model import Document, Parse, Quote, Reference, Span, Token
from dateline.parse.mentions import Kind, Mention, mentions
from dateline.parse.names import Known, known
from dateline.parse.saying import SUBJECTS, is_told, saying

WINDOW = 3  # sentences back
MARGIN = 1.1  # how much better the best candidate must be than the next
LOWEST = 1.5
OBJECTS = frozenset({"dobj", "pobj", "dative"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


class Asked(msgspec.Struct, frozen=True):
    """What a pronoun asks of its antecedent."""

    kinds: tuple[Kind, ...]
    plural: bool
    gender: str = ""


HE = Asked(("person",), plural=False, gender="male")
SHE = Asked(("person",), plural=False, gender="female")
IT = Asked(("group", "place", "thing"), plural=False)
THEY = Asked(("people", "group", "person", "thing"), plural=True)
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), SHE),
    **dict.fromkeys(("it", "its", "itself"), IT),
    **dict.fromkeys(("they", "them", "their", "themselves"), THEY),
}
SPEAKERS = {
    **dict.fromkeys(("i", "me", "my", "myself"), "speaker"),
    **dict.fromkeys(("we", "us", "our"), "speaker's side"),
}


class Seen(msgspec.Struct, frozen=True):
    """Something spoken of: a mention, or a pronoun found to speak of one."""

    token: Token
    known: Known


class Scene(msgspec.Struct, frozen=True):
    """What stays the same while the pronouns of a document are read from left to right."""

    parse: Parse
    known: Sequence[Known]
    full: Mapping[str, Mention]  # key to the mention with the fullest name
    genders: Mapping[str, str]  # key to gender, where a mention tells it
    quotes: Mapping[int, Quote]  # token to the quotation around it
    counts: Mapping[str, int]  # key to how often it is mentioned: who the story is about


def find(document: Document, parse: Parse) -> tuple[Reference, ...]:
    """The references of a document, in text order; `parse.quotes` must be there for "we" and "I"."""
    text = document.text
    scene = _scene(parse, known(parse, mentions(parse)))
    found = [*_short_names(text, scene), *_pronouns(text, scene), *_speakers(text, scene)]
    return tuple(sorted(found, key=lambda reference: (reference.mention.start, reference.mention.end)))


def _scene(parse: Parse, found: Sequence[Known]) -> Scene:
    full: dict[str, Mention] = {}
    genders: dict[str, str] = {}
    for k in found:
        if k.key not in full or len(k.mention.name) > len(full[k.key].name):
            full[k.key] = k.mention
        if k.mention.gender:
            genders.setdefault(k.key, k.mention.gender)
    return Scene(parse, found, full, genders, _quoted(parse), Counter(k.key for k in found))


def _quoted(parse: Parse) -> dict[int, Quote]:
    inside: dict[int, Quote] = {}
    for quote in parse.quotes:
        first = parse.token_at(quote.span.start)
        i = first.index if first else len(parse.tokens)
        while i < len(parse.tokens) and parse.tokens[i].end <= quote.span.end:
            inside[i] = quote
            i += 1
    return inside


def _span(text: str, parse: Parse, mention: Mention) -> Span:
    return parse.span(text, mention.first, mention.last)


def _told(text: str, parse: Parse, mention: Mention) -> Span:
    """Where an antecedent tells its name: the noun phrase, or the apposition to it that is the name."""
    apart = bool(mention.name) and not mention.first < mention.named[1] <= mention.last
    return parse.span(text, *mention.named) if apart else _span(text, parse, mention)


def _meant(text: str, scene: Scene, asked: Asked | None, chosen: Known) -> Span:
    """Where a pronoun's antecedent is told in full; of two joined persons, both for a plural."""
    mention = chosen.mention
    if asked and _is_joint(asked, mention):
        return scene.parse.span(text, mention.first, mention.together)
    return _told(text, scene.parse, scene.full[chosen.key])


def _short_names(text: str, scene: Scene) -> Iterator[Reference]:
    for k in scene.known:
        if k.antecedent is None:
            continue
        mention, told = _span(text, scene.parse, k.mention), _told(text, scene.parse, k.antecedent)
        if mention.text.lower() != told.text.lower():
            yield Reference(mention, told, k.how)


def _speakers(text: str, scene: Scene) -> Iterator[Reference]:
    """I and we of a quotation: whoever speaks it, or whoever the speaker speaks for."""
    for index, quote in scene.quotes.items():
        token = scene.parse.tokens[index]
        how = SPEAKERS.get(token.text.lower())
        if how and quote.speaker is not None and token.tag in ("PRP", "PRP$"):
            yield Reference(Span.of(text, token.start, token.end), quote.speaker, how)


def _pronouns(text: str, scene: Scene) -> Iterator[Reference]:
    seen: list[Seen] = []
    left = list(reversed(scene.known))
    for token in scene.parse.tokens:
        while left and left[-1].mention.head < token.index:
            k = left.pop()
            seen.append(Seen(scene.parse.tokens[k.mention.head], k))
        asked = PRONOUNS.get(token.text.lower()) if token.tag in ("PRP", "PRP$") else None
        chosen = _choose(scene, token, asked, seen) if asked and not _is_empty(scene.parse, token) else None
        if chosen is not None:
            seen.append(Seen(token, chosen))
            if chosen.mention.kind != "thing":
                yield Reference(Span.of(text, token.start, token.end), _meant(text, scene, asked, chosen), "pronoun")


def _is_empty(parse: Parse, token: Token) -> bool:
    """Whether an "it" stands for nothing: it is clear that, it rained."""
    if token.text.lower() != "it" or token.dep not in SUBJECTS:
        return False
    verb = parse.tokens[token.head]
    below = {parse.tokens[i].dep for i in parse.children[verb.index]}
    return token.dep == "expl" or (
        verb.lemma in ("be", "seem", "appear", "take") and bool(below & {"ccomp", "xcomp", "advcl"})
    )


def _choose(scene: Scene, token: Token, asked: Asked, seen: Sequence[Seen]) -> Known | None:
    """The one that scores clearly best, or none."""
    best: dict[str, tuple[float, Known]] = {}
    for other in reversed(seen):
        if token.sentence - other.token.sentence > WINDOW:
            break
        if _agrees(scene, asked, other, token):
            score = _score(scene, token, other)
            if other.known.key not in best or score > best[other.known.key][0]:
                best[other.known.key] = (score, other.known)
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    margin = MARGIN * (1.5 if token.index in scene.quotes else 1.0)
    if not ranked or ranked[0][0] < LOWEST or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin):
        return None
    return ranked[0][1]


def _agrees(scene: Scene, asked: Asked, other: Seen, token: Token) -> bool:
    mention = other.known.mention
    if mention.kind not in asked.kinds or _is_within(mention, token) or _is_bound(scene, token, other.token):
        return False
    if mention.kind != "group" and asked.plural != (mention.plural or _is_joint(asked, mention)):
        return False
    gender = scene.genders.get(other.known.key, mention.gender)
    if asked.gender and gender and gender != asked.gender:
        return False
    return not _is_own_speaker(scene, token, other) and not _needs_agent(scene, token, mention)


def _is_joint(asked: Asked, mention: Mention) -> bool:
    """Whether two persons joined by "and" may be meant together."""
    return asked.plural and mention.together > mention.last


def _is_within(mention: Mention, token: Token) -> bool:
    return mention.first <= token.index < mention.last


def _is_bound(scene: Scene, token: Token, other: Token) -> bool:
    """Whether both are arguments of one verb: in "he told him" there are two people."""
    if token.text.lower() in REFLEXIVE or token.tag == "PRP$":
        return False
    return _verb(scene.parse, token) == _verb(scene.parse, other)


def _verb(parse: Parse, token: Token) -> int:
    """The verb that a word is an argument of, over a preposition."""
    above = parse.tokens[token.head]
    return above.head if above.pos == "ADP" else above.index


def _is_own_speaker(scene: Scene, token: Token, other: Seen) -> bool:
    """Nobody calls himself "he" in his own words."""
    quote = scene.quotes.get(token.index)
    speaker = quote.speaker if quote else None
    here = other.token
    return speaker is not None and speaker.start <= here.start and here.end <= speaker.end


def _needs_agent(scene: Scene, token: Token, mention: Mention) -> bool:
    """Whether a verb of saying asks for somebody, and the mention is a thing."""
    verb = scene.parse.tokens[token.head]
    return mention.kind == "thing" and token.dep in SUBJECTS and verb.lemma.lower() in saying().verbs


def _score(scene: Scene, token: Token, other: Seen) -> float:
    """How likely a pronoun speaks of what was spoken of there; the weights were set by hand on training stories."""
    there, mention, word = other.token, other.known.mention, token.text.lower()
    score = 2.6 - 0.8 * (token.sentence - there.sentence)
    role = _role(scene.parse, there)
    score += 1.0 if role in SUBJECTS else 0.3 if role in OBJECTS else 0.0
    score += 0.4 if token.dep in SUBJECTS and role in SUBJECTS else 0.0
    score += 0.5 if mention.name else 0.0
    score += 0.15 * min(scene.counts.get(other.known.key, 0), 6)
    score += _as_speaker(scene, token, there) + (1.0 if _describes(scene.parse, token, there) else 0.0)
    against = (
        (0.8, (there.index in scene.quotes) != (token.index in scene.quotes)),
        (0.4, mention.kind == "thing"),
        (0.8, mention.kind == "group" and PRONOUNS[word].plural),
        (1.0, is_told(scene.parse, there)),
    )
    return score - sum(weight for weight, holds in against if holds)


def _describes(parse: Parse, token: Token, other: Token) -> bool:
    """Whether the pronoun stands in a relative clause about the other: Odd, who led them until he died."""
    for _ in range(WINDOW + 3):
        if token.dep == "relcl":
            return token.head == other.index
        if token.head == token.index:
            return False
        token = parse.tokens[token.head]
    return False


def _role(parse: Parse, token: Token) -> str:
    """The dependency of a word, of a sister that of the first."""
    while token.dep == "conj" and token.head < token.index:
        token = parse.tokens[token.head]
    return token.dep


def _as_speaker(scene: Scene, token: Token, other: Token) -> float:
    """Who has just been quoted most likely goes on: "..., he said"."""
    verb = scene.parse.tokens[token.head]
    if token.dep not in SUBJECTS or verb.lemma.lower() not in saying().verbs:
        return 0.0
    last = next((q.speaker for q in reversed(scene.parse.quotes) if _is_over(q, token)), None)
    return 1.2 if last is not None and last.start <= other.start < last.end else 0.0


def _is_over(quote: Quote, token: Token) -> bool:
    """Whether a quotation and the naming of its speaker lie before a word."""
    return quote.speaker is not None and quote.span.end <= token.start and quote.speaker.end <= token.start
