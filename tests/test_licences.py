import subprocess
import sys
from pathlib import Path

import pytest
from bench.licences import exception, is_allowed

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "Apache Software License",
        "(BSD License)",
        "MIT AND (BSD-3-Clause OR GPL-2.0)",
        "GPL-3.0-only OR mit",
        "Apache-2.0 WITH LLVM-exception",
        "((MIT) AND ISC)",
    ],
)
def test_allowed(licence):
    assert is_allowed(licence)


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "MIT AND GPL-2.0", "(MIT OR ISC) AND AGPL-3.0", "nothing", "", "MITX", "(MIT) AND (X)"]
)
def test_not_allowed(licence):
    assert not is_allowed(licence)


def test_exceptions_are_by_name_or_family():
    assert "LGPL" in exception("TLD")
    assert exception("nvidia_cublas_cu12") == exception("nvidia-nccl-cu12") != ""
    assert exception("tldextract") == exception("nvidia") == ""


def test_everything_installed_here_may_be_used():
    done = subprocess.run([sys.executable, "bench/licences.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
