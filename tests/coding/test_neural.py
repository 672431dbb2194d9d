"""The learned coder around a made-up network, and with the shipped weights."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from dateline.coding.neural import NeuralCoder
from dateline.coding.neural_labels import ROLES, STATUSES, kinds
from dateline.coding.neural_onnx import OnnxNetwork
from dateline.coding.neural_settings import Settings
from dateline.errors import DataError
from dateline.model import Parsed, Quote, Span
from dateline.ontology import plover
from tests.coding.written import ATTACK, SAID, written

ONTOLOGY = plover()
ASSAULT, ACCUSE = ONTOLOGY.types.index("ASSAULT"), ONTOLOGY.types.index("ACCUSE")
SETTINGS = Settings(
    types=ONTOLOGY.types,
    kinds=tuple(kinds(ONTOLOGY)),
    roles=ROLES,
    statuses=STATUSES,
    least=(0.5,) * len(ONTOLOGY.types),
    second=0.9,
    arcs=dict.fromkeys(ROLES, 0.5),
)


class Made:
    """A network that says what the test tells it: word and type of triggers, arcs of every trigger."""

    def __init__(
        self,
        triggers: dict[int, dict[int, float]],
        arcs: dict[str, tuple[int, ...]],
        status: str = "actual",
        faint: dict[str, int] | None = None,
    ) -> None:
        self.triggers, self.arcs, self.status, self.faint = triggers, arcs, status, faint or {}

    def words(self, window):
        types = np.full((window.stop - window.start, len(ONTOLOGY.types)), -9.0, dtype=np.float32)
        for word, row in self.triggers.items():
            for type_, logit in row.items():
                types[word - window.start, type_] = logit
        return np.zeros((len(types), 4), dtype=np.float32), types

    def slots(self, words, acts):
        trigger = acts.trigger
        kind = np.zeros((len(trigger), len(SETTINGS.kinds)), dtype=np.float32)
        kind[:, SETTINGS.kinds.index(("ASSAULT", "firearms"))] = 5.0
        statuses = np.eye(len(STATUSES), dtype=np.float32)[[STATUSES.index(self.status)] * len(trigger)]
        arcs = np.full((len(trigger), len(words), len(ROLES)), -9.0, dtype=np.float32)
        for role, heads in self.arcs.items():
            arcs[:, list(heads), ROLES.index(role)] = 3.0
        for role, head in self.faint.items():
            arcs[:, head, ROLES.index(role)] = 0.0
        return kind, statuses, arcs


def coder(network: Made, settings: Settings = SETTINGS) -> NeuralCoder:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return NeuralCoder(network, tokenizer, settings, ONTOLOGY)


def test_a_record_takes_its_parts_from_the_arcs():
    made = Made(
        {1: {ASSAULT: 3.0}}, {"actors": (0,), "recipients": (3,), "place": (5,), "attribution": (8,), "cue": (9,)}
    )
    parsed = written(ATTACK, SAID)
    (event,) = coder(made).code(parsed)
    assert (event.type, event.mode, event.status, event.quad) == ("ASSAULT", "firearms", "actual", "material conflict")
    assert (event.trigger.text, event.sentence.start) == ("attacked", 0)
    assert [p.text for p in event.actors] == ["Rebels"]
    assert [p.text for p in event.recipients] == ["the convoy"]
    assert event.place is not None
    assert event.place.text == "Mopti"
    (source,) = event.attribution
    assert (source.text, source.cue, source.stance) == ("The army", "said", "asserts")
    assert event.confidence == pytest.approx(0.9526, abs=1e-4)
    assert event.reasons == ()


def test_who_is_not_found_has_a_reason():
    (event,) = coder(Made({1: {ASSAULT: 3.0}}, {"recipients": (3,)})).code(written(ATTACK))
    assert event.actors == ()
    assert [(r.field, r.reason) for r in event.reasons] == [("actors", "not stated")]


@pytest.mark.parametrize(("first", "named"), [(0.96, []), (0.9, ["Rebels"])])
def test_where_no_arc_reaches_its_threshold_the_strongest_counts_from_the_first_one_on(first, named):
    settings = msgspec.structs.replace(SETTINGS, arcs=dict.fromkeys(ROLES, 0.99), first={"actors": first})
    (event,) = coder(Made({1: {ASSAULT: 3.0}}, {"actors": (0,), "recipients": (3,)}), settings).code(written(ATTACK))
    assert [p.text for p in event.actors] == named
    assert event.recipients == ()


BOTH = (
    "Rebels/NNS/nsubj/6 ,/,/punct/1 soldiers/NNS/conj/1 and/CC/cc/3 police/NNS/conj/3 attacked/VBD/ROOT/0 "
    "the/DT/det/8 convoy/NN/dobj/6 ././punct/6"
)


@pytest.mark.parametrize(
    ("faint", "named"),
    [({"actors": 2}, ["Rebels", "soldiers"]), ({"actors": 7}, ["Rebels"]), ({"recipients": 7}, ["Rebels"])],
)
def test_what_is_coordinated_with_a_party_needs_no_more_than_a_first_one(faint, named):
    """Rebels are sure; beside them somebody at .5: in their coordination, outside it, or in another role."""
    made = Made({5: {ASSAULT: 3.0}}, {"actors": (0,)}, faint=faint)
    settings = msgspec.structs.replace(SETTINGS, arcs=dict.fromkeys(ROLES, 0.9), first={"actors": 0.4})
    (event,) = coder(made, settings).code(written(BOTH))
    assert [p.text for p in event.actors] == named


@pytest.mark.parametrize(("type_", "named"), [("CONSULT", ["Rebels", "the convoy"]), ("ASSAULT", ["Rebels"])])
def test_the_second_side_of_a_meeting_needs_no_more_than_the_first(type_, named):
    made = Made({5: {ONTOLOGY.types.index(type_): 3.0}}, {"actors": (0,)}, faint={"actors": 7})
    settings = msgspec.structs.replace(SETTINGS, arcs=dict.fromkeys(ROLES, 0.9), first={"actors": 0.4})
    (event,) = coder(made, settings).code(written(BOTH))
    assert [p.text for p in event.actors] == named


def test_nobody_is_actor_and_recipient_of_one_act():
    (event,) = coder(Made({1: {ASSAULT: 3.0}}, {"actors": (0,), "recipients": (0, 3)})).code(written(ATTACK))
    assert [p.text for p in event.recipients] == ["the convoy"]


LIGHT = "Rebels/NNS/nsubj/2 staged/VBD/ROOT/0 an/DT/det/4 attack/NN/dobj/2 ././punct/2"


@pytest.mark.parametrize(("noun", "triggers"), [(ASSAULT, ["attack"]), (ACCUSE, ["staged", "attack"])])
def test_a_verb_and_its_noun_tell_one_act(noun, triggers):
    found = coder(Made({1: {ASSAULT: 3.0}, 3: {noun: 3.0}}, {})).code(written(LIGHT))
    assert [e.trigger.text for e in found] == triggers


SPOKEN = "She/PRP/nsubj/2 said/VBD/ROOT/0 ././punct/2"


@pytest.mark.parametrize(
    ("type_", "arcs", "sources"),
    [
        (ASSAULT, {}, ["She"]),
        (ACCUSE, {}, []),  # speaking is the act
        (ACCUSE, {"actors": (0,)}, ["She"]),  # of others
        (ASSAULT, {"attribution": (6,)}, ["the convoy"]),  # the network knows better
    ],
)
def test_what_nobody_else_says_in_a_quotation_its_speaker_does(type_, arcs, sources):
    parsed = written(SPOKEN, ATTACK)
    sentence, text = parsed.parse.sentences[1], parsed.document.text
    quote = Quote(Span.of(text, sentence.start, sentence.end), Span.of(text, 0, 3), Span.of(text, 4, 8), "colon")
    quoted = msgspec.structs.replace(parsed, parse=msgspec.structs.replace(parsed.parse, quotes=(quote,)))
    arcs = {role: tuple(i if role == "attribution" else i + 3 for i in at) for role, at in arcs.items()}
    (event,) = coder(Made({4: {type_: 3.0}}, arcs)).code(quoted)
    assert [a.text for a in event.attribution] == sources
    half = msgspec.structs.replace(quote, span=Span.of(text, sentence.start, sentence.end - 8))
    (event,) = coder(Made({4: {type_: 3.0}}, {})).code(
        msgspec.structs.replace(parsed, parse=msgspec.structs.replace(parsed.parse, quotes=(half,)))
    )
    assert event.attribution == ()  # only words of the sentence are quoted


def test_mode_is_one_of_the_type():
    (event,) = coder(Made({1: {ACCUSE: 3.0}}, {})).code(written(ATTACK))
    assert event.mode is None or event.mode in ONTOLOGY.modes("ACCUSE")


@pytest.mark.parametrize(("second", "types"), [(1.0, ["ASSAULT"]), (4.0, ["ACCUSE", "ASSAULT"])])
def test_a_second_type_needs_more(second, types):
    found = coder(Made({1: {ASSAULT: 4.5, ACCUSE: second}}, {})).code(written(ATTACK))
    assert sorted(e.type for e in found) == types
    assert len({e.id for e in found}) == len(types)


def test_settings_of_another_edition_are_refused(monkeypatch, tmp_path):
    from dateline.coding import neural_settings

    monkeypatch.setattr(neural_settings, "files", lambda _: tmp_path)
    with pytest.raises(DataError, match="no weights"):
        neural_settings.read_settings(ONTOLOGY)
    (tmp_path / "data").mkdir()
    import msgspec

    wrong = msgspec.structs.replace(SETTINGS, statuses=("actual",))
    (tmp_path / "data" / "coder.json").write_bytes(msgspec.json.encode(wrong))
    with pytest.raises(DataError, match="other types"):
        neural_settings.read_settings(ONTOLOGY)


@pytest.fixture(scope="module")
def shipped() -> NeuralCoder:
    return NeuralCoder.load()


STORY = written(ATTACK, SAID, *([ATTACK] * 60), title="Convoy attacked", name="long")


def test_shipped_coder_finds_the_plain_case(shipped):
    (event,) = shipped.code(written(ATTACK, title="Convoy attacked near Mopti"))
    assert (event.type, event.trigger.text) == ("ASSAULT", "attacked")
    assert [p.text for p in event.actors] == ["Rebels"]
    assert [p.text for p in event.recipients] == ["the convoy"]


def test_spans_slice_back(shipped):
    events = shipped.code(STORY)
    assert len(events) >= 60
    for event in events:
        spans = [
            event.trigger,
            event.place,
            event.date,
            event.condition,
            *event.actors,
            *event.recipients,
            *event.attribution,
        ]
        for span in (s for s in spans if s is not None):
            assert STORY.document.text[span.start : span.end] == span.text


def test_records_hang_on_nothing_but_their_document(shipped):
    alone = shipped.code(STORY)
    shipped.code(written(SAID, ATTACK, name="other"))
    assert shipped.code(STORY) == alone
    fresh = NeuralCoder(OnnxNetwork.load(), shipped._tokenizer, shipped._settings, ONTOLOGY)
    assert fresh.code(STORY) == alone


def test_an_empty_document_has_no_records(shipped):
    assert shipped.code(Parsed(STORY.document, written().parse)) == ()
