"""Events and incidents in the layouts that other people's scripts read, and other people's files read back."""
