import gzip
import io

import httpx
import pytest

from dateline.errors import InputError
from dateline.model import Document, Issue
from dateline.read import Fetcher, ReadOptions, read
from tests.read.pages import PAGE

PUBLIC = "93.184.216.34"
OPTIONS = ReadOptions(max_bytes=50_000, timeout=5)


def fetcher(answer, addresses=None, clock=lambda: 0.0):
    known = addresses or {}
    return Fetcher(httpx.MockTransport(answer), lambda host, port: known.get(host, [PUBLIC]), clock)


def page(request):
    return httpx.Response(200, html=PAGE)


def test_a_page_is_fetched_from_the_address_that_was_checked():
    seen = []

    def answer(request):
        seen.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        return page(request)

    got = fetcher(answer)("https://coast.example:8443/a?b=1", OPTIONS)
    assert seen == [(PUBLIC, "coast.example:8443", "coast.example")]
    assert (got.url, got.media, got.charset) == ("https://coast.example:8443/a?b=1", "text/html", "utf-8")


def test_a_name_that_resolves_differently_the_next_time_gains_nothing():
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    hosts = []

    def answer(request):
        hosts.append(request.url.host)
        return page(request)

    Fetcher(httpx.MockTransport(answer), lambda host, port: next(answers))("http://coast.example/", OPTIONS)
    assert hosts == [PUBLIC]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "240.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_no_address_of_the_machines_own_network_is_asked(address):
    def answer(request):
        raise AssertionError("asked")

    with pytest.raises(InputError, match="not a public address"):
        fetcher(answer, {"inside.example": [PUBLIC, address]})("http://inside.example/", OPTIONS)


def test_redirects_are_checked_like_the_first_address():
    def answer(request):
        there = "http://inside.example/" if request.headers["host"] == "coast.example" else "x"
        return httpx.Response(302, headers={"location": there})

    with pytest.raises(InputError, match=r"'inside.example' is at 10.0.0.1"):
        fetcher(answer, {"inside.example": ["10.0.0.1"]})("http://coast.example/", OPTIONS)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda r: httpx.Response(302, headers={"location": "/again"}), "redirects more than 5 times"),
        (lambda r: httpx.Response(302, headers={"location": "ftp://coast.example/"}), "not an http"),
        (lambda r: httpx.Response(302, headers={"location": "file:///etc/passwd"}), "not an http"),
        (lambda r: httpx.Response(404), "answered 404"),
        (lambda r: httpx.Response(200, content=b"x" * 60_000), "larger than one document"),
    ],
)
def test_what_ends_a_fetch(answer, said):
    with pytest.raises(InputError, match=said) as caught:
        fetcher(answer)("http://coast.example/", OPTIONS)
    assert caught.value.where == "http://coast.example/"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "gzip, br"])
def test_encodings_that_were_not_asked_for_are_refused_before_they_unfold(encoding):
    def answer(request):
        assert request.headers["accept-encoding"] == "gzip, deflate"
        return httpx.Response(200, headers={"content-encoding": encoding}, stream=httpx.ByteStream(b"x" * 100))

    with pytest.raises(InputError, match="was not asked for"):
        fetcher(answer)("http://coast.example/", OPTIONS)


def test_a_gzip_bomb_ends_at_the_limit():
    bomb = gzip.compress(b" " * 20_000_000)

    def answer(request):
        return httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(bomb))

    with pytest.raises(InputError, match="larger than one document"):
        fetcher(answer)("http://coast.example/", OPTIONS)


def test_what_was_answered_is_told_with_its_headers_whatever_the_status():
    def answer(request):
        assert request.headers["if-none-match"] == '"7"'
        return httpx.Response(304, headers={"ETag": '"7"'})

    got = fetcher(answer).ask("http://coast.example/feed", OPTIONS, {"If-None-Match": '"7"'})
    assert (got.status, got.said, got.headers["etag"], got.data) == (304, "304 Not Modified", '"7"', b"")


def test_ones_own_network_is_asked_where_that_is_allowed():
    inside = Fetcher(httpx.MockTransport(page), lambda host, port: ["127.0.0.1"], lambda: 0.0, private=True)
    assert inside("http://inside.example/", OPTIONS).media == "text/html"


def test_a_slow_page_ends():
    ticks = iter(range(0, 100, 3))
    with pytest.raises(InputError, match="longer than 5 s"):
        fetcher(page, clock=lambda: next(ticks))("http://coast.example/", OPTIONS)


def test_a_host_or_a_connection_that_fails():
    def broken(request):
        raise httpx.ConnectError("refused")

    def unknown(host, port):
        raise OSError("no")

    with pytest.raises(InputError, match="cannot be fetched"):
        fetcher(broken)("http://coast.example/", OPTIONS)
    with pytest.raises(InputError, match="cannot be found"):
        Fetcher(httpx.MockTransport(page), unknown)("http://nowhere.example/", OPTIONS)


def test_urls_among_other_inputs():
    fetch = fetcher(page, {"inside.example": ["10.0.0.1"]})
    found = list(
        read(
            ["http://inside.example/", "https://coast.example/a", "-"],
            OPTIONS,
            fetch=fetch,
            stdin=io.BytesIO(b"It fell."),
        )
    )
    assert [type(f) for f in found] == [Issue, Document, Document]
    assert found[0].where == "http://inside.example/"
    assert found[1].url == found[1].source == "https://coast.example/a"


def test_nothing_of_the_environment_goes_along(monkeypatch):
    seen = []

    def answer(request):
        seen.append((request.url.host, request.headers["host"], sorted(request.headers)))
        return page(request)

    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    fetcher(answer)("http://user:secret@coast.example/", OPTIONS)
    ((address, host, names),) = seen
    assert (address, host) == (PUBLIC, "coast.example")
    assert not {"authorization", "cookie", "proxy-authorization"} & set(names)
