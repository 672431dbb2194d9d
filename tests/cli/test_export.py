import json

UCDP = "id,date_start,date_end,type_of_violence,side_a,side_b,country_id,best,low,high\n"


def test_what_a_query_finds_is_written_with_a_manifest(dateline, store, tmp_path):
    done = dateline("export", "type:ASSAULT", "--store", store, "--as", "jsonl", "--level", "events", "-o", "out.jsonl")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("1 of 1 events are written: out.jsonl (1 rows).\n")
    assert "  lost: " in done.stderr
    assert json.loads((tmp_path / "out.jsonl").read_text())["type"] == "ASSAULT"
    manifest = json.loads((tmp_path / "out.jsonl.manifest.json").read_text())
    assert (manifest["query"], manifest["files"][0]["rows"]) == ("type:ASSAULT", 1)


def test_a_file_that_is_there_is_left_alone(dateline, store, tmp_path):
    (tmp_path / "out.csv").write_text("mine")
    asked = ("export", "--store", store, "--as", "csv", "-o", "out.csv")
    done = dateline(*asked)
    assert (done.exit_code, (tmp_path / "out.csv").read_text()) == (2, "mine")
    assert "--force" in done.stderr
    assert dateline(*asked, "--force").exit_code == 0


def test_what_is_left_out_is_told(dateline, store):
    done = dateline("export", "--store", store, "--as", "acled", "-o", "a.csv")
    assert "0 of 2 incidents are written" in done.stderr
    assert "  left out: 2 no country is known" in done.stderr
    assert dateline("export", "--store", "nowhere", "--as", "csv", "-o", "a").exit_code == 3
    assert dateline("export", "--store", store, "--as", "xml", "-o", "a").exit_code == 2
    assert "Name a file" in dateline("export", "--store", store, "--as", "csv", "-o", "-").stderr


def test_a_data_set_is_imported_and_compared(dateline, store, tmp_path):
    path = tmp_path / "ged.csv"
    path.write_text(UCDP + "1,2024-08-12,2024-08-14,1,A,B,625,3,3,3\n2,soon,2024-08-14,1,A,B,625,3,3,3\n")
    done = dateline("import", path, "--from", "ucdp", "--store", store)
    assert done.exit_code == 6
    assert "ged.csv line 3: date_start is 'soon', which is no day" in done.stderr
    assert "ucdp: 1 row of ged.csv beside" in done.stderr
    asked = ("compare", "--store", store, "--with", "ucdp", "--by", "type", "--format")
    rows = [json.loads(line) for line in dateline(*asked, "jsonl").stdout.splitlines()]
    (row,) = (row for row in rows if row["group"] == "ASSAULT")
    assert (row["ours"], row["theirs"], row["theirs_killed"]) == (1, 1, 3)
    assert dateline(*asked, "csv").stdout.startswith("group,ours,ours_met,")
    assert dateline(*asked, "table").stdout.split()[:2] == ["group", "ours"]
    assert dateline("compare", "--store", store, "--with", "acled").exit_code == 3
