import os
import pickle
import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import errors
from dateline.model import Attribution, Event, Parse, Published, Span, Token, content_hash, document_id, to_json_lines
from tests.fuse.records import record, records

offsets = st.integers(0, 50)


def tree(heads):
    tokens = tuple(
        Token(index=i, start=2 * i, end=2 * i + 1, text="x", lemma="x", pos="X", tag="X", dep="dep", head=h, sentence=0)
        for i, h in enumerate(heads)
    )
    return Parse(tokens=tokens, sentences=())


@given(records())
def test_records_survive_the_wire(events):
    lines = to_json_lines(events).splitlines()
    assert tuple(msgspec.json.decode(line, type=Event) for line in lines) == events


@given(records())
def test_records_from_another_process_are_the_same_bytes(events):
    assert to_json_lines(pickle.loads(pickle.dumps(events))) == to_json_lines(events)


def test_a_default_is_left_out_whoever_wrote_it():
    one = Attribution(text="x", start=0, end=1)
    same = Attribution(text="x", start=0, end=1, stance="".join(("ass", "erts")))
    assert msgspec.json.encode(one) == msgspec.json.encode(same) == msgspec.json.encode(pickle.loads(pickle.dumps(one)))


@pytest.mark.parametrize(
    ("day", "long"), [("2023-08-13", False), ("2023-08-14", False), ("2023-08-12", True), ("2025-01-01", False)]
)
def test_a_report_is_long_after_what_ended_more_than_a_year_before(day, long):
    assert Published("2024-08-12T02:50", "minute", "given").is_long_after(day) == long
    assert not Published("2024-08", "month", "given").is_long_after(day)


def test_without_a_day_nothing_is_long_before():
    assert not Published("2024-08-12", "day", "given").is_long_after(None)


def test_the_wire_uses_the_contracts_names():
    built = record(day="2024-01-01").to_dict()
    assert built["date"]["from"] == "2024-01-01"
    assert list(built)[:4] == ["id", "document", "sentence", "type"]


@given(st.text(), st.text())
def test_hash_parts_are_kept_apart(a, b):
    assert (content_hash(a, b) == content_hash(a + b)) is False


def test_ids_do_not_depend_on_the_hash_seed():
    code = "from dateline.model import document_id; print(document_id('text', url='u', title='t'))"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    }
    assert seen == {(document_id("text", url="u", title="t") + "\n").encode()}


@given(offsets, st.integers(1, 20), offsets, st.integers(1, 20))
def test_spans_overlap_when_they_share_a_character(a, long, c, wide):
    first, second = Span(a, a + long, ""), Span(c, c + wide, "")
    assert first.overlaps(second) == bool(set(range(a, a + long)) & set(range(c, c + wide)))


def test_subtree_and_token_lookup():
    parse = tree([1, 1, 3, 1])
    assert parse.subtree(3) == [2, 3]
    assert parse.subtree(1) == [0, 1, 2, 3]
    assert parse.token_at(4) is parse.tokens[2]
    assert parse.token_at(5) is None
    assert parse.token_at(99) is None


@pytest.mark.parametrize("kind", [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Exception)])
def test_errors_survive_pickling_with_their_fields(kind):
    error = pickle.loads(pickle.dumps(kind("it is broken.", "a.jsonl line 3", "Mend it.")))
    assert type(error) is kind
    assert (error.what, error.where, error.hint) == ("it is broken.", "a.jsonl line 3", "Mend it.")
    assert str(error) == "a.jsonl line 3: it is broken. Mend it."
