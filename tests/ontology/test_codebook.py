from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError, NotFoundError
from dateline.ontology.codebook import check_codebook, read_codebook, trained_file

GOOD = """
codebook: access
beside: PLOVER
categories:
  - name: DENIAL
    definition: Aid is held back.
    includes: [visas refused]
    excludes: [talks refused]
    examples:
      - Trucks were turned back.
    plover: COERCE/restrict
    modes:
      - name: road
        definition: On the way.
  - name: PASSAGE
    definition: Aid gets through.
"""


def faults(tmp_path, text):
    file = tmp_path / "book.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [str(fault).removeprefix(f"{file} ") for fault in check_codebook(file)[1]]


def test_a_codebook_says_what_its_file_says(tmp_path):
    file = tmp_path / "book.yaml"
    file.write_text(GOOD)
    book = read_codebook(file)
    assert book.labels == ("DENIAL", "DENIAL/road", "PASSAGE")
    assert list(book.definitions.items()) == [
        ("access.DENIAL", "Aid is held back."),
        ("access.DENIAL/road", "On the way."),
        ("access.PASSAGE", "Aid gets through."),
    ]
    assert book.place == "beside"
    assert book.categories[0].kind == ("COERCE", "restrict")
    assert book.categories[0].excludes == ("talks refused",)
    assert book.categories[1].kind is None
    assert len(book.source) == 64


def test_the_example_of_the_documentation_has_no_fault():
    book = read_codebook(Path(__file__).parents[2] / "docs" / "codebook-example" / "access.yaml")
    assert [category.name for category in book.categories] == ["DENIAL", "PASSAGE", "AID_WORKER_HARMED", "DISPLACEMENT"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("name: DENIAL", "name: Assault", "line 5: 'Assault' is PLOVER's own name. Give the category another one."),
        ("name: DENIAL", "name: aid denied", "line 5: 'aid denied' cannot be the name of a category."),
        ("name: PASSAGE", "name: denial", "line 15: there are two of the category 'denial'."),
        ("codebook: access", "codebook: plover", "line 2: 'plover' is PLOVER's own name."),
        ("plover: COERCE/restrict", "plover: COERCE/restrikt", "line 11: PLOVER has no kind 'COERCE/restrikt'. Did"),
        ("includes:", "include:", "line 7: a category has no key 'include'. Did you mean 'includes'?"),
        ("includes: [visas refused]", "includes: visas", "line 7: 'includes' is no list. Write one entry a line"),
        ("definition: Aid gets through.", "", "line 15: a category has no 'definition'. Add a line definition: ..."),
        ("definition: Aid gets through.", "definition: '-'", "line 16: 'definition' has no words."),
        ("beside: PLOVER", "beside: CAMEO", "line 3: 'beside' names no codebook that Dateline has."),
        ("beside: PLOVER", "instead: PLOVER\nbeside: PLOVER", "line 3: the codebook is both beside and instead"),
        ("beside: PLOVER", "codebook: twice", "line 3: the key 'codebook' is given twice. Remove one of them."),
    ],
)
def test_each_fault_is_told_with_its_line_and_what_to_do(tmp_path, old, new, told):
    assert old in GOOD
    (fault,) = faults(tmp_path, GOOD.replace(old, new))
    assert fault.startswith(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: the file is empty."),
        ("a: [", "line 1: the file is not valid YAML"),
        ("- a\n- b\n", "line 1: a codebook is not written as keys with values."),
        (b"codebook: caf\xe9", "line 1: the file is not UTF-8."),
        ("[" * 5000, "line 1: the file is nested too deeply."),
        ("codebook: a\ncategories: []", "line 2: the codebook has no category."),
        ("x" * 1_000_001, "line 1: the file has 1,000,001 bytes."),
    ],
)
def test_what_is_no_codebook_at_all_is_told_too(tmp_path, text, told):
    assert faults(tmp_path, text)[0].startswith(told)


def test_reading_stops_at_the_first_fault_and_tells_of_the_others(tmp_path):
    file = tmp_path / "book.yaml"
    file.write_text(GOOD.replace("includes:", "include:").replace("name: PASSAGE", "name: denial"))
    with pytest.raises(InputError, match=r"line 7: .*1 more: dateline codebook check"):
        read_codebook(file)
    with pytest.raises(NotFoundError):
        read_codebook(tmp_path / "none.yaml")


def test_what_is_trained_stands_beside_the_codebook():
    assert trained_file(Path("a/access.yaml")) == Path("a/access.trained.json")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_whatever_ends_in_an_error(tmp_path_factory, text):
    file = tmp_path_factory.mktemp("any") / "book.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    _, found = check_codebook(file)
    assert found
