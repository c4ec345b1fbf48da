"""The plan that the tests of this folder change."""

from __future__ import annotations

import pytest

from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan
from tests.engine.planning.working.changes import ANSWERS, TODAY


@pytest.fixture(scope="session")
def kb(knowledge: KnowledgeBase) -> KnowledgeBase:
    return knowledge


@pytest.fixture(scope="session")
def plan(kb: KnowledgeBase) -> Plan:
    return make_plan(kb, ANSWERS, TODAY, "compiled")
