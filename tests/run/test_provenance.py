import re

from dateline.run import PipelineOptions
from dateline.run.provenance import FILES, PACKAGE, provenance


def test_it_names_versions_and_hashes_of_what_decides():
    made_by = provenance()
    assert made_by.libraries["spacy"] != "absent"
    assert re.fullmatch("[0-9a-f]{64}", made_by.data["ontology/data/plover.csv"])
    assert not [name for name in made_by.data if name.endswith((".py", ".pyc"))]


def test_a_coder_is_named_by_its_options_and_everything_it_is_made_of():
    made_by = provenance()
    syntax, neural = (made_by.coder(PipelineOptions(coder=name)) for name in ("syntax", "neural"))
    assert re.fullmatch(r"syntax-\d+\.\d+\.\d+\S*-[0-9a-f]{12}", syntax)
    assert syntax.rpartition("-")[2] != neural.rpartition("-")[2]
    assert provenance().coder(PipelineOptions(coder="syntax")) == syntax


def test_whatever_links_the_records_of_a_story_decides_on_them_and_nothing_else_of_its_room_does():
    found, to_do = set(), ["link"]
    while to_do:
        name = to_do.pop()
        found.add(f"fuse/{name}.py")
        text = (PACKAGE / "fuse" / f"{name}.py").read_text("utf-8")
        imported = re.findall(r"^from dateline\.fuse\.(\w+) import", text, re.MULTILINE)
        to_do += [one for one in imported if f"fuse/{one}.py" not in found]
    assert found == {name for name in FILES if name.startswith("fuse/") and name.endswith(".py")}
