"""Known vulnerabilities of what the locks name, asked of the advisory service by pip-audit; part of `.ci/run`.

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

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PATIENCE = 90  # seconds for a lock
COMMAND = ("-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")


def told(dependencies: Sequence[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """A line for each known vulnerability, and the packages that the service could not be asked about."""
    found = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for package in dependencies
        for fault in package.get("vulns", ())
    ]
    return found, [package["name"] for package in dependencies if "skip_reason" in package]


def ask(lock: str) -> list[dict[str, Any]] | None:
    """What pip-audit says of each package of a lock; None where it came to no answer."""
    asked = [sys.executable, *COMMAND, "-r", str(ROOT / lock)]
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
    """Asks about every lock."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true")
    options = parser.parse_args()
    faults, unknown = 0, 0
    for lock in LOCKS:
        dependencies = ask(lock)
        found, unasked = told(dependencies or ())
        faults, unknown = faults + len(found), unknown + len(unasked) + (dependencies is None)
        print("\n".join([*found, f"{lock}: {len(found)} known vulnerabilities, {len(dependencies or ())} packages"]))
        if unasked:
            print(f"  the service could not be asked about {len(unasked)} of them")
    return 1 if faults else 2 * bool(options.strict and unknown)


if __name__ == "__main__":
    sys.exit(main())
