"""The lexicon: which words, in which company, name which kind of act. Its format is told in `docs/ontology.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import yaml

from dateline.coding.company import prepositions, relations
from dateline.errors import DataError
from dateline.ontology import Ontology, plover

Words = tuple[str, ...]
ANY = "any"
CLASS = "$"
GUARD = "none"
SCORE = 0.6


class Condition(msgspec.Struct, frozen=True):
    """One of these words, entity labels or (`ANY`) anything at all stands in one of these relations."""

    relations: Words
    words: frozenset[str]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A word or phrase, the company it needs and the company it must not have, and the kind of act it then names.

    `before` and `after` are the other words of the phrase in order; an empty `type` is a guard: no act at all.
    `also` names further kinds of act that the same words name; `swallows` tells that its content is no act of its own;
    `echoes` are the relations where an act of the same type is this very act: "killed in an attack".
    """

    name: str
    part: str  # verb, noun, adj, word
    head: str
    before: Words
    after: Words
    type: str
    mode: str | None
    needs: tuple[Condition, ...]
    bars: tuple[Condition, ...]
    also: tuple[tuple[str, str | None], ...]
    swallows: bool
    echoes: Words
    score: float

    @property
    def weight(self) -> int:
        """How specific it is: of several that match a word, the most specific speaks."""
        return 2 * len(self.before + self.after) + 2 * len(self.needs) + (self.mode is not None)


class ModeRule(msgspec.Struct, frozen=True):
    """The mode of a type where the word itself does not tell it, by its company."""

    mode: str
    needs: tuple[Condition, ...]
    bars: tuple[Condition, ...]


class Lexicon(msgspec.Struct, frozen=True):
    """Rules by head word, and mode rules by type, in the order of the files."""

    rules: Mapping[str, tuple[Rule, ...]]
    modes: Mapping[str, tuple[ModeRule, ...]]

    @classmethod
    def load(cls) -> Lexicon:
        """The PLOVER lexicon of the package, read once."""
        return _plover_lexicon()

    @classmethod
    def read(cls, paths: Iterable[Path], ontology: Ontology) -> Lexicon:
        """A lexicon from files of the user's own; raises DataError naming file and entry."""
        return build(((path.name, path.read_text("utf-8")) for path in paths), ontology)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"with_": "with"}):
    """An entry as the file has it."""

    verb: list[str] = []
    noun: list[str] = []
    adj: list[str] = []
    word: list[str] = []
    type: str = ""
    mode: str | None = None
    with_: dict[str, list[str]] = {}
    without: dict[str, list[str]] = {}
    also: list[str] = []
    swallows: bool | None = None
    echoes: list[str] = []
    score: float | None = None


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lexicon file: one type's entries, and the classes of words they refer to as `$name`."""

    type: str = ""
    swallows: bool = False
    score: float = SCORE
    classes: dict[str, list[str]] = {}
    entries: list[Entry] = []
    modes: list[Entry] = []


def build(sources: Iterable[tuple[str, str]], ontology: Ontology) -> Lexicon:
    """The lexicon of (file name, YAML text) pairs; classes are shared among them, `classes.yaml` or not."""
    parsed = [(name, _file(name, text)) for name, text in sources]
    compiler = Compiler({c: words for _, file in parsed for c, words in file.classes.items()}, ontology)
    rules: dict[str, list[Rule]] = {}
    modes: dict[str, tuple[ModeRule, ...]] = {}
    for name, file in parsed:
        for rule in compiler.rules(name, file):
            rules.setdefault(rule.head, []).append(rule)
        if file.modes:
            modes[file.type] = tuple(compiler.modes(name, file))
    return Lexicon({head: tuple(found) for head, found in rules.items()}, modes)


def _file(name: str, text: str) -> File:
    try:
        return msgspec.convert(_strings(text) or {}, File, strict=False)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(f"this is no lexicon file: {error}", name, "See docs/ontology.md for the format.") from error


def _strings(text: str) -> Any:
    """Every scalar a string, so that the words "on", "no" and "off" stay words; by libyaml where it is there."""
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - builds strings only


