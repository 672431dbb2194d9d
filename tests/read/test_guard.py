from email.message import EmailMessage

import pytest

from dateline.model import Document, Issue
from dateline.read import read
from dateline.read.formats import html
from tests.read.archives import record

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Coast</title>
<item><title>Ferry held {0}</title>
<description>Police held the ferry {0} at Varn.</description></item></channel></rss>"""


@pytest.mark.parametrize("reference", ["&#55296;", "&#xD800;", "&#x110000;", "&#99999999999999999999;", "&#0;"])
def test_a_reference_to_no_character_costs_nothing(tmp_path, reference):
    (tmp_path / "a.rss").write_text(FEED.format(reference))
    found = list(read([str(tmp_path)]))
    assert [type(one) for one in found if not isinstance(one, Issue) or one.fatal] == [Document]
    assert found[0].text.startswith("Ferry held")
    found[0].text.encode()


def test_a_fault_that_nobody_foresaw_costs_one_report(tmp_path, monkeypatch):
    real = html.parse

    def failing(source, where):
        if "Ferry 1" in source:
            raise RecursionError("a thousand\nnested boxes")
        return real(source, where)

    monkeypatch.setattr(html, "parse", failing)
    (tmp_path / "a.warc").write_bytes(b"".join(record(number) for number in range(3)))
    (tmp_path / "b.html").write_text("<html><body><p>Ferry 1 was held, the police said.</p></body></html>")
    found = list(read([str(tmp_path)]))
    assert [one.title for one in found if isinstance(one, Document)] == ["Ferry 0 held at Varn", "Ferry 2 held at Varn"]
    issues = [one for one in found if isinstance(one, Issue)]
    assert [one.where.partition(" byte ")[0] for one in issues] == [str(tmp_path / "a.warc"), str(tmp_path / "b.html")]
    for issue in issues:
        assert issue.reason == "it cannot be read (the reader failed with RecursionError: a thousand nested boxes)."


def test_attachments_are_not_opened(tmp_path):
    message = EmailMessage()
    message["From"], message["Subject"] = "Coast Daily <news@coast.example>", "Ferry held"
    message.set_content("Police held the night ferry at Varn on Monday.\n")
    message.add_attachment(b"<p>A hidden report.</p>", maintype="text", subtype="html", filename="a.html")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    (found,) = read([str(tmp_path)])
    assert "night ferry" in found.text
    assert "hidden" not in found.text
