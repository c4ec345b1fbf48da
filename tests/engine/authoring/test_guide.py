"""knowledge/README.md is what `run.py guide-for-authors` gives, and says all that an author may write."""

from __future__ import annotations

import re

import pytest

from engine import cli, conditions, facts, schema, templates
from engine.authoring import guide as guides
from engine.authoring.guide import DATES, NAMED_BY, README, guide
from engine.knowledge_base import ROOT


def test_the_guide_in_the_repository_is_up_to_date() -> None:
    """`python3 run.py guide-for-authors > knowledge/README.md` brings it up to date."""
    assert (ROOT / README).read_text(encoding="utf-8") == guide()


def test_the_command_gives_the_guide(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main(["guide-for-authors"]) == 0
    assert capfdbinary.readouterr().out.decode("utf-8") == guide()


def test_every_field_of_every_kind_is_in_it() -> None:
    text = guide()
    for kind, model in schema.KINDS.items():
        missing = [name for name in model.model_fields if name != "id" and f"`{name}`" not in text]
        assert not missing, f"{kind}: {missing}"


def test_every_fact_operator_and_placeholder_is_in_it() -> None:
    text = guide()
    assert [name for name in facts.FACTS if f"| `{name}` |" not in text] == []
    assert [
        name for name in (*conditions.OPERATORS, conditions.ANSWERED) if f"| `{name}` |" not in text
    ] == []
    assert set(DATES) == set(templates.ITEM_DATES)
    assert [name for name in templates.PROGRESS if f"`{{{name}\\|words}}`" not in text] == []


def test_every_kind_says_what_names_it() -> None:
    assert set(NAMED_BY) == set(schema.KINDS)


def test_no_row_of_a_table_has_more_cells_than_its_head() -> None:
    cells = 0
    for line in guide().splitlines():
        count = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not (cells and count) or count == cells, line
        cells = count


def test_a_new_field_is_in_it_without_any_one_writing_it_down(monkeypatch: pytest.MonkeyPatch) -> None:
    real = schema.json_schema

    def with_another(kind: str) -> dict[str, object]:
        shape = real(kind)
        shape["properties"]["colour"] = {"type": "string", "description": "what it looks like"}
        return shape

    monkeypatch.setattr(guides.schema, "json_schema", with_another)
    assert "| `colour` |  | text | what it looks like |" in guide()
