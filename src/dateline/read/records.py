"""Rows of a table, whatever file they stand in, to drafts: the column map, its usual names, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.errors import InputError
from dateline.model import Issue, Published
from dateline.read import dates
from dateline.read.draft import Draft
from dateline.read.options import ReadOptions
from dateline.read.sources import Blob, too_large

USUAL: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article"),
    "id": ("id",),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publish_date", "publication_date", "pub_date", "datePublished"),
    "publisher": ("publisher", "source", "outlet", "newspaper", "source_name"),
    "byline": ("byline", "author", "authors"),
    "section": ("section", "category"),
    "language": ("language", "lang"),
    "url": ("url", "link"),
}
Row = tuple[int, Mapping[str, object]]


def drafts_of(rows: Iterable[Row | Issue], blob: Blob, options: ReadOptions, unit: str) -> Iterator[Draft | Issue]:
    """A draft for each row; `unit` ("line", "row") names a row's number to a person.

    Rows without the text column are told in one issue at the end: a file has that fault in one row, or in all.
    """
    first: Row | None = None
    others = 0
    for row in rows:
        if isinstance(row, Issue):
            yield row
        elif column_of("text", row[1], options) is not None:
            yield from _draft(row[1], f"{blob.where} {unit} {row[0]}", options)
        elif first is None:
            first = row
        else:
            others += 1
    if first is not None:
        yield _lacking(first, others, f"{blob.where} {unit} {first[0]}", options)


def column_of(field: str, columns: Iterable[str], options: ReadOptions) -> str | None:
    """The column that holds a field: the mapped one, or the first of its usual names; None where there is none."""
    names = (options.columns[field],) if field in options.columns else USUAL[field]
    present = set(columns)
    return next((name for name in names if name in present), None)


def check_columns(columns: Sequence[str], blob: Blob, options: ReadOptions) -> None:
    """Raise InputError where a table's head lacks the text column, or one that the caller named."""
    absent = sorted(column for column in options.columns.values() if column not in columns)
    if absent:
        raise InputError(f"there is no column '{absent[0]}'; there are {_names(columns)}.", blob.where)
    if column_of("text", columns, options) is None:
        raise InputError(f"there is no text column; there are {_names(columns)}.", blob.where, MAP_HINT)


MAP_HINT = "Say which one holds the text: --columns text=NAME."


def _names(columns: Sequence[str]) -> str:
    shown = ", ".join(f"'{column}'" for column in columns[:20])
    return shown + (f" and {len(columns) - 20} more" if len(columns) > 20 else "") if columns else "no columns"


def _lacking(row: Row, others: int, where: str, options: ReadOptions) -> Issue:
    wanted = options.columns.get("text")
    what = f"column '{wanted}'" if wanted else "text column"
    more = f" (and so in {others} more)" if others else ""
    reason = f"there is no {what}{more}; there are {_names(list(row[1]))}."
    return Issue(stage="read", where=where, reason=reason, hint="" if wanted else MAP_HINT)


def _draft(record: Mapping[str, object], where: str, options: ReadOptions) -> Iterator[Draft | Issue]:
    values = {field: record.get(column_of(field, record, options) or "") for field in USUAL}
    text = values["text"]
    if not isinstance(text, str) or not text.strip():
        yield Issue(stage="read", where=where, reason="the record's text is empty or no text.")
        return
    if len(text) > options.max_bytes:
        error = too_large(where, options.max_bytes)
        yield Issue(stage="read", where=where, reason=error.what, hint=error.hint)
        return
    published = _published(values["published"])
    if published is None and values["published"] not in (None, ""):
        reason = f"'{values['published']}' is no date that can be read; the report goes on without one."
        yield Issue(stage="read", where=where, reason=reason, document=_line(values["id"]), fatal=False)
    yield Draft(
        text=text,
        where=where,
        id=_line(values["id"]),
        title=_line(values["title"]),
        publisher=_line(values["publisher"]),
        byline=_line(values["byline"]),
        section=_line(values["section"]),
        language=_code(_line(values["language"])),
        published=published,
        url=_line(values["url"]),
    )


def _published(value: object) -> Published | None:
    stamp = dates.of_value(value)
    return stamp.found("record") if stamp else None


def _line(value: object) -> str:
    """A cell as one line: a text, a number, a list of them, or an object with a name."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return ", ".join(line for item in value if (line := _line(item)))
    return _line(value.get("name")) if isinstance(value, Mapping) else ""


def _code(language: str) -> str:
    code = language.replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isalpha() else ""