class Compiler:
    """Turns entries into rules, checking every name they use."""

    def __init__(self, classes: Mapping[str, list[str]], ontology: Ontology) -> None:
        self.classes = classes
        self.ontology = ontology

    def rules(self, name: str, file: File) -> Iterator[Rule]:
        """One rule for each phrase of each entry."""
        for number, entry in enumerate(file.entries, 1):
            where = f"{name}, entry {number}"
            for part in ("verb", "noun", "adj", "word"):
                for phrase in getattr(entry, part):
                    yield self.rule(where, file, entry, part, phrase)

    def rule(self, where: str, file: File, entry: Entry, part: str, phrase: str) -> Rule:
        """One phrase of an entry."""
        words = tuple(phrase.split())
        if not words:
            raise DataError("an entry has an empty phrase.", where, "Give at least one word.")
        at = head_of(words, part)
        type_ = entry.type or file.type
        return Rule(
            name=f"{where.partition('.')[0]}/{phrase}",
            part=part,
            head=words[at],
            before=words[:at],
            after=words[at + 1 :],
            type="" if type_ == GUARD else self.kind(where, type_, entry.mode)[0],
            mode=entry.mode,
            needs=self.conditions(where, entry.with_),
            bars=self.conditions(where, entry.without),
            also=tuple(self.kind(where, *split_kind(other)) for other in entry.also),
            swallows=file.swallows if entry.swallows is None else entry.swallows,
            echoes=self.relations(where, entry.echoes),
            score=file.score if entry.score is None else entry.score,
        )

    def modes(self, name: str, file: File) -> Iterator[ModeRule]:
        """The mode rules of a file."""
        for number, entry in enumerate(file.modes, 1):
            where = f"{name}, mode rule {number}"
            _, mode = self.kind(where, file.type, entry.mode)
            if mode is None or not entry.with_:
                raise DataError("a mode rule needs `mode` and `with`.", where)
            yield ModeRule(mode, self.conditions(where, entry.with_), self.conditions(where, entry.without))

    def kind(self, where: str, type_: str, mode: str | None) -> tuple[str, str | None]:
        """The pair, known to the ontology."""
        try:
            kind = self.ontology.kind(type_, mode)
        except DataError as error:
            raise DataError(error.what, where, "The ontology lists the types and their modes.") from error
        return kind.type, kind.mode

    def conditions(self, where: str, asked: Mapping[str, list[str]]) -> tuple[Condition, ...]:
        """Each key is a relation, or several joined by "|"; each value a list of alternatives."""
        return tuple(self.condition(where, key, values) for key, values in asked.items())

    def condition(self, where: str, key: str, values: list[str]) -> Condition:
        """One key of `with` or `without`."""
        return Condition(self.relations(where, key.split("|")), frozenset(self.expand(where, values)))

    def relations(self, where: str, names: Iterable[str]) -> Words:
        """The names, known relations all."""
        known = relations()
        unknown = [name for name in names if name not in known]
        if unknown:
            raise DataError(f"no such relation: {unknown[0]}.", where, "docs/ontology.md lists the relations.")
        return tuple(names)

    def expand(self, where: str, values: Iterable[str]) -> Iterator[str]:
        """The words with `$class` replaced by its members."""
        for value in values:
            if len(value.split()) != 1:
                raise DataError(f"not one word: {value!r}.", where, "A relation is asked for single words.")
            if not value.startswith(CLASS):
                yield value
            elif value[1:] in self.classes:
                yield from self.expand(where, self.classes[value[1:]])
            else:
                raise DataError(f"no such class of words: {value}.", where, "Classes stand under `classes:`.")


def head_of(words: Words, part: str) -> int:
    """Which word of a phrase is its head: the first; in a noun phrase the last, or the one before a preposition."""
    if part != "noun":
        return 0
    known = prepositions()
    return next((i - 1 for i, word in enumerate(words) if i and word in known), len(words) - 1)


def split_kind(name: str) -> tuple[str, str | None]:
    """The type and mode of "COERCE/arrest"."""
    type_, _, mode = name.partition("/")
    return type_, mode or None


@cache
def _plover_lexicon() -> Lexicon:
    folder = files(__package__).joinpath("data", "lexicon")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    return build(((path.name, path.read_text("utf-8")) for path in paths), plover())
