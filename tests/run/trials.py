"""Faults done to a build on purpose, one trial each, and what was lost by it: used by tests, and by bench/faults.py."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from dateline.errors import DatelineError, StoreBusyError
from dateline.model import Document, DocumentId
from dateline.run.build import BuildOptions, Clock, build
from dateline.store import Store
from dateline.store.backup import backup, restore
from dateline.store.check import faults
from dateline.store.generation import faults as generation_faults
from tests.run.fakes import documents, load, load_impatient, made_by

ROOT = Path(__file__).parents[2]
NUMBER = 24  # documents of a trial, two records each
RESERVE = 64 << 20  # bytes that a limit on file sizes never forbids the system

PAUSE = 0.1  # seconds a document: most of a build that is struck goes into documents, as in any large one

SCRIPT = f"""
import sys
from functools import partial
from dateline.run.build import BuildOptions, build
from dateline.store import Store
from tests.run.fakes import documents, load_slow, made_by

if __name__ == "__main__":
    with Store.open(sys.argv[1], write=True) as store:
        build(documents({NUMBER}), store, BuildOptions(load=partial(load_slow, pause={PAUSE}), made_by=made_by))
"""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a trial came to, in documents; `wrong` is what a whole store would not say."""

    lost: int = 0
    twice: int = 0
    strange: int = 0
    wrong: tuple[str, ...] = ()
    half: int = 0  # documents that stood when the fault struck

    @property
    def fine(self) -> bool:
        return not (self.lost or self.twice or self.strange or self.wrong)


def started(folder: Path, **more: object) -> subprocess.Popen[bytes]:
    """A build in a process of its own."""
    script = folder.parent / f"{folder.name}.py"
    script.write_text(SCRIPT)
    path = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    return subprocess.Popen(
        [sys.executable, str(script), str(folder)], cwd=ROOT, env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more,
    )  # fmt: skip


def finished(folder: Path) -> None:
    """The same build, run to its end."""
    with Store.open(folder, write=True) as store:
        build(documents(NUMBER), store, BuildOptions(load=load, made_by=made_by))


def compared(folder: Path, half: int = 0) -> Outcome:
    """A finished store beside what it should hold."""
    wanted = [document.id for document in documents(NUMBER)]
    with Store.open(folder) as store:
        held = [document.id for document in store.documents()]
        events = [event.document for event in store.query("")]
        wrong = (*faults(store), *generation_faults(folder))
        rows = store.connection.execute("SELECT count(*) FROM membership").fetchone()[0]
    short = tuple(f"{id_} has {events.count(id_)} records of 2." for id_ in wanted if events.count(id_) != 2)
    fused = () if rows == len(events) else (f"{rows} of {len(events)} records are in an incident.",)
    return Outcome(
        lost=len(set(wanted) - set(held)), twice=len(held) - len(set(held)), strange=len(set(held) - set(wanted)),
        wrong=wrong + short + fused, half=half,
    )  # fmt: skip


def standing(folder: Path) -> tuple[int, tuple[str, ...]]:
    """How many documents stand in a store that a fault has struck, each with both of its records; what is wrong."""
    try:
        with Store.open(folder) as store:
            found = [store.count(f"document:{document.id}") for document in store.documents()]
            wrong = (*faults(store), *(f"a document has {count} records of 2." for count in found if count != 2))
            return len(found), wrong
    except DatelineError as fault:  # killed before there was a store
        return 0, () if "no store here" in str(fault) or "never finished" in str(fault) else (str(fault),)


def begun(folder: Path) -> subprocess.Popen[bytes]:
    """A build that has just taken the lock: what comes before is the start of Python, which leaves nothing behind."""
    process = started(folder)
    while not (folder / "writer.json").exists() and process.poll() is None:
        time.sleep(0.001)
    return process


def killed(folder: Path, after: float) -> Outcome:
    """kill -9 so many seconds after the build took the lock; then the build is run again."""
    process = begun(folder)
    time.sleep(after)
    process.kill()
    process.communicate()
    half, wrong = standing(folder)
    finished(folder)
    outcome = compared(folder, half)
    return msgspec.structs.replace(outcome, wrong=wrong + outcome.wrong)


