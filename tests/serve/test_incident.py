import msgspec
import pytest

from dateline.model import Echo, Factor, Judgement
from dateline.run.fusing import fuse_store
from dateline.serve import telling
from dateline.serve.pages import incident as pages
from dateline.store import Store
from dateline.store.incidents import current, incident_of, members
from tests.serve.screens import KEY, Page, client
from tests.serve.stories import fill, incident, three


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("store"), three())


@pytest.fixture
def screen(folder, monkeypatch):
    """The page of an incident written by hand."""
    monkeypatch.setattr(pages, "of_store", lambda store, id_: incident())
    return client(folder)


def page(screen, address="/incident/i-act"):
    answer = screen.get(address)
    assert answer.status_code == 200
    return Page(answer.text)


def flat(element):
    return " ".join(element["text"].split())


def test_agreed_updated_and_disputed_are_told_apart_by_sign_and_word(screen):
    told = {flat(row).split(" ")[-1]: flat(row)[0] for row in page(screen).find("span", cls="agreement")}
    assert told == {"disputed": "≠", "updated": "↻", "agreed": "✓"}
    assert len({flat(row)[0] for row in page(screen).find("span", cls="agreement")}) == 3


def test_each_value_says_how_many_say_so_and_who(screen):
    chips = {chip["data-value"]: flat(chip) for chip in page(screen).find("div", cls="chip")}
    assert "yes" in chips["happened:0"]
    assert "3 reports, 2 indep." in chips["happened:0"]
    assert "a medic, the army" in chips["happened:0"]
    assert "The group" in chips["happened:1"]


def test_later_counts_follow_earlier_ones(screen):
    order = [chip["data-value"] for chip in page(screen).find("div", cls="chip")]
    assert order.index("killed:1") < order.index("killed:0")  # 12 on the 12th, then 27 on the 14th


def test_a_dispute_is_opened_side_by_side(screen):
    found = page(screen)
    assert [panel["data-value"] for panel in found.find("section", cls="panel")] == ["happened:0", "happened:1"]


def test_a_value_is_a_link_to_its_sentences(screen):
    found = page(screen, "/incident/i-act?show=killed:1")
    (panel,) = found.find("section", cls="panel")
    assert [mark["text"] for mark in found.find("mark") if mark["text"] == "Twelve"] == ["Twelve", "Twelve"]
    assert "100 % the same text" in flat(panel)
    assert "who says so: a medic says it" in flat(panel)
    links = [link["href"] for link in found.find("a", cls="open")]
    assert links[0].startswith("/doc/wire-1?event=e")


def test_two_values_stand_beside_each_other(screen):
    found = page(screen, "/incident/i-act?show=killed:0&other=happened:1")
    assert len(found.find("div", cls="beside-2")) == 1
    assert found.find("aside", id="evidence")[0]["data-shown"] == "killed:0 happened:1"


def test_values_that_there_are_not_are_left_out(screen):
    assert screen.get("/incident/i-act?show=killed:9&other=<script>").status_code == 200


def test_reports_are_grouped_by_what_they_depend_on(screen):
    found = page(screen)
    groups = [flat(group) for group in found.find("li", cls="origin")]
    assert [group[0] for group in groups] == ["A", "B"]
    assert "reprint: 100 % the same text" in groups[0]
    assert "3 reports, 2 independent" in flat(found.find("header", cls="document")[0])


def test_the_machine_says_why_and_a_person_comes_first():
    view, (a, b, c) = incident(), incident().events
    machine = Judgement(
        left=a, right=b, verdict="same", score=2.5, factors=(Factor("same place", 1.5), Factor("days", -2.0))
    )
    person = Judgement(left=b, right=c, verdict="different", by="ana", at="2026-03-20")
    outside = Judgement(left=a, right="e-other", verdict="same")
    first, second = telling.why([machine, person, outside], view, {})
    assert first.judgement.by == "ana"
    assert [name for name, _ in second.factors] == ["days", "same place"]


