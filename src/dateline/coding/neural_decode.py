"""From the network's scores to what a record says: spans grow from heads by syntax, cues lend stance and medium."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from dateline.coding.attribution import quoted
from dateline.coding.condition import condition
from dateline.coding.grammar import VERBAL, joined
from dateline.coding.magnitude import count, fatalities, injured, is_thing, size
from dateline.coding.medium import medium
from dateline.coding.neural_scores import Floats, Found, logit, reaching
from dateline.coding.neural_settings import Settings
from dateline.coding.sayings import stance_of
from dateline.coding.slots import VIOLENT
from dateline.coding.sources import is_anonymous
from dateline.coding.spans import grow
from dateline.coding.when import date
from dateline.coding.where import is_done_to, place
from dateline.coding.words import words
from dateline.model import (
    HAPPENED,
    Attribution,
    Document,
    Extent,
    Magnitude,
    Parse,
    Parsed,
    Party,
    Place,
    Reason,
    Span,
    Stance,
    Status,
    Token,
    When,
)

MEETING = "CONSULT"
TO_COME = frozenset({"future", "hypothetical"})
ADDRESSING = frozenset({"tell", "inform", "brief", "remind", "assure", "notify"})
HALF = 0.5  # an arc from here on outweighs the choice by syntax, though it misses its role's threshold
CUE_NEAR = 40  # words between a source and its cue
TOLD = 0.1  # a candidate below the threshold is named in the reason from here on


class Reader:
    """Reads one document's scores."""

    def __init__(self, parsed: Parsed, settings: Settings) -> None:
        self._parsed, self._settings = parsed, settings

    @property
    def document(self) -> Document:
        """The document that is read."""
        return self._parsed.document

    @property
    def _parse(self) -> Parse:
        return self._parsed.parse

    def sentence(self, found: Found) -> Extent:
        """Where the trigger's sentence stands."""
        sentence = self._parse.sentences[self._parse.tokens[found.word].sentence]
        return Extent(sentence.start, sentence.end)

    def mode(self, found: Found) -> str | None:
        """The mode that the rules name with this type, else the likeliest one, else what the words beside it tell."""
        wanted = self._settings.types[found.type]
        named = (self._settings.kinds[number - 1] for number in found.hints)
        if told := next((mode for type_, mode in named if type_ == wanted and mode), None):
            return told
        scores = [s if t == wanted else -np.inf for s, (t, _) in zip(found.kinds, self._settings.kinds, strict=True)]
        return self._settings.kinds[int(np.argmax(scores))][1] or found.manner

    def status(self, found: Found) -> Status:
        """The likeliest status; of what is still to come, the rules tell a forecast from a supposition."""
        names = self._settings.statuses
        likeliest, ruled = names[int(np.argmax(found.statuses))], names[found.standing]
        status: Status = ruled if {likeliest, ruled} <= TO_COME else likeliest  # type: ignore[assignment]
        return status

    def confidence(self, found: Found) -> float:
        """The calibrated probability that the trigger bears its type."""
        slope, intercept = self._settings.calibration
        return round(1 / (1 + math.exp(-(slope * logit(found.probability) + intercept))), 4)

    def trigger(self, found: Found) -> Span:
        """The head word with its particle ("carried out") or its noun modifiers ("phone call")."""
        tokens, children = self._parse.tokens, self._parse.children[found.word]
        first = last = found.word
        while first - 1 in children and _belongs(tokens, first - 1):
            first -= 1
        if last + 1 in children and tokens[last + 1].dep == "prt":
            last += 1
        return self._parse.span(self._parsed.document.text, first, last + 1)

    def heads(self, found: Found, role: str) -> list[int]:
        """Words whose arc reaches the role's threshold, in text order; else the likeliest, if it may be a first one.

        What is coordinated with one of them needs no more than a first one.
        """
        column, further = self._column(found, role), self._settings.arcs[role]
        first = self._settings.first.get(role, further)
        if self._settings.types[found.type] == MEETING:  # whoever meets meets somebody
            further = min(first, further)
        chosen = [found.start + i for i in reaching(column, first, further)]
        beside = {i for head in chosen for i in joined(self._parse, head) if self._reaches(found, column, i, first)}
        return sorted(beside.union(chosen))

    @staticmethod
    def _reaches(found: Found, column: Floats, word: int, least: float) -> bool:
        return 0 <= word - found.start < len(column) and column[word - found.start] >= least

    def best(self, found: Found, role: str, most: float = 1.0) -> int | None:
        """The word with the strongest arc, if that reaches the role's threshold, or `most` where that is less."""
        column = self._column(found, role)
        top = int(np.argmax(column))
        return found.start + top if column[top] >= min(most, self._settings.arcs[role]) else None

    def _column(self, found: Found, role: str) -> Floats:
        column: Floats = found.arcs[:, self._settings.roles.index(role)]
        return column

    def parties(self, found: Found, role: str) -> tuple[Party, ...]:
        """The parties in a role, each span once."""
        spans = dict.fromkeys(self._grown(head) for head in self.heads(found, role))
        return tuple(Party(text=s.text, start=s.start, end=s.end) for s in spans)

    def place(self, found: Found) -> Place | None:
        """The place as written: where its arc leads, else what syntax shows."""
        head = self.best(found, "place", HALF)
        if head is None or is_done_to(self._parse, found.word, head):
            return place(self._parsed, found.word, self._settings.types[found.type])
        span = self._grown(head)
        return Place(text=span.text, start=span.start, end=span.end)

    def date(self, found: Found) -> When | None:
        """The time expression as written: the parser's, where it found one there; else what syntax shows."""
        if (head := self.best(found, "date")) is None:
            return date(self._parsed, found.word, self._settings.types[found.type])
        inside = [self._parse.tokens[i] for i in (head, *self._parse.children[head])]
        for token in inside:  # the arc may lead to the preposition: "over the last two weeks"
            for time in self._parse.times:
                if time.start <= token.start < time.end:
                    return When(text=time.text, start=time.start, end=time.end)
        return date(self._parsed, found.word, self._settings.types[found.type])

    def harm(self, found: Found, role: str, status: Status) -> Magnitude | None:
        """How many died or were injured: what syntax shows, else the number that the arc leads to; violence only."""
        if self._settings.types[found.type] not in VIOLENT or status not in HAPPENED:
            return None
        dead, hurt = fatalities(self._parsed, found.word), injured(self._parsed, found.word)
        shown, other = (dead, hurt) if role == "fatalities" else (hurt, dead)
        return shown or self._unless(self._victims(found, role), other)

    @staticmethod
    def _unless(number: Magnitude | None, taken: Magnitude | None) -> Magnitude | None:
        """A number, unless syntax shows that it counts something else."""
        return None if number and taken and number.start == taken.start else number

    def size(self, found: Found, kind: tuple[str, str | None]) -> Magnitude | None:
        """How many acted or were acted upon."""
        return size(self._parsed, found.word, kind, self.heads(found, "actors")) or self._number(found, "size")

    def _victims(self, found: Found, role: str) -> Magnitude | None:
        """The number at the end of the role's arc, unless it counts things."""
        head = self.best(found, role)
        return None if head is not None and is_thing(self._parse, head) else self._number(found, role)

    def _number(self, found: Found, role: str) -> Magnitude | None:
        """The number at the end of the role's arc: that word's own, or that of the noun it counts."""
        if (head := self.best(found, role)) is None:
            return None
        return count(self._parsed, head) or count(self._parsed, self._parse.tokens[head].head)

    def condition(self, found: Found) -> Span | None:
        """The clause or phrase that states what the act hangs on: where its arc leads, else what syntax shows."""
        if (head := self.best(found, "condition")) is None:
            return condition(self._parsed, found.word)
        inside = self._parse.subtree(head)
        while len(inside) > 1 and self._parse.tokens[inside[-1]].pos == "PUNCT":
            inside = inside[:-1]
        return self._parse.span(self._parsed.document.text, inside[0], inside[-1] + 1)

    def attribution(self, found: Found) -> tuple[Attribution, ...]:
        """The sources, nearest to the trigger first."""
        told = (i for i in self.heads(found, "attribution") if not addressed(self._parse, i))
        heads = sorted(told, key=lambda i: (abs(i - found.word), i))
        cues = self.heads(found, "cue")
        said: dict[Span, Attribution] = {}
        for head in heads:
            span = self._grown(head)
            said.setdefault(span, self._source(head, span, _nearest(cues, head)))
        return tuple(said.values())

    def speaker(self, found: Found, actors: tuple[Party, ...], quad: str) -> tuple[Attribution, ...]:
        """Who speaks the quotation around the trigger; none where speech is the act itself ("They lied," she said)."""
        said = quoted(self._parsed, found.word)
        speaking = not actors or any(_speaks(one, said) for one in actors)
        return () if quad.startswith("verbal") and speaking else said

    def _source(self, head: int, span: Span, cue: int | None) -> Attribution:
        stance: Stance = (stance_of(self._parse, cue) if cue is not None else None) or "asserts"
        return Attribution(
            text=span.text,
            start=span.start,
            end=span.end,
            cue=self._cue_text(cue) if cue is not None else None,
            stance=stance,
            medium=medium(self._parsed, cue) if cue is not None else None,
            anonymous=is_anonymous(self._parse, head),
        )

    def _cue_text(self, cue: int) -> str:
        """The cue's word; "according" takes its "to" along."""
        token = self._parse.tokens[cue]
        tail = [i for i in self._parse.children[cue] if i == cue + 1 and token.lemma.lower() == "accord"]
        return self._parse.span(self._parsed.document.text, cue, (tail[-1] if tail else cue) + 1).text

    def _grown(self, head: int) -> Span:
        return grow(self._parse, self._parsed.document.text, head)

    def reasons(self, found: Found) -> Iterator[Reason]:
        """Why nobody is named as actor or recipient."""
        for role in ("actors", "recipients"):
            if not self.heads(found, role):
                yield Reason(role, self._why(found, role))

    def _why(self, found: Found, role: str) -> str:
        column = self._column(found, role)
        top = int(np.argmax(column))
        if column[top] < TOLD:
            return "not stated"
        return f"below threshold: '{self._grown(found.start + top).text}' at {column[top]:.2f}"


def _belongs(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a word before the trigger is part of its name: "phone call", but not the "profile" of "high-profile"."""
    hyphenated = index > 0 and tokens[index - 1].text == "-"
    return tokens[index].dep == "compound" and tokens[index].text.islower() and not hyphenated


def addressed(parse: Parse, head: int) -> bool:
    """Whether somebody is only spoken to: "confirmed to Newsweek", "told the BBC"."""
    token = parse.tokens[head]
    over = parse.tokens[token.head]
    if token.dep == "pobj" and over.lemma.lower() == "to":
        verb = parse.tokens[over.head]
        return verb.pos in VERBAL and verb.lemma.lower() in words("cues")["asserts"] | words("cues")["confirms"]
    return token.dep in ("dobj", "dative") and over.lemma.lower() in ADDRESSING


def _speaks(party: Party, said: tuple[Attribution, ...]) -> bool:
    """Whether a party within a quotation is its speaker."""
    return party.text.lower() in ("i", "we") or any(a.start < party.end and party.start < a.end for a in said)


def _nearest(cues: list[int], head: int) -> int | None:
    near = [i for i in cues if abs(i - head) <= CUE_NEAR]
    return min(near, key=lambda i: (abs(i - head), i)) if near else None
