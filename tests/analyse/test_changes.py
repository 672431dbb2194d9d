from random import Random

import pytest

from dateline.analyse import Line, Point
from dateline.analyse.changes import changes
from dateline.errors import MissingExtraError


def line(counts, articles=None):
    read = articles or [20] * len(counts)
    points = (
        Point(first=f"20{10 + n // 12}-{n % 12 + 1:02}-01", incidents=count, score=None, articles=read[n], rate=None,
              share=None)
        for n, count in enumerate(counts)
    )  # fmt: skip
    return Line(key=(), label="ASSAULT", query="", points=tuple(points))


def poisson(random, mean):
    time, number = random.expovariate(1), 0
    while time < mean:
        time, number = time + random.expovariate(1), number + 1
    return number


@pytest.fixture(autouse=True)
def _library():
    pytest.importorskip("ruptures")


def test_a_change_of_level_is_found_where_it_was_made():
    random = Random(2)
    (told,) = changes(line([*(poisson(random, 4) for _ in range(24)), *(poisson(random, 16) for _ in range(12))]))
    assert (told.first, told.covered) == ("2012-01-01", False)
    assert told.ratio.low < 4 < told.ratio.high
    assert told.sentence.startswith("ASSAULT rose on 1 Jan 2012, from ")


def test_a_change_of_what_was_read_is_called_so():
    (told,) = changes(line([4] * 12 + [16] * 12, [20] * 12 + [80] * 12))
    assert (told.covered, told.ratio.value) == (True, 1.0)
    assert told.sentence.endswith(": no more than what was read changed.")


def test_chance_alone_seldom_makes_a_change():
    random = Random(4)
    found = [changes(line([poisson(random, 5) for _ in range(48)])) for _ in range(60)]
    assert sum(bool(one) for one in found) <= 6


def test_a_short_series_has_none_and_a_missing_library_is_named(monkeypatch):
    assert changes(line([1, 20, 1])) == ()
    monkeypatch.setitem(__import__("sys").modules, "ruptures", None)
    with pytest.raises(MissingExtraError, match=r"dateline\[analysis\]"):
        changes(line([1] * 9))
