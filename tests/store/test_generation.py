import random

import pyarrow.parquet as pq
import pytest

from dateline.errors import DataError
from dateline.model import Attribution, Magnitude, Place, When
from dateline.store import Store, generation
from dateline.store.generation import current, faults, publish
from tests.store.records import coded, document, event, party


def items():
    for n in range(6):
        of = document(f"d{n}", f"Number {n}: troops shelled the town, killing three.", publisher="Gazette")
        yield coded(
            of,
            event(
                of,
                actors=(party(of, "troops", country="SYR"),),
                recipients=(party(of, "the town"),),
                attribution=(Attribution(text="Number", start=0, end=6, stance="denies"),),
                place=Place(text="the town", start=of.text.index("the town"), end=of.text.index(","), latitude=1.5),
                date=When(text="three", start=0, end=5, first="2024-01-01"),
                fatalities=Magnitude(text="three", start=0, end=5, low=3),
                contexts=("military",),
            ),
        )


def build(folder, order):
    with Store.open(folder, write=True) as store:
        for item in order:
            store.write(item, coder="c", run=1)
        return publish(store)


def test_the_same_records_give_the_same_bytes_in_whatever_order_they_came(tmp_path, monkeypatch):
    monkeypatch.setattr(generation, "ROWS", 4)  # several row groups
    straight, mixed = list(items()), list(items())
    random.Random(7).shuffle(mixed)
    one, two = build(tmp_path / "one", straight), build(tmp_path / "two", mixed)
    assert one == two
    for file in sorted((tmp_path / "one" / "generations" / "1").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / "generations" / "1" / file.name).read_bytes()


def test_the_tables_say_what_the_records_say(tmp_path):
    made = build(tmp_path, items())
    read = {name: pq.read_table(tmp_path / "generations" / "1" / f"{name}.parquet").to_pylist() for name in made.tables}
    assert {name: len(rows) for name, rows in read.items()} == {
        "documents": 6,
        "events": 6,
        "parties": 12,
        "attributions": 6,
    }
    first = read["events"][0]
    assert first["sentence"][first["trigger_start"] : first["trigger_end"]] == first["trigger"] == "shelled"
    assert (first["fatalities_low"], first["fatalities_high"], first["injured_low"]) == (3, None, None)
    assert (first["date_from"], first["date_to"], first["latitude"]) == ("2024-01-01", None, 1.5)
    assert first["contexts"] == ["military"]
    assert [row["role"] for row in read["parties"][:2]] == ["actor", "recipient"]
    assert read["attributions"][0]["stance"] == "denies"
    assert read["documents"][0]["text"].startswith("Number 0")
    assert read["documents"][0]["published"] == "2024-08-13"


def test_nothing_new_is_no_new_generation_and_old_ones_stay(tmp_path):
    assert build(tmp_path, items()).number == 1
    assert build(tmp_path, items()).number == 1
    assert build(tmp_path, [coded(document("d9"))]).number == 2
    assert current(tmp_path).tables["documents"].rows == 7
    assert (tmp_path / "generations" / "1" / "events.parquet").is_file()
    assert list(faults(tmp_path)) == []


def test_a_build_that_died_while_publishing_leaves_the_old_one_current(tmp_path, monkeypatch):
    build(tmp_path, items())

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(generation, "_point", die)
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path, [coded(document("d9"))])
    assert current(tmp_path).number == 1
    assert build(tmp_path, []).number == 2
    assert list(faults(tmp_path)) == []


def test_changed_and_missing_files_are_found(tmp_path):
    build(tmp_path, items())
    with (tmp_path / "generations" / "1" / "events.parquet").open("ab") as file:
        file.write(b"x")
    (tmp_path / "generations" / "1" / "parties.parquet").unlink()
    told = " ".join(faults(tmp_path))
    assert "events.parquet: the file is not what was written." in told
    assert "parties.parquet: the file is missing." in told
    (tmp_path / "generations" / "1" / "manifest.json").write_text("{")
    with pytest.raises(DataError, match="cannot be read"):
        current(tmp_path)
