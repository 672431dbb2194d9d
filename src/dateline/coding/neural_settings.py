"""What the learned coder needs besides its weights: the lists it was trained with, and the thresholds chosen for it."""

from __future__ import annotations

from importlib.resources import files

import msgspec

from dateline.coding import neural_labels as labels
from dateline.errors import DataError
from dateline.ontology import Ontology

HINT = "Install the package anew, or run `dateline train`."


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Labels in the order of the network's outputs, and how its scores are turned into records.

    `least` is the least probability of each type's triggers, `second` that of a further type on the same word,
    `arcs` of each role; where no arc of a role reaches that, the strongest still counts from `first` on. `trust` is
    what a rule that names a type adds to its logit; `heed` what one adds that names a role, or the status.
    `calibration` (slope, intercept) turns a trigger's logit into a confidence (Platt 1999).
    """

    types: tuple[str, ...]
    kinds: tuple[tuple[str, str | None], ...]
    roles: tuple[str, ...]
    statuses: tuple[str, ...]
    least: tuple[float, ...]
    second: float
    trust: float = 0.0
    heed: dict[str, float] = {}
    arcs: dict[str, float]
    first: dict[str, float] = {}
    calibration: tuple[float, float] = (1.0, 0.0)
    trained: str = ""  # on what, for people


def read_settings(ontology: Ontology) -> Settings:
    """The shipped settings; raises DataError where they do not fit the ontology or this edition of the code."""
    path = files(__package__).joinpath("data", "coder.json")
    if not path.is_file():
        raise DataError("the learned coder has no weights.", str(path), HINT)
    found = msgspec.json.decode(path.read_bytes(), type=Settings)
    expected = (ontology.types, tuple(labels.kinds(ontology)), labels.ROLES, labels.STATUSES)
    if (found.types, found.kinds, found.roles, found.statuses) != expected:
        raise DataError("the learned coder was trained with other types, modes or roles.", str(path), HINT)
    return found
