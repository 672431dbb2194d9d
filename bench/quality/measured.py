"""What a benchmark prints, by the command that a user would type."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from dateline.errors import NotFoundError


def measured(name: str, coder: str) -> dict[str, Any] | None:
    """The result of one benchmark, with "" by the coder that it takes itself; None where its data is absent."""
    command = [sys.executable, "-m", "dateline", "evaluate", name, "--json", *(["--coder", coder] if coder else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == NotFoundError.exit_code:
        return None
    if done.returncode:
        raise SystemExit(f"{name}: the benchmark failed.\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
