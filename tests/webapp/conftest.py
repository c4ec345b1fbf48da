"""The app on an empty data folder, on Monday 2 March 2026, and people who use it without a script."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from tests.webapp.without_script import Person
from webapp import create_app

TODAY = datetime.date(2026, 3, 2)


@pytest.fixture(scope="session")
def kb(knowledge: KnowledgeBase) -> KnowledgeBase:
    return knowledge


@pytest.fixture
def app(tmp_path: Path, kb: KnowledgeBase) -> Flask:
    return create_app(tmp_path, today=lambda: TODAY, engine="compiled", kb=kb)


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


@pytest.fixture
def own_device(person: Person) -> Person:
    """Someone on their own device, on the second page."""
    person.open("/questionnaire/device")
    return person.fill(employer_device="no").press("Continue")


@pytest.fixture
def work_device(person: Person) -> Person:
    """Someone on a work device who goes on and keeps nothing, on the second page."""
    person.open("/questionnaire/device").fill(employer_device="yes").press("Continue")
    return person.press("Go on and keep nothing")


def to_check(person: Person) -> Person:
    """On to the check page, skipping everything."""
    for _ in range(20):
        if "Check your answers" in person.words:
            return person
        person.press("Continue")
    raise AssertionError("the questionnaire has no end")


@pytest.fixture
def planned(own_device: Person) -> Person:
    """Someone on their own device with a quick plan for late deliveries."""
    own_device.fill(pip_stage="under_way", plan_start="2026-02-19", plan_end="2026-04-19").press("Continue")
    own_device.fill(concerns=["deadlines"]).press("Continue")
    return to_check(own_device).press("Make my plan")


@pytest.fixture
def stored_files(tmp_path: Path) -> Callable[[], int]:
    """How many client files the database holds."""
    import sqlite3

    def count() -> int:
        with sqlite3.connect(tmp_path / "waymark.db") as db:
            return int(db.execute("SELECT count(*) FROM client_files").fetchone()[0])

    return count
