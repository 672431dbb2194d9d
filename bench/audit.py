"""Known vulnerabilities of what the lock names, asked of the advisory service by pip-audit; part of `.ci/run`.

python bench/audit.py            ends with 1 for a vulnerability that is known; tells what could not be asked about
python bench/audit.py --strict   ends with 2 where anything could not be asked about
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements-dev.lock"  # holds what requirements.lock does, and more
PATIENCE = 120  # seconds
COMMAND = ("-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")


def told(dependencies: Sequence[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """A line for each known vulnerability, and the packages that the service could not be asked about."""
    found = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for package in dependencies
        for fault in package.get("vulns", ())
    ]
    return found, [package["name"] for package in dependencies if "skip_reason" in package]


def ask() -> list[dict[str, Any]] | None:
    """What pip-audit says of each package; None where it came to no answer, which is told."""
    asked = [sys.executable, *COMMAND, "-r", str(LOCK)]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        print(f"pip-audit had no answer after {PATIENCE} s")
        return None
    if not answer.stdout.startswith("{"):
        print(answer.stderr.strip().splitlines()[-1] if answer.stderr.strip() else "pip-audit said nothing")
        return None
    dependencies: list[dict[str, Any]] = json.loads(answer.stdout)["dependencies"]
    return dependencies


def main() -> int:
    """Asks about the lock."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true")
    options = parser.parse_args()
    dependencies = ask()
    found, unasked = told(dependencies or ())
    known = len(dependencies or ()) - len(unasked)
    print("\n".join([*found, f"{len(found)} known vulnerabilities in the {known} packages that could be asked about"]))
    if unasked or dependencies is None:
        print(f"NOT asked about: {len(unasked) or 'all'} packages")
    return 1 if found else 2 * bool(options.strict and (unasked or dependencies is None))


if __name__ == "__main__":
    sys.exit(main())
