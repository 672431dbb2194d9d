"""dateline brief: what is new, changed, disputed and denied since a day, every sentence with its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli import options

if TYPE_CHECKING:
    from dateline.analyse import Briefing

ENDINGS = (".html", ".md", ".pdf")


@click.command(short_help="Write a briefing in which every sentence cites its evidence.")
@click.argument("query", metavar="[QUERY]", default="")
@options.store
@click.option("--since", metavar="DATE", required=True, help="What was published from this day on.")
@click.option("--until", metavar="DATE", default="", help="To this day; default: the last article's.")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE",
              help="The file: .html, .md, or .pdf (with dateline[pdf], or a Chromium).")  # fmt: skip
@click.option("--shown", type=click.IntRange(min=1), default=12, show_default=True, help="Sentences of each part.")
def brief(*, query: str, store: Path, since: str, until: str, file: Path, shown: int) -> None:
    """Write what the reports since DATE add to the answer to QUERY, see `dateline query --help`.

    What is new, what changed, what is disputed, what is denied, what is more or less than usual, which words became
    deeds. Every sentence cites the sentences of the reports that it rests on, each with its record and characters.

    Example: dateline brief 'country:SDN' --store DIR --since 2024-08-01 --to sudan.html
    """
    from dateline.analyse import brief
    from dateline.cli.report import summary
    from dateline.cli.words import many
    from dateline.errors import UsageError
    from dateline.store import Query, Store
    from dateline.store.analytic import Analytic

    if file.suffix not in ENDINGS:
        raise UsageError("a briefing is a file of one of three kinds.", str(file), f"Name one in {', '.join(ENDINGS)}.")
    span = Query.from_url(f"since={since}" + (f"&until={until}" if until else ""))
    asked = Query.parse(query)
    with Store.open(store) as opened:
        analytic = Analytic.open(store)
        made = brief(opened, analytic, asked, span.since, until=span.until, shown=shown)
        analytic.close()
    _write(made, file)
    told = sum(len(section.sentences) for section in made.sections)
    summary(f"{many(told, 'sentence')} with {many(len(made.citations), 'citation')} are written: {file}.")


def _write(made: Briefing, file: Path) -> None:
    from dateline.analyse import render
    from dateline.analyse.pdf import pdf
    from dateline.cli.report import written

    if file.suffix == ".md":
        return written(file, render.markdown(made).encode())
    return written(file, pdf(made) if file.suffix == ".pdf" else render.html(made).encode())
