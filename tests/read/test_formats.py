import gzip
import io
import json

import pytest

from dateline.model import Document, Issue
from dateline.read import ReadOptions, read
from tests.read.pages import FEED, MAIL, MARKDOWN, pdf

TEXT = "The army shelled the town on Monday, the mayor said."


def said(document, kind):
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def from_bytes(data, kind="", **options):
    data = data.encode() if isinstance(data, str) else data
    return list(read(["-"], ReadOptions(format=kind, **options), stdin=io.BytesIO(data)))


def one(data, kind="", **options):
    (found,) = from_bytes(data, kind, **options)
    assert isinstance(found, Document), found
    return found


def rows(*records):
    return "".join(json.dumps(record) + "\n" for record in records)


def test_markdown_is_read_as_it_prints():
    document = one(MARKDOWN, "markdown")
    assert (document.title, document.publisher, document.byline) == (
        "Ferry held at Varn",
        "Coast Daily",
        "Ida Holm, Bo Ek",
    )
    assert (document.published.value, document.published.how) == ("2025-03-04", "front matter")
    assert said(document, "body") == [
        "Police held the night ferry on Monday after a threat.",
        "Two ferries were searched in February.",
        "A sailor was charged.",
    ]
    assert said(document, "caption") == ["The night ferry at its berth"]
    assert said(document, "heading") == ["Earlier threats"]


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("a *b* c_d_e **f**", "a b c_d_e f"),
        ("see [the *port*](https://a.example/(x)) now", "see the port now"),
        (r"5 \* 3 &amp; 2", "5 * 3 & 2"),
        ("> quoted\n> text", "quoted text"),
        ("a<br>b <!-- no --> `c`", "ab c"),
        ("![alt](x.png) kept", "kept"),
    ],
)
def test_markdown_marks(source, printed):
    assert one(source + "\n", "markdown").text == printed


def test_a_feed_gives_a_document_for_each_entry():
    first, second = from_bytes(FEED)
    assert (first.title, first.publisher, first.original_publisher) == (
        "Ferry held at Varn",
        "Coast Daily",
        "Northern Wire",
    )
    assert (first.published.value, first.published.how) == ("2025-03-04T08:12:30+01:00", "feed")
    assert said(first, "body") == ["Police held the night ferry on Monday.", "Nobody was hurt."]
    assert first.url == "https://coast.example/ferry"
    assert second.source == "<stdin> entry 2"
    assert second.published is None


def test_a_feed_that_breaks_off_keeps_what_it_has():
    *documents, issue = from_bytes(FEED[:-60], "feed")
    assert len(documents) == 2
    assert isinstance(issue, Issue)
    assert not issue.fatal
    assert "2 entries were read" in issue.reason


@pytest.mark.parametrize("name", [b"\xfftf-8", b"utf-\0"])
def test_a_feed_whose_encoding_has_a_name_that_is_no_text(name):
    feed = b'<?xml version="1.0" encoding="' + name + b'"?><rss version="2.0"><channel><item><title>Ferry held at Varn'
    (document,) = from_bytes(feed + b"</title></item></channel></rss>", "feed")
    assert document.title == "Ferry held at Varn"


def test_a_feed_that_ends_tags_it_never_began_is_told_to_be_broken():
    (issue,) = from_bytes(b"<rss version='2.0'><item<channel<link></item</link>", "feed")
    assert issue.reason == "the feed's tags do not match, so it cannot be read."


def test_mail():
    document = one(MAIL)
    assert (document.title, document.publisher) == ("Ferry held at Varn", "Coast Daily")
    assert (document.published.value, document.published.how) == ("2025-03-04T08:12:30+01:00", "header")
    assert (
        said(document, "body")[0]
        == "Police held the night ferry on Monday. The captain, Ana Muñoz, said that nobody was hurt."
    )
    assert said(document, "boilerplate") == ["> Where is the ferry now?", "Coast Daily, 1 Quay Street"]


def test_mail_with_a_page_in_it():
    page = "<p>Police held the ferry.<br><br>Nobody was hurt.</p><h2>Before</h2><script>x()</script>"
    mail = f"From: a@coast.example\nSubject: Ferry\nContent-Type: text/html; charset=utf-8\n\n{page}\n"
    document = one(mail)
    assert document.publisher == "coast.example"
    assert said(document, "body") == ["Police held the ferry.", "Nobody was hurt."]
    assert said(document, "heading") == ["Before"]


def test_pdf_lines_become_paragraphs():
    head = "Coast Daily, 4 March 2025"
    story = (
        "Police held the night ferry on Monday after a passenger had threat-\nened the crew of the ship at dawn, the"
        " port police said in a paper that\nthey issued.\nNobody was hurt."
    )
    pages = [
        f"{head}\nFerry held at Varn\n{story}\n1",
        f"{head}\nThe ship left four hours late.\n2",
        f"{head}\nThe trial begins in May.\n3",
    ]
    document = one(pdf(*pages))
    assert document.title == "Ferry held at Varn"
    first, *others = said(document, "body")
    assert "had threatened the crew" in first
    assert first.endswith("in a paper that they issued.")
    assert others == ["Nobody was hurt.", "The ship left four hours late.", "The trial begins in May."]


@pytest.mark.parametrize(("password", "reason"), [("x", "it is encrypted."), ("", "it has no text layer.")])
def test_pdf_that_cannot_be_read(password, reason):
    (issue,) = from_bytes(pdf("", password=password))
    assert issue.reason == reason


def test_pdf_that_is_damaged():
    (issue,) = from_bytes(b"%PDF-1.4\nnothing of the kind")
    assert issue.reason.startswith("it is no PDF that can be read")


