"""How long it takes until a first report is stored: python bench/speed/start.py

Cold: the files of this environment are dropped from the system's file cache first, as after a restart (Linux). Warm:
the same again. Between the command and its end: Python, libraries and models loaded, one report coded, fused and
published. Modules are compiled before, as pip leaves them.
"""

from __future__ import annotations

import os
import sysconfig
import tempfile
from pathlib import Path

import command

import dateline

REPORT = "Government troops shelled the port on Monday, killing three sailors, a pilot told reporters."


def forget(bytecode: Path) -> None:
    """Drop the files of the environment from the file cache; those that other processes have mapped stay."""
    homes = {Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib")} | {Path(dateline.__file__).parent}
    for home in (*homes, bytecode):
        for path in home.rglob("*"):
            if path.is_file():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def once(bytecode: Path) -> command.Taken:
    """What a build of one report takes."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.txt").write_text(REPORT, "utf-8")
        build = command.dateline("build", f"{folder}/report.txt", "--store", f"{folder}/store", "--workers", "1")
        return command.run(build, bytecode, os.cpu_count() or 1)


def told(bytecode: Path) -> str:
    """The seconds in a line, once the modules are compiled."""
    forget(bytecode)
    cold, warm = once(bytecode), min(once(bytecode) for _ in range(3))
    return (
        f"start      {cold.wall:.1f} s cold, {warm.wall:.1f} s warm ({warm.processor:.1f} s of processor time), "
        "for a build of one report"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as compiled:
        once(Path(compiled))  # compiles
        print(told(Path(compiled)))
