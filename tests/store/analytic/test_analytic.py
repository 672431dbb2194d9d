import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import NotFoundError
from dateline.store import Query, Store
from dateline.store.analytic import Analytic
from dateline.store.analytic.facets import FACETS
from dateline.store.analytic.measures import Frame
from dateline.store.analytic.space import WORLD
from dateline.store.analytic.times import grain_of
from dateline.store.standing import STANDINGS, standing
from tests.serve.many import fill


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("analytic") / "store")


@pytest.fixture(scope="module")
def analytic(folder):
    found = Analytic.open(folder)
    yield found
    found.close()


QUERIES = st.builds(
    Query,
    type=st.lists(st.sampled_from(["ASSAULT", "SUPPORT", "THREATEN"]), max_size=2, unique=True).map(tuple),
    standing=st.lists(st.sampled_from(STANDINGS), max_size=2, unique=True).map(tuple),
    country=st.sampled_from([(), ("SDN",), ("SYR", "SDN")]),
    actor=st.sampled_from([(), ("rebels",), ("=the-army",), ("army", "police")]),
    publisher=st.sampled_from([(), ("Blue Paper",), ("=Green Radio",)]),
    placed=st.sampled_from([(), ("point",), ("area", "none")]),
    text=st.sampled_from([(), ("medic",), ("shelled",), ("nowhere",)]),
    since=st.sampled_from(["", "2024-03-01"]),
    until=st.sampled_from(["", "2024-06-30"]),
    exclude=st.sampled_from([(), (("type", "ASSAULT"),), (("country", "SDN"), ("actor", "police"))]),
    order=st.sampled_from(["date", "-date", "document"]),
)  # fmt: skip


def test_a_store_without_a_generation_says_what_to_do(tmp_path):
    Store.open(tmp_path / "s", write=True).close()
    with pytest.raises(NotFoundError, match="dateline build"):
        Analytic.open(tmp_path / "s")


@settings(deadline=None, max_examples=40)
@given(query=QUERIES)
def test_every_panel_counts_the_same_incidents(analytic, query):
    number = analytic.counts(query).incidents
    assert len(analytic.page(query)) == number == sum(1 for _ in analytic.every(query))
    assert sum(batch.num_rows for batch in analytic.table(query)) == number
    told = analytic.map(query)
    free = analytic.counts(query.without("box", "placed")).incidents
    assert told.points + told.area + told.none == free
    assert sum(spot.incidents for spot in told.spots) == told.points
    bars = analytic.histogram(query)
    shown = sum(sum(bar.incidents.values()) for bar in bars.bars)
    dateless = analytic.counts(query.without("since", "until", "dated")).incidents
    assert shown + bars.before + bars.after + bars.wide + bars.undated == dateless


@settings(deadline=None, max_examples=25)
@given(query=QUERIES, name=st.sampled_from(FACETS))
def test_asking_for_a_facets_value_finds_as_many_as_it_said(analytic, query, name):
    for value in analytic.facet(query, name, 50):
        asked = msgspec.structs.replace(query.without(name), **{name: (value.value,)})
        if not value.state:
            assert analytic.counts(asked).incidents == value.incidents


@settings(deadline=None, max_examples=25)
@given(query=QUERIES, size=st.integers(1, 7))
def test_pages_one_after_another_are_the_whole_list(analytic, query, size):
    whole, found, cursor = analytic.page(query), [], ""
    while page := analytic.page(msgspec.structs.replace(query, limit=size, cursor=cursor)):
        found += page
        cursor = page[-1].id
    assert found == list(whole)


@settings(deadline=None, max_examples=40)
@given(query=QUERIES.filter(lambda q: not any("=" in v for v in (*q.actor, *q.publisher))))
def test_incidents_of_one_record_answer_as_the_record_does(analytic, folder, query):
    alone = {row.id for row in analytic.page(Query()) if row.events == 1}
    with Store.open(folder) as store:
        records = {event.incident for event in store.query(query)}
    assert {row.id for row in analytic.page(query)} & alone == records & alone


def test_standings_in_memory_in_sqlite_and_in_duckdb_are_the_same(analytic, folder):
    with Store.open(folder) as store:
        events = list(store.query(""))
        for name in STANDINGS:
            expected = {event.id for event in events if standing(event) == name}
            assert {event.id for event in store.query(Query(standing=(name,)))} == expected
    single = {event.incident: standing(event) for event in events}
    for row in analytic.page(Query()):
        assert row.events > 1 or row.standing == single[row.id]


