"""Actors that users bring: three formats, one kind of record, errors with line numbers."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import InputError, NotFoundError
from dateline.knowledge import Actors, Entity
from dateline.knowledge.custom import read_actors, write_actors

HEADER = "name,aliases,country,sector,kind,role,from,to\n"


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def by_name(actors: tuple[Entity, ...]) -> dict[str, Entity]:
    return {actor.name: actor for actor in actors}


def test_a_csv_has_bodies_and_offices(tmp_path: Path) -> None:
    rows = (
        "Lake Guard,LG|the Guard,TCD,REB,armed group,,,\n"
        "Odd Berg,O. Berg,NOR,GOV,,minister of ports,2019-05,2021\n"
        "Odd Berg,,NOR,PTY,,party leader,2011,2019-05\n"
    )
    found = by_name(read_actors(written(tmp_path / "a.csv", HEADER + rows)))
    guard, berg = found["Lake Guard"], found["Odd Berg"]
    assert (guard.id, guard.aliases, guard.kind) == ("lake-guard", ("LG", "the Guard"), "armed group")
    assert [role.title for role in berg.roles] == ["party leader", "minister of ports"]
    assert berg.kind == "person"
    assert berg.sector_on("2020-03-01") == "GOV"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,alias\n", "line 1: has an unknown column “alias”. Did you mean 'aliases'?"),
        ("aliases,country\n", "line 1: has no column “name”"),
        (HEADER + "A,,TCD,,,,,\n,,TCD,,,,,\n", "line 3: has no name"),
        (HEADER + "A,,Chad,,,,,\n", "line 2: “Chad” is no country code"),
        (HEADER + "A,,TCD,rebels,,,,\n", "line 2: “rebels” is no sector"),
        (HEADER + "A,,TCD,GOV,,minister,last year,\n", "line 2: “last year” is no date"),
        (HEADER + "A,,TCD,GOV,,minister,,\n", "line 2: has a role without the day it began"),
        (HEADER, "holds no actor"),
    ],
)
def test_a_csv_that_breaks_a_rule_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_actors(written(tmp_path / "a.csv", text))
    assert told in str(caught.value)


FTM: list[dict[str, Any]] = [
    {"id": "g", "schema": "Organization", "caption": "Lake Guard",
     "properties": {"name": ["Lake Guard"], "alias": ["LG"], "country": ["td"], "topics": ["crime.terror"]}},
    {"id": "p", "schema": "Person", "properties": {"name": ["Odd Berg"], "country": ["no"], "topics": ["role.pep"]}},
    {"id": "q", "schema": "Person", "properties": {"name": ["Nobody Public"], "country": ["no"]}},
    {"id": "o", "schema": "Position", "properties": {"name": ["Minister of Ports"], "country": ["no"]}},
    {"id": "h", "schema": "Occupancy",
     "properties": {"holder": ["p"], "post": ["o"], "startDate": ["2019-05"], "endDate": ["2021-01-02"]}},
    {"id": "s", "schema": "Vessel", "properties": {"name": ["A Ship"]}},
]  # fmt: skip


def test_follow_the_money_gives_bodies_and_office_holders_and_no_private_person(tmp_path: Path) -> None:
    path = tmp_path / "entities.ftm.json.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, FTM)).encode()))
    found = by_name(read_actors(path))
    assert list(found) == ["Lake Guard", "Odd Berg"]
    assert (found["Lake Guard"].country, found["Lake Guard"].sector) == ("TCD", "REB")
    role = found["Odd Berg"].roles[0]
    assert (role.title, role.country, role.first, role.last) == ("Minister of Ports", "NOR", "2019-05", "2021-01-02")


def claim(target: str, **qualifiers: dict[str, Any]) -> dict[str, Any]:
    snaks = {name: [{"datavalue": {"value": value}}] for name, value in qualifiers.items()}
    return {"mainsnak": {"datavalue": {"value": {"id": target}}}, "qualifiers": snaks}


def item(id_: str, name: str, *aliases: str, **claims: list[dict[str, Any]]) -> dict[str, Any]:
    others = {"en": [{"value": alias} for alias in aliases]}
    return {"id": id_, "labels": {"en": {"value": name}}, "aliases": others, "claims": claims}


def test_a_wikidata_dump_gives_offices_with_dates_and_countries_by_their_codes(tmp_path: Path) -> None:
    year = {"time": "+2019-05-00T00:00:00Z", "precision": 10}
    code = {"mainsnak": {"datavalue": {"value": "NOR"}}}
    items = [
        item("Q901", "Odd Berg", "O. Berg", P31=[claim("Q5")], P27=[claim("Q20")], P39=[claim("Q902", P580=year)]),
        item("Q902", "Minister of Ports", P1001=[claim("Q20")]),
        item("Q20", "Norway", P298=[code]),
        item("Q903", "Harbour Party", P31=[claim("Q7278")], P17=[claim("Q20")]),
        item("Q904", "Somebody", P31=[claim("Q5")], P27=[claim("Q20")]),
    ]
    text = "[\n" + ",\n".join(map(json.dumps, items)) + "\n]\n"
    found = by_name(read_actors(written(tmp_path / "dump.json", text)))
    assert list(found) == ["Odd Berg", "Harbour Party"]
    role = found["Odd Berg"].roles[0]
    assert (role.title, role.country, role.first, role.last) == ("Minister of Ports", "NOR", "2019-05", "")
    assert (found["Harbour Party"].country, found["Harbour Party"].sector) == ("NOR", "PTY")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"id": "a", "schema": "Person", "properties": {"topics": ["role.pep"], "name": ["A"]}}\n{"id":\n', "line 2"),
        ('{"title": "x"}\n', "line 1: is neither a FollowTheMoney entity"),
        ("[]\n", "line 1: is no entity"),
        ("\n", "holds no actor"),
    ],
)
def test_json_that_breaks_a_rule_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_actors(written(tmp_path / "a.jsonl", text))
    assert told in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file of actors"):
        read_actors(tmp_path / "a.csv")


def test_custom_actors_stand_before_ours(tmp_path: Path) -> None:
    text = HEADER + "United Nations,the Hall,UNO,,io,,,\nMarsh Front,NATO,TCD,REB,armed group,,,\n"
    own = Actors.load()
    actors = own.over(read_actors(written(tmp_path / "a.csv", text)))
    assert [e.name for e in actors.named("NATO")] == ["Marsh Front"]
    assert [e.aliases for e in actors.named("United Nations")] == [("the Hall",)]
    assert actors.named("UNICEF") == own.named("UNICEF")
    assert len({e.id for e in actors.all}) == len({e.id for e in own.all}) + 1


def test_two_of_one_name_have_ids_of_their_own_and_what_is_written_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({**FTM[0], "id": str(i)}) for i in range(2)), "utf-8")
    assert [e.id for e in read_actors(path)] == ["lake-guard", "lake-guard-2"]
    path.write_text("\n".join(map(json.dumps, FTM)), "utf-8")
    first = read_actors(path)
    write_actors(first, tmp_path / "out.csv")
    again = read_actors(tmp_path / "out.csv")
    assert [(e.name, e.aliases, e.roles) for e in again] == [(e.name, e.aliases, e.roles) for e in first]
