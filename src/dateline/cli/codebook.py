"""dateline codebook: what keeps codebooks of the user's own in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.words import many

if TYPE_CHECKING:
    from dateline.ontology.codebook import Codebook


@click.group(short_help="Check codebooks of your own.")
def codebook() -> None:
    """Check codebooks of your own: YAML files of categories with definitions and examples (docs/codebooks.md)."""


@codebook.command(short_help="Name every fault of a codebook.")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> int:
    """Check FILE: each fault is a line that says where it is and what to do, and ends with 4; else what it holds."""
    from dateline.errors import InputError
    from dateline.ontology.codebook import check_codebook

    found, faults = check_codebook(file)
    for fault in faults:
        click.echo(str(fault))
    if faults or found is None:
        return InputError.exit_code
    for line in _told(found, file):
        click.echo(line)
    return 0


def _told(found: Codebook, file: Path) -> Iterator[str]:
    from dateline.ontology.codebook import trained_file

    yield f"{file}: {many(len(found.categories), 'own type')} {found.place} PLOVER, no fault."
    for category in found.categories:
        kind = "/".join(filter(None, category.kind or ())) or "only on records of PLOVER acts"
        modes = f", modes {', '.join(mode.name for mode in category.modes)}" if category.modes else ""
        yield f"  {found.name}.{category.name}: {many(len(category.examples), 'example')}{modes}; {kind}"
    if not any(category.examples for category in found.categories):
        yield "  Without examples the figures are much worse: write three or four sentences a category."
    trained = trained_file(file)
    yield f"  {'trained: ' + str(trained) if trained.is_file() else 'untrained: dateline train --codebook FILE ...'}"
