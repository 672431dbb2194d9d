import io

import pytest

from dateline.model import Issue
from dateline.read import ReadOptions, read
from dateline.read.html.facts import facts
from dateline.read.html.fragment import fragment
from dateline.read.html.tree import parse
from tests.read.pages import PAGE


def page(source, **options):
    data = source if isinstance(source, bytes) else source.encode()
    (found,) = read(["-"], ReadOptions(format="html", **options), stdin=io.BytesIO(data))
    return found


def said(document, kind):
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def head(markup, url=""):
    return facts(parse(f"<html><head>{markup}</head><body><p>x</p></body></html>", "x"), url)


def test_a_page_is_taken_apart():
    document = page(PAGE)
    assert (document.title, document.publisher, document.section) == ("Ferry held at Varn", "Coast Daily", "World")
    assert (document.byline, document.dateline, document.original_publisher) == ("Ida Holm, Bo Ek", "VARN", "Reuters")
    assert (document.published.value, document.published.how) == ("2025-03-04T08:12:30+01:00", "json-ld")
    body = said(document, "body")
    assert [text.split()[0] for text in body] == ["Police", "Officers", "The", "Two"]
    assert said(document, "caption") == ["The night ferry at its berth in Varn."]
    assert said(document, "credit") == ["Lena Ortiz/AP"]
    assert said(document, "heading") == ["Earlier threats"]
    assert said(document, "related")[0].startswith("Read more")
    assert said(document, "boilerplate")[0].startswith("Sign up")
    assert "Most read" not in document.text
    assert "Terms of use" not in document.text


def test_a_page_reads_the_same_twice():
    assert page(PAGE) == page(PAGE)


def test_a_given_date_wins():
    assert page(PAGE, published="2024-01-02").published.how == "given"


def test_meta_then_time_then_nothing():
    dated = '<meta property="article:published_time" content="2025-03-04T08:15:00+01:00">'
    assert head(dated).published.how == "meta"
    timed = parse("<html><body><article><h1>T</h1><time datetime='2025-03-05'>x</time></article></body></html>", "x")
    assert facts(timed, "").published.how == "time"
    assert head("").published is None
    assert head('<meta name="date" content="soon">').published is None


def test_a_broken_json_ld_does_no_harm():
    known = head(
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
        '<meta name="author" content="By Ida Holm">'
    )
    assert known.byline == "Ida Holm"


@pytest.mark.parametrize(
    ("title", "markup"),
    [
        ("Ferry held", '<title>Ferry held | Coast Daily</title><meta property="og:site_name" content="Coast Daily">'),
        (
            "Ferry - and crew - held",
            '<title>Ferry - and crew - held - Coast</title><meta property="og:site_name" content="Coast">',
        ),
        ("Ferry – held", "<title>Ferry – held</title>"),
        ("Öl & Gas", '<meta property="og:title" content="&Ouml;l &amp;amp; Gas">'),
    ],
)
def test_titles_lose_the_site(title, markup):
    assert head(markup).title == title


def test_a_canonical_address_elsewhere_is_the_original():
    link = '<link rel="canonical" href="https://www.wire.example/a">'
    assert head(link, "https://coast.example/a").original_publisher == "wire.example"
    assert head(link, "https://news.wire.example/a").original_publisher == ""
    assert head(link).original_publisher == ""


def test_the_declared_encoding_is_used():
    text = "<p>" + "Die Fähre wurde am Montag geprüft, sagte die Behörde in Köln. " * 5 + "</p>"
    source = f'<html><head><meta charset="iso-8859-1"></head><body><article>{text}</article></body></html>'
    assert "Fähre" in page(source.encode("latin-1")).text


@pytest.mark.parametrize(
    "source", ["<html><body></body></html>", "<p></p>", "<html><body><nav><a href=x>Home</a></nav></body></html>"]
)
def test_a_page_without_an_article(source):
    found = page(source)
    assert isinstance(found, Issue)
    assert found.reason == "the page holds no article text."


@pytest.mark.parametrize("mark", ["\x08", "&#8;", "\ufffe", "&#xFFFE;"])
def test_characters_that_xml_forbids_cost_themselves_and_not_the_page(mark):
    inside = f'<script>{mark}</script>{mark}<a href="/a{mark}" title="{mark}">VARN</a> (Reuters)'
    found = page(PAGE.replace("VARN (Reuters)", inside).encode())
    assert (found.title, found.text) == ("Ferry held at Varn", page(PAGE.encode()).text)


def test_fragments():
    parts = fragment(
        "Loose<p>One <b>bold</b></p>two<br>lines<br><br>three<figure><figcaption>C</figcaption></figure><h3>H</h3>", "x"
    )
    assert [(part.kind, part.text) for part in parts] == [
        ("body", "Loose"), ("body", "One bold"), ("body", "two lines"), ("body", "three"),
        ("caption", "C"), ("heading", "H")
    ]  # fmt: skip
    assert fragment(" ", "x") == []
