"""Bytes to Documents."""
