"""A notebook kept as a script: cells begin at `# %%`, prose cells at `# %% [markdown]` with every line a comment.

A script is reviewed, tested and run like any other; the notebook that people open is made from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

LEAD = "*This page as a notebook: [stories_to_figure.ipynb](stories_to_figure.ipynb). A test runs every cell.*\n\n"
_CELL = re.compile(r"^# %%( \[markdown\])?\n", re.MULTILINE)


def cells(script: str) -> Iterator[tuple[bool, str]]:
    """For each cell, whether it is prose, and its text."""
    parts = _CELL.split(script)[1:]
    for mark, body in zip(parts[::2], parts[1::2], strict=True):
        prose = mark is not None
        yield prose, (re.sub(r"^# ?", "", body, flags=re.MULTILINE) if prose else body).strip()


def as_markdown(script: str) -> str:
    """A page of it."""
    return "\n\n".join(text if prose else f"```python\n{text}\n```" for prose, text in cells(script)) + "\n"


def as_notebook(script: str) -> str:
    """A file of format 4.5, without outputs."""
    made = [_cell(number, prose, text) for number, (prose, text) in enumerate(cells(script))]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def _cell(number: int, prose: bool, text: str) -> dict[str, object]:
    common = {"id": f"cell{number}", "metadata": {}, "source": text.splitlines(keepends=True)}
    if prose:
        return {"cell_type": "markdown", **common}
    return {"cell_type": "code", "execution_count": None, "outputs": [], **common}
