"""Time expressions: found by a grammar over classified words, resolved to days against the publication date."""

from dateline.parse.times.find import expressions, find

__all__ = ["expressions", "find"]
