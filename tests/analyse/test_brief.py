import io
import re
import shutil
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from dateline.analyse import Briefing, Section, Sentence, brief, pdf, render
from dateline.errors import DataError, MissingExtraError
from dateline.run.fusing import fuse_store
from dateline.run.publish import publish
from dateline.store import Query, Store
from dateline.store.analytic import Analytic
from tests.fuse.told import coded, number, of_states, place, source, when

FIRST = "A bomb exploded at the cattle market in Ayorou on Saturday, killing twelve traders from Niger."
LATER = "The bomb that exploded at the cattle market in Ayorou on Saturday killed thirty-one traders from Niger."
DENIAL = "The army denied that a bomb exploded at the cattle market in Ayorou on Saturday, killing traders of Niger."
THREAT = "<b>Iran</b> threatened to strike Israel [soon](http://evil.example) after the killing of an officer."
STRIKE = "Iran attacked Israel with drones, *officials* said on the day after, as many had expected it would do."


def bomb(text, id_, published, killed, **fields):
    toll = {"fatalities": number(killed)} if killed else {}
    return coded(text, "exploded", id_, published, place=place("Ayorou"), date=when("2023-03-04"), **toll, **fields)


TOLD = [
    bomb(FIRST, "d1", "2023-03-05", 12),
    bomb(LATER, "d2", "2023-03-08", 31),
    bomb(DENIAL, "d3", "2023-03-09", 0, attribution=(source("The army", "denies", "denied"),)),
    of_states(THREAT, "threatened", "d4", "2023-03-07", "THREATEN/violence"),
    of_states(STRIKE, "attacked", "d5", "2023-03-17", "ASSAULT/drone"),
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brief") / "store"
    with Store.open(folder, write=True) as store:
        run = store.begin_run("2024-01-01T00:00:00", "{}")
        for one in TOLD:
            store.write(one, coder="by hand", run=run)
        fuse_store(store)
        publish(store)
        analytic = Analytic.open(folder)
        yield store, analytic
        analytic.close()


@pytest.fixture(scope="module")
def made(opened):
    return brief(*opened, Query(), "2023-03-07")


def said(briefing, part):
    return [one.text for section in briefing.sections if section.part == part for one in section.sentences]


def test_no_sentence_stands_without_evidence(made, opened):
    store, _ = opened
    sentences = [one for section in made.sections for one in section.sentences]
    assert sentences
    for one in sentences:
        assert one.citations, one.text
        for citation in one.citations:
            hit = store.hit(citation.event)
            assert hit.document.id == citation.document
            assert " ".join(hit.document.text[citation.start : citation.end].split()) == citation.sentence != ""
    with pytest.raises(DataError, match="no evidence"):
        Sentence(text="All is well.", citations=())


def test_a_briefing_tells_what_is_new_changed_disputed_denied_and_done(made):
    bombing = "Bombing in Ayorou, 4 Mar 2023"
    assert said(made, "new") == [
        "Iran threatened violence against Israel, 7 Mar 2023: Outlet d4 reported on 7 Mar 2023; 1 report.",
        "Iran sent drones against Israel, 17 Mar 2023: Outlet d5 reported on 17 Mar 2023; 1 report.",
    ]
    assert said(made, "changed") == [
        f"{bombing}: whether it happened is now told as no (The army); before, as yes (Outlet d1, Outlet d2).",
        f"{bombing}: how many were killed is now told as 31 (Outlet d2); before, as 12 (Outlet d1).",
    ]
    told = "yes (Outlet d1, Outlet d2) against no (The army)"
    assert said(made, "disputed") == [f"{bombing}: whether it happened is disputed, {told}."]
    assert said(made, "denied") == [f"The army denied on 9 Mar 2023: {bombing}."]
    threat, strike = (
        "Iran threatened violence against Israel, 7 Mar 2023",
        "Iran sent drones against Israel, 17 Mar 2023",
    )
    assert said(made, "followed") == [f"{threat}; 10 days later: {strike}."]


def test_new_incidents_tell_the_toll_apart_from_who_is_quoted(opened):
    told = said(brief(*opened, Query(type=("ASSAULT",)), "2023-03-01"), "new")
    quoted = "Bombing in Ayorou, 4 Mar 2023: Outlet d1 reported on 5 Mar 2023; "
    assert any(one.startswith(f"{quoted}31 killed, told as 12 to 31; 3 reports") for one in told), told


def test_what_was_published_before_is_left_out(opened):
    told = brief(*opened, Query(), "2023-03-10")
    assert (told.incidents, told.articles, told.until) == (1, 1, "2023-03-17")
    assert {section.part for section in told.sections} == {"new", "followed"}
    nothing = brief(*opened, Query(actor=("nobody",)), "2023-03-01")
    assert (nothing.sections, nothing.citations) == ((), ())
    for page in (render.html(nothing), render.markdown(nothing)):
        assert "Nothing that answers was published in these days." in page


def test_the_rest_is_counted(opened):
    told = brief(*opened, Query(), "2023-03-01", shown=1)
    new = next(section for section in told.sections if section.part == "new")
    assert (len(new.sentences), new.more) == (1, 2)
    assert "2 more." in render.markdown(told)


def test_the_same_store_gives_the_same_bytes(made, opened):
    again = brief(*opened, Query(), "2023-03-07")
    assert render.html(again) == render.html(made)
    assert render.markdown(again) == render.markdown(made)


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.ids = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.append(tag)
        self.links += [told["href"]] if "href" in told else []
        self.ids += [told["id"]] if "id" in told else []


def test_every_sentence_of_the_page_links_to_quoted_evidence(made):
    text = render.html(made)
    page = Page(text)
    items = re.findall(r"<li>(.*?)</li>", text, re.DOTALL)
    assert len(items) == sum(len(section.sentences) for section in made.sections)
    assert all('<a href="#c' in item for item in items)
    assert {link[1:] for link in page.links} == set(page.ids)
    assert text.count("<q dir=") == len(made.citations)
    assert "record e" in text


def test_markup_of_strangers_is_text(made):
    page = Page(render.html(made))
    assert not {"b", "script", "img", "em"} & set(page.tags)
    assert not any(link.startswith("http") for link in page.links)
    tokens = MarkdownIt().parse(re.sub(r"\[\^\d+\]:?", "", render.markdown(made)))
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "softbreak", "text_special"}
    assert "html_block" not in {token.type for token in tokens}


