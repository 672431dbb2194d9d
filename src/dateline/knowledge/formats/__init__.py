"""Formats of other people's entity files."""
