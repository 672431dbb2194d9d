"""Codebooks of the user's own made ready to code by: fitted to their own texts, or as they were trained."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import msgspec

from dateline.coding.codebook_coder import Own
from dateline.coding.codebook_heads import Heads, read_heads
from dateline.coding.codebook_lessons import Labelled, heads
from dateline.coding.codebook_reading import Listener, Reading
from dateline.coding.neural_onnx import OnnxNetwork, read_tokenizer
from dateline.errors import InputError
from dateline.model import Block, Document, Issue, Parsed, document_id
from dateline.ontology.codebook import Codebook, read_codebooks, trained_file
from dateline.parse import Parser


class Desk(msgspec.Struct, frozen=True):
    """What codebooks are made ready with: the parser and the encoder of the package."""

    parser: Parser
    listener: Listener
    reading: Reading
    encoder: str  # SHA-256 of its weights

    @classmethod
    def load(cls, parser: Parser | None = None) -> Desk:
        """The installed ones; `parser` is one that is loaded already."""
        listener = Listener(OnnxNetwork.load())
        weights = files("dateline.coding").joinpath("data", "coder.onnx").read_bytes()
        reading = Reading(listener, read_tokenizer())
        return cls(parser or Parser.load(), listener, reading, hashlib.sha256(weights).hexdigest())

    def parse(self, text: str) -> Parsed:
        """A text, all of whose paragraphs are body, as the coder would see it; raises InputError."""
        found = self.parser.parse(_document(text))
        if isinstance(found, Issue):
            raise InputError(found.reason, f"'{text[:60]}'", found.hint)
        return found

    def heads(self, codebook: Codebook, taught: Sequence[tuple[Labelled, str]] = ()) -> Heads:
        """The heads of a codebook, fitted to its own texts and to labelled ones (seconds)."""
        return heads(codebook, self.reading, self.parse, encoder=self.encoder, taught=taught)


def _document(text: str) -> Document:
    """A text with no page around it: an example that begins "FILE - " is no caption."""
    ends = [m.start() for m in re.finditer(r"\n\n|\Z", text)]
    starts = [0, *(end + 2 for end in ends[:-1])]
    blocks = tuple(Block("body", start, end) for start, end in zip(starts, ends, strict=True) if start < end)
    return Document(id=document_id(text), text=text, blocks=blocks)


def owned(files: Sequence[str], desk: Desk) -> list[Own]:
    """The codebooks of those files, ready; raises InputError, UsageError where two have one name."""
    books = zip(files, read_codebooks(files), strict=True)
    return [Own(codebook, _heads(trained_file(Path(file)), codebook, desk)) for file, codebook in books]


def _heads(trained: Path, codebook: Codebook, desk: Desk) -> Heads:
    return read_heads(trained, codebook.source, desk.encoder) if trained.is_file() else desk.heads(codebook)
