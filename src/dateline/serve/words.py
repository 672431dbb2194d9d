"""What a reader sees instead of codes: signs for how a report stands, numbers, days."""

from __future__ import annotations

import msgspec

from dateline.analyse.words import day, days, many, number

__all__ = [
    "BEYOND",
    "COLUMNS",
    "FACETS",
    "FACTS",
    "MARKS",
    "PLACED",
    "PRECISIONS",
    "Mark",
    "day",
    "days",
    "days_of",
    "many",
    "number",
    "sector",
    "slot",
    "value",
]


class Mark(msgspec.Struct, frozen=True):
    """How something stands: a sign, a word, and one sentence that says what it means. Never told by colour alone."""

    sign: str
    word: str
    meaning: str


MARKS = {
    "happened": Mark("●", "happened", "A report tells it as fact, in its own voice."),
    "claimed": Mark("◐", "claimed", "Somebody says so; no report tells it in its own voice."),
    "denied": Mark("⊘", "denied", "It is said not to have happened."),
    "disputed": Mark("≠", "disputed", "Somebody says that it happened, and somebody denies it."),
    "threatened": Mark("▲", "threatened", "Somebody threatens it; the threat itself was uttered."),
    "planned": Mark("◇", "planned", "Planned, expected, or dependent on a condition."),
    "unclear": Mark("?", "unclear", "The reports do not tell whether it happened."),
}


def days_of(row: object) -> str:
    """The days of an incident, or that it was reported on one."""
    first, last, reported = (getattr(row, name) for name in ("first", "last", "reported"))
    return days(first, last) or (f"reported {day(reported)}" if reported else "no date")


PRECISIONS = {
    "site": "exact place",
    "city": "town",
    "admin2": "district",
    "admin1": "province",
    "country": "country",
    "area": "region",
}
FACETS = {
    "standing": "Standing",
    "type": "Type of act",
    "actor": "Who did it",
    "recipient": "To whom",
    "source": "Who says so",
    "country": "Country",
    "publisher": "Publisher",
    "placed": "Placed",
    "category": "Own category",
}
PLACED = {"point": "in a town", "area": "in a province or country", "none": "without a place"}
_SECTORS = {
    "AGR": "farming",
    "BUS": "business",
    "COP": "police",
    "CRM": "crime",
    "CVL": "civilians",
    "EDU": "education",
    "ELI": "elites",
    "GOV": "government",
    "JRN": "journalists",
    "JUD": "courts",
    "LAB": "labour",
    "LEG": "parliament",
    "MED": "health",
    "MIL": "military",
    "OPP": "opposition",
    "PRE": "partly recognised state",
    "PRM": "paramilitaries",
    "PTY": "party",
    "REB": "rebels",
    "REF": "refugees",
    "REL": "religion",
    "SOC": "civil society",
    "SPY": "intelligence",
    "UAF": "unidentified armed force",
    "UNK": "unknown",
}
BEYOND = {  # what stands where a country would, of those who have none
    "EUR": "European",
    "IGO": "intergovernmental",
    "IMG": "armed group of several countries",
    "ISM": "social movement",
    "MNC": "multinational company",
    "NGO": "non-governmental",
    "UNO": "United Nations",
}
_FIELDS = {
    "actors": "who",
    "recipients": "to whom",
    "attribution": "who says so",
    "place": "where",
    "date": "when",
    "fatalities": "killed",
}
_ORDINALS = {"1": "2nd", "2": "3rd", "3": "4th"}
COLUMNS = {
    "first": "Day",
    "standing": "Standing",
    "type": "Type",
    "mode": "Mode",
    "quad": "Class",
    "status": "Status",
    "title": "Title",
    "actors": "Who",
    "recipients": "To whom",
    "place": "Place",
    "country": "Country",
    "precision": "Placed to the",
    "killed_best": "Killed",
    "killed_low": "Killed, at least",
    "killed_high": "Killed, at most",
    "injured_best": "Injured",
    "reports": "Reports",
    "independent": "Independent",
    "disputed": "Disputed",
    "publishers": "Publishers",
    "categories": "Own categories",
    "reported": "First reported",
    "sentence": "Sentence",
    "id": "Id",
}
FACTS = {
    "type": "kind of act",
    "mode": "how",
    "status": "status",
    "standing": "standing",
    "first": "from",
    "last": "to",
    "place": "place",
    "country": "country",
    "actors": "who did it",
    "recipients": "to whom",
    "killed_low": "killed, at least",
    "killed_best": "killed",
    "killed_high": "killed, at most",
    "injured_low": "injured, at least",
    "injured_best": "injured",
    "injured_high": "injured, at most",
    "disputed": "what is disputed",
    "reports": "reports",
    "independent": "independent reports",
}


def value(told: object) -> str:
    """A value of an incident as people read it; a dash for none."""
    if isinstance(told, (tuple, list)):
        return ", ".join(map(str, told)) or "—"
    if isinstance(told, int):
        return number(told)
    return "—" if told in (None, "") else str(told)


def sector(code: str | None) -> str:
    """A sector in words, the code itself where there are none."""
    return _SECTORS.get(code or "", code or "")


def slot(field: str) -> str:
    """A field of a record in words: `actors[1]` is "who, 2nd"."""
    name, _, place = field.removesuffix("]").partition("[")
    nth = f", {_ORDINALS.get(place, 'another')}" if place not in ("", "0") else ""
    return _FIELDS.get(name, name) + nth
