"""What goes to stderr while documents are coded: failures, progress, the summary; and the exit code that follows."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

import click

from dateline.cli.clean import line
from dateline.errors import InputError, UsageError

if TYPE_CHECKING:
    from dateline.model import Issue

PARTIAL = 6


class Failures:
    """Tells every issue on stderr, and in a JSONL file if one is named. Use in a `with` statement."""

    def __init__(self, file: Path | None) -> None:
        self.fatal = 0
        self._file = _create(file) if file else None

    def add(self, issue: Issue) -> None:
        """Tell one."""
        self.fatal += issue.fatal
        click.echo(f"dateline: {line(str(issue))}", err=True)
        if self._file:
            import msgspec

            self._file.write(msgspec.json.encode(issue) + b"\n")

    def exit_code(self, done: int) -> int:
        """0 where nothing failed, else "some failed" or "all rejected", by how many documents went well."""
        if not self.fatal:
            return 0
        return PARTIAL if done else InputError.exit_code

    def __enter__(self) -> Failures:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()


def is_quiet() -> bool:
    """Whether --quiet was given."""
    return bool(click.get_current_context().meta.get("dateline.quiet"))


def summary(sentence: str) -> None:
    """One closing line on stderr."""
    if not is_quiet():
        click.echo(sentence, err=True)


def _create(file: Path) -> BinaryIO:
    try:
        return file.open("wb")
    except OSError as fault:
        raise UsageError(
            f"the file cannot be written ({fault.strerror}).", str(file), "Give another --errors."
        ) from None


def written(file: Path, data: bytes) -> None:
    """Write a file that the user named; raises UsageError where that cannot be."""
    try:
        file.write_bytes(data)
    except OSError as fault:
        raise UsageError(f"the file cannot be written ({fault.strerror}).", str(file), "Name another file.") from None
