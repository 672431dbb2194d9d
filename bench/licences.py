"""Whether every installed package may be used: its own metadata against a list of licences, exceptions written down.

python bench/licences.py          names what is not allowed and ends with 1; part of `make check`
python bench/licences.py --list   every package with what its metadata says
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions

ALLOWED = frozenset(
    """0BSD Apache-2.0 Apache BSD BSD-2-Clause BSD-3-Clause BSL-1.0 CC0-1.0 CNRI-Python HPND ISC MIT MIT-0 MIT-CMU
    MPL-2.0 PSF-2.0 PSFL Python-2.0 Unicode-3.0 Unlicense Zlib LLVM-exception GCC-exception-3.1""".casefold().split()
)
NAMES = {  # what metadata writes instead of an SPDX identifier
    "apache software license": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache license version 2.0": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache-2.0 license": "Apache-2.0",
    "bsd license": "BSD",
    "bsd 3-clause": "BSD-3-Clause",
    "new bsd license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "bsd-2-clause license": "BSD-2-Clause",
    "isc license (iscl)": "ISC",
    "isc license": "ISC",
    "mit license": "MIT",
    "the mit license (mit)": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
    "the unlicense (unlicense)": "Unlicense",
    "zlib/libpng license": "Zlib",
}
EXCEPTIONS: dict[str, str] = {  # package: why it may be used although its metadata does not say so in the words above
    "tld": "MPL-1.1, GPL-2.0 or LGPL-2.1-or-later at choice: taken under the LGPL, imported as it is (for trafilatura)",
    "marisa-trie": "MIT, with a library inside that is BSD-2-Clause or LGPL-2.1 at choice: taken under the BSD",
    "nvidia-": "NVIDIA's runtime libraries, which torch brings for training on a GPU: never part of what we give out",
    "cuda-": "NVIDIA's runtime libraries, which torch brings for training on a GPU: never part of what we give out",
    "atheris": "Apache-2.0 in its LICENSE file, its metadata says nothing; a tool for tests",
}
UNKNOWN = "nothing"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    found = {dist.metadata["Name"]: said(dist) for dist in distributions() if dist.metadata["Name"] != "dateline"}
    if given.list:
        print(
            "\n".join(f"{name}: {licence}" for name, licence in sorted(found.items(), key=lambda row: row[0].lower()))
        )
    wrong = sorted(name for name, licence in found.items() if not is_allowed(licence) and not exception(name))
    for name in wrong:
        print(
            f"{name}: its metadata says '{found[name]}', which {__file__} does not allow: look at it, write it there."
        )
    if not wrong:
        held = sum(not is_allowed(licence) for licence in found.values())
        print(f"{len(found)} packages, all under allowed licences; {held} by a written exception.")
    return int(bool(wrong))


def said(dist: Distribution) -> str:
    """What a package's metadata says of its licence: the SPDX expression, else the classifiers, else the old field."""
    if expression := dist.metadata["License-Expression"]:
        return str(expression)
    rows = [row.split(" :: ")[-1] for row in dist.metadata.get_all("Classifier") or () if row.startswith("License :: ")]
    named = [row for row in rows if row != "OSI Approved"]
    field = str(dist.metadata["License"] or "").strip()
    return " AND ".join(f"({row})" for row in named) if named else field.splitlines()[0][:120] if field else UNKNOWN


def is_allowed(licence: str) -> bool:
    """Whether an expression can be met with allowed licences: one side of each OR, all sides of each AND."""
    plain = licence.strip()
    while _is_wrapped(plain):
        plain = plain[1:-1].strip()
    for word, rule in (("AND", all), ("OR", any), ("WITH", all)):
        parts = list(_split(plain, word))
        if len(parts) > 1:
            return rule(is_allowed(part) for part in parts)
    return NAMES.get(plain.casefold(), plain).casefold() in ALLOWED


def _is_wrapped(text: str) -> bool:
    """Whether one pair of brackets is around it all."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depths = list(_depths(text))
    return 0 not in depths[:-1]


def _depths(text: str) -> Iterator[int]:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        yield depth


def _split(text: str, word: str) -> Iterator[str]:
    """The parts between a word that stands outside of brackets."""
    depths, at = [0, *_depths(text)], 0
    for match in re.finditer(rf"(?<![\w-])(?:{word}|{word.lower()})(?![\w-])", text):
        if depths[match.start()] == 0:
            yield text[at : match.start()]
            at = match.end()
    yield text[at:]


def exception(name: str) -> str:
    """Why a package may be used nevertheless, "" where nothing is written."""
    key = name.lower().replace("_", "-")
    return next(
        (why for known, why in EXCEPTIONS.items() if key == known or (known.endswith("-") and key.startswith(known))),
        "",
    )


if __name__ == "__main__":
    sys.exit(main())
