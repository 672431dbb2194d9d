import json
import re
from types import SimpleNamespace

import pytest

from dateline.cli.incidents import _told
from dateline.store import Store, schema
from dateline.store import incidents as kept

TWICE = [
    '{"id": "a", "published": "2024-08-13", "publisher": "Gazette", "text": "Troops shelled the town of Idlib today."}',
    '{"id": "b", "published": "2024-08-13", "publisher": "Herald", "text": "Troops shelled the town of Idlib again."}',
    '{"id": "c", "published": "2019-01-01", "publisher": "Herald", "text": "Nobody condemned a football match."}',
]
BY = ("--by", "Ana", "--reason", "read both")


@pytest.fixture
def store(tmp_path, dateline):
    path = tmp_path / "twice.jsonl"
    path.write_text("\n".join(TWICE) + "\n", "utf-8")
    assert dateline("build", path, "--store", tmp_path / "s", "--workers", 1).exit_code == 0
    return tmp_path / "s"


def listed(dateline, store, query=""):
    done = dateline("incidents", query, "--store", store, "--format", "jsonl")
    assert done.exit_code == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_incidents_are_listed_in_every_format(dateline, store):
    found = listed(dateline, store)
    assert sorted(len(one["events"]) for one in found) == [1, 2]
    assert [one["type"] for one in listed(dateline, store, "type:ACCUSE")] == ["ACCUSE"]
    assert "2 reports" in dateline("incidents", "--store", store, "--format", "table").stdout
    rows = dateline("incidents", "--store", store, "--format", "csv").stdout.splitlines()
    assert rows[0].startswith("id,type,mode")
    assert len(rows) == 3
    none = dateline("incidents", "type:AID", "--store", store)
    assert (none.exit_code, none.stderr) == (0, "No incident answers this query.\n")


def test_merge_leads_on_and_tells_so(dateline, store):
    old = sorted(one["id"] for one in listed(dateline, store))
    done = dateline("merge", *old, "--store", store, *BY)
    assert (done.exit_code, done.stderr) == (0, f"{store}: 1 merged; generation 2.\n")
    (one,) = listed(dateline, store)
    (gone,) = set(old) - {one["id"]}
    told = dateline("show", gone, "--store", store).stdout
    assert f"incident {gone} was merged into {one['id']} by Ana: read both" in told
    assert "3 reports" in told
    again = dateline("merge", *old, "--store", store, *BY)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "one incident already" in again.stderr


def test_split_judge_and_the_difference_between_versions(dateline, store):
    pair = next(one for one in listed(dateline, store) if len(one["events"]) == 2)
    assert "1 split" in dateline("split", pair["id"], pair["events"][1], "--store", store, *BY).stderr
    assert len(listed(dateline, store)) == 3
    told = dateline("diff", 1, 2, "--store", store, "--format", "table").stdout
    assert re.search(rf"split +{pair['id']} became .* by Ana: read both\n", told)
    assert f"changed {pair['id']} reports: 2 → 1" in told
    assert "1 merged" in dateline("judge", *pair["events"], "same", "--store", store, *BY).stderr
    lines = dateline("diff", 2, 3, "--store", store, "--format", "jsonl").stdout.splitlines()
    assert (json.loads(lines[0])["what"], json.loads(lines[0])["by"]) == ("merged", "Ana")
    assert dateline("diff", 3, 3, "--store", store).stderr == "Nothing changed.\n"


def test_a_same_that_other_judgements_stand_against_says_what_to_do(dateline, store, monkeypatch):
    one, other = (incident["events"][0] for incident in listed(dateline, store))
    joined = dateline("judge", one, other, "same", "--store", store, *BY)
    assert "Other judgements" not in joined.stderr
    monkeypatch.setattr("dateline.store.incidents.incident_of", lambda _, event: f"i-{event}")
    told = dateline("judge", one, other, "same", "--store", store, *BY)
    assert told.stderr.endswith(f"keep these records apart. To overrule them: dateline merge i-{one} i-{other}\n")


@pytest.mark.parametrize(
    ("call", "code", "told"),
    [
        (("merge", "i", "zzz", *BY), 3, "several ids|no incident|nothing here"),
        (("merge", "a", "b", "--by", "dateline"), 3, "no incident"),
        (("judge", "nobody", "nothing", "same", *BY), 3, "nothing here"),
        (("diff", 1, 9), 3, "there is no generation 9"),
        (("diff", 1, 1, "--format", "csv"), 2, "is no table"),
    ],
)
def test_wrong_calls_are_told(dateline, store, call, code, told):
    done = dateline(*call, "--store", store)
    assert (done.exit_code, done.stdout) == (code, "")
    assert re.search(told, done.stderr)


def test_nobody_judges_in_the_machines_name_and_nothing_is_split_from_itself(dateline, store):
    pair = next(one for one in listed(dateline, store) if len(one["events"]) == 2)
    machine = dateline("judge", *pair["events"], "different", "--store", store, "--by", "dateline")
    assert (machine.exit_code, "no name of a person" in machine.stderr) == (2, True)
    whole = dateline("split", pair["id"], *pair["events"], "--store", store, *BY)
    assert (whole.exit_code, "nothing would be left" in whole.stderr) == (2, True)
    with Store.open(store) as opened:
        assert not list(kept.judgements(opened))


def test_an_older_store_is_brought_up_to_date_by_the_doctor(dateline, store):
    with Store.open(store, write=True) as opened:
        later = ("saved", "second_reading")
        for table in ("membership", "redirect", "judgement", "change", "reprint", "review", "fused", *later):
            opened.connection.execute(f"DROP TABLE {table}")
        opened.connection.execute("PRAGMA user_version = 1")
    assert "doctor --migrate" in dateline("query", "--store", store).stderr
    assert dateline("doctor", "--migrate", store / "nowhere").exit_code == 3
    dateline("doctor", "--migrate", store)
    assert dateline("query", "--store", store, "--count").stdout == "3\n"
    with Store.open(store) as opened:
        assert opened.connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


@pytest.mark.parametrize(
    ("reports", "independent", "told"),
    [(0, 0, "background only"), (1, 1, "1 report"), (3, 2, "3 reports, 2 indep.")],
)
def test_the_list_says_by_how_many_reports_an_act_is_told(reports, independent, told):
    assert _told(SimpleNamespace(reports=("r",) * reports, independent=independent)) == told
