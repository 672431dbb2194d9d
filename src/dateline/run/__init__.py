"""Composes the stages: one document at a time in memory, or whole collections into a store."""

from dateline.run.pipeline import Pipeline, PipelineOptions

__all__ = ["Pipeline", "PipelineOptions"]
