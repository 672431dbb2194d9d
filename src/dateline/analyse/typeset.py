"""A briefing set as PDF by Typst, which shapes every script and needs nothing else on the machine.

The page is written once, as a template; what it tells comes in as data, so that no word of a story is markup. Same
briefing, same bytes, given the same fonts: those of the template travel with the package, Arabic among them; for any
other script Typst looks among those of the machine.
"""

from __future__ import annotations

import unicodedata
from importlib import resources
from importlib.util import find_spec
from typing import Any

import msgspec

from dateline.analyse import render
from dateline.analyse.brief import Briefing, Section
from dateline.analyse.citing import Citation


def is_possible() -> bool:
    """Whether Typst is installed."""
    return find_spec("typst") is not None


def typeset(briefing: Briefing) -> bytes:
    """The briefing as PDF; every sentence leads to its citations below, and every citation says where it stands.

    It is PDF/UA where it can be: that takes no letter that no font has, which then becomes an empty box.
    """
    import typst  # noqa: PLC0415 - an extra

    told = {"told": msgspec.json.encode(_told(briefing)).decode()}
    with resources.as_file(resources.files("dateline.analyse") / "data") as folder:
        page = folder / "briefing.typ"
        try:
            made = typst.compile(page, root=folder, font_paths=[folder], sys_inputs=told, pdf_standards=["ua-1"])
        except typst.TypstError:
            made = typst.compile(page, root=folder, font_paths=[folder], sys_inputs=told)
    return bytes(made)


def _told(briefing: Briefing) -> dict[str, Any]:
    numbers = render.numbered(briefing)
    return {
        "title": render.heading(briefing),
        "about": list(render.about(briefing)),
        "sections": [_section(briefing, section, numbers) for section in briefing.sections],
        "citations": [_citation(one) for one in numbers],
    }


def _section(briefing: Briefing, section: Section, numbers: dict[Citation, int]) -> dict[str, Any]:
    return {
        "title": section.title,
        "sentences": [
            {"text": one.text, "cited": sorted(numbers[c] for c in one.citations)} for one in section.sentences
        ],
        "more": f"{section.more:,} more." if section.more else "",
        "formula": briefing.formula if section.part == "indicators" else "",
    }


def _citation(one: Citation) -> dict[str, Any]:
    return {
        "sentence": one.sentence,
        "source": render.source(one),
        "url": one.url if render.is_web(one.url) else "",
        "address": render.address(one),
        "rtl": _is_right_to_left(one.sentence),
    }


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs to the left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((d for d in directions if d in ("L", "R", "AL")), "L") != "L"
