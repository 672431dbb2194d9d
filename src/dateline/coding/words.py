"""The room's word lists: YAML files in `data/`, one mapping of list name to words each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from dateline.errors import DataError


@cache
def words(name: str) -> dict[str, frozenset[str]]:
    """The named lists of `data/NAME.yaml`; raises DataError where the file is not a mapping of lists of strings."""
    loaded = yaml.safe_load(files(__package__).joinpath("data", f"{name}.yaml").read_text("utf-8"))
    if not isinstance(loaded, dict) or not all(_is_list(v) for v in loaded.values()):
        raise DataError(
            "not a mapping of lists of strings; quote words that YAML reads otherwise (no, on, off).",
            f"coding/data/{name}.yaml",
        )
    return {key: frozenset(listed) for key, listed in loaded.items()}


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)
