from dateline.evaluate.score_events import Extent, GoldDocument, Record
from dateline.evaluate.stories_tables import tables


def record(type_, start, mode=None, status="actual"):
    return Record(type=type_, trigger=Extent(start, start + 5), sentence=Extent(0, 90), mode=mode, status=status)


def test_types_modes_and_statuses_are_told_apart_with_what_they_are_taken_for():
    gold = [
        GoldDocument(
            id="a",
            text="x" * 90,
            events=(record("ASSAULT", 0, "aerial"), record("ASSAULT", 20, "drone"), record("ACCUSE", 40)),
        )
    ]
    ours = {"a": (record("ASSAULT", 0, "aerial"), record("ASSAULT", 20, None, "future"))}
    told = tables(gold, ours)
    types, modes, statuses = told.split("\n\n")
    assert "ACCUSE" in types
    assert "r 0.000" in types
    assert "ASSAULT/aerial" in modes
    assert "right 1.000" in modes
    assert "taken for: none 1" in modes
    assert "n    2  right 0.500  taken for: future 1" in statuses
