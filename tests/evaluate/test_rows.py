import gzip

import pytest

from dateline.errors import DataError
from dateline.evaluate.rows import rows


def test_lines_are_read_plain_or_gzipped(tmp_path):
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    plain.write_bytes(b'{"id": "1"}\n\n{"id": "2"}\n')
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(rows(plain)) == list(rows(packed)) == [{"id": "1"}, {"id": "2"}]


def test_what_is_no_record_is_named_with_its_line(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "1"}\nnothing\n')
    with pytest.raises(DataError, match=r"a\.jsonl line 2"):
        list(rows(path))


def test_a_folder_is_no_file_of_records(tmp_path):
    with pytest.raises(DataError, match="Give one file"):
        list(rows(tmp_path))
