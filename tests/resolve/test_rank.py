import msgspec
import numpy as np
import pytest

from dateline.errors import DataError
from dateline.resolve.features import LOCAL, MUTUAL
from dateline.resolve.rank import Ranker, softmax


def test_the_packaged_weights_fit_the_features():
    ranker = Ranker.load()
    assert list(ranker.first) == list(LOCAL)
    assert list(ranker.second) == [*LOCAL, *MUTUAL]
    assert ranker.command.startswith("python scripts/fit_ranker.py")


def test_weights_of_other_features_are_refused(tmp_path):
    path = tmp_path / "ranker.json"
    path.write_bytes(msgspec.json.encode({"command": "", "first": {"magic": 1.0}, "second": {}}))
    with pytest.raises(DataError, match="Fit it again"):
        Ranker.load(path)


def test_every_feature_is_explained():
    assert all(len(sentence) > 15 for sentence in (*LOCAL.values(), *MUTUAL.values()))


def test_shares_sum_to_one_and_follow_the_scores():
    shares = softmax(np.array([1.0, 3.0, 2.0]))
    assert shares.sum() == pytest.approx(1.0)
    assert list(np.argsort(shares)) == [0, 2, 1]
    assert len(softmax(np.zeros(0))) == 0
