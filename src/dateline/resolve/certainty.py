"""How sure the choice of a place is: whether the name may mean a place that the gazetteer does not have.

A logistic regression on what is known of the best candidate, learnt on names of which it was right or wrong by more
than 161 km; weights are data (`data/certainty.json`, with the command that made them).
"""

from __future__ import annotations

import math
from importlib.resources import files

import msgspec
import numpy as np

from dateline.errors import DataError
from dateline.knowledge.gazetteer import Gazetteer
from dateline.resolve.context import Votes
from dateline.resolve.features import Mention

FEATURES: dict[str, str] = {
    "bias": "nothing",
    "share": "the candidate's share, with those of its doubles nearby",
    "odds": "the logarithm of the odds of that share",
    "bare": "it was found only without the word that says what it is",
    "turned": "it was found only without a part of the compass as well",
    "part": "it was found only as a part of the name",
    "cut": "something was left out of a name of several words",
    "words": "the name has several words",
    "alternate": "the name is an alternate one of it",
    "many": "the logarithm of the number of candidates",
    "only": "it is the only candidate",
    "population": "the logarithm of its population",
    "empty": "no population is known",
    "fame": "the logarithm of the number of its names",
    "division": "it is a first- or second-order division",
    "own": "it is of our own tables",
    "voted": "how often the text names its country otherwise",
    "unvoted": "the text names it nowhere else",
    "share_of_votes": "its country's share of all states that the text names",
    "divided": "how often the text names its first-order division otherwise",
}
SUREST = 0.999


class Certainty(msgspec.Struct, frozen=True):
    """Weights by feature, and the probability below which a choice is refused."""

    command: str
    least: float
    weights: dict[str, float]

    @classmethod
    def load(cls) -> Certainty:
        """The packaged weights; raises DataError where features and weights do not match."""
        data = files("dateline.resolve").joinpath("data", "certainty.json").read_bytes()
        certainty = msgspec.json.decode(data, type=cls)
        if list(certainty.weights) != list(FEATURES):
            raise DataError("the weights are not those of the features.", "certainty.json", "Fit them again.")
        return certainty

    def probability(self, features: tuple[float, ...]) -> float:
        """How likely the choice is right."""
        return 1 / (1 + math.exp(-math.fsum(w * x for w, x in zip(self.weights.values(), features, strict=True))))


def features(
    gazetteer: Gazetteer, mention: Mention, best: int, share: float, votes: tuple[Votes, Votes]
) -> tuple[float, ...]:
    """The values of FEATURES for the candidate of a mention at the position `best`."""
    row, step = int(mention.rows[best]), int(mention.steps[best])
    people, kind = int(gazetteer.population[row]), gazetteer.kinds[gazetteer.kind[row]]
    countries, divisions = votes
    voted, total = float(countries[gazetteer.country[row]]), float(countries.sum())
    several, division = " " in mention.query.text.strip(), int(gazetteer.division[row])
    sure = min(share, SUREST)
    return (
        1.0, share, math.log(sure / (1 - sure) + 1e-3), step == 1, step == 2, step == 3, several and step > 0, several,
        int(mention.roles[best]) == 1, math.log1p(len(mention.rows)), len(mention.rows) == 1,
        float(np.log10(people + 1)) / 8, people == 0, float(gazetteer.fame[row]), kind in ("admin1", "admin2"),
        gazetteer.is_own(row), math.log1p(voted), voted == 0, voted / total if total else 0.0,
        math.log1p(float(divisions[division]) if division >= 0 else 0.0),
    )  # fmt: skip
