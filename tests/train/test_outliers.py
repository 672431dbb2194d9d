"""Channels that are too large for eight bits are multiplied apart."""
# ruff: noqa: E402 - what needs torch is imported after asking whether it is there

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch: install dateline[train]")
pytest.importorskip("onnx", reason="export needs onnx: install dateline[train]")

from dateline.coding.neural_onnx import OnnxNetwork
from dateline.train import encoder, outliers
from dateline.train.export import export
from dateline.train.torch_network import TorchNetwork
from tests.train.test_network import made, small, trained  # noqa: F401 - `small` is a fixture of every test here

SIZE = 400.0  # times as large as the other channels


def large(network):
    """The network with one hidden channel of each layer so large that rounding loses the others; the same otherwise."""
    for layer in network.encoder.layers:
        layer.widen.weight.data[7] *= 0.0
        layer.widen.bias.data[7] = SIZE
        layer.narrow.weight.data[:, 7] *= 1 / SIZE
    return network.eval()


def test_what_is_apart_computes_what_the_whole_does():
    network, _ = trained(1)
    texts = [torch.as_tensor(made(seed).window.pieces) for seed in range(3)]
    apart = outliers.set_apart(large(network).encoder, texts)
    assert all(7 in layer.narrow.largest for layer in apart.layers)
    assert all(isinstance(layer.narrow, torch.nn.Linear) for layer in network.encoder.layers)
    with torch.no_grad():
        np.testing.assert_allclose(apart(texts[0][None]), network.encoder(texts[0][None]), atol=1e-3)


def test_rounding_costs_less_where_the_large_ones_are_apart(tmp_path):
    network, _ = trained(1)
    window = made(5).window
    texts = [torch.as_tensor(made(seed).window.pieces) for seed in range(3)]
    export(large(network), tmp_path / "plain")
    export(network, tmp_path / "apart", texts)
    exact, _ = TorchNetwork(network).words(window)
    lost = [np.abs(OnnxNetwork(tmp_path / name).words(window)[0] - exact).mean() for name in ("plain", "apart")]
    assert lost[1] < 0.5 * lost[0]


def test_a_distance_has_a_direction_and_far_ones_are_alike():
    found = encoder.distances(300)
    assert found.shape == (300, 300)
    assert found[5, 5] == 0
    assert found[5, 3] == 2
    assert found[3, 5] == encoder.DISTANCES // 2 + 2
    assert found[200, 0] == found[299, 0] == encoder.DISTANCES // 2 - 1
