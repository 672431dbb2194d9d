import pytest
from click import unstyle

from dateline.cli.evidence import quoted
from dateline.cli.words import chain, mark, marked_status, number
from dateline.model import Attribution, Magnitude, Party, Place, Reason, Span, When
from dateline.store import Hit, Store
from tests.store.records import coded, document, event, party

TEXT = "If talks fail, the army said, militia fighters\nof Aleppo shelled the town in Aleppo on Monday."


def spot(kind, text, nth=0, **fields):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return kind(text=text, start=start, end=start + len(text), **fields)


@pytest.fixture
def hit():
    of = document("doc-1", TEXT, publisher="Gazette", original_publisher="Wire", title="A title")
    found = event(
        of,
        actors=(spot(Party, "militia fighters\nof Aleppo", name="Free Militia", country="SYR", sector="REB"),),
        recipients=(party(of, "the town"),),
        place=spot(Place, "Aleppo", 1, country="SYR", latitude=36.2, longitude=37.16, precision="city"),
        date=spot(When, "Monday", first="2024-08-12", last="2024-08-12"),
        condition=spot(Span, "If talks fail"),
        attribution=(
            spot(Attribution, "the army", cue="said", medium="on X", name="Syrian Army"),
            spot(Attribution, "talks", stance="denies", anonymous=True),
        ),
        reasons=(Reason("fatalities", "not stated"),),
    )
    return Hit(found, of)


def test_the_sentence_is_quoted_with_its_parts_marked(hit):
    assert unstyle(quoted(hit)) == (
        "“[C If [S talks] fail], [S the army] said, [A militia fighters of Aleppo] «shelled» [R the town] "
        "in [P Aleppo] on [D Monday].”"
    )


def test_parts_that_cross_or_lie_elsewhere_are_not_bracketed():
    of = document("d", "They shelled the town.")
    crossing = Party(text="They shelled", start=0, end=12)
    overlapping = Party(text="shelled the", start=5, end=16)
    elsewhere = Party(text="x", start=90, end=91)
    found = event(of, actors=(crossing, elsewhere), recipients=(overlapping,))
    assert unstyle(quoted(Hit(found, of))) == "“[A They «shelled»] the town.”"


def test_the_chain_runs_from_the_publisher_to_the_claim(hit):
    assert chain(hit.event, hit.document) == (
        "Gazette ← Wire ← “talks” (unnamed) denies it ← “the army” = Syrian Army asserts it (“said”, on X)"
    )


def test_the_mark_tells_fact_claim_denial_threat_and_plan():
    of = document()
    says, denies = (Attribution(text="G", start=0, end=1, stance=stance) for stance in ("asserts", "denies"))

    def marked(type_="ASSAULT", **fields):
        return mark(event(of, "shelled", type_, **fields))

    assert marked() == "●"
    assert marked(attribution=(says,)) == "◐"
    assert marked(attribution=(denies,)) == "⊘"
    assert marked(attribution=(says, denies)) == "≠"
    assert marked(status="negated") == "⊘"
    assert marked(status="future") == "◇"
    assert marked("THREATEN") == "▲"
    assert marked_status(event(of, status="historical")) == "● historical"


def test_numbers_say_their_bounds():
    assert number(Magnitude(text="at least seven", start=0, end=1, low=7)) == "at least seven = 7 to ?"
    assert number(Magnitude(text="two", start=0, end=1, low=2, high=2)) == "two = 2"


@pytest.fixture
def shown(hit, tmp_path, dateline):
    with Store.open(tmp_path / "s", write=True) as store:
        store.write(coded(hit.document, hit.event), coder="c", run=1)
    return lambda id_: dateline("show", id_, "--store", tmp_path / "s")


def test_an_event_is_shown_with_its_evidence_and_what_is_empty_and_why(shown, hit):
    done = shown(hit.event.id[:10])
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("ASSAULT  ≠ actual  2024-08-12\n  “[C If ")
    for told in (
        "who says    Gazette ← Wire ← ",
        "actor       militia fighters of Aleppo = Free Militia, SYR, REB",
        "recipient   the town\n",
        "place       Aleppo = Aleppo (SYR); 36.20, 37.16; city",
        "date        Monday = 2024-08-12",
        "if          If talks fail",
        "fatalities  — not stated",
        f"ids         event {hit.event.id}, document doc-1, incident i-doc-1",
    ):
        assert told in done.stdout
    assert "\x1b" not in done.stdout


def test_documents_and_incidents_show_all_their_records(shown):
    told = shown("doc-1").stdout
    assert told.startswith("A title\n")
    assert "published   2024-08-13 (found: given)" in told
    assert "«shelled»" in told
    assert shown("i-doc-1").stdout.startswith("incident i-doc-1: 1 record in 1 document\n")


def test_what_is_not_there_is_told(shown):
    done = shown("e999")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "nothing here has the id 'e999'" in done.stderr
