"""The house keeps its walls: who may import what, and no file that wants to be two."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.knowledge_base import ROOT

ENGINE = sorted((ROOT / "engine").rglob("*.py"))
WEBAPP = sorted((ROOT / "webapp").rglob("*.py"))
LONGEST = 300
DATABASES = {"sqlite3", "pysqlite3", "sqlite_utils", "psycopg"}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(paths: list[Path], *packages: str) -> set[str]:
    """The files that import one of these packages or something below it."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in paths
        for name in imports(path)
        if any(name == package or name.startswith(f"{package}.") for package in packages)
    }


def test_the_engine_knows_no_web() -> None:
    assert importers(ENGINE, "webapp", "flask", "wtforms", "flask_wtf", "werkzeug", "jinja2") == set()


def test_the_engine_knows_no_database() -> None:
    assert importers(ENGINE, *DATABASES) == set()


def test_one_module_knows_durable_rules() -> None:
    assert importers([*ENGINE, *WEBAPP], "durable") == {"engine/inference/durable.py"}


def test_only_the_store_knows_sql() -> None:
    outside = importers([path for path in WEBAPP if "store" not in path.relative_to(ROOT).parts], *DATABASES)
    assert outside == set()


def test_the_door_needs_only_the_standard_library() -> None:
    import sys

    assert {name.split(".")[0] for name in imports(ROOT / "run.py")} <= sys.stdlib_module_names


def test_a_planted_import_would_be_seen(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def late():\n    from durable.engine import Host\n", encoding="utf-8")
    assert list(imports(planted)) == ["durable.engine.Host"]


@pytest.mark.parametrize("path", [*ENGINE, *WEBAPP], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_wants_to_be_two(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
