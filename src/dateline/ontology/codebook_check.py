"""What may stand where in a codebook's YAML file: every fault with its line, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from dateline.errors import did_you_mean
from dateline.ontology.load import plover

Node = yaml.Node
Fault = tuple[int, str, str]  # line, what, hint

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
MOST = 1_000_000  # bytes of a file: a codebook is read by people


class Walk:
    """Reads a YAML file node by node; what is wrong is kept in `faults`, and reading goes on behind it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.faults: list[Fault] = []

    def root(self, data: bytes) -> Node | None:
        """The file's one node; None, with a fault, where it is no YAML."""
        if len(data) > MOST:
            return self._none(1, f"the file has {len(data):,} bytes.", "A codebook has at most a million.")
        try:
            node = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
        except UnicodeDecodeError:
            return self._none(1, "the file is not UTF-8.", "Save it as UTF-8.")
        except RecursionError:
            return self._none(1, "the file is nested too deeply.", "Write it as docs/codebooks.md shows.")
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or "it cannot be read"
            hint = "Mind the indentation, and put quotation marks round a text that has a colon in it."
            return self._none(mark.line + 1 if mark else 1, f"the file is not valid YAML: {what}.", hint)
        return node or self._none(1, "the file is empty.", "Write codebook: and categories: first.")

    def fault(self, node: Node, what: str, hint: str) -> None:
        """Note a fault at a node's line."""
        self.faults.append((node.start_mark.line + 1, what, hint))

    def mapping(self, node: Node, required: Sequence[str], optional: Sequence[str], what: str) -> dict[str, Node]:
        """The values of a mapping by key; keys missing, unknown or given twice are faults."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, f"{what} is not written as keys with values.", f"Write {required[0]}: first.")
            return {}
        told: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name not in (*required, *optional):
                self.fault(key, f"{what} has no key '{name}'.", did_you_mean(name, (*required, *optional)))
            elif name in told:
                self.fault(key, f"the key '{name}' is given twice.", "Remove one of them.")
            else:
                told[name] = value
        for name in required:
            if name not in told:
                self.fault(node, f"{what} has no '{name}'.", f"Add a line {name}: ...")
        return told

    def items(self, node: Node, what: str) -> list[Node]:
        """The entries of a list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.fault(node, f"'{what}' is no list.", "Write one entry a line, each behind a hyphen.")
        return []

    def texts(self, node: Node, what: str) -> tuple[str, ...]:
        """The entries of a list of texts."""
        return tuple(text for item in self.items(node, what) if (text := self.text(item, what)))

    def text(self, node: Node, what: str) -> str:
        """A text on one line; "" with a fault where there is none."""
        told = " ".join(str(node.value).split()) if isinstance(node, yaml.ScalarNode) else ""
        if not re.search(r"\w", told):
            self.fault(node, f"'{what}' has no words.", "Write a text; in quotation marks where it has a colon in it.")
            return ""
        return told

    def name(self, node: Node, what: str) -> str:
        """A name that a query can ask for and that is not PLOVER's; "" with a fault where it is none."""
        told = self.text(node, "name")
        if told and not _NAME.fullmatch(told):
            hint = "Use letters, digits and underscores, at most 64, beginning with a letter."
            self.fault(node, f"'{told}' cannot be the name of a {what}.", hint)
        taken = {name.casefold() for name in plover().types} if what == "category" else {"plover"}
        if what != "mode" and told.casefold() in taken:
            self.fault(node, f"'{told}' is PLOVER's own name.", f"Give the {what} another one.")
        return told

    def kind(self, node: Node) -> tuple[str, str | None] | None:
        """A PLOVER type, or type/mode."""
        told = self.text(node, "plover")
        type_, _, mode = told.partition("/")
        if (type_, mode or None) in plover().kinds:
            return type_, mode or None
        known = [f"{t}/{m}" if m else t for t, m in plover().kinds]
        self.fault(node, f"PLOVER has no kind '{told}'.", did_you_mean(told, known))
        return None

    def inner(self, node: Node, key: str) -> Node | None:
        """The value of a key of a mapping, None where there is none."""
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        return next((value for name, value in pairs if name.value == key), None)

    def unique(self, nodes: Sequence[Node | None], what: str) -> None:
        """A fault for each name that another entry has already; case makes no difference."""
        seen: set[str] = set()
        for node in nodes:
            if not isinstance(node, yaml.ScalarNode):
                continue
            if (name := str(node.value).casefold()) in seen:
                self.fault(node, f"there are two of the {what} '{node.value}'.", "Give one of them another name.")
            seen.add(name)

    def _none(self, line: int, what: str, hint: str) -> Node | None:
        self.faults.append((line, what, hint))
        return None
