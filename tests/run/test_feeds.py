from datetime import UTC, datetime
from itertools import pairwise

import httpx
import pytest

from dateline.errors import StoreError
from dateline.read import Fetcher
from dateline.read.polite import Polite, World
from dateline.run.build import BuildOptions, Clock, Watcher
from dateline.run.feeds import FollowOptions, follow
from dateline.store import Store
from dateline.store.watched import FILE, Watched
from tests.run import site as sites
from tests.run.fakes import load, made_by

NOON = Clock(now=lambda: datetime(2025, 3, 5, 12, tzinfo=UTC))
HOW = FollowOptions(building=BuildOptions(load=load, made_by=made_by, clock=NOON))


class Outside:
    """A world whose clock only moves by sleeping, or by hand."""

    def __init__(self):
        self.time = 1_741_000_000.0
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += seconds

    @property
    def world(self):
        return World(lambda: self.time, self.sleep, lambda: 0.5)


class Told(Watcher):
    def __init__(self):
        self.issues = []

    def issue(self, issue):
        self.issues.append(issue)


@pytest.fixture
def site():
    with sites.running() as running:
        yield running


@pytest.fixture
def outside():
    return Outside()


@pytest.fixture
def once(tmp_path, site, outside):
    """One round over the site's feed; `told` of the last one is kept."""

    def one(*feeds, private=True, watcher=None, how=HOW):
        web = Polite(Fetcher(private=private), outside.world, delay=2)
        with Store.open(tmp_path / "store", write=True) as store:
            return follow(feeds or (f"{site.home}/rss",), store, web, how, watcher=watcher)

    return one


def held(tmp_path):
    with Store.open(tmp_path / "store") as store:
        return sorted(document.title for document in store.documents())


def test_each_story_is_fetched_once_and_a_feed_only_when_it_changed(tmp_path, site, once):
    site.feed("anna", "bella")
    first = once()
    assert (first.asked, first.found, first.stored, first.waiting) == (1, 2, 2, 0)
    assert held(tmp_path) == ["Ferry anna held at Varn", "Ferry bella held at Varn"]
    again = once()
    assert (again.unchanged, again.found, again.stored, again.manifest) == (1, 0, 0, None)
    site.feed("anna", "bella", "clara")
    third = once()
    assert (third.found, third.stored) == (1, 1)
    asked = [path for path in site.paths() if path not in ("/rss", "/robots.txt")]
    assert asked == [f"/{name}?utm_source=rss" for name in ("anna", "bella", "clara")]


def test_requests_say_who_asks_and_keep_their_distance(site, once, outside):
    site.feed("anna", "bella")
    once()
    assert site.paths()[0] == "/robots.txt"
    assert all(headers["user-agent"].startswith("dateline/") for _, headers in site.asked)
    assert outside.slept == [2.0] * (len(site.asked) - 1)


def test_a_site_may_ask_for_longer_pauses_and_forbid_pages(tmp_path, site, once, outside):
    site.feed("anna", "secret-bella")
    site.pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 7\nDisallow: /secret*\n"
    told = Told()
    made = once(watcher=told)
    assert (made.stored, made.refused) == (1, 1)
    assert [issue.reason for issue in told.issues] == ["the site's robots.txt does not allow it."]
    assert not any("secret" in path for path in site.paths())
    assert outside.slept[-1] == 7.0


def test_a_site_whose_rules_cannot_be_read_is_left_alone(site, once):
    site.feed("anna")
    site.pages["/robots.txt"] = (503, {}, b"")
    assert (once().failed, site.paths()) == (1, ["/robots.txt"])


def test_a_failing_feed_is_asked_less_and_less(site, once, outside):
    site.pages["/rss"] = (503, {}, b"")
    asked = []
    for _ in range(200):
        if once().asked:
            asked.append(outside.time)
        outside.time += 20
    pauses = [later - earlier for earlier, later in pairwise(asked)]
    assert [round(pause, -2) for pause in pauses] == [100, 100, 200, 500, 1000, 1900]


def test_a_site_may_say_when_to_come_back(site, once, outside):
    site.feed("anna")
    good = site.pages["/rss"]
    site.pages["/rss"] = (429, {"Retry-After": "900"}, b"")
    assert once().failed == 1
    site.pages["/rss"] = good
    outside.time += 890
    assert once().asked == 0
    outside.time += 11
    assert once().stored == 1


def test_a_story_that_fails_is_tried_again_and_then_given_up(tmp_path, site, once, outside):
    site.feed("anna", "bella")
    site.pages["/bella"] = (500, {}, b"")
    assert (made := once()).stored == 1
    assert made.waiting == 1
    outside.time += 100_000
    site.pages["/bella"] = sites.story("bella")
    assert once().stored == 1
    site.feed("anna", "bella", "clara")
    site.pages["/clara"] = (500, {}, b"")
    told = Told()
    for _ in range(8):
        made = once(watcher=told)
        outside.time += 40_000
    assert (made.waiting, len(told.issues)) == (0, 1)
    assert sum(path.startswith("/clara") for path in site.paths()) == 5


