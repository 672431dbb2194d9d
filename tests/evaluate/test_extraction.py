import io
import tarfile

import msgspec
import pytest

from dateline.errors import NotFoundError
from dateline.evaluate.extraction import Annotation, count, figures, run, text
from tests.read.pages import PAGE


def annotated(folder, *pages):
    with tarfile.open(folder / "pages.tar.xz", "w:xz") as tar:
        for name in pages:
            info = tarfile.TarInfo(name)
            info.size = len(PAGE.encode())
            tar.addfile(info, io.BytesIO(PAGE.encode()))
    wanted = {
        "file": "1.html",
        "with": ["boarded the ship at dawn", "not there"],
        "without": ["Most read", "he had demanded"],
    }
    (folder / "annotations.jsonl").write_bytes(msgspec.json.encode(wanted) + b"\n")
    return folder / "annotations.jsonl"


def test_the_output_text_is_the_report():
    output = text(PAGE.encode())
    assert "VARN (Reuters) - Officers boarded" in output
    assert "Read more" not in output
    assert "berth" not in output
    assert text(b"<html></html>") == ""


def test_segments_are_counted_over_all_pages():
    one = count(Annotation("a", ("x", "y"), ("z",)), "x z")
    assert (one.right, one.wrong, one.missed) == (1, 1, 1)
    assert figures([one, count(Annotation("b", ("x",), ()), "x")]) == {
        "f1": 0.6667,
        "precision": 0.6667,
        "recall": 0.6667,
    }


def test_run(tmp_path):
    result = run(annotated(tmp_path, "1.html", "2.html"))
    assert (result.benchmark, result.n, result.figures["recall"]) == ("extraction", 1, 0.5)


def test_pages_that_are_not_there(tmp_path):
    with pytest.raises(NotFoundError, match=r"1 annotated pages are not in pages.tar.xz \(1.html\)"):
        run(annotated(tmp_path, "2.html"))
    (tmp_path / "pages.tar.xz").unlink()
    with pytest.raises(NotFoundError, match="not beside"):
        run(tmp_path / "annotations.jsonl")
