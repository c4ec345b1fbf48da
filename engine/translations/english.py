"""The English that a language translates: every data file with texts in it, as `load` finds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from engine import schema, yaml_files
from engine.knowledge_base import FOLDERS, MANIFEST
from engine.translations.pieces import texts


@dataclass(frozen=True, slots=True)
class EnglishFile:
    """A data file, such as `knowledge/questions/goal_clarity.yml`, and its texts by place."""

    shown: str
    texts: dict[str, str]


def english_files(root: Path) -> Iterator[EnglishFile]:
    """Every data file below `root` that holds language, the manifest first; InputError for one that is no
    YAML.
    """
    cache = yaml_files.Cache(root / ".cache" / "knowledge.json")
    for shown, model in _files(root):
        data = cache.parse((root / shown).read_bytes(), shown)
        found = texts(model, data)
        if found:
            yield EnglishFile(shown, found)


def _files(root: Path) -> Iterator[tuple[str, type[BaseModel]]]:
    yield MANIFEST, schema.Manifest
    for kind, folder in FOLDERS.items():
        for path in sorted((root / folder).glob("*.yml")):
            yield f"{folder}/{path.name}", schema.KINDS[kind]
