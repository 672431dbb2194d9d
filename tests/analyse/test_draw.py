import xml.etree.ElementTree as ET
from math import inf

import pytest

from dateline.analyse import Series, bars, intervals, series, svg, timeline
from dateline.analyse.draw import Ranged
from dateline.analyse.figure import Box, Figure, Label, Stroke, fit
from dateline.analyse.png import png
from dateline.analyse.statistics import Interval
from dateline.errors import MissingExtraError
from dateline.store import Query
from dateline.store.analytic.measures import Inside
from tests.analyse.acts import on, opened


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    acts = [*on("2024-01-01", 2, 0, 1, step=20), *on("2024-02-10", 3, type="AID", by="<Medics>")]
    analytic = opened(tmp_path_factory.mktemp("draw") / "store", acts)
    yield {split: series(analytic, Query(), by="month", split=split) for split in ("type", "dyad")}
    analytic.close()


def parts(figure, kind):
    return [shape for shape in figure.shapes if isinstance(shape, kind)]


def test_a_timeline_has_a_box_for_each_count_and_one_for_the_articles(told):
    figure = timeline(told["type"])
    titles = [box.title for box in parts(figure, Box) if box.title]
    assert titles == [
        "1 Jan 2024: 2 incidents, ASSAULT", "1 Feb 2024: 3 incidents, AID", "1 Feb 2024: 1 incident, ASSAULT",
        "1 Jan 2024: 2 articles of 1 publisher", "1 Feb 2024: 4 articles of 1 publisher",
    ]  # fmt: skip
    assert "AID: 3 incidents; ASSAULT: 3 incidents. 6 articles were read." in figure.description


def test_lines_that_may_share_incidents_are_not_stacked(told):
    figure = timeline(told["dyad"])
    assert len([stroke for stroke in parts(figure, Stroke) if len(stroke.points) == 2 and stroke.width > 1.5]) == 2
    assert not any("incident" in box.title for box in parts(figure, Box))


def test_svg_is_well_formed_without_script_style_or_reference_and_the_same_again(told):
    text = svg(timeline(told["dyad"]))
    root = ET.fromstring(text)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "polyline", "text"}
    assert "href" not in text
    assert "&lt;Medics&gt;" in text
    assert text == svg(timeline(told["dyad"])) == timeline(told["dyad"])._repr_svg_()


def test_everything_stands_within_the_picture(told):
    rows = [Ranged("A", Interval(2.0, 0.001, inf)), Ranged("B" * 200, Interval(0.0, 0.0, 1.0))]
    shares = [Ranged("A", Interval(0.5, 0.0, 1.0))]
    beside = bars("Bars", [("A", 3.0, "3"), ("B", 0.0, "0")], "two")
    ranged = (intervals("Ratios", rows, "two", ratios=True), intervals("Shares", shares, "one", ratios=False))
    figures = [timeline(told["type"]), timeline(told["dyad"]), beside, *ranged]
    for figure in figures:
        for box in parts(figure, Box):
            assert box.x >= 0 <= box.y
            assert box.width >= 0 <= box.height
            assert box.x + box.width <= figure.width + 0.01
            assert box.y + box.height <= figure.height + 0.01
        for stroke in parts(figure, Stroke):
            assert all(0 <= x <= figure.width and 0 <= y <= figure.height for x, y in stroke.points)


def test_an_empty_series_is_drawn_as_such():
    empty = Series(query="", split="all", frame=None, lines=(), coverage=(), apart=Inside())
    assert "no incidents" in svg(timeline(empty))


def test_long_words_are_cut():
    assert fit("short", 200) == "short"
    assert fit("x" * 100, 50).endswith("…")
    assert len(fit("x" * 100, 50)) < 12


def test_png_is_the_same_picture(told):
    pytest.importorskip("matplotlib")
    figure = timeline(told["type"])
    data = png(figure, scale=1.0)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert data == png(figure, scale=1.0)
    assert int.from_bytes(data[16:20], "big") == round(figure.width)
    dollars = Figure(width=50, height=20, title="t", description="", shapes=(Label(x=1, y=10, text="$a_b$ $"),))
    assert png(dollars)


def test_png_without_matplotlib_says_what_to_do(told, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"dateline\[analysis\]"):
        png(timeline(told["type"]))
