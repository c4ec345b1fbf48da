"""The app on Monday 2 March 2026 with a clock that stands still, and a coach who has set a password."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from tests.clock import NOON, Clock
from tests.webapp.without_script import Person
from webapp import create_app, services
from webapp.security import passwords
from webapp.security.invitations import invite
from webapp.store import Store

EMAIL, PASSWORD = "mira@example.org", "five green bottles on a wall"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time: half a second for each is right for a login and long for a test."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    monkeypatch.setattr(passwords, "NOBODY", passwords.hasher.hash(b"nobody has this"))


@pytest.fixture
def app(tmp_path: Path, knowledge: KnowledgeBase, clock: Clock, quick_hashes: None) -> Flask:
    made = create_app(tmp_path / "data", today=lambda: NOON.date(), engine="compiled", kb=knowledge)
    with made.app_context():
        services().store.now = clock
    return made


@pytest.fixture
def store(app: Flask) -> Store:
    with app.app_context():
        return services().store


@pytest.fixture
def browser(app: Flask) -> Callable[[], Person]:
    """A fresh browser each time it is called."""
    return lambda: Person(app.test_client())


@pytest.fixture
def new_coach(store: Store, browser: Callable[[], Person]) -> Callable[..., Person]:
    """A coach who came by a one-time link, set a password and is logged in."""

    def make(email: str = EMAIL, password: str = PASSWORD) -> Person:
        _, token = invite(store, email)
        store.release()
        person = browser().open(f"/coach/invitation/{token}")
        return person.fill(password=password, again=password).press("Set the password")

    return make


def log_in(person: Person, email: str = EMAIL, password: str = PASSWORD) -> Person:
    return person.open("/coach/login").fill(email=email, password=password).press("Log in")
