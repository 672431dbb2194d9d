"""The reference, made from the code: commands, public Python names, fields of the records, types and modes.

Each function returns a page of Markdown. What a page says of a thing is the thing's own help, signature, docstring or
comment, so nothing here can be out of date.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import click
import msgspec

import dateline
from dateline.cli.main import cli
from dateline.export.tables import losses, rows
from dateline.ontology import plover
from dateline.store import schema

# What users may rely on: module, and its names (its __all__ where none are told).
PUBLIC: dict[str, tuple[str, ...]] = {
    "dateline": tuple(name for name in dateline.__all__ if name != "__version__"),
    "dateline.store": ("Store", "Hit"),
    "dateline.store.results": ("Results",),
    "dateline.read": ("read", "ReadOptions"),
    "dateline.run": ("Pipeline", "PipelineOptions"),
    "dateline.export.write": ("export", "Manifest"),
    "dateline.analyse": (),
    "dateline.spacy_component": ("make",),
    "dateline.errors": (),
}
_COMMENT = re.compile(r"^    (\w+): [^#\n]*#\s*(.+)$", re.MULTILINE)
_WIDTH = 100


def commands() -> str:
    """Every command with its help."""
    parts = (f"## {name}\n\n```text\n{text}\n```\n" for name, text in _helps("dateline", cli))
    return "# All options\n\nWhat `--help` prints; [Commands](../commands.md) tells what it means.\n\n" + "\n".join(
        parts
    )


def _helps(name: str, command: click.Command) -> Iterator[tuple[str, str]]:
    ctx = click.Context(command, info_name=name, terminal_width=_WIDTH, max_content_width=_WIDTH)
    yield name, command.get_help(ctx)
    for sub, below in sorted(getattr(command, "commands", {}).items()):
        yield from _helps(f"{name} {sub}", below)


def python() -> str:
    """The public names with signatures and docstrings."""
    parts = ["# Python\n\nEverything below is typed, and stays. What is not below may change without notice.\n"]
    for module, names in PUBLIC.items():
        found = import_module(module)
        parts.append(f"## {module}\n\n{_first(found)}\n")
        parts += [_entry(getattr(found, name), name) for name in names or _named(found)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts))


def _named(module: Any) -> list[str]:
    own = [name for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__]
    return getattr(module, "__all__", own)


def _entry(thing: Any, name: str) -> str:
    said = f"### {name}\n\n```python\n{_signature(thing, name)}\n```\n\n{_prose(thing)}"
    inside = vars(thing).items() if inspect.isclass(thing) else ()
    return said + "".join(_method(n, getattr(m, "__func__", m)) for n, m in inside if not n.startswith("_"))


def _method(name: str, method: Any) -> str:
    return f"- `{_signature(method, name)}`  \n  {_first(method)}\n" if inspect.isfunction(method) else ""


def _signature(thing: Any, name: str) -> str:
    if inspect.isclass(thing) and issubclass(thing, Exception):
        return f"class {name}({', '.join(base.__name__ for base in thing.__bases__)})"
    if inspect.isclass(thing) and issubclass(thing, msgspec.Struct):
        fields = ", ".join(f"{field}: {_plain(str(thing.__annotations__[field]))}" for field in thing.__struct_fields__)
        return f"class {name}({fields})"
    told = str(inspect.signature(thing)) if callable(thing) else ""
    return f"{'class ' if inspect.isclass(thing) else ''}{name}{_plain(told)}"


def _plain(type_: str) -> str:
    """A signature or type as one would write it: without modules, and without the quotes of annotations."""
    bare = re.sub(r"(: |-> )'([^']*)'", r"\1\2", type_)
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", bare)


def _prose(thing: Any) -> str:
    text = inspect.getdoc(thing) or ""
    return "" if text.startswith(("dict(", "Create and return")) else _fenced(text) + "\n\n"


def _fenced(doc: str) -> str:
    """A docstring as Markdown: its parts "Args:" and what is indented stand as they are written."""
    head, sep, tail = doc.partition("\nArgs:\n")
    if not sep:
        return head
    args, _, rest = tail.partition("\n\n")
    listed = re.sub(r"^ {4}(\w+): ", r"- `\1`: ", args, flags=re.MULTILINE)
    return f"{head}\n{listed}\n\n{rest}"


def _first(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").partition("\n\n")[0].replace("\n", " ")


def records() -> str:
    """Every field of the records, with its type, and the comment beside it."""
    from dateline import model  # noqa: PLC0415 - beside the builtin names of this file

    structs = [value for value in vars(model).values() if inspect.isclass(value) and issubclass(value, msgspec.Struct)]
    intro = (
        f"# All fields\n\nDateline {dateline.__version__}; a store has schema version {schema.VERSION}. The "
        "JSON schema of a record:\n`python -c 'import msgspec, dateline; print(msgspec.json.schema(dateline.Event))'`. "
        "What the fields mean to a reader: [the record](../records.md), [an incident](../incidents-view.md).\n\n"
    )
    return intro + "\n".join(_struct(one) for one in structs)


def _struct(struct: type[msgspec.Struct]) -> str:
    told = dict(_COMMENT.findall(inspect.getsource(struct)))
    rows = [
        _row(f"`{field.encode_name}`", f"`{_type(field.type)}`", _default(field), told.get(field.name, ""))
        for field in msgspec.structs.fields(struct)
    ]
    head = "| field | type | default | |\n| --- | --- | --- | --- |\n"
    return f"## {struct.__name__}\n\n{_prose(struct)}{head}" + "\n".join(rows) + "\n"


def _type(type_: Any) -> str:
    is_plain = inspect.isclass(type_) and not hasattr(type_, "__args__")
    return _plain(type_.__name__ if is_plain else str(type_))


def _default(field: Any) -> str:
    return "" if field.default is msgspec.NODEFAULT else f"`{field.default!r}`"


def _row(*cells: str) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def types() -> str:
    """PLOVER as the coder has it."""
    known = plover()
    parts = ["# Types and modes\n\nMade from the tables that the coder reads. [How it chooses](../ontology.md).\n"]
    for type_ in known.types:
        kind = known.kind(type_)
        parts.append(f"## {type_}\n\n{kind.quad}, score {kind.score:g}, CAMEO {kind.cameo}.\n")
        modes = [known.kind(type_, mode) for mode in known.modes(type_)]
        if modes:
            parts.append("| mode | score | CAMEO |\n| --- | --- | --- |")
            parts.append("\n".join(f"| {row.mode} | {row.score:g} | {row.cameo} |" for row in modes) + "\n")
    parts += [f"## Contexts\n\n{', '.join(known.contexts)}\n", f"## Sectors\n\n{', '.join(known.sectors)}\n"]
    return "\n".join([*parts, *(_crosswalk(scheme) for scheme in ("acled", "ucdp", "cameo")), _losses()])


def _crosswalk(scheme: str) -> str:
    """A crosswalk as it is applied: the first line that fits decides."""
    table = rows(f"{scheme}.csv")
    head = f"| {' | '.join(name.replace('_', ' ') for name in table[0])} |\n|{' --- |' * len(table[0])}\n"
    about = f"`export/data/{scheme}.csv`; [how it is read](../exporting.md#crosswalks).\n\n"
    return f"## Crosswalk: {scheme.upper()}\n\n{about}{head}" + "\n".join(_row(*row.values()) for row in table) + "\n"


def _losses() -> str:
    from dateline.export.registry import LAYOUTS  # noqa: PLC0415 - used here alone

    rows = [f"| {name} | {_cell(loss)} |" for name in LAYOUTS for loss in losses(name)]
    return "## What other layouts cannot say\n\n| layout | loss |\n| --- | --- |\n" + "\n".join(rows) + "\n"


PAGES: dict[str, Callable[[], str]] = {"commands": commands, "python": python, "records": records, "plover": types}
