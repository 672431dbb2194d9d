"""A command run as an installation runs it, with what it takes: seconds, processor time, memory."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

EVERY = 1.0  # seconds between two looks at the memory: each look takes hundredths of one
SUBREAPER = 36  # of prctl(2): what a command leaves behind comes to this process, with the time it took


class Taken(NamedTuple):
    """What a command took: seconds, seconds of processor time, and the most bytes that all of its processes held."""

    wall: float
    processor: float
    resident: int
    proportional: int  # pages that several share counted once


def environment(bytecode: Path) -> Mapping[str, str]:
    """This process's, but with compiled modules: pip leaves them in an installation, other installers do not."""
    told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return told | {"PYTHONPYCACHEPREFIX": str(bytecode)}


def dateline(*arguments: str) -> list[str]:
    """A command of Dateline, in this Python."""
    return [sys.executable, "-m", "dateline", "--quiet", *arguments]


def run(command: Sequence[str], bytecode: Path, processors: int) -> Taken:
    """Run a command to its end on so many processors; SystemExit where it fails."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    before, begun, most = _processor(), time.perf_counter(), {"Rss": 0, "Pss": 0}
    allowed = sorted(os.sched_getaffinity(0))
    with subprocess.Popen(command, env=environment(bytecode)) as process:
        os.sched_setaffinity(process.pid, allowed[:processors])
        while True:
            held = [_memory(pid) for pid in _family(process.pid)]
            most = {kind: max(size, sum(one.get(kind, 0) for one in held)) for kind, size in most.items()}
            try:
                process.wait(EVERY)
                break
            except subprocess.TimeoutExpired:
                continue
    wall = time.perf_counter() - begun
    if process.returncode not in (0, 6):
        raise SystemExit(process.returncode)
    _reap()
    return Taken(wall, _processor() - before, most["Rss"], most["Pss"])


def _reap() -> None:
    """Wait for what the command left behind."""
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def _family(pid: int) -> Iterator[int]:
    """A process and all that come from it."""
    yield pid
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in below:
        yield from _family(int(child))


def _memory(pid: int) -> dict[str, int]:
    """Bytes that a process holds by kind: "Rss" counts pages shared with others in full, "Pss" by their share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    return {kind: int(size.split()[0]) * 1024 for kind, _, size in (line.partition(":") for line in lines)}


def _processor() -> float:
    """Seconds of processor time that ended processes of this one have taken, with theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
