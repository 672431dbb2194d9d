"""Records of one act to incidents."""

from dateline.fuse.link import cluster, link
from dateline.fuse.partition import Fused, fuse, partition
from dateline.fuse.score import score
from dateline.fuse.strands import Strand, strands

__all__ = ["Fused", "Strand", "cluster", "fuse", "link", "partition", "score", "strands"]
