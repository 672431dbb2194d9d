"""Sentences to events."""

from dateline.coding.coder import Coder
from dateline.coding.syntax_coder import SyntaxCoder

__all__ = ["Coder", "SyntaxCoder"]
