"""A store with any number of made-up incidents, for measuring: only its newest generation is filled, by SQL alone.

The same number gives the same incidents. Actors, towns and days follow a skewed distribution, as real ones do.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import msgspec

from dateline.store import Store
from dateline.store.columns import FUSED, SCHEMAS
from dateline.store.generation import FOLDER, MANIFEST, POINTER, Generation, Table
from dateline.store.schema import VERSION

ACTORS, TOWNS, PUBLISHERS, DAYS = 3_000, 4_000, 300, 3_650

# h(i, salt): a number from 0 to 1 that depends on both; skewed(…): the same, small numbers far more often
_MACROS = """
CREATE MACRO h(i, salt) AS (hash(i * 1000003 + salt) % 1000000007) / 1000000007.0;
CREATE MACRO pick(i, salt, n) AS floor(h(i, salt) * n)::BIGINT;
CREATE MACRO skewed(i, salt, n) AS floor(pow(h(i, salt), 3) * n)::BIGINT;
CREATE MACRO actor(n) AS 'Group ' || n;
"""
_BASE = f"""
CREATE TABLE base AS SELECT i, 'i' || lpad(i::VARCHAR, 9, '0') AS incident, 'e' || lpad(i::VARCHAR, 9, '0') AS event,
  ['ASSAULT','COERCE','ACCUSE','REQUEST','SUPPORT','CONSULT','REJECT','AGREE','PROTEST','AID','THREATEN','MOBILIZE',
   'SANCTION','CONCEDE','RETREAT','COOPERATE'][1 + skewed(i, 1, 16)] AS type,
  ['material conflict','verbal conflict','verbal cooperation','material cooperation'][1 + skewed(i, 2, 4)] AS quad,
  ['actual','actual','actual','historical','future','negated'][1 + skewed(i, 3, 6)] AS status,
  skewed(i, 4, {ACTORS}) AS a, skewed(i, 5, {ACTORS}) AS b, pick(i, 6, {TOWNS}) AS town,
  ['city','city','city','admin1','country',NULL][1 + pick(i, 7, 6)] AS precision,
  (DATE '2016-01-01' + pick(i, 8, {DAYS})::INTEGER)::VARCHAR AS day, h(i, 9) < 0.25 AS undated,
  1 + skewed(i, 10, 6) AS reports
