"""The benchmark of linked mentions: its format, its measures, its links."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.errors import DataError, NotFoundError
from dateline.evaluate import actors
from dateline.evaluate.actors import Link, Outcome, figures, links, outcome
from dateline.evaluate.result import data_home
from dateline.knowledge import Actors, States
from dateline.model import Party
from dateline.ontology import plover


def link(entities: str, countries: str = "", sectors: str = "") -> Link:
    parts = (tuple(cell.split("|")) for cell in (entities, countries, sectors))
    return Link(
        set="s", document="d", start=0, end=3, **dict(zip(("entities", "countries", "sectors"), parts, strict=True))
    )


def party(entity: str | None = None, country: str | None = None, sector: str | None = None) -> Party:
    return Party(text="abc", start=0, end=3, entity=entity, country=country, sector=sector)


@pytest.mark.parametrize(
    ("wanted", "given", "right", "answered"),
    [
        ("lake-guard", "lake-guard", True, True),
        ("lake-guard|marsh-front", "marsh-front", True, True),
        ("lake-guard", None, False, False),
        ("lake-guard", "m:00ff", False, False),
        ("none", "m:00ff", True, False),
        ("none", "lake-guard", False, True),
        ("none|lake-guard", "lake-guard", True, True),
    ],
)
def test_an_entity_of_the_tables_counts_as_given_and_an_unlisted_one_as_a_refusal(
    wanted: str, given: str | None, right: bool, answered: bool
) -> None:
    found = outcome(link(wanted), party(given))
    assert (found.right, found.given) == (right, answered)


def test_an_empty_alternative_lets_country_and_sector_be_unknown() -> None:
    assert outcome(link("none", "TCD|", "|CVL"), party()).country
    assert not outcome(link("none", "TCD", "CVL"), party(country="NER", sector="CVL")).country
    assert outcome(link("none", "TCD", "CVL"), party(country="NER", sector="CVL")).sector


def test_the_measures_count_over_the_mentions_that_they_name() -> None:
    told = [
        outcome(link("a", "TCD", "REB"), party("a", "TCD", "REB")),
        outcome(link("a", "TCD", "REB"), party("b", "TCD", None)),
        outcome(link("none"), party("m:1")),
        outcome(link("none"), party("b")),
    ]
    found = figures([told])
    assert found["accuracy"] == found["top_1"] == found["refused"] == 0.5
    assert found["precision"] == pytest.approx(1 / 3, abs=1e-4)
    assert (found["country"], found["sector"]) == (1.0, 0.5)


def test_no_mentions_give_zeros() -> None:
    assert set(figures([]).values()) == {0.0}


def test_every_link_is_in_order_and_of_the_tables() -> None:
    found = links()
    ids = {e.id for e in Actors.load().all} | {f"state-{s.code.lower()}" for s in States.load().all} | {"none"}
    sectors = {*plover().sectors, ""}
    assert len({(one.set, one.document, one.start) for one in found}) == len(found)
    assert [one for one in found if not 0 <= one.start < one.end] == []
    assert [one for one in found if one.has_entity and not set(one.entities) <= ids] == []
    assert [one for one in found if not set(one.sectors) <= sectors] == []


def test_a_row_that_is_no_link_is_named() -> None:
    row = dict.fromkeys(("set", "document", "start", "end", "entity", "country", "sector"), "x")
    with pytest.raises(DataError, match="line 7"):
        actors._link(row, 7)


def test_data_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "measured", lambda path, wanted: iter(()))
    with pytest.raises(NotFoundError, match="none of the linked documents"):
        actors.run(tmp_path)


@pytest.mark.model
def test_a_story_is_read_resolved_and_compared(tmp_path: Path) -> None:
    text = "The Taliban attacked Afghan police in Kunduz on Monday. The group killed six people."
    spans = [("The Taliban", "taliban"), ("The group", "taliban")]
    (tmp_path / "s.jsonl").write_text(json.dumps({"id": "d", "text": text, "published": "2019-05-01"}), "utf-8")
    wanted = [
        Link(set="s.jsonl", document="d", start=text.index(name), end=text.index(name) + len(name), entities=(entity,),
             countries=("AFG",), sectors=("REB",))
        for name, entity in spans
    ]  # fmt: skip
    told: list[list[Outcome]] = list(actors.measured(tmp_path, wanted))
    assert [one.right for one in told[0]] == [True, True]


@pytest.mark.data
def test_the_linked_mentions_lie_in_the_stories() -> None:
    if not data_home().is_dir():
        pytest.skip("the development data is not here (DATELINE_DATA)")
    names = {one.set for one in links()}
    lengths = {(name, d.id): len(d.text) for name in names for d in actors._documents(data_home() / name)}
    assert [one for one in links() if one.end > lengths.get((one.set, one.document), 0)] == []
