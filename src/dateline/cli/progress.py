"""A progress bar on stderr, drawn only where that is a terminal."""

from __future__ import annotations

import gzip
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from dateline.cli.report import Failures
from dateline.model import Issue
from dateline.run.build import Counts, Watcher

_EVERY = 0.1  # seconds between two drawings
_WIDTH = 24
_LARGEST = 1 << 30  # bytes of a file whose lines are still worth counting


class Bar(Watcher):
    """Draws what a build has done; tells issues above the bar. Use in a `with` statement."""

    def __init__(
        self, inputs: tuple[str, ...], failures: Failures, *, quiet: bool, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._drawn = sys.stderr.isatty() and not quiet
        self._total = expected(inputs) if self._drawn else None
        self._failures = failures
        self._seconds = seconds
        self._begun = self._last = seconds()

    def progress(self, counts: Counts) -> None:
        """Draw, if the last drawing is old enough."""
        now = self._seconds()
        if self._drawn and now - self._last >= _EVERY:
            self._last = now
            told = drawing(counts, self._total, now - self._begun)
            self._write("\r" + told[: shutil.get_terminal_size().columns - 1] + "\x1b[K")

    def issue(self, issue: Issue) -> None:
        """Tell an issue on a line of its own."""
        self.clear()
        self._failures.add(issue)

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            self._write("\r\x1b[K")

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def drawing(counts: Counts, total: int | None, elapsed: float) -> str:
    """The bar: how far, how fast, how long still, and what was found."""
    done = counts.coded + counts.same + counts.again + counts.refused
    rate = counts.coded / elapsed if elapsed else 0.0
    parts = [f"{done:,} documents", f"{rate:.1f}/s", f"{counts.events:,} events"]
    if counts.refused:
        parts.append(f"{counts.refused:,} refused")
    if not total:
        return " · ".join(parts)
    share = min(1.0, done / total)
    bar = "█" * round(share * _WIDTH) + "░" * (_WIDTH - round(share * _WIDTH))
    left = f"{_clock((total - done) / rate)} left" if rate and total > done else ""
    return f"{bar} {share:4.0%} · " + " · ".join([f"{done:,} of {total:,}", *parts[1:], *([left] if left else [])])


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


def expected(inputs: tuple[str, ...]) -> int | None:
    """How many documents there are, where that can be told without reading them; None where it cannot."""
    counts = [_expected(Path(name)) for name in inputs]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _expected(path: Path) -> int | None:
    if not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    if ".jsonl" not in path.suffixes[-2:]:
        return None if path.suffix in (".csv", ".tsv", ".parquet", ".json", ".xml", ".rss", ".gz") else 1
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rb") as file:
            return sum(1 for line in file if line.strip())
    except OSError:  # the reader will say what is wrong
        return None
