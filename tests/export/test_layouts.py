"""Properties of every layout: what goes in comes out, counted, twice the same, and safe in a spreadsheet."""

import csv
import io
import json

import pytest
from hypothesis import given, settings

from dateline.cli.export import LAYOUTS as NAMED
from dateline.export.answers import happened
from dateline.export.layout import complete
from dateline.export.registry import LAYOUTS, layout
from dateline.export.tables import losses
from dateline.export.write import refused
from tests.export import headers
from tests.export.made import entries

WIDTHS = {"gdelt": (61, 16), "polecat": (40,), "icews": (20,), "acled": (31,), "ucdp": (49,)}
TABLES = ("csv", "hxl", *WIDTHS)
NETWORKS = ("graphml", "gexf")


def written(name, some, everything=False):
    found = complete(layout(name)) if everything else layout(name)
    kept = [entry for entry in some if not refused(found, entry)]
    files = []
    for part in found.parts:
        spread = [one for entry in kept for one in part.spread(entry)]
        pieces = list(part.encode(part.columns, spread))
        files.append((b"".join(data for data, _ in pieces), sum(rows for _, rows in pieces), len(spread)))
    return kept, files


def cells(name, data):
    text = data.decode()
    if name in ("csv", "hxl", "acled", "ucdp"):
        return list(csv.reader(io.StringIO(text, newline="")))
    return [line.split("\t") for line in text.split("\n")[:-1]]


def test_the_command_knows_the_layouts():
    assert tuple(LAYOUTS) == NAMED


@pytest.mark.parametrize(("name", "widths"), WIDTHS.items())
def test_layouts_have_the_columns_of_their_codebooks(name, widths):
    assert tuple(len(part.columns) for part in layout(name).parts) == widths
    for part in layout(name).parts:
        names = [column.name for column in part.columns]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", [*WIDTHS, "mentions"])
def test_columns_are_in_the_order_of_the_codebook(name):
    parts = layout(name.replace("mentions", "gdelt")).parts
    told = [part.columns for part in parts if part.infix == ("mentions" if name == "mentions" else "")]
    wanted = [column.strip() for column in getattr(headers, name.upper()).replace("\n", " ").split(",")]
    assert [column.name for column in told[0]] == wanted


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_column_and_every_loss_is_told(name):
    assert losses(*layout(name).schemes)
    assert all(loss.endswith(".") for loss in losses(*layout(name).schemes))
    assert all(column.told for part in layout(name).parts for column in part.columns)


@given(entries())
@settings(max_examples=30, deadline=None)
def test_all_that_is_not_refused_is_written_and_counted(some):
    for name in LAYOUTS:
        kept, files = written(name, some)
        assert len(kept) + sum(bool(refused(layout(name), entry)) for entry in some) == len(some)
        for data, counted, spread in files:
            assert name in NETWORKS or counted == spread
            if name in TABLES:
                headers = {"csv": 1, "hxl": 2, "gdelt": 0}.get(name, 1)
                assert len(cells(name, data)) == counted + headers
            if name in ("jsonl", "plover"):
                assert len([json.loads(line) for line in data.splitlines()]) == counted


@given(entries())
@settings(max_examples=30, deadline=None)
def test_the_same_entries_are_the_same_bytes_and_no_cell_is_a_formula(some):
    for name in LAYOUTS:
        assert written(name, some)[1] == written(name, some)[1]
    for name in TABLES:
        for data, _, _ in written(name, some)[1]:
            for row in cells(name, data):
                assert not [c for c in row if c.startswith(("=", "+", "@")) or (c.startswith("-") and not _number(c))]


@given(entries())
@settings(max_examples=30, deadline=None)
def test_nothing_is_left_out_for_its_standing_where_all_is_asked_for(some):
    for name in WIDTHS:
        kept, files = written(name, some, everything=True)
        assert kept == [entry for entry in some if not layout(name).refuses(entry)]
        plain, _ = written(name, some)
        assert [entry for entry in kept if not happened(entry)] == plain
        told = [row[-1] for row in cells(name, files[0][0])][name != "gdelt" :]
        assert told == [entry.standing for entry in kept]


def _number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True
