"""dateline analyse: incidents in numbers, each a sentence with its formula, its baseline, its n and what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.cli import options
from dateline.cli.clean import cell, fit
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.analyse import Figure, Series
    from dateline.store import Query
    from dateline.store.analytic import Analytic

GRAINS = ("day", "week", "month", "year")
SPLITS = (
    *("all", "type", "quad", "standing", "country", "place", "actor", "recipient", "source", "publisher"),
    *("category", "dyad", "act"),
)
FORMATS = ("table", "json", "jsonl", "csv")
_STEP, _WIDE = 10, 22  # columns of a series on a terminal

Command = TypeVar("Command", bound=Callable[..., Any])
Rows = Sequence[dict[str, Any]]


@click.group(short_help="Count: series, indicators, follow-through, reciprocity, concentration, prevalence.")
def analyse() -> None:
    """Incidents in numbers: acts, however many reports tell of them, with the articles that were read beside them.

    Plans and denials are left out, unless QUERY says what standing it wants, or --all is given. See docs/analysis.md
    for formulas and sources; --format json gives them with the result.
    """


def _asking(command: Command) -> Command:
    """QUERY, --store, --all, --format and --figure."""
    about = "Also draw it: .svg, or .png (needs dateline[analysis])."
    for decorate in (
        click.option("--figure", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=about),
        options.setting("format", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl."),
        click.option("--all", "everything", is_flag=True, help="Count plans and denials too."),
        options.store,
        click.argument("query", metavar="[QUERY]", default=""),
    ):
        command = decorate(command)
    return command


@analyse.command()
@_asking
@click.option("--by", type=click.Choice(GRAINS), default="month", show_default=True, help="Steps of time.")
@click.option("--split", type=click.Choice(SPLITS), default="quad", show_default=True, help="A line for each.")
@click.option("--dates", type=click.Choice(("filed", "event", "report")), default="filed", show_default=True,
              help="Days of the act, of the first report, or of the act and else of the report.")  # fmt: skip
@click.option("--lines", type=click.IntRange(min=1), default=8, show_default=True, help="The most frequent so many.")
@click.option("--changes", is_flag=True, help="Where each line changed its level (needs dateline[analysis]).")
def series(*, by: Any, split: Any, dates: Any, lines: int, changes: bool, **asked: Any) -> None:
    """Incidents over time, with their mean score, the articles read, incidents per 1,000 articles, and the share.

    Example: dateline analyse series 'type:ASSAULT' --store DIR --by week --split country --figure out.svg
    """
    from dateline.analyse import series, timeline
    from dateline.analyse.changes import changes as of_line

    with _generation(**asked) as (analytic, query):
        told = series(analytic, query, by=by, split=split, dates=dates, lines=lines)
    moved = [change for line in told.lines for change in of_line(line)] if changes else []
    said = [change.sentence for change in moved]
    _put({"series": told, "changes": moved} if changes else told, list(told.rows()), [*_grid(told), *said], asked)
    _draw(asked, lambda: timeline(told))


@analyse.command()
@_asking
@click.option("--days", type=click.IntRange(min=1), default=30, show_default=True, help="The days that are looked at.")
@click.option("--before", type=click.IntRange(min=2), default=180, show_default=True, help="The days before them.")
@click.option("--split", type=click.Choice(SPLITS), default="type", show_default=True, help="An indicator for each.")
@click.option("--lines", type=click.IntRange(min=1), default=12, show_default=True, help="The most frequent so many.")
def indicators(*, days: int, before: int, split: Any, lines: int, **asked: Any) -> None:
    """What is more, or less, than usual in the last days, counted per article; the surest first.

    The last days end with until: of QUERY, else with the last article.

    Example: dateline analyse indicators 'country:SDN' --store DIR --split act
    """
    from dateline.analyse import indicators, intervals
    from dateline.analyse.draw import Ranged

    with _generation(**asked) as (analytic, query):
        told = indicators(analytic, query, days=days, before=before, split=split, lines=lines)
    _put(told, _rows(told), [one.sentence for one in told], asked)
    rows = [Ranged(one.label, one.ratio, one.sentence) for one in told]
    title = f"Incidents per article in the last {days} days against the {before} before"
    _draw(asked, lambda: intervals(title, rows, "Ratios with 95 % intervals; 1 is as usual.", ratios=True))


@analyse.command("follow-through")
@_asking
@click.option("--window", type=click.IntRange(min=1), default=90, show_default=True, help="Days to be followed in.")
def follow_through(*, window: int, **asked: Any) -> None:
    """Which share of threats, promises and demands was followed by the act, after how many days, and by chance.

    Example: dateline analyse follow-through 'type:THREATEN' --store DIR
    """
    from dateline.analyse import follow_through, intervals
    from dateline.analyse.draw import Ranged

    with _generation(**asked) as (analytic, query):
        told = follow_through(analytic, query, window)
    shares = [told.total, *told.shares]
    _put(told, _rows(shares), [one.sentence for one in shares[:11]], asked)
    rows = [Ranged(f"{one.type} {one.side}".strip(), one.share, one.sentence) for one in shares[:21] if one.share]
    title = f"Followed within {window} days"
    _draw(asked, lambda: intervals(title, rows, "Shares with 95 % intervals.", ratios=False))


@analyse.command()
@_asking
@click.option("--pairs", type=click.IntRange(min=1), default=20, show_default=True, help="The most frequent so many.")
def reciprocity(*, pairs: int, **asked: Any) -> None:
    """What two do to one another, either way: of actor: and recipient: of QUERY, else of the most frequent pairs.

    Example: dateline analyse reciprocity 'actor:Israel recipient:Hezbollah' --store DIR
    """
    from dateline.analyse import intervals, reciprocity
    from dateline.analyse.draw import Ranged

    with _generation(**asked) as (analytic, query):
        told = reciprocity(analytic, query, pairs)
    _put(told, _rows(told), [one.sentence for one in told], asked)
    rows = [Ranged(f"{one.a} to {one.b}", one.share, one.sentence) for one in told]
    about = "Shares of the incidents of two that go one way, with 95 % intervals."
    _draw(asked, lambda: intervals("Who does more to whom", rows, about, ratios=False))


@analyse.command()
@_asking
@click.option("--of", "part", type=click.Choice(SPLITS), default="dyad", show_default=True, help="What the parts are.")
@click.option("--top", type=click.IntRange(min=1), default=5, show_default=True, help="The most frequent so many.")
def concentration(*, part: Any, top: int, **asked: Any) -> None:
    """How far a few pairs, actors, countries, places or publishers make up all: their share, and the HHI.

    Example: dateline analyse concentration 'type:ASSAULT' --store DIR --of actor
    """
    from dateline.analyse import bars, concentration

    with _generation(**asked) as (analytic, query):
        told = concentration(analytic, query, part, top)
    listed = [f"{one.incidents:>8,}  {100 * one.share:5.1f} %  {cell(one.label)}" for one in told.top]
    _put(told, _rows(told.top), [told.sentence, *listed], asked)
    rows = [(one.label, float(one.incidents), f"{one.incidents:,} ({one.share:.0%})") for one in told.top]
    _draw(asked, lambda: bars(told.sentence, rows, told.sentence))


@analyse.command()
@_asking
@click.option("--of", "wanted", metavar="QUERY", default="", help="What records are to be; default: right at all.")
@click.option("--draw", "number", type=click.IntRange(min=1), metavar="N", help="Name the next N records to review.")
@click.option("--seed", default="", help="Another order to draw in.")
def prevalence(*, wanted: str, number: int | None, seed: str, **asked: Any) -> None:
    """How many of the records of QUERY are right, or are --of something, from those that people reviewed.

    Prediction-powered: the machine's labels of all records make the interval of the reviewed ones narrower, and never
    wrong. For that the reviewed ones must be a random sample: --draw names one, and the estimate says whether it is.

    Example: dateline analyse prevalence 'country:SDN' --of type:ASSAULT --store DIR
    """
    from dateline.analyse import intervals, prevalence
    from dateline.analyse.draw import Ranged
    from dateline.analyse.prevalence import draw
    from dateline.store import Query, Store

    query, of = Query.parse(asked["query"]), Query.parse(wanted)
    with Store.open(asked["store"]) as store:
        if number:
            return click.echo("\n".join(draw(store, query, number, seed)))
        told = prevalence(store, query, of, seed)
    _put(told, _rows([told]), [told.sentence], asked)
    rows = [Ranged("people and machine", told.estimate), Ranged("people alone", told.sample)]
    return _draw(asked, lambda: intervals(told.sentence, rows, told.sentence, ratios=False))


# What is common to all


@contextmanager
def _generation(*, query: str, store: Path, everything: bool, **_: Any) -> Iterator[tuple[Analytic, Query]]:
    import msgspec

    from dateline.store import Query
    from dateline.store.analytic import Analytic
    from dateline.store.standing import STANDINGS

    asked = Query.parse(query)
    if everything and not asked.standing:
        asked = msgspec.structs.replace(asked, standing=STANDINGS)
    analytic = Analytic.open(store)
    try:
        yield analytic, asked
    finally:
        analytic.close()


def _put(whole: object, rows: Rows, sentences: Iterable[str], asked: dict[str, Any]) -> None:
    """Print a result: as sentences, as one JSON document with its formula, or as rows."""
    import msgspec

    from dateline.cli import records
    from dateline.cli.clean import shown

    chosen = records.chosen(asked["format"])
    if chosen == "table":
        for sentence in sentences:
            click.echo(shown(sentence))
    elif chosen == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(whole, enc_hook=str)).decode())
    elif chosen == "jsonl":
        for row in rows:
            click.echo(msgspec.json.encode(row).decode())
    elif rows:
        click.echo(records.csv_line(rows[0]))
        for row in rows:
            click.echo(records.csv_line(cell(value) for value in row.values()))


def _rows(told: Iterable[Any]) -> list[dict[str, Any]]:
    """Records as flat rows: an interval becomes three columns, and what is no number or word is left out."""
    import msgspec

    found = []
    for one in told:
        row: dict[str, Any] = {}
        for name, value in msgspec.structs.asdict(one).items():
            if isinstance(value, msgspec.Struct):
                row |= {f"{name}_{part}": held for part, held in msgspec.structs.asdict(value).items()}
            elif not isinstance(value, tuple):
                row[name] = value
        found.append(row)
    return found


def _grid(told: Series) -> Iterator[str]:
    """A series as a table: a row a step, a column a line, the articles last."""
    heads = [line.label for line in told.lines]
    yield "  ".join([fit("", _STEP), *(fit(head, _WIDE) for head in heads), "articles"]).rstrip()
    for n, step in enumerate(told.coverage):
        counts = (line.points[n].incidents for line in told.lines)
        cells = [fit(f"{count:,}" if count else "·", _WIDE) for count in counts]
        yield "  ".join([fit(step.first, _STEP), *cells, f"{step.articles:,}"])
    apart = told.apart
    loose = f"{apart.wide:,} dated too loosely for such steps, {apart.undated:,} without a day"
    yield f"{apart.inside:,} incidents; apart {apart.outside:,} outside these days, {loose}."


def _draw(asked: dict[str, Any], make: Callable[[], Figure]) -> None:
    """Write the figure, if one is asked for."""
    file: Path | None = asked["figure"]
    if file is None:
        return
    from dateline.analyse.figure import svg
    from dateline.analyse.png import png
    from dateline.cli.report import written

    if file.suffix not in (".svg", ".png"):
        raise UsageError("a figure is a file of one of two kinds.", str(file), "Name one in .svg or .png.")
    written(file, svg(make()).encode() if file.suffix == ".svg" else png(make()))
