"""Bytes to a parsed report, as a parser could have made it: words of the lexicon in any order under any syntax tree."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bench.fuzz.bytes import Choices

from dateline.coding.lexicon import Lexicon
from dateline.model import Block, Document, DocumentId, Entity, Parse, Parsed, Published, Sentence, Token

MOST = 60  # words of a sentence
TAGS = {
    "NOUN": ("NN", "NNS"), "PROPN": ("NNP", "NNPS"), "VERB": ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"),
    "AUX": ("MD", "VBD", "VBZ"), "ADJ": ("JJ", "JJR"), "ADV": ("RB", "WRB"), "ADP": ("IN", "RP"),
    "DET": ("DT", "WDT"), "PRON": ("PRP", "PRP$", "WP"), "NUM": ("CD", ), "PART": ("TO", "POS", "RB"),
    "SCONJ": ("IN", ), "CCONJ": ("CC", ), "PUNCT": (".", ",", "``", "''", ":", "-LRB-"), "X": ("XX", "FW"),
}  # fmt: skip
DEPS = (
    "nsubj", "nsubjpass", "dobj", "iobj", "ccomp", "xcomp", "relcl", "acl", "advcl", "conj", "cc", "prep", "pobj",
    "pcomp", "agent", "amod", "compound", "poss", "case", "appos", "aux", "auxpass", "neg", "mark", "nummod",
    "quantmod", "parataxis", "attr", "acomp", "dative", "oprd", "advmod", "npadvmod", "punct", "det", "expl", "prt",
    "csubj", "dep", "intj", "meta", "nmod", "predet", "preconj", "ROOT", "",
)  # fmt: skip
LABELS = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "DATE", "TIME", "CARDINAL", "EVENT", "MONEY", "LAW", "")


@cache
def words() -> tuple[str, ...]:
    """Words that mean something to a coder: triggers and their company from the lexicon, times, places, marks."""
    rules = [rule for found in Lexicon.load().rules.values() for rule in found]
    known = {word for rule in rules for word in (rule.head, *rule.before, *rule.after)}
    company = {word for rule in rules for held in (*rule.needs, *rule.bars) for word in held.words}
    plain = Path(__file__).with_name("words.txt").read_text("utf-8").split()
    return (*sorted(known), *sorted(company - known), *plain)


def parsed(data: bytes) -> Parsed:
    """The report that some bytes mean: always one that keeps the rules of `Parse`."""
    choices = Choices(data)
    published, titled = _published(choices), choices.number(4) == 0
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    text, paragraph = "", 0
    while choices or not tokens:
        text += "\n\n" if text and choices.number(3) == 0 else " " if text else ""
        paragraph += text.endswith("\n\n")
        text = _sentence(choices, text, tokens, sentences, paragraph)
    document = Document(
        id=DocumentId("d1"), text=text, blocks=(Block("body", 0, len(text)),), published=published,
        title=text[:40].strip() if titled else "", publisher=choices.pick(("", "Coast Daily")),
        dateline=choices.pick(("", "GAO, Mali")),
    )  # fmt: skip
    return Parsed(
        document, Parse(tokens=tuple(tokens), sentences=tuple(sentences), entities=_entities(choices, data, tokens))
    )


def _published(choices: Choices) -> Published | None:
    given = choices.pick(
        ("2024-08-13", "2024-02-29", "", "2024-08", "0001-01-01", "9999-12-31", "2024-08-13T02:50+14:00")
    )
    return Published(given, "month" if len(given) == 7 else "day", "given") if given else None


def _sentence(choices: Choices, text: str, tokens: list[Token], sentences: list[Sentence], paragraph: int) -> str:
    first, number = len(tokens), 1 + choices.number(choices.pick((8, 20, MOST)))
    rows = []
    for _ in range(number):
        word = _word(choices)
        text += " " if rows and choices.number(8) else ""
        rows.append((len(text), word))
        text += word
    heads = _heads(choices, number)
    for place, (start, word) in enumerate(rows):
        pos = choices.pick(tuple(TAGS))
        dep = "ROOT" if heads[place] == place else choices.pick(DEPS)
        tag, head = choices.pick(TAGS[pos]), first + heads[place]
        tokens.append(
            Token(first + place, start, start + len(word), word, word.lower(), pos, tag, dep, head, len(sentences))
        )
    sentences.append(Sentence(len(sentences), rows[0][0], len(text), first, len(tokens), paragraph))
    return text


def _word(choices: Choices) -> str:
    if choices.number(24) == 23:
        return "".join(choices.text(12).split()) or "x"
    word = choices.pick(words())
    form = choices.number(12)
    return {8: word.title(), 9: word.upper(), 10: word + "s", 11: word + "ed"}.get(form, word)


def _heads(choices: Choices, number: int) -> list[int]:
    """A tree over some words, in which no way leads round; each word may hang from any that was reached before it."""
    root = choices.number(number)
    order = [root, *(i for i in range(number) if i != root)]
    heads = [root] * number
    for place in range(1, number):
        near = min(place, 1 + choices.number(6))
        heads[order[place]] = order[place - near]
    return heads


def _entities(choices: Choices, data: bytes, tokens: list[Token]) -> tuple[Entity, ...]:
    choices = Choices(data[::-1])  # the front is used up by the words
    found, at = [], choices.number(6)
    while at < len(tokens) and choices:
        last = min(at + 1 + choices.number(4), len(tokens))
        last = next((i for i in range(at + 1, last) if tokens[i].sentence != tokens[at].sentence), last)
        found.append(Entity(at, last, choices.pick(LABELS)))
        at = last + choices.number(9)
    return tuple(found)
