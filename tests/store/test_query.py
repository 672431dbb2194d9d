import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.store import Query, grammar
from dateline.store.query import Order
from dateline.store.words import words

CHARACTERS = st.characters(exclude_categories=["Cs"])
NAMES = st.text(CHARACTERS, min_size=1, max_size=20).filter(words)
IDS = st.text(CHARACTERS, min_size=1, max_size=20)


def several(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=3, unique=True).map(tuple)


QUERIES = st.builds(
    Query,
    text=several(NAMES),
    type=several(st.sampled_from(["ASSAULT", "COERCE", "AGREE"])),
    mode=several(st.sampled_from(["drone", "visit"])),
    status=several(st.sampled_from(["actual", "negated"])),
    actor=several(NAMES),
    recipient=several(NAMES),
    country=several(st.text(string.ascii_uppercase, min_size=3, max_size=3)),
    place=several(NAMES),
    source=several(NAMES),
    publisher=several(NAMES),
    document=several(IDS),
    incident=several(IDS),
    since=st.sampled_from(["", "2024-08-01"]),
    until=st.sampled_from(["", "2024-08-31"]),
    order=st.sampled_from(Order.__args__),
    limit=st.none() | st.integers(1, 10**6),
    cursor=st.just("") | IDS,
)


@given(QUERIES)
def test_what_is_written_is_read_back_the_same(query):
    assert Query.parse(str(query)) == query
    assert Query.from_url(query.to_url()) == query


@given(st.text(CHARACTERS, max_size=40))
def test_any_text_is_a_query_or_a_usage_error(written):
    with suppress(UsageError):
        assert Query.parse(str(Query.parse(written))) == Query.parse(written)


def test_people_write_queries_in_many_ways():
    query = Query.parse(
        'Gaza, "drone attack" type:assault,Coerce since:2024-02 until:2024-02 actor:"Foreign Ministry" status:future'
    )
    assert query.text == ("Gaza", "drone attack")
    assert query.type == ("ASSAULT", "COERCE")
    assert (query.since, query.until) == ("2024-02-01", "2024-02-29")
    assert query.actor == ("Foreign Ministry",)


def test_a_url_may_join_words_of_a_list_with_commas_but_not_names():
    query = Query.from_url("?status=actual,future&publisher=Foo%2C+Inc.")
    assert query.status == ("actual", "future")
    assert query.publisher == ("Foo, Inc.",)


def test_a_query_says_only_what_is_asked():
    assert str(Query()) == ""
    assert str(Query(actor=("RSF",), order="-date", limit=5)) == "actor:RSF order:-date limit:5"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("actr:Hamas", "Did you mean 'actor'?"),
        ("type:ASAULT", "Did you mean 'ASSAULT'?"),
        ("status:happened", "Known are: actual"),
        ("since:yesterday", "Write 2024"),
        ("since:2024-13", "Write 2024"),
        ("since:2024-09 until:2024-08", "is after"),
        ("country:Syria", "three letters"),
        ("limit:0", "from 1 up"),
        ("limit:many", "no number"),
        ("limit:1 limit:2", "Give it once"),
        ("actor:", "has no value"),
        ('actor:"', "not closed"),
        ('"open', "not closed"),
        ('actor:"..."', "no word"),
    ],
)
def test_what_cannot_be_is_refused_with_a_hint(written, told):
    with pytest.raises(UsageError) as caught:
        Query.parse(written)
    assert told in str(caught.value)


@given(st.lists(st.tuples(st.sampled_from(["text", "actor", "place"]), st.text(CHARACTERS, min_size=1, max_size=10))))
def test_the_grammar_keeps_pairs(pairs):
    assert list(grammar.split(grammar.join(pairs))) == pairs
