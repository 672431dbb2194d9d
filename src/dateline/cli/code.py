"""dateline code: documents in, records out, nothing stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from dateline.cli import options

if TYPE_CHECKING:
    from dateline.cli.report import Failures
    from dateline.model import Coded, Issue
    from dateline.store import Hit


@click.command(short_help="Code reports and print their records.")
@options.inputs
@options.format_
@options.coder
@options.knowledge
@options.codebooks
def code(
    *,
    inputs: tuple[str, ...],
    format: str | None,  # noqa: A002 - the option's name
    published: str | None,
    columns: str | None,
    input_format: str,
    coder: Literal["auto", "syntax", "neural"],
    actors: Path | None,
    gazetteer: Path | None,
    codebooks: tuple[Path, ...],
    errors: Path | None,
) -> int:
    """Code reports and print their records; nothing is stored.

    INPUT is a file (HTML, text, Markdown, JSONL, JSON, CSV, Parquet, RSS, PDF, e-mail), a folder of them, a URL, or -
    for stdin.
    """
    from dateline.cli import records
    from dateline.cli.report import Failures

    named = options.given(inputs)
    reading = options.reading(published, columns, input_format)
    from dateline.read import read
    from dateline.run import Pipeline, PipelineOptions

    with Failures(errors) as failures:
        known = {"actors": str(actors or ""), "gazetteer": str(gazetteer or "")}
        pipeline = Pipeline.load(PipelineOptions(coder=coder, codebooks=tuple(map(str, codebooks)), **known))
        documents = _Documents(failures)
        records.write(documents.hits(pipeline.pipe(read(named, reading))), records.chosen(format))
        return failures.exit_code(documents.done)


class _Documents:
    """Takes the records out of coded documents, and counts those."""

    def __init__(self, failures: Failures) -> None:
        self.done = 0
        self._failures = failures

    def hits(self, items: Iterable[Coded | Issue]) -> Iterator[Hit]:
        from dateline.model import Issue
        from dateline.store import Hit

        for item in items:
            if isinstance(item, Issue):
                self._failures.add(item)
                continue
            self.done += 1
            for issue in item.issues:
                self._failures.add(issue)
            yield from (Hit(event, item.document) for event in item.events)
