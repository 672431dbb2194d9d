"""Records of one act to incidents."""
