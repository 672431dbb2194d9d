import pytest
from click.testing import CliRunner

from dateline.cli.main import cli
from tests.train.test_corpus import STORY, write


def run(*arguments):
    return CliRunner().invoke(cli, ["corpus", *map(str, arguments)])


def test_stories_in_order_say_nothing(tmp_path):
    done = run("lint", write(tmp_path))
    assert (done.exit_code, done.output) == (0, "")


def test_each_fault_is_a_line_and_ends_with_4(tmp_path):
    write(tmp_path, STORY.replace("ASSAULT/firearms", "ASSAULT/gunfire").replace("split: train", "split: maybe"))
    done = run("lint", tmp_path)
    assert done.exit_code == 4
    assert [line.split(":")[0] for line in done.output.splitlines()] == ["c9999.yaml"] * 2


def test_stats_count_what_is_there(tmp_path):
    done = run("stats", write(tmp_path))
    assert done.exit_code == 0
    assert "1 stories (1 train)" in done.output
    assert "3 records, 1 attributed" in done.output


@pytest.mark.parametrize("command", ["lint", "stats"])
def test_a_folder_that_is_not_there_is_a_wrong_call(command, tmp_path):
    assert run(command, tmp_path / "nowhere").exit_code == 2
