"""Parties to entities, place names to places, time expressions to days; refuses with a reason."""

from dateline.resolve.places import Locator
from dateline.resolve.resolver import Resolver

__all__ = ["Locator", "Resolver"]
