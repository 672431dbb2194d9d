"""The same words before different verbs, with publication on Tuesday, 13 August 2024."""

import pytest

from dateline.model import Document, DocumentId, Published

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The minister left on Thursday.", "2024-08-08"),
        ("The minister will leave on Thursday.", "2024-08-15"),
        ("The minister plans to leave on Thursday.", "2024-08-15"),
        ("Talks are scheduled for Thursday in Geneva.", "2024-08-15"),
        ("The minister is leaving on Thursday.", "2024-08-15"),
        ("The minister is due to leave on Thursday.", "2024-08-15"),
        ("The army said Thursday's attack had failed.", "2024-08-08"),
        ("Tensions rose ahead of Thursday's vote.", "2024-08-15"),
        ("Demonstrators chanted as they marched on Thursday.", "2024-08-08"),
        ("The summit will be held in November.", "2024-11-01"),
        ("The summit was held in November.", "2023-11-01"),
        ("Elections will take place this year.", "2024-01-01"),
        ("He has been held for three days.", "2024-08-10"),
        ("The case will end in two years.", "2026-01-01"),
        ("The case will end in 24-year terms.", None),
        ("They march in the capital. They may march in May.", "2025-05-01"),
    ],
)
def test_days_by_tense(parser, text, first):
    published = Published("2024-08-13", "day", "given")
    parse = parser.parse(Document(id=DocumentId("d"), text=text, published=published)).parse
    assert [t.first for t in parse.times] == [first]