def test_excluding_is_the_complement(analytic):
    everything = analytic.counts(Query()).incidents
    for pair in (("type", "ASSAULT"), ("country", "SDN"), ("source", "medic"), ("placed", "none"), ("actor", "rebels")):
        wanted = analytic.counts(Query(**{pair[0]: (pair[1],)})).incidents
        assert 0 < wanted < everything
        assert analytic.counts(Query(exclude=(pair,))).incidents == everything - wanted


def test_an_incident_is_found_by_the_beginning_of_its_id(analytic):
    ids = [row.id for row in analytic.page(Query())]
    for begun in (ids[0], ids[0][:6], ids[0][:1], "x"):
        asked = {row.id for row in analytic.page(Query(incident=(begun,)))}
        assert asked == {id_ for id_ in ids if id_.startswith(begun)}


def test_a_box_may_span_the_date_line(analytic):
    inside = analytic.counts(Query(box="36,15,38,37")).incidents
    assert inside == analytic.map(Query()).points
    assert analytic.counts(Query(box="170,-90,36,90")).incidents == analytic.counts(Query(placed=("area",))).incidents


def test_provinces_are_never_points(analytic):
    told = analytic.map(Query(), WORLD)
    assert "Darfur" in {area.name for area in told.areas}
    assert {spot.name for spot in told.spots} == {"Kassala", "Aleppo"}


def test_dyads_and_surroundings_agree(analytic):
    dyads = {(d.by, d.to): d.incidents for d in analytic.dyads(Query(), 100)}
    assert dyads
    for (by, to), number in dyads.items():
        assert number == analytic.counts(Query(actor=(f"={by}",), recipient=(f"={to}",))).incidents
    around = {(d.by, d.to): d.incidents for d in analytic.surroundings(Query(), "rebels", 100)}
    assert around == {pair: n for pair, n in dyads.items() if "rebels" in pair}


@settings(deadline=None, max_examples=20)
@given(query=QUERIES)
def test_the_busiest_actor_is_the_first_of_all(analytic, query):
    first = next((actor.key for actor in analytic.actors(query, "", 1)), "")
    assert analytic.busiest(query) == first


def test_an_actor_that_nobody_names_has_no_surroundings(analytic):
    assert analytic.surroundings(Query(), "nobody") == analytic.surroundings(Query(), "") == ()


def test_a_series_holds_the_dated_incidents_of_a_pair(analytic):
    pair = Query(actor=("=rebels",), recipient=("=traders",))
    dated = [row for row in analytic.page(pair) if row.first or row.reported]
    months = Frame(first="0001-01-01", last="9999-12-31", grain="month")
    assert sum(month.incidents for month in analytic.tally(pair, "quad", months)) == len(dated)


def test_actors_are_found_by_the_beginning_of_a_word(analytic):
    assert [a.key for a in analytic.actors(Query(), "reb", 10)] == ["rebels"]
    with pytest.raises(NotFoundError, match="no incident here names"):
        analytic.actor(Query(), "nobody")


def test_an_unknown_cursor_is_told(analytic):
    with pytest.raises(NotFoundError, match="cursor"):
        analytic.page(Query(cursor="nothing"))


def test_sources_tell_their_longest_silence(analytic):
    told = {source.publisher: source for source in analytic.sources(20)}
    assert sum(source.articles for source in told.values()) == 40
    assert all(source.gap >= 20 for source in told.values())


def test_grains_keep_bars_apart():
    assert [grain_of("2024-01-01", last) for last in ("2024-02-01", "2024-12-31", "2027-01-01", "2060-01-01")] == [
        "day", "week", "month", "year"]  # fmt: skip


def test_a_newer_generation_makes_it_stale(tmp_path):
    folder = fill(tmp_path / "store", 3)
    first = Analytic.open(folder)
    assert not first.stale
    fill(folder, 5)
    assert first.stale
    first.close()


def test_nothing_outside_can_be_reached(analytic, tmp_path):
    target = tmp_path / "x.csv"
    target.write_text("a\n1\n", "utf-8")
    with analytic.memory.cursor() as cursor, pytest.raises(Exception, match=r"disabled|Permission"):
        cursor.execute(f"SELECT * FROM read_csv('{target}')")


def test_queries_with_new_keys_come_back_from_url_and_words():
    for query in (
        Query(exclude=(("type", "ASSAULT"), ("actor", "A, b"))),
        Query(standing=("claimed", "denied"), placed=("none",), dated=("no",)),
        Query(box="-20.5,-10,170,35"),
    ):
        assert Query.parse(str(query)) == query == Query.from_url(query.to_url())
