"""The kinds of act that are coded: PLOVER 2.0 as data, its crosswalks, and codebooks of the user's own."""

from dateline.ontology.load import Kind, Ontology, plover

__all__ = ["Kind", "Ontology", "plover"]
