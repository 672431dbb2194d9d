"""A briefing as a file: HTML of one piece, without scripts and without a request to anywhere; or Markdown.

Every sentence carries the numbers of its citations, and every citation quotes its sentence and says where it stands.
Texts of strangers are data in both: no markup of theirs is markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from unicodedata import bidirectional

from dateline.analyse.brief import Briefing
from dateline.analyse.citing import Citation, Sentence
from dateline.analyse.words import day, many

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_WEB = re.compile(r"https?://[^\s<>\"']+")
_STYLE = """
body { font: 16px/1.5 Georgia, 'Times New Roman', serif; color: #1a1a1a; background: #fff; max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; }
h1, h2, dt, .cite, .more { font-family: system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; border-bottom: 1px solid #d9d9d9; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; font-size: .9rem; }
dt { color: #595959; } dd { margin: 0; }
ul { padding-left: 1.2rem; } li { margin: .5rem 0; }
a { color: #00518a; } .cite { font-size: .75rem; } .more { color: #595959; font-size: .9rem; }
ol li { font-size: .9rem; } q { quotes: '“' '”'; } .about { color: #595959; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } li { break-inside: avoid; } }
"""


def heading(briefing: Briefing) -> str:
    """What the briefing is called."""
    return f"Briefing, {day(briefing.since)} to {day(briefing.until)}"


def about(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """What it was made from: a name and a value each."""
    yield "Query", briefing.query or "everything"
    yield "Published", f"{briefing.since} to {briefing.until}"
    yield "Read", many(briefing.articles, "article")
    looked = f"; {briefing.looked:,} of them looked into" if briefing.looked < briefing.incidents else ""
    yield "Told", many(briefing.incidents, "incident") + looked
    yield "Data", f"generation {briefing.generation}"


def source(citation: Citation) -> str:
    """Where a citation stands, without its words."""
    parts = [isolated(citation.publisher) or "outlet not stated", day(citation.published)]
    parts += [f"citing {isolated(citation.source)}"] if citation.source else []
    return ", ".join(part for part in parts if part)


def address(citation: Citation) -> str:
    """How it is found in the store: incident, record, document and characters."""
    return (
        f"incident {citation.incident}, record {citation.event}, document {citation.document}, characters "
        f"{citation.start}–{citation.end}"
    )


def isolated(text: str) -> str:
    """The text with the direction of its own script: what stands beside an Arabic name keeps its order."""
    return f"\u2068{text}\u2069" if any(bidirectional(character) in ("R", "AL") for character in text) else text


# HTML


def html(briefing: Briefing) -> str:
    """The briefing as one page."""
    numbers = numbered(briefing)
    title = escape(heading(briefing))
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in about(briefing))
    head = f'<meta charset="utf-8"><title>{title}</title><meta name="viewport" content="width=device-width">'
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    parts = "".join(_html_sections(briefing, numbers))
    cited = "".join(_html_citation(number, one) for one, number in numbers.items())
    evidence = f"<h2>Evidence</h2>\n<ol>\n{cited}</ol>\n" if cited else ""
    body = f"<h1>{title}</h1>\n<dl>{told}</dl>\n{parts}{evidence}"
    opening = f'<!doctype html>\n<html lang="en"><head>{head}{policy}<style>{_STYLE}</style></head>\n'
    return f"{opening}<body>\n{body}</body></html>\n"


def _html_sections(briefing: Briefing, numbers: dict[Citation, int]) -> Iterator[str]:
    if not briefing.sections:
        yield "<p>Nothing that answers was published in these days.</p>\n"
    for section in briefing.sections:
        items = "".join(f"<li>{_html_sentence(one, numbers)}</li>\n" for one in section.sentences)
        more = f'<p class="more">{section.more:,} more.</p>\n' if section.more else ""
        formula = f'<p class="more">{escape(briefing.formula)}</p>\n' if section.part == "indicators" else ""
        yield f"<h2>{escape(section.title)}</h2>\n<ul>\n{items}</ul>\n{more}{formula}"


def _html_sentence(one: Sentence, numbers: dict[Citation, int]) -> str:
    marks = _marks(one, numbers, lambda number: f'<a href="#c{number}">[{number}]</a>')
    return f'{escape(one.text)} <span class="cite">{marks}</span>'


def _html_citation(number: int, one: Citation) -> str:
    web = f' <a href="{escape(one.url)}" rel="noreferrer noopener">{escape(one.url)}</a>' if is_web(one.url) else ""
    return (
        f'<li id="c{number}" value="{number}"><q dir="auto">{escape(one.sentence)}</q> {escape(source(one))}.{web} '
        f'<span class="about">{escape(address(one))}</span></li>\n'
    )


# Markdown


def markdown(briefing: Briefing) -> str:
    """The briefing as Markdown, with footnotes."""
    numbers = numbered(briefing)
    lines = [f"# {_plain(heading(briefing))}", ""]
    lines += [f"- {_plain(name)}: {_plain(value)}" for name, value in about(briefing)]
    if not briefing.sections:
        lines += ["", "Nothing that answers was published in these days."]
    for section in briefing.sections:
        lines += ["", f"## {_plain(section.title)}", ""]
        lines += [f"- {_markdown_sentence(one, numbers)}" for one in section.sentences]
        lines += ["", f"{section.more:,} more."] if section.more else []
        lines += ["", _plain(briefing.formula)] if section.part == "indicators" else []
    lines += ["", *(_footnote(number, one) for one, number in numbers.items())]
    return "\n".join(lines).rstrip("\n") + "\n"


def _markdown_sentence(one: Sentence, numbers: dict[Citation, int]) -> str:
    return _plain(one.text) + _marks(one, numbers, lambda number: f"[^{number}]")


def _footnote(number: int, one: Citation) -> str:
    web = f" <{one.url}>" if is_web(one.url) else ""
    return f"[^{number}]: “{_plain(one.sentence)}” {_plain(source(one))}.{web} {_plain(address(one))}"


# Common to both


def numbered(briefing: Briefing) -> dict[Citation, int]:
    """The citations with their numbers."""
    return {one: number for number, one in enumerate(briefing.citations, start=1)}


def _marks(one: Sentence, numbers: dict[Citation, int], mark: Callable[[int], str]) -> str:
    cited: Iterable[int] = sorted(numbers[citation] for citation in one.citations)
    return "".join(mark(number) for number in cited)


def _plain(text: str) -> str:
    """The text with nothing in it that Markdown, or the HTML that it allows, would read as markup."""
    return _MARKS.sub(r"\\\1", text)


def is_web(url: str) -> bool:
    """Whether an address is one of the web, and may be a link."""
    return bool(_WEB.fullmatch(url))
