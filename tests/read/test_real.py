from pathlib import Path

import msgspec
import pytest

from dateline.errors import NotFoundError
from dateline.evaluate.result import data_file, data_home
from dateline.model import CODED, Document
from dateline.read import from_text, read

pytestmark = pytest.mark.data


def data(*parts):
    try:
        return data_file(*parts)
    except NotFoundError:
        pytest.skip(f"the development data is not here: {'/'.join(parts)}")


def test_every_open_article_is_read():
    found = list(read([str(data("open_news", "articles.jsonl.gz"))]))
    assert len(found) == 259
    assert all(isinstance(document, Document) and document.language == "en" for document in found)


def test_events_stand_in_body_blocks():
    """Of the gold events' triggers, under 0.5 % may stand outside the blocks that are coded."""
    outside = total = 0
    for line in data("gold", "train.jsonl").read_bytes().splitlines():
        story = msgspec.json.decode(line)
        blocks = from_text(story["text"], title=story.get("title") or "").blocks
        for event in story["events"]:
            start = event["trigger"]["start"]
            total += 1
            outside += not any(b.start <= start < b.end for b in blocks if b.kind in CODED)
    assert total > 2000
    assert outside / total < 0.005


def test_the_report_that_began_it():
    path = data_home().parent / "examples" / "report-2024-08-13.txt"
    if not path.exists():
        pytest.skip("the example report is not here")
    (document,) = read([str(path)])
    assert document.text == Path(path).read_text("utf-8")
    assert (document.section, document.original_publisher, document.language) == ("War", "Newsweek", "en")
    assert (document.published.value, document.published.precision, document.published.how) == (
        "2024-08-13T02:50",
        "minute",
        "text",
    )
    kinds = [block.kind for block in document.blocks]
    assert kinds[:3] == ["title", "section", "published"]
    assert kinds[-1] == "disclaimer"
    at = kinds.index("caption")
    assert kinds[at : at + 3] == ["caption", "caption", "credit"]
    assert document.blocks[at + 1].note == "repeats the caption before it"
    assert document.text[document.blocks[at + 2].start : document.blocks[at + 2].end] == "Hadi Mizban/AP"
    assert kinds.count("body") == len(kinds) - 7