def test_markdown_has_a_footnote_for_every_number(made):
    text = render.markdown(made)
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert defined == [str(n + 1) for n in range(len(made.citations))]
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(defined)


def test_where_nothing_makes_pdf_it_is_refused_in_one_sentence(made, monkeypatch):
    monkeypatch.setattr(pdf, "is_possible", lambda: False)
    monkeypatch.delenv("DATELINE_CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert not pdf.can_pdf()
    with pytest.raises(MissingExtraError, match="there is neither"):
        pdf.pdf(made)
    monkeypatch.setenv("DATELINE_CHROMIUM", "/bin/false")
    with pytest.raises(MissingExtraError, match="did not print"):
        pdf.pdf(made)


@pytest.mark.browser
def test_without_typst_a_briefing_is_printed_with_every_sentence(made, monkeypatch):
    if not shutil.which("chromium"):
        pytest.skip("there is no Chromium here; name one in DATELINE_CHROMIUM")
    monkeypatch.setattr(pdf, "is_possible", lambda: False)
    read = PdfReader(io.BytesIO(pdf.pdf(made)))
    told = "".join("".join(page.extract_text() for page in read.pages).split())
    for sentence in (one for section in made.sections for one in section.sentences):
        assert "".join(sentence.text.split()) + "[" in told


def test_records_of_a_briefing_are_plain():
    section = Section(part="new", title="What is new", sentences=())
    empty = Briefing(query="", since="2024-01-01", until="2024-01-02", generation=1, articles=0, incidents=0, looked=0,
                     sections=(section,))  # fmt: skip
    assert empty.citations == ()
