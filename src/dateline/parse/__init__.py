"""Document to syntax: sentences, tokens, entities, quotations with speakers, time expressions, references."""

from dateline.parse.parser import Parser

__all__ = ["Parser"]
