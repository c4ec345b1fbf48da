"""What the tests share: the real knowledge base, a tiny one to break, and how hypothesis runs."""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from engine import knowledge_base
from engine.inference import durable_is_here
from engine.knowledge_base import KnowledgeBase
from tests import compiled_templates

TINY = Path(__file__).parent / "tiny_knowledge"

compiled_templates.share()

SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("here", deadline=None, max_examples=40, suppress_health_check=SLOW_TO_DRAW)
settings.register_profile(
    "ci", settings.get_profile("here"), derandomize=True, print_blob=True, database=None
)
settings.load_profile("ci" if os.environ.get("CI") else "here")

if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # a shell that starts the tests in the background says so,
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # and the commands that tests start would inherit it

ought_to_be_here = os.environ.get("CI") and sys.version_info < (3, 13)
if ought_to_be_here and not durable_is_here():  # in CI its absence is a failure, never a skip
    raise RuntimeError("durable_rules is not installed, though this Python can run it")

needs_durable = pytest.mark.skipif(
    not durable_is_here(), reason="durable_rules is not installed here, or this Python can't load it"
)


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The knowledge base that is served."""
    return knowledge_base.load()


GATHERED = datetime.date(2026, 11, 23)
"""The day on which the knowledge was first whole."""


@pytest.fixture(scope="session")
def last_looked_at(knowledge: KnowledgeBase) -> datetime.date:
    """The last day on which someone looked at a place to go: what `check` holds dates of review against here,
    so that no test depends on the day it runs (docs/decisions/dates-of-review.md).
    """
    days = [one.verified_on for one in knowledge.resources.values() if one.verified_on is not None]
    return max([GATHERED, *days])


Builder = Callable[..., Path]


@pytest.fixture
def small_knowledge(tmp_path: Path) -> Builder:
    """Builds a tiny knowledge base with some of its files replaced; gives the folder to `load` it from.

    `small_knowledge({"rules/advice/x.yml": "..."})`: a text replaces or adds a file, None takes it away.
    """

    def build(files: Mapping[str, str | None] | None = None) -> Path:
        root = tmp_path / "small"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(TINY, root, ignore=shutil.ignore_patterns(".cache"))
        for name, text in (files or {}).items():
            path = root / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        return root

    return build
