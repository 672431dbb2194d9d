"""A language model as second reader, optional: it checks records or proposes missing ones, and decides nothing.

Only the endpoint that the user names is asked. What it answers is kept where its quotes are in the text and its codes
in the ontology, as a judgement (`dateline.store.second_readings`); records, ids and exports stay as they are.
"""

from dateline.second_reader.endpoint import Answer, Endpoint, Settings
from dateline.second_reader.reading import Asking, Tally, second_read

__all__ = ["Answer", "Asking", "Endpoint", "Settings", "Tally", "second_read"]
