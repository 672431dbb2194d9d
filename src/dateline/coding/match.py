"""Whether a lexicon rule fits a word where it stands."""

from __future__ import annotations

from dateline.coding.company import Company
from dateline.coding.lexicon import ANY, Condition, ModeRule, Rule
from dateline.model import Token

PARTS = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adj": frozenset({"ADJ", "VERB", "ADV"}),
}
REACH = 7  # tokens from one word of a verb phrase to the next
NOUN_GAP = frozenset({"-", "the", "a", "an", "'s", "’s"})


def lemma(token: Token) -> str:
    """The word to look up: lower case, and singular where the tagger took a plural for a name."""
    word = token.lemma.lower()
    if token.tag == "NNPS" and word.endswith("s"):
        return word[:-1]
    return word


def fits(company: Company, rule: Rule, token: Token) -> tuple[int, ...] | None:
    """The indices of the rule's words where it fits `token`, None where it does not."""
    if rule.part in PARTS and token.pos not in PARTS[rule.part]:
        return None
    words = phrase(company, rule, token)
    return words if words and allowed(company, rule, token.index) else None


def allowed(company: Company, rule: Rule | ModeRule, index: int) -> bool:
    """Whether the rule has all the company it needs and none that bars it."""
    if any(holds(company, condition, index) for condition in rule.bars):
        return False
    return all(holds(company, condition, index) for condition in rule.needs)


def holds(company: Company, condition: Condition, index: int) -> bool:
    """Whether one of the condition's words stands in one of its relations to the token."""
    found = (i for relation in condition.relations for i in company.find(index, relation))
    return any(named(company, condition.words, i) for i in found)


def named(company: Company, words: frozenset[str], index: int) -> bool:
    """Whether the token is one of the words, or part of an entity with one of the labels."""
    token = company.parse.tokens[index]
    known = (lemma(token), token.text.lower(), company.labels.get(index, ""), company.hyphenated.get(index, ""))
    return ANY in words or any(word in words for word in known)


def phrase(company: Company, rule: Rule, token: Token) -> tuple[int, ...]:
    """The indices of the rule's words around its head in text order; none where one is missing."""
    earlier = before(company, rule, token)
    later = after(company, rule, token) if len(earlier) == len(rule.before) else []
    return (*earlier, token.index, *later) if len(earlier + later) == len(rule.before + rule.after) else ()


def before(company: Company, rule: Rule, token: Token) -> list[int]:
    """The phrase's words right before the head, hyphens and articles skipped."""
    tokens, sentence = company.parse.tokens, company.parse.sentences[token.sentence]
    found: list[int] = []
    at = token.index
    for word in reversed(rule.before):
        at -= 1
        while at > sentence.first and tokens[at].text in NOUN_GAP:
            at -= 1
        if at < sentence.first or not same(tokens[at], word):
            break
        found.insert(0, at)
    return found


def after(company: Company, rule: Rule, token: Token) -> list[int]:
    """The phrase's words behind the head: each next to the one before it, or a dependent of one near by."""
    tokens, sentence = company.parse.tokens, company.parse.sentences[token.sentence]
    taken = [token.index]
    for word in rule.after:
        ahead = range(taken[-1] + 1, min(taken[-1] + 1 + REACH, sentence.last))
        linked = (i for i in ahead if same(tokens[i], word) and (i == taken[-1] + 1 or tokens[i].head in taken))
        found = next(linked, None)
        if found is None:
            break
        taken.append(found)
    return taken[1:]


def same(token: Token, word: str) -> bool:
    """Whether a token is a word of a phrase, by lemma or as written."""
    return lemma(token) == word or token.text.lower() == word
