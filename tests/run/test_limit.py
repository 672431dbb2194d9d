import multiprocessing
import signal
import threading
import time
from contextlib import suppress

import pytest

from dateline.model import Coded, Issue
from dateline.run import PipelineOptions
from dateline.run.build import BuildOptions, build
from dateline.run.limit import TookTooLongError, at_most, each_at_most, or_die
from dateline.store import Store
from tests.run import fakes


def spin(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def spin_on():
    with suppress(TookTooLongError):
        spin(5)
    spin(5)


def test_work_that_takes_too_long_is_ended():
    with pytest.raises(TookTooLongError, match=r"more than 0\.05 seconds of work"), at_most(0.05):
        spin(5)


def test_waiting_is_no_work():
    with at_most(0.05):
        time.sleep(0.2)


def test_afterwards_everything_is_as_before():
    before = signal.getsignal(signal.SIGVTALRM)
    with at_most(9):
        assert signal.getsignal(signal.SIGVTALRM) != before
    assert signal.getsignal(signal.SIGVTALRM) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    spin(0.05)


def test_a_library_that_swallows_the_first_is_told_again():
    with pytest.raises(TookTooLongError), at_most(0.05):
        spin_on()


def test_in_other_threads_work_goes_on():
    done = []

    def work():
        with at_most(0.01), or_die(0.01):
            spin(0.05)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def die():
    with or_die(0.1):
        spin(20)


def test_a_process_whose_work_cannot_be_interrupted_is_ended():
    process = multiprocessing.get_context("spawn").Process(target=die)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGPROF


def test_items_that_take_too_long_to_make_raise_where_they_are_made():
    def items():
        yield 1
        try:
            spin(5)
        except TookTooLongError:
            yield 2
        yield 3

    assert list(each_at_most(0.05, items())) == [1, 2, 3]


def test_a_stage_that_takes_too_long_costs_that_document():
    slow, quick = fakes.documents(2)
    slow = slow.__class__(id=slow.id, text="spin", source=slow.source)
    one, other = fakes.load_impatient(PipelineOptions()).pipe([slow, quick])
    assert isinstance(one, Issue)
    assert one.reason == "the stage 'parse' was ended: it took more than 0.2 seconds of work; split the document."
    assert (one.document, isinstance(other, Coded)) == (slow.id, True)


def test_a_build_goes_on_after_a_document_that_takes_too_long(tmp_path):
    items = fakes.documents(3)
    items[1] = items[1].__class__(id=items[1].id, text="spin", source="slow.txt")
    with Store.open(tmp_path / "store", write=True) as store:
        made = build(items, store, BuildOptions(load=fakes.load_impatient, made_by=fakes.made_by))
        assert [issue.where for issue in store.issues()] == ["slow.txt"]
    assert (made.counts.added, made.counts.refused) == (2, 1)
