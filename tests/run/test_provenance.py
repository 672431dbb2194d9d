import re

from dateline.run import PipelineOptions
from dateline.run.provenance import provenance


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
