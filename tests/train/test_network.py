"""Training on made-up windows: it learns, it repeats itself, and its ONNX twin says the same."""
# ruff: noqa: E402 - what needs torch is imported after asking whether it is there

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch: install dateline[train]")
pytest.importorskip("onnx", reason="export needs onnx: install dateline[train]")

from dateline.coding import neural_advice, neural_pairs
from dateline.coding.neural_labels import ROLES, STATUSES, kinds
from dateline.coding.neural_onnx import OnnxNetwork
from dateline.coding.neural_scores import Acts
from dateline.coding.neural_windows import Window
from dateline.ontology import plover
from dateline.train import encoder, loss, model
from dateline.train.batch import MASK, batches, collate
from dateline.train.targets import Example, Target
from dateline.train.torch_network import TorchNetwork

ONTOLOGY = plover()
TYPES = len(ONTOLOGY.types)
KIND_TYPES = [ONTOLOGY.types.index(t) for t, _ in kinds(ONTOLOGY)]


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """A network of two layers and few pieces: the shipped shape is only slower."""
    monkeypatch.setattr(encoder, "LAYERS", 2)
    monkeypatch.setattr(encoder, "PIECES", 200)
    torch.manual_seed(0)


def made(seed: int, words: int = 12) -> Example:
    """A window in which piece 150 is a trigger of type 3 and the word before it its actor."""
    rng = np.random.default_rng(seed)
    pieces = rng.integers(10, 100, words + 2)
    at = int(rng.integers(2, words - 1))
    pieces[at + 1] = 150
    heads = np.maximum(np.arange(words) - 1, 0)
    features = np.zeros((words, 7), dtype=np.int64)
    places = np.arange(words) + 1
    window = Window(
        start=0, stop=words, first=0, last=words, pieces=pieces, head_piece=places, tail_piece=places, heads=heads,
        features=features, hints=np.zeros((words, neural_advice.KINDS), dtype=np.int64),
    )  # fmt: skip
    types = np.zeros((words, TYPES), dtype=np.float32)
    types[at, 3] = 1.0
    wanted = np.array([t == 3 and i % 2 for i, t in enumerate(KIND_TYPES)], dtype=np.float32)
    wanted[KIND_TYPES.index(3)] = 1.0
    target = Target(
        word=at, inside=(at,), type=3, types=(), optional=False, kinds=wanted,
        statuses=np.eye(len(STATUSES), dtype=np.float32)[0], arcs=((at - 1, 0),), loose=(len(ROLES) - 1,),
    )  # fmt: skip
    return Example(
        window=window, types=types, weights=np.ones_like(types), records=(target,), acts=acts(words, [at], [3])
    )


def acts(words: int, trigger: list[int], type_: list[int]) -> Acts:
    pairs = np.zeros((len(trigger), words, len(neural_pairs.SIZES)), dtype=np.int64)
    advice = np.zeros((len(trigger), words, len(neural_advice.ROLES)), dtype=np.float32)
    advice[0, 2, 1] = 1.0
    return Acts(np.array(trigger), np.array(type_), pairs, advice, np.array([1] * len(trigger)))


def trained(steps: int) -> tuple[model.Network, list[float]]:
    torch.manual_seed(1)
    network = model.Network(KIND_TYPES)
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-4)
    values = []
    batch = collate([made(i) for i in range(6)])
    for _ in range(steps):
        value = loss.loss(network, batch, loss.Weights())
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        values.append(float(value.detach()))
    return network, values


def test_the_loss_falls_and_the_run_repeats():
    _, first = trained(8)
    _, second = trained(8)
    assert first == second
    assert first[-1] < 0.8 * first[0]


def test_the_exported_graphs_say_what_torch_says(tmp_path):
    from dateline.train.export import export

    network, _ = trained(2)
    export(network, tmp_path, quantize=False)
    there, here = OnnxNetwork(tmp_path), TorchNetwork(network)
    for seed, words in ((1, 12), (2, 30)):
        window = made(seed, words).window
        exact, other = here.words(window), there.words(window)
        for a, b in zip(exact, other, strict=True):
            np.testing.assert_allclose(a, b, atol=2e-4)
        given = acts(words, [1, 4], [3, 0])
        for a, b in zip(here.slots(exact[0], given), there.slots(exact[0], given), strict=True):
            np.testing.assert_allclose(a, b, atol=2e-4)


def test_padding_changes_nothing():
    network, _ = trained(1)
    network.eval()
    short, long = made(1, 8), made(2, 30)
    with torch.no_grad():
        alone, both = collate([short]), collate([short, long])
        a = network.encoder(alone.pieces, alone.mask)[0]
        b = network.encoder(both.pieces, both.mask)[0, : a.shape[0]]
    np.testing.assert_allclose(a.numpy(), b.numpy(), atol=1e-5)


def test_batches_hold_every_example_once_and_keep_to_their_size():
    examples = [made(i, words=5 + i % 20) for i in range(40)]
    groups = list(batches(examples, 100, np.random.default_rng(0)))
    assert sorted(id(e) for group in groups for e in group) == sorted(id(e) for e in examples)
    assert all(len(g) * max(len(e.window.pieces) for e in g) <= 100 for g in groups)


def test_hidden_words_are_masked_whole():
    example = made(3)
    everything = collate([example], hide=(1.0, 1.0)).pieces[0].numpy()
    assert (everything[1:-1] == MASK).all()
    assert (everything[[0, -1]] == example.window.pieces[[0, -1]]).all()
    assert (collate([example]).pieces[0].numpy() == example.window.pieces).all()
