"""Benchmarks, scorers, floors that only rise."""
