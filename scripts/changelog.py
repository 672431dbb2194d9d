"""Joins the fragments of changelog.d/ into CHANGELOG.md, under the version that is released, and removes them.

    python scripts/changelog.py VERSION DATE [--keep]

A fragment is Markdown whose headings are `### Added`, `### Changed`, `### Fixed`, `### Removed`. The same fragments
give the same bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
KINDS = ("Added", "Changed", "Fixed", "Removed")
TITLE = "# Changes\n"


def joined(fragments: Iterable[str], version: str, day: str) -> str:
    """One section of the list of changes; raises ValueError for a heading that is none of the four."""
    parts: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for fragment in fragments:
        for heading, body in re.findall(r"^### ([^\n]+)\n(.*?)(?=^### |\Z)", fragment, re.MULTILINE | re.DOTALL):
            if heading.strip() not in parts:
                raise ValueError(f"a heading of a fragment is '{heading}', and can be {', '.join(KINDS)}.")
            parts[heading.strip()].append(body.strip("\n"))
    told = [f"### {kind}\n\n" + "\n".join(bodies) + "\n" for kind, bodies in parts.items() if bodies]
    return f"## {version} ({day})\n\n" + "\n".join(told)


def main() -> None:
    """Write CHANGELOG.md."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("version")
    parser.add_argument("date", type=date.fromisoformat)
    parser.add_argument("--keep", action="store_true", help="leave the fragments where they are")
    options = parser.parse_args()
    fragments = sorted((ROOT / "changelog.d").glob("*.md"))
    if not fragments:
        sys.exit("changelog.d/ holds no fragment, so there is nothing to release.")
    file = ROOT / "CHANGELOG.md"
    before = file.read_text("utf-8").removeprefix(TITLE) if file.exists() else ""
    made = joined((path.read_text("utf-8") for path in fragments), options.version, str(options.date))
    file.write_text(f"{TITLE}\n{made}{before}", "utf-8")
    for path in () if options.keep else fragments:
        path.unlink()


if __name__ == "__main__":
    main()