def test_an_incident_that_is_only_recalled_has_a_page(folder, monkeypatch):
    view = incident()
    recalled = msgspec.structs.replace(
        view, events=(), reports=(), facts=(), echoes=(Echo(event=view.events[0], document="wire-1"),)
    )  # fmt: skip
    monkeypatch.setattr(pages, "of_store", lambda store, id_: recalled)
    found = page(client(folder))
    assert "Fighters shelled the market" in found.find("section", **{"aria-labelledby": "echoes-title"})[0]["text"]


# With the incidents that the store really has


@pytest.fixture
def fused(tmp_path):
    folder = fill(tmp_path, three())
    with Store.open(folder, write=True) as store:
        fuse_store(store, at="2026-03-15T00:00:00+00:00")
    return folder


def of(folder, document):
    with Store.open(folder) as store:
        (event,) = store.query(f"document:{document}")
        return incident_of(store, event.id), event.id


def post(folder, address, **form):
    return client(folder).post(f"{address}?key={KEY}", data=form, follow_redirects=False)


def test_a_person_merges_and_splits_and_it_is_told(fused):
    before, late = of(fused, "radio-1")
    early = of(fused, "wire-1")[0]
    if before == early:  # the scorer takes them for one: part them first
        assert post(fused, f"/incident/{early}/split", event=late, reason="another market").status_code == 303
    here, there = of(fused, "wire-1")[0], of(fused, "radio-1")[0]
    assert here != there
    done = post(fused, f"/incident/{here}/merge", other=there, reason="the same market")
    assert done.status_code == 303
    assert of(fused, "wire-1")[0] == of(fused, "radio-1")[0]
    told = client(fused).get(done.headers["location"])
    assert "the same market" in told.text
    with Store.open(fused) as store:
        assert {late, of(fused, "wire-1")[1]} <= set(members(store, current(store, there)))


def test_an_incident_cannot_be_emptied_or_merged_with_itself(fused):
    here, _ = of(fused, "wire-1")
    assert post(fused, f"/incident/{here}/merge", other=here, reason="x").status_code == 400
    assert "left on one side" in post(fused, f"/incident/{here}/split", reason="x").text
    assert post(fused, f"/incident/{here}/merge", other="nothing", reason="x").status_code == 404


def test_corrections_outrank_the_machine_and_what_was_rejected_is_told(fused):
    here, event = of(fused, "wire-1")
    browser = client(fused)
    assert "Aleppo" in flat(Page(browser.get(f"/incident/{here}").text).find("section")[0])
    send = {"event": event, "field": "where", "words": "the market"}
    assert browser.post(f"/review/fix?key={KEY}", data=send).status_code == 200
    told = browser.get(f"/incident/{here}")
    assert "put right the slot “where”" in told.text
    assert "Left out" not in told.text
    chips = [flat(chip) for chip in Page(told.text).find("div", cls="chip") if chip["data-value"].startswith("place")]
    assert any(chip.startswith("the market") for chip in chips)
    with Store.open(fused) as store:
        others = [id_ for id_ in members(store, here) if id_ != event]
    if others:
        browser.post(f"/review/decide?key={KEY}", data={"event": event, "verdict": "reject"})
        assert "reviewers rejected these records" in browser.get(f"/incident/{here}").text


def test_nobody_writes_without_the_key(fused):
    here, event = of(fused, "wire-1")
    answer = client(fused).post(f"/incident/{here}/split", data={"event": event, "reason": "x"})
    assert answer.status_code == 403


def test_an_id_that_was_merged_leads_on(fused):
    with Store.open(fused, write=True) as store:
        store.connection.execute("INSERT INTO redirect VALUES ('i-old', 'i-new', 'ana', '', '')")
    answer = client(fused).get("/incident/i-old", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/incident/i-new")
    assert client(fused).get("/incident/i-none").status_code == 404
