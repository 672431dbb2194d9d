"""Which reports are independent of one another."""

import random
from datetime import date, timedelta

import pytest

from dateline.fuse import reprints
from dateline.fuse.blocks import NEIGHBOURS
from dateline.fuse.reprints import reports
from dateline.model import Document, DocumentId, Published

AMBUSH = (
    "Gunmen ambushed a convoy of grain trucks near the Kerou bridge on Tuesday and killed four drivers, the prefect "
    "of Banikoara said. Two of the trucks were burnt. The road to Kandi was closed until the evening, and soldiers "
    "were searching the forest along the river for the attackers, who had come on motorcycles from the north."
)


def told(id_, text, day="2023-03-04", **fields):
    when = Published(day, "day", "given") if day else None
    return Document(id=DocumentId(id_), text=text, published=when, **fields)


def by_id(*documents):
    return {report.document: report for report in reports(documents)}


def test_a_copy_cut_at_the_end_depends_on_the_earliest():
    found = by_id(
        told("b", AMBUSH, "2023-03-05"), told("a", AMBUSH, "2023-03-06"), told("c", AMBUSH[:200], "2023-03-07")
    )
    assert {id_: report.origin for id_, report in found.items()} == {"a": "b", "b": "b", "c": "b"}
    assert [found[id_].dependence for id_ in "abc"] == ["reprint", "original", "reprint"]
    assert found["a"].why == "100% the same text"
    assert found["a"].shared == 1.0


def test_of_one_day_the_smaller_id_is_the_origin():
    assert by_id(told("b", AMBUSH), told("a", AMBUSH))["b"].origin == "a"


def test_a_longer_story_of_ones_own_that_quotes_a_sentence_is_independent():
    own = "The market of Kandi stayed shut. Traders spoke of fear, of debts, and of a harvest nobody would fetch. " * 3
    found = by_id(told("a", AMBUSH), told("b", own + AMBUSH[:90], "2023-03-05"))
    assert found["b"].dependence == "original"


def test_agency_copy_and_citations_depend_on_the_report_that_they_name():
    wire = told("a", AMBUSH, publisher="Borgou Press Agency")
    lines = "KANDI (Borgou Press Agency) - Four drivers of grain trucks were killed near the Kerou bridge in Banikoara."
    cited = "Borgou Press Agency reported that gunmen killed four drivers of grain trucks near the Kerou bridge."
    found = by_id(wire, told("b", lines, "2023-03-05"), told("c", cited, "2023-03-05"))
    assert (found["b"].origin, found["b"].dependence, found["b"].why) == ("a", "wire", "credits Borgou Press Agency")
    assert (found["c"].origin, found["c"].dependence, found["c"].why) == ("a", "cites", "cites Borgou Press Agency")


def test_who_is_cited_for_another_story_or_published_later_is_no_origin():
    cited = "Borgou Press Agency reported that gunmen killed four drivers of grain trucks near the Kerou bridge."
    other = told("a", "Parliament in Cotonou voted a budget for schools and roads.", publisher="Borgou Press Agency")
    late = told("z", AMBUSH, "2023-03-09", publisher="Borgou Press Agency")
    assert by_id(other, late, told("c", cited, "2023-03-05"))["c"].origin == "c"


def test_the_order_of_arrival_changes_nothing():
    documents = [told(f"d{n}", AMBUSH[n * 5 :], f"2023-03-0{n % 3 + 1}", publisher=f"Paper {n % 2}") for n in range(8)]
    mixed = random.Random(3).sample(documents, len(documents))
    assert reports(mixed) == reports(documents)
    assert reports([]) == []


def test_documents_without_text_or_date_are_reports_of_their_own():
    found = by_id(told("a", "", None), told("b", "Short.", None))
    assert {report.dependence for report in found.values()} == {"original"}


def test_of_many_pages_worded_alike_each_is_compared_with_few_and_all_have_one_origin(monkeypatch):
    compared = []
    monkeypatch.setattr(reprints, "share", lambda one, other: compared.append(1) or 1.0)
    documents = [told(f"d{n:03}", AMBUSH, (date(2023, 3, 4) + timedelta(n)).isoformat()) for n in range(120)]
    assert {report.origin for report in reports(documents)} == {"d000"}
    assert 0 < len(compared) <= 120 * (NEIGHBOURS + 1)


@pytest.mark.parametrize(("day", "origin"), [("2023-03-11", "a"), ("2023-03-12", "c"), (None, "c"), ("2023-03", "c")])
def test_a_citation_reaches_back_a_week(day, origin):
    cited = "Borgou Press Agency reported that gunmen killed four drivers of grain trucks near the Kerou bridge."
    wire = told("a", AMBUSH, "2023-03-04", publisher="Borgou Press Agency")
    assert by_id(wire, told("c", cited, day))["c"].origin == origin


def test_an_undated_citation_is_of_an_undated_report():
    cited = "Borgou Press Agency reported that gunmen killed four drivers of grain trucks near the Kerou bridge."
    assert by_id(told("a", AMBUSH, None, publisher="Borgou Press Agency"), told("c", cited, None))["c"].origin == "a"
