import json

import pytest

from dateline.cli import analyse
from dateline.store.analytic.measures import SPLITS
from tests.analyse.acts import fill, on


@pytest.fixture(scope="module")
def acts(tmp_path_factory):
    told = [
        *on("2024-01-01", 3, 1, step=31),
        *on("2024-01-05", 1, type="THREATEN"),
        *on("2024-01-06", 1, status="negated"),
    ]
    return fill(tmp_path_factory.mktemp("acts") / "store", told)


def test_a_series_is_a_table_rows_or_one_document(dateline, acts, tmp_path):
    asked = ("analyse", "series", "--store", acts, "--split", "type", "--format")
    table = dateline(*asked, "table").stdout.splitlines()
    assert table[0].split() == ["ASSAULT", "THREATEN", "articles"]
    assert table[1].split() == ["2024-01-01", "3", "1", "5"]
    rows = [json.loads(line) for line in dateline(*asked, "jsonl", "--figure", "out.svg").stdout.splitlines()]
    assert [(row["line"], row["first"], row["incidents"]) for row in rows[:2]] == [
        ("ASSAULT", "2024-01-01", 3), ("ASSAULT", "2024-02-01", 1),
    ]  # fmt: skip
    assert (tmp_path / "out.svg").read_text().startswith("<svg ")
    assert dateline(*asked, "csv").stdout.startswith(
        "first,line,incidents,score,articles,rate,share\n2024-01-01,ASSAULT,3,"
    )
    assert json.loads(dateline(*asked, "json").stdout)["formula"].startswith("rate = ")
    everything = dateline(*asked, "table", "--all", "type:ASSAULT").stdout.splitlines()
    assert everything[1].split() == ["2024-01-01", "4", "5"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["indicators", "--days", "10", "--before", "20"], "ASSAULT: 1 incident in the last 10 days, to 1 Feb 2024"),
        (["follow-through"], "Threats, promises and demands of all sides: 1 of 1 were followed within 90 days"),
        (["reciprocity"], "Rebels to Traders: 5 incidents"),
        (["concentration", "--of", "type"], "Of 5 incidents, the first 2 of 2 types have 100 %"),
    ],
)
def test_the_others_are_sentences_and_figures(dateline, acts, tmp_path, asked, told):
    done = dateline("analyse", *asked, "--store", acts, "--format", "table", "--figure", "out.svg")
    assert (done.exit_code, done.stdout[: len(told)]) == (0, told)
    assert (tmp_path / "out.svg").exists()
    rows = dateline("analyse", *asked, "--store", acts, "--format", "jsonl").stdout.splitlines()
    assert all(json.loads(row) for row in rows)
    assert rows


def test_prevalence_draws_before_it_estimates(dateline, acts):
    drawn = dateline("analyse", "prevalence", "--store", acts, "--draw", "3").stdout.splitlines()
    assert len(drawn) == len(set(drawn)) == 3
    done = dateline("analyse", "prevalence", "--store", acts)
    assert (done.exit_code, "--draw 100" in done.stderr) == (2, True)


def test_the_splits_of_the_command_are_those_of_the_room():
    assert analyse.SPLITS == SPLITS


def test_a_figure_has_one_of_two_endings_and_an_unknown_store_is_told(dateline, acts):
    done = dateline("analyse", "concentration", "--store", acts, "--figure", "out.gif")
    assert (done.exit_code, "Name one in .svg or .png" in done.stderr) == (2, True)
    assert dateline("analyse", "series", "--store", "nowhere").exit_code == 3
    assert dateline("analyse", "series", "--store", acts, "--figure", "no/out.svg").exit_code == 2


def test_a_briefing_is_written_as_html_or_markdown(dateline, store, tmp_path):
    for name, opens in (("b.html", "<!doctype html>"), ("b.md", "# Briefing, 1 Aug 2024 to 15 Aug 2024")):
        done = dateline("brief", "--store", store, "--since", "2024-08", "--to", name)
        assert (done.exit_code, done.stdout) == (0, "")
        assert f"are written: {name}." in done.stderr
        assert (tmp_path / name).read_text().startswith(opens)
    assert "three kinds" in dateline("brief", "--store", store, "--since", "2024", "--to", "b.doc").stderr
    assert "no date for since" in dateline("brief", "--store", store, "--since", "soon", "--to", "b.md").stderr


def test_settings_reach_commands_within_commands(dateline, acts, tmp_path):
    (tmp_path / "dateline.toml").write_text(f'store = "{acts}"\nformat = "csv"\n')
    assert dateline("analyse", "series").stdout.startswith("first,line,")