FROM range({{n}}) AS t(i);
CREATE TABLE told AS SELECT base.*, 'd' || lpad((pick(i * 8 + r, 11, {{n}} // 2))::VARCHAR, 9, '0') AS document
FROM base, range(8) AS t(r) WHERE r < reports;
"""
_QUERIES = {
    "documents": f"""SELECT 'd' || lpad(i::VARCHAR, 9, '0') AS id, 'Report ' || i AS title,
      'Paper ' || skewed(i, 20, {PUBLISHERS}) AS publisher, 'en' AS language, '' AS url,
      (DATE '2016-01-01' + pick(i, 21, {DAYS})::INTEGER)::VARCHAR AS published FROM range({{n}} // 2) AS t(i)""",
    "events": """SELECT event AS id, min(document) AS document, any_value(type) AS type, any_value(quad) AS quad,
      any_value(status) AS status, any_value(incident) AS incident, 0 AS sentence_start FROM told GROUP BY event""",
    "parties": """SELECT event, 'actor' AS role, 0 AS position, actor(a) AS text, actor(a) AS name,
        'group-' || a AS entity, 'SDN' AS country, 'REB' AS sector FROM base
      UNION ALL SELECT event, 'recipient', 0, actor(b), actor(b), 'group-' || b, 'TCD', 'GOV' FROM base
        WHERE h(i, 30) < 0.7""",
    "attributions": f"""SELECT event, 0 AS position, 'Source ' || skewed(i, 40, {ACTORS}) AS text,
      'Source ' || skewed(i, 40, {ACTORS}) AS name, CASE WHEN h(i, 41) < 0.05 THEN 'denies' ELSE 'asserts' END AS stance
      FROM base WHERE h(i, 42) < 0.4""",
    "incidents": """SELECT incident AS id,
      any_value(type) AS type, any_value(quad) AS quad, any_value(status) AS status,
      '' AS title, CASE WHEN NOT any_value(undated) THEN any_value(day) END AS first,
      CASE WHEN NOT any_value(undated) THEN any_value(day) END AS last, any_value(day) AS reported,
      [actor(any_value(a))] AS actors, [actor(any_value(b))] AS recipients,
      ['group-' || any_value(a)] AS actor_entities, ['group-' || any_value(b)] AS recipient_entities,
      CASE WHEN any_value(precision) IS NOT NULL
        THEN ['SDN','TCD','SYR','IRQ','UKR','MLI','ETH','COD'][1 + any_value(town) % 8] END AS country,
      CASE WHEN any_value(precision) IS NOT NULL THEN 'Town ' || any_value(town) END AS place_name,
      CASE WHEN any_value(precision) IS NOT NULL THEN round(h(any_value(town), 50) * 70 - 30, 3) END AS latitude,
      CASE WHEN any_value(precision) IS NOT NULL THEN round(h(any_value(town), 51) * 300 - 140, 3) END AS longitude,
      any_value(precision) AS place_precision, pick(any_value(i), 52, 40) AS killed_best,
      any_value(reports) AS reports, 1 + any_value(reports) // 2 AS independent, 1 AS events, 0 AS echoes,
      CASE WHEN h(any_value(i), 53) < 0.03 THEN ['killed'] ELSE [] END AS disputed,
      'Fighters of one group attacked a market in the town, the other side said on that day.' AS sentence,
      min(document) AS document, ['Paper 1', 'Paper 2'] AS publishers FROM told GROUP BY incident""",
    "reports": f"""SELECT DISTINCT incident, document, 'Paper ' || skewed(i, 20, {PUBLISHERS}) AS publisher,
      day AS published,
      CASE WHEN h(i, 60) < 0.3 THEN 'd' || lpad((i // 4)::VARCHAR, 9, '0') ELSE document END AS origin,
      'original' AS dependence, 0.0 AS shared FROM told""",
}


def make(folder: Path, incidents: int) -> Path:
    """The folder of a store that holds so many incidents; made once, and then found again."""
    target = folder / FOLDER / "1"
    if (target / MANIFEST).is_file():
        return folder
    Store.open(folder, write=True).close()
    target.mkdir(parents=True)
    memory = duckdb.connect(":memory:")
    for script in (_MACROS, _BASE.format(n=incidents)):
        memory.execute(script)
    tables = {name: _write(memory, target, name, query.format(n=incidents)) for name, query in _QUERIES.items()}
    made = Generation(number=1, schema=VERSION, state=f"synthetic-{incidents}", coders=("synthetic",), tables=tables)
    (target / MANIFEST).write_bytes(msgspec.json.encode(made))
    (folder / FOLDER / POINTER).write_text("1\n", "utf-8")
    return folder


def _write(memory: duckdb.DuckDBPyConnection, target: Path, name: str, query: str) -> Table:
    """Write one table with all the columns that its schema has, empty ones where the query gives none."""
    given = {column[0] for column in memory.sql(f"SELECT * FROM ({query}) LIMIT 0").description}
    types = {"string": "VARCHAR", "int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN"}
    missing = [field for field in (SCHEMAS | FUSED)[name] if field.name not in given]
    empty = "".join(f', NULL::{types.get(str(field.type), "VARCHAR[]")} AS "{field.name}"' for field in missing)
    path = target / f"{name}.parquet"
    memory.execute(f"COPY (SELECT *{empty} FROM ({query})) TO '{path}' (FORMAT parquet)")
    counted = memory.execute(f"SELECT count(*) FROM '{path}'").fetchone()
    assert counted is not None
    return Table(counted[0], "")
