"""Where a setting comes from: the command line, else a DATELINE_ variable, else dateline.toml, else the default."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
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
KEY = "DATELINE_ENDPOINT_KEY"  # of a second reader: only ever in the environment, in no file of ours
OTHER_VARIABLES = ("DATELINE_DATA", "DATELINE_CHROMIUM", KEY)  # the benchmark data; what prints a briefing


def variable(setting: str) -> str:
    """The name of the environment variable of a setting."""
    return f"DATELINE_{setting.upper()}"


def defaults(file: Path | None, commands: Mapping[str, click.Command]) -> dict[str, dict[str, Any]]:
    """What the settings file says, for each command the options it has; raises UsageError, NotFoundError."""
    told = _read(file)
    return {name: _told(command, told) for name, command in commands.items()}


def _told(command: click.Command, told: Mapping[str, Any]) -> dict[str, Any]:
    """The options that a command has, and those that each command within it has."""
    own = {p.name: told[p.name] for p in command.params if p.name in told}
    inner = command.commands if isinstance(command, click.Group) else {}
    return own | {name: _told(one, told) for name, one in inner.items()}


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
