"""Triggers: the words of a sentence that name an act, with the PLOVER type and mode they name."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dateline.coding.company import Company
from dateline.coding.lexicon import Lexicon, ModeRule, Rule
from dateline.coding.match import allowed, fits, lemma
from dateline.coding.standing import can_name_act
from dateline.coding.swallow import content
from dateline.model import Sentence, Token


class Trigger(msgspec.Struct, frozen=True):
    """A word or phrase that names an act.

    `index` is its head token; tokens `first` to `last` (exclusive) are the shortest span that names the act;
    `score` is the confidence (0..1) and `rule` names the lexicon entry that fired.
    """

    index: int
    first: int
    last: int
    type: str
    mode: str | None
    score: float
    rule: str


class Found(msgspec.Struct, frozen=True):
    """The rule that speaks for a token, and the indices of its words."""

    index: int
    words: tuple[int, ...]
    rule: Rule


def find_triggers(company: Company, sentence: Sentence, lexicon: Lexicon) -> list[Trigger]:
    """The triggers of one sentence, in text order; a rule with `also` yields several on one span."""
    spoken = (speaker(company, lexicon, company.parse.tokens[i]) for i in range(sentence.first, sentence.last))
    found = [one for one in spoken if one]
    swallowed = {i for one in found if one.rule.swallows for i in content(company, one.index)}
    kept = [
        one
        for one in found
        if one.index not in swallowed and not inside_other(one, found) and not echo(company, one, found)
    ]
    return [trigger for one in kept for trigger in triggers(company, lexicon, one)]


def speaker(company: Company, lexicon: Lexicon, token: Token) -> Found | None:
    """The most specific rule that fits the token, None where there is none or a guard fits."""
    fitting = [
        Found(token.index, words, rule)
        for rule in lexicon.rules.get(lemma(token), ())
        if (words := fits(company, rule, token))
    ]
    if not fitting or any(not one.rule.type for one in fitting):
        return None
    best = max(fitting, key=lambda one: one.rule.weight)  # the first of several
    phrase = bool(best.rule.before or best.rule.after)
    return best if can_name_act(company.parse, token, phrase=phrase) else None


def inside_other(one: Found, found: list[Found]) -> bool:
    """Whether its head is a word of another phrase that names an act: "attack" of "carried out an attack"."""
    return any(one.index in other.words and outranks(other, one) for other in found if other is not one)


def outranks(other: Found, one: Found) -> bool:
    """Whether of two overlapping phrases the other one stands: holding both heads, longer, or first."""
    if other.index not in one.words:
        return True
    return (len(other.words), -other.index) > (len(one.words), -one.index)


def echo(company: Company, one: Found, found: list[Found]) -> bool:
    """Whether an act that it hangs on is this very act: "killed in an attack" is the attack.

    Of two that echo each other ("torched a village, killing four") the first in the text stands.
    """
    return any(
        recalls(company, one, other) and not (one.index < other.index and recalls(company, other, one))
        for other in found
        if other.index != one.index
    )


def recalls(company: Company, one: Found, other: Found) -> bool:
    """Whether the other one stands where it would be the very act that this one names."""
    if one.rule.type != other.rule.type:
        return False
    return any(other.index in company.find(one.index, relation) for relation in one.rule.echoes)


def triggers(company: Company, lexicon: Lexicon, found: Found) -> list[Trigger]:
    """The trigger of a rule, and one for each further kind it names."""
    rule = found.rule
    mode = rule.mode or mode_by_company(company, lexicon.modes, rule.type, found.index)
    kinds = ((rule.type, mode), *rule.also)
    return [
        Trigger(found.index, found.words[0], found.words[-1] + 1, type_, mode_, rule.score, rule.name)
        for type_, mode_ in kinds
    ]


def mode_by_company(company: Company, modes: Mapping[str, tuple[ModeRule, ...]], type_: str, index: int) -> str | None:
    """The mode of an act at token `index` by the words that stand with it; None where they tell none."""
    return next((rule.mode for rule in modes.get(type_, ()) if allowed(company, rule, index)), None)
