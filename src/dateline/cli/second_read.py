"""dateline second-read: a language model at an address that the user names, as a second reader of records."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.clean import cell, line
from dateline.cli.settings import KEY, variable
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.analyse.agreement import Agreement
    from dateline.cli.report import Failures
    from dateline.model import Issue
    from dateline.second_reader import Settings, Tally
    from dateline.store.second_readings import Reading

FORMATS = ("table", "json", "jsonl", "csv")


@click.command("second-read", short_help="Let a language model check records, as a second reader.")
@click.argument("store", type=click.Path(path_type=Path), metavar="STORE", envvar=variable("store"))
@click.argument("query", metavar="[QUERY]", default="")
@click.option("--endpoint", metavar="URL", default="", help="Its OpenAI-compatible API: http://localhost:8000/v1.")
@click.option("--model", metavar="NAME", required=True, help="The model, as the endpoint calls it.")
@click.option("--propose", is_flag=True, help="Look for events that were missed, instead of checking records.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Send at most so many questions.")
@click.option("--again", is_flag=True, help="Ask anew where all of an answer was refused.")
@click.option("--measure", is_flag=True, help="Send nothing: how far it agrees with what people decided before.")
@click.option("--key-variable", metavar="VARIABLE", default=KEY, show_default=True, help="Where the key is, if any.")
@click.option("--timeout", type=click.FloatRange(min=1), default=120.0, show_default=True, metavar="SECONDS",
              help="For one answer.")  # fmt: skip
@click.option(
    "--body", metavar="JSON", default="{}", help='Sent with each question, null leaves out: {"max_tokens": 500}.'
)
@click.option("--format", type=click.Choice(FORMATS), help="Default: table on a terminal, else json.")
def second_read(
    *,
    store: Path,
    query: str,
    endpoint: str,
    model: str,
    propose: bool,
    limit: int | None,
    again: bool,
    measure: bool,
    key_variable: str,
    timeout: float,
    body: str,
    format: str | None,  # noqa: A002
) -> int:
    """Let a language model say of each record whether the report bears it out, or what it misses. Changes no record.

    What it says is kept where its quotes stand in the report, and shown beside the record; people decide. QUERY chooses
    which records, as for dateline query. THE TEXT OF THE REPORTS IS SENT TO THE ENDPOINT, and nothing anywhere else.
    Stop it at will: what was answered is not asked again. See docs/second-reader.md for cost and limits.

    Example: dateline second-read world 'type:ASSAULT' --endpoint http://localhost:8000/v1 --model qwen3 --limit 100
    """
    from dateline.cli.report import Failures
    from dateline.second_reader import Asking, Endpoint, Tally, second_read
    from dateline.store import Query, Store

    if measure:
        _measured(store, model, _settings(timeout, body), _chosen(format))
        return 0
    if not endpoint:
        raise UsageError("no endpoint is named.", "--endpoint", "Give the address of its API.")
    asking = Asking(query=Query.parse(query), propose=propose, limit=limit, again=again)
    tally = Tally()
    with (
        Store.open(store) as opened,
        Endpoint(endpoint, model, key=_key(key_variable), settings=_settings(timeout, body)) as reader,
        Failures(None) as failures,
    ):
        _summary(f"Text of reports is sent to {reader.where}.")
        done = False
        try:
            for one in second_read(opened, reader, asking, tally, clock=_now):
                _tell(one, failures)
            done = True
        finally:
            if done or tally.answered:
                _put(_told(model, tally), list(_rows(tally)), _chosen(format))
    return failures.exit_code(tally.answered)


def _chosen(format_: str | None) -> str:
    from dateline.cli import records

    chosen = records.chosen(format_)
    return chosen if format_ or chosen == "table" else "json"


def _key(name: str) -> str:
    return os.environ.get(name, "").strip()


def _settings(timeout: float, body: str) -> Settings:
    import msgspec

    from dateline.second_reader import Settings

    try:
        return Settings(timeout=timeout, body=msgspec.json.decode(body, type=dict[str, Any]))
    except msgspec.DecodeError as fault:
        raise UsageError(f"it is no JSON object ({fault}).", "--body", 'Write {"max_tokens": 500}.') from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _summary(sentence: str) -> None:
    from dateline.cli.report import summary

    summary(line(sentence))


def _tell(one: Reading | Issue, failures: Failures) -> None:
    """What an answer objects to or proposes, as it comes; and what got no answer."""
    from dateline.model import Issue

    if isinstance(one, Issue):
        failures.add(one)
        return
    for said in _said(one):
        _summary(said)


def _said(one: Reading) -> Iterator[str]:
    yield from (f"{one.event}: {objection}" for objection in one.objections)
    yield from (f"{one.document}: misses {e.type} “{e.trigger.text}”" for e in one.proposed)
    yield from (f"refused: {issue}" for issue in one.issues)


# What is printed in the end


def _told(model: str, tally: Tally) -> dict[str, Any]:
    return {"model": model, **{what.replace(" ", "_"): count for what, count in _counts(tally)},
            "disagreed_on": _fields(tally)}  # fmt: skip


def _rows(tally: Tally) -> Iterator[dict[str, Any]]:
    for what, count in _counts(tally):
        yield {"what": what, "count": count}
        if what == "disagreed":
            yield from ({"what": f"disagreed on {field}", "count": n} for field, n in _fields(tally).items())


def _counts(tally: Tally) -> list[tuple[str, int]]:
    verdicts = tally.verdicts
    return [
        ("answered", tally.answered), ("agreed", verdicts["agree"]), ("disagreed", verdicts["disagree"]),
        ("events proposed", tally.proposed), ("nothing missed", verdicts["nothing"]),
        ("answers refused", verdicts["refused"]), ("quotes and codes refused", tally.refused),
        ("answered before", tally.skipped), ("without an answer", tally.failed),
        ("tokens in", tally.tokens_in), ("tokens out", tally.tokens_out),
    ]  # fmt: skip


def _fields(tally: Tally) -> dict[str, int]:
    from dateline.analyse.agreement import FIELDS

    return {field: tally.fields[field] for field in FIELDS if tally.fields[field]}


def _measured(folder: Path, model: str, settings: Settings, chosen: str) -> None:
    import msgspec

    from dateline.analyse.agreement import agreement
    from dateline.second_reader.prompt import fingerprint
    from dateline.store import Store

    with Store.open(folder) as opened:
        found = agreement(opened, model, fingerprint("check", settings.whole()))
    _put(msgspec.to_builtins(found), [_flat(one) for one in found], chosen)
    if not any(one.records for one in found):
        _summary(f"No record that a person decided was read by {model} afterwards: review some, then run it on them.")


def _flat(one: Agreement) -> dict[str, Any]:
    shares = {"right": one.right, "found": one.found}
    told = {"field": one.field, "records": one.records, "both": one.both}
    told |= {"only it": one.reader, "only people": one.people}
    return told | {name: f"{s.value:.2f} [{s.low:.2f}, {s.high:.2f}]" if s else "" for name, s in shares.items()}


def _put(whole: Any, rows: Sequence[dict[str, Any]], chosen: str) -> None:
    import msgspec

    from dateline.cli import records

    if chosen == "table":
        click.echo(_table(rows))
    elif chosen == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(whole)).decode())
    elif chosen == "jsonl":
        click.echo(b"\n".join(map(msgspec.json.encode, rows)).decode())
    else:
        for line_ in (rows[0], *(row.values() for row in rows)):
            click.echo(records.csv_line(cell(value) for value in line_))


def _table(rows: Sequence[dict[str, Any]]) -> str:
    """Columns as wide as what they hold, numbers to the right."""
    lines = [list(rows[0]), *([str(value) for value in row.values()] for row in rows)]
    widths = [max(len(text) for text in column) for column in zip(*lines, strict=True)]
    first = [line_[0].ljust(widths[0]) for line_ in lines]
    rest = ["  ".join(text.rjust(width) for text, width in zip(line_[1:], widths[1:], strict=True)) for line_ in lines]
    return "\n".join(f"{a}  {b}".rstrip() for a, b in zip(first, rest, strict=True))
