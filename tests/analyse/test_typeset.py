import io
import re
import subprocess
import sys

import msgspec
import pytest
from pypdf import PdfReader

from dateline.analyse import Briefing, Section, Sentence, render
from dateline.analyse.citing import Citation

typst = pytest.importorskip("typst", reason="typst is not installed")
from dateline.analyse.typeset import typeset  # noqa: E402

ARABIC = "أعلن قائد الحامية في المدينة القديمة أن جنوده أخلوا الجسر يوم الأربعاء"
HEBREW = "הדובר אמר כי הגשר נסגר ביום שני"
MARKUP = '#panic("read") $x$ *bold* _thin_ <c1> @c1 // gone \\ [no] `raw` = not a heading'


def cited(sentence, **other):
    plain = Citation(
        incident="i1", event=f"e-{sentence[:4]}", document="d1", start=0, end=len(sentence), sentence=sentence,
        source="", publisher="Blue Paper", published="2024-03-01", title="", url="https://news.example/a?b=1#c",
    )  # fmt: skip
    return msgspec.structs.replace(plain, **other)


CITED = (cited("The bridge was shelled."), cited(ARABIC, publisher="إذاعة الجسر"), cited(HEBREW, url=""), cited(MARKUP))
SAID = (
    Sentence(text="Soldiers left the bridge at Old Town, 1 Mar 2024: reported.", citations=CITED[:2]),
    Sentence(text=f"Nobody is read as markup: {MARKUP}.", citations=CITED[2:]),
)
MADE = Briefing(
    query="country:SDN", since="2024-03-01", until="2024-03-08", generation=3, articles=4, incidents=5, looked=5,
    sections=(Section(part="new", title="What is new", sentences=SAID, more=1_234),),
)  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    return PdfReader(io.BytesIO(typeset(MADE)))


@pytest.fixture(scope="module")
def text(reader):
    return squeezed("".join(page.extract_text() for page in reader.pages))


def squeezed(text):
    """Lines break where the page ends."""
    return re.sub(r"\s+", "", text)


def test_every_sentence_stands_there_with_the_numbers_of_its_evidence(text):
    for sentence, numbers in zip(SAID, ("[1][2]", "[3][4]"), strict=True):
        assert squeezed(sentence.text) + numbers in text


def test_every_citation_stands_there_with_where_it_is_from(text):
    for one in CITED:
        assert squeezed(render.address(one)) in text
    assert squeezed(CITED[0].sentence) in text
    assert squeezed(MARKUP) in text
    assert text.count("https://news.example/a?b=1#c") == 3
    assert "1,234more." in text


def test_arabic_and_hebrew_words_keep_their_letters(reader):
    words = set("".join(page.extract_text() for page in reader.pages).replace("“", " ").replace("”", " ").split())
    assert set(ARABIC.split()) | set(HEBREW.split()) <= words


def test_numbers_lead_to_their_evidence(reader):
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots", ())]
    assert sum("/Dest" in link or link.get("/A", {}).get("/S") == "/GoTo" for link in links) == 4
    assert {link["/A"]["/URI"] for link in links if link.get("/A", {}).get("/S") == "/URI"} == {CITED[0].url}


def test_the_file_is_tagged_for_those_who_cannot_see_it(reader):
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Briefing, 1 Mar 2024 to 8 Mar 2024"


def test_the_same_briefing_is_the_same_bytes_in_another_process():
    told = "import sys; from tests.analyse.test_typeset import MADE, typeset; sys.stdout.buffer.write(typeset(MADE))"
    other = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True)
    assert other.stdout == typeset(MADE)


def test_a_sign_that_no_font_has_hides_nothing_else():
    strange = cited("The bridge \U0001f309 of \u9f98\u9f98 \U0002a6d6 was shelled.")
    said = Sentence(text="Soldiers left the bridge.", citations=(strange,))
    made = msgspec.structs.replace(MADE, sections=(Section(part="new", title="What is new", sentences=(said,)),))
    told = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(typeset(made))).pages))
    assert "Soldiersleftthebridge.[1]" in told
    assert "wasshelled." in told


def test_nothing_that_answers_is_said_so():
    empty = msgspec.structs.replace(MADE, sections=())
    assert "Nothing that answers" in PdfReader(io.BytesIO(typeset(empty))).pages[0].extract_text()
