"""A place name as it is written, read into the names to look up and the kind of place it asks for."""

from __future__ import annotations

import re

import msgspec

from dateline.knowledge.names import key

FIRST_ORDER = ("admin1",)
SECOND_ORDER = ("admin2",)
SETTLEMENT = ("city", "capital", "town", "district", "camp")
BUILT = ("airport", "airbase", "base", "camp", "crossing", "port", "prison", "dam", "plant", "building", "hospital")

DESIGNATORS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("province", "governorate", "oblast", "krai", "prefecture", "voivodeship", "emirate"), FIRST_ORDER),
    **dict.fromkeys(("state", "region", "territory", "canton"), FIRST_ORDER),
    **dict.fromkeys(("county", "district", "department", "parish", "municipality", "borough", "rayon"), SECOND_ORDER),
    **dict.fromkeys(("city", "town", "village", "suburb", "neighborhood", "neighbourhood", "settlement"), SETTLEMENT),
    **dict.fromkeys(("airport", "airbase", "base", "airfield", "camp", "crossing", "port", "prison", "harbor"), BUILT),
}
_WORD = "|".join(DESIGNATORS)
DESIGNATED = re.compile(rf"\b(?:{_WORD}|prefecture|district)s?\b", re.IGNORECASE)
_BEFORE = re.compile(rf"^(?:the )?(?:\w+ )?({_WORD}) of (.+)$", re.IGNORECASE)
_AFTER = re.compile(rf"^(.+?)[ -]({_WORD})$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|its|their) ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
DIRECTION = re.compile(
    r"^((?:(?:far|mid|the)[ -])?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)"
    r"(?:ern|ernmost)?|"
    r"central|upper|lower|downtown|greater|inner|outer|coastal|rural|suburban|mainland|occupied|nearby|neighboring|"
    r"war-torn)[ -](?:parts? of )?(.+)$",
    re.IGNORECASE,
)
_SHORT = ((r"\bSt\.? ", "Saint "), (r"\bSte\.? ", "Sainte "), (r"\bMt\.? ", "Mount "), (r"\bFt\.? ", "Fort "))
_LONG = ((r"\bSaint ", "St. "), (r"\bMount ", "Mt. "), (r"\bFort ", "Ft. "))
_AL = re.compile(r"^(?:al|el|ad|ar|as|ash|at|an)[ -]", re.IGNORECASE)


class Query(msgspec.Struct, frozen=True):
    """What a place name asks for.

    `steps` are the names to look up, step by step: the names of a later step count only where the earlier ones are
    unknown. `wants` are the kinds that its designator names ("province"), `direction` the part of the place it means.
    """

    text: str
    steps: tuple[tuple[str, ...], ...]
    wants: tuple[str, ...] = ()
    direction: str = ""


def read(text: str) -> Query:
    """The query of a place name: "the northern province of Idlib" asks for a first-order division named Idlib."""
    written = " ".join(text.split()).strip(' ,.;:()"“”') + ("." if text.rstrip().endswith(".") else "")
    plain = _POSSESSIVE.sub("", _ARTICLE.sub("", written))
    bare, wants = designated(plain)
    part = DIRECTION.match(bare)
    direction, rest = (part[1].lower(), designated(_ARTICLE.sub("", part[2]))) if part else ("", (bare, ()))
    steps = (spellings(written, plain), spellings(bare), spellings(rest[0]), tuple(_parts(plain)))
    return Query(text, steps, wants or rest[1], direction)


def designated(name: str) -> tuple[str, tuple[str, ...]]:
    """The name without the word that says what it is, and the kinds that this word stands for."""
    if before := _BEFORE.match(name):
        return before[2], DESIGNATORS[before[1].lower()]
    if after := _AFTER.match(name):
        return after[1], DESIGNATORS[after[2].lower()]
    return name, ()


def spellings(*names: str) -> tuple[str, ...]:
    """The names with the usual ways to abbreviate and to transliterate them, without repetition."""
    found: dict[str, str] = {}
    for name in names:
        forms = [name, *(re.sub(short, long, name) for short, long in _SHORT + _LONG)]
        forms += [_AL.sub("", name) if _AL.match(name) else f"al {name}", name.replace("-", "")]
        for form in forms:
            found.setdefault(key(form), form)
    return tuple(found)


def _parts(name: str) -> list[str]:
    """Runs of capitalised words inside the name, the longest and last first: a site stands where its namesake is."""
    words = name.replace(",", " ").split()
    runs = [(n, i) for n in range(len(words) - 1, 0, -1) for i in range(len(words) - n, -1, -1)]
    return [
        key(" ".join(words[i : i + n])) for n, i in runs if words[i][:1].isupper() and words[i + n - 1][:1].isupper()
    ]
