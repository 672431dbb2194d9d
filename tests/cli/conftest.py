"""A command line whose pipeline is the fake one, in a folder of its own and without settings from outside."""

from __future__ import annotations

import functools
import os

import pytest
from click.testing import CliRunner

from dateline.cli.main import cli
from dateline.run import Pipeline
from dateline.run import build as run_build
from tests.run import fakes


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    for name in [*os.environ]:
        if name.startswith("DATELINE_") or name in ("NO_COLOR", "COLUMNS"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Pipeline, "load", classmethod(lambda cls, options=None: fakes.load(options)))
    faked = functools.partial(run_build.BuildOptions, load=fakes.load, made_by=fakes.made_by)
    monkeypatch.setattr(run_build, "BuildOptions", faked)
    monkeypatch.setattr("dateline.run.forking.begin", lambda load, options: None)  # or a process would read the models
    return tmp_path


@pytest.fixture
def dateline():
    """Calls the command line: `dateline("query", "x", input="…")`."""
    return lambda *args, **more: CliRunner().invoke(cli, [str(arg) for arg in args], **more)


@pytest.fixture
def reports(tmp_path):
    """Three reports as JSONL; the second one fails in the coder."""
    path = tmp_path / "reports.jsonl"
    lines = [
        '{"id": "a", "published": "2024-08-13", "publisher": "Gazette", "text": "Troops shelled the town. They met."}',
        '{"id": "b", "published": "2024-08-14", "text": "This one: break code."}',
        '{"id": "c", "published": "2024-08-15", "text": "=Nobody= condemned it."}',
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def good(tmp_path, reports):
    """The reports without the bad one."""
    path = tmp_path / "good.jsonl"
    path.write_text("".join(line + "\n" for line in reports.read_text().splitlines() if "break" not in line))
    return path


@pytest.fixture
def store(tmp_path, good, dateline):
    """A store of the good reports."""
    assert dateline("build", good, "--store", tmp_path / "store", "--workers", 1).exit_code == 0
    return tmp_path / "store"
