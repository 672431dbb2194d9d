import gzip
import io
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Document, Issue
from dateline.read import ReadOptions, read
from tests.read.archives import PACKED, SUFFIX, answer, page, record, zstd


def written(tmp_path, data, name="CC-NEWS-20250305000000-00001.warc"):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return str(path)


def split(found):
    found = list(found)
    return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, Issue)]


@pytest.mark.parametrize("packing", PACKED)
def test_each_page_that_was_answered_is_a_document(tmp_path, packing):
    block = (
        record(0, b"software: ours\r\n", kind=b"warcinfo"),
        record(1, b"GET / HTTP/1.1\r\n\r\n", kind=b"request"),
        record(2),
        record(3, answer(b"gone", status=b"404 Not Found")),
        record(4, answer(b"\x89PNG", media=b"image/png")),
        record(5, answer(b"User-agent: *\n", media=b"text/plain")),
        record(6, answer(page(6), media=b"")),
        record(7, answer(b"{}", media=b"")),
    )
    packed = [PACKED[packing](one) for one in block]
    path = written(tmp_path, b"".join(packed), f"x{SUFFIX[packing]}")
    documents, issues = split(read([path]))
    assert issues == []
    assert [d.title for d in documents] == ["Ferry 2 held at Varn", "Ferry 6 held at Varn"]
    assert [d.url for d in documents] == [f"https://coast.example/2025/03/04/ferry-{n}" for n in (2, 6)]
    assert [d.source for d in documents] == [f"{path} byte {sum(map(len, packed[:n]))}" for n in (2, 6)]
    assert documents[0].publisher == "Coast Daily"


def test_a_folder_laid_out_as_common_crawl_does(tmp_path):
    for day, number in (("04", 1), ("05", 2)):
        name = f"crawl-data/CC-NEWS/2025/03/CC-NEWS-202503{day}000000-00001.warc.gz"
        written(tmp_path, gzip.compress(record(number)), name)
    written(
        tmp_path, gzip.compress(b"crawl-data/CC-NEWS/2025/03/x.warc.gz\n"), "crawl-data/CC-NEWS/2025/03/warc.paths.gz"
    )
    documents, issues = split(read([str(tmp_path)]))
    assert [d.title for d in documents] == ["Ferry 1 held at Varn", "Ferry 2 held at Varn"]
    assert issues == []


def test_the_answers_charset_is_believed(tmp_path):
    body = (
        page(1).decode().replace('<meta charset="utf-8">', "").replace("Varn", "Łódź").encode("iso-8859-2", "replace")
    )
    path = written(tmp_path, record(1, answer(body, media=b"text/html; charset=ISO-8859-2")))
    documents, _ = split(read([path]))
    assert documents[0].title == "Ferry 1 held at Łódź"


@pytest.mark.parametrize(
    ("coding", "encode"),
    [
        ("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd), ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]), ("identity", bytes),
    ],
)  # fmt: skip
def test_bodies_kept_as_they_came_over_the_wire(tmp_path, coding, encode):
    body = encode(page(1))
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(body[n : n + 700]), body[n : n + 700]) for n in range(0, len(body), 700))
    more = f"Content-Encoding: {coding}\r\nTransfer-Encoding: chunked\r\n".encode()
    path = written(tmp_path, record(1, answer(chunked + b"0\r\n\r\n", more=more)))
    documents, issues = split(read([path]))
    assert issues == []
    assert documents[0].title == "Ferry 1 held at Varn"


