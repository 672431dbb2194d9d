"""Samples of the documentation, run: what a page shows is what happens.

    python -m tests.docs.samples docs/tutorial.md     # print what each block prints now, to mend a page by

In a block marked `console`, each line `$ dateline …` is a command, and what follows is what it prints; a line `…`
stands for any lines, and `…` within a line for anything; INCIDENT is the first incident that the last command listed.
Blocks marked `python` are run, those of a page one after another; one marked `text` right after it is what it prints.
Blocks marked otherwise (`sh`, `py`) are not run.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from dateline.cli.main import cli

ROOT = Path(__file__).parents[2]
SETTINGS = {"DATELINE_FORMAT": "table", "DATELINE_WORKERS": "1", "COLUMNS": "110", "NO_COLOR": "1"}  # as on a terminal
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```\n(?:\n```text\n(.*?)^```)?", re.MULTILINE | re.DOTALL)
_INCIDENT = re.compile(r"^(i[0-9a-f]{8}) ", re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def pages() -> list[str]:
    """The pages with samples, as paths from the root; tests/test_readme.py runs the README's."""
    found = sorted((ROOT / "docs").glob("*.md"))
    return [str(page.relative_to(ROOT)) for page in found if _BLOCK.search(page.read_text("utf-8"))]


def told(page: str) -> Iterator[tuple[str, str, str | None]]:
    """For each sample of a page its kind, what is called, and what it is told to print (None: anything)."""
    for kind, body, printed in _BLOCK.findall((ROOT / page).read_text("utf-8")):
        if kind == "python":
            yield kind, body, printed or None
        else:
            yield from (("console", command, says) for command, says in _COMMAND.findall(body))


def run(kind: str, called: str, names: dict[str, object]) -> str:
    """What a sample prints, in the current folder."""
    if kind == "console":
        program, *rest = shlex.split(called.replace("INCIDENT", str(names.get("INCIDENT"))))
        assert program == "dateline", f"only dateline is run: {called}"
        done = CliRunner(env=SETTINGS).invoke(cli, rest, prog_name="dateline", catch_exceptions=False)
        names["INCIDENT"] = next(iter(_INCIDENT.findall(done.output)), "")
        return done.output if not done.exit_code else f"{done.output}(exit code {done.exit_code})\n"
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(called, "sample", "exec"), names)
    return out.getvalue()


def same(printed: str, expected: str) -> bool:
    """Whether it was printed as told."""
    lines = [".*" if line == "…" else re.escape(line).replace("…", "[^\n]*") for line in _bare(expected)]
    pattern = "".join("(?:[^\n]*\n)*" if line == ".*" else f"{line}\n" for line in lines)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _bare(printed))) is not None


def _bare(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


if __name__ == "__main__":
    known: dict[str, object] = {}
    for kind_, called_, _ in told(sys.argv[1]):
        sys.stdout.write(f"$ {called_.rstrip()}\n{run(kind_, called_, known)}\n")
