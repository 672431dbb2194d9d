"""The site as `make docs` builds it: every link leads somewhere, and no page asks another host for anything."""

import os
import re
import subprocess
import sys

import pytest

from dateline import __all__ as public
from dateline.cli.main import cli
from dateline.ontology import plover
from tests.docs.samples import ROOT

pytest.importorskip("mkdocs", reason="mkdocs is not installed (dependency group docs)")
FOREIGN = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=[\"']?(?:https?:)?//[^\"' >]+")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*.html")}


def test_no_page_asks_another_host(site):
    assert {name: found for name, page in site.items() if (found := FOREIGN.findall(page))} == {}


def test_the_pattern_finds_what_would_be_asked():
    assert FOREIGN.search('<link rel="stylesheet" href="https://fonts.example/css">')
    assert not FOREIGN.search('<a href="https://example.org">')


def test_the_reference_has_every_command_public_name_and_type(site):
    shown = site["reference/commands.html"]
    assert [name for name in cli.commands if f"dateline {name}" not in shown] == []
    named = site["reference/python.html"]
    assert [name for name in public if name != "__version__" and f'id="{name.lower()}"' not in named] == []
    types = site["reference/plover.html"]
    assert [type_ for type_ in plover().types if type_ not in types] == []
    assert "Shelling/artillery/missile attack" in types  # the crosswalks stand there too


def test_pages_from_outside_the_folder_are_linked(site):
    assert 'href="corpus.html"' in site["index.html"]
    assert "<h1" in site["changes.html"]
