import httpx
import pytest

from dateline.errors import InputError
from dateline.read import Fetcher, ReadOptions
from dateline.read.fetch import LaterError
from dateline.read.polite import FRESH, SHORTEST, Polite, World
from tests.read.test_fetch import PUBLIC

OPTIONS = ReadOptions(max_bytes=1_000)
INSIDE = {"inside.example": ["10.0.0.1"]}


class Net:
    """What answers, robots.txt apart, and a clock that stands unless it is moved; `asked` has the paths."""

    def __init__(self, answer, *rules):
        self.answer = answer
        self.rules = list(rules)
        self.asked = []
        self.time = 1_741_000_000.0

    def __call__(self, request):
        self.asked.append(request.url.path)
        if request.url.path != "/robots.txt":
            return self.answer(request)
        return self.rules.pop(0) if self.rules else httpx.Response(404)

    def polite(self):
        fetcher = Fetcher(httpx.MockTransport(self), lambda host, port: INSIDE.get(host, [PUBLIC]), lambda: 0.0)
        return Polite(fetcher, World(lambda: self.time, lambda seconds: None, lambda: 0.5))


def refused(answer, url="http://coast.example/a"):
    """How asking for a page ends, and what was asked for."""
    net = Net(answer)
    with pytest.raises(InputError) as caught:
        net.polite().ask(url, OPTIONS)
    return caught.value, net.asked


def broken(request):
    raise httpx.ConnectError("reset")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda r: httpx.Response(302, headers={"location": "http://inside.example/"}), "not a public address"),
        (lambda r: httpx.Response(302, headers={"location": "ftp://coast.example/"}), "not an http"),
        (lambda r: httpx.Response(200, content=b"x" * 2_000), "larger than one document"),
    ],
)
def test_what_waiting_does_not_mend_is_told_at_once(answer, said):
    fault, _ = refused(answer)
    assert type(fault) is InputError
    assert said in fault.what


@pytest.mark.parametrize(
    ("answer", "said"), [(broken, "cannot be fetched"), (lambda r: httpx.Response(503), "answered 503")]
)
def test_what_may_be_mended_by_waiting_is_for_later(answer, said):
    fault, _ = refused(answer)
    assert type(fault) is LaterError
    assert said in fault.what


def test_a_host_of_ones_own_network_is_refused_for_good_before_anything_is_asked():
    fault, asked = refused(broken, "http://inside.example/a")
    assert (type(fault), fault.where, asked) == (InputError, "http://inside.example/a", [])
    assert "10.0.0.1, which is not a public address" in fault.what


def test_rules_that_cannot_be_read_are_asked_for_again_after_a_while():
    rules = httpx.Response(503), httpx.Response(200, text="User-agent: *\nDisallow: /secret")
    net = Net(lambda request: httpx.Response(200, text="well"), *rules)
    web = net.polite()
    for _ in range(2):
        with pytest.raises(LaterError, match=r"robots.txt cannot be read, .*: the server answered 503"):
            web.ask("http://coast.example/a", OPTIONS)
    net.time += SHORTEST + 1
    assert web.ask("http://coast.example/a", OPTIONS).data == b"well"
    net.time += FRESH / 2
    with pytest.raises(InputError, match="does not allow it"):
        web.ask("http://coast.example/secret", OPTIONS)
    assert net.asked == ["/robots.txt", "/robots.txt", "/a"]
