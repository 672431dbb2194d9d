import re

import msgspec
import pytest

from dateline.evaluate import stream
from dateline.evaluate.stream_cases import Told, load
from dateline.evaluate.stream_match import Named, alike, number, right
from dateline.model import Coded, Parse, Value
from tests.evaluate.test_stream_lint import CASE
from tests.fuse.told import number as many
from tests.fuse.told import place, record, when


def marked(document, text, trigger, **fields):
    found = record(document.id, "ASSAULT/explosives", trigger, at=text.index(trigger), place=place("Ayorou"), **fields)
    ends = [m.end() for m in re.finditer(r"[.]", text)]
    end = next(e for e in ends if e > found.trigger.start)
    start = max([0, *(e + 1 for e in ends if e <= found.trigger.start)])
    return msgspec.structs.replace(found, sentence=type(found.sentence)(start, end), incident=f"one of {document.id}")


def coder(documents):
    """A coder that finds a record at every word of violence, and knows day and number where the test says so."""
    for document in documents:
        found = [
            marked(
                document,
                document.text,
                word,
                date=when("2023-03-04"),
                fatalities=many(12) if "12" in document.text else None,
            )
            for word in ("killed", "exploded", "bombing")
            if word in document.text
        ]
        yield Coded(document=document, parse=Parse(tokens=(), sentences=()), events=tuple(found))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "s999.yaml").write_text(CASE, "utf-8")
    return tmp_path


def test_a_coder_that_finds_all_marks_is_measured_on_all_of_them(folder):
    result = stream.run(folder, coder)
    assert (result.benchmark, result.n) == ("stream", 1)
    figures = result.figures
    assert (figures["marks_coded"], figures["bcubed_f1"], figures["over_merged"], figures["split"]) == (1, 1, 0, 0)
    assert (figures["dependence"], figures["independent_reports"]) == (1, 1)
    assert figures["agreement"] == pytest.approx(2 / 3, abs=1e-3)  # happened and date; the toll rose in no record
    assert figures["update_recall"] == 0
    assert figures["value_recall"] == pytest.approx(3 / 4)
    assert figures["value_precision"] == 1
    assert "even cases (held out)" in result.table
    assert stream.run(folder, coder) == result


def test_a_late_mention_is_tied_to_the_incident_as_an_echo(folder):
    (case,) = load(folder)
    system = stream.fused([case], coder)
    assert len({system.incident[e.id] for events in system.events.values() for e in events}) == 1
    assert stream.run(folder, coder).figures["echo_recall"] == 1


def test_a_mention_is_said_to_be_an_echo_only_of_what_a_report_tells_as_news(folder):
    def late(documents):
        return coder(one for one in documents if one.id == "s999-2")

    (case,) = load(folder)
    for said, predict in ((1, coder), (0, late)):
        (unit,) = stream.units([case], stream.fused([case], predict))
        assert unit.counts.get("echoes said", 0) == said


def test_a_coder_that_finds_nothing_scores_nothing(folder):
    figures = stream.run(folder, lambda documents: iter(())).figures
    assert {figures[name] for name in ("marks_coded", "agreement", "value_recall", "echo_recall", "bcubed_f1")} == {0}


def named(text, key="", low=None, high=None, *wordings):
    return Named(Value(value=text, key=key or text, low=low, high=high), wordings)


def knows(name):
    return frozenset({"jnim"}) if name in ("JNIM", "Group for the Support of Islam") else frozenset()


@pytest.mark.parametrize(
    ("fact", "gold", "value", "is_right"),
    [
        ("killed", "12", named("12", low=12), True),
        ("killed", "12", named("13", low=13), False),
        ("happened", "actual", named("historical"), True),
        ("happened", "negated", named("actual"), False),
        ("date", "2023-03-04", named("2023-03-04"), True),
        ("date", "2023-03-04", named("2023-03-05"), False),
        ("actor", "JNIM", named("Group for the Support of Islam"), True),
        ("actor", "JNIM", named("gunmen", "", None, None, "JNIM"), True),
        ("actor", "Malian army", named("the Malian army's convoy"), True),
        ("actor", "Malian army", named("gunmen"), False),
        ("place", "Mopti region", named("Mopti"), True),
    ],
)
def test_values_are_compared_by_kind(fact, gold, value, is_right):
    assert right(fact, gold, value, knows) == is_right


def test_words_and_numbers():
    assert not alike("the", "the")
    assert (number("24+"), number("many")) == (24, -1)
    assert Told("agreed", ("12",)).best == ""
