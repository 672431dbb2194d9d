"""Documents, events and issues kept; one Query over them."""

from dateline.store.query import Query
from dateline.store.store import Hit, RunRow, Store, open_store

__all__ = ["Hit", "Query", "RunRow", "Store", "open_store"]
