import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.evaluate.stream_cases import load, unmark
from dateline.evaluate.stream_lint import is_stream, lint

CASE = """
id: s999
region: Sahel
point: a reprint; an echo
incidents:
  a:
    type: ASSAULT/explosives
    what: bombing of a market
    place: Ayorou
    country: NER
    from: 2023-03-04
    to: 2023-03-04
    facts:
      happened: {agreement: agreed, values: [actual]}
      killed: {agreement: updated, values: [12, 27], best: 27}
      date: {agreement: agreed, values: [2023-03-04]}
stories:
- id: s999-1
  outlet: Niger River Post
  published: 2023-03-04T18:10
  title: Blast at Ayorou
  origin: s999-1
  dependence: original
  text: |
    At least 12 people were {a|killed} on Saturday.
    A bomb {a|exploded} at the market.

    Nobody has claimed it.
- id: s999-2
  outlet: Desert Wire
  published: 2023-04-20T08:00
  title: Traders stay away
  origin: s999-2
  dependence: original
  text: |
    Traders stay away since the {~a|bombing} of the market.
"""


def faults(tmp_path, text=CASE):
    (tmp_path / "s999.yaml").write_text(text, "utf-8")
    return [str(fault) for fault in lint(tmp_path)]


def test_a_case_in_order_has_no_fault_and_can_be_read(tmp_path):
    assert faults(tmp_path) == []
    (case,) = load(tmp_path)
    first, second = case.stories
    assert first.text.startswith("At least 12 people were killed on Saturday. A bomb exploded at the market.\n\nNobody")
    assert [first.text[m.start : m.end] for m in first.marks] == ["killed", "exploded"]
    assert [(m.incident, m.echo) for m in second.marks] == [("a", True)]
    (truth,) = case.incidents
    assert (truth.type, truth.mode, truth.first) == ("ASSAULT", "explosives", "2023-03-04")
    assert (truth.facts["killed"].values, truth.facts["killed"].best) == (("12", "27"), "27")
    assert truth.facts["date"].values == ("2023-03-04",)
    assert is_stream(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: s999\n", "id: s998\n", "the id 's998' is not the file's name."),
        ("region: Sahel\n", "", "lacks the keys ['region']"),
        ("ASSAULT/explosives", "ASSAULT/bombs", "there is no type and mode 'ASSAULT/bombs'."),
        ("country: NER", "country: Niger", "no ISO 3166 alpha-3 code"),
        ("from: 2023-03-04", "from: 2023-03-05", "is no span of ISO days"),
        ("agreement: updated", "agreement: revised", "agreement 'revised' is none of"),
        ("values: [12, 27]", "values: [27]", "a fact that is updated needs two values."),
        ("best: 27", "best: 28", "best 28 is not among the values."),
        ("values: [12, 27]", "values: [12, 27, many]", "'many' is no value of it."),
        ("killed: {", "wounded: {", "there is no such fact"),
        ("values: [actual]", "values: [maybe]", "'maybe' is no value of it."),
        ("published: 2023-03-04T18:10", "published: Saturday", "'Saturday' is no ISO day or time."),
        ("dependence: original", "dependence: copy", "dependence 'copy' is none of"),
        ("origin: s999-2", "origin: s999-7", "its origin 's999-7' is no story of the case."),
        ("origin: s999-2", "origin: s999-1", "an original is its own origin"),
        ("{a|killed}", "{a:killed}", "a mark is not written as"),
        ("{a|killed}", "{c|killed}", "a mark names the unknown incident c."),
        ("id: s999-2", "id: s999-1", "two stories have one id."),
        ("2023-04-20T08:00", "2023-01-20T08:00", "it recalls incident a before any story tells of it."),
        ("  title: Traders stay away\n", "", "a story lacks the keys ['title']"),
    ],
)
def test_each_fault_says_what_and_where(tmp_path, old, new, said):
    found = faults(tmp_path, CASE.replace(old, new))
    assert any(said in fault for fault in found), found
    assert all(fault.startswith("s999.yaml: ") for fault in found)
    with pytest.raises(DataError):
        load(tmp_path)


def test_an_incident_that_no_story_tells_is_a_fault(tmp_path):
    plain = CASE.replace("{a|killed}", "killed").replace("{a|exploded}", "exploded")
    assert faults(tmp_path, plain) == ["s999.yaml: incident a: no story tells of it."]


@pytest.mark.parametrize("text", ["[", "- a list", "\x00"])
def test_what_is_no_case_is_one_fault(tmp_path, text):
    assert len(faults(tmp_path, text)) == 1


def test_a_folder_without_cases_cannot_be_measured(tmp_path):
    with pytest.raises(DataError, match="no case"):
        load(tmp_path)
    assert not is_stream(tmp_path)


words = st.text(st.sampled_from("abc xyz.,"), min_size=1, max_size=12).filter(str.strip)


@given(st.lists(st.tuples(words, st.sampled_from(["", "a", "~b"])), min_size=1, max_size=8))
def test_marks_come_out_and_point_at_their_words(pieces):
    written = " ".join(f"{{{mark}|{word}}}" if mark else word for word, mark in pieces)
    text, marks = unmark(written)
    assert "{" not in text
    assert [text[m.start : m.end] for m in marks] == [word for word, mark in pieces if mark]
    assert [m.echo for m in marks] == [mark == "~b" for _, mark in pieces if mark]
