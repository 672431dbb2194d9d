import gzip
import json

import pytest

from dateline.errors import InputError
from dateline.evaluate import geo
from dateline.evaluate.result import data_home


def toponym(text, name, **gold):
    at = text.index(name)
    return {"start": at, "end": at + len(name), "text": name, **gold}


def write(path, *records):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
    return path


def record(text, *toponyms):
    return {"id": "a", "title": "", "text": text, "toponyms": list(toponyms)}


TEXT = "Talks in Paris, France, ended near Qwertyville."
RIGHT = toponym(TEXT, "Paris", lat=48.85, lon=2.35, geonameid="2988507", country="France")
ABSENT = toponym(TEXT, "Qwertyville", lat=1.0, lon=1.0, geonameid="999999999", country="France")
UNRESOLVABLE = toponym(TEXT, "France", lat=None, lon=None, geonameid=None)


def test_names_are_scored_and_the_unresolved_are_wrong(tmp_path):
    path = write(tmp_path / "tiny.jsonl.gz", *[record(TEXT, RIGHT, ABSENT, UNRESOLVABLE)] * 2)
    result = geo.run(path)
    assert result.benchmark == "geo"
    assert result.n == 1  # the second document: the first is of the development half
    assert result.figures == {"acc_161": 0.5, "exact": 0.5, "country": 0.5, "refused": 1.0}
    assert "tiny develop" in result.table
    assert "tiny measure" in result.table


def test_the_same_record_is_right_wherever_gold_puts_its_point(tmp_path):
    moved = {**RIGHT, "lat": 10.0, "lon": 10.0}
    path = write(tmp_path / "tiny.jsonl.gz", *[record(TEXT, moved)] * 2)
    assert geo.run(path).figures["acc_161"] == 1.0
    without = {**moved, "geonameid": None}
    path = write(tmp_path / "tiny.jsonl.gz", *[record(TEXT, without)] * 2)
    assert geo.run(path).figures["acc_161"] == 0.0


def test_another_format_is_refused_with_the_file(tmp_path):
    path = tmp_path / "tiny.jsonl"
    path.write_text('{"sentence": "no toponyms here"}\n')
    with pytest.raises(InputError, match="annotated place names"):
        geo.run(path)


@pytest.mark.data
@pytest.mark.skipif(not (data_home() / "geoparsing").exists(), reason="the development data is not here")
def test_the_sets_are_read_whole():
    sizes = {name: len(geo.read(data_home() / "geoparsing" / f"{name}.jsonl.gz")) for name in geo.SETS}
    assert sizes == {"lgl": 293, "tr_news": 59, "geowebnews": 100, "geovirus": 115}
