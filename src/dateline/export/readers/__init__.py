"""Other people's files, row by row: which format a file has is told by the caller, never guessed."""

from dateline.export.readers.reading import FORMATS, read

__all__ = ["FORMATS", "read"]