def test_what_is_gone_or_no_article_is_refused_once(site, once):
    site.feed("anna", "bella")
    site.pages["/anna"] = (404, {}, b"")
    site.pages["/bella"] = "<html><body><p>Menu</p></body></html>"
    told = Told()
    assert once(watcher=told).refused == 2
    assert [("404" in issue.reason, "no article" in issue.reason) for issue in told.issues] == [
        (True, False),
        (False, True),
    ]
    assert once().manifest is None


def test_one_story_under_two_addresses_is_one_document(tmp_path, site, once):
    site.feed("anna", "bella", "clara")
    site.pages["/bella"] = (302, {"Location": "/anna"}, b"")
    site.pages["/clara"] = site.pages["/anna"]
    assert once().found == 3
    assert held(tmp_path) == ["Ferry anna held at Varn"]


def test_sitemaps_and_maps_of_maps(tmp_path, site, once):
    site.pages |= {"/anna": sites.story("anna"), "/bella": sites.story("bella")}
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    rows = "".join(
        f"<url><loc>{site.home}/{name}</loc><lastmod>2025-03-04</lastmod></url>" for name in ("anna", "bella")
    )
    site.pages["/news.xml"] = (200, {}, f'<?xml version="1.0"?><urlset {space}>{rows}</urlset>'.encode())
    inner = f"<sitemap><loc>{site.home}/news.xml</loc></sitemap>"
    site.pages["/map.xml"] = (200, {}, f'<?xml version="1.0"?><sitemapindex {space}>{inner}</sitemapindex>'.encode())
    made = once(f"{site.home}/map.xml")
    assert (made.asked, made.stored) == (2, 2)
    assert len(held(tmp_path)) == 2


def test_a_feed_cannot_lead_into_ones_own_network(tmp_path, site, once):
    site.feed("anna")
    told = Told()
    made = once(private=False, watcher=told)
    assert (made.failed, site.asked) == (1, [])
    assert "127.0.0.1, which is not a public address" in told.issues[0].reason


def test_a_story_in_ones_own_network_is_refused_at_once_and_for_good(tmp_path, outside):
    def answer(request):
        item = "<item><title>a</title><link>http://inside.example/a</link></item>"
        found = request.url.path == "/rss"
        return httpx.Response(200 if found else 404, text=f'<rss version="2.0"><channel>{item}</channel></rss>')

    def resolver(host, port):
        return ["10.0.0.1" if host == "inside.example" else "93.184.216.34"]

    told = Told()
    with Store.open(tmp_path / "store", write=True) as store:
        web = Polite(Fetcher(httpx.MockTransport(answer), resolver), outside.world)
        made = follow(("http://coast.example/rss",), store, web, HOW, watcher=told)
    assert (made.found, made.refused, made.waiting) == (1, 1, 0)
    assert "10.0.0.1, which is not a public address" in told.issues[0].reason


class DiedError(BaseException):
    """Stands for kill -9."""


@pytest.mark.parametrize("moment", ["met", "end", "is_twin"])
def test_a_watch_that_dies_goes_on_where_it_was(tmp_path, site, once, monkeypatch, moment):
    site.feed("anna", "bella", "clara")
    real = getattr(Watched, moment)
    calls = []

    def dying(self, *args):
        calls.append(args)
        if len(calls) == 1:
            real(self, *args)
        raise DiedError

    monkeypatch.setattr(Watched, moment, dying)
    with pytest.raises(DiedError):
        once()
    monkeypatch.undo()
    site.pages["/anna"] = sites.story("anna, revised")  # a page that changed meanwhile is still that story
    once()
    assert len(held(tmp_path)) == 3
    assert once().stored == 0


def test_a_clock_that_jumps_stops_nothing(site, once, outside):
    site.pages["/rss"] = (503, {}, b"")
    outside.time += 10**9
    assert once().failed == 1
    outside.time -= 10**9
    site.feed("anna")
    assert once().stored == 1
    outside.time += 10**9
    site.feed("anna", "bella")
    assert once().stored == 1


def test_a_damaged_state_is_told_and_costs_nothing_when_removed(tmp_path, site, once):
    site.feed("anna", "bella")
    once()
    for path in (tmp_path / "store").glob(f"{FILE}*"):
        path.unlink()
    (tmp_path / "store" / FILE).write_bytes(b"garbage" * 400)
    with pytest.raises(StoreError, match=r"damaged.*Remove it"):
        once()
    (tmp_path / "store" / FILE).unlink()
    before = len(site.asked)
    assert once().stored == 0
    assert [path for path in site.paths()[before:] if "utm" in path] == []
    assert len(held(tmp_path)) == 2
