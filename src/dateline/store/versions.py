"""The generations that a store's folder still has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.errors import NotFoundError
from dateline.store.generation import FOLDER, MANIFEST, Generation


def generations(folder: Path) -> Iterator[Generation]:
    """Every readable generation, newest first; what a build is still writing is none yet."""
    numbered = (path for path in (folder / FOLDER).glob("*") if path.name.isdecimal())
    for path in sorted(numbered, key=lambda found: -int(found.name)):
        try:
            yield msgspec.json.decode((path / MANIFEST).read_bytes(), type=Generation)
        except (OSError, msgspec.DecodeError):
            continue  # `dateline doctor` tells of damage; a list of versions need not fail for it


def numbered(folder: Path, number: int) -> Generation:
    """The generation of a number; raises NotFoundError."""
    found = next((one for one in generations(folder) if one.number == number), None)
    if found is None:
        raise NotFoundError(
            f"version {number} of the data is not here.", str(folder), "GET /api/v1/versions lists them."
        )
    return found
