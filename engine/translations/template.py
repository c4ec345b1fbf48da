"""The catalogue template: every sentence of the program, gathered from its Python and its pages.

`knowledge/languages/messages.pot` is what a language's `messages.po` begins as. It names files but no lines
and no days, so that it changes only when a sentence does.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from engine.translations.folders import FOLDER

TEMPLATE = f"{FOLDER}/messages.pot"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "mark": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
"""The functions of engine/language.py, and which of their arguments are sentences."""
FOR_TRANSLATORS = ["Translators:"]
"""A comment that begins so, above a sentence, reaches the translator."""
PAGES = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
"""How Jinja's own extractor, which Babel finds by its name, reads the pages: as webapp/__init__.py has them.
"""
SOURCES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("engine", "*.py", "python", {}),
    ("webapp", "*.py", "python", {}),
    ("webapp", "*.html", "jinja2", PAGES),
)
UNUSED_HEADERS = (
    *("POT-Creation-Date", "PO-Revision-Date", "Generated-By"),
    *("Project-Id-Version", "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team"),
)
HEADER = "# Every sentence of the program. `run.py language extract` writes this file."


def gathered(root: Path) -> Catalog:
    """Every sentence below `root` that goes through the functions of engine/language.py."""
    catalogue = Catalog(project="Waymark", header_comment=HEADER, charset="utf-8", fuzzy=False)
    for file, method, options in _sources(root):
        shown = file.relative_to(root).as_posix()
        found = extract_from_file(method, file, KEYWORDS, FOR_TRANSLATORS, options)
        for _line, message, comments, context in found:
            catalogue.add(message, locations=[(shown, 0)], auto_comments=comments, context=context)
    return catalogue


def _sources(root: Path) -> Iterator[tuple[Path, str, dict[str, str]]]:
    for folder, pattern, method, options in SOURCES:
        for file in sorted((root / folder).rglob(pattern)):
            yield file, method, dict(options)


def template_text(root: Path) -> str:
    """The template as it stands in the file."""
    return as_text(gathered(root))


def as_text(catalogue: Catalog) -> str:
    """A catalogue as the text of a .pot or .po file, in an order that no edit of a source file upsets."""
    file = io.BytesIO()
    write_po(file, catalogue, width=0, sort_output=True, include_lineno=False, omit_header=False)
    return (
        "\n".join(line for line in file.getvalue().decode("utf-8").splitlines() if not _dropped(line)) + "\n"
    )


def _dropped(line: str) -> bool:
    """Header lines that would change by themselves, or that nobody fills here."""
    return line.startswith(tuple(f'"{name}:' for name in UNUSED_HEADERS))
