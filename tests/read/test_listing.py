import gzip

import pytest

from dateline.errors import InputError
from dateline.read.listing import MAPS, MOST, Link, key_of, listing

HOME = "https://coast.example/maps/news.xml"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LIMIT = 1 << 20


def sitemap(*rows, tag="url", root="urlset", head=""):
    told = "".join(f"<{tag}><loc>{loc}</loc><lastmod>{mod}</lastmod></{tag}>" for loc, mod in rows)
    return f'<?xml version="1.0"?>{head}<{root} {SPACE}>{told}</{root}>'.encode()


def test_a_sitemap_is_read_newest_first():
    rows = (("https://coast.example/a", "2024-08-13"), ("/b", "2024-08-14"), ("https://coast.example/a", "2024-08-13"))
    found = listing(sitemap(*rows), HOME, LIMIT)
    assert found.stories == (
        Link("https://coast.example/b", "2024-08-14"),
        Link("https://coast.example/a", "2024-08-13"),
    )
    assert listing(gzip.compress(sitemap(*rows)), HOME, LIMIT) == found


def test_of_a_map_of_maps_the_latest_are_taken():
    rows = [(f"https://coast.example/{n}.xml", f"2024-{n:02}-01") for n in range(1, 13)]
    found = listing(sitemap(*rows, tag="sitemap", root="sitemapindex"), HOME, LIMIT)
    assert (len(found.listings), found.listings[0].url, found.stories) == (MAPS, "https://coast.example/12.xml", ())


def test_no_listing_names_more_than_can_be_asked_for():
    rows = [(f"https://coast.example/{n}", "2024-08-13") for n in range(MOST + 50)]
    assert len(listing(sitemap(*rows), HOME, LIMIT).stories) == MOST


def test_entities_are_neither_unfolded_nor_loaded(tmp_path):
    (tmp_path / "secret").write_text("https://coast.example/secret")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE urlset [<!ENTITY e0 "ha">{bomb}<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    found = listing(sitemap(("https://coast.example/&e9;", ""), ("&x;", ""), head=head), HOME, LIMIT)
    assert all(len(link.url) < 100 and "secret" not in link.url for link in found.stories)


@pytest.mark.parametrize(
    "data", [b"", b"<html><body><p>No feed.</p></body></html>", b"\x1f\x8bgarbage", gzip.compress(b" " * (LIMIT + 1))]
)
def test_what_is_no_listing_is_told(data):
    with pytest.raises(InputError):
        listing(data, HOME, LIMIT)


def test_addresses_of_one_story_have_one_key():
    one = "https://Coast.example/a?id=7"
    others = ("http://coast.example/a?utm_source=rss&id=7#top", "https://user:pass@coast.example/a?id=7&fbclid=x")
    assert {key_of(url) for url in (one, *others)} == {"coast.example/a?id=7"}
    assert key_of("https://coast.example/a?id=8") != key_of(one)
    assert key_of("https://coast.example") == key_of("https://coast.example/")


def test_an_address_that_is_none_costs_no_other():
    rows = (("http://[::1/a", ""), ("https://coast.example/b", ""))
    assert listing(sitemap(*rows), HOME, LIMIT).stories == (Link("https://coast.example/b"),)
    assert key_of("http://[::1/a") == "http://[::1/a"
