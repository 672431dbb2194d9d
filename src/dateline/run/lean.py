"""Worker processes kept small: one thread each, no library that is not needed, no memory held for nothing."""

from __future__ import annotations

import os
import sys


def slim() -> None:
    """Prepare a process that will code documents and nothing else, before any model is loaded.

    One thread: the processes are what runs at once, and the same sums are made in the same order. No torch: where it is
    installed, for training, spaCy's thinc would load it, which takes 150 MB and seconds, and never use it.
    """
    os.environ["OMP_NUM_THREADS"] = "1"
    sys.modules.setdefault("torch", None)  # type: ignore[arg-type]  # None: "import torch" fails, as if it were absent


def give_back() -> None:
    """Return memory to the system that was needed for loading only: some 100 MB of Arrow's."""
    if "pyarrow" in sys.modules:
        sys.modules["pyarrow"].default_memory_pool().release_unused()