def disk_full(folder: Path, most: int) -> tuple[Outcome, str]:
    """No file may grow beyond `most` bytes; then the build is run again without the limit. Also what was said."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, RESERVE))

    process = started(folder, preexec_fn=limited)
    said = process.communicate()[1].decode()
    half, wrong = standing(folder)
    finished(folder)
    outcome = compared(folder, half)
    return msgspec.structs.replace(outcome, wrong=wrong + outcome.wrong), said


def spoil(path: Path, share: float, length: int) -> None:
    """Change so many bytes of a file, from a share of its length on."""
    raw = bytearray(path.read_bytes())
    at = min(int(len(raw) * share), len(raw) - length)
    raw[at : at + length] = bytes(byte ^ 0x5A for byte in raw[at : at + length])
    path.write_bytes(raw)


def spoiled_table(folder: Path, dice: random.Random) -> Outcome:
    """Some bytes of a Parquet table are changed; it must be told, and the same build must mend it."""
    finished(folder)
    tables = sorted((folder / "generations" / "1").glob("*.parquet"))
    spoil(dice.choice(tables), dice.random(), dice.randint(1, 400))
    told = list(generation_faults(folder))
    finished(folder)
    outcome = compared(folder, NUMBER)
    return outcome if told else msgspec.structs.replace(outcome, wrong=("doctor did not see it.", *outcome.wrong))


def spoiled_page(folder: Path, dice: random.Random) -> Outcome:
    """A page of the database is changed; it must be told, and the backup must bring everything back."""
    finished(folder)
    backup(folder, folder.with_suffix(".tar"))
    share = dice.random()
    spoil(folder / "store.sqlite", share, 4096)
    told = _told(folder)
    shutil.rmtree(folder)
    restore(folder.with_suffix(".tar"), folder)
    outcome = compared(folder, NUMBER)
    unseen = () if told else (f"doctor did not see a page spoiled at {share:.4f} of the file.",)
    return msgspec.structs.replace(outcome, wrong=unseen + outcome.wrong)


def _told(folder: Path) -> list[str]:
    try:
        with Store.open(folder) as store:
            return list(faults(store))
    except DatelineError as fault:
        return [str(fault)]


def two_writers(folder: Path, dice: random.Random) -> Outcome:
    """A second writer comes while the first is at work, and again once it is done."""
    process = begun(folder)
    time.sleep(dice.uniform(0, 0.2))
    refused = True
    if process.poll() is None:
        try:
            Store.open(folder, write=True).close()
            refused = process.poll() is not None
        except StoreBusyError:
            pass
    process.communicate()
    finished(folder)
    outcome = compared(folder)
    return outcome if refused else msgspec.structs.replace(outcome, wrong=("two wrote at once.", *outcome.wrong))


def reader_beside_a_writer(folder: Path, dice: random.Random) -> Outcome:
    """Somebody opens and reads the store, again and again, from before it is made until it is whole."""
    process = started(folder)
    wrong: list[str] = []
    while process.poll() is None:
        time.sleep(dice.uniform(0, 0.01))
        wrong += standing(folder)[1]
    process.communicate()
    outcome = compared(folder)
    return msgspec.structs.replace(outcome, wrong=(*wrong, *outcome.wrong))


def jumping_clock(folder: Path, dice: random.Random) -> Outcome:
    """Both clocks of a build show any time at all, whenever they are asked."""
    begin = datetime(2024, 8, 13, tzinfo=UTC)
    clock = Clock(lambda: begin + timedelta(days=dice.randint(-9000, 9000)), lambda: dice.uniform(-1e9, 1e9))
    with Store.open(folder, write=True) as store:
        build(documents(NUMBER), store, BuildOptions(load=load, made_by=made_by, clock=clock))
    return compared(folder)


def dying_worker(folder: Path, dice: random.Random) -> Outcome:
    """The system kills a worker at one document, as it does where memory runs out."""
    return _one_is_told_of(folder, dice, "kill this process")


def starving_worker(folder: Path, dice: random.Random) -> Outcome:
    """A worker is given no more memory in the middle of a document."""
    return _one_is_told_of(folder, dice, "take all memory")


def endless_document(folder: Path, dice: random.Random) -> Outcome:
    """A document that a stage would never be done with."""
    return _one_is_told_of(folder, dice, "spin")


def _one_is_told_of(folder: Path, dice: random.Random, text: str) -> Outcome:
    """One document is told of, the others are all there."""
    items = documents(NUMBER)
    fatal = Document(id=DocumentId("fatal"), text=text, source="fatal.txt")
    items.insert(dice.randrange(NUMBER), fatal)
    with Store.open(folder, write=True) as store:
        made = build(items, store, BuildOptions(load=load_impatient, made_by=made_by))
        told = [issue.where for issue in store.issues()]
    outcome = compared(folder)
    wrong = () if (made.counts.refused, told) == (1, ["fatal.txt"]) else (f"told of {told}.",)
    return msgspec.structs.replace(outcome, wrong=wrong + outcome.wrong)


def length(folder: Path) -> float:
    """How long the build takes that nothing befalls, in seconds from its lock to its end."""
    process = begun(folder)
    first = time.monotonic()
    _, said = process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode())
    return time.monotonic() - first


def moments(times: int, whole: float, seed: int) -> list[float]:
    """Random points of a build, one from each of as many equal parts of it."""
    dice = random.Random(seed)
    return [whole * (n + dice.random()) / times for n in range(times)]
