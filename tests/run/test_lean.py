import subprocess
import sys

LOOK = """
import os
from dateline.run.lean import give_back, slim
slim()
give_back()
try:
    import torch
except ImportError:
    print("no torch,", os.environ["OMP_NUM_THREADS"], "thread")
"""


def test_a_slim_process_has_one_thread_and_no_torch():
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert done.stdout == "no torch, 1 thread\n"
