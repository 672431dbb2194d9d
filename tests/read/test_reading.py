import gzip
import io
import json
import random
import subprocess
import sys

import pytest

from dateline.errors import InputError, UsageError
from dateline.model import Document, Issue
from dateline.read import ReadOptions, from_text, read
from dateline.read.decode import decode
from dateline.read.sniff import format_of
from dateline.read.sources import Blob
from tests.read.pages import FEED, MAIL, PAGE, REPOSTED, pdf

TEXT = "The army shelled the town on Monday, the mayor said."
BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": bytes(range(256)) * 20,
    "picture.html": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
    "office.txt": b"PK\x03\x04" + b"x" * 50,
    "large.txt": b"word " * 30_000,
    "nothing.html": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
    "secret.pdf": pdf("text", password="x"),
    "cut.txt.gz": gzip.compress(TEXT.encode() * 50)[:-20],
    "odd.txt": bytes(random.Random(3).choices(range(128, 256), k=400)) + b"\x01\x02\x03" * 90,
    "feed.rss": b"<rss><channel></channel></rss>",
    "cut.jsonl": b'{"text": "The army le',
    "columns.csv": b"a,b\n1,2\n",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_sentence_and_the_rest_goes_on(tmp_path, name):
    (tmp_path / name).write_bytes(BAD[name])
    (tmp_path / "good.txt").write_text(TEXT)
    inputs = [str(tmp_path / name), str(tmp_path / "good.txt")]
    found = list(read(inputs, ReadOptions(max_bytes=100_000)))
    assert [type(f) for f in found] == [Issue, Document]
    issue = found[0]
    assert issue.stage == "read"
    assert issue.where.startswith(inputs[0])
    assert issue.reason.endswith(".")
    assert "\n" not in str(issue)


def test_a_missing_path_and_an_empty_folder(tmp_path):
    (tmp_path / "empty").mkdir()
    found = list(read([str(tmp_path / "nowhere"), str(tmp_path / "empty")]))
    assert [f.reason for f in found] == [
        "there is no such file or folder.",
        "the folder holds no file that can be read.",
    ]


def test_a_large_text_is_refused_in_little_memory(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    (issue,) = read([str(path)], ReadOptions(format="text", max_bytes=1_000_000))
    assert "larger than one document may be" in issue.reason


def test_a_gzip_bomb_is_refused(tmp_path):
    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(gzip.compress(b"word " * 2_000_000))
    (issue,) = read([str(path)], ReadOptions(max_bytes=100_000))
    assert "larger than one document may be" in issue.reason


def test_a_folder_is_read_in_sorted_order_and_companions_are_passed_over(tmp_path):
    for name in ("b/2.txt", "a/1.txt", "a/style.css", "a/x.png", ".hidden/3.txt", "c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{TEXT} It is {name}.")
    names = [document.source.removeprefix(f"{tmp_path}/") for document in read([str(tmp_path)])]
    assert names == ["c.txt", "a/1.txt", "b/2.txt"]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", TEXT, "text"), ("a.txt", PAGE, "html"), ("a", PAGE, "html"), ("a", FEED, "feed"),
        ("a.xml", FEED, "feed"),
        ("a", MAIL, "email"), ("a", '{"text": "x"}\n{"text": "y"}', "jsonl"),
        ("a.json", '{"text": "x"}\n{"text": "y"}\n', "jsonl"),
        ("a.json", '{"text":\n"x"}', "json"), ("a.jsonl", '[{"text": "x"}]', "json"), ("a", '[{"text": "x"}]', "json"),
        ("a.md", "# x", "markdown"), ("a.html", "%PDF-1.7", "pdf"), ("a", "PAR1", "parquet"), ("a.tsv", "a\tb", "csv"),
        ("a", "Dear: reader, hello", "text"),
    ],
)  # fmt: skip
def test_formats_are_told_by_content_and_name(name, data, kind):
    blob = Blob(name, name, io.BufferedReader(io.BytesIO(data.encode())))
    assert format_of(blob, ReadOptions()).name == kind


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"format": "docx"}, "no format 'docx'"),
        ({"columns": {"body": "x"}}, "no document field is called 'body'"),
        ({"columns": {"text": ""}}, "no column for 'text'"),
        ({"format": "html", "columns": {"text": "x"}}, "does not apply"),
        ({"published": "13/13/2024"}, "is not a date"),
        ({"latest": "soon"}, "is not a date"),
        ({"max_bytes": 0}, "must be positive"),
    ],
)
def test_wrong_settings_are_told_at_once(settings, said):
    with pytest.raises(UsageError, match=said):
        read([], ReadOptions(**settings))


def test_an_id_that_comes_again():
    records = [{"id": "a", "text": TEXT}, {"id": "a", "text": TEXT}, {"id": "a", "text": "Another."}]
    data = "\n".join(json.dumps(record) for record in records).encode()
    found = list(read(["-"], stdin=io.BytesIO(data)))
    assert [type(f) for f in found] == [Document, Document, Document, Issue]
    assert (found[3].fatal, found[3].document) == (False, "a")


def test_a_document_does_not_depend_on_what_is_read_with_it(tmp_path):
    for name, data in (("a.html", PAGE), ("b.txt", REPOSTED), ("c.txt", TEXT)):
        (tmp_path / name).write_text(data)
    together = list(read([str(tmp_path)]))
    apart = [document for name in ("a.html", "b.txt", "c.txt") for document in read([str(tmp_path / name)])]
    assert together == apart


def test_ids_are_the_same_under_any_hash_seed():
    text = "The army left. FILE - A man, May 1, 2020."
    code = f"from dateline.read import from_text; d = from_text({text!r}); print(d.id, d.blocks)"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_from_text():
    document = from_text(TEXT, published="2025-03-04", publisher="Coast Daily", id="a1")
    assert (document.id, document.text, document.published.how) == ("a1", TEXT, "given")
    assert from_text(TEXT).id == from_text(TEXT).id != from_text(TEXT + " ").id
    with pytest.raises(UsageError):
        from_text(TEXT, published="soon")
    with pytest.raises(InputError):
        from_text(" \n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_what_they_are(encoding):
    assert decode("Fähre „Ω“".encode(encoding), "x") == "Fähre „Ω“"


def test_encodings_that_are_declared_or_guessed():
    assert decode("“café”".encode("cp1252"), "x", declared="ISO-8859-1") == "“café”"
    assert decode("привет".encode("koi8-r"), "x", declared="koi8-r") == "привет"
    assert decode("é".encode(), "x", declared="no-such-codec") == "é"
    prose = "Die Fähre fährt über die Förde und erreicht später die südliche Mole. " * 9
    assert decode(prose.encode("cp1252"), "x") == prose
    assert decode(b"word " * 500 + b"\xff", "x", lenient=True).endswith("\ufffd")


def test_a_line_under_the_title_may_name_outlet_and_day():
    text = (
        "Court jails union leader\n\nPort Harbour Gazette, 14 June 2011\n\n"
        + "A court jailed a union leader on Monday. " * 3
    )
    document = from_text(text)
    assert document.publisher == "Port Harbour Gazette"
    assert document.published.value == "2011-06-14"


def test_a_dateline_is_the_place_without_the_day():
    text = (
        "Talks open\n\nVALPARAÍSO, Nov 18 - Delegates of both sides met on Monday in the old customs house by the sea."
    )
    assert from_text(text).dateline == "VALPARAÍSO"
