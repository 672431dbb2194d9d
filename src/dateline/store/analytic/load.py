"""A generation's tables, loaded into DuckDB's memory in the shape that the questions need.

incident  one row an incident, what questions filter and count by; `row` numbers them from the newest day to the
          oldest, undated ones last
detail    the rest of an incident, what lists and exports show
report    which articles tell of an incident, and which article each of them depends on; an `echo` only mentions it
told      which outlets tell of an incident
actor     whoever acts, suffers or is quoted: one row a name, `key` is the entity's id or the name in plain words
party     which actor has which role (actor, recipient, source) in which incident
dyad      who did something to whom: one row an incident and pair
category  which categories of the user's own codebooks an incident's records bear: `label` is `codebook.NAME/mode`,
          `name` the same without the mode
article   when and where each document was published, numbered from the newest to the oldest
outlet    the publishers, numbered
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

# Words between single spaces, without case and accents, as `dateline.store.words` has them
_FOLD = r"trim(regexp_replace(strip_accents(lower(t)), '[^\p{L}\p{N}_]+', ' ', 'g'))"

_STANDINGS = """
CREATE TEMP VIEW stance AS
  SELECT event, bool_or(stance = 'denies') AS denies, bool_or(stance NOT IN ('denies', 'doubts')) AS asserts
  FROM attributions GROUP BY event;
CREATE TEMP TABLE record AS
  SELECT events.id AS event, events.incident, events.document,
    CASE WHEN stance.denies THEN CASE WHEN stance.asserts THEN 'disputed' ELSE 'denied' END
      WHEN events.status = 'negated' THEN 'denied'
      WHEN events.status IN ('future', 'hypothetical') OR events.condition IS NOT NULL THEN 'planned'
      WHEN events.type = 'THREATEN' THEN 'threatened'
      WHEN stance.event IS NULL THEN 'happened'
      WHEN stance.asserts THEN 'claimed' ELSE 'unclear' END AS standing
  FROM events LEFT JOIN stance ON stance.event = events.id;
CREATE TEMP TABLE stood AS
  SELECT incident, CASE
      WHEN bool_or(standing = 'disputed') THEN 'disputed'
      WHEN bool_or(standing = 'denied') AND bool_or(standing IN ('happened', 'claimed')) THEN 'disputed'
      WHEN bool_or(standing = 'happened') THEN 'happened' WHEN bool_or(standing = 'claimed') THEN 'claimed'
      WHEN bool_or(standing = 'threatened') THEN 'threatened' WHEN bool_or(standing = 'planned') THEN 'planned'
      WHEN bool_or(standing = 'denied') THEN 'denied' ELSE 'unclear' END AS standing
  FROM record GROUP BY incident;
"""

_ARTICLES = """
CREATE TABLE outlet AS
  SELECT (row_number() OVER (ORDER BY publisher))::INTEGER AS outlet, publisher
  FROM (SELECT DISTINCT publisher FROM documents WHERE publisher <> '');
CREATE TABLE article AS
  SELECT (row_number() OVER (ORDER BY day DESC NULLS LAST, id))::INTEGER AS article, *
  FROM (SELECT id, title, url, language, coalesce(documents.publisher, '') AS publisher, outlet,
      try_cast(published[:10] AS DATE) AS day
    FROM documents LEFT JOIN outlet ON outlet.publisher = documents.publisher) ORDER BY article;
