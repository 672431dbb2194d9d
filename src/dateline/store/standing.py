"""How a record stands: what its status, its sources' stances and its type come to, in one word that a reader knows.

    happened    told as fact, in the report's own voice        disputed    somebody asserts it and somebody denies it
    claimed     somebody says so                               threatened  a threat was uttered
    denied      said not to have happened                      planned     planned, expected, or on a condition
    unclear     its only sources doubt it

Told twice, for records in memory and for SQLite; a test holds the two together.
"""

from __future__ import annotations

from dateline.model import Event

STANDINGS = ("happened", "claimed", "disputed", "denied", "threatened", "planned", "unclear")
_PLANNED = ("future", "hypothetical")


def standing(event: Event) -> str:
    """The standing of one record."""
    stances = {source.stance for source in event.attribution}
    if "denies" in stances:
        return "disputed" if stances - {"denies", "doubts"} else "denied"
    if event.status == "negated":
        return "denied"
    if event.status in _PLANNED or event.condition:
        return "planned"
    if event.type == "THREATEN":
        return "threatened"
    if stances == {"doubts"}:
        return "unclear"
    return "claimed" if stances else "happened"


_STANCES = "FROM json_each(event.record, '$.attribution') AS source"
_STANCE = "coalesce(json_extract(source.value, '$.stance'), 'asserts')"
_POINT = "json_extract(event.record, '$.place.precision') IN ('site', 'city')"

# What is computed from a record rather than stored in a column, as SQL for SQLite
COMPUTED = {
    "standing": f"""CASE
  WHEN EXISTS (SELECT 1 {_STANCES} WHERE {_STANCE} = 'denies') THEN
    CASE WHEN EXISTS (SELECT 1 {_STANCES} WHERE {_STANCE} NOT IN ('denies', 'doubts')) THEN 'disputed' ELSE 'denied' END
  WHEN event.status = 'negated' THEN 'denied'
  WHEN event.status IN ('future', 'hypothetical')
    OR json_extract(event.record, '$.condition') IS NOT NULL THEN 'planned'
  WHEN event.type = 'THREATEN' THEN 'threatened'
  WHEN NOT EXISTS (SELECT 1 {_STANCES}) THEN 'happened'
  WHEN EXISTS (SELECT 1 {_STANCES} WHERE {_STANCE} <> 'doubts') THEN 'claimed'
  ELSE 'unclear' END""",
    "placed": f"""CASE WHEN json_extract(event.record, '$.place.latitude') IS NULL THEN 'none'
  WHEN {_POINT} THEN 'point' ELSE 'area' END""",
    "dated": """CASE WHEN coalesce(json_extract(event.record, '$.date.from'),
  json_extract(event.record, '$.date.to')) IS NULL THEN 'no' ELSE 'yes' END""",
}
