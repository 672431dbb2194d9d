"""Bytes to Documents: any report in, typed records out."""

from dateline.read.fetch import Fetcher, Page
from dateline.read.options import ReadOptions
from dateline.read.reading import from_stream, from_text, read

__all__ = ["Fetcher", "Page", "ReadOptions", "from_stream", "from_text", "read"]
