"""What mkdocs does beside rendering docs/: pages made from the code, the README, the corpus and the list of changes.

Called by mkdocs alone (mkdocs.yml). A page that exists elsewhere, or follows from the code, is never written twice.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import changelog
import notebook
import reference

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).parents[2]
NAMED = {"NOTICE": "notice.md", "corpus/README.md": "corpus.md", "README.md": "index.md"}
_LINK = re.compile(r"\]\(((?:\.\./|docs/)[^)#]+)")
_MENTION = re.compile(r"`docs/([\w-]+\.md)`")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that do not stand in docs/."""
    from mkdocs.structure.files import File  # noqa: PLC0415 - of the process that calls this

    for name, text in _pages():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, *, page: Any, files: Files, **_: Any) -> str:
    """Let a path in backquotes lead to its page, except from pages in folders."""
    if "/" in page.file.src_uri:
        return markdown
    return _MENTION.sub(lambda m: f"[{m[0]}]({m[1]})" if files.get_file_from_path(m[1]) else m[0], _led(markdown))


def _pages() -> list[tuple[str, str]]:
    made = [(f"reference/{name}.md", page()) for name, page in reference.PAGES.items()]
    notice = f"# Notice\n\n```text\n{(ROOT / 'NOTICE').read_text('utf-8')}```\n"
    script = (ROOT / "docs" / "notebooks" / "stories_to_figure.py").read_text("utf-8")
    return [
        *made,
        ("index.md", (ROOT / "README.md").read_text("utf-8")),
        ("corpus.md", (ROOT / "corpus" / "README.md").read_text("utf-8")),
        ("changes.md", _changes()),
        ("notice.md", notice),
        ("notebook.md", notebook.LEAD + notebook.as_markdown(script)),
        ("stories_to_figure.ipynb", notebook.as_notebook(script)),
    ]


def _changes() -> str:
    """What is to come, and what was released."""
    fragments = (path.read_text("utf-8") for path in sorted((ROOT / "changelog.d").glob("*.md")))
    released = ROOT / "CHANGELOG.md"
    before = released.read_text("utf-8").removeprefix(changelog.TITLE) if released.exists() else ""
    return f"{changelog.TITLE}\n{changelog.joined(fragments, 'To come', 'not released')}{before}"


def _led(markdown: str) -> str:
    """Links as they are for readers of the repository, turned to the pages of the site."""
    markdown = re.sub(r"\]\((NOTICE|corpus/README\.md)", lambda m: f"]({NAMED[m[1]]}", markdown)
    return _LINK.sub(lambda m: f"]({_home(m[1])}", markdown)


def _home(link: str) -> str:
    path = link.removeprefix("docs/").removeprefix("../")
    return NAMED.get(path, path)