@pytest.mark.parametrize("packing", PACKED)
def test_a_damaged_record_costs_itself(tmp_path, packing):
    packed = [PACKED[packing](record(n)) for n in range(6)]
    spoiled = bytearray(packed[3])
    spoiled[: len(spoiled) // 2] = b"\xff" * (len(spoiled) // 2)
    path = written(tmp_path, b"".join([*packed[:3], bytes(spoiled), *packed[4:]]), f"x{SUFFIX[packing]}")
    documents, issues = split(read([path]))
    assert [d.title for d in documents] == [f"Ferry {n} held at Varn" for n in (0, 1, 2, 4, 5)]
    (issue,) = issues
    assert "the archive is damaged from here on; reading went on at byte" in issue.reason
    assert issue.where.startswith(f"{path} byte ")


def test_the_first_record_may_be_the_damaged_one(tmp_path):
    packed = [gzip.compress(record(n)) for n in range(3)]
    path = written(tmp_path, packed[0][:30] + b"\xff" * 40 + b"".join(packed[1:]), "x.warc.gz")
    documents, issues = split(read([path]))
    assert [d.title for d in documents] == ["Ferry 1 held at Varn", "Ferry 2 held at Varn"]
    assert len(issues) == 1


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("missing", [1, 60, 1_000])
def test_a_truncated_file_costs_its_last_record(tmp_path, packing, missing):
    whole = b"".join(PACKED[packing](record(n)) for n in range(3))
    path = written(tmp_path, whole[: -missing - 4], f"x{SUFFIX[packing]}")
    documents, issues = split(read([path]))
    assert [d.title for d in documents][:2] == ["Ferry 0 held at Varn", "Ferry 1 held at Varn"]
    assert len(documents) + len(issues) == 3


def test_a_record_that_lies_about_its_length(tmp_path):
    block = [record(0), record(1, length=10**15), record(2)]
    documents, issues = split(read([written(tmp_path, b"".join(block))]))
    assert documents[0].title == "Ferry 0 held at Varn"
    assert "larger than one document" in issues[0].reason


def bomb(count):
    """Half a gigabyte in half a megabyte, made without holding it."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(squeeze.compress(b" " * 1_000_000) for _ in range(count)) + squeeze.flush()


def test_decompression_bombs_are_bounded(tmp_path):
    inner = record(1, answer(bomb(200), more=b"Content-Encoding: gzip\r\n"))
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    outer = squeeze.compress(record(2, b"", length=200_000_000)[:-4])
    outer += b"".join(squeeze.compress(b" " * 1_000_000) for _ in range(200)) + squeeze.flush()
    path = written(tmp_path, gzip.compress(inner) + outer + gzip.compress(record(3)), "x.warc.gz")
    tracemalloc.start()
    documents, issues = split(read([path], ReadOptions(max_bytes=1 << 20)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [d.title for d in documents] == ["Ferry 3 held at Varn"]
    assert ["larger than one document" in issue.reason for issue in issues] == [True, True]
    assert peak < 16 << 20


HOSTILE = {
    "no http": b"",
    "no status": b"HTTP/1.1\r\n\r\n",
    "binary": b"\xff\xfe\x00" * 40,
    "endless chunk": answer(b"FFFFFFFFFFFFFFF\r\nhello", more=b"Transfer-Encoding: chunked\r\n"),
    "no chunk": answer(b"zz\r\n", more=b"Transfer-Encoding: chunked\r\n"),
    "not gzip": answer(b"plain", more=b"Content-Encoding: gzip\r\n"),
    "not brotli": answer(b"\xff" * 90, more=b"Content-Encoding: br\r\n"),
    "not deflate": answer(b"\xff" * 90, more=b"Content-Encoding: deflate\r\n"),
    "encoded twice": answer(b"x", more=b"Content-Encoding: gzip, gzip\r\n"),
    "odd charset": answer(page(1)[:9000], media=b"text/html; charset=\x00hex"),
    "many headers": answer(b"", more=b"X: y\r\n" * 100_000),
    "a long header": answer(b"", more=b"X: " + b"y" * 10_000_000 + b"\r\n"),
    "empty page": answer(b""),
    "null bytes": answer(b"\x00" * 5000),
    "a program": answer(b"\x7fELF" + b"\x01\x02" * 500),
    "deep nesting": answer(b"<div>" * 100_000),
    "a huge attribute": answer(b'<p class="' + b"x" * 3_000_000 + b'">It fell.</p>'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_answer_costs_at_most_itself(tmp_path, name):
    path = written(tmp_path, record(1) + record(2, HOSTILE[name]) + record(3))
    documents, issues = split(read([path]))
    assert {"Ferry 1 held at Varn", "Ferry 3 held at Varn"} <= {d.title for d in documents}
    assert len(issues) <= 1
    assert all(issue.where.startswith(path) and issue.reason for issue in issues)


def test_what_is_no_archive_is_told_once(tmp_path):
    for name, data in (
        ("a.warc", b"garbage\r\n" * 50),
        ("b.warc.gz", gzip.compress(b"x" * 900)),
        ("c.zst", zstd(b"x")),
    ):
        documents, issues = split(read([written(tmp_path, data, name)]))
        assert documents == []
        assert len(issues) == 1
        assert "no WARC file" in issues[0].reason


def test_marks_that_begin_nothing_do_not_take_for_ever(tmp_path):
    path = written(tmp_path, record(1) + b"WARC/1.0\r\n" * 200_000)
    documents, issues = split(read([path]))
    assert (len(documents), len(issues)) == (1, 1)


def test_a_stream_that_cannot_go_back_ends_at_the_damage():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def tell(self):
            raise OSError("a pipe has no place")

    packed = [gzip.compress(record(n)) for n in range(3)]
    documents, issues = split(read(["-"], stdin=io.BufferedReader(Pipe(b"".join(packed)))))
    assert (len(documents), issues) == (3, [])
    broken = packed[0] + packed[1][:200] + b"\xff" * 300 + packed[2]
    documents, issues = split(read(["-"], stdin=io.BufferedReader(Pipe(broken))))
    assert (len(documents), len(issues)) == (1, 1)


def test_memory_is_flat_however_many_records_there_are(tmp_path):
    def peak(count):
        path = written(tmp_path, b"".join(gzip.compress(record(n, answer(b"x"))) for n in range(count)), "x.warc.gz")
        tracemalloc.start()
        seen = sum(1 for _ in read([path]))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert seen == count
        return most

    few = peak(20)
    assert peak(400) < few + 500_000


@pytest.mark.parametrize("damaged", [0, 1])
def test_a_header_that_claims_all_that_follows_is_got_past(tmp_path, damaged):
    packed = [bytearray(gzip.compress(record(n), mtime=0)) for n in range(3)]
    packed[damaged][3] = 4  # "extra fields follow": their length is then read from what is data
    documents, issues = split(read([written(tmp_path, b"".join(packed), "x.warc.gz")]))
    assert [d.title for d in documents] == [f"Ferry {n} held at Varn" for n in range(3) if n != damaged]
    assert "reading went on at byte" in issues[0].reason


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_ends_the_reading_of_the_rest(tmp_path_factory, data):
    packed = [gzip.compress(record(n), mtime=0) for n in range(3)]
    whole = bytearray(b"".join(packed))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(2, len(packed[0]) + len(packed[1]) - 1))] = data.draw(st.integers(0, 255))
    path = written(tmp_path_factory.mktemp("w"), bytes(whole), "x.warc.gz")
    documents, _ = split(read([path]))
    assert "Ferry 2 held at Varn" in [d.title for d in documents]
