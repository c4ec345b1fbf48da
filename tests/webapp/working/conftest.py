"""The app on a day that can be moved on, and someone with a plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from tests.webapp.without_script import Person
from tests.webapp.working.at_work import ANSWERS, START, Days
from webapp import Services, create_app
from webapp.store import Store


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def app(tmp_path: Path, kb: KnowledgeBase, days: Days) -> Flask:
    return create_app(tmp_path, today=days, engine="compiled", kb=kb)


@pytest.fixture
def store(app: Flask) -> Store:
    serving: Services = app.extensions["waymark"]
    return serving.store


@pytest.fixture
def working(app: Flask, store: Store) -> Person:
    """Someone with a plan for late deliveries, who does not feel safe."""
    person = Person(app.test_client())
    file = store.create_file(documents={"answers": ANSWERS, "place": {"quick": False}})
    with person.client.session_transaction() as session:
        session["file"] = file
    person.open("/questionnaire/check").press("Make my plan")
    assert person.address == "/plan/"
    return person


@pytest.fixture(scope="session")
def weekly(kb: KnowledgeBase) -> str:
    """An item that is done once, in the weeks of the plan."""
    plan = make_plan(kb, ANSWERS, START, "compiled")
    return next(one.id for one in plan.items if one.phase == "weekly" and not one.repeats and not one.pinned)
