import sys

from click.testing import CliRunner

from dateline.cli.main import cli


def test_without_torch_one_sentence_says_what_to_install(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("dateline.train")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)
    done = CliRunner().invoke(cli, ["train", "--out", str(tmp_path)])
    assert done.exit_code == 1
    assert done.stderr == 'dateline: torch is not installed. pip install "dateline[train]"\n'


def test_annotations_want_the_stories_that_they_are_of(tmp_path):
    file = tmp_path / "annotations.jsonl"
    file.touch()
    done = CliRunner().invoke(cli, ["train", "--out", str(tmp_path), "--annotations", str(file)])
    assert done.exit_code == 2
    assert done.stderr.endswith("the annotations are of stories in the development data. Give --data.\n")
