"""Every text that a person reads, with its place: data files, page templates, sentences in the program.

In templates and Python the sentences are those that go to a translator: `_("...")`, `ngettext`, `mark`, and
whatever stands on a page between the tags.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.knowledge_base import CASES, FOLDERS, MANIFEST, KnowledgeBase
from engine.yaml_files import Cache, KeyPath, locate

NOT_SPOKEN = frozenset(
    "id ref value url source sources seen_in coverage when depends answers expect resources letters letter "
    "guides stories strategies excludes finding recommend rule_out pin suppress case replaced_by "
    "questions due_by page".split()
)
"""Fields with ids, codes and addresses."""
PROGRAM = ("engine", "webapp")
TEMPLATES = "webapp/templates"
SAID_BY = frozenset(("_", "gettext", "ngettext", "pgettext", "mark"))
"""Functions of engine/language.py whose texts people read."""

_INLINE = re.compile(r"</?(?:a|strong|em|b|i|span|abbr|kbd|q)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_VALUE = re.compile(r"%\([a-z_]+\)[sd]|%[sd]")
_WORDS = re.compile(r"\w+\W+\w+")
STANDS_FOR_A_VALUE = "it"
_JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_STRING = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
_VALUE_OF = {"{#": "", "{{": STANDS_FOR_A_VALUE, "{%": ""}
"""What a tag of Jinja leaves in the text around it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text. `file` is its path below the root; `place` what `keys` or the line say of where it stands."""

    file: str
    text: str
    keys: KeyPath = ()
    line: int | None = None

    @property
    def field(self) -> str:
        """The place in a data file as `steps.0.text`."""
        return ".".join(str(key) for key in self.keys)

    def where(self, root: Path) -> str:
        """`file:line:column`, or `file:line` outside the data files; finding it reads the file again."""
        if self.line is not None:
            return f"{self.file}:{self.line}"
        return locate(root / self.file, self.keys, self.file)


def spoken_texts(knowledge: KnowledgeBase) -> Iterator[Spoken]:
    """Every text below the root of a knowledge base: its data files and, where it is there, the program."""
    yield from in_data_files(knowledge.root)
    yield from in_templates(knowledge.root)
    yield from in_program(knowledge.root)


def in_data_files(root: Path) -> Iterator[Spoken]:
    """The texts of `knowledge/` and `rules/`; the titles of sources stay as their authors gave them."""
    cache = Cache(root / ".cache" / "knowledge.json")
    files = [root / MANIFEST]
    for folder in (*(folder for kind, folder in FOLDERS.items() if kind != "source"), CASES):
        files += sorted((root / folder).glob("*.yml"))
    for path in files:
        shown = path.relative_to(root).as_posix()
        for keys, text in _texts(cache.parse(path.read_bytes(), shown), ()):
            yield Spoken(shown, text, keys)


def _texts(data: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(data, str):
        yield keys, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in NOT_SPOKEN:
                yield from _texts(value, (*keys, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*keys, index))


def in_program(root: Path) -> Iterator[Spoken]:
    """The sentences that Python says to people."""
    for folder in PROGRAM:
        for path in sorted((root / folder).rglob("*.py")):
            shown = path.relative_to(root).as_posix()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), shown)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAID_BY:
                    texts = [
                        one.value
                        for one in node.args
                        if isinstance(one, ast.Constant) and isinstance(one.value, str)
                    ]
                    yield from (Spoken(shown, _without_values(text), line=node.lineno) for text in texts)


def in_templates(root: Path) -> Iterator[Spoken]:
    """What the pages say: their sentences for translators, and any text between their tags."""
    for path in sorted((root / TEMPLATES).rglob("*.html")):
        shown = path.relative_to(root).as_posix()
        for line, text in _of_page(path.read_text(encoding="utf-8")):
            if _WORDS.search(text):
                yield Spoken(shown, _without_values(text), line=line)


def _of_page(source: str) -> Iterator[tuple[int, str]]:
    """Line and text. A value inside a sentence counts as a word; strings in a tag of Jinja stand apart."""
    page: list[str] = []
    end, line = 0, 1
    for tag in _JINJA.finditer(source):
        line += source.count("\n", end, tag.start())
        page += [source[end : tag.start()], _VALUE_OF[tag[0][:2]] + "\n" * tag[0].count("\n")]
        if not tag[0].startswith("{#"):
            for said in _STRING.finditer(tag[0]):
                yield line + tag[0].count("\n", 0, said.start()), ast.literal_eval(said[0])
        line += tag[0].count("\n")
        end = tag.end()
    yield from _between_tags("".join([*page, source[end:]]))


def _between_tags(page: str) -> Iterator[tuple[int, str]]:
    page = _INLINE.sub("", page)
    line = 1
    end = 0
    for tag in [*_TAG.finditer(page), None]:
        start = tag.start() if tag is not None else len(page)
        text = page[end:start]
        if text.strip():
            yield line + text[: len(text) - len(text.lstrip())].count("\n"), " ".join(text.split())
        line += text.count("\n") + (tag[0].count("\n") if tag is not None else 0)
        end = tag.end() if tag is not None else start


def _without_values(text: str) -> str:
    return _VALUE.sub(STANDS_FOR_A_VALUE, text)
