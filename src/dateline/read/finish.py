"""The last touches: a draft with its blocks typed, its language told, its date chosen, its id made."""

from __future__ import annotations

import re

from dateline.model import Block, Document, DocumentId, Published, document_id
from dateline.read import dates, layout, running
from dateline.read.blocks import Layout, annotate
from dateline.read.bounds import check_length
from dateline.read.draft import Draft
from dateline.read.language import language
from dateline.read.options import ReadOptions
from dateline.read.origin import original_publisher


def finish(draft: Draft, options: ReadOptions) -> Document:
    """The document that a draft becomes. Depends on the draft and the options alone, never on other documents.

    Raises InputError where the text is longer than a report's may be.
    """
    check_length(draft.text, draft.where)
    blocks = draft.blocks or layout.paragraphs(draft.text)
    found = annotate(draft.text, blocks, title=draft.title, captions_in_prose=options.captions_in_prose)
    published = _published(draft, found, options)
    byline = draft.byline or found.byline
    return Document(
        id=_id(draft, published, found.title),
        text=draft.text,
        blocks=found.blocks,
        title=found.title,
        publisher=draft.publisher or (found.date.outlet if found.date else ""),
        original_publisher=draft.original_publisher or _origin(draft, found, byline),
        byline=byline,
        dateline=found.dateline,
        section=draft.section or found.section,
        language=draft.language or language(_words(draft.text, found.blocks), draft.declared),
        published=published,
        url=draft.url,
        source=draft.where,
    )


def _published(draft: Draft, found: Layout, options: ReadOptions) -> Published | None:
    """Given by the caller; else said by the page's data; else said in so many words; else in the URL; else guessed."""
    said = found.date
    text = said.stamp.found("text") if said else None
    url = dates.in_url(draft.url)
    guess = draft.published if draft.published and draft.published.how == "htmldate" else None
    ranked = (
        options.date,
        draft.published if guess is None else None,
        text if said and said.labelled and not said.updated else None,
        url.found("url") if url else None,
        text,
        guess,
    )
    return dates.first((candidate for candidate in ranked if candidate), options.latest)


def _origin(draft: Draft, found: Layout, byline: str) -> str:
    lines = (draft.text[b.start : b.end] for b in found.blocks if b.kind == "dateline")
    credited = [agency for line in lines if (agency := running.agency(line))]
    credited += [part.strip() for part in re.split(r"[/|,;]| and ", byline)]
    return original_publisher(draft.text, found.blocks, publisher=draft.publisher, credited=credited)


def _words(text: str, blocks: tuple[Block, ...]) -> str:
    return "\n".join(text[b.start : b.end] for b in blocks if b.kind == "body") or text


def _id(draft: Draft, published: Published | None, title: str) -> DocumentId:
    if draft.id:
        return DocumentId(draft.id)
    return document_id(draft.text, url=draft.url, title=title, published=published.value if published else "")
