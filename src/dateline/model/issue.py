"""What could not be done, and why: an `Issue` instead of a silent None."""

from __future__ import annotations

from typing import Literal

import msgspec

Stage = Literal["read", "parse", "code", "resolve", "fuse", "store"]


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a stage could not do with one input.

    `where` names the input a person would recognise (a path, a URL, `file.jsonl line 7`);
    `reason` is one clear sentence; `fatal` tells that the whole document was lost, not a part of it.
    """

    stage: Stage
    where: str
    reason: str
    hint: str = ""
    document: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}" + (f" {self.hint}" if self.hint else "")
