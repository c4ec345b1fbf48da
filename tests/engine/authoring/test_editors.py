"""An editor with YAML support finds the schema of every data file by its first line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from engine.authoring.skeleton import skeleton
from engine.knowledge_base import CASES, FOLDERS, MANIFEST, ROOT
from engine.schema import KINDS

FIRST_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")
FOLDER_OF = {**FOLDERS, "case": CASES}


def schema_named_in(text: str, at: Path) -> Path:
    """The file that an editor would open for a data file with this text at this place."""
    named = FIRST_LINE.match(text)
    assert named is not None, at
    return (at.parent / named[1]).resolve()


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_of_a_kind_names_the_schema_of_that_kind(kind: str) -> None:
    files = sorted((ROOT / FOLDER_OF[kind]).glob("*.yml"))
    assert files
    wanted = ROOT / "docs/schema" / f"{kind}.json"
    assert [
        path.name for path in files if schema_named_in(path.read_text(encoding="utf-8"), path) != wanted
    ] == []


@pytest.mark.parametrize("kind", KINDS)
def test_so_does_a_new_one(kind: str) -> None:
    named = schema_named_in(skeleton(kind), ROOT / FOLDER_OF[kind] / "a_new_one.yml")
    shape = json.loads(named.read_text(encoding="utf-8"))
    assert shape["title"] == kind


def test_so_does_the_manifest() -> None:
    path = ROOT / MANIFEST
    assert schema_named_in(path.read_text(encoding="utf-8"), path) == ROOT / "docs/schema/manifest.json"


@pytest.mark.parametrize("kind", [*KINDS, "manifest"])
def test_an_editor_can_show_what_each_field_means(kind: str) -> None:
    """Editors show the description of the field under the cursor."""
    shape = json.loads((ROOT / "docs/schema" / f"{kind}.json").read_text(encoding="utf-8"))
    assert [name for name, field in shape["properties"].items() if not field.get("description")] == []
