import os
import subprocess
import sys

import pytest

from dateline.errors import StoreBusyError
from dateline.store import Store
from tests.store.records import coded, document, event

HOLD = """
import sys
from dateline.store import Store
with Store.open(sys.argv[1], write=True):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_who_and_what_to_do(tmp_path):
    with Store.open(tmp_path, write=True), pytest.raises(StoreBusyError) as caught:
        Store.open(tmp_path, write=True)
    assert f"process {os.getpid()} on " in str(caught.value)
    assert "Wait until it ends" in str(caught.value)
    Store.open(tmp_path, write=True).close()


def test_a_lock_dies_with_its_holder(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusyError, match=f"process {holder.pid} "):
            Store.open(tmp_path, write=True)
        holder.kill()
        holder.wait()
    Store.open(tmp_path, write=True).close()


def test_readers_read_beside_a_writer_and_see_whole_documents(tmp_path):
    with Store.open(tmp_path, write=True) as writer, Store.open(tmp_path) as reader:
        for n in range(5):
            of = document(f"d{n}")
            writer.write(coded(of, event(of), event(of, "town", "PROTEST")), coder="c", run=1)
            assert reader.count() == 2 * (n + 1)
        found = reader.query("")
        next(found)
        of = document("d9")
        writer.write(coded(of, event(of)), coder="c", run=1)
        assert len(list(found)) == 9  # what was asked for when it was asked for
        assert reader.count() == 11
