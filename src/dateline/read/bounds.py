"""How much of anything a report may hold: where reading would cost more than its bytes, it is refused or cut.

Measured by `bench/growth.py`: what is left below these bounds takes time in proportion to its size.
"""

from __future__ import annotations

import re

from dateline.errors import InputError

PAGE = 5_000_000  # characters of markup, Markdown or running text of one report; crawls cut pages at 1 to 5 MiB
ELEMENTS = 250_000  # of one page
NAMES = 40_000  # characters of a tag without its quoted values; pages with a quote too many run on for thousands
HEADER = 2_000  # characters of one header of a message
FRONT = 65_536  # characters of a Markdown file's front matter

TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
VALUE = re.compile(r""""[^"]*+"|'[^']*+'""")
NAME = re.compile(r"<[^\s/]{1,80}")


def check_length(text: str, where: str) -> None:
    """Raise InputError where a report is longer than any report is."""
    if len(text) > PAGE:
        raise InputError(f"it has {len(text):,} characters, and one report may have {PAGE:,}.", where, "Split it.")


def short_tags(source: str) -> str:
    """Markup in which tags with thousands of attributes have none: libraries compare each of them with all others.

    What followed the name is left as text, for it may be one: a quote too many makes a tag of half a page.
    """
    return TAG.sub(_short, source)


def _short(tag: re.Match[str]) -> str:
    text = tag[0]
    if len(text) <= NAMES or len(VALUE.sub("", text)) <= NAMES:
        return text
    name = NAME.match(text)
    return f"{name[0]}>{text[len(name[0]) :]}" if name else ""
