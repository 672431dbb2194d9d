import msgspec
import pytest

from dateline.errors import DataError, NotFoundError, StoreError
from dateline.model import Attribution, Issue, Place, When
from dateline.store import Query, Store, schema
from tests.store.records import coded, document, event, party

TEXT = "The army said militia fighters shelled Aleppo, which the militia denied."


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "s", write=True) as opened:
        opened.begin_run("2024-08-13T00:00:00+00:00", "{}")
        yield opened


def put(store, *items, coder="c1"):
    return [store.write(item, coder=coder, run=1) for item in items]


def filled(store):
    """Three documents: an attributed and placed attack, a dated meeting, a text without events."""
    one = document("d1", TEXT, publisher="The Daily Gazette", original_publisher="Wire", title="Shelling in Aleppo")
    attack = event(
        one,
        mode="heavy-weapons" if ("ASSAULT", "heavy-weapons") in schema_kinds() else None,
        actors=(party(one, "militia fighters", name="Free Militia", country="SYR", sector="REB"),),
        place=Place(text="Aleppo", start=TEXT.index("Aleppo"), end=TEXT.index("Aleppo") + 6, country="SYR"),
        attribution=(Attribution(text="The army", start=0, end=8, cue="said"),),
    )
    two = document("d2", "France and Oman met in Muscat on 3 May.", published="2024-05-04", publisher="Herald")
    meeting = event(
        two,
        "met",
        "CONSULT",
        actors=(party(two, "France"), party(two, "Oman")),
        date=When(text="3 May", start=33, end=38, first="2024-05-03", last="2024-05-03"),
    )
    put(store, coded(one, attack), coded(two, meeting), coded(document("d3", "The weather was fine. Nobody met.")))
    return attack, meeting


def schema_kinds():
    from dateline.ontology import plover

    return plover().kinds


def test_what_is_written_is_read_back_equal(store):
    attack, meeting = filled(store)
    assert list(store.query("")) == [meeting, attack]
    assert store.document("d2").text == "France and Oman met in Muscat on 3 May."
    assert store.hit(attack.id).sentence == TEXT
    assert [found.id for found in store.documents()] == ["d1", "d2", "d3"]


@pytest.mark.parametrize(
    ("query", "documents"),
    [
        ("", ["d2", "d1"]),
        ("order:-date", ["d1", "d2"]),
        ("order:document", ["d1", "d2"]),
        ("limit:1", ["d2"]),
        ("type:ASSAULT", ["d1"]),
        ("type:ASSAULT,CONSULT", ["d2", "d1"]),
        ("status:negated", []),
        ("actor:militia", ["d1"]),
        ('actor:"free MILITIA"', ["d1"]),
        ("actor:SYR", ["d1"]),
        ("actor:REB", ["d1"]),
        ("actor:oman", ["d2"]),
        ("recipient:oman", []),
        ("country:syr", ["d1"]),
        ("place:aleppo", ["d1"]),
        ("source:army", ["d1"]),
        ("source:militia", []),
        ("publisher:wire", ["d1"]),
        ("publisher:herald,gazette", ["d2", "d1"]),
        ("since:2024-05-04", ["d1"]),
        ("since:2024-05-03 until:2024-05-03", ["d2"]),
        ("until:2024-08-12", ["d2"]),
        ("aleppo", ["d1"]),
        ("shelling", ["d1"]),
        ('"oman met"', ["d2"]),
        ('"met oman"', []),
        ("oman aleppo", []),
        ("document:d2", ["d2"]),
        ("incident:i-d1", ["d1"]),
        ("incident:i-", ["d2", "d1"]),
        ("incident:-d1", []),
        ("-incident:i-d1", ["d2"]),
        ("x'; DROP TABLE event;", []),
        ('"a OR b" AND NEAR', []),
    ],
)
def test_queries_find_what_they_ask_for(store, query, documents):
    filled(store)
    assert [found.document for found in store.query(query)] == documents
    assert store.count(query) == (2 if query == "limit:1" else len(documents))


def test_pages_join_to_the_whole_in_any_order(store):
    for n in range(7):
        of = document(f"d{n}", published=f"2024-08-0{n % 3 + 1}")
        put(store, coded(of, event(of), event(of, "town", "PROTEST")))
    for order in ("date", "-date", "document"):
        whole = list(store.query(Query(order=order)))
        paged, cursor = [], ""
        while page := list(store.query(Query(order=order, limit=3, cursor=cursor))):
            paged += page
            cursor = page[-1].id
        assert paged == whole
        assert len(whole) == 14


def test_an_unknown_cursor_is_told(store):
    filled(store)
    with pytest.raises(NotFoundError, match="cursor"):
        list(store.query(Query(cursor="e")))


def test_writing_again_changes_nothing(store):
    of = document()
    item = coded(of, event(of), issues=(Issue(stage="code", where="d1", reason="x.", document="d1", fatal=False),))
    assert put(store, item, item) == ["added", "same"]
    assert store.count() == 1
    assert len(list(store.issues())) == 1


