import pytest

from dateline.run.stopwatch import Stopwatch


class Ticks:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_time_is_counted_by_stage_also_where_the_work_fails():
    clock = Ticks()
    watch = Stopwatch(clock)
    for _ in range(2):
        with watch.measure("parse"):
            clock.now += 1

    def fail():
        with watch.measure("code"):
            clock.now += 3
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    watch.add({"code": 1.0, "read": 0.5})
    assert watch.take() == {"parse": 2.0, "code": 4.0, "read": 0.5}
    assert watch.spent == {}


def test_only_producing_an_item_counts():
    clock = Ticks()
    watch = Stopwatch(clock)

    def slow():
        for item in "ab":
            clock.now += 1
            yield item

    for _ in watch.over("read", slow()):
        clock.now += 10
    assert watch.spent == {"read": 2.0}
