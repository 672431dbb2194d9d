import pytest

from dateline.errors import NotFoundError
from dateline.run.fusing import fuse_store
from dateline.run.incidents import incident, incidents, plain
from dateline.store import Store
from dateline.store import incidents as kept
from tests.fuse.told import coded, number, of_states, place, when

NEWS = "A bomb exploded at the cattle market in Ayorou on Saturday, killing twelve traders from Niger."
MORE = "Twelve traders died when a bomb exploded at the cattle market of Ayorou in Niger on Saturday, police said."
LATER = "Cattle prices rose again. Few came, a trader said, since the market was bombed on 4 March."
THREAT = "Iran threatened to strike Israel after the killing of an officer."
STRIKE = "Iran attacked Israel with drones."


def bomb(text, trigger, id_, published):
    return coded(text, trigger, id_, published, place=place("Ayorou"), date=when("2023-03-04"), fatalities=number(12))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store", write=True) as opened:
        run = opened.begin_run("2024-01-01T00:00:00", "{}")
        told = [
            bomb(NEWS, "exploded", "d1", "2023-03-05"),
            bomb(MORE, "exploded", "d2", "2023-03-05"),
            bomb(LATER, "bombed", "d3", "2023-04-20"),
            of_states(THREAT, "threatened", "d4", "2024-08-01", "THREATEN/violence"),
            of_states(STRIKE, "attacked", "d5", "2024-08-11", "ASSAULT/drone"),
        ]
        for one in told:
            opened.write(one, coder="by hand", run=run)
        fuse_store(opened)
        yield opened


def of(store, document_):
    (event,) = store.query(f"document:{document_}")
    return kept.incident_of(store, event.id)


def test_the_view_of_an_incident_has_its_reports_and_later_echoes(store):
    assert of(store, "d1") == of(store, "d2")
    found = incident(store, of(store, "d1"))
    assert ([report.document for report in found.reports], found.independent) == (["d1", "d2"], 2)
    assert [(echo.document, echo.reported) for echo in found.echoes] == [("d3", "2023-04-20")]
    assert (found.title, found.first) == ("Bombing in Ayorou", "2023-03-04")


def test_threats_and_what_followed_know_of_each_other(store):
    threat, strike = of(store, "d4"), of(store, "d5")
    (led,) = incident(store, threat).led_to
    assert (led.followed, led.days) == (strike, 10)
    assert incident(store, strike).followed == (led,)
    assert plain(store, threat).led_to == ()


def test_each_incident_that_a_query_asks_for_comes_once(store):
    found = list(incidents(store, "type:ASSAULT order:date"))
    assert len(found) == len({one.id for one in found})
    assert {one.id for one in found} >= {of(store, "d1"), of(store, "d5")}
    assert len(list(incidents(store, "type:ASSAULT limit:1"))) == 1


def test_an_unknown_incident_is_told(store):
    with pytest.raises(NotFoundError, match="no incident"):
        incident(store, "nowhere")
