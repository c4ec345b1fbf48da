"""A knowledge base that nobody edits meanwhile, and a file of lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.knowledge_base import KnowledgeBase, load
from tests.engine.batch.in_bulk import write_lines
from tests.our_files import copy_to


@pytest.fixture(scope="package")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A copy, so that the workers read what the test has read, even while somebody edits a rule."""
    return load(copy_to(tmp_path_factory.mktemp("copy")))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "in.jsonl", 70)
