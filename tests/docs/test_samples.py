import contextlib
import json
import os
import shutil
import sys

import pytest

from tests.docs.samples import ROOT, pages, run, same, told

sys.path.insert(0, str(ROOT / "scripts" / "site"))
import notebook

NOTEBOOK = ROOT / "docs" / "notebooks" / "stories_to_figure.py"


BUILD = "dateline build examples --store mystore"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with the example articles and a store of them, and what building it printed; once."""
    home = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "examples", home / "examples")
    with contextlib.chdir(home):
        return home, run("console", BUILD, {})


@pytest.fixture
def home(built, tmp_path, monkeypatch):
    """A copy of that folder to work in."""
    shutil.copytree(built[0], tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    for name in [*os.environ]:
        if name.startswith("DATELINE_"):
            monkeypatch.delenv(name)
    return tmp_path / "home"


@pytest.mark.model
@pytest.mark.parametrize("page", pages())
def test_the_samples_of_a_page_print_what_it_says(page, built, home):
    names = {}
    first = {BUILD: built[1]}
    for kind, called, expected in told(page):
        printed = first.pop(called, None) or run(kind, called, names)
        assert expected is None or same(printed, expected), f"{page}: {called}\nprints\n{printed}"


@pytest.mark.model
def test_every_cell_of_the_notebook_runs(home):
    names = {}
    for prose, text in notebook.cells(NOTEBOOK.read_text("utf-8")):
        if not prose:
            exec(compile(text, NOTEBOOK.name, "exec"), names)
    assert "<svg" in (home / "acts.svg").read_text("utf-8")
    assert max(row["reports"] for row in names["attacks"]) > max(row["independent"] for row in names["attacks"]) > 1
    names["analytic"].close()


def test_the_notebook_is_made_of_its_cells():
    script = "# %% [markdown]\n# # Title\n#\n# Words.\n\n# %%\nx = 1\nx\n"
    assert list(notebook.cells(script)) == [(True, "# Title\n\nWords."), (False, "x = 1\nx")]
    made = json.loads(notebook.as_notebook(script))
    assert [(cell["cell_type"], "".join(cell["source"])) for cell in made["cells"]] == [
        ("markdown", "# Title\n\nWords."), ("code", "x = 1\nx"),
    ]  # fmt: skip
    assert notebook.as_markdown(script) == "# Title\n\nWords.\n\n```python\nx = 1\nx\n```\n"


def test_a_sample_that_prints_something_else_is_found():
    assert same("a 0.93 b\nc\nd\n", "a … b\n…\n")
    assert same("a\n", "a\n")
    assert not same("a\nb\n", "a\n")
    assert not same("a 0.93 c\n", "a … b\n")
