"""A codebook of the user's own: categories with definitions and examples, in one YAML file (docs/codebooks.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import InputError, NotFoundError, UsageError
from dateline.ontology.codebook_check import Node, Walk

Place = Literal["beside", "instead"]


class Mode(msgspec.Struct, frozen=True, kw_only=True):
    """A finer kind of one category."""

    name: str
    definition: str
    examples: tuple[str, ...] = ()


class OwnCategory(msgspec.Struct, frozen=True, kw_only=True):
    """One category. `kind` is the PLOVER type and mode that a record gets where the coder finds no act of PLOVER's."""

    name: str
    definition: str
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()
    kind: tuple[str, str | None] | None = None


class Codebook(msgspec.Struct, frozen=True, kw_only=True):
    """Categories `beside` PLOVER's types, or `instead`: then records without a category are left out."""

    name: str
    categories: tuple[OwnCategory, ...]
    place: Place = "beside"
    about: str = ""
    source: str = ""  # SHA-256 of the file

    @property
    def labels(self) -> tuple[str, ...]:
        """`NAME` of every category, and `NAME/mode` of every mode, in the file's order."""
        return tuple(
            label for c in self.categories for label in (c.name, *(f"{c.name}/{mode.name}" for mode in c.modes))
        )

    @property
    def definitions(self) -> dict[str, str]:
        """What each category and mode means, by `codebook.NAME/mode` as records have it."""
        told: dict[str, str] = {}
        for category in self.categories:
            label = f"{self.name}.{category.name}"
            told |= {label: category.definition}
            told |= {f"{label}/{mode.name}": mode.definition for mode in category.modes}
        return told


def trained_file(path: Path) -> Path:
    """Where what was trained for a codebook stands, if anything was: beside it, `access.trained.json`."""
    return path.with_suffix(".trained.json")


def read_codebooks(files: Sequence[str]) -> list[Codebook]:
    """Those of several files, in their order; raises as `read_codebook`, and UsageError where two have one name."""
    books = [read_codebook(Path(file)) for file in files]
    taken = [book.name.casefold() for book in books]
    for file, book in zip(files, books, strict=True):
        if taken.count(book.name.casefold()) > 1:
            raise UsageError(f"two codebooks have the name '{book.name}'.", file, "Rename one of them.")
    return books


def read_codebook(path: Path) -> Codebook:
    """The codebook of a file; raises NotFoundError, and InputError at the first fault, naming file and line."""
    codebook, faults = check_codebook(path)
    if codebook is None or faults:
        first, more = faults[0], len(faults) - 1
        hint = f"{first.hint} {more} more: dateline codebook check {path}" if more else first.hint
        raise InputError(first.what, first.where, hint.strip())
    return codebook


def check_codebook(path: Path) -> tuple[Codebook | None, list[InputError]]:
    """The codebook with the faults of its file in the order of lines; None where there is no telling what it says."""
    if not path.is_file():
        raise NotFoundError("there is no such codebook.", str(path))
    data = path.read_bytes()
    walk = Walk(str(path))
    root = walk.root(data)
    built = _codebook(walk, root, hashlib.sha256(data).hexdigest()) if root else None
    faults = sorted(walk.faults, key=lambda fault: fault[0])
    return built, [InputError(what, f"{path} line {line}", hint) for line, what, hint in faults]


def _codebook(walk: Walk, root: Node, source: str) -> Codebook | None:
    told = walk.mapping(root, ("codebook", "categories"), ("about", "beside", "instead"), "a codebook")
    if not told.keys() >= {"codebook", "categories"}:
        return None
    name = walk.name(told["codebook"], "codebook")
    entries = walk.items(told["categories"], "categories")
    categories = tuple(made for node in entries if (made := _category(walk, node)))
    walk.unique([walk.inner(node, "name") for node in entries], "category")
    if not entries:
        walk.fault(told["categories"], "the codebook has no category.", "Write at least one, with name and definition.")
    about = walk.text(told["about"], "about") if "about" in told else ""
    return Codebook(name=name, categories=categories, place=_place(walk, told), about=about, source=source)


def _place(walk: Walk, told: dict[str, Node]) -> Place:
    given = [key for key in ("beside", "instead") if key in told]
    for key in given:
        if walk.text(told[key], key).upper() != "PLOVER":
            walk.fault(told[key], f"'{key}' names no codebook that Dateline has.", f"Write {key}: PLOVER.")
    if len(given) > 1:
        walk.fault(told["instead"], "the codebook is both beside and instead of PLOVER.", "Keep one of the two lines.")
    return "instead" if given == ["instead"] else "beside"


def _category(walk: Walk, node: Node) -> OwnCategory | None:
    optional = ("includes", "excludes", "examples", "modes", "plover")
    told = walk.mapping(node, ("name", "definition"), optional, "a category")
    if not told.keys() >= {"name", "definition"}:
        return None
    modes = walk.items(told["modes"], "modes") if "modes" in told else []
    walk.unique([walk.inner(mode, "name") for mode in modes], "mode")
    lists = {key: walk.texts(told[key], key) for key in ("includes", "excludes", "examples") if key in told}
    return OwnCategory(
        name=walk.name(told["name"], "category"),
        definition=walk.text(told["definition"], "definition"),
        modes=tuple(made for mode in modes if (made := _mode(walk, mode))),
        kind=walk.kind(told["plover"]) if "plover" in told else None,
        **lists,
    )


def _mode(walk: Walk, node: Node) -> Mode | None:
    told = walk.mapping(node, ("name", "definition"), ("examples",), "a mode")
    if not told.keys() >= {"name", "definition"}:
        return None
    examples = walk.texts(told["examples"], "examples") if "examples" in told else ()
    definition = walk.text(told["definition"], "definition")
    return Mode(name=walk.name(told["name"], "mode"), definition=definition, examples=examples)
