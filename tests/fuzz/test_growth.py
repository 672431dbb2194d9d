"""Input that is cheap to send is cheap to read: classes that once took time, or memory, by the square and more."""

import io
import re

import pytest
from bench.fuzz.growing import FILES, unpacked_format

from dateline.model import Document, Issue
from dateline.read import ReadOptions, read
from dateline.read.bounds import ELEMENTS, PAGE
from dateline.run.limit import at_most

SIZE = 200_000
SECONDS = 6  # of work; each of these took from half a minute to for ever
MENDED = [
    "html attributes",
    "html values",
    "html soft lines",
    "markdown brackets",
    "markdown images",
    "markdown comments",
    "markdown open fences",
    "markdown ticks",
    "markdown bold",
    "markdown tags",
    "markdown heading spaces",
    "markdown aliases",
    "feed attributes",
    "email header",
    "email address",
    "pdf words",
]
REFUSED = {
    "json nested": "nested too deeply",
    "json authors": "nested too deeply",
    "email parts": "nested too deeply|holds no text",  # by how deep the stack was before
}


def found(name, size=SIZE):
    options = ReadOptions(format=unpacked_format(name))
    with at_most(SECONDS):
        return list(read(["-"], options, stdin=io.BytesIO(FILES[name](size))))


@pytest.mark.parametrize("name", MENDED)
def test_what_grew_too_fast_is_read(name):
    assert any(isinstance(one, Document) for one in found(name))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_nested_too_deeply_is_told(name):
    (issue,) = found(name)
    assert isinstance(issue, Issue)
    assert re.search(REFUSED[name], issue.reason)


@pytest.mark.parametrize("name", ["html facts", "html facts nested", "markdown matter"])
def test_what_is_nested_too_deeply_beside_the_text_costs_nothing(name):
    assert any(isinstance(one, Document) for one in found(name))


def test_a_line_that_is_nested_too_deeply_costs_itself():
    good = b'{"text": "Police held the ferry."}\n'
    bad = b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    one, issue, other = read(["-"], ReadOptions(format="jsonl"), stdin=io.BytesIO(good + bad + good))
    assert (one.text, other.text) == ("Police held the ferry.",) * 2
    assert issue.where == "<stdin> line 2"


@pytest.mark.parametrize("format_", ["text", "html", "markdown"])
def test_a_report_longer_than_any_report_is_refused(format_):
    (issue,) = read(["-"], ReadOptions(format=format_), stdin=io.BytesIO(b"Police held it. " * (PAGE // 16 + 1)))
    assert f"one report may have {PAGE:,}" in issue.reason
    assert issue.hint == "Split it."


def test_a_page_of_countless_elements_is_refused():
    (issue,) = read(["-"], ReadOptions(format="html"), stdin=io.BytesIO(b"<p>a" + b"<b>" * 9 + b"<i/>" * ELEMENTS))
    assert f"it may have {ELEMENTS:,}" in issue.reason


def test_a_header_that_the_library_fails_at_says_nothing():
    mail = (
        b"From: a@b.example\nSubject: Ferry\nDate: Tue, " + b"9" * 30 + b" Aug 2024 02:50:00 +0000\n\nPolice held it.\n"
    )
    (document,) = read(["-"], ReadOptions(format="email"), stdin=io.BytesIO(mail))
    assert (document.title, document.published) == ("Ferry", None)
