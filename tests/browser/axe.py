"""axe-core, the accessibility checker, fetched from npm when tests first need it; never part of the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

VERSION = "4.14.1"
_CHECK = """async () => {
  const told = await axe.run(document, { resultTypes: ["violations"] });
  return told.violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + n.failureSummary).join(" | ")}`);
}"""


def source(folder: Path) -> str:
    """The checker's script, from the file that DATELINE_AXE names or from npm; skips the test where neither is."""
    if named := os.environ.get("DATELINE_AXE"):
        return Path(named).read_text("utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core is not here: there is no npm to fetch it; name axe.min.js in DATELINE_AXE")
    call = [npm, "pack", "--silent", f"axe-core@{VERSION}"]
    fetched = subprocess.run(call, cwd=folder, capture_output=True, timeout=90, check=False)
    packed = folder / f"axe-core-{VERSION}.tgz"
    if fetched.returncode or not packed.is_file():
        pytest.skip(f"axe-core could not be fetched from npm: {fetched.stderr.decode(errors='replace')[-200:]}")
    with tarfile.open(packed) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


def findings(page, script: str) -> list[str]:
    """What is seriously wrong with a page, one line each."""
    page.evaluate(script)
    return page.evaluate(_CHECK)