"""

_INCIDENTS = """
CREATE TYPE kind AS ENUM (SELECT DISTINCT type FROM incidents WHERE type IS NOT NULL ORDER BY type);
CREATE TYPE class AS ENUM (SELECT DISTINCT quad FROM incidents WHERE quad IS NOT NULL ORDER BY quad);
CREATE TYPE land AS ENUM (SELECT DISTINCT country FROM incidents WHERE country <> '' ORDER BY country);
CREATE TYPE standing AS ENUM ('happened', 'claimed', 'disputed', 'denied', 'threatened', 'planned', 'unclear');
CREATE TYPE placed AS ENUM ('point', 'area', 'none');
CREATE TABLE incident AS
  SELECT (row_number() OVER (ORDER BY day DESC NULLS LAST, id))::INTEGER AS row, *
  FROM (
    SELECT i.id, i.type::kind AS type, nullif(i.mode, '') AS mode, i.quad::class AS quad, i.status,
      nullif(i.country, '')::land AS country, i.document,
      (CASE WHEN list_contains(i.disputed, 'happened') THEN 'disputed' ELSE coalesce(stood.standing, 'unclear') END)
        ::standing AS standing,
      nullif(i.place_name, '') AS place, nullif(i.place_precision, '') AS precision, i.latitude, i.longitude,
      try_cast(i.first AS DATE) AS first_day, try_cast(i.last AS DATE) AS last_day,
      try_cast(i.reported AS DATE) AS reported_day,
      coalesce(first_day, last_day, reported_day) AS day,
      CASE WHEN first_day IS NULL AND last_day IS NULL THEN reported_day
        ELSE coalesce(first_day, DATE '0001-01-01') END AS from_day,
      CASE WHEN first_day IS NULL AND last_day IS NULL THEN reported_day
        ELSE coalesce(last_day, DATE '9999-12-31') END AS to_day,
      CASE WHEN first_day IS NULL AND last_day IS NULL THEN 'no' ELSE 'yes' END AS dated,
      (CASE WHEN i.latitude IS NULL THEN 'none' WHEN precision IN ('site', 'city') THEN 'point' ELSE 'area' END)::placed
        AS placed
    FROM incidents AS i LEFT JOIN stood ON stood.incident = i.id) ORDER BY row;
CREATE TABLE detail AS
  SELECT incident.row, i.title, i.sentence, i.reports, i.independent, i.events, i.echoes, i.disputed, i.publishers,
    i.actors, i.recipients, i.actor_entities, i.recipient_entities,
    i.killed_low, i.killed_best, i.killed_high, i.injured_low, i.injured_best, i.injured_high, i.categories, lead.event
  FROM incidents AS i JOIN incident ON incident.id = i.id
  LEFT JOIN (SELECT incident, document, arg_min(id, sentence_start) AS event FROM events GROUP BY ALL) AS lead
    ON lead.incident = i.id AND lead.document = i.document ORDER BY incident.row;
CREATE TABLE report AS
  SELECT incident.row, a.article, a.outlet, coalesce(o.article, a.article) AS origin, r.echo
  FROM (SELECT incident, document, min(origin) AS origin, bool_and(echo) AS echo FROM (
      SELECT incident, document, origin, false AS echo FROM reports
      UNION ALL SELECT incident, document, NULL, true FROM record) GROUP BY incident, document) AS r
  JOIN incident ON incident.id = r.incident
  JOIN article AS a ON a.id = r.document LEFT JOIN article AS o ON o.id = r.origin ORDER BY incident.row;
CREATE TABLE category AS
  SELECT row, label, split_part(label, '/', 1) AS name FROM (SELECT row, unnest(categories) AS label FROM detail)
  ORDER BY row, label;
CREATE TABLE told AS SELECT DISTINCT row, outlet FROM report WHERE outlet IS NOT NULL ORDER BY row;
"""

_ACTORS = """
CREATE TEMP TABLE said AS
  SELECT incident.row, p.role, p.text, p.name, p.entity, p.country, p.sector,
    coalesce(p.entity, nullif(fold(coalesce(p.name, p.text)), ''), p.text) AS key
  FROM (SELECT event, role, text, name, entity, country, sector FROM parties
    UNION ALL SELECT event, 'source', text, name, entity, NULL, NULL FROM attributions) AS p
  JOIN record ON record.event = p.event JOIN incident ON incident.id = record.incident;
CREATE TEMP TABLE written AS
  SELECT key, text, name, entity, country, sector, count(*) AS n FROM said GROUP BY ALL;
CREATE TEMP TABLE indexed AS
  SELECT key, string_agg(DISTINCT words, ' | ' ORDER BY words) AS words
  FROM (SELECT key, unnest([fold(text), fold(name), fold(entity), lower(country), lower(sector)]) AS words FROM written)
  WHERE words <> '' GROUP BY key;
CREATE TABLE actor AS
  SELECT (row_number() OVER (ORDER BY key))::INTEGER AS actor, *
  FROM (SELECT key, arg_max(coalesce(name, text), (n, text)) AS name, any_value(entity) AS entity,
      arg_max(country, (n, country)) AS country, arg_max(sector, (n, sector)) AS sector,
      bool_or(name IS NOT NULL) AS known, list_sort(list(DISTINCT text))[:20] AS texts,
      ' ' || coalesce(any_value(indexed.words), '') || ' ' AS words
    FROM written LEFT JOIN indexed USING (key) GROUP BY key);
