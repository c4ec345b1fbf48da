"""The JSON Schemas in docs/schema are the models', and they take what is in the data files."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from engine import schema
from engine.cli import schema_text
from engine.knowledge_base import CASES, FOLDERS, MANIFEST, ROOT
from engine.yaml_files import parse

KINDS = ("manifest", *schema.KINDS)
OF_LANGUAGES = tuple(schema.LANGUAGE_KINDS)
FILES = {"manifest": [ROOT / MANIFEST]} | {
    kind: sorted((ROOT / folder).glob("*.yml")) for kind, folder in {**FOLDERS, "case": CASES}.items()
}


@pytest.mark.parametrize("kind", [*KINDS, *OF_LANGUAGES, "copy"])
def test_the_schema_in_the_documents_is_up_to_date(kind: str) -> None:
    """`python3 run.py schema KIND > docs/schema/KIND.json` brings it up to date."""
    assert (ROOT / "docs/schema" / f"{kind}.json").read_text(encoding="utf-8") == schema_text(kind)


def test_no_schema_lies_there_that_no_kind_has() -> None:
    assert {path.stem for path in (ROOT / "docs/schema").glob("*.json")} == {*KINDS, *OF_LANGUAGES, "copy"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_data_file_keeps_its_schema(kind: str) -> None:
    """Editors check with the schema: what loads must not be marked as wrong there."""
    shape = json.loads(schema_text(kind))
    jsonschema.Draft202012Validator.check_schema(shape)
    validator = jsonschema.Draft202012Validator(shape)
    assert FILES[kind]
    for path in FILES[kind]:
        data = parse(path.read_text(encoding="utf-8"), path.name)
        assert [error.message for error in validator.iter_errors(data)] == [], path.name


@pytest.mark.parametrize(
    ("kind", "file", "old", "new"),
    [
        ("question", "knowledge/questions/coping.yml", "wording:", "wordign:"),
        ("question", "knowledge/questions/coping.yml", "type: single", "type: singel"),
        ("diagnosis_rule", "rules/diagnosis/time_fragmented_from_drains.yml", "includes:", "inclds:"),
        ("strategy", "knowledge/strategies/pause_first.yml", "phase:", "phse:"),
    ],
)
def test_an_editor_would_mark_a_misspelt_field(kind: str, file: str, old: str, new: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert old in text
    data = parse(text.replace(old, new, 1), Path(file).name)
    assert not jsonschema.Draft202012Validator(json.loads(schema_text(kind))).is_valid(data)
