"""Composes the stages."""
