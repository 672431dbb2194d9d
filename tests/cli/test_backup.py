def test_there_and_back(dateline, store, tmp_path):
    done = dateline("backup", store, "b.tar")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "bytes, verified." in done.stderr
    assert dateline("restore", "b.tar", "new").exit_code == 0
    one, two = (dateline("query", "", "--store", folder, "--format", "jsonl").stdout for folder in (store, "new"))
    assert one == two != ""


def test_what_cannot_be_is_told_in_a_sentence(dateline, store, tmp_path):
    (tmp_path / "b.tar").write_bytes(b"\xff" * 5000)
    for args, code, told in (
        (("backup", store, "b.tar"), 1, "such a file already"),
        (("backup", "nowhere", "c.tar"), 3, "no store here"),
        (("backup", store, "nowhere/c.tar"), 1, "cannot be written"),
        (("restore", "b.tar", "new"), 1, "no backup"),
        (("restore", "c.tar", "new"), 3, "no such file"),
        (("restore", "b.tar", store), 1, "not empty"),
    ):
        done = dateline(*args)
        assert (done.exit_code, told in done.stderr, "Traceback" in done.output) == (code, True, False), done.stderr
