"""Annotated corpora to models."""
