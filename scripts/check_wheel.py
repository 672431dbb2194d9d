"""Builds the wheel twice, and checks what a release promises of it; `make wheel` calls this.

    python scripts/check_wheel.py [--out dist] [--install PYTHON...]

Both builds must be the same bytes, under 150 MB, with all that is needed offline. With `--install`, the wheel and
the locked libraries go into a new virtual environment of each Python named, where `dateline doctor`, an example and
`dateline.extract` must pass; nothing is compiled there.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]
LARGEST = 150_000_000
NEEDED = (
    "dateline/py.typed", "dateline/coding/data/coder.onnx", "dateline/coding/data/pieces.bin",
    "dateline/coding/data/slots.onnx",
    "dateline/coding/data/coder.json", "dateline/coding/data/tokenizer.json",
    "dateline/knowledge/data/gazetteer.parquet", "dateline/serve/templates/base.html", "dateline/serve/static/base.js",
    "dateline/analyse/data/briefing.typ", "dateline/analyse/data/Vazirmatn-*",
    "dateline/ontology/data/plover.csv", "*.dist-info/licenses/LICENSE", "*.dist-info/licenses/NOTICE",
    "*.dist-info/entry_points.txt",
)  # fmt: skip
EXTRACT = """
import platform
import dateline
print(platform.python_version(), len(dateline.extract("The army shelled the town on Monday.", published="2026-03-12")))
"""
FORBIDDEN = ("*.pyc", "tests/*", "corpus/*", "scratch/*", "*.sqlite")


def faults(wheel: Path) -> Iterator[str]:
    """What is wrong with a wheel, each in a sentence."""
    size = wheel.stat().st_size
    if size > LARGEST:
        yield f"the wheel has {size:,} bytes, and may have {LARGEST:,}."
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    yield from (f"the wheel lacks {needed}." for needed in NEEDED if not any(fnmatch(n, needed) for n in names))
    yield from (f"the wheel holds {name}." for name in names for bad in FORBIDDEN if fnmatch(name, bad))


def _built(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _run("git", "log", "-1", "--format=%ct").strip() or "315532800"
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    _run(*command, environment={**os.environ, "SOURCE_DATE_EPOCH": epoch})
    (wheel,) = folder.glob("*.whl")
    return wheel


def _installed(wheel: Path, python: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _run(python, "-m", "venv", f"{folder}/venv")
        pip = (f"{folder}/venv/bin/python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
        _run(*pip, "--only-binary", ":all:", "--require-hashes", "-r", str(ROOT / "requirements.lock"))
        _run(*pip, "--no-deps", str(wheel))
        dateline = f"{folder}/venv/bin/dateline"
        _run(dateline, "doctor", at=folder)
        coded = _run(dateline, "code", str(ROOT / "examples" / "ultimatum.txt"), "--format", "jsonl", at=folder)
        version, extracted = _run(f"{folder}/venv/bin/python", "-c", EXTRACT, at=folder).split()
        digest = hashlib.sha256(coded.encode()).hexdigest()[:12]
        _say(
            f"Python {version}: doctor is content; records of an example: {len(coded.splitlines())} (sha256 {digest}), "
            f"of a sentence by `dateline.extract`: {extracted}"
        )


def _run(*command: str, environment: dict[str, str] | None = None, at: str | None = None) -> str:
    done = subprocess.run(command, cwd=at or ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def main() -> None:
    """Build, compare, look inside, install."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--install", metavar="PYTHON", nargs="+", default=[])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as other:
        first, second = _built(options.out.resolve()), _built(Path(other) / "again")
        hashes = {hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in (first, second)}
    found = list(faults(first)) + ([] if len(hashes) == 1 else ["two builds of the same files differ."])
    if found:
        sys.exit("\n".join(found))
    _say(f"{first.name}: {first.stat().st_size:,} bytes, sha256 {hashes.pop()}; two builds are the same")
    for python in options.install:
        _installed(first, python)


if __name__ == "__main__":
    main()
