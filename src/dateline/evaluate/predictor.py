"""What a benchmark asks of a pipeline: documents in, each coded or refused; and what came of rows of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from dateline.evaluate.rows import Row, plain
from dateline.model import Coded, Document, Issue

Predictor = Callable[[Iterable[Document]], Iterable[Coded | Issue]]
Answer = TypeVar("Answer")


def answered(
    rows: Iterable[Row], predict: Predictor, read: Callable[[Coded], Answer], none: Answer
) -> list[tuple[Row, Answer]]:
    """Each row (`id`, `text`) with what `read` finds in its records, `none` where its text could not be coded."""
    asked = {row["id"]: row for row in rows}
    coded = predict(plain(id_, row["text"]) for id_, row in asked.items())
    answers = {str(one.document.id): read(one) for one in coded if isinstance(one, Coded)}
    return [(row, answers.get(id_, none)) for id_, row in asked.items()]