CREATE TYPE role AS ENUM ('actor', 'recipient', 'source');
CREATE TABLE party AS
  SELECT DISTINCT said.row, said.role::role AS role, actor.actor FROM said JOIN actor USING (key) ORDER BY role, row;
CREATE TABLE dyad AS
  SELECT a.row, a.actor AS "by", b.actor AS "to", incident.quad
  FROM party AS a JOIN party AS b ON a.row = b.row JOIN incident ON incident.row = a.row
  WHERE a.role = 'actor' AND b.role = 'recipient' AND a.actor <> b.actor ORDER BY a.row;
"""

# Of a generation that was written before incidents were fused: what one story tells of one act
_STRANDS = """
CREATE TEMP VIEW named AS
  SELECT events.incident, parties.role, list_sort(list(DISTINCT coalesce(name, text))) AS names,
    list_sort(list(DISTINCT entity) FILTER (entity IS NOT NULL)) AS entities
  FROM events JOIN parties ON parties.event = events.id GROUP BY ALL;
CREATE TEMP VIEW incidents AS
  SELECT e.incident AS id,
    arg_min(e.type, (e.sentence_start, e.id)) AS type, arg_min(e.mode, (e.sentence_start, e.id)) AS mode,
    arg_min(e.quad, (e.sentence_start, e.id)) AS quad, arg_min(e.status, (e.sentence_start, e.id)) AS status,
    '' AS title,
    min(e.date_from) AS first, max(e.date_to) AS last, min(published[:10]) AS reported,
    any_value(a.names) AS actors, any_value(b.names) AS recipients,
    any_value(a.entities) AS actor_entities, any_value(b.entities) AS recipient_entities,
    arg_min(e.country, e.id) AS country, arg_min(coalesce(e.place_name, e.place), e.id) AS place_name,
    arg_min(e.latitude, e.id) AS latitude, arg_min(e.longitude, e.id) AS longitude,
    arg_min(e.place_precision, e.id) AS place_precision,
    min(e.fatalities_low) AS killed_low, max(e.fatalities_low) AS killed_best, max(e.fatalities_high) AS killed_high,
    min(e.injured_low) AS injured_low, max(e.injured_low) AS injured_best, max(e.injured_high) AS injured_high,
    count(DISTINCT e.document) AS reports, count(DISTINCT e.document) AS independent, count(*) AS events, 0 AS echoes,
    []::VARCHAR[] AS disputed, arg_min(e.sentence, (e.sentence_start, e.id)) AS sentence, min(e.document) AS document,
    list_sort(list(DISTINCT d.publisher) FILTER (d.publisher <> '')) AS publishers,
    list_sort(list_distinct(flatten(list(e.categories)))) AS categories
  FROM events AS e JOIN documents AS d ON d.id = e.document
  LEFT JOIN named AS a ON a.incident = e.incident AND a.role = 'actor'
  LEFT JOIN named AS b ON b.incident = e.incident AND b.role = 'recipient'
  GROUP BY e.incident;
CREATE TEMP VIEW reports AS
  SELECT DISTINCT e.incident, e.document, d.publisher, d.published, e.document AS origin
  FROM events AS e JOIN documents AS d ON d.id = e.document;
"""

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def load(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory with the tables of a generation's folder; nothing outside it can be reached any more."""
    memory = duckdb.connect(":memory:", config=_CONFIG)
    memory.execute(f"CREATE MACRO fold(t) AS {_FOLD}")
    names = ["documents", "events", "parties", "attributions"]
    fused = (folder / "incidents.parquet").is_file()
    for name in names + (["incidents", "reports"] if fused else []):
        memory.execute(_view(name, folder / f"{name}.parquet"))
    for script in (() if fused else (_STRANDS,)) + (_STANDINGS, _ARTICLES, _INCIDENTS, _ACTORS):
        memory.execute(script)
    memory.execute("DROP TABLE record; DROP TABLE stood; DROP TABLE said; DROP TABLE written; DROP TABLE indexed")
    memory.execute("SET enable_external_access = false; SET lock_configuration = true")
    return memory


def _view(name: str, path: Path) -> str:
    """A table's file as a view; of a generation that was written before there were categories, without any."""
    without = name in ("events", "incidents") and "categories" not in pq.read_schema(path).names
    more, where = ", []::VARCHAR[] AS categories" if without else "", str(path).replace("'", "''")
    return f"CREATE TEMP VIEW {name} AS SELECT *{more} FROM read_parquet('{where}')"
