"""How long it takes until a first report is stored: python bench/speed/start.py

Cold: the files of this environment are dropped from the system's file cache first, as after a restart (Linux). Warm:
the same again. Between the command and its end: Python, libraries and models loaded by a worker, one report coded,
fused and published.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

import dateline

REPORT = "Government troops shelled the port on Monday, killing three sailors, a pilot told reporters."


def forget() -> None:
    """Drop the files of the environment from the file cache; those that other processes have mapped stay."""
    for home in {sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), str(Path(dateline.__file__).parent)}:
        for path in Path(home).rglob("*"):
            if path.is_file():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def once() -> float:
    """Seconds of a build of one report."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.txt").write_text(REPORT, "utf-8")
        command = [sys.executable, "-m", "dateline", "--quiet", "build", f"{folder}/report.txt"]
        begun = time.perf_counter()
        subprocess.run([*command, "--store", f"{folder}/store", "--workers", "1"], check=True)
        return time.perf_counter() - begun


def told() -> str:
    forget()
    cold = once()
    return f"start      {cold:.1f} s cold, {min(once() for _ in range(3)):.1f} s warm, for a build of one report"


if __name__ == "__main__":
    print(told())
