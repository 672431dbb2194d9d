from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "docs" / "codebook-example" / "access.yaml"


def test_check_tells_what_a_codebook_holds(dateline):
    done = dateline("codebook", "check", EXAMPLE)
    assert done.exit_code == 0
    assert "4 own types beside PLOVER, no fault." in done.output
    assert "access.DENIAL: 4 examples, modes paper, road; COERCE/restrict" in done.output


def test_check_names_every_fault_and_ends_with_4(dateline, tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text(EXAMPLE.read_text().replace("name: DENIAL", "name: REJECT").replace("beside: PLOVER", "besides: X"))
    done = dateline("codebook", "check", file)
    assert done.exit_code == 4
    first, second = done.output.splitlines()
    assert first.startswith(f"{file} line 4: a codebook has no key 'besides'. Did you mean 'beside'?")
    assert "line 7: 'REJECT' is PLOVER's own name." in second
    assert dateline("codebook", "check", tmp_path / "none.yaml").exit_code == 3


def test_the_build_keeps_the_hash_of_the_codebook_in_its_manifest(dateline, good, tmp_path):
    from dateline.store import Store

    done = dateline("build", good, "--store", tmp_path / "s", "--workers", 1, "--codebook", EXAMPLE)
    assert done.exit_code == 0, done.output
    with Store.open(tmp_path / "s") as store:
        assert '"codebooks":{"access":{"access.yaml":"' in store.runs()[0].manifest


def test_training_a_codebook_wants_both_files(dateline):
    assert dateline("train", "--codebook", EXAMPLE).exit_code == 2
    assert dateline("train").exit_code == 2
