import json

import msgspec
import pytest

from dateline.evaluate import plv
from dateline.evaluate.rows import plain
from dateline.model import Coded, Event, Extent, Parse, Party, Sentence, Span, Token, event_id

TEXT = "Chad praised Mali and attacked Togo"
HEADS = {0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 4}


def parse():
    words, tokens, at = TEXT.split(), [], 0
    for i, word in enumerate(words):
        tokens.append(Token(i, at, at + len(word), word, word, "X", "X", "dep", HEADS[i], 0))
        at += len(word) + 1
    return Parse(tokens=tuple(tokens), sentences=(Sentence(0, 0, len(TEXT), 0, len(tokens)),))


def span(word):
    start = TEXT.index(word)
    return start, start + len(word)


def party(word):
    start, end = span(word)
    return Party(text=word, start=start, end=end)


def event(document, type_, trigger, actor=None, recipient=None):
    at = Span.of(TEXT, *span(trigger))
    return Event(
        id=event_id(document.id, type_, None, status="actual", trigger=at),
        document=document.id, sentence=Extent(0, len(TEXT)),
        type=type_, mode=None, quad="", score=0, cameo="", trigger=at,
        actors=(party(actor),) if actor else (), recipients=(party(recipient),) if recipient else (),
    )  # fmt: skip


def pair(root, penta, target="Togo", id_="p1"):
    start, end = span(target)
    return {
        "id": id_, "text": TEXT, "source": {"text": "Chad", "start": 0, "end": 4},
        "target": {"text": target, "start": start, "end": end}, "gold_root": root, "gold_penta": penta,
    }  # fmt: skip


def predict(documents):
    for d in documents:
        events = (event(d, "SUPPORT", "praised", "Chad", "Mali"), event(d, "ASSAULT", "attacked", "Chad", "Togo"))
        yield Coded(document=d, parse=parse(), events=events)


def result(tmp_path, *pairs, predictor=predict):
    path = tmp_path / "plv.jsonl"
    path.write_text("\n".join(json.dumps(p) for p in pairs), "utf-8")
    return plv.run(path, predictor)


def test_the_pair_picks_its_own_record(tmp_path):
    found = result(tmp_path, pair("ASSAULT", 4), pair("SUPPORT", 1, "Mali", "p2"))
    assert (found.figures["root_macro_f1"], found.figures["quad_macro_f1"], found.figures["binary_macro_f1"]) == (
        1,
        1,
        1,
    )


def test_concessions_and_retreats_are_yields(tmp_path):
    def yielding(documents):
        return [Coded(document=d, parse=parse(), events=(event(d, "CONCEDE", "praised"),)) for d in documents]

    found = result(tmp_path, pair("YIELD", 2), predictor=yielding)
    assert (found.figures["root_macro_f1"], found.figures["quad_macro_f1"]) == (1, 1)


def test_no_record_is_wrong_on_every_level(tmp_path):
    def silent(documents):
        return [Coded(document=d, parse=parse()) for d in documents]

    found = result(tmp_path, pair("ASSAULT", 4), predictor=silent)
    assert [found.figures[k] for k in ("root_macro_f1", "quad_macro_f1", "binary_macro_f1", "coded")] == [0, 0, 0, 0]


@pytest.mark.parametrize(("root", "expected"), [("AGREE", 1), ("YIELD", 2), ("REJECT", 3), ("SANCTION", 4), ("", 0)])
def test_quad_class_of_a_root(root, expected):
    assert plv.penta(root) == expected


def test_among_equals_the_record_nearest_to_the_root_is_taken():
    document = plain("p", pair("SUPPORT", 1)["text"])
    implied = msgspec.convert(pair("SUPPORT", 1) | {"source": {"text": "x"}, "target": {"text": "y"}}, plv.Pair)
    deep, high = event(document, "ASSAULT", "attacked"), event(document, "SUPPORT", "praised")
    picked = plv.pick(implied, Coded(document=document, parse=parse(), events=(deep, high)))
    assert picked.type == "SUPPORT"


def test_of_two_types_of_one_trigger_the_surer_is_taken():
    document = plain("p1", TEXT)
    weak, sure = event(document, "AGREE", "attacked"), event(document, "ASSAULT", "attacked")
    weak, sure = (msgspec.structs.replace(e, confidence=c) for e, c in ((weak, 0.3), (sure, 0.8)))
    wanted = msgspec.convert(pair("ASSAULT", 4), plv.Pair)
    assert plv.pick(wanted, Coded(document=document, parse=parse(), events=(weak, sure))) == sure


def test_a_target_under_the_trigger_counts_though_it_is_no_recipient():
    document = plain("p", pair("ASSAULT", 4)["text"])
    wanted = msgspec.convert(pair("ASSAULT", 4), plv.Pair)
    assert plv.fit(wanted, event(document, "ASSAULT", "attacked"), parse()) == 1
    assert plv.fit(wanted, event(document, "ASSAULT", "attacked", "Chad", "Togo"), parse()) == 4
