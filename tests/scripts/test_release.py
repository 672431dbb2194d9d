"""What a release is made with: the list of changes, and the look into the wheel."""

import re
import runpy
import zipfile
from pathlib import Path

import pytest

import dateline

ROOT = Path(__file__).parents[2]
CHANGELOG = runpy.run_path(str(ROOT / "scripts" / "changelog.py"))
WHEEL = runpy.run_path(str(ROOT / "scripts" / "check_wheel.py"))


def test_fragments_are_joined_under_their_headings():
    made = CHANGELOG["joined"](["### Added\n\n- a\n", "### Fixed\n\n- f\n\n### Added\n\n- b\n"], "1.0.0", "2026-12-01")
    assert made == "## 1.0.0 (2026-12-01)\n\n### Added\n\n- a\n- b\n\n### Fixed\n\n- f\n"


def test_a_heading_of_ones_own_is_refused():
    with pytest.raises(ValueError, match="'News'"):
        CHANGELOG["joined"](["### News\n\n- a\n"], "1.0.0", "2026-12-01")


def test_every_fragment_can_be_joined():
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "changelog.d").glob("*.md"))]
    made = CHANGELOG["joined"](texts, "0.0.0", "2026-01-01")
    assert all(line in made for text in texts for line in text.splitlines() if line.startswith("- "))


def test_no_two_fragments_have_one_number():
    numbers = [path.name.partition("-")[0] for path in (ROOT / "changelog.d").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))


def test_the_citation_names_this_version():
    told = (ROOT / "CITATION.cff").read_text("utf-8")
    assert re.search(r"^version: (.+)$", told, re.MULTILINE)[1] == dateline.__version__


def test_what_a_wheel_lacks_or_should_not_hold_is_told(tmp_path):
    wheel = tmp_path / "x.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in WHEEL["NEEDED"][1:]:
            archive.writestr(name.replace("*", "x"), "")
        archive.writestr("tests/a.py", "")
    assert list(WHEEL["faults"](wheel)) == ["the wheel lacks dateline/py.typed.", "the wheel holds tests/a.py."]


def test_every_file_that_a_wheel_needs_is_here():
    here = [name for name in WHEEL["NEEDED"] if "*" not in name]
    assert [name for name in here if not (ROOT / "src" / name).is_file()] == []
