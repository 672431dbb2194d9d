import json

import pytest

GOOD = "Ministers met on Monday."
BAD = {
    "empty.txt": b"",
    "noise.bin": bytes(range(256)) * 16,
    "huge.txt": b"They met on Monday. " * 1_100_000,
    "page.html": b"<html><head><title>Log in</title></head><body><nav><a href='/'>Home</a></nav></body></html>",
    "truncated.jsonl": b'{"id": "a", "text": "They m',
    "no-text.csv": b"a,b\n1,2\n",
}


def told(done):
    """The sentences on stderr."""
    return done.stderr.splitlines()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_costs_one_sentence_and_nothing_else(dateline, tmp_path, name):
    (tmp_path / name).write_bytes(BAD[name])
    (tmp_path / "good.txt").write_text(GOOD)
    done = dateline("code", name, "good.txt")
    assert done.exit_code == 6
    assert [json.loads(line)["trigger"]["text"] for line in done.stdout.splitlines()] == ["met"]
    assert len(told(done)) == 1
    assert name in told(done)[0]
    alone = dateline("code", name)
    assert (alone.exit_code, alone.stdout, told(alone)) == (4, "", told(done))


def test_a_cut_line_costs_that_line(dateline, tmp_path):
    (tmp_path / "cut.jsonl").write_text('{"id": "a", "text": "They met."}\n{"id": "b", "text": "They m')
    done = dateline("code", "cut.jsonl")
    assert (done.exit_code, done.stdout.count("\n")) == (6, 1)
    assert "line 2" in told(done)[0]


@pytest.mark.parametrize("url", ["http://127.0.0.1/x", "http://10.0.0.1/", "http://[::1]/", "file:///etc/passwd"])
def test_addresses_that_are_not_public_are_not_fetched(dateline, url):
    done = dateline("code", url)
    assert (done.exit_code, done.stdout, len(told(done))) == (4, "", 1)
