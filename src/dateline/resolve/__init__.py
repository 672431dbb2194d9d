"""Parties to entities, place names to places; refuses with a reason."""