def test_jsonl_text_is_taken_as_it_is():
    text = " \tOdd  text,\r\nkept.  "
    document = one(rows({"text": text, "id": "a1", "date": "2025-03-04", "source": "Coast Daily", "lang": "en-GB"}))
    assert document.text == text
    assert (document.id, document.publisher, document.language) == ("a1", "Coast Daily", "en")
    assert (document.published.value, document.published.how) == ("2025-03-04", "record")


def test_a_column_map_names_the_columns():
    record = {"body": TEXT, "head": "Army shells town", "day": "4 March 2025", "text": "not this"}
    options = ReadOptions(columns={"text": "body", "title": "head", "published": "day"})
    (document,) = read(["-"], options, stdin=io.BytesIO(rows(record).encode()))
    assert (document.text, document.title, document.published.value) == (TEXT, "Army shells town", "2025-03-04")


def test_a_truncated_line_harms_no_other():
    found = from_bytes(rows({"text": TEXT}) + '{"text": "cut o\n' + rows({"text": "Second."}, [1]) + "\n\n")
    assert [type(f) for f in found] == [Document, Issue, Document, Issue]
    assert [f.where for f in found if isinstance(f, Issue)] == ["<stdin> line 2", "<stdin> line 4"]
    assert "not valid JSON" in found[1].reason


def test_a_missing_column_is_told_once_with_the_columns_there_are():
    found = from_bytes(rows({"boddy": "x", "n": 1}, {"text": TEXT}, {"n": 2}))
    assert [type(f) for f in found] == [Document, Issue]
    assert found[1].where == "<stdin> line 1"
    assert found[1].reason == "there is no text column (and so in 1 more); there are 'boddy', 'n'."


def test_a_date_that_is_none_loses_only_the_date():
    issue, document = from_bytes(rows({"text": TEXT, "published": "2025-13-45", "id": "a1"}))
    assert (issue.fatal, issue.document) == (False, "a1")
    assert "'2025-13-45' is no date" in issue.reason
    assert document.published is None


@pytest.mark.parametrize("value", ["", "  ", None, 7, ["x"]])
def test_a_record_without_text(value):
    (issue,) = from_bytes(rows({"text": value}), "jsonl")
    assert issue.reason == "the record's text is empty or no text."


def test_a_line_over_the_limit_is_passed_over():
    found = from_bytes(rows({"text": "x" * 500}, {"text": TEXT}), max_bytes=200)
    assert [type(f) for f in found] == [Issue, Document]
    assert found[0].where == "<stdin> line 1"


def test_line_bytes_that_are_no_text():
    found = from_bytes(b'{"text": "caf\xe9"}\n' + rows({"text": TEXT}).encode())
    assert [type(f) for f in found] == [Issue, Document]


@pytest.mark.parametrize("data", [[{"text": TEXT}], {"text": TEXT}, {"n": 1, "articles": [{"text": TEXT}]}])
def test_json_shapes(data):
    assert one(json.dumps(data, indent=1), "json").text == TEXT


@pytest.mark.parametrize(
    ("data", "reason"), [("[1]", "the record is no JSON object."), ("3", "it holds neither"), ("{", "it is not valid")]
)
def test_json_that_is_none(data, reason):
    (issue,) = from_bytes(data, "json")
    assert issue.reason.startswith(reason)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(delimiter):
    table = f'title{delimiter}text\nFirst{delimiter}"{TEXT}\n\nSecond ""paragraph""."\n'
    document = one(table, "csv")
    assert document.text == f'{TEXT}\n\nSecond "paragraph".'
    assert document.source == "<stdin> row 1"


def test_csv_faults_are_row_by_row():
    filler = f'b,"{TEXT}"\n' * 200
    found = from_bytes(f"title,text\na\n{filler}".encode() + b"c,caf\xe9\n", "csv")
    found = [found[0], found[1], found[-1]]
    assert [type(f) for f in found] == [Issue, Document, Issue]
    assert found[0].reason == "the row has 1 cells where the head has 2."
    assert "not UTF-8" in found[2].reason


def test_csv_without_the_column():
    (issue,) = from_bytes("title,body_text\na,b\n", "csv")
    assert issue.reason == "there is no text column; there are 'title', 'body_text'."
    (issue,) = from_bytes("title,text\na,b\n", "csv", columns={"published": "day"})
    assert issue.reason == "there is no column 'day'; there are 'title', 'text'."


def test_csv_of_long_texts():
    assert len(one("text\n" + "word " * 60_000 + "\n", "csv").text) > 131_072


def test_parquet(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    days = [1741072350000, None]
    pq.write_table(pa.table({"text": [TEXT, ""], "date": pa.array(days, pa.timestamp("ms", "UTC")), "x": [1, 2]}), path)
    document, issue = read([str(path)])
    assert document.text == TEXT
    assert document.published.value == "2025-03-04T07:12:30+00:00"
    assert issue.where == f"{path} row 2"
    zipped = gzip.compress(path.read_bytes())
    assert from_bytes(zipped)[0].text == TEXT
    (issue,) = read([str(path)], ReadOptions(columns={"text": "body"}))
    assert issue.reason == "there is no column 'body'; there are 'text', 'date', 'x'."
    (issue,) = from_bytes(b"PAR1 nothing")
    assert issue.reason.startswith("it is no Parquet file that can be read")


@pytest.mark.parametrize("old", [b"text", b"army"], ids=["name", "value"])
def test_parquet_whose_bytes_are_no_text(old):
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT]}), out, compression="none", store_schema=False, write_statistics=False)
    (issue,) = from_bytes(out.getvalue().replace(old, old[:-1] + b"\xc9"))
    assert issue.reason.startswith("it is no Parquet file that can be read ('utf-8' codec")
