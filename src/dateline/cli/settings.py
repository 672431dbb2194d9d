"""Where a setting comes from: the command line, else a DATELINE_ variable, else dateline.toml, else the default."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from dateline.errors import NotFoundError, UsageError, did_you_mean

FILE = "dateline.toml"
SETTINGS = (
    "store",
    "workers",
    "coder",
    "format",
    "limit",
    "actors",
    "gazetteer",
)  # the options that may also stand in the file, or in a variable
OTHER_VARIABLES = ("DATELINE_DATA",)  # the benchmark data


def variable(setting: str) -> str:
    """The name of the environment variable of a setting."""
    return f"DATELINE_{setting.upper()}"


def defaults(file: Path | None, commands: Mapping[str, Sequence[click.Parameter]]) -> dict[str, dict[str, Any]]:
    """What the settings file says, for each command the options it has; raises UsageError, NotFoundError."""
    told = _read(file)
    return {
        command: {p.name: told[p.name] for p in parameters if p.name in told}
        for command, parameters in commands.items()
    }


def unknown_variables(environment: Mapping[str, str]) -> Iterator[str]:
    """A warning for each DATELINE_ variable that nothing reads."""
    known = [*(variable(setting) for setting in SETTINGS), *OTHER_VARIABLES]
    for name in sorted(environment):
        if name.startswith("DATELINE_") and name not in known:
            yield f"the variable {name} is not known and has no effect. {did_you_mean(name, known)}"


def _read(file: Path | None) -> dict[str, Any]:
    path = file or Path(FILE)
    if not path.is_file():
        if file:
            raise NotFoundError("there is no such settings file.", str(file))
        return {}
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise UsageError(f"the settings cannot be read: {fault}.", str(path)) from None
    for key in told:
        if key not in SETTINGS:
            raise UsageError(f"there is no setting '{key}'.", str(path), did_you_mean(key, SETTINGS))
    return told
