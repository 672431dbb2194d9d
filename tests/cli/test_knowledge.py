"""Importing actors and places from the command line."""

LINE = "\t".join(
    [
        "101",
        "Nordhafen",
        "Nordhafen",
        "",
        "36.5",
        "40.7",
        "P",
        "PPL",
        "SY",
        "",
        "01",
        "",
        "",
        "",
        "5000",
        "",
        "0",
        "",
        "",
    ]
)


def test_places_are_imported_and_counted(dateline, tmp_path):
    (tmp_path / "allCountries.txt").write_text(f"{LINE}\n", "utf-8")
    done = dateline("knowledge", "import-geonames", tmp_path, "--out", tmp_path / "places.parquet")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.endswith("1 place of 1 line.\n")
    assert (tmp_path / "places.parquet").is_file()


def test_a_bad_line_ends_with_4_and_its_number(dateline, tmp_path):
    (tmp_path / "allCountries.txt").write_text(f"{LINE}\nnot a line\n", "utf-8")
    done = dateline("knowledge", "import-geonames", tmp_path, "--out", tmp_path / "places.parquet")
    assert done.exit_code == 4
    assert "allCountries.txt line 2: has 1 cells" in done.stderr


def test_actors_are_checked_and_written_as_csv(dateline, tmp_path):
    source = tmp_path / "entities.json"
    source.write_text(
        '{"id": "a", "schema": "Organization", "properties": {"name": ["Lake Guard"], "country": ["td"]}}\n'
    )
    done = dateline("knowledge", "import-actors", source, "--out", tmp_path / "actors.csv")
    assert done.stderr.endswith("1 actor.\n")
    assert (tmp_path / "actors.csv").read_text("utf-8").splitlines()[1] == "Lake Guard,,TCD,,body,,,"


def test_actors_with_a_fault_are_told_and_nothing_is_written(dateline, tmp_path):
    (tmp_path / "own.csv").write_text("name,sector\nLake Guard,rebels\n", "utf-8")
    done = dateline("knowledge", "import-actors", tmp_path / "own.csv", "--out", tmp_path / "actors.csv")
    assert done.exit_code == 4
    assert "own.csv line 2: “rebels” is no sector" in done.stderr
    assert not (tmp_path / "actors.csv").exists()
