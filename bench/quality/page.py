"""The benchmark page: runs every benchmark whose data is present and writes docs/benchmarks.md.

    python bench/quality/page.py [BENCHMARK ...]     only these; the others keep what the page says of them

Each section names the command that prints its figures; nothing on the page was typed by hand but the introductions.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from measured import measured

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Every figure here was printed by the command above it, on the development side of its benchmark; intervals are of 95 %,
by resampling whole documents. `python bench/quality/page.py` measures again and writes this page. `make quality` fails
where a figure falls below its floor.
The data are not part of this repository: the variable DATELINE_DATA names their folder. How the labels of each set map
onto ours is written at the head of its module in `dateline.evaluate`. Of ConfliBERT's sets, SATP and InsightCrime do
not say what their labels are, so nothing can be measured on them.
"""
SECTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "stories": (("neural", "syntax"), "Whole records on real stories, annotated by `docs/records.md`."),
    "plv": (("neural", "syntax"), "Which act passes between a given pair, by the edition of its labels; untrained."),
    "classes": (("neural", "syntax"), "What a sentence mainly tells (ConfliBERT's CAMEO set)."),
    "police": (("neural", "syntax"), "What reports say that the police did (IndiaPoliceEvents), mapped from ours."),
    "snippets": (("neural", "syntax"), "Fine-grained types of snippets (CASE 2021), mapped from ours."),
    "muc4": (("neural", "syntax"), "Terrorist incidents of Latin America in lower-cased text (MUC-4)."),
    "roles": (("neural", "syntax"), "Events and parties of RAMS and WikiEvents in raw text."),
    "attribution": (("",), "Who says so: PolNeAR."),
    "factuality": (("",), "Did it happen, according to the text: UW, MEANTIME, UDS-IH2."),
    "timex": (("",), "Time expressions: TimeBank and AQUAINT (TempEval-3)."),
    "geo": (("",), "Given place names to coordinates: LGL, TR-News, GeoWebNews, GeoVirus."),
    "actors": (("",), "Mentions to actors: mentions of real stories, linked by hand."),
    "coreference": (("",), "Event coreference across documents: ECB+, gold mentions."),
    "news-cluster": (("",), "Articles of one event, from many outlets."),
    "stream": (("",), "Invented incidents, each told by several outlets: `corpus/stream`."),
    "extraction": (("",), "Main text of web pages: trafilatura's evaluation."),
}  # fmt: skip


def section(name: str) -> str:
    """One benchmark's part of the page, "" where its data is absent."""
    coders, about = SECTIONS[name]
    found = [(coder, result) for coder in coders if (result := measured(name, coder))]
    if not found:
        return ""
    commands = "\n".join(f"    dateline evaluate {name}{f' --coder {coder}' if coder else ''}" for coder, _ in found)
    head = "".join(f" {coder or 'figure'} |" for coder, _ in found)
    rows = "\n".join(row(key, [result for _, result in found]) for key in found[0][1]["figures"])
    published = next((result["published"] for _, result in found if result.get("published")), "")
    tail = f"\nPublished: {published}.\n" if published else ""
    count = found[0][1]["n"]
    return f"## {name}\n\n{about} n = {count}.\n\n{commands}\n\n| |{head}\n|---|{'---|' * len(found)}\n{rows}\n{tail}"


def row(key: str, results: list[dict[str, Any]]) -> str:
    """One figure of every coder."""
    return f"| {key} |" + "".join(f" {cell(result, key)} |" for result in results)


def cell(result: dict[str, Any], key: str) -> str:
    """A figure with its interval."""
    low, high = result["intervals"].get(key, (None, None))
    value = result["figures"].get(key)
    return "" if value is None else f"{value:.3f}" + ("" if low is None else f" ({low:.3f}–{high:.3f})")


def standing() -> dict[str, str]:
    """The sections that the page has now."""
    text = PAGE.read_text("utf-8") if PAGE.is_file() else ""
    return {part.split("\n", 1)[0]: f"## {part}" for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}


def main() -> None:
    """Measure and write the page."""
    chosen, old = sys.argv[1:] or list(SECTIONS), standing()
    new = {name: section(name) for name in chosen}
    parts = [new.get(name) or old.get(name, "") for name in SECTIONS]
    PAGE.write_text("\n".join([HEAD, *(part.rstrip() + "\n" for part in parts if part)]), "utf-8")


if __name__ == "__main__":
    main()
