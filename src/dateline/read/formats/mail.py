"""An e-mail with a report in it: a newsletter, a press release, a forwarded story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.headerregistry import BaseHeader
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import cast

from dateline.errors import InputError
from dateline.model import BlockKind, Published
from dateline.read import dates, layout
from dateline.read.bounds import HEADER
from dateline.read.decode import declared_in, decode
from dateline.read.draft import Draft, Part, compose
from dateline.read.html.fragment import fragment
from dateline.read.html.tree import tidy
from dateline.read.options import ReadOptions
from dateline.read.sources import Blob

ANSWERED = re.compile(r"^(?:(?:re|fwd?|aw|wg|sv|tr)\s*:\s*)+", re.IGNORECASE)
SIGNATURE = re.compile(r"\n-- ?\n")


# What the library raises at damaged headers: days of thirty digits, brackets in a thousand brackets.
DAMAGED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Policy(EmailPolicy):
    """Reads the beginning of each header only: the library takes time, and memory, by the square of its length.

    A header that it fails at says nothing.
    """

    def header_fetch_parse(self, name: str, value: str) -> BaseHeader:
        """A header as it is asked for."""
        try:
            header: BaseHeader = super().header_fetch_parse(name, value[:HEADER])
        except DAMAGED:
            header = super().header_fetch_parse(name, "")
        return header


def drafts(blob: Blob, options: ReadOptions) -> Iterator[Draft]:
    """The one report of a message; attachments are not opened."""
    message = _message(blob.whole(options.max_bytes), blob.where)
    title = ANSWERED.sub("", tidy(_header(message, "Subject")))
    text, blocks = compose([Part("title", title), *_parts(message, blob.where)])
    if not any(block.kind == "body" for block in blocks):
        raise InputError("the message holds no text.", blob.where, "Attachments are not opened: save and read them.")
    name, address = parseaddr(_header(message, "From"))
    yield Draft(
        text=text,
        where=blob.where,
        blocks=blocks,
        title=title,
        publisher=tidy(name) or address.rpartition("@")[2],
        published=_published(_header(message, "Date")),
    )


def _message(data: bytes, where: str) -> EmailMessage:
    try:
        return cast("EmailMessage", BytesParser(EmailMessage, policy=Policy()).parsebytes(data))
    except RecursionError as error:
        raise InputError("its parts are nested too deeply.", where) from error


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name) or "")


def _parts(message: EmailMessage, where: str) -> Iterator[Part]:
    body = message.get_body(preferencelist=("plain", "html"))
    payload = body.get_payload(decode=True) if body else None
    if body is None or not isinstance(payload, bytes) or not payload.strip():
        return
    html = body.get_content_subtype() == "html"
    declared = body.get_content_charset() or (declared_in(payload) if html else "")
    source = decode(payload, where, declared=declared, lenient=True)
    yield from fragment(source, where) if html else _plain(source.replace("\r\n", "\n"))


def _plain(source: str) -> Iterator[Part]:
    """The paragraphs of a plain body; quoted lines and what follows the signature mark are no part of the report."""
    text, *signature = SIGNATURE.split(source, maxsplit=1)
    for block in layout.paragraphs(text, wrapped=True):
        paragraph = text[block.start : block.end]
        kind: BlockKind = "boilerplate" if paragraph.startswith(">") else "body"
        yield Part(kind, tidy(paragraph))
    if signature:
        yield Part("boilerplate", tidy(signature[0]))


def _published(header: str) -> Published | None:
    stamp = dates.parse(header[:80])
    return stamp.found("header") if stamp else None