def test_where_it_was_read_is_no_change(store):
    of = document(source="here.txt")
    moved = msgspec.structs.replace(of, source="there.txt")
    assert put(store, coded(of), coded(moved)) == ["added", "same"]


def test_another_coder_replaces_the_records(store):
    of = document()
    put(store, coded(of, event(of)))
    assert put(store, coded(of, event(of, "town", "PROTEST")), coder="c2") == ["recoded"]
    assert [found.type for found in store.query("")] == ["PROTEST"]
    assert revisions(store) == []


def test_a_changed_text_is_a_revision_and_the_old_one_is_kept(store):
    of, changed = document(), document(text="Government troops shelled the village.")
    old = event(of)
    put(store, coded(of, old))
    assert put(store, coded(changed, event(changed))) == ["revised"]
    assert store.document("d1").text == changed.text
    assert list(store.query("village"))
    assert not list(store.query("town"))
    ((text, events),) = revisions(store)
    assert text == of.text
    assert msgspec.json.decode(events, type=type(old)) == old


def revisions(store):
    return store.connection.execute("SELECT text, events FROM revision").fetchall()


def test_a_document_is_stored_whole_or_not_at_all(store):
    of = document()
    with pytest.raises(DataError, match="share an id"):
        put(store, coded(of, event(of), event(of)))
    with pytest.raises(NotFoundError):
        store.document("d1")
    assert store.count() == 0
    assert put(store, coded(of, event(of))) == ["added"]


def test_issues_of_a_document_go_when_it_is_coded_anew_but_those_of_its_reading_stay(store):
    failed = Issue(stage="parse", where="d1", reason="the parser failed.", document="d1")
    undated = Issue(stage="read", where="d1", reason="no date.", document="d1", fatal=False)
    for issue in (failed, undated, undated):
        store.write_issue(issue, run=1)
    put(store, coded(document()))
    assert list(store.issues()) == [undated]


def test_the_state_is_one_of_content_and_not_of_order(store, tmp_path):
    one, two = coded(document("d1")), coded(document("d2"))
    put(store, one, two)
    with Store.open(tmp_path / "other", write=True) as other:
        put(other, two, one)
        assert other.state() == store.state()
        put(other, one, coder="c2")
        assert other.state() != store.state()


def test_ids_are_found_by_their_beginning(store):
    attack, _ = filled(store)
    assert store.find(attack.id[:12]) == ("event", attack.id)
    assert store.find("d1") == ("document", "d1")
    assert store.find("i-d2") == ("incident", "i-d2")
    with pytest.raises(NotFoundError, match="several"):
        store.find("d")
    with pytest.raises(NotFoundError, match="nothing"):
        store.find("zzz")


def test_offsets_count_code_points_whatever_the_script(store):
    of = document("d1", "قال الجيش 🕊 e\u0301 إنه قصف shelled البلدة.\x00 نعم")
    put(store, coded(of, event(of)))
    (hit,) = store.hits("")
    assert hit.document == of
    assert hit.document.text[hit.event.trigger.start : hit.event.trigger.end] == "shelled"


def test_reading_only_means_that(store):
    with Store.open(store.folder) as reader, pytest.raises(StoreError, match="reading only"):
        reader.write(coded(document()), coder="c", run=1)


def test_no_store_is_told(tmp_path):
    with pytest.raises(NotFoundError, match="no store here"):
        Store.open(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        Store.open(tmp_path / "file" / "s", write=True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("PRAGMA user_version = 99", "schema version 99"),
        ("PRAGMA application_id = 7", "no Dateline store"),
    ],
)
def test_other_files_are_refused_with_what_to_do(tmp_path, change, told):
    with Store.open(tmp_path, write=True) as store:
        store.connection.execute(change)
    for write in (False, True):
        with pytest.raises(StoreError, match=told):
            Store.open(tmp_path, write=write)


def test_a_damaged_file_is_told(tmp_path):
    (tmp_path / schema.FILE).write_bytes(b"this is no database, whatever its name says" * 100)
    for write in (False, True):
        with pytest.raises(StoreError, match="damaged"):
            Store.open(tmp_path, write=write)


def test_a_failed_opening_lets_go_of_the_lock(tmp_path):
    (tmp_path / schema.FILE).write_bytes(b"x" * 5000)
    with pytest.raises(StoreError, match="damaged"):
        Store.open(tmp_path, write=True)
    (tmp_path / schema.FILE).unlink()
    Store.open(tmp_path, write=True).close()


def test_a_killed_run_is_marked_by_the_next(store):
    assert [run.state for run in store.runs()] == ["running"]
    number = store.begin_run("2024-08-14T00:00:00+00:00", "{}")
    store.end_run(number, "2024-08-14T00:01:00+00:00", "complete", "{}")
    assert [run.state for run in store.runs()] == ["interrupted", "complete"]
