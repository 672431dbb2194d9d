"""Records of one act to incidents."""

from dateline.fuse.link import cluster, link

__all__ = ["cluster", "link"]
